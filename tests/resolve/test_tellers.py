"""Who says it: pronouns, offices and several sources as tellers. Every name is invented."""

import re

import pytest

from onrecord.records import (
    Attribution,
    Entity,
    EntityType,
    Force,
    Manner,
    Participant,
    Reading,
    Report,
    Response,
    ResponseAct,
    Span,
    Status,
)
from onrecord.resolve.actors import resolve_actors
from onrecord.resolve.article import Article
from onrecord.resolve.retyped import retyped
from tests.resolve.people import called, entities_in, names, reading_of, spot

# A marked text, the sources in order as (words, occurrence, content), and who speaks last.
Sources = tuple[tuple[str, int, str], ...]
CASES: dict[str, tuple[str, Sources, str | None]] = {
    "it is the newspaper that spoke last, not the body named in what it said": (
        "{The Lantern|n}, a newspaper, quoted one detainee as saying that guards asked who went to"
        " the national parliament. It named two of the dead.",
        (("The Lantern, a newspaper,", 1, "that guards asked"), ("It", 1, "two of the dead")),
        "The Lantern",
    ),
    "it is the embassy, not the bay where it stands": (
        "{The Orven embassy|o} in {Long Bay|l} said that the text was empty. It accused the house of meddling.",
        (("The Orven embassy in Long Bay", 1, "that the text was empty"), ("It", 1, "the house of meddling")),
        "The Orven embassy in Long Bay",
    ),
    "a paragraph that turns to somebody else ends the last speaker's right": (
        "“I have ordered it,” Mr {Ivan Sarn|p} said. He spoke of events. He did not say which.\n\n"
        "Mr {Emil Vost|p} had been criticised at home. He told the press that he had begun with two names.",
        (("Mr Ivan Sarn", 1, "“I have ordered it,”"), ("He", 1, "events"), ("He", 3, "that he had begun")),
        "Emil Vost",
    ),
    "whoever is named in what is said does not say it": (
        "The spokesman, Mr {Karl Onder|p}, said that it was over. Mr {Jan Lor|p} was booked on Friday, he said.",
        (
            ("The spokesman, Mr Karl Onder,", 1, "that it was over"),
            ("he", 1, "Mr Jan Lor was booked on Friday"),
        ),
        "Karl Onder",
    ),
    "nobody calls himself he in his own quotation": (
        "Mr {Anders Holm|p} told us that Colonel {Maks Dern|p} had come and had watched."
        " “He did not touch anybody,” he said.",
        (
            ("Mr Anders Holm", 1, "that Colonel Maks Dern had come and had watched"),
            ("He", 1, ""),
            ("he", 1, "“He did not touch anybody,”"),
        ),
        "Anders Holm",
    ),
    "whoever is told of in passing may speak": (
        "{Joris Wend|p} said that he had asked for it. He has not been let in.\n\n"
        "The priest of the quarter counted the boats. There were 41, he said.",
        (("Joris Wend", 1, "that he had asked for it"), ("he", 2, "There were 41")),
        "The priest",
    ),
    "whoever answers is not who asked": (
        "The minister, {Corin Vald|p}, told the house that it was late. Asked by the opposition deputy {Nel Astor|p}"
        " whether he would follow, he answered no.",
        (
            ("The minister, Corin Vald,", 1, "that it was late"),
            ("the opposition deputy Nel Astor", 1, "whether he would follow"),
            ("he", 2, "no"),
        ),
        "Corin Vald",
    ),
    "whom a text so describes is the minister later": (
        "Before the vote the foreign minister, {Corin Vald|p}, rose. {Lev Orsan|p} had written.\n\n"
        "The minister said that it was imminent.",
        (("The minister", 1, "that it was imminent"),),
        "Corin Vald",
    ),
    "a source takes no who along": (
        "The foreign minister, {Corin Vald|p}, who told a committee in May that he had not raised it, rose.",
        (("The foreign minister, Corin Vald, who", 1, "that he had not raised it"),),
        "Corin Vald",
    ),
    "a spokesman for an official is not that official": (
        "A spokesman for the prosecutor general, {Dagny Ferr|p}, said that the building had been visited.",
        (("A spokesman for the prosecutor general, Dagny Ferr,", 1, "that the building had been visited"),),
        "A spokesman for the prosecutor general, Dagny Ferr",
    ),
    "we are those who call themselves so": (
        "We, the ministers of Orven and Lorrin, condemn the killings.\n\nWe are dismayed that nobody was charged.",
        (
            ("We, the ministers of Orven and Lorrin,", 1, "the killings"),
            ("We", 2, "that nobody was charged"),
        ),
        "the ministers of Orven and Lorrin",
    ),
    "nobody rather than somebody quite unlikely": (
        "“Everybody is concerned. My grocer is concerned. A road has a name.”\n\n"
        "The house met. The bill fell. The day was long. He refused to see the families.",
        (("He", 1, "to see the families"),),
        None,
    ),
    "a quotation whose own clause has a subject is not the last speaker's": (
        "Mr {Corin Vald|p} said that he would go. A woman two seats away stood up and called out, “Shame!”",
        (("Mr Corin Vald", 1, "that he would go"), ("", 1, "“Shame!”")),
        None,
    ),
}


