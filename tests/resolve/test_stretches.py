"""A long report out of stretches: each finding once, ids that run through, actors who go on."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read import Reader
from onrecord.records import (
    Act,
    Actor,
    ActorKind,
    Allegation,
    Attribution,
    Entity,
    EntityType,
    Force,
    Manner,
    Participant,
    Reading,
    Report,
    Span,
    Status,
    Stretch,
)
from onrecord.resolve import resolve, resolve_stretches
from onrecord.resolve.known import KnownActors

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples" / "reports").glob("*.txt"))


def same(reading: Reading) -> Reading:
    return reading


def whole(report: Report, pieces: Iterator[Reading]) -> Reading:
    """The pieces as one reading."""
    found = list(pieces)
    actors = sorted((a for piece in found for a in piece.actors), key=lambda actor: int(actor.id[1:]))
    return Reading(
        report=report,
        reader="any",
        entities=tuple(e for piece in found for e in piece.entities),
        actors=tuple(
            replace(each[0], entities=tuple(e for a in each for e in a.entities))
            for _, some in groupby(actors, key=lambda actor: actor.id)
            if (each := list(some))
        ),
        attributions=tuple(a for piece in found for a in piece.attributions),
        allegations=tuple(a for piece in found for a in piece.allegations),
        responses=tuple(r for piece in found for r in piece.responses),
        citations=tuple(c for piece in found for c in piece.citations),
        summary=found[-1].summary,
    )


# --- whatever the stretches, a valid reading ---


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """The shipped reader, whose stretches see little of their neighbours: many borders in a short text."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("onrecord.read.stretches.BEFORE", 900)
        patched.setattr("onrecord.read.stretches.BEHIND", 500)
        yield Reader()


@pytest.fixture(scope="module")
def text() -> str:
    return "\n\n".join(path.read_text(encoding="utf-8") for path in EXAMPLES)


def check(reading: Reading) -> None:
    """What holds of every reading."""
    text = reading.report.text
    for kind, findings in (
        ("e", reading.entities),
        ("a", reading.actors),
        ("t", reading.attributions),
        ("g", reading.allegations),
        ("r", reading.responses),
    ):
        assert [finding.id for finding in findings] == [f"{kind}{n}" for n in range(1, len(findings) + 1)]
    actors = {actor.id for actor in reading.actors}
    owned: dict[str, list[str]] = {}
    for entity in reading.entities:
        assert entity.span.of(text).strip()
        if entity.actor is not None:
            owned.setdefault(entity.actor, []).append(entity.id)
    assert {actor.id: actor.entities for actor in reading.actors if actor.entities} == {
        id_: tuple(entities) for id_, entities in owned.items()
    }
    starts = [entity.span.start for entity in reading.entities]
    assert starts == sorted(starts)
    attributions = {attribution.id for attribution in reading.attributions}
    cues = [attribution.cue[0] for attribution in reading.attributions]
    assert cues == sorted(cues)
    for attribution in reading.attributions:
        assert attribution.speaker is None or attribution.speaker in actors
        assert attribution.within is None or attribution.within in attributions - {attribution.id}
        assert all(span.of(text).strip() for span in (*attribution.source, *attribution.cue, *attribution.content))
    for frames in (reading.allegations, reading.responses):
        triggers = [frame.trigger for frame in frames]
        assert all(left.end <= right.start for left, right in pairwise(triggers))
        for frame in frames:
            assert set(frame.told_by) <= attributions
            for role in ("victims", "alleged_perpetrators", "who", "to", "about"):
                for participant in getattr(frame, role, ()):
                    assert participant.span.of(text).strip()
                    assert participant.actor is None or participant.actor in actors
    assert all(c.attribution in attributions and c.outlet in actors for c in reading.citations)
    if reading.summary is not None:
        known = {entity.id for entity in reading.entities}
        known |= {allegation.id for allegation in reading.allegations} | {r.id for r in reading.responses}
        brief = reading.summary
        for item in (*brief.acts, *brief.victims, brief.alleged_perpetrator, brief.place, brief.date):
            assert item is None or set(item.evidence) <= known
        assert {victim.actor for victim in reading.summary.victims} <= actors


