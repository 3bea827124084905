"""Protected names leak nowhere in texts of our own, and others are told: as the committed weights read them."""

from pathlib import Path

import pytest
import yaml

from benchmarks.masking import DATA, scored


@pytest.mark.parametrize("part", ["tune", "test"])
def test_no_protected_name_leaks_and_few_others_are_hidden(tmp_path: Path, part: str) -> None:
    given = yaml.safe_load((DATA / f"{part}.yaml").read_text(encoding="utf-8"))
    places = list(scored(given, tmp_path))
    leaked = [f"{place.report}: {place.around}" for place in places if place.hidden and place.shown]
    assert leaked == []
    named = [place for place in places if not place.hidden]
    hidden = [f"{place.report}: {place.around}" for place in named if not place.shown]
    # What other weights may take otherwise.
    assert len(hidden) <= len(named) // 20, hidden


def test_a_name_within_a_name_that_is_told_is_not_looked_for(tmp_path: Path) -> None:
    text = (
        "FICTIONAL. Jan Moll was beaten by soldiers on Tuesday, said his sister, Rosa Moll. The Moll Institute, which"
        " studies wages in the quarries of the province, called on the interior minister, Clara Vost, to resign."
    )
    report = {"publisher": "Kestrel", "published": "2031-01-02", "url": None, "title": "Beaten", "text": text}
    places = list(scored([{**report, "hidden": ["Moll"], "named": ["Moll Institute", "Clara Vost"]}], tmp_path))
    assert [(place.word, place.hidden) for place in places].count(("Moll", True)) == 2
    assert not any(place.shown for place in places if place.hidden)
    assert [place.shown for place in places if place.word == "Clara Vost"] == [True]
