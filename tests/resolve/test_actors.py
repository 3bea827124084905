import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import (
    Act,
    ActorKind,
    Allegation,
    Attribution,
    Entity,
    EntityType,
    Force,
    Link,
    Manner,
    Participant,
    Reading,
    Report,
    Span,
    Status,
)
from onrecord.resolve.actors import resolve_actors
from tests.resolve.people import called, names, reading_of, spot

_PIECES = (
    "Vel", "Jan Vel", "Orin", "Ms", "he", "she", "they", "we", "who", "the minister", "The Kremlin", "Russia", "police",
    "the report", "a", "“", "”", ",", ".", "\n\n", "’s", "said",
    "Jr.", "(NUP)", "al-Sham", "bin", "Salim", "and", "ß", "́",
)  # fmt: skip


def test_a_surname_alone_joins_the_one_full_name_that_carries_it() -> None:
    reading = resolve_actors(reading_of("{Jan Vel|p} was held in {Lorrin|l}. {Vel|p} said that he was beaten."))
    assert names(reading) == ["Jan Vel"]
    assert reading.actors[0].entities == ("e1", "e3")


def test_he_added_goes_to_the_last_speaker() -> None:
    reading = resolve_actors(
        reading_of(
            "“They beat us,” {Jan Vel|p} told the {Harbour Post|n}. He added that nobody answered.",
            sources=(("Jan Vel", 1, "“They beat us,”"), ("He", 1, "that nobody answered")),
        )
    )
    assert [called(reading, a.speaker) for a in reading.attributions] == ["Jan Vel", "Jan Vel"]


def test_a_title_tells_a_gender_and_a_given_name_does_not() -> None:
    reading = resolve_actors(
        reading_of(
            "Ms {Dana Orin|p} met Mr {Karel Tos|p} in the court. She said that it was over.",
            sources=(("She", 1, "that it was over"),),
        )
    )
    assert called(reading, reading.attributions[0].speaker) == "Dana Orin"


def test_office_ministry_state_and_person_stay_apart() -> None:
    reading = resolve_actors(
        reading_of(
            "{Karvenia|l} said no. The {Foreign Ministry|o} said so too. Ms {Ama Terrin|p}, the foreign minister, said "
            "nothing. The government of {Karvenia|l} said more.",
            sources=(
                ("Karvenia", 1, ""),
                ("The Foreign Ministry", 1, ""),
                ("Ama Terrin", 1, ""),
                ("The government of Karvenia", 1, ""),
            ),
        )
    )
    kinds = [next(a.kind for a in reading.actors if a.id == t.speaker) for t in reading.attributions]
    assert kinds == [ActorKind.STATE, ActorKind.STATE_BODY, ActorKind.PERSON, ActorKind.STATE_BODY]
    assert len({t.speaker for t in reading.attributions}) == 4


def test_an_apposition_gives_a_description_its_person() -> None:
    reading = resolve_actors(
        reading_of(
            "{Jan Vel|p}, a lawyer for the family, went to court. The lawyer said that it was late.",
            sources=(("The lawyer", 1, "that it was late"),),
        )
    )
    assert called(reading, reading.attributions[0].speaker) == "Jan Vel"


def test_an_attribution_to_an_outlet_is_a_citation() -> None:
    reading = resolve_actors(
        reading_of(
            "The {Harbour Post|n} reported that two men fled.", sources=(("The Harbour Post", 1, "that two men"),)
        )
    )
    assert [(c.attribution, called(reading, c.outlet)) for c in reading.citations] == [("t1", "Harbour Post")]


def test_entities_added_for_pronouns_keep_text_order_and_ids() -> None:
    reading = resolve_actors(reading_of("{Jan Vel|p} fled. He was shot, {Dana Orin|p} said.", victims=(("He", 1),)))
    spans = [entity.span for entity in reading.entities]
    assert spans == sorted(spans)
    assert [entity.id for entity in reading.entities] == ["e1", "e2", "e3"]
    assert reading.entities[1].actor == reading.entities[0].actor == reading.allegations[0].victims[0].actor
    assert reading.actors[0].entities == ("e1", "e2")


def test_nobody_stays_nobody() -> None:
    reading = resolve_actors(reading_of("Some said that it rained.", sources=(("Some", 1, "that it rained"),)))
    assert reading.attributions[0].speaker is None
    assert reading.actors == ()


