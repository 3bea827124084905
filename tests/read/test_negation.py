"""Where no word negates a finding, and where a "not" does not reach it. A "not" that is lost harms most."""

import pytest

from onrecord.read.negation import may_be_negated
from onrecord.records import ResponseAct, Span


def negated(marked: str, act: ResponseAct | None = None) -> bool:
    """Whether the finding between [ and ] of the sentence between < and > may be negated."""
    before, _, rest = marked.rpartition("<")
    sentence, _, after = rest.partition(">")
    start, end = sentence.index("["), sentence.index("]") - 1
    plain = sentence.replace("[", "").replace("]", "")
    text = f"{before}{plain}{after}"
    own = Span(len(before), len(before) + len(plain))
    return may_be_negated(text, own, Span(start, end).shifted(len(before)), act)


@pytest.mark.parametrize(
    "marked",
    [
        "<The men were not [beaten].>",
        "<Nobody was [tortured] at Hask.>",
        "<No worker was [killed].>",
        "<They weren’t [arrested].>",
        "<He never [raised] it.>",
        "<The guards neither [beat] nor kicked him.>",
        "<The ministry denies that anybody was [shot].>",
        "<The claim that he was [beaten] is false.>",
        "<The claim that he was [beaten] is wrong.>",
        "<It is wrong to say that he was [beaten].>",
        "<Reports of his [arrest] were dismissed as rumours.>",
        "<She escaped [arrest].>",
        "<He is yet to be [freed].>",
        "<The court acquitted him of the [murder].>",
        "<A neighbour’s warning saved them from [arrest].>",
        "<He left without being [searched].>",
        # the next sentence takes it back
        "<He was [sentenced] to death, a page on the net says.> That is not true.",
        "<He was [sentenced] to death, a page on the net says.> But the report is false.",
        "<Two men were [shot], they say.> No, they were not.",
        # an item, or a sentence that leans on the one before it
        "None of this happened: <the [killing] of the shepherds.>",
        "There were no arrests. <Or [killings].>",
        # what an answer may settle
        "<Did you [raise] it?>",
        # the "not" reaches beyond the question word
        "<We are not aware of anybody who was [tried].>",
        "<There is nobody who was [beaten].>",
        "<He does not know whether she was [arrested].>",
        "<I do not see how that is [murder].>",
        "<I do not know who told you that he was [beaten].>",
        "<They did not say who, but nobody was [beaten].>",
        "<She could not say how anyone might have been [tortured].>",
        "<It was not the army; ask those who know who [fired].>",
    ],
)
def test_a_word_that_may_negate_leaves_the_models_word_alone(marked: str) -> None:
    assert negated(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<The minister has ordered an internal [inquiry].>",
        "<An armed group has claimed [responsibility].>",
        "<Police [charged] him last month.>",
        # a "wrong" that judges
        "<It was wrong that officers [beat] students.>",
        "<The ministry said that it was morally wrong to [kill] the farmers.>",
        # who cannot see, say or tell
        "<He stated that he did not see who [fired].>",
        "<The mission is not in a position to say how many people were [killed] there.>",
        "<Families had not been told where the men were [held].>",
        "<I don’t know who [kidnapped] him.>",
        "<The police did not say why he had been [arrested].>",
        "<It is not clear when she was [taken].>",
        "<She was unable to say who [shot] him.>",
        "<The ministry declined to say how many had been [detained].>",
        "<He has not been heard of, and nobody knows where he is [held].>",
    ],
)
def test_what_no_word_negates(marked: str) -> None:
    assert not negated(marked)


def test_a_denials_own_words_do_not_say_that_it_was_not_made() -> None:
    assert not negated("<The ministry [denied] the killings.>", ResponseAct.DENY)
    assert negated("<The ministry never [denied] the killings.>", ResponseAct.DENY)
    assert negated("<The ministry [denied] the killings.>")
