"""Matching: what is joined, what is kept apart, and what reviewers bind."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.events import outcomes
from benchmarks.events_written import Pair, written
from onrecord.records import (
    Act,
    Actor,
    ActorKind,
    Allegation,
    Bound,
    Count,
    Participant,
    Place,
    Reading,
    Report,
    Span,
    Status,
    Time,
    Unit,
)
from onrecord.records.material import Material, Weighable
from onrecord.records.record import Edge, Event, Lineage, Node, NodeKind
from onrecord.records.tie import Tie, TieKind
from onrecord.testing.weighing import Nobody
from onrecord.weigh.events import match

PAIRS = written(Path(__file__).parent / "data" / "events.yaml")


class Known:
    """A lineage, as `weigh.lineage` gives it."""

    def __init__(self, lineage: Lineage) -> None:
        self._lineage = lineage

    @property
    def lineage(self) -> Lineage:
        return self._lineage


Told = tuple[Act, str, str, str, int, Status]
"""Act, victim, place, day (either may be empty), how many, status."""


def told(
    act: Act = Act.KILLING,
    victim: str = "",
    place: str = "",
    day: str = "",
    many: int = 1,
    status: Status = Status.ASSERTED,
) -> Told:
    return act, victim, place, day, many, status


def report_of(number: int, allegations: list[Told], *, first: int = 0) -> Weighable:
    """A report that tells these, one a sentence; ids of findings count on from `first`."""
    text, read = "", []
    actors: dict[str, Actor] = {}
    for at, (act, victim, place, day, many, status) in enumerate(allegations):
        sentence = f"{victim} suffered this {act.value} at {place} on {day}.\n\n"
        start = len(text)
        text += sentence
        trigger = Span(start + sentence.index("suffered"), start + sentence.index("suffered") + 8)
        who = Span(start, start + len(victim))
        where = Span(start + sentence.index(" at ") + 4, start + sentence.index(" at ") + 4 + len(place))
        when = Span(start + sentence.rindex(" on ") + 4, start + sentence.rindex(" on ") + 4 + len(day))
        named = victim.istitle()
        if victim and victim not in actors:
            kind = ActorKind.PERSON if named else ActorKind.GROUP
            actors[victim] = Actor(f"a{len(actors) + 1}", victim, kind)
        read.append(
            Allegation(
                f"g{at + 1}",
                act,
                status,
                trigger,
                0.9,
                victims=(Participant(who, actors[victim].id),) if victim else (),
                places=(Place(where, place),) if place else (),
                times=(Time(when, day, day),) if day else (),
                counts=(Count(who, many, Bound.EXACT, many, many, Unit.PERSONS),) if many > 1 else (),
            )
        )
    report = Report(f"r{number}", "", text, published="2023-12-31")
    return Weighable(
        number=number,
        report=report,
        sha256="0" * 64,
        obtained="2024-01-01T00:00:00+00:00",
        reading=Reading(report, "hand@1", actors=tuple(actors.values()), allegations=tuple(read)),
        ids={one.id: finding(first + at) for at, one in enumerate(read)},
    )


def finding(number: int) -> str:
    return f"g{number:016x}"


def case(*reports: list[Told], ties: tuple[Tie, ...] = (), merged: dict[str, str] | None = None) -> Material:
    weighables, first = [], 0
    for number, allegations in enumerate(reports, 1):
        weighables.append(report_of(number, allegations, first=first))
        first += len(allegations)
    return Material(reports=tuple(weighables), ties=ties, merged=merged or {}, at="2024-01-01T00:00:00+00:00")


def matched(material: Material, lineage: Lineage | None = None) -> tuple[Event, ...]:
    return match(material, Nobody(), None if lineage is None else Known(lineage))


def event_with(events: tuple[Event, ...], number: int) -> Event:
    (found,) = [event for event in events if finding(number) in {one.id for one in event.allegations}]
    return found


def tie(kind: TieKind, first: int, second: int, *, number: int = 1) -> Tie:
    return Tie(
        number=number, kind=kind, first=finding(first), second=finding(second), who="Ada", at="2024-01-01T00:00:00Z"
    )


TARROW = told(victim="Joss Tarrow", place="Dorrin Lock", day="2023-02-26")
VALM = told(victim="Edrik Valm", place="Dorrin Lock", day="2023-02-26")


def test_the_same_killing_in_two_reports_is_one_event_that_says_why() -> None:
    (event,) = matched(case([TARROW], [told(victim="Joss Tarrow", day="2023-02-26")]))
    assert event.id == "e" + finding(0)[1:]
    assert [one.reports for one in event.allegations] == [(1,), (2,)]
    (join,) = event.joins
    assert {"act", "victims", "time"} <= {term.name for term in join.terms}
    assert join.sum == pytest.approx(sum(term.value for term in join.terms))
    assert "The victims have the same name: “Joss Tarrow”, and “Joss Tarrow”." in [term.told for term in join.terms]


def test_two_named_victims_of_one_raid_are_two_events() -> None:
    assert len(matched(case([TARROW, VALM]))) == 2


def test_the_same_village_a_week_later_is_another_event() -> None:
    first = told(victim="eleven villagers", place="Korda", day="2020-06-02", many=11)
    second = told(victim="eleven villagers", place="Korda", day="2020-06-09", many=11)
    assert len(matched(case([first], [second]))) == 2


def test_a_revised_figure_is_the_same_event() -> None:
    first = told(victim="eleven villagers", place="Korda", day="2020-06-02", many=11)
    second = told(victim="fourteen villagers", place="Korda", day="2020-06-02", many=14)
    (event,) = matched(case([first], [second]))
    assert "count" in {term.name for term in event.joins[0].terms}


def campaign_with_a_killing(number: int, *, first: int) -> Weighable:
    held = told(Act.DETENTION, "more than 100 men", "Seld", "", 100)
    weighable = report_of(number, [held, told(victim="Joss Tarrow", place="Seld", day="2023-02-26")], first=first)
    assert weighable.reading is not None
    since = Time(Span(0, 4), "2023-02-01", "2023-04-04")
    allegations = weighable.reading.allegations
    return replaced_reading(weighable, (replaced_times(allegations[0], since), allegations[1]))


def test_a_campaign_contains_a_killing_whoever_denies_it() -> None:
    denial = report_of(1, [told(victim="Joss Tarrow", place="Seld", status=Status.NEGATED)])
    events = matched(Material(reports=(denial, campaign_with_a_killing(2, first=1)), at=""))
    campaign, killing = event_with(events, 1), event_with(events, 2)
    assert killing.denied_by == (finding(0),)
    assert campaign.parts == (killing.id,)


def test_a_campaign_contains_a_killing_within_it_and_says_why() -> None:
    events = matched(Material(reports=(campaign_with_a_killing(1, first=0),), at=""))
    campaign, killing = event_with(events, 0), event_with(events, 1)
    assert campaign.campaign
    assert campaign.parts == (killing.id,)
    assert not killing.campaign
    (why,) = campaign.contains
    assert (why.first, why.second) == (finding(1), finding(0))
    assert "It happened within the campaign's time." in [term.told for term in why.terms]


def replaced_times(allegation: Allegation, time: Time) -> Allegation:
    return Allegation(
        allegation.id,
        allegation.act,
        allegation.status,
        allegation.trigger,
        allegation.score,
        victims=allegation.victims,
        places=allegation.places,
        times=(time,),
        counts=allegation.counts,
    )


def replaced_reading(weighable: Weighable, allegations: tuple[Allegation, ...]) -> Weighable:
    assert weighable.reading is not None
    return Weighable(
        number=weighable.number,
        report=weighable.report,
        sha256=weighable.sha256,
        obtained=weighable.obtained,
        reading=Reading(
            weighable.report, weighable.reading.reader, actors=weighable.reading.actors, allegations=allegations
        ),
        ids=weighable.ids,
    )


def test_a_denial_joins_what_it_denies_and_does_not_assert_it() -> None:
    denial = told(victim="Joss Tarrow", place="Dorrin Lock", status=Status.NEGATED)
    (event,) = matched(case([TARROW], [denial]))
    assert event.status is Status.ASSERTED
    assert event.denied_by == (finding(1),)


@pytest.mark.parametrize(
    "denial",
    [
        told(Act.THREAT, "", "", "", status=Status.NEGATED),
        told(Act.THREAT, "the governor", "", "", status=Status.NEGATED),
        told(Act.THREAT, "Maks Verrun", "Seld", "", status=Status.NEGATED),
    ],
)
def test_a_denial_that_shares_the_act_alone_denies_nothing(denial: Told) -> None:
    threat = told(Act.THREAT, "Joss Tarrow", "Seld", "2023-02-26")
    citing = lineage_of((2, 1))
    events = matched(case([threat], [denial]), citing)
    assert len(events) == 2
    assert not any(event.denied_by for event in events)


def test_nobody_denies_the_widest_that_its_report_tells_or_has_from_another() -> None:
    few = told(Act.DETENTION, "two men", "", "", 2)
    many = told(Act.DETENTION, "100 boatmen", "", "", 100)
    nobody = told(Act.DETENTION, "nobody", "", "", status=Status.NEGATED)
    assert event_with(matched(case([few, many, nobody])), 1).denied_by == (finding(2),)
    assert not any(event.denied_by for event in matched(case([few, many], [nobody])))
    assert event_with(matched(case([few, many], [nobody]), lineage_of((2, 1))), 1).denied_by == (finding(2),)


def lineage_of(*pairs: tuple[int, int]) -> Lineage:
    """Each report has it from the other by way of an outlet's node, which all that cite it share."""
    numbers = sorted({number for pair in pairs for number in pair})
    return Lineage(
        nodes=(
            Node(id="n0", kind=NodeKind.OUTLET, name="The Lamplighter"),
            *(Node(id=f"n{number}", kind=NodeKind.REPORT, name=str(number), report=number) for number in numbers),
        ),
        edges=tuple(
            edge
            for teller, source in pairs
            for edge in (
                Edge(teller=f"n{teller}", source="n0", how="cites", report=teller),
                Edge(teller="n0", source=f"n{source}", how="is", report=teller),
            )
        ),
    )


