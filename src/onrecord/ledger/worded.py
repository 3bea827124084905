"""Amendments in a report's words: "Corin Halvard" instead of where he stands and which actor of the reading he is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.decisions import content_of, current_findings, data_in, text_of
from onrecord.ledger.findings import is_current
from onrecord.ledger.quoting import places_of
from onrecord.records.decision import Value
from onrecord.records.finding import FindingKind
from onrecord.records.span import Span

ROLES = frozenset({"victims", "alleged_perpetrators", "who", "to", "about"})
TOLD_BY = "told_by"
OWN_WORDS = "own_words"
_SAID = {"yes": True, "no": False}
# What parts names of a list.
_LIST = re.compile(r",|;|\band\b|&")
# Between several who fill one role.
SEPARATOR = ";"


def in_words(connection: Connection, finding: str, field: str, words: str) -> Value:
    """The value that words of the report stand for, in a role or as who tells it; other fields' words stand for itself.

    Whether words are somebody's own is said by "yes" or "no".

    Of several places where the words stand the one next to what tells the act is meant. An actor of the reading who is
    mentioned there goes with them.

    Args:
        connection: to the ledger.
        finding: id of the finding amended.
        field: the field.
        words: as they stand in the report; several parted by semicolons.

    Raises:
        NoSuchCase: the case has no such finding.
        UsageError: the words don't stand in the report, or nobody of that name says anything in it.
    """
    if field == OWN_WORDS:
        return _SAID.get(words.strip().casefold(), words)
    if field not in ROLES and field != TOLD_BY:
        return words
    row = next(iter(current_findings(connection, {finding})), None)
    if row is None:
        raise NoSuchCase(f"The case has no finding {finding!a} now; `onrecord list` shows those it has.")
    reading, text = content_of(connection, row), text_of(connection, row)
    data = data_in(reading, row)
    near = data.get("trigger", [row["start"], row["end"]])[0]
    several = [part.strip() for part in words.split(SEPARATOR) if part.strip()]
    if field == TOLD_BY:
        said = [*_said_in(reading), *_said_elsewhere(connection, row)]
        return [_teller(said, text, each, near) for each in several]
    return [_participant(reading, text, each, near, field=field) for each in several]


def _participant(reading: Mapping[str, Any], text: str, words: str, near: int, *, field: str) -> dict[str, Value]:
    spans = places_of(text, words).spans
    if not spans:
        raise UsageError(f"What is given for {field} doesn't stand in the report; copy its words from there.")
    span = min(spans, key=lambda each: abs(each.start - near))
    told: dict[str, Value] = {"span": [span.start, span.end]}
    actor = _mentioned(reading, text, span)
    if actor is not None:
        told["actor"] = actor
    return told


def _mentioned(reading: Mapping[str, Any], text: str, span: Span) -> str | None:
    """The actor whom the words name; None where nobody is, or several are: those of a list are no one of them."""
    mentions = [
        (Span(*each["span"]), str(each["actor"]))
        for each in reading.get("entities", ())
        if each.get("actor") is not None and span.overlaps(Span(*each["span"]))
    ]
    around = [(mention.end - mention.start, actor) for mention, actor in mentions if mention.contains(span)]
    if around:
        return min(around)[1]
    if len({actor for _, actor in mentions}) > 1 and _LIST.search(span.of(text)) is not None:
        return None
    return mentions[-1][1] if mentions else None


@dataclass(frozen=True, slots=True)
class _Said:
    """An attribution to choose from: the id that an amendment holds, its values, and the speaker's name."""

    id: str
    values: Mapping[str, Any]
    speaker: str


def _said_in(reading: Mapping[str, Any]) -> Iterator[_Said]:
    names = {each["id"]: str(each["name"]).casefold() for each in reading.get("actors", ())}
    for each in reading.get("attributions", ()):
        yield _Said(str(each["id"]), each, names.get(str(each.get("speaker")), ""))


def _said_elsewhere(connection: Connection, row: RowMapping) -> Iterator[_Said]:
    """What other readings of the same text hold, such as what people entered; named by the findings' own ids."""
    findings, readings = schema.findings, schema.readings
    chosen = (
        select(findings)
        .join(readings, readings.c.number == findings.c.reading)
        .where(findings.c.report == row["report"], findings.c.kind == FindingKind.ATTRIBUTION.value)
        .where(findings.c.reading != row["reading"], is_current(readings))
        .order_by(findings.c.number)
    )
    for other in connection.execute(chosen).mappings().all():
        for said in _said_in(content_of(connection, other)):
            if said.id == other["local"]:
                yield replace(said, id=str(other["id"]))


def _teller(said: Sequence[_Said], text: str, words: str, near: int) -> str:
    """The attribution, next to the act, whose source holds the words, or whose speaker is called so."""
    if any(each.id == words for each in said):
        return words
    wanted = words.casefold()
    found = [
        each
        for each in said
        if wanted in " ".join(text[slice(*span)] for span in each.values.get("source", ())).casefold()
        or wanted in each.speaker
    ]
    if not found:
        raise UsageError(
            "Nobody of that name says anything in the report, as the reader has it. Enter what was said with "
            "`onrecord enter --kind attribution`, or give [] for the report's own voice. Of a response whose words are "
            "its actor's own say so: --field own_words --value yes."
        )
    return min(found, key=lambda each: _away(each.values, near)).id


def _away(attribution: Mapping[str, Any], near: int) -> int:
    """How far what somebody says lies from the act: 0 where it holds it."""
    spans = attribution.get("content") or attribution.get("source")
    return min((0 if start <= near < end else min(abs(start - near), abs(end - near)) for start, end in spans or ()))
