"""What a report's own words say of whether two allegations are one: where it opens, what it goes back to, how often."""

import re

import pytest

from onrecord.records import Act, Actor, ActorKind, Allegation, Participant, Reading, Report, Span, Status
from onrecord.records.material import Material, Weighable
from onrecord.testing.weighing import Nobody
from onrecord.weigh.events import match
from onrecord.weigh.events.persons import known_words, personal
from onrecord.weigh.events.signs import signs_of

_MARK = re.compile(r"\[(?P<act>[^\]]+)\]|<(?P<kind>[a-z]+)\|(?P<who>[^>]+)>")


def events_of(marked: str, act: Act = Act.ASSAULT) -> list[list[str]]:
    """Triggers of the events of one report, whose sentences each have one "[trigger]" and perhaps a "<kind|victim>"."""
    text = ""
    allegations: list[Allegation] = []
    actors: dict[str, Actor] = {}
    for line in marked.strip().splitlines():
        start, at = len(text), 0
        trigger, victims = None, []
        for mark in _MARK.finditer(line.strip()):
            text += line.strip()[at : mark.start()]
            words = mark["act"] or mark["who"]
            span = Span(len(text), len(text) + len(words))
            text += words
            at = mark.end()
            if mark["act"]:
                trigger = span
                continue
            kind = ActorKind(mark["kind"])
            actor = actors.setdefault(words.lower(), Actor(f"a{len(actors) + 1}", words, kind))
            victims.append(Participant(span, actor.id))
        text += f"{line.strip()[at:]}\n"
        if trigger is None:
            assert _MARK.search(line) is None, text[start:]
            continue
        allegations.append(
            Allegation(f"g{len(allegations) + 1}", act, Status.ASSERTED, trigger, 0.9, victims=tuple(victims))
        )
    report = Report("r", "", text, published="2024-01-01")
    reading = Reading(report, "test@1", actors=tuple(actors.values()), allegations=tuple(allegations))
    weighable = Weighable(
        number=1,
        report=report,
        sha256="0" * 64,
        obtained="2024-01-01T00:00:00+00:00",
        reading=reading,
        ids={one.id: f"g{place:016x}" for place, one in enumerate(allegations)},
    )
    events = match(Material(reports=(weighable,), at="2024-01-01T00:00:00+00:00"), Nobody(), None)
    trigger_of = {f"g{place:016x}": one.trigger.of(text) for place, one in enumerate(allegations)}
    return sorted([trigger_of[one.id] for one in event.allegations] for event in events)


def test_what_a_heading_tells_is_what_the_report_goes_on_to_tell() -> None:
    opening = """
        Ferryman [beaten] at Dorrin Lock
        <person|A deckhand> was [attacked] by guards in grey.
    """
    assert events_of(opening) == [["beaten", "attacked"]]
    apart = """
        The toll office opened.
        The river rose.
        It fell again.
        A ferryman was [beaten].
        The weather held.
        <person|A deckhand> was [attacked] by guards in grey.
    """
    assert events_of(apart) == [["attacked"], ["beaten"]]


def test_numbers_that_differ_are_not_what_a_report_opens_with() -> None:
    text = """
        <group|134 men> [held] at the cannery
        <group|Four boatmen> were [seized] there on Monday.
    """
    assert events_of(text, Act.DETENTION) == [["held"], ["seized"]]


def test_what_is_told_as_known_goes_back_to_whom_the_report_mainly_tells_of() -> None:
    lines = ["The river rose.", "Nobody crossed it."]
    lines += ["<person|Mirra Voll> was [beaten] in March.", "<person|Mirra Voll> spoke of how she was [struck]."]
    lines += ["The guards left.", "Rain fell.", "The lock was shut.", "Nobody came."]
    known = "\n".join([*lines, "The minister had condemned the [attack]."])
    assert events_of(known, Act.ASSAULT)[0][-1] == "attack"
    counted = "\n".join([*lines, "Guards had been told of in another [attack]."])
    assert ["attack"] in events_of(counted, Act.ASSAULT)


def test_again_and_again_is_not_once() -> None:
    once = "<person|Mirra Voll> was [arrested].\nShe waited.\n<person|Mirra Voll> was [held]."
    often = "<person|Mirra Voll> was [arrested] many times.\nShe waited.\n<person|Mirra Voll> was [held]."
    assert events_of(once, Act.DETENTION) == [["arrested", "held"]]
    assert events_of(often, Act.DETENTION) == [["arrested"], ["held"]]


def test_a_person_read_as_a_group_is_compared_by_name() -> None:
    text = """
        It was a quiet year.
        Nothing happened.
        <group|journalist Ada Vell> was [jailed].
        The paper closed.
        <group|Ada Vell> is in [prison].
        <person|Tomas Rehl> was [arrested].
    """
    assert events_of(text, Act.DETENTION) == [["arrested"], ["jailed", "prison"]]


@pytest.mark.parametrize(
    ("words", "known", "expected"),
    [
        ("journalist Ada Vell", [], {"ada", "vell"}),
        ("Selgrad’s mayor Ada Vell", [], {"ada", "vell"}),
        ("Ada Vell", [], {"ada", "vell"}),
        ("Vell", ["Ada Vell"], {"vell"}),
        ("Vell", [], set()),
        ("the people of Lower Brenn", [], set()),
        ("residents of Lower Brenn", [], set()),
        ("the Guild of the Oar", [], set()),
        ("Selgrad Evening Post", [], set()),
        ("Dorrin Lock Boatmen", [], set()),
        ("Twelve Teachers Held In Marl", [], set()),
    ],
)
def test_what_looks_like_a_persons_name(words: str, known: list[str], expected: set[str]) -> None:
    assert personal(words, known_words(known)) == expected


@pytest.mark.parametrize(
    ("text", "definite", "another", "repeated"),
    [
        ("They condemned the [arrest].", True, False, False),
        ("Of all the [arrests] ten were lawful.", False, False, False),
        ("He faces new [charges].", False, True, False),
        ("He was repeatedly [detained].", False, False, True),
        ("He was [detained] on three occasions.", False, False, True),
        ("He was [detained] at dawn, and the guards who came often came late.", False, False, False),
    ],
)
def test_signs_of_words_next_to_a_trigger(text: str, *, definite: bool, another: bool, repeated: bool) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    allegation = Allegation("g1", Act.DETENTION, Status.ASSERTED, Span(start, end), 0.9)
    signs = signs_of(allegation, Span(0, len(plain)), plain)
    assert (signs.definite, signs.another, signs.repeated) == (definite, another, repeated)


def test_whom_somebody_killed_he_killed_once() -> None:
    text = "He was shot five times."
    killing = Allegation("g1", Act.KILLING, Status.ASSERTED, Span(7, 11), 0.9)
    assert not signs_of(killing, Span(0, len(text)), text).repeated