def test_reports_that_cite_one_outlet_do_not_cite_all_that_it_published() -> None:
    vague = told(Act.DETENTION, "boatmen", "", "")
    clear = told(Act.DETENTION, "boatmen", "Seld", "2023-03-01")
    events = matched(case([clear], [vague], [vague]), lineage_of((2, 1), (3, 4)))
    assert {one.id for one in event_with(events, 0).allegations} == {finding(0), finding(1)}


def test_a_title_names_those_of_whom_they_is_said() -> None:
    (event,) = matched(case([told(victim="they", place="Velm")], [told(victim="boatmen", place="Velm")]))[:1]
    assert "they" not in event.title
    (alone,) = matched(case([told(victim="They", place="Velm")]))
    assert alone.title == "Killing, Velm"


def test_what_everybody_denies_is_a_negated_event() -> None:
    (event,) = matched(case([told(victim="Joss Tarrow", status=Status.NEGATED)]))
    assert event.status is Status.NEGATED
    assert event.title == "Told as not happened: Killing: Joss Tarrow"
    (feared,) = matched(case([told(victim="Joss Tarrow", status=Status.HYPOTHETICAL)]))
    assert feared.title.startswith("Planned, threatened, feared or conditional: ")
    (alleged,) = matched(case([told(victim="Joss Tarrow"), told(victim="Joss Tarrow", status=Status.NEGATED)]))
    assert alleged.title == "Killing: Joss Tarrow"
    assert event.denied_by == ()


