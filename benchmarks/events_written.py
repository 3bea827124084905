"""Pairs of allegations of our own writing, as little cases of one or two reports."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from onrecord.records import Act, Actor, ActorKind, Allegation, Participant, Place, Reading, Report, Span, Status, Time
from onrecord.records.material import Material, Weighable
from onrecord.resolve.counts import count_of

_MARK = re.compile(r"\{([!vplt]):([^}=]+)(?:=([0-9-]+)(?:\.\.([0-9-]+))?)?\}")
_PUBLISHED = "2024-01-01"
_SMALL = ("a ", "an ", "the ", "one ", "nobody", "she")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two allegations of a case, and what a person says of them.

    Attributes:
        label: same, part, other or denial.
        first: id of the one's finding.
        second: of the other's.
        told: both, to be shown.
    """

    label: str
    first: str
    second: str
    told: str


def written(path: Path) -> list[tuple[Material, Pair]]:
    """Each pair as a case of its own."""
    pairs: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_case(number, pair) for number, pair in enumerate(pairs)]


def _case(number: int, pair: dict[str, Any]) -> tuple[Material, Pair]:
    first_id, second_id = f"g{number:08x}0000000a", f"g{number:08x}0000000b"
    acts = Act(pair["act"]), Act(pair.get("b_act", pair["act"]))
    status = Status(pair.get("b_status", "asserted"))
    reports: tuple[Weighable, ...]
    if pair.get("one"):
        text = f"{pair['a']}\n\n{pair['b']}"
        reports = (_weighable(1, text, pair.get("a_on"), acts, (Status.ASSERTED, status), (first_id, second_id), pair),)
    else:
        reports = (
            _weighable(1, pair["a"], pair.get("a_on"), acts[:1], (Status.ASSERTED,), (first_id,), pair),
            _weighable(2, pair["b"], pair.get("b_on"), acts[1:], (status,), (second_id,), pair),
        )
    told = Pair(pair["label"], first_id, second_id, f"{_plain(pair['a'])} | {_plain(pair['b'])}")
    return Material(reports=reports, at="2024-01-01T00:00:00+00:00"), told


def _plain(marked: str) -> str:
    return _MARK.sub(lambda match: match[2], marked)


def _weighable(
    number: int,
    marked: str,
    published: str | None,
    acts: tuple[Act, ...],
    statuses: tuple[Status, ...],
    ids: tuple[str, ...],
    pair: dict[str, Any],
) -> Weighable:
    text, marks = _unmarked(marked)
    report = Report(f"written-{number}", "", text, published=published or _PUBLISHED)
    actors: dict[str, Actor] = {}
    border = text.find("\n\n") if len(ids) > 1 else len(text)
    allegations = []
    for place, act in enumerate(acts):
        mine = [mark for mark in marks if (mark[1].start < border) == (place == 0) or len(ids) == 1]
        trigger = next(span for kind, span, _, _ in mine if kind == "!")
        victims = [span for kind, span, _, _ in mine if kind == "v"]
        counts = [count_of(span, text) for span in victims if not span.of(text).lower().startswith(_SMALL)]
        allegations.append(
            Allegation(
                f"g{place + 1}",
                act,
                statuses[place],
                trigger,
                1.0,
                victims=tuple(Participant(span, _actor(span, text, actors, pair)) for span in victims),
                alleged_perpetrators=tuple(
                    Participant(span, _actor(span, text, actors, pair)) for kind, span, _, _ in mine if kind == "p"
                ),
                places=tuple(Place(span, span.of(text)) for kind, span, _, _ in mine if kind == "l"),
                times=tuple(Time(span, first, last) for kind, span, first, last in mine if kind == "t"),
                counts=tuple(count for count in counts if count.number is not None and count.number > 1),
            )
        )
    return Weighable(
        number=number,
        report=report,
        sha256=sha256(text.encode()).hexdigest(),
        obtained="2024-01-01T00:00:00+00:00",
        reading=Reading(report, "hand@1", actors=tuple(actors.values()), allegations=tuple(allegations)),
        ids={f"g{place + 1}": finding for place, finding in enumerate(ids)},
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[str, Span, str | None, str | None]]]:
    """Text without marks; of each mark its kind, span and days."""
    text, at, marks = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append((match[1], Span(len(text), len(text) + len(match[2])), match[3], match[4] or match[3]))
        text += match[2]
        at = match.end()
    return text + marked[at:], marks


def _actor(span: Span, text: str, actors: dict[str, Actor], pair: dict[str, Any]) -> str:
    """The report's actor at a span: one with all the words of a name is that name's; others are told apart by words."""
    words = pair.get("b_who", "") if span.of(text).lower() in {"she", "he", "they"} else span.of(text)
    plain = [word for word in words.split() if word not in {"Mr", "Mrs", "Sister", "Colonel"}]
    named = bool(plain) and all(word[0].isupper() for word in plain) and len(span.of(text).split()) < 5
    named = named and plain[0] not in {"The", "An", "A", "At", "More", "Nobody"} and plain[-1][-1] != "s"
    name = " ".join(plain) if named else words
    for actor in actors.values():
        if named and actor.kind is ActorKind.PERSON and {*plain} <= {*actor.name.split()}:
            return actor.id
        if actor.name.lower().removeprefix("a ").removeprefix("the ") == name.lower().removeprefix("the "):
            return actor.id
    kind = ActorKind.PERSON if named or words.lower().startswith(("a ", "an ")) else ActorKind.GROUP
    if words in {"The Lantern", "Morning Voice"}:
        kind = ActorKind.OUTLET
    local = f"a{len(actors) + 1}"
    actors[local] = Actor(local, name, kind)
    return local
