"""A campaign's table holds what counts some of those whom it counts, so that a later count of the dead replaces one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.records.material import Weighable
from onrecord.records.record import Event, Figure, Lineage, Node, NodeKind, Quotation, ToldAllegation
from onrecord.records.vocabulary import Act, Status
from onrecord.testing.weighing import marked, material_of
from onrecord.weigh.figures import with_figures

HELD, DEAD = "e0000000000000001", "e0000000000000002"

APRIL = (
    "FICTIONAL. [[More than 100|g1.count:100] men|g1.victim] were [held|g1.detention] and "
    "[[three|g2.count:3] of them|g2.victim] were [killed|g2.killing]."
)
JUNE = (
    "FICTIONAL. [[134|g1.count:134] men|g1.victim] were [held|g1.detention] and "
    "[[four|g2.count:4] of them|g2.victim] were [killed|g2.killing]."
)
REPEATED = "FICTIONAL. [[Four|g2.count:4] men|g2.victim] were [killed|g2.killing], the Courier says."
ELSEWHERE = "FICTIONAL. [[Nine|g2.count:9] men|g2.victim] were [killed|g2.killing] on the coast."


@dataclass(frozen=True)
class Traced:
    """Every allegation is one newspaper's, but those of other reports given."""

    others: Mapping[int, str] = field(default_factory=dict)

    @property
    def lineage(self) -> Lineage:
        names = ("n-courier", *self.others.values())
        return Lineage(nodes=tuple(Node(id=name, kind=NodeKind.OWN_REPORTING, name=name) for name in names))

    def origins_of(self, allegation_id: str) -> tuple[str, ...]:
        return (self.others.get(int(allegation_id.split("-")[1]), "n-courier"),)


def told(weighable: Weighable, act: Act) -> list[ToldAllegation]:
    assert weighable.reading is not None
    return [
        ToldAllegation(
            id=weighable.ids[one.id],
            reports=(weighable.number,),
            act=act,
            status=Status.ASSERTED,
            quotation=Quotation(report=weighable.number, span=one.trigger, text=one.trigger.of(weighable.report.text)),
        )
        for one in weighable.reading.allegations
        if one.act is act
    ]


def tables(texts: Sequence[str], *, campaign: bool = True, others: Mapping[int, str] | None = None) -> dict[str, Event]:
    """The events of these reports, a month apart: all who were held, all who were killed."""
    reports = []
    for number, text in enumerate(texts, start=1):
        made = marked(number, text, publisher=f"Paper {number}" if others and number in others else "The Courier",
                      published=f"2031-{number + 3:02d}-10")  # fmt: skip
        ids = {local: f"{finding}-{number}" for local, finding in made.ids.items()}
        reports.append(Weighable(number=number, report=made.report, sha256=made.sha256, obtained=made.obtained,
                                 reading=made.reading, ids=ids))  # fmt: skip
    events = [
        Event(id=HELD, act=Act.DETENTION, acts=(Act.DETENTION,), status=Status.ASSERTED, title="held",
              campaign=campaign, allegations=tuple(one for report in reports for one in told(report, Act.DETENTION))),
        Event(id=DEAD, act=Act.KILLING, acts=(Act.KILLING,), status=Status.ASSERTED, title="killed",
              allegations=tuple(one for report in reports for one in told(report, Act.KILLING))),
    ]  # fmt: skip
    return {event.id: event for event in with_figures(events, material_of(reports), Traced(others or {}))}


def numbers(figures: Sequence[Figure]) -> list[tuple[str, int | None]]:
    return [(figure.act.value, figure.number) for figure in figures]


def test_some_of_those_counted_stand_behind_them_and_a_later_count_replaces_an_earlier() -> None:
    figures = tables([APRIL, JUNE])[HELD].figures
    assert numbers(figures) == [("detention", 100), ("detention", 134), ("killing", 3), ("killing", 4)]
    assert [figure.revises for figure in figures] == [None, 0, None, 2]
    assert [figure.subset_of for figure in figures] == [None, None, 0, 1]
    assert [figure.subset_of_event for figure in figures] == [None] * 4


def test_who_repeats_such_a_figure_stands_there_too() -> None:
    figures = tables([APRIL, JUNE, REPEATED])[HELD].figures
    assert numbers(figures)[-1] == ("killing", 4)
    assert figures[-1].restates == 3


def test_what_is_told_of_others_does_not_come_in() -> None:
    figures = tables([APRIL, ELSEWHERE], others={2: "n-coast"})[HELD].figures
    assert ("killing", 9) not in numbers(figures)


def test_only_a_campaign_holds_other_acts() -> None:
    found = tables([APRIL, JUNE], campaign=False)
    assert numbers(found[HELD].figures) == [("detention", 100), ("detention", 134)]
    assert [figure.subset_of_event for figure in found[DEAD].figures] == [HELD, HELD]
