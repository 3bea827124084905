"""A talk that its speaker says raised nothing is no response."""

from onrecord.read.unraised import without_talks
from onrecord.records import Response, ResponseAct, Span, Status


def found(text: str, words: str, act: ResponseAct, told_by: str = "t1", offset: int = 0) -> Response:
    start = text.index(words) + offset
    return Response("r9", act, Status.ASSERTED, Span(start, start + len(words)), 0.5, told_by=(told_by,))


def kept(text: str, *responses: Response, offset: int = 0) -> list[tuple[str, str]]:
    left = without_talks(text, responses, offset=offset, first=4)
    return [(one.id, one.trigger.shifted(-offset).of(text)) for one in left]


TALK = "I met him in March. We spoke about the pipeline. I have not raised Belmar with him."


def test_who_says_that_it_was_not_raised_talked_of_something_else() -> None:
    for offset in (0, 50):
        talked = found(TALK, "spoke about", ResponseAct.RAISE, offset=offset)
        unraised = found(TALK, "not raised", ResponseAct.SILENT, offset=offset)
        assert kept(TALK, talked, unraised, offset=offset) == [("r5", "not raised")]


def test_a_talk_stays_where_nobody_takes_it_back() -> None:
    talked = found(TALK, "spoke about", ResponseAct.RAISE)
    assert kept(TALK, talked) == [("r5", "spoke about")]
    # another's word, another paragraph, another silence
    assert len(kept(TALK, talked, found(TALK, "not raised", ResponseAct.SILENT, told_by="t2"))) == 2
    apart = TALK.replace(" I have", "\n\nI have")
    assert (
        len(kept(apart, found(apart, "spoke about", ResponseAct.RAISE), found(apart, "not raised", ResponseAct.SILENT)))
        == 2
    )
    silent = TALK.replace("not raised Belmar with", "not replied to")
    assert (
        len(
            kept(
                silent,
                found(silent, "spoke about", ResponseAct.RAISE),
                found(silent, "not replied", ResponseAct.SILENT),
            )
        )
        == 2
    )


def test_who_raised_one_matter_and_not_another_keeps_both() -> None:
    text = "I raised Hask. I have not raised Belmar."
    raised, unraised = found(text, "raised", ResponseAct.RAISE), found(text, "not raised", ResponseAct.SILENT)
    assert kept(text, raised, unraised) == [("r5", "raised"), ("r6", "not raised")]