def test_what_is_feared_stands_apart_from_what_is_asserted() -> None:
    events = matched(case([told(victim="Joss Tarrow", place="Dorrin Lock", status=Status.HYPOTHETICAL)], [TARROW]))
    assert [event.status for event in events] == [Status.HYPOTHETICAL, Status.ASSERTED]


def test_reports_of_one_text_tell_one_allegation() -> None:
    first = report_of(1, [TARROW])
    again = Weighable(
        number=2,
        report=first.report,
        sha256=first.sha256,
        obtained=first.obtained,
        reading=first.reading,
        ids=first.ids,
        held=frozenset({finding(0)}),
    )
    (event,) = matched(Material(reports=(again, first), at=""))
    (allegation,) = event.allegations
    assert allegation.reports == (1, 2)
    assert allegation.quotation.span.of(first.report.text) == allegation.quotation.text


def test_a_report_that_has_it_from_another_is_joined_sooner() -> None:
    vague = told(Act.DETENTION, "boatmen", "", "")
    clear = told(Act.DETENTION, "boatmen", "Seld", "2023-03-01")
    lineage = Lineage(
        nodes=(
            Node(id="n1", kind=NodeKind.REPORT, name="one", report=1),
            Node(id="n2", kind=NodeKind.REPORT, name="two", report=2),
        ),
        edges=(Edge(teller="n2", source="n1", how="cites", report=2),),
    )
    assert len(matched(case([clear], [vague]))) == 2
    (event,) = matched(case([clear], [vague]), lineage)
    assert "lineage" in {term.name for term in event.joins[0].terms}


