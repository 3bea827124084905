"""HRDsAttack: labels read, answers shaped, both rules counted, and counted as the reference scorer counts."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.hrdsattack import table
from benchmarks.hrdsattack_answers import Answer, abstaining, guessing, states_meant, written
from benchmarks.hrdsattack_gold import Gold, GoldVictim, gold_of, mapping, read_gold
from benchmarks.hrdsattack_score import figures, names_meet, tally, with_intervals
from onrecord.records import PerpetratorType, Sex, VictimKind
from onrecord.resolve.place_names import context_of
from onrecord.resolve.reading import resolve_findings
from onrecord.resolve.summary_scores import scores_of
from tests.resolve.people import entities_in
from tests.resolve.test_summary import reading_of

GOLD = Gold(
    id="1",
    title="FICTIONAL",
    published="2031-03-06",
    text="FICTIONAL\n\nPolice held Ama Terrin and Jor Vask.\n",
    mentioned=True,
    perpetrator_type="state actor",
    violations=frozenset({"arbitrary detention", "torture"}),
    victims=(
        GoldVictim("Ama Terrin", frozenset({"journalist"}), "woman", "adult"),
        GoldVictim("Jor Vask", frozenset({"insufficient information"}), "unknown", "adult"),
    ),
    country="USA",
    region=None,
    city="Port Sael",
    year="2031",
    month="March",
    day=None,
)
ANSWER: Answer = {
    "violations": ["arbitrary detention"],
    "victims": [{"name": "Terrin", "type": ["journalist"], "sex": "woman", "age": "child"}],
    "perpetrator": {"mentioned": True, "type": "state actor"},
    "country": "usa",
    "region": None,
    "city": "Lagos",
    "year": "2031",
    "month": None,
    "day": None,
}


def test_places_and_dates_by_both_rules() -> None:
    told = figures(tally(GOLD, ANSWER))

    assert (told["country"], told["null_country"]) == (0, 100)  # the published rule minds case
    assert (told["region"], told["null_region"]) == (0, 100)  # an absent label never matches there
    assert (told["city"], told["null_city"], told["null_city_precision"]) == (0, 0, 0)
    assert (told["year"], told["month"], told["null_month_recall"]) == (100, 0, 0)
    assert told["null_month_precision"] is None  # nothing was said


def test_a_state_is_the_same_however_it_is_spelled() -> None:
    said = {**ANSWER, "country": "United States of America"}

    told = figures(tally(GOLD, said))
    assert (told["null_country_precision"], told["state_precision"], told["state_recall"]) == (0, 100, 100)
    assert states_meant("England") == states_meant("United Kingdom")
    assert not states_meant("Atlantis")


def test_names_violations_and_attributes() -> None:
    told = figures(tally(GOLD, ANSWER))

    assert told["victim_name_exact"] == 0
    assert told["victim_name_fuzzy"] == pytest.approx(200 * 1 * 0.5 / 1.5)
    assert told["null_victim_name"] == pytest.approx(200 * 1 * 0.5 / 1.5)
    assert told["violations"] == pytest.approx(200 * 1 * 0.5 / 1.5)
    assert (told["victim_type"], told["victim_sex"], told["victim_age"]) == (100, 100, 0)


def test_an_article_without_an_answer_says_nothing() -> None:
    told = figures(tally(GOLD, None))

    assert told["perpetrator_mention"] == 0
    assert told["null_region"] == 100
    assert told["null_country"] == 0


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        ("Ama Terrin", "Ama Terrin", True),
        ("Terrin", "Ama Terrin", True),
        ("Ama", "Ama Terrin", False),
        ("Ama Bel Terrin", "Ama Terrin", True),
        ("Ama Vask", "Ama Terrin", False),
        ("", "Ama Terrin", False),
    ],
)
def test_names_meet_in_whole_words(left: str, right: str, meet: bool) -> None:
    assert names_meet(left, right) is meet
    assert names_meet(right, left) is meet


def test_intervals_hold_the_figure_and_close_in() -> None:
    few = with_intervals([tally(GOLD, ANSWER), tally(GOLD, None)], draws=200)
    many = with_intervals([tally(GOLD, ANSWER), tally(GOLD, None)] * 40, draws=200)

    for told in (few["year"], many["year"]):
        assert told.value == 50
        assert told.low is not None
        assert told.high is not None
        assert told.low <= 50 <= told.high
    assert (many["year"].high or 0) - (many["year"].low or 0) < (few["year"].high or 0) - (few["year"].low or 0)


def test_the_table_has_every_attribute_beside_its_published_figure() -> None:
    lines = list(table([(GOLD, dict(ANSWER))], [(GOLD, dict(ANSWER))]))

    assert sum(line.startswith(tuple(mapping()["published"])) for line in lines) >= 14
    assert any("of 14 at or above" in line for line in lines)


def test_labels_are_read_and_mended() -> None:
    sample = {
        "Input.GLOBALEVENTID": 1, "Input.title": "A &amp; B", "Input.publish_date": "2031-03-06 00:00:00",
        "Input.article_interface": "<p>One  <b>two</b>.</p><p> </p><p>Three.</p>",
    }  # fmt: skip
    labels = {
        "perpetrator_mention": True, "perpetrator_type": "state actor", "violation_types": ["unknown", "torture"],
        "victims": [
            {"victim_name": None, "victim_type": [], "victim_sex_type": "other", "victim_age_group": "other"},
            {"victim_name": "Ama Terrin", "victim_type": ["journalist", "insufficient information"],
             "victim_sex_type": "woman", "victim_age_group": "adult"},
        ],
        "country": "None", "region": "N/a", "city": "Port Sael", "year": "2031.0", "month": "03", "date": 4.0,
    }  # fmt: skip
    gold = gold_of(sample, labels)

    assert gold.text == "A & B\n\nOne two .\n\nThree.\n"
    assert gold.violations == {"torture"}
    assert gold.victims == (GoldVictim("Ama Terrin", frozenset({"journalist"}), "woman", "adult"),)
    assert (gold.country, gold.region, gold.city) == (None, None, "Port Sael")
    assert (gold.year, gold.month, gold.day) == ("2031", "March", "4")


def test_every_word_of_a_summary_has_a_label() -> None:
    words = mapping()

    assert set(words["perpetrator_types"]) == {word.value for word in PerpetratorType}
    assert set(words["victim_kinds"]) == {word.value for word in VictimKind}
    assert set(words["sexes"]) == {word.value for word in Sex}


def test_the_product_abstains_where_only_the_guess_speaks() -> None:
    text, entities = entities_in("Somebody in {Lagos|l} sang to {Ama Terrin|p}. It rained on Monday.")
    resolved, context = resolve_findings(reading_of(text, entities))
    scores = scores_of(resolved, context)
    plain, guessed = abstaining(resolved, scores), guessing(scores)

    assert (plain["country"], plain["city"], plain["year"], plain["victims"]) == (None, None, None, [])
    assert guessed["country"] == "Nigeria"
    assert guessed["year"] == "2031"
    assert guessed["perpetrator"]["type"] in mapping()["perpetrator_types"].values()
    assert context == context_of(text, [entities[1].span])


@pytest.mark.parametrize(
    ("told", "label"),
    [("Burma", "Burma"), ("the Russian Federation", "Russia"), ("the United States", "USA"), ("Ukraine", "Ukraine")],
)
def test_a_state_is_spelled_as_labels_are(told: str, label: str) -> None:
    text, entities = entities_in(f"Somebody sang in {told}. {{Ama Terrin|p}} heard it on Monday.")
    scores = scores_of(*resolve_findings(reading_of(text, entities)))

    assert guessing(scores)["country"] == label


def test_datelines_are_written_as_labels_are() -> None:
    assert [written(words) for words in ("MANILA", "Manila", "USA", "PORT SAEL")] == [
        "Manila", "Manila", "USA", "Port Sael",
    ]  # fmt: skip


def _folder(variable: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set: the scorer was NOT compared with the reference scorer")
    return Path(value)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_scorer_agrees_with_the_reference(tmp_path: Path, seed: int) -> None:
    path = _folder("ONRECORD_CORPORA") / "hrdsattack" / "dev.json.gz"
    scorer = _folder("ONRECORD_TOOLS") / "score_hrds.py"
    chance = random.Random(seed)  # noqa: S311  seeded damage, not cryptography
    articles = list(read_gold(path))
    answers = [_damaged(article, articles, chance) for article in articles]
    lines = [json.dumps({"id": a.id, "summary": answer}) for a, answer in zip(articles, answers, strict=True) if answer]
    (tmp_path / "answers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(scorer), str(path), str(tmp_path / "answers.jsonl")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    theirs = json.loads(run.stdout)

    ours = with_intervals([tally(a, answer) for a, answer in zip(articles, answers, strict=True)], draws=0)
    assert {name: _rounded(figure.value) for name, figure in ours.items() if name in _flat(theirs)} == {
        name: value for name, value in _flat(theirs).items() if name in ours
    }
    assert set(_flat(theirs)) <= set(ours)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _flat(theirs: dict[str, Any]) -> dict[str, float | None]:
    """The reference scorer's figures under our names."""
    published, null = theirs["published"], theirs["null_aware"]
    out = {name: value["f1"] if isinstance(value, dict) else value for name, value in published.items()}
    out["violations_set"] = published["violations"]["set"]
    out["null_victim_name"] = null["victim_name"]["f1"]
    for name, value in null.items():
        if name != "victim_name":
            out[f"null_{name}"] = value["accuracy"]
            out[f"null_{name}_precision"], out[f"null_{name}_recall"] = value["precision"], value["recall"]
    for name, value in theirs["victim_attributes"].items():
        out[f"victim_{name}"] = value["met"]
    return out


def _damaged(article: Gold, articles: list[Gold], chance: random.Random) -> Answer | None:
    """The labels as an answer, some of it left out, some of it another article's."""
    if chance.random() < 0.05:
        return None
    other = chance.choice(articles)

    def one(name: str) -> Any:  # noqa: ANN401  a label of any sort
        drawn = chance.random()
        value = getattr(article if drawn < 0.6 else other, name)
        return None if drawn > 0.9 else value.lower() if drawn < 0.1 and value is not None else value

    victims = [*article.victims, *other.victims]
    return {
        "violations": sorted((article if chance.random() < 0.6 else other).violations),
        "victims": [
            {
                "name": v.name if chance.random() < 0.6 else v.name.split()[-1],
                "type": sorted(v.types),
                "sex": chance.choice([v.sex, "man", None]),
                "age": chance.choice([v.age, None]),
            }
            for v in victims
            if chance.random() < 0.6
        ],
        "perpetrator": {"mentioned": chance.random() < 0.8, "type": one("perpetrator_type")},
        **{name: one(name) for name in ("country", "region", "city", "year", "month", "day")},
    }
