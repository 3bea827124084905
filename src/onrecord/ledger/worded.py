"""Amendments in a report's words: "Corin Halvard" instead of where he stands and which actor of the reading he is."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger.decisions import content_of, current_findings, data_in, text_of
from onrecord.ledger.quoting import places_of
from onrecord.records.decision import Value
from onrecord.records.span import Span

ROLES = frozenset({"victims", "alleged_perpetrators", "who", "to", "about"})
TOLD_BY = "told_by"
# Between several who fill one role.
SEPARATOR = ";"


def in_words(connection: Connection, finding: str, field: str, words: str) -> Value:
    """The value that words of the report stand for, in a role or as who tells it; other fields' words stand for itself.

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
        return [_teller(reading, text, each, near) for each in several]
    return [_participant(reading, text, each, near, field=field) for each in several]


def _participant(reading: Mapping[str, Any], text: str, words: str, near: int, *, field: str) -> dict[str, Value]:
    spans = places_of(text, words).spans
    if not spans:
        raise UsageError(f"What is given for {field} doesn't stand in the report; copy its words from there.")
    span = min(spans, key=lambda each: abs(each.start - near))
    told: dict[str, Value] = {"span": [span.start, span.end]}
    mentioned = [
        each["actor"]
        for each in reading.get("entities", ())
        if each.get("actor") is not None and span.overlaps(Span(*each["span"]))
    ]
    if mentioned:
        told["actor"] = mentioned[-1]
    return told


def _teller(reading: Mapping[str, Any], text: str, words: str, near: int) -> str:
    """The attribution, next to the act, whose source holds the words, or whose speaker is called so."""
    attributions: Sequence[Mapping[str, Any]] = reading.get("attributions", ())
    if any(each["id"] == words for each in attributions):
        return words
    wanted = words.casefold()
    names = {each["id"]: str(each["name"]).casefold() for each in reading.get("actors", ())}
    found = [
        each
        for each in attributions
        if wanted in " ".join(text[slice(*span)] for span in each.get("source", ())).casefold()
        or wanted in names.get(str(each.get("speaker")), "")
    ]
    if not found:
        raise UsageError(
            "Nobody of that name says anything in the report, as the reader has it. Enter what was said with "
            "`onrecord enter --kind attribution`, or give [] for the report's own voice."
        )
    return str(min(found, key=lambda each: _away(each, near))["id"])


def _away(attribution: Mapping[str, Any], near: int) -> int:
    """How far what somebody says lies from the act: 0 where it holds it."""
    spans = attribution.get("content") or attribution.get("source")
    return min((0 if start <= near < end else min(abs(start - near), abs(end - near)) for start, end in spans or ()))
