"""The written cases of figures: read from their table, weighed, and compared field by field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from onrecord.records.allegation import Allegation
from onrecord.records.frame import Count, Participant, Time
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.record import Event, Figure, Lineage, Named, Node, NodeKind, Quotation, ToldAllegation
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, Status
from onrecord.resolve.counts import count_of
from onrecord.weigh.figures import with_figures

TABLE = Path(__file__).resolve().parents[1] / "tests" / "weigh" / "data" / "figures.yaml"
_RELATIONS = ("restates", "revises")


@dataclass(frozen=True, slots=True)
class Judged:
    """A case, and each field that is not as a careful person notes it: `figure 2 counted: men, expected people`."""

    name: str
    fields: int
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A lineage as the table tells it."""

    lineage: Lineage
    origins: Mapping[str, tuple[str, ...]]

    def origins_of(self, allegation_id: str) -> tuple[str, ...]:
        """Whose word an allegation is."""
        return self.origins.get(allegation_id, ())


def cases() -> list[dict[str, Any]]:
    """The table."""
    loaded: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return loaded


def judged(case: Mapping[str, Any]) -> Judged:
    """A case, weighed and compared."""
    reports = case.get("reports", [case])
    weighables: list[Weighable] = []
    told: dict[Act, list[ToldAllegation]] = {}
    origins: dict[str, tuple[str, ...]] = {}
    for number, said in enumerate(reports, start=1):
        weighable, allegations = _report(number, {**case, **said})
        weighables.append(weighable)
        origin = said.get("origin", f"report {number}")
        for allegation in allegations:
            told.setdefault(allegation.act, []).append(allegation)
            origins[allegation.id] = (origin,)
    kinds = case.get("kinds", {})
    nodes = tuple(
        Node(id=name, kind=NodeKind(kinds.get(name, "person")), name=name)
        for name in sorted({origin for several in origins.values() for origin in several})
    )
    events = [
        Event(
            id=f"e{list(Act).index(act):016x}",
            act=act,
            acts=(act,),
            status=Status.ASSERTED,
            title=act.value,
            allegations=tuple(several),
        )
        for act, several in told.items()
    ]
    weighed = with_figures(events, Material(reports=tuple(weighables)), _Said(Lineage(nodes=nodes), origins))
    expected = case["figures"]
    if not isinstance(expected, dict):
        expected = {weighed[0].act.value: expected}
    fields, misses = 0, []
    figures = {event.id: event.figures for event in weighed}
    for event in weighed:
        wanted = expected.get(event.act.value, [])
        fields += 1
        if len(event.figures) != len(wanted):
            misses.append(f"{len(event.figures)} figures of {event.act.value}, expected {len(wanted)}")
            continue
        for place, (figure, values) in enumerate(zip(event.figures, wanted, strict=True), start=1):
            for field, value in values.items():
                fields += 1
                found = _field(figure, field, figures, event.id)
                if found != _plain(value):
                    misses.append(f"figure {place} {field}: {found!r}, expected {_plain(value)!r}")
    return Judged(case["case"], fields, tuple(misses))


def _report(number: int, said: Mapping[str, Any]) -> tuple[Weighable, list[ToldAllegation]]:
    text, counts, triggers = _unmarked(said["say"])
    published = said.get("published", date(2031, 3, 10))
    report = Report(
        id=f"report-{number}",
        source="figures.yaml",
        text=text,
        publisher=said.get("publisher", "The Dune Lantern"),
        published=None if published is None else published.isoformat(),
        language="en",
    )
    given = said.get("allegations") or [{"trigger": triggers[0].of(text)}]
    allegations, told, ids = [], [], {}
    for place, each in enumerate(given):
        about = {**said, **each}
        trigger = next(span for span in triggers if span.of(text) == each["trigger"])
        own = [span for span in counts if "counts" not in each or span.of(text) in each["counts"]]
        nobody = about.get("nobody", False)
        victims = [_found(text, words) for words in about.get("victims", [])] + (own if nobody else [])
        own = [] if nobody or not _counted(about) else own
        status = Status(about.get("status", "asserted"))
        local, finding = f"g{place + 1}", f"g{number:08x}{place:08x}"
        act = Act(about.get("act", "killing"))
        allegations.append(
            Allegation(
                local,
                act,
                status,
                trigger,
                1.0,
                victims=tuple(Participant(span) for span in victims),
                alleged_perpetrators=tuple(Participant(_found(text, words)) for words in about.get("perpetrators", ())),
                times=tuple(
                    Time(_found(text, words), _day(first), _day(last)) for words, first, last in about.get("times", [])
                ),
                counts=tuple(_count(span, text) for span in own),
            )
        )
        told_by = about.get("told_by")
        told.append(
            ToldAllegation(
                id=finding,
                reports=(number,),
                act=act,
                status=status,
                quotation=Quotation(report=number, span=trigger, text=trigger.of(text), finding=finding),
                told_by=() if told_by is None else (Named(words=told_by, name=told_by),),
            )
        )
        ids[local] = finding
    reading = Reading(report, "hand@1", allegations=tuple(allegations))
    weighable = Weighable(
        number=number, report=report, sha256="0" * 64, obtained="2031-07-01T00:00:00+00:00", reading=reading, ids=ids
    )
    return weighable, told


def _counted(about: Mapping[str, Any]) -> bool:
    """Whether the reader would see a count: a denial of persons has none."""
    return about.get("status") != "negated" or "victims" not in about


def _count(span: Span, text: str) -> Count:
    return count_of(span, text)


def _unmarked(marked: str) -> tuple[str, list[Span], list[Span]]:
    text = ""
    counts: list[Span] = []
    triggers: list[Span] = []
    for piece in re.split(r"(\[[^\]]*\]|\{[^}]*\})", marked):
        if piece[:1] in "[{" and piece:
            span = Span(len(text), len(text) + len(piece) - 2)
            (counts if piece[0] == "[" else triggers).append(span)
            text += piece[1:-1]
        else:
            text += piece
    return text, counts, triggers


def _found(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _plain(value: Any) -> Any:  # noqa: ANN401 (what YAML gives)
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _field(figure: Figure, field: str, figures: Mapping[str, tuple[Figure, ...]], event: str) -> Any:  # noqa: ANN401 (any field)
    if field in _RELATIONS:
        place = getattr(figure, field)
        return None if place is None else place + 1
    if field == "contradicts":
        return [place + 1 for place in figure.contradicts]
    if field == "period":
        return None if figure.period is None else [figure.period.first, figure.period.last]
    if field == "whole":
        if figure.subset_of is None:
            return None
        return figures[figure.subset_of_event or event][figure.subset_of].number
    found = getattr(figure, field)
    return found.value if hasattr(found, "value") else found
