"""An office's acronym stands for the one person whom the text names in that office, and for nobody else."""

import pytest

from onrecord.resolve.actors import resolve_actors
from tests.resolve.people import called, reading_of

HELD = "The State Press and Protocol Officer, {Oru Dann|p}, spoke in {Seld|l}. "
SAID = "The {SPPO|o} said that nobody was held."
WORDS = (("The SPPO", 1, "that nobody was held"),)


def test_the_acronym_is_its_one_holder_s() -> None:
    reading = resolve_actors(reading_of(HELD + SAID, sources=WORDS))
    assert called(reading, reading.attributions[0].speaker) == "Oru Dann"


@pytest.mark.parametrize(
    "before",
    [
        # two holders
        HELD + "The State Press and Protocol Officer of Lorrin, {Ila Voss|p}, agreed. ",
        # nobody named in the office's sentence
        "The State Press and Protocol Officer spoke. {Oru Dann|p} listened. ",
        # other initials
        "The State Press Officer, {Oru Dann|p}, spoke. ",
    ],
)
def test_otherwise_it_is_nobody_else_s(before: str) -> None:
    reading = resolve_actors(reading_of(before + SAID, sources=WORDS))
    assert called(reading, reading.attributions[0].speaker) not in ("Oru Dann", "Ila Voss")
