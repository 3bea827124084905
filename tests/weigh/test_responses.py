"""Responses as the reports tell them. All names are invented."""

from dataclasses import replace

import pytest

from onrecord.records.material import Material
from onrecord.records.record import Edge, Event, Lineage, Node, NodeKind, Quotation, ToldAllegation
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, ActorKind, Manner, Status
from onrecord.weigh.responses import is_quoted, told
from onrecord.weigh.sentences import sentence_at
from tests.weigh.board.made import Apart, Did, Made, Says, case, cell_of, names, responses_of, state

LONG = "The foreign ministry of Aldmark condemned the killing of four boatmen."
SHORT = "Aldmark condemned it."


def condemned(text: str, *, times: int = 1) -> Made:
    return Made(text, (Did("condemn", "condemned", ("Aldmark",)),) * times)


def test_the_quotation_proves_itself() -> None:
    material = case(Made(f"Nothing yet. {SHORT} Nothing more.", (Did("condemn", "condemned", ("Aldmark",)),)))
    (response,) = responses_of(material)
    assert response.quotation.text == SHORT
    assert response.quotation.span.of(material.reports[0].report.text) == SHORT


def test_reports_of_one_text_share_a_response() -> None:
    (response,) = responses_of(case(condemned(LONG), condemned(LONG)))
    assert response.reports == (1, 2)


def test_word_for_word_at_length_is_one_response_also_in_another_text() -> None:
    (response,) = responses_of(case(condemned(LONG), condemned(f"{LONG} More was not said.")))
    assert response.reports == (1, 2)
    assert response.quotation.report == 1


def test_a_short_sentence_is_the_same_only_in_a_copy() -> None:
    material = case(condemned(f"{SHORT} One."), condemned(f"{SHORT} Two."))
    assert len(responses_of(material)) == 2
    nodes = tuple(Node(id=f"n{number}", kind=NodeKind.REPORT, name="", report=number) for number in (1, 2))
    copied = Lineage(nodes=nodes, edges=(Edge(teller="n2", source="n1", how="copies", report=2),))
    (response,) = responses_of(material, copied)
    assert response.reports == (1, 2)


def test_two_findings_in_one_report_stay_two() -> None:
    assert len(responses_of(case(condemned(LONG, times=2)))) == 2


def test_what_a_reviewer_merged_is_one() -> None:
    material = case(condemned(f"{SHORT} One."), condemned(f"{SHORT} Two."))
    first, second = (response.id for response in responses_of(material))
    (response,) = responses_of(replace(material, merged={second: first}))
    assert (response.id, response.reports) == (first, (1, 2))


def test_when_is_the_day_told_unless_it_lies_ahead() -> None:
    days = {}
    for day in (None, "2024-03-01", "2024-04-01"):
        (response,) = responses_of(case(Made(SHORT, (Did("condemn", "condemned", ("Aldmark",), on=day),))))
        days[day] = response.when
    assert days == {None: "2024-03-05", "2024-03-01": "2024-03-01", "2024-04-01": "2024-03-05"}
    (undated,) = responses_of(case(Made(SHORT, (Did("condemn", "condemned"),), published=None)))
    assert undated.when is None


def test_direct_speech_of_the_actor_is_in_own_words_and_mixed_only_within_the_marks() -> None:
    text = "Emeric Vaul said that it was “an outrage” and condemned it."
    for trigger, own in (("outrage", True), ("condemned", False)):
        made = Made(
            text,
            (Did("condemn", trigger, ("Emeric Vaul",), by=(1,)),),
            (Says("Emeric Vaul", "that it was “an outrage” and condemned it", Manner.MIXED),),
            (("Emeric Vaul",),),
        )
        (response,) = responses_of(case(made))
        assert response.own_words is own, trigger
        assert [teller.name for teller in response.told_by] == ["Emeric Vaul"]


def test_another_speakers_words_are_not_the_actors() -> None:
    made = Made(
        "“Emeric Vaul condemned it,” Corin Halvard said.",
        (Did("condemn", "condemned", ("Emeric Vaul",), by=(1,)),),
        (Says("Corin Halvard", "“Emeric Vaul condemned it,”", Manner.DIRECT),),
        (("Emeric Vaul",), ("Corin Halvard",)),
    )
    (response,) = responses_of(case(made))
    assert not response.own_words


def held(material: Material, *, own_words: bool | None = None) -> Material:
    """The same with its responses confirmed, and what a reviewer says of whose words they are."""
    (one,) = material.reports
    assert one.reading is not None
    responses = tuple(replace(response, own_words=own_words) for response in one.reading.responses)
    reading = replace(one.reading, responses=responses)
    return replace(material, reports=(replace(one, reading=reading, held=frozenset(one.ids.values())),))


@pytest.mark.parametrize(
    ("text", "trigger", "own"),
    [
        ("Corin Halvard: I met him. I have not raised it with him.", "not raised", True),
        ("Corin Halvard: We strongly condemn it.", "condemn", True),
        ("Corin Halvard: I’ve never raised it.", "raised", True),
        ("Corin Halvard: No, I have not raised it.", "No, I have not raised it", True),
        ("Corin Halvard has not raised it.", "not raised", False),
        ("Corin Halvard: He says that I have not raised it.", "He says that I have not raised it", False),
        ("I know that Corin Halvard condemned it.", "condemned", False),
        ("We asked him; he has not raised it. Corin Halvard left.", "not raised", False),
    ],
)
def test_what_i_do_is_told_in_own_words_once_a_reviewer_says_whose_they_are(text: str, trigger: str, own: bool) -> None:
    made = Made(text, (Did("silent", trigger, ("Corin Halvard",)),), people=(("Corin Halvard",),))
    (read,) = responses_of(case(made))
    assert not read.own_words, "nobody has said whose words they are"
    (response,) = responses_of(held(case(made)))
    assert response.own_words is own


