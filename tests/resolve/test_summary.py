"""Summaries from readings built by hand: what is said, what stays absent, and what would harm."""

from dataclasses import replace

import pytest

from onrecord.records import (
    Act,
    AgeGroup,
    Allegation,
    Entity,
    EntityType,
    Link,
    Participant,
    Place,
    Reading,
    Report,
    Sex,
    Span,
    Status,
    Summary,
    Time,
    VictimKind,
)
from onrecord.resolve import resolve
from onrecord.resolve.reading import resolve_findings
from onrecord.resolve.summary import age_of
from onrecord.resolve.summary_scores import candidates_of
from tests.resolve.people import entities_in, spot

FICTIONAL = (
    "Journalist {Ama Terrin|p} jailed in {Nigeria|l}\n\n"
    "Police in {Lagos|l}, {Nigeria|l}, arrested the journalist {Ama Terrin|p}, 34, on 4 March 2031. She was beaten in "
    "custody by officers, her paper said. {Ama Terrin|p} writes for a newspaper in {Lagos|l}. Captain {Jor Vask|p} "
    "led the raid and struck {Ama Terrin|p}, she said. Nobody tortured {Pela Dorn|p}, the ministry said. "
    "{Pela Dorn|p} could be arrested next week."
)


def allegation(
    text: str,
    trigger: str,
    *,
    act: Act,
    victims: tuple[Span, ...] = (),
    perpetrators: tuple[Span, ...] = (),
    status: Status = Status.ASSERTED,
    places: tuple[Span, ...] = (),
    times: tuple[Span, ...] = (),
    occurrence: int = 1,
) -> Allegation:
    """An allegation by the words of its trigger; ids are given by `reading_of`."""
    return Allegation(
        "",
        act,
        status,
        spot(text, trigger, occurrence),
        0.9,
        victims=tuple(map(Participant, victims)),
        alleged_perpetrators=tuple(map(Participant, perpetrators)),
        places=tuple(map(Place, places)),
        times=tuple(map(Time, times)),
    )


def reading_of(
    text: str, entities: tuple[Entity, ...], *allegations: Allegation, links: tuple[Link, ...] = ()
) -> Reading:
    """A reading of a report published on 6 March 2031."""
    ordered = sorted(allegations, key=lambda allegation: allegation.trigger)
    return Reading(
        Report("r", "r", text, published="2031-03-06", language="en"),
        "hand@1",
        entities=entities,
        allegations=tuple(replace(a, id=f"g{number}") for number, a in enumerate(ordered, 1)),
        links=links,
    )


def summary_of(reading: Reading) -> Summary:
    summary = resolve(reading).summary
    assert summary is not None
    return summary


@pytest.fixture
def reading() -> Reading:
    text, entities = entities_in(FICTIONAL)
    terrin = "Ama Terrin"
    return reading_of(
        text,
        entities,
        allegation(text, "jailed", act=Act.DETENTION, victims=(spot(text, terrin),), places=(spot(text, "Nigeria"),)),
        allegation(
            text,
            "arrested",
            act=Act.DETENTION,
            victims=(spot(text, terrin, 2),),
            perpetrators=(spot(text, "Police"),),
            places=(spot(text, "Lagos"),),
            times=(spot(text, "4 March 2031"),),
        ),
        allegation(
            text, "beaten", act=Act.ASSAULT, victims=(spot(text, "She"),), perpetrators=(spot(text, "officers"),)
        ),
        allegation(
            text,
            "struck",
            act=Act.ASSAULT,
            victims=(spot(text, terrin, 4),),
            perpetrators=(spot(text, "Captain Jor Vask"),),
        ),
        allegation(text, "tortured", act=Act.TORTURE, victims=(spot(text, "Pela Dorn"),), status=Status.NEGATED),
        allegation(
            text,
            "arrested",
            act=Act.DETENTION,
            victims=(spot(text, "Pela Dorn", 2),),
            status=Status.HYPOTHETICAL,
            occurrence=2,
        ),
        links=(Link(spot(text, "She"), spot(text, terrin, 2), 0.95),),
    )


def test_acts_are_those_asserted_each_with_its_allegations(reading: Reading) -> None:
    acts = summary_of(reading).acts

    assert [(act.act, act.evidence) for act in acts] == [(Act.DETENTION, ("g1", "g2")), (Act.ASSAULT, ("g3", "g4"))]
    assert all(act.score == 0.9 for act in acts)