def test_i_within_a_quotation_is_its_speaker_and_we_the_body_spoken_for() -> None:
    reading = resolve_actors(
        reading_of(
            "“I was beaten and we will appeal,” said {Jan Vel|p}, director of the {Printers Union|o}.",
            sources=(("Jan Vel", 1, "“I was beaten and we will appeal,”"),),
            victims=(("I", 1), ("we", 1)),
        )
    )
    assert [called(reading, g.victims[0].actor) for g in reading.allegations] == ["Jan Vel", "Printers Union"]


def test_in_a_transcript_you_is_the_one_addressed() -> None:
    text = "MS. ORIN: Did they beat you?\n\nMR. VEL: They beat me."
    reading = reading_of(text.replace("ORIN", "{ORIN|p}").replace("VEL", "{VEL|p}"))
    turns = (("MS. ORIN", "Did they beat you?"), ("MR. VEL", "They beat me."))
    attributions = []
    for number, (name, words) in enumerate(turns, 1):
        source, content = spot(text, name), spot(text, words)
        cue = Span(source.end, source.end + 1)
        attributions.append(Attribution(f"t{number}", (source,), (cue,), (content,), Manner.DIRECT, Force.ASSERT, 0.9))
    victims = tuple(
        Allegation(
            f"g{number}", Act.ASSAULT, Status.ASSERTED, Span(0, 1), 0.9, victims=(Participant(spot(text, word)),)
        )
        for number, word in enumerate(("you", "me"), 1)
    )
    resolved = resolve_actors(replace(reading, attributions=tuple(attributions), allegations=victims))
    assert [called(resolved, a.speaker) for a in resolved.attributions] == ["ORIN", "VEL"]
    assert [called(resolved, g.victims[0].actor) for g in resolved.allegations] == ["VEL", "VEL"]


def test_the_speaker_of_a_quotation_is_not_who_is_named_in_it() -> None:
    reading = resolve_actors(
        reading_of(
            "{Jan Vel|p} was asked about it. “{Karel Tos|p} will be judged,” he said.",
            sources=(("he", 1, "“Karel Tos will be judged,”"),),
        )
    )
    assert called(reading, reading.attributions[0].speaker) == "Jan Vel"


def test_the_minister_with_two_ministers_in_scope_stays_unresolved() -> None:
    marked = (
        "{Jan Vel|p}, the foreign minister, met {Ama Orin|p}, the justice minister. The minister said that it was late."
    )
    reading = resolve_actors(reading_of(marked, sources=(("The minister", 1, "that it was late"),)))
    assert called(reading, reading.attributions[0].speaker) not in ("Jan Vel", "Ama Orin")


def test_a_report_speaks_for_its_maker() -> None:
    reading = resolve_actors(
        reading_of(
            "A {Sael Rights Watch|o} report says that two men were shot. The report adds that nobody was charged.",
            sources=(("A Sael Rights Watch report", 1, "that two men"), ("The report", 1, "that nobody")),
        )
    )
    assert [called(reading, a.speaker) for a in reading.attributions] == ["Sael Rights Watch"] * 2


def test_the_reader_s_links_decide_between_candidates_of_equal_standing() -> None:
    marked = "{Jan Vel|p} wrote to {Karel Tos|p} before he was shot."
    plain = reading_of(marked, victims=((" he ", 1),))
    he = plain.allegations[0].victims[0].span
    victim = Participant(Span(he.start + 1, he.end - 1))
    plain = replace(plain, allegations=(replace(plain.allegations[0], victims=(victim,)),))
    text = plain.report.text
    for name in ("Jan Vel", "Karel Tos"):
        links = (Link(plain.allegations[0].victims[0].span, spot(text, name), 0.97),)
        resolved = resolve_actors(replace(plain, links=links))
        assert called(resolved, resolved.allegations[0].victims[0].actor) == name


def test_the_kremlin_is_a_state_body_and_not_the_state() -> None:
    reading = resolve_actors(
        reading_of("{Russia|l} and the {Kremlin|o} differ.", sources=(("Russia", 1, ""), ("the Kremlin", 1, "")))
    )
    assert [(a.name, a.kind) for a in reading.actors] == [
        ("Russia", ActorKind.STATE),
        ("Kremlin", ActorKind.STATE_BODY),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=14), st.randoms(use_true_random=False))
