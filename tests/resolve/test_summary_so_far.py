"""A long report's summary: stretches add up, margins are left to their neighbours, and it stays small."""

from onrecord.records import (
    Act,
    AgeGroup,
    PerpetratorType,
    Sex,
    Summary,
    SummaryAct,
    SummaryDate,
    SummaryPerpetrator,
    SummaryPlace,
    SummaryVictim,
)
from onrecord.resolve import summary_so_far
from onrecord.resolve.summary_so_far import SummarySoFar

POLICE, ARMY, *_ = PerpetratorType


def stretch(
    *, act: Act = Act.KILLING, city: str = "Seld", day: int = 1, score: float = 0.5, type_: PerpetratorType = POLICE
) -> Summary:
    """One victim of one act in one place on one day, all told by the stretch's g1; the margin's finding is g0."""
    return Summary(
        acts=(SummaryAct(act, score, ("g0", "g1")),),
        victims=(SummaryVictim("Ama Terrin", "a1", None, None, AgeGroup.ADULT, ("g1", "e1")),),
        alleged_perpetrator=SummaryPerpetrator(mentioned=True, type=type_, evidence=("g1",)),
        place=SummaryPlace("XX", None, city, ("g1", "e2")),
        date=SummaryDate(2031, 4, day, ("g1",)),
    )


def ids(number: int) -> dict[str, str]:
    """The whole report's ids of a stretch's own findings."""
    return {"g1": f"g{number}", "e1": f"e{number}"}


def test_acts_and_victims_add_up_and_the_rest_is_what_most_stretches_tell() -> None:
    so_far = SummarySoFar()
    so_far.add(stretch(), ids=ids(7), actors={"a1": "a9"})
    so_far.add(stretch(act=Act.RAID, city="Morl", day=2, type_=ARMY), ids=ids(8), actors={"a1": "a4"})
    so_far.add(stretch(score=0.9, city="Morl", day=2, type_=ARMY), ids=ids(9), actors={"a1": "a9"})

    assert so_far.summary() == Summary(
        acts=(SummaryAct(Act.KILLING, 0.9, ("g7", "g9")), SummaryAct(Act.RAID, 0.5, ("g8",))),
        victims=(
            SummaryVictim("Ama Terrin", "a9", None, None, AgeGroup.ADULT, ("g7", "e7", "g9", "e9")),
            SummaryVictim("Ama Terrin", "a4", None, None, AgeGroup.ADULT, ("g8", "e8")),
        ),
        alleged_perpetrator=SummaryPerpetrator(mentioned=True, type=ARMY, evidence=("g7", "g8", "g9")),
        place=SummaryPlace("XX", None, "Morl", ("g8", "g9")),
        date=SummaryDate(2031, 4, 2, ("g8", "g9")),
    )


def test_what_only_the_margins_tell_is_the_neighbours() -> None:
    so_far = SummarySoFar()
    so_far.add(stretch(), ids={"g5": "g9"}, actors={"a1": "a9"})
    so_far.add(Summary(), ids=ids(1), actors={})

    assert so_far.summary() == Summary()


def test_what_a_later_stretch_tells_of_a_victim_fills_what_was_open() -> None:
    so_far = SummarySoFar()
    so_far.add(stretch(), ids=ids(1), actors={"a1": "a1"})
    later = SummaryVictim("Ama Terrin", "a1", None, Sex.WOMAN, AgeGroup.CHILD, ("g1",))
    so_far.add(Summary(victims=(later,)), ids=ids(2), actors={"a1": "a1"})

    (victim,) = so_far.summary().victims
    assert (victim.sex, victim.age) == (Sex.WOMAN, AgeGroup.ADULT)


def test_it_stays_small() -> None:
    so_far = SummarySoFar()
    for number in range(summary_so_far.MOST_VICTIMS + 50):
        so_far.add(stretch(), ids=ids(number), actors={"a1": f"a{number}"})

    summary = so_far.summary()
    assert len(summary.victims) == summary_so_far.MOST_VICTIMS
    assert summary.victims[0].actor == "a0"
    assert summary.place is not None
    assert len(summary.acts[0].evidence) == len(summary.place.evidence) == summary_so_far.MOST_EVIDENCE