@settings(max_examples=4, deadline=None)
@given(size=st.integers(700, 4_000))
def test_any_stretches_give_a_valid_reading(reader: Reader, text: str, size: int) -> None:
    report = Report("x", "test", text)

    reading = whole(report, resolve_stretches(report, reader.stretches(report, size=size)))

    check(reading)
    assert reading.citations
    assert reading.summary is not None
    assert reading.summary.acts


def test_one_stretch_gives_the_reading_that_reading_at_once_gives(reader: Reader, text: str) -> None:
    report = Report("x", "test", text)

    (piece,) = resolve_stretches(report, reader.stretches(report))

    at_once = resolve(reader.read(report))
    assert piece.attributions == at_once.attributions
    assert piece.allegations == at_once.allegations
    assert piece.responses == at_once.responses
    assert [actor.name for actor in piece.actors] == [
        actor.name for actor in at_once.actors if actor.entities or actor.id in _speakers(at_once)
    ]


def _speakers(reading: Reading) -> set[str | None]:
    return {attribution.speaker for attribution in reading.attributions}


def test_what_is_told_across_a_border_keeps_its_teller(reader: Reader) -> None:
    """Lost tellers would make the report itself say what somebody alleges."""
    said = "“They took the men at night.\n\n“They beat them and killed two,” the fisherman Daro Venn said.\n\n"
    text = "The town was quiet. " * 30 + "\n\n" + said + "The harbour was closed. " * 30
    report = Report("x", "test", text)
    for size in range(560, 760, 50):
        reading = whole(report, resolve_stretches(report, reader.stretches(report, size=size)))
        check(reading)
        killed = [a for a in reading.allegations if a.trigger.of(text) in ("killed", "beat")]
        assert killed
        assert all(a.told_by for a in killed), size


# --- by hand ---

TEXT = "Ama Terrin spoke.\n\nShe said it. Ama Terrin left."


def attribution(
    id_: str, source: Span, cue: Span, content: Span, *, speaker: str | None, within: str | None = None
) -> Attribution:
    return Attribution(id_, (source,), (cue,), (content,), Manner.INDIRECT, Force.ASSERT, 0.9, speaker, within)


def two_stretches(first: Reading, second: Reading) -> list[Reading]:
    """Both see the whole text; the border stands between its paragraphs."""
    report = Report("x", "test", TEXT)
    border = TEXT.index("She")
    return list(
        resolve_stretches(
            report,
            [Stretch(first, 0, Span(0, border)), Stretch(second, 0, Span(border, len(TEXT)))],
            resolve=same,
        )
    )


def test_an_actor_seen_from_both_sides_of_a_border_is_one_also_without_a_name() -> None:
    report = Report("x", "test", TEXT)
    she = TEXT.index("She")
    entities = (
        Entity("e1", EntityType.PERSON, Span(0, 10), 0.9, "a1"),
        Entity("e2", EntityType.PERSON, Span(she, she + 3), 0.8, "a1"),
    )
    reading = Reading(report, "any", entities, (Actor("a1", "the woman", ActorKind.PERSON, ("e1", "e2")),))

    first, second = two_stretches(reading, reading)

    assert [e.id for e in first.entities] == ["e1"]
    assert [e.id for e in second.entities] == ["e2"]
    assert [(a.id, a.entities) for a in (*first.actors, *second.actors)] == [("a1", ("e1",)), ("a1", ("e2",))]


def test_a_teller_behind_the_border_comes_with_what_it_tells_and_is_not_given_twice() -> None:
    report = Report("x", "test", TEXT)
    said = TEXT.index("said")
    telling = attribution("t1", Span(said - 4, said - 1), Span(said, said + 4), Span(0, 16), speaker=None)
    told = Allegation("g1", Act.KILLING, Status.ASSERTED, Span(11, 16), 0.9, told_by=("t1",))
    left = TEXT.rindex("left")
    later = Allegation("g2", Act.KILLING, Status.ASSERTED, Span(left, left + 4), 0.9, told_by=("t1",))
    reading = Reading(report, "any", attributions=(telling,), allegations=(told, later))

    first, second = two_stretches(reading, reading)

    assert [a.id for a in first.attributions] == ["t1"]
    assert second.attributions == ()
    assert [(a.id, a.trigger, a.told_by) for a in first.allegations] == [("g1", Span(11, 16), ("t1",))]
    assert [(a.id, a.told_by) for a in second.allegations] == [("g2", ("t1",))]


