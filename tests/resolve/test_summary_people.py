"""Whole names of people, whatever the reader made of their edges and types."""

import pytest

from onrecord.records import ActorKind, EntityType, Span
from onrecord.resolve import resolve
from onrecord.resolve.summary_people import Names, people_of
from tests.resolve.marked import marked
from tests.resolve.people import entities_in
from tests.resolve.test_summary import reading_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police held [Ama Terrin] on Monday.", "Ama Terrin"),
        ("Police held [Ama] Terrin on Monday.", "Ama Terrin"),
        ("Police held Ama [Terrin] on Monday.", "Ama Terrin"),
        ("Police held [popular comedienne Ama Terrin] on Monday.", "Ama Terrin"),
        ("Police held [Maha al]-Terrin on Monday.", "Maha al-Terrin"),
        ("Police held [Maha] al-Terrin on Monday.", "Maha al-Terrin"),
        ("Police held [Sit] Man-ying on Monday.", "Sit Man-ying"),
        ("Police held [Captain Jor Vask] on Monday.", "Jor Vask"),
        ("Police held [P. Ama Terrin] on Monday.", "P. Ama Terrin"),
        ("Police held [Ama Terrin’s] brother.", "Ama Terrin"),
        ("An activist fell. [Activist Ama Terrin] was held.", "Ama Terrin"),
        ("It was a murder. The [Ama Terrin Murder] is unsolved, they say now in town.", "Ama Terrin"),
        ("[Nigerian Ama Terrin] was held.", "Ama Terrin"),
        # a headline's next words are no part of a name
        ("Police Hold [Ama Terrin] Again After Protest", "Ama Terrin"),
        ("Police held [the girl] on Monday.", None),
        ("Police held [NATO] on Monday.", None),
    ],
)
def test_a_name_is_whole_and_bare(text: str, name: str | None) -> None:
    plain, span = marked(text)

    assert Names(plain).at(span) == name


def test_names_end_with_their_sentence() -> None:
    text = "They held Ama Terrin. Jor Vask fled."

    assert Names(text).at(Span(10, 20)) == "Ama Terrin"


def test_whom_the_reader_took_for_a_group_is_somebody_if_named_like_a_person() -> None:
    text, entities = entities_in("Police held {Ama Terrin|g}, of {Harbour Rights Watch|o}, in {Lagos|l}.")
    people = people_of(resolve(reading_of(text, entities)))

    assert [(person.name, person.known) for person in people] == [("Ama Terrin", False)]


def test_bodies_states_and_outlets_are_nobody() -> None:
    text, entities = entities_in(
        "The {Harbour Post|n}, {Nigeria|l}, the {Supreme Court|o} and the {Teachers Union|o} met {South Africa|g}."
    )

    assert people_of(resolve(reading_of(text, entities))) == []


def test_the_same_full_name_under_two_types_is_one_person() -> None:
    text, entities = entities_in("Police held {Ama Terrin|p}. The student {Ama Terrin|g} was freed.")
    (person,) = people_of(resolve(reading_of(text, entities)))

    assert person.name == "Ama Terrin"
    assert len(person.mentions) == 2


@pytest.mark.parametrize("other", ["Milan Lask", "Teodor Lask Jr", "Teodora Lask", "Lask Milan"])
def test_two_people_of_like_names_stay_two(other: str) -> None:
    text, entities = entities_in(f"Police held {{Teodor Lask|p}}. Then they came for {{{other}|p}} too.")
    people = people_of(resolve(reading_of(text, entities)))

    assert len(people) == 2


def test_mentions_are_the_actors_own() -> None:
    text, entities = entities_in("Police held {Ama Terrin|p}. {Terrin|p} was freed.")
    resolved = resolve(reading_of(text, entities))
    (person,) = people_of(resolved)

    assert all(mention.actor in person.actors for mention in person.mentions)
    assert {actor.kind for actor in resolved.actors if actor.id in person.actors} == {ActorKind.PERSON}
    assert {mention.type for mention in person.mentions} == {EntityType.PERSON}
