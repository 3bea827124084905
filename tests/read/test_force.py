"""Force, manner and stage, by what a reader of the sentence would say."""

import pytest

from onrecord.read.force import contradicts, force_of, manner_of, stage_of
from onrecord.records import ResponseAct


@pytest.mark.parametrize(
    ("cue", "force"),
    [
        ("said", "assert"),
        ("told reporters on Tuesday that", "assert"),
        ("according to", "assert"),
        ("wrote", "assert"),
        ("reported", "assert"),
        ("has announced", "assert"),
        ("denied", "deny"),
        ("dismissed", "deny"),
        ("disputes", "deny"),
        ("admitted", "acknowledge"),
        ("said she was deeply sorry", "acknowledge"),
        ("showed no remorse", "other"),
        ("conceded", "acknowledge"),
        ("acknowledged", "acknowledge"),
        ("alleged", "allege"),
        ("accused", "allege"),
        ("claims", "allege"),
        ("asked", "ask"),
        ("wondered", "ask"),
        ("urged", "urge"),
        ("called on", "urge"),
        ("demanded", "urge"),
        ("appealed to", "urge"),
        ("promised", "promise"),
        ("vowed", "promise"),
        ("pledges", "promise"),
        ("did not deny", "other"),
        ("has not said", "other"),
        ("declined to say", "other"),
        ("wouldn’t say", "other"),
        ("no one said", "other"),
        ("believes", "other"),
        ("hopes", "other"),
        ("told the committee", "assert"),
        ("told the Senate committee", "assert"),
        ("said in response to a question", "assert"),
        ("said, answering questions", "assert"),
        ("noted", "assert"),
        ("notes", "assert"),
        ("noting", "assert"),
        ("ruled", "assert"),
        ("testified before the appeals court", "assert"),
        ("began by saying", "assert"),
        ("claimed without evidence", "allege"),
        ("said without giving details", "assert"),
        ("without saying", "other"),
        ("cannot say", "other"),
        ("could not confirm", "other"),
        ("was unable to say", "other"),
        ("has yet to say", "other"),
        ("has yet to comment", "other"),
        ("stopped short of saying", "other"),
        ("avoided saying", "other"),
        ("remained silent on", "other"),
        ("nobody said", "other"),
        ("neither confirmed nor denied", "other"),
        ("refused to confirm", "other"),
        ("failed to mention", "other"),
        ("did not immediately respond to", "other"),
        ("asked for", "urge"),
        ("asked that", "urge"),
        ("asked whether", "ask"),
        ("demanded to know", "ask"),
        ("demanded that", "urge"),
        ("called for", "urge"),
        ("calls on", "urge"),
        ("is calling on", "urge"),
        ("wants", "other"),
        ("pleaded guilty to", "acknowledge"),
        ("pleaded not guilty to", "deny"),
        ("pleaded with", "urge"),
        ("warned", "assert"),
        ("warned that", "assert"),
        ("threatened to", "promise"),
        ("has committed to", "promise"),
        ("swore", "promise"),
        ("claimed responsibility for", "acknowledge"),
        ("apologised for", "acknowledge"),
        ("expressed regret", "acknowledge"),
        ("confirmed", "assert"),
        ("was charged with", "allege"),
        ("alleges", "allege"),
        ("complained", "allege"),
        ("rejected", "deny"),
        ("dismissed as", "deny"),
        ("categorically denied", "deny"),
        ("said he denied", "deny"),
        ("denied having said", "deny"),
        ("rejects", "deny"),
        ("rejected calls", "deny"),
        ("disputed", "deny"),
        ("brushed aside", "deny"),
        ("condemned", "assert"),
        ("criticised", "assert"),
        ("expressed concern", "assert"),
        ("read the statement", "assert"),
        ("stated", "assert"),
        ("according to the station", "assert"),
        ("a statement on the website said", "assert"),
        ("argued", "assert"),
        ("affirmed", "assert"),
        ("proclaimed", "assert"),
        ("quoted", "assert"),
        ("agreed to", "promise"),
        ("agreed that", "assert"),
        ("agreed", "other"),
        ("stated in its report", "assert"),
        ("said in a committee hearing", "assert"),
        ("reportedly said", "assert"),
        ("is reported to have said", "assert"),
        ("is believed to have said", "assert"),
        ("in a letter urging", "urge"),
        ("wrote to urge", "urge"),
        ("issued an appeal", "urge"),
        ("the disputed report says", "assert"),
        ("vetoed", "other"),
        ("were found guilty", "assert"),
        ("", "other"),
    ],
)
def test_force(cue: str, force: str) -> None:
    assert force_of(cue).value == force


