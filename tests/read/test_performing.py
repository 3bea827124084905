"""What is done by being said, and deeds that their own words leave undone."""

import pytest

from onrecord.read.performing import goes_on, left_undone, outlived, performs
from onrecord.records import Act, ResponseAct, Span


def placed(marked: str) -> tuple[str, Span, Span]:
    """Text, its one sentence, and the words between [ and ]."""
    text = marked.replace("[", "").replace("]", "")
    return text, Span(0, len(text)), Span(marked.index("["), marked.index("]") - 1)


@pytest.mark.parametrize(
    "marked",
    [
        "“I [deny] it, and I shall go on denying it.”",
        "We strongly [condemn] the killings.",
        "The law is plain, and we [demand] that it be kept.",
        "As a mother, I [appeal] to the minister.",
    ],
)
def test_who_says_so_does_so(marked: str) -> None:
    assert performs(*placed(marked))


@pytest.mark.parametrize(
    "marked",
    [
        "If I [deny] it, you will not believe me.",
        "“Should we [condemn] it?” she asked.",
        "Do I [deny] it?",
        "You ask whether I [deny] it.",
        "We would [condemn] it.",
        "They [deny] it.",
        "We [denied] it.",
        "We hope that we [condemn] in time.",
    ],
)
def test_what_is_only_thought_of(marked: str) -> None:
    assert not performs(*placed(marked))


@pytest.mark.parametrize(
    ("marked", "act", "made"),
    [
        ("I am [not going to condemn] a friendly state.", ResponseAct.CONDEMN, ResponseAct.DECLINE),
        ("We will [not condemn] it.", ResponseAct.CONDEMN, ResponseAct.DECLINE),
        ("Ferrand has [not condemned] it.", ResponseAct.CONDEMN, ResponseAct.SILENT),
        ("The minister [did not raise] it.", ResponseAct.RAISE, ResponseAct.SILENT),
        ("There was [no condemnation] from Ferrand.", ResponseAct.CONDEMN, ResponseAct.SILENT),
        # these condemn
        ("We will [not allow] it.", ResponseAct.CONDEMN, None),
        ("That is [not the way].", ResponseAct.CONDEMN, None),
        ("We [condemn] it and do not forget.", ResponseAct.CONDEMN, None),
        ("I do [not demand] it.", ResponseAct.DEMAND, None),
    ],
)
def test_a_deed_that_its_own_words_leave_undone(marked: str, act: ResponseAct, made: ResponseAct | None) -> None:
    assert left_undone(*placed(marked), act) is made


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("It would be premature to say so while an [inquiry] is under way.", True),
        ("The [investigation] is still ongoing.", True),
        ("The [trial of the guards] was in progress.", True),
        ("Nobody speaks until an [inquiry] is under way.", False),
        ("If the [inquiry] is under way, we wait.", False),
        ("No [inquiry] is wanted, and the strike is under way.", False),
        ("The [inquiry] is not under way.", False),
        ("No [inquiry] is under way.", False),
    ],
)
def test_what_is_under_way_is_no_plan(marked: str, told: bool) -> None:
    assert goes_on(*placed(marked), ResponseAct.INQUIRY) is told
    assert not goes_on(*placed(marked), ResponseAct.RAISE)


def test_who_survived_was_not_killed() -> None:
    text, _, trigger = placed("He was shot and [survived].")
    assert outlived(text, trigger, Act.KILLING)
    assert not outlived(text, trigger, Act.ASSAULT)
    text, _, trigger = placed("He [died] there.")
    assert not outlived(text, trigger, Act.KILLING)