def test_a_reviewers_word_on_whose_words_they_are_counts_before_all() -> None:
    text = "Neve Astridge said that Corin Halvard condemned it."
    made = Made(
        text,
        (Did("condemn", "condemned", ("Corin Halvard",), by=(1,)),),
        (Says("Neve Astridge", "that Corin Halvard condemned it"),),
        (("Neve Astridge",), ("Corin Halvard",)),
    )
    assert [one.own_words for one in responses_of(held(case(made), own_words=True))] == [True]
    own = Made("We condemn it.", (Did("condemn", "condemn", ("We",)),), publisher="Government of Aldmark")
    assert [one.own_words for one in responses_of(case(own))] == [True]
    denied = held(case(own), own_words=False)
    assert [one.own_words for one in responses_of(denied)] == [False]
    (entry,) = cell_of(denied, state("Aldmark")).entries
    assert (entry.own_words, entry.reported_by) == (False, ("Government of Aldmark",))


def test_events_are_those_of_the_sentence_or_the_only_one_told_of() -> None:
    near = "Aldmark condemned the killing of four men. A fifth was shot in Loslo."
    far = "A man was shot in Loslo. Later Aldmark condemned it."
    expected = {near: ("e1",), far: ("e1",)}
    for text, alleged in ((near, ("killing", "shot")), (far, ("shot",))):
        material = case(Made(text, (Did("condemn", "condemned", ("Aldmark",)),), alleged=alleged))
        ids = material.reports[0].ids
        events = [_event(f"e{number}", ids[f"g{number}"]) for number in range(1, len(alleged) + 1)]
        (response,) = told(material, names(material), Apart(), events)
        assert response.events == expected[text]
    two = case(
        Made(f"One was shot. Two were stabbed. {SHORT}", (Did("condemn", "condemned"),), alleged=("shot", "stabbed"))
    )
    ids = two.reports[0].ids
    (response,) = told(two, names(two), Apart(), [_event("e1", ids["g1"]), _event("e2", ids["g2"])])
    assert response.events == (), "of two events it isn't known which"


def _event(id_: str, allegation: str) -> Event:
    quotation = Quotation(report=1, span=Span(0, 1), text="A")
    one = ToldAllegation(id=allegation, reports=(1,), act=Act.KILLING, status=Status.ASSERTED, quotation=quotation)
    return Event(id=id_, act=Act.KILLING, acts=(Act.KILLING,), status=Status.ASSERTED, title="", allegations=(one,))


def test_quotation_marks_open_and_close() -> None:
    text = 'He said “no”. She didn\'t.\nThey "did" it.'
    assert is_quoted(text, Span(9, 11))
    assert not is_quoted(text, Span(14, 17))
    assert is_quoted(text, Span(text.index('did"'), text.index('did"') + 3))


def test_sentences_end_where_they_end() -> None:
    text = "MR. HALVARD: I did not. MS. ASTRIDGE: Why?\n\nNothing."
    start = text.index("did not")
    assert sentence_at(text, Span(start, start + 3)).of(text) == "MR. HALVARD: I did not."


@pytest.mark.parametrize(
    ("office", "held", "own"),
    [
        ("the Minister of the Interior", "interior minister", True),
        ("the Minister of Justice", "interior minister", False),
        ("the Minister of the Interior", None, False),
    ],
)
def test_who_holds_an_office_answers_a_question_about_it_in_own_words(office: str, held: str | None, own: bool) -> None:
    text = "MS. ASTRIDGE: Will the Minister condemn it?\n\nMR. HALVARD: No."
    did = Did("condemn", "condemn", ("the Minister",), status="negated", by=(1,))
    says = Says("MR. HALVARD", "No.", Manner.DIRECT, cue=None)
    material = case(Made(text, (did,), (says,), (("MR. HALVARD",), ("the Minister",))))
    known = names(material)
    speaker = replace(known.by_place[1, "a1"], offices=() if held is None else (held,))
    minister = replace(known.by_place[1, "a2"], name=office, kind=ActorKind.OFFICE)
    known = replace(known, actors=(speaker, minister), by_place={(1, "a1"): speaker, (1, "a2"): minister})
    (response,) = told(material, known, Apart(), ())
    assert response.own_words is own
    assert response.quotation.text.endswith("MR. HALVARD: No.")


def test_a_question_that_is_part_of_the_answer_is_quoted_with_the_words_behind_it() -> None:
    text = "MS. ASTRIDGE: Will the Minister condemn it?\n\nMR. HALVARD: No."
    did = Did("condemn", "condemn", ("the Minister",), status="negated", by=(1,))
    material = case(Made(text, (did,), (Says("MR. HALVARD", "No.", Manner.DIRECT, cue=None),), (("MR. HALVARD",),)))
    one = material.reports[0]
    assert one.reading is not None
    (teller,) = one.reading.attributions
    both = replace(teller, content=(sentence_at(text, one.reading.responses[0].trigger), *teller.content))
    material = replace(material, reports=(replace(one, reading=replace(one.reading, attributions=(both,))),))
    (response,) = responses_of(material)
    assert response.quotation.text.endswith("MR. HALVARD: No.")