def test_an_act_that_is_rather_wrong_than_right_is_left_out(reading: Reading) -> None:
    unsure = tuple(replace(a, score=0.3) if a.act is Act.ASSAULT else a for a in reading.allegations)

    assert [act.act for act in summary_of(replace(reading, allegations=unsure)).acts] == [Act.DETENTION]


def test_what_is_negated_or_only_feared_makes_no_act_and_no_victim(reading: Reading) -> None:
    summary = summary_of(reading)

    assert Act.TORTURE not in {act.act for act in summary.acts}
    assert "Pela Dorn" not in {victim.name for victim in summary.victims}


def test_a_victim_is_named_with_what_the_report_tells(reading: Reading) -> None:
    (victim,) = summary_of(reading).victims

    assert victim.name == "Ama Terrin"
    assert victim.kind is VictimKind.JOURNALIST
    assert victim.sex is Sex.WOMAN
    assert victim.age is AgeGroup.ADULT


def test_an_alleged_perpetrator_is_never_listed_as_victim(reading: Reading) -> None:
    assert "Jor Vask" not in {victim.name for victim in summary_of(reading).victims}


def test_who_is_told_as_often_to_have_done_it_is_no_victim() -> None:
    text, entities = entities_in("{Jor Vask|p} beat a man in the square. A man beat {Jor Vask|p} in the square.")
    reading = reading_of(
        text,
        entities,
        allegation(text, "beat", act=Act.ASSAULT, perpetrators=(spot(text, "Jor Vask"),)),
        allegation(text, "beat", act=Act.ASSAULT, victims=(spot(text, "Jor Vask", 2),), occurrence=2),
    )

    assert summary_of(reading).victims == ()


def test_every_item_rests_on_findings_and_mentions_of_the_reading(reading: Reading) -> None:
    resolved = resolve(reading)
    summary = resolved.summary
    known = {allegation.id for allegation in resolved.allegations} | {entity.id for entity in resolved.entities}

    assert summary is not None
    assert summary.alleged_perpetrator is not None
    assert summary.place is not None
    told = [act.evidence for act in summary.acts] + [victim.evidence for victim in summary.victims]
    told += [summary.alleged_perpetrator.evidence, summary.place.evidence]
    assert all(told)
    assert {id_ for evidence in told for id_ in evidence} <= known
    assert {victim.actor for victim in summary.victims} <= {actor.id for actor in resolved.actors}


def test_the_perpetrator_is_mentioned_by_the_allegations_that_name_somebody(reading: Reading) -> None:
    perpetrator = summary_of(reading).alleged_perpetrator

    assert perpetrator is not None
    assert perpetrator.mentioned
    assert perpetrator.evidence == ("g2", "g3", "g4")


def test_the_place_lies_where_it_is_said_to_have_happened(reading: Reading) -> None:
    place = summary_of(reading).place

    assert place is not None
    assert place.country == "NG"
    assert place.city in ("Lagos", None)
    assert "g2" in place.evidence


def test_a_report_that_tells_nothing_has_an_empty_summary() -> None:
    text, entities = entities_in("{Ama Terrin|p} opened a school in {Lagos|l}. {Pela Dorn|p} sang on 4 March 2031.")

    assert summary_of(reading_of(text, entities)) == Summary()


def test_what_the_report_does_not_tell_stays_absent() -> None:
    text, entities = entities_in("Somebody killed {Ama Terrin|p}. Men killed {Ama Terrin|p} at home.")
    summary = summary_of(
        reading_of(
            text,
            entities,
            allegation(text, "killed", act=Act.KILLING, victims=(spot(text, "Ama Terrin"),)),
            allegation(text, "killed", act=Act.KILLING, victims=(spot(text, "Ama Terrin", 2),), occurrence=2),
        )
    )

    assert summary.place is None
    assert summary.date is None
    assert [(victim.kind, victim.sex, victim.age) for victim in summary.victims] in ([(None, None, None)], [])


def test_a_day_is_never_told_of_another_year_than_the_year() -> None:
    text, entities = entities_in(
        "Police killed {Ama Terrin|p} on 4 March 2019 in {Lagos|l}. A trial opened on 9 May 2030. "
        "It closed on 2 June 2030."
    )
    summary = summary_of(
        reading_of(
            text,
            entities,
            allegation(
                text,
                "killed",
                act=Act.KILLING,
                victims=(spot(text, "Ama Terrin"),),
                times=(spot(text, "4 March 2019"),),
            ),
        )
    )

    date = summary.date
    assert date is None or (date.year, date.month, date.day) in (
        (2019, 3, 4), (2019, 3, None), (2019, None, None),
        (2030, None, None), (2030, 5, 9), (2030, 5, None), (2030, 6, 2), (2030, 6, None), (2031, None, None),
    )  # fmt: skip


