"""Force, manner and stage, by what a reader of the sentence would say."""

import pytest

from onrecord.read.force import force_of, manner_of, stage_of


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
        ("", "other"),
    ],
)
def test_force(cue: str, force: str) -> None:
    assert force_of(cue).value == force


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
    ],
)
def test_stage(sentence: str, trigger: str, stage: str | None) -> None:
    at = sentence.index(trigger)
    found = stage_of(sentence, (at, at + len(trigger)))
    assert (None if found is None else found.value) == stage