def test_whatever_is_marked_ids_agree_and_nothing_is_lost(pieces: list[str], random: Random) -> None:
    text = " ".join(pieces)
    words = [Span(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    entities = tuple(
        Entity(f"e{number}", random.choice(list(EntityType)), span, 0.5)
        for number, span in enumerate(words, 1)
        if random.random() < 0.6
    )
    sources = [span for span in words if random.random() < 0.4]
    attributions = tuple(
        Attribution(f"t{number}", (span,), (span,), (), Manner.MIXED, Force.ASSERT, 0.5)
        for number, span in enumerate(sources, 1)
    )
    reading = resolve_actors(Reading(Report("r", "r", text), "test@0", entities, attributions=attributions))
    # two halves of one name are made one
    assert all(any(found.span.contains(e.span) for found in reading.entities) for e in entities)
    assert [e.id for e in reading.entities] == [f"e{number}" for number in range(1, len(reading.entities) + 1)]
    assert [a.id for a in reading.actors] == [f"a{number}" for number in range(1, len(reading.actors) + 1)]
    owned = {id_: actor.id for actor in reading.actors for id_ in actor.entities}
    assert owned == {e.id: e.actor for e in reading.entities if e.actor is not None}
    assert {a.speaker for a in reading.attributions} - {None} <= {a.id for a in reading.actors}
    assert all(actor.name and actor.entities for actor in reading.actors)


def test_a_chair_whose_name_stands_in_brackets_is_that_person() -> None:
    marked = "{Ama Orin|p} opened the hearing.\n\nTHE CHAIR (Ms. {ORIN|p}): Did they beat him?"
    reading = resolve_actors(reading_of(marked, sources=(("THE CHAIR (Ms. ORIN)", 1, "Did they beat him?"),)))
    assert called(reading, reading.attributions[0].speaker) == "Ama Orin"


def test_an_office_before_a_name_belongs_to_it_and_a_friend_does_not() -> None:
    marked = "Secretary of State {Jan Vel|p} denied it. A friend of President {Ama Orin|p} did not."
    sources = (("Secretary of State Jan Vel", 1, ""), ("A friend of President Ama Orin", 1, ""))
    reading = resolve_actors(reading_of(marked, sources=sources))
    said = [called(reading, attribution.speaker) for attribution in reading.attributions]
    assert said == ["Jan Vel", "A friend of President Ama Orin"]


def test_a_long_description_is_called_by_its_beginning() -> None:
    source = "A printer, whose name and place of work have not been given to anybody"
    reading = resolve_actors(reading_of(source + ", said so.", sources=((source, 1, ""),)))
    assert names(reading) == ["A printer"]


def test_a_man_who_is_named_later_is_him_on_the_reader_s_word() -> None:
    reading = reading_of("Police shot a man. {Jan Vel|p} died at noon.", victims=(("a man", 1),))
    link = Link(reading.entities[0].span, reading.allegations[0].victims[0].span, 0.9)
    resolved = resolve_actors(replace(reading, links=(link,)))
    assert called(resolved, resolved.allegations[0].victims[0].actor) == "Jan Vel"
    unsure = resolve_actors(replace(reading, links=(replace(link, score=0.3),)))
    assert called(unsure, unsure.allegations[0].victims[0].actor) == "a man"


def test_the_former_minister_is_who_was_called_minister() -> None:
    marked = "Minister {Jan Vel|p} left {Lorrin|l} in May. The former minister wrote that men were shot."
    reading = resolve_actors(reading_of(marked, sources=(("The former minister", 1, "that men"),)))
    assert called(reading, reading.attributions[0].speaker) == "Jan Vel"


def test_the_commissioner_of_police_is_who_holds_the_post() -> None:
    marked = "The Commissioner of {Police|o}, {Jan Vel|p}, came. The Commissioner of {Police|o} said that it was over."
    reading = resolve_actors(reading_of(marked, sources=(("The Commissioner of Police", 2, "that it was"),)))
    assert called(reading, reading.attributions[0].speaker) == "Jan Vel"


def test_a_quotation_that_goes_on_without_a_source_keeps_its_speaker() -> None:
    reading = reading_of(
        "“They beat us,” {Jan Vel|p} said.\n\n“They took my boots. Nobody asked my name.”",
        sources=(("Jan Vel", 1, "“They beat us,”"),),
    )
    text = reading.report.text
    content, beside = spot(text, "“They took my boots. Nobody asked my name.”"), spot(text, "Jan")
    nameless = Attribution("t2", (), (Span(content.end, content.end),), (content,), Manner.DIRECT, Force.ASSERT, 0.9)
    unquoted = replace(nameless, id="t3", content=(beside,), cue=(beside,))
    resolved = resolve_actors(replace(reading, attributions=(*reading.attributions, nameless, unquoted)))
    assert [called(resolved, a.speaker) for a in resolved.attributions] == ["Jan Vel", "Jan Vel", None]


@pytest.mark.parametrize(
    ("text", "phrase", "antecedent"),
    [
        # the reader's link goes to the owner inside the phrase, which it misread as a person
        ("{Karvenia|p} voted. {Karvenia|p}'s president spoke.", "Karvenia's president", "Karvenia"),
        ("The minister spoke. The other minister said nothing.", "The other minister", "The minister"),
        (
            "{Lorrin|l}'s president spoke. The minister's spokesman did not.",
            "The minister's spokesman",
            "Lorrin's president",
        ),
        ("A sergeant, {Jan Vel|p}, was there. The police chief was not.", "The police chief", "Jan Vel"),
        ("The police chief, {Jan Vel|p}, was there. The sergeant was not.", "The sergeant", "Jan Vel"),
    ],
)
def test_a_reader_s_link_never_makes_somebody_else_of_a_description(text: str, phrase: str, antecedent: str) -> None:
    reading = reading_of(text, sources=((antecedent, 1, ""), (phrase, 1, "")))
    whole = reading.report.text
    link = Link(spot(whole, phrase), spot(whole, antecedent), 0.99)
    resolved = resolve_actors(replace(reading, links=(link,)))
    first, second = (attribution.speaker for attribution in resolved.attributions)
    assert None not in (first, second)
    assert first != second


@pytest.mark.parametrize(
    ("before", "same"),
    [
        ("Prime Minister {Ada Marsh|p} of {Aldmark|l} spoke in {Lysmark|l}.", False),
        ("{Aldmark|l}'s prime minister, {Ada Marsh|p}, spoke in {Lysmark|l}.", False),
        ("Prime Minister {Ada Marsh|p} of {Lysmark|l} spoke in {Aldmark|l}.", True),
        ("Prime Minister {Ada Marsh|p} spoke in {Lysmark|l}.", True),
    ],
)
def test_a_post_in_another_place_is_somebody_else_s(before: str, same: bool) -> None:
    marked = before + " The prime minister of {Lysmark|l} said that men were held."
    reading = resolve_actors(reading_of(marked, sources=(("The prime minister of Lysmark", 1, "that men"),)))
    assert (called(reading, reading.attributions[0].speaker) == "Ada Marsh") is same


def test_other_words_for_somebody_named_find_whom_they_stand_for() -> None:
    reading = resolve_actors(
        reading_of(
            "{Jan Vel|p}, 22, was freed. {Ama Terrin|p} met him in {Lorrin|l}.\n\n"
            "The 22-year-old said that he was beaten. The court was closed. The guards went home.\n\n"
            "On Monday {Dana Orin|p} came back. The former envoy said that it was over.",
            sources=(
                ("The 22-year-old", 1, "that he was beaten"),
                ("The former envoy", 1, "that it was over"),
            ),
        )
    )
    assert [called(reading, a.speaker) for a in reading.attributions] == ["Jan Vel", "Dana Orin"]


def test_of_two_with_the_same_age_neither_is_the_22_year_old() -> None:
    reading = resolve_actors(
        reading_of(
            "{Jan Vel|p}, 22, was freed. So was the 22-year-old {Dana Orin|p}. "
            "The 22-year-old said that he was beaten.",
            sources=(("The 22-year-old", 1, "that he was beaten"),),
        )
    )
    assert called(reading, reading.attributions[0].speaker) == "The 22-year-old"


def test_a_lead_announces_who_then_speaks_under_a_name() -> None:
    reading = resolve_actors(
        reading_of(
            "Nine printers are in prison, a rights group said.\n\n"
            "{Harbour Rights Watch|o} said that they were beaten. {Sael Bank|o} is next door.",
            sources=(
                ("a rights group", 1, "Nine printers are in prison"),
                ("Harbour Rights Watch", 1, "that they were beaten"),
            ),
        )
    )
    assert [called(reading, a.speaker) for a in reading.attributions] == ["Harbour Rights Watch"] * 2


def test_the_newspaper_is_no_station() -> None:
    reading = resolve_actors(
        reading_of(
            "The {Harbour Times|n} said that men were shot. {Radio Quill|n} said that they were held. "
            "The newspaper said that they were farmers.",
            sources=(
                ("Harbour Times", 1, "that men were shot"),
                ("Radio Quill", 1, "that they were held"),
                ("The newspaper", 1, "that they were farmers"),
            ),
        )
    )
    assert called(reading, reading.attributions[2].speaker) == "Harbour Times"


def test_a_name_written_out_before_its_initials_is_the_body_s() -> None:
    reading = resolve_actors(
        reading_of(
            "The Guild of Harbour Printers, {GHP|o}, said that men were held. {GHP|o} said that they were beaten.",
            sources=(
                ("The Guild of Harbour Printers, GHP", 1, "that men were held"),
                ("GHP", 2, "that they were beaten"),
            ),
        )
    )
    assert [called(reading, a.speaker) for a in reading.attributions] == ["Guild of Harbour Printers"] * 2


def test_the_group_is_a_body_and_a_group_of_men_is_not() -> None:
    reading = resolve_actors(
        reading_of(
            "{Sael Watch|o}, a rights group, said that men were held. A group of men came. "
            "The group said that they were beaten.",
            sources=(
                ("Sael Watch", 1, "that men were held"),
                ("A group of men", 1, ""),
                ("The group", 1, "that they were beaten"),
            ),
        )
    )
    assert [called(reading, a.speaker) for a in reading.attributions] == ["Sael Watch", "A group of men", "Sael Watch"]


def test_a_name_of_which_half_is_read_as_a_person_s_is_one_person_s() -> None:
    reading = resolve_actors(reading_of("{Jan Vel|p} was held in {Lorrin|l}. {Jan Vel|g} said that he was beaten."))
    assert names(reading) == ["Jan Vel"]


@pytest.mark.parametrize(
    ("before", "phrase", "same"),
    [
        ("The president of {Harbour Watch|o}, {Ada Quent|p}, spoke.", "the president of {Lorrin|l}", False),
        ("The president of {Harbour Watch|o}, {Ada Quent|p}, spoke.", "the president of {Harbour Watch|o}", True),
        ("{Lorrin|l}'s president, {Ada Quent|p}, spoke.", "the president of {Harbour Watch|o}", False),
        ("The president of {Harbour Watch|o}, {Ada Quent|p}, spoke.", "the president of {Sael Guild|o}", False),
    ],
)
def test_a_body_s_president_is_not_the_state_s(before: str, phrase: str, same: bool) -> None:
    plain = re.sub(r"\{([^|]+)\|.\}", r"\1", phrase)
    reading = reading_of(f"{before} Later {phrase} wrote.", sources=((plain, 1, ""),))
    resolved = resolve_actors(reading)
    assert (called(resolved, resolved.attributions[0].speaker) == "Ada Quent") is same


def test_a_cue_right_behind_a_name_is_that_person_s_where_the_reader_gave_no_source() -> None:
    reading = reading_of("{Jan Vel|p}, who announced that men were held, was accused of lying. {Dana Orin|p} slept.")
    cues = [spot(reading.report.text, words) for words in ("announced", "was accused")]
    attributions = tuple(
        Attribution(f"t{k}", (), (cue,), (spot(reading.report.text, words),), Manner.INDIRECT, Force.ASSERT, 0.9)
        for k, (cue, words) in enumerate(zip(cues, ("that men were held", "of lying"), strict=True), 1)
    )
    resolved = resolve_actors(replace(reading, attributions=attributions))
    assert [called(resolved, a.speaker) for a in resolved.attributions] == ["Jan Vel", None]


def test_a_capital_that_speaks_is_its_state_where_the_report_names_it() -> None:
    reading = resolve_actors(
        reading_of(
            "{Belarus|l} held nine men. {Minsk|l} said that they were spies. "
            "A man was shot in {Oslo|l}, {Oslo|l} said.",
            sources=(("Minsk", 1, "that they were spies"), ("Oslo", 2, "A man was shot in Oslo")),
        )
    )
    assert [called(reading, a.speaker) for a in reading.attributions] == ["Belarus", "Oslo"]


def test_a_senior_campaigner_is_nobody_s_elder() -> None:
    reading = resolve_actors(reading_of("{Jan Vel|p}, senior campaigner at {Sael Watch|o}, was held."))
    assert names(reading)[0] == "Jan Vel"


def test_he_is_never_the_report_s_own_correspondent() -> None:
    reading = resolve_actors(
        reading_of(
            "{Jan Vel|p} told our correspondent that he was beaten. He added that nobody came.",
            sources=(("Jan Vel", 1, ""), ("our correspondent", 1, ""), ("He", 1, "that nobody came")),
        )
    )
    assert called(reading, reading.attributions[2].speaker) == "Jan Vel"


def test_a_body_broken_before_of_is_made_whole_and_an_office_is_not() -> None:
    reading = resolve_actors(
        reading_of(
            "The {Union|o} {of Printers|g} said that men were held. The {Commissioner|o} {of Police|g} came. "
            "{Union of Printers|o} is open.",
            sources=(("The Union of Printers", 1, "that men were held"),),
        )
    )
    assert names(reading) == ["Union of Printers"]
    assert [called(reading, a.speaker) for a in reading.attributions] == ["Union of Printers"]
