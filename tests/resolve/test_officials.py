"""Officials in running text, with a roster: holders where nothing else is possible, else the office."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.records import Entity, EntityType, Reading, Span
from onrecord.resolve import Roster, read_roster, resolve
from tests.resolve.marked import rows
from tests.resolve.people import reading_of, spot

_DATA = Path(__file__).parent / "data"
# What the roster may never be made to say: somebody's office or name where the table has another, or none.
MOST_WRONG_NAMES = 0
FLOOR = 0.95
# "They" may stand for nearly anybody, so that some are left open; none may be wrong.
PLURALS = 0.9


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Roster:
    path = tmp_path_factory.mktemp("rosters") / "officials.csv"
    table: dict[str, Any] = yaml.safe_load((_DATA / "positions.yaml").read_text(encoding="utf-8"))
    path.write_text(table["roster"], encoding="utf-8")
    return read_roster(path)


def _reading(row: dict[str, Any]) -> Reading:
    contents = row.get("contents", {})
    sources = tuple((words, occurrence, contents.get(words, "")) for words, occurrence, *_ in row["says"])
    reading = reading_of(row["text"], sources=sources)
    text = reading.report.text
    times = [spot(text, words) for words in row.get("times", ())]
    entities = sorted(
        [*reading.entities, *(Entity("", EntityType.TIME, span, 0.9) for span in times)], key=lambda e: e.span
    )
    published = None if row["published"] is None else str(row["published"])
    return replace(reading, report=replace(reading.report, published=published), entities=tuple(entities))


def _told(reading: Reading, span: Span) -> tuple[str | None, str | None]:
    """Name of whoever a source is, and the first position that rosters give."""
    speaker = next(a.speaker for a in reading.attributions if a.source == (span,))
    actor = next((a for a in reading.actors if a.id == speaker), None)
    if actor is None:
        return None, None
    return actor.name, actor.positions[0].title if actor.positions else None


def test_officials_come_out_as_a_careful_reader_has_them(roster: Roster) -> None:
    wrong, harmful, number = [], 0, 0
    for row in rows("officials"):
        reading = resolve(_reading(row), rosters=roster)
        for words, occurrence, name, title in row["says"]:
            number += 1
            told = _told(reading, spot(reading.report.text, words, occurrence))
            if told != (name, title):
                harmful += told[1] is not None
                wrong.append(f"{words} ({row['published']}): {told}, not {(name, title)}")
    rate = 1 - len(wrong) / number
    print(f"officials: {rate:.1%} of {number}, {harmful} with a wrong name or office")  # noqa: T201 what this test is for
    assert harmful <= MOST_WRONG_NAMES, "\n".join(wrong)
    assert rate >= FLOOR, "\n".join(wrong)


def test_they_and_them_are_whoever_was_several() -> None:
    missed: list[str] = []
    wrong: list[str] = []
    number = 0
    for row in rows("plurals"):
        contents = row.get("contents", {})
        reading = resolve(
            reading_of(row["text"], sources=tuple((w, n, contents.get(w, "")) for w, n, _ in row["says"]))
        )
        for words, occurrence, name in row["says"]:
            number += 1
            told, _ = _told(reading, spot(reading.report.text, words, occurrence))
            if told != name:
                (missed if told is None else wrong).append(f"{words}: {told}, not {name}: {row['text']}")
    rate = 1 - len(missed + wrong) / number
    print(f"they and them: {rate:.1%} of {number}")  # noqa: T201 the rate is what this test is for
    assert wrong == []
    assert rate >= PLURALS, "\n".join(missed)


def test_of_two_alike_on_the_roster_neither_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "alike.csv"
    path.write_text(
        "name,position,state,from,to\nAda Marsh,Senator,Ostmere,2011,\nAda Marsh,Mayor of Hamre,Lysmark,2012,\n",
        encoding="utf-8",
    )
    roster = read_roster(path)

    def title(text: str, words: str) -> str | None:
        reading = reading_of(text, sources=((words, 1, ""),))
        reading = replace(reading, report=replace(reading.report, published="2017-05-02"))
        resolved = resolve(reading, rosters=roster)
        return _told(resolved, spot(reading.report.text, words))[1]

    assert title("{Ada Marsh|p} spoke.", "Ada Marsh") is None
    assert title("{Ada Marsh|p}, the mayor of {Hamre|l}, spoke.", "Ada Marsh") == "Mayor of Hamre"
    assert title("Senator {Ada Marsh|p} spoke.", "Senator Ada Marsh") == "Senator"
    assert title("Judge {Ada Marsh|p} spoke.", "Judge Ada Marsh") is None


def test_without_rosters_nothing_is_known_and_nothing_else_changes(roster: Roster) -> None:
    for row in rows("officials"):
        reading = _reading(row)
        plain = resolve(reading)
        assert all(actor.positions is None for actor in plain.actors)
        assert resolve(reading, rosters=Roster(())) == replace(
            plain, actors=tuple(replace(actor, positions=()) for actor in plain.actors)
        )


def test_the_same_rosters_give_the_same_reading(roster: Roster) -> None:
    reading = _reading(rows("officials")[0])
    once = resolve(reading, rosters=roster)
    assert resolve(reading, rosters=roster) == once
    known = [position for actor in once.actors for position in actor.positions or ()]
    assert [(p.name, p.first, p.last, p.roster) for p in known] == [
        ("Corin Halvard", "2015-03-02", "2017-09-14", "officials.csv")
    ]
    assert "same words" in known[0].reason