def word(text: str, words: str, occurrence: int) -> Span:
    """Where whole words stand for the nth time."""
    found = [Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return found[occurrence - 1]


@pytest.mark.parametrize("case", CASES)
def test_who_speaks(case: str) -> None:
    marked, sources, wanted = CASES[case]
    text, entities = entities_in(marked)
    attributions = []
    for number, (words, occurrence, content) in enumerate(sources, 1):
        pieces = (spot(text, content),) if content else ()
        source = (word(text, words, occurrence),) if words else ()
        cue = Span(source[0].end, source[0].end) if source else spot(text, "called out")
        attributions.append(Attribution(f"t{number}", source, (cue,), pieces, Manner.MIXED, Force.ASSERT, 0.9))
    if case.startswith("whoever answers"):
        attributions[1] = Attribution(
            "t2",
            attributions[1].source,
            (spot(text, "Asked"),),
            attributions[1].content,
            Manner.INDIRECT,
            Force.ASK,
            0.9,
        )
    reading = resolve_actors(Reading(Report("r", "r", text), "test@0", entities, attributions=tuple(attributions)))
    assert called(reading, reading.attributions[-1].speaker) == wanted


def test_of_a_teller_and_whom_he_quotes_the_inner_attribution_is_the_quoted_one_s() -> None:
    text, entities = entities_in("{The Lantern|n} quoted {Milo Tarn|p} as saying that they beat him.")
    paper, man = spot(text, "The Lantern"), spot(text, "Milo Tarn")
    content = (spot(text, "that they beat him"),)
    outer = Attribution("t1", (paper,), (spot(text, "quoted"),), content, Manner.INDIRECT, Force.ASSERT, 0.9)
    inner = Attribution(
        "t2", (paper, man), (spot(text, "as saying"),), content, Manner.INDIRECT, Force.ASSERT, 0.9, within="t1"
    )
    reading = resolve_actors(Reading(Report("r", "r", text), "test@0", entities, attributions=(outer, inner)))
    assert [called(reading, a.speaker) for a in reading.attributions] == ["The Lantern", "Milo Tarn"]


def test_of_two_names_in_a_headline_the_one_beside_the_cue_speaks() -> None:
    text, entities = entities_in("{House|o} adopts a resolution; {Vald|p} says it is late")
    sources = (spot(text, "House"), spot(text, "Vald"))
    said = Attribution(
        "t1", sources, (spot(text, "says"),), (spot(text, "it is late"),), Manner.INDIRECT, Force.ASSERT, 0.9
    )
    reading = resolve_actors(Reading(Report("r", "r", text), "test@0", entities, attributions=(said,)))
    assert called(reading, reading.attributions[0].speaker) == "Vald"


def test_an_interview_s_answers_are_whom_it_tells_of() -> None:
    text, entities = entities_in(
        "{Nel Astor|p} keeps a card. She wrote it. {Nel Astor|p} speaks for {Orven|l}.\n\nWhy?\n\n“I was asked.”"
    )
    answer = spot(text, "“I was asked.”")
    cue = Span(answer.start, answer.start + 1)
    response = Response(
        "r1", ResponseAct.DECLINE, Status.ASSERTED, spot(text, "asked"), 0.9, who=(Participant(spot(text, "I")),)
    )
    said = Attribution("t1", (), (cue,), (answer,), Manner.DIRECT, Force.ASSERT, 0.9)
    reading = resolve_actors(
        Reading(Report("r", "r", text), "test@0", entities, attributions=(said,), responses=(response,))
    )
    assert called(reading, reading.attributions[0].speaker) == "Nel Astor"
    assert called(reading, reading.responses[0].who[0].actor) == "Nel Astor"


def test_this_newspaper_is_the_publisher() -> None:
    reading = resolve_actors(
        reading_of(
            "When this newspaper first wrote about {Dorr Lock|l}, in April, it reported three dead."
            " {The Lantern|n} was not there.",
            sources=(("it", 1, "three dead"),),
            publisher="The Lantern",
        )
    )
    assert called(reading, reading.attributions[0].speaker) == "The Lantern"


@pytest.mark.parametrize(
    ("marked", "type_"),
    [
        ("{Lantern|p}, a site that follows the house, reports it.", EntityType.OUTLET),
        ("The {Lantern|p} said that it stood by its list.", EntityType.ORGANIZATION),
        ("{Orven|p}'s foreign minister went home.", EntityType.PLACE),
        ("The embassy of {Orven|p} did not reply.", EntityType.PLACE),
        ("The {Regent|p} said no.", EntityType.PERSON),
        ("Mr {Orven|p}'s foreign minister went home.", EntityType.PERSON),
        ("{Ama Orven|p} left. {Orven|p}'s foreign minister went home.", EntityType.PERSON),
    ],
)
def test_a_one_word_name_is_what_the_report_shows_it_to_be(marked: str, type_: EntityType) -> None:
    text, entities = entities_in(marked)
    assert retyped(Article(text), entities, publisher=None)[-1].type is type_


def test_halves_of_a_place_s_name_are_one_name() -> None:
    reading = resolve_actors(reading_of("They met at {Arren|p} {Bridge|l}, and {Jan Vel|p} spoke."))
    assert next(e.span for e in reading.entities) == spot(reading.report.text, "Arren Bridge")
    assert names(reading) == ["Jan Vel"]


def test_namesakes_without_a_full_name_fail_no_report() -> None:
    text = "Mr Vel met Ms Vel. Vel said nothing."
    entities = tuple(
        Entity(f"e{number}", EntityType.PERSON, spot(text, words), 0.9)
        for number, words in enumerate(("Mr Vel", "Ms Vel"), 1)
    )
    reading = resolve_actors(Reading(Report("r", "r", text), "test@0", entities))
    assert len(reading.actors) == 2
