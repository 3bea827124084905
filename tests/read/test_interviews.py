"""An interview's answers, promises, and quotations that two claim. Every name is invented."""

from onrecord.read.interviews import answers
from onrecord.read.promises import by_promisers
from onrecord.read.quotations import without_others_words
from onrecord.records import Attribution, Force, Manner, Participant, Response, ResponseAct, Span, Status

INTERVIEW = """Nel Astor keeps a card.

Were you surprised?

“Not at all.”

He said that he is concerned.

“Everybody is.”

What do they want?

“One wants a son. They told her that it was over.” She looks at the card.
"""


def spot(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def said(text: str, source: str, cue: str, *content: str, force: Force = Force.ASSERT) -> Attribution:
    pieces = tuple(spot(text, piece) for piece in content)
    return Attribution("t1", (spot(text, source),), (spot(text, cue),), pieces, Manner.MIXED, force, 0.9)


def test_answers_are_quotations_after_plain_questions() -> None:
    assert [span.of(INTERVIEW) for span in answers(INTERVIEW)] == [
        "“Not at all.”",
        "“Everybody is.”",
        "“One wants a son. They told her that it was over.”",
    ]


def test_quotations_with_a_cue_are_no_answers() -> None:
    cued = INTERVIEW.replace("“Everybody is.”", "“Everybody is,” she said.")
    assert answers(cued) == []


def test_one_question_makes_no_interview() -> None:
    assert answers("Why?\n\n“Because.”\n\nVel left the room.\n\n“I had enough.”\n\nThe end.\n\n“Yes.”") == []


def test_the_end_of_another_s_quotation_is_cut() -> None:
    text = "“Who else? I gave them a man,” said one. “They wrote it down. All of it.” Anders told us that he fled."
    first = said(text, "one", "said", "“Who else? I gave them a man,”", "“They wrote it down. All of it.”")
    second = said(text, "Anders", "told us", "All of it.”", "that he fled")
    kept = without_others_words(text, [first, second])
    assert [span.of(text) for span in kept[0].content] == [
        "“Who else? I gave them a man,”",
        "“They wrote it down. All of it.”",
    ]
    assert [span.of(text) for span in kept[1].content] == ["that he fled"]


def test_spans_count_from_the_whole_text() -> None:
    text = "“They wrote it down. All of it,” said one. Anders told us that he fled."
    first = said(text, "one", "said", "“They wrote it down. All of it,”")
    second = said(text, "Anders", "told us", "All of it,” said one. Anders")
    moved = [
        Attribution(a.id, a.source, a.cue, tuple(piece.shifted(100) for piece in a.content), a.manner, a.force, a.score)
        for a in (first, second)
    ]
    kept = without_others_words(text, moved, offset=100)
    assert [span.shifted(-100).of(text) for span in kept[1].content] == ["said one. Anders"]


def test_what_only_one_claims_stays() -> None:
    text = "Vel said “it is over” and left."
    alone = said(text, "Vel", "said", "over” and left")
    assert without_others_words(text, [alone]) == [alone]


PROMISED = "President Vel promised to have it investigated, after Chancellor Orin had raised it."


def response(who: str) -> Response:
    return Response(
        "r1",
        ResponseAct.INQUIRY,
        Status.ASSERTED,
        spot(PROMISED, "investigated"),
        0.9,
        who=(Participant(spot(PROMISED, who)),),
    )


def test_what_is_promised_is_the_promiser_s_and_not_done_yet() -> None:
    promise = said(PROMISED, "President Vel", "promised", "to have it investigated", force=Force.PROMISE)
    (found,) = by_promisers(PROMISED, [response("Chancellor Orin")], [promise])
    assert [participant.span.of(PROMISED) for participant in found.who] == ["President Vel"]
    assert (found.status, found.told_by) == (Status.HYPOTHETICAL, ("t1",))


def test_an_account_is_no_promise() -> None:
    account = said(PROMISED, "President Vel", "promised", "to have it investigated")
    given = response("Chancellor Orin")
    assert by_promisers(PROMISED, [given], [account]) == [given]