def test_what_is_told_barely_joins_the_event_that_its_report_mainly_tells_of() -> None:
    bare, far = told(Act.KILLING), told(Act.DETENTION, "boatmen", "Seld", "2023-03-01")
    (killing, *others) = matched(case([TARROW, told(victim="Joss Tarrow"), far, far, far, bare]))
    assert {one.id for one in killing.allegations} == {finding(0), finding(1), finding(5)}
    assert len(others) == 1
    assert len(matched(case([TARROW, VALM, far, far, far, bare]))) == 4


def test_a_near_miss_is_told_with_what_speaks_against_it() -> None:
    held = told(Act.DETENTION, "boatmen", "Seld", "2023-03-01")
    first, second = matched(case([held], [told(Act.DETENTION, "boatmen", "Marl", "2023-03-01")]))
    for event in (first, second):
        (doubt,) = event.doubts
        assert "was nearly joined: what speaks for it is too little" in doubt
        assert "The places have other names" in doubt


def test_ties_and_merges_bind_against_all_that_is_told() -> None:
    (event,) = matched(case([TARROW], [VALM], ties=(tie(TieKind.SAME_EVENT, 0, 1),)))
    assert [term.name for term in event.joins[0].terms] == ["tie"]
    assert len(matched(case([TARROW], [TARROW], ties=(tie(TieKind.OTHER_EVENT, 0, 1),)))) == 2
    assert len(matched(case([TARROW], [VALM], merged={finding(1): finding(0)}))) == 1
    # Undone, a tie is not in force, and the material leaves it out.
    assert len(matched(case([TARROW], [VALM]))) == 2


def test_denials_that_are_kept_apart_do_not_meet_in_what_both_deny() -> None:
    denial = told(victim="Joss Tarrow", place="Dorrin Lock", status=Status.NEGATED)
    events = matched(case([TARROW], [denial], [denial], ties=(tie(TieKind.OTHER_EVENT, 1, 2),)))
    assert len(events) == 2
    assert event_with(events, 1).id != event_with(events, 2).id


def test_the_later_of_two_contrary_ties_counts() -> None:
    ties = (tie(TieKind.OTHER_EVENT, 0, 1, number=2), tie(TieKind.SAME_EVENT, 0, 1, number=1))
    assert len(matched(case([TARROW], [TARROW], ties=ties))) == 2


def test_a_reviewer_makes_an_event_a_part_of_a_campaign() -> None:
    events = matched(case([TARROW], [VALM], ties=(tie(TieKind.PART_OF, 1, 0),)))
    assert event_with(events, 0).parts == (event_with(events, 1).id,)


def test_parts_never_go_round_in_a_circle() -> None:
    ties = (tie(TieKind.PART_OF, 1, 0, number=1), tie(TieKind.PART_OF, 0, 1, number=2))
    assert sum(len(event.parts) for event in matched(case([TARROW], [VALM], ties=ties))) <= 1


