"""Whose response is monitored: shipped rosters, and the user's own lists. All people are invented."""

from pathlib import Path

import pytest

from onrecord.errors import InvalidInput, MissingOriginal
from onrecord.names.state_forms import forms_of
from onrecord.names.tables import table
from onrecord.records.vocabulary import ActorKind
from onrecord.resolve.monitored import SHIPPED, monitoring

EXAMPLE = Path(__file__).parents[2] / "examples/roster.csv"


@pytest.mark.parametrize(("name", "count"), [("un-security-council", 15), ("g7", 7), ("eu", 27)])
def test_shipped_rosters_are_of_states_with_their_source_and_day(name: str, count: int) -> None:
    roster = monitoring(name)
    assert len(roster.actors) == len(set(roster.actors)) == count
    assert {actor.kind for actor in roster.actors} == {ActorKind.STATE}
    assert roster.told is not None
    assert roster.told.startswith("as of 20")
    names = {entry["name"] for entry in table("states").values()}
    assert {actor.name for actor in roster.actors} <= names


def test_the_five_permanent_members_are_on_the_council() -> None:
    names = {actor.name for actor in monitoring("un-security-council").actors}
    assert {"China", "France", "Russia", "United Kingdom", "United States"} <= names


def test_every_shipped_roster_is_named() -> None:
    folder = Path(__file__).parents[2] / "src/onrecord/resolve/data/rosters"
    assert {path.stem for path in folder.iterdir()} == set(SHIPPED)


def test_a_state_comes_with_the_words_for_it() -> None:
    france = next(actor for actor in monitoring("g7").actors if actor.name == "France")
    assert {"French", "Paris"} <= set(france.aliases)
    assert "Brussels" not in forms_of("Belgium"), "reports mean the European Union by it"
    assert "Congolese" not in forms_of("CD"), "two states share it"
    assert forms_of("Karvenia") == ("Karvenia",)


def test_the_example_roster_is_read_as_it_is_written() -> None:
    roster = monitoring(str(EXAMPLE))
    assert roster.failures == ()
    kinds = [actor.kind for actor in roster.actors]
    assert (kinds.count(ActorKind.STATE), kinds.count(ActorKind.ORGANISATION), kinds.count(ActorKind.PERSON)) == (
        10,
        1,
        8,
    )
    halvard = next(actor for actor in roster.actors if actor.name == "Corin Halvard")
    assert (halvard.state, halvard.position) == ("Aldmark", "foreign minister")


def test_days_and_other_names_are_taken_and_bad_rows_named(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,kind,state,position,from,to,aliases\n"
        "Ada Marsh,person,Ostmere,premier,2024-01-01,,A. Marsh; Ada Marsh-Vell\n"
        ",person,Ostmere,premier,,,\n"
        "The Oar,guild,,,,,\n"
        "Jan Vel,person,Ostmere,mayor,last May,,\n",
        encoding="utf-8",
    )
    roster = monitoring(str(path))
    (marsh,) = roster.actors
    assert (marsh.first, marsh.last, marsh.aliases) == ("2024-01-01", None, ("A. Marsh", "Ada Marsh-Vell"))
    assert [failure.row for failure in roster.failures] == ["line 3", "line 4", "line 5"]
    assert "'guild' is no kind" in roster.failures[1].message


def test_a_column_of_names_will_do(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(
        "name\nKarvenia\nAda Marsh\nFrance\nCouncil of the Strait\nMinistry of Trade of Karvenia\nUnited Nations\n",
        encoding="utf-8",
    )
    roster = monitoring(str(path))
    assert {actor.name: actor.kind for actor in roster.actors} == {
        "Karvenia": ActorKind.STATE,
        "Ada Marsh": ActorKind.PERSON,
        "France": ActorKind.STATE,
        "Council of the Strait": ActorKind.ORGANISATION,
        "Ministry of Trade of Karvenia": ActorKind.STATE_BODY,
        "United Nations": ActorKind.ORGANISATION,
    }
    assert "French" in roster.actors[2].aliases
    assert roster.taken_for is not None
    assert "person: Ada Marsh" in roster.taken_for


def test_what_is_told_of_a_name_says_its_kind_too(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,kind,state,position\nVell Ost,,,\nAda,,Vell Ost,premier\nJan Vel,person,,\n", encoding="utf-8"
    )
    roster = monitoring(str(path))
    assert [actor.kind for actor in roster.actors] == [ActorKind.STATE, ActorKind.PERSON, ActorKind.PERSON]
    assert [actor.name for actor in roster.guessed] == ["Vell Ost", "Ada"]
    path.write_text("name,kind\nJan Vel,person\n", encoding="utf-8")
    assert monitoring(str(path)).taken_for is None


def test_a_list_of_office_holders_gives_people_in_their_latest_office(tmp_path: Path) -> None:
    path = tmp_path / "holders.csv"
    path.write_text(
        "name,position,state,from,to\nAda Marsh,mayor,Ostmere,2019-01-01,2021-01-01\n"
        "Ada Marsh,prime minister,Ostmere,2021-02-01,\n",
        encoding="utf-8",
    )
    (marsh,) = monitoring(str(path)).actors
    assert (marsh.kind, marsh.position, marsh.first) == (ActorKind.PERSON, "prime minister", "2021-02-01")


def test_what_is_no_roster_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(MissingOriginal, match=r"un-security-council, g7, eu"):
        monitoring("g77")
    empty = tmp_path / "empty.csv"
    empty.write_text("name,kind,state,position\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="holds nobody"):
        monitoring(str(empty))