TWO = (
    "Gunmen killed {Teodor Lask|p}, 61, and his son {Milan Lask|p}, 12, in {Lagos|l}. {Teodor Lask|p} was a lawyer. "
    "{Milan Lask|p} was a pupil. Gunmen had threatened {Teodor Lask|p} before."
)


@pytest.fixture
def family() -> Reading:
    text, entities = entities_in(TWO)
    both = (spot(text, "Teodor Lask"), spot(text, "Milan Lask"))
    return reading_of(
        text,
        entities,
        allegation(text, "killed", act=Act.KILLING, victims=both, perpetrators=(spot(text, "Gunmen"),)),
        allegation(text, "threatened", act=Act.THREAT, victims=(spot(text, "Teodor Lask", 3),)),
    )


def test_two_victims_of_one_surname_are_not_merged(family: Reading) -> None:
    victims = summary_of(family).victims

    assert {victim.name for victim in victims} <= {"Teodor Lask", "Milan Lask"}
    assert len({victim.actor for victim in victims}) == len(victims) == len({victim.name for victim in victims})


def test_each_has_the_age_that_is_told_of_them_alone(family: Reading) -> None:
    ages = {victim.name: victim.age for victim in summary_of(family).victims}

    assert ages.get("Teodor Lask") in (AgeGroup.ADULT, None)
    assert ages.get("Milan Lask") in (AgeGroup.CHILD, None)
    assert any(ages.values())


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Police killed {Ama Terrin|p}, 34, at home.", AgeGroup.ADULT),
        ("Police killed {Ama Terrin|p} (16) at home.", AgeGroup.CHILD),
        ("Police killed {Ama Terrin|p}, aged 9, at home.", AgeGroup.CHILD),
        ("Police killed 41-year-old {Ama Terrin|p} at home.", AgeGroup.ADULT),
        ("Police killed the 12-year-old girl {Ama Terrin|p} at home.", AgeGroup.CHILD),
        ("Police killed the boy {Ama Terrin|p} at home.", AgeGroup.CHILD),
        ("Police killed {Ama Terrin|p} at home.", None),
        # of somebody else, of years in prison, of a count
        ("Police killed {Ama Terrin|p} and {Milan Lask|p}, 12, at home.", None),
        ("Police killed {Ama Terrin|p}, and hurt a boy of 12.", None),
        ("A boy of 12 fled. Police killed {Ama Terrin|p} at home.", None),
        ("12-year-old {Milan Lask|p} saw police kill {Ama Terrin|p}.", None),
        ("Police killed {Ama Terrin|p}. A 12-year-old girl saw it.", None),
    ],
)
def test_an_age_is_told_of_the_person_beside_it(text: str, age: AgeGroup | None) -> None:
    plain, entities = entities_in(text)
    trigger = "killed" if "killed" in plain else "kill"
    reading = reading_of(
        plain, entities, allegation(plain, trigger, act=Act.KILLING, victims=(spot(plain, "Ama Terrin"),))
    )
    scores = candidates_of(*resolve_findings(reading))

    (candidate,) = [c for c in scores.people if c.person.name == "Ama Terrin"]
    assert age_of(candidate) is age


def test_a_given_name_tells_no_sex() -> None:
    text, entities = entities_in("Police arrested the journalist {John Terrin|p} in {Lagos|l}, {Nigeria|l}.")
    reading = reading_of(
        text, entities, allegation(text, "arrested", act=Act.DETENTION, victims=(spot(text, "John Terrin"),))
    )

    assert {victim.sex for victim in summary_of(reading).victims} <= {None}


def test_the_same_reading_gives_the_same_summary(reading: Reading) -> None:
    assert summary_of(reading) == summary_of(reading)


def test_a_reading_without_links_has_a_summary_all_the_same(reading: Reading) -> None:
    assert summary_of(replace(reading, links=())).acts


def test_entity_types_beside_persons_are_looked_at(reading: Reading) -> None:
    # the reader takes names that it never saw for groups
    entities = tuple(
        replace(e, type=EntityType.GROUP) if e.span.of(reading.report.text) == "Ama Terrin" else e
        for e in reading.entities
    )

    assert [victim.name for victim in summary_of(replace(reading, entities=entities)).victims] in (["Ama Terrin"], [])