@pytest.mark.parametrize(
    ("cue", "content", "force"),
    [
        ("asked", "to release the men", "urge"),
        ("asked", "that they be heard", "urge"),
        ("asked", "“for the men’s release”", "urge"),
        ("asked", "whether they were alive", "ask"),
        ("asked", "today’s visitors", "ask"),
        ("said", "to release them was wrong", "assert"),
        ("did not ask", "to see them", "other"),
    ],
)
def test_asking_for_something_urges(cue: str, content: str, force: str) -> None:
    assert force_of(cue, content=content).value == force


@pytest.mark.parametrize(
    ("quoted", "manner"),
    [([True, True], "direct"), ([False, False], "indirect"), ([True, False, True], "mixed"), ([], "indirect"),
     ([False] + [True] * 20, "direct"), ([False] * 20 + [True], "mixed")],
)  # fmt: skip
def test_manner(quoted: list[bool], manner: str) -> None:
    assert manner_of(quoted).value == manner


@pytest.mark.parametrize(
    ("sentence", "trigger", "stage"),
    [
        ("A resolution was introduced in the House.", "resolution", "introduced"),
        ("The Senate adopted the resolution on Friday.", "resolution", "adopted"),
        ("The bill passed by 40 votes to 3.", "bill", "adopted"),
        ("The committee took up the bill.", "bill", "committee"),
        ("The law entered into force in May.", "law", "in_force"),
        ("The president signed into law the act.", "act", "in_force"),
        ("A resolution on the killings is being debated.", "resolution", None),
        ("The bill was approved by the foreign affairs committee.", "bill", "committee"),
        ("The Assembly adopted the draft resolution.", "resolution", "adopted"),
        ("The House passed the proposed law.", "law", "adopted"),
        ("The resolution was never adopted.", "resolution", None),
        ("The Senate has not yet passed the bill.", "bill", None),
        ("The House failed to pass the resolution.", "resolution", None),
        ("The bill was introduced in May but has not been adopted.", "bill", "introduced"),
        ("The resolution condemns attacks carried out by the army.", "resolution", None),
        ("Members voted 41 to 3 for the motion.", "motion", "adopted"),
        ("The Assembly voted unanimously for the resolution.", "resolution", "adopted"),
        ("They drafted a resolution.", "resolution", "introduced"),
        ("Three senators co-sponsored the bill.", "bill", "introduced"),
    ],
)
def test_stage(sentence: str, trigger: str, stage: str | None) -> None:
    at = sentence.index(trigger)
    found = stage_of(sentence, (at, at + len(trigger)))
    assert (None if found is None else found.value) == stage


@pytest.mark.parametrize(
    ("trigger", "act", "contradicted"),
    [
        ("showed remorse", "deny", True),
        ("apologised", "deny", True),
        ("rejected", "acknowledge", True),
        ("denied", "deny", False),
        ("admitted", "acknowledge", False),
        ("did not deny", "acknowledge", False),
        ("rejected", "decline", False),
        ("apologised", "accountability", False),
        ("said", "deny", False),
    ],
)
def test_a_trigger_that_says_the_opposite_of_the_act(trigger: str, act: str, contradicted: bool) -> None:
    assert contradicts(trigger, ResponseAct(act)) is contradicted