def test_participants_and_ids_are_counted_from_the_beginning_of_the_whole_text() -> None:
    text = "Ama Terrin was held. " * 3
    part = Report("x", "test", text[:21])
    reading = Reading(
        part,
        "any",
        (Entity("e1", EntityType.PERSON, Span(0, 10), 0.9, "a1"),),
        (Actor("a1", "Ama Terrin", ActorKind.PERSON, ("e1",)),),
        allegations=(
            Allegation("g1", Act.DETENTION, Status.ASSERTED, Span(15, 19), 0.9, (Participant(Span(0, 10), "a1"),)),
        ),
    )
    stretches = [Stretch(reading, at, Span(at, at + 21)) for at in (0, 21, 42)]
    report = Report("x", "test", text)

    found = whole(report, resolve_stretches(report, stretches, resolve=same))

    check(found)
    assert [a.entities for a in found.actors] == [("e1", "e2", "e3")]
    assert {a.victims[0].span.of(text) for a in found.allegations} == {"Ama Terrin"}


# --- who is known ---


def actor(id_: str, name: str, kind: ActorKind = ActorKind.PERSON) -> Actor:
    return Actor(id_, name, kind)


def test_a_full_name_is_known_at_any_distance_a_surname_only_nearby() -> None:
    known = KnownActors()
    known.keep(actor("a1", "Pell Orsany"), stretch=1)

    def find(name: str, stretch: int) -> Actor | None:
        return known.find(actor("new", name), stretch=stretch, taken=set())

    assert find("Pell Orsany", 40) == actor("a1", "Pell Orsany")
    assert find("Orsany", 2) == actor("a1", "Pell Orsany")
    assert find("Orsany", 3) is None
    assert find("Mira Orsany", 2) is None
    known.keep(actor("a2", "Mira Orsany"), stretch=2)
    assert find("Orsany", 2) is None


def test_bodies_are_known_by_their_words_and_initials_and_states_by_name() -> None:
    known = KnownActors()
    watch = actor("a1", "Sael Rights Watch", ActorKind.ORGANISATION)
    lorrin = actor("a2", "Lorrin", ActorKind.STATE)
    for each in (watch, lorrin):
        known.keep(each, stretch=1)

    assert known.find(actor("n", "SRW", ActorKind.ORGANISATION), stretch=9, taken=set()) == watch
    assert known.find(actor("n", "Sael Rights Watch", ActorKind.OUTLET), stretch=9, taken=set()) == watch
    assert known.find(actor("n", "Lorrin", ActorKind.STATE), stretch=9, taken=set()) == lorrin
    assert known.find(actor("n", "Lorrin", ActorKind.PERSON), stretch=9, taken=set()) is None


def test_descriptions_and_offices_are_not_carried_and_nobody_is_taken_twice() -> None:
    known = KnownActors()
    known.keep(actor("a1", "the foreign minister", ActorKind.OFFICE), stretch=1)
    known.keep(actor("a2", "three men", ActorKind.GROUP), stretch=1)
    assert len(known) == 0
    known.keep(actor("a3", "Ama Terrin"), stretch=1)
    assert known.find(actor("n", "Ama Terrin"), stretch=2, taken={"a3"}) is None


def test_who_was_named_longest_ago_makes_room() -> None:
    known = KnownActors(most=2)
    known.keep(actor("a1", "Ama Terrin"), stretch=1)
    known.keep(actor("a2", "Joris Wendell"), stretch=2)
    known.keep(actor("a1", "Ama Terrin"), stretch=3)
    known.keep(actor("a3", "Neve Astridge"), stretch=4)

    assert len(known) == 2
    assert known.find(actor("n", "Ama Terrin"), stretch=5, taken=set()) == actor("a1", "Ama Terrin")
    assert known.find(actor("n", "Joris Wendell"), stretch=5, taken=set()) is None