VICTIMS = ["", "Joss Tarrow", "Tarrow", "Edrik Valm", "Petar Sund", "a man", "boatmen", "11 boatmen", "three women"]
TOLD = st.builds(
    told,
    act=st.sampled_from([Act.KILLING, Act.ASSAULT, Act.DETENTION, Act.ABDUCTION]),
    victim=st.sampled_from(VICTIMS),
    place=st.sampled_from(["", "Seld", "Dorrin Lock"]),
    day=st.sampled_from(["", "2023-02-26", "2023-02-27", "2023-05-01"]),
    many=st.sampled_from([1, 1, 11]),
    status=st.sampled_from([Status.ASSERTED, Status.ASSERTED, Status.ASSERTED, Status.NEGATED, Status.HYPOTHETICAL]),
)
CASES = st.lists(st.lists(TOLD, min_size=1, max_size=5), min_size=1, max_size=5)
FEW = settings(max_examples=100, deadline=None)


@FEW
@given(CASES)
def test_every_allegation_is_in_one_event_and_no_event_has_two_named_single_victims(reports: list[list[Told]]) -> None:
    material = case(*reports)
    events = matched(material)
    ids = [one.id for event in events for one in event.allegations]
    assert sorted(ids) == [finding(number) for number in range(sum(map(len, reports)))]
    for event in events:
        asserted = [one for one in event.allegations if one.status is not Status.NEGATED]
        names = {one.victims[0].name for one in asserted if one.victims and one.victims[0].kind is ActorKind.PERSON}
        surnames = {name.split()[-1] for name in names if name.istitle()}
        assert len(surnames) <= 1
        assert len({one.status for one in asserted}) <= 1
        assert event.id[1:] in {one.id[1:] for one in event.allegations}
        if event.status is Status.ASSERTED:
            denials = {one.id for one in event.allegations if one.status is Status.NEGATED}
            assert set(event.denied_by) == denials


@FEW
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_reports_makes_no_difference(reports: list[list[Told]], chance: object) -> None:
    material = case(*reports)
    shuffled = list(material.reports)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis' Random
    assert matched(Material(reports=tuple(shuffled), at=material.at)) == matched(material)


@FEW
@given(CASES, st.data())
def test_ties_are_obeyed(reports: list[list[Told]], data: st.DataObject) -> None:
    number = sum(map(len, reports))
    pairs = list(combinations(range(number), 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    # One tie on each allegation at most: chains of contrary ties have no answer that obeys them all.
    once: list[tuple[int, int]] = []
    for pair in chosen:
        if not any(set(pair) & set(other) for other in once):
            once.append(pair)
    kinds = [data.draw(st.sampled_from([TieKind.SAME_EVENT, TieKind.OTHER_EVENT])) for _ in once]
    ties = tuple(tie(kind, *pair, number=at) for at, (kind, pair) in enumerate(zip(kinds, once, strict=True), 1))
    events = matched(case(*reports, ties=ties))
    for kind, (first, second) in zip(kinds, once, strict=True):
        together = event_with(events, first).id == event_with(events, second).id
        assert together is (kind is TieKind.SAME_EVENT)


@pytest.fixture(scope="module")
def found() -> list[tuple[Pair, str]]:
    return [(pair, outcome) for material, pair in PAIRS for outcome in outcomes(material, [pair])]


def test_on_pairs_of_our_own_few_are_wrongly_joined_and_most_are_found(found: list[tuple[Pair, str]]) -> None:
    assert len(found) == 80
    claimed = [pair for pair, outcome in found if outcome == "same"]
    right = [pair for pair in claimed if pair.label == "same"]
    there = [pair for pair, _ in found if pair.label == "same"]
    assert len(right) >= 0.95 * len(claimed)
    assert len(right) >= 0.75 * len(there)


def test_denials_of_our_own_are_found(found: list[tuple[Pair, str]]) -> None:
    assert [outcome for pair, outcome in found if pair.label == "denial"] == ["denial"] * 4
