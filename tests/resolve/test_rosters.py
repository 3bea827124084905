import contextlib
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InvalidInput, MissingOriginal
from onrecord.resolve.offices import Office, Standing, office_of, position_of, state_key
from onrecord.resolve.roster_files import read_roster
from onrecord.resolve.rosters import Roster

# Issue 3: of our own table of at least 60 phrases.
FLOOR = 0.95
_TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "positions.yaml").read_text(encoding="utf-8"))


def _write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def _roster(folder: Path) -> Roster:
    return read_roster(_write(folder, "roster.csv", _TABLE["roster"]))


def test_the_table_is_read_right(tmp_path: Path) -> None:
    roster = _roster(tmp_path)
    phrases = _TABLE["phrases"]
    wrong = []
    for phrase, on, state, expected in phrases:
        held = roster.held(phrase, on=on, state=state)
        told = None if held is None else "(the office)" if held.tenure is None else held.tenure.name
        if told != expected:
            wrong.append(f"{phrase}, {on}, {state}: {told}, not {expected} ({held and held.reason})")
    rate = 1 - len(wrong) / len(phrases)
    print(f"positions: {rate:.1%} of {len(phrases)}")  # noqa: T201 the rate is what this test is for
    assert len(phrases) >= 60
    assert rate >= FLOOR, "\n".join(wrong)


def test_no_holder_without_a_roster() -> None:
    held = Roster(()).held("the US president", on=date(2017, 5, 2))
    assert held is not None
    assert held.position.office == Office("president", "US")
    assert held.tenure is None
    assert held.reason == "no roster names a holder for 2017-05-02"


def test_congress_legislators(tmp_path: Path) -> None:
    people = [
        {
            "name": {"first": "Ada", "last": "Marsh", "nickname": "Addie", "official_full": "Ada B. Marsh"},
            "terms": [
                {"type": "rep", "start": "2011-01-03", "end": "2015-01-03", "state": "ZZ", "district": 1},
                {"type": "sen", "start": "2015-01-03", "end": "2021-01-03", "state": "ZZ"},
                {"type": "duke", "start": "2021-01-03", "end": "2022-01-03"},
            ],
        },
        {"id": "nobody"},
    ]
    packed = tmp_path / "legislators.yaml.gz"
    packed.write_bytes(gzip.compress(yaml.safe_dump(people).encode("utf-8")))
    roster = read_roster(packed)
    assert [(tenure.title, tenure.first, tenure.last) for tenure in roster.tenures] == [
        ("representative", date(2011, 1, 3), date(2015, 1, 3)),
        ("senator", date(2015, 1, 3), date(2021, 1, 3)),
    ]
    assert roster.tenures[0].names == ("Ada Marsh", "Addie Marsh")
    assert len(roster.failures) == 2
    held = roster.held("Senator Addie Marsh", on=date(2016, 1, 1), state="US")
    assert held is not None
    assert held.tenure == roster.tenures[1]


def test_popolo(tmp_path: Path) -> None:
    data = {
        "persons": [{"id": "p1", "name": "Ravel Dostrin", "other_names": [{"name": "R. Dostrin"}]}],
        "organizations": [{"id": "o1", "name": "Cabinet", "area_id": "ocd-division/country:ke"}],
        "areas": [{"id": "ocd-division/country:ke", "name": "Kenya"}],
        "posts": [{"id": "m1", "label": "Minister of Justice", "organization_id": "o1"}],
        "memberships": [
            {"person_id": "p1", "post_id": "m1", "start_date": "2014", "end_date": "2016-03"},
            {"person_id": "p9", "post_id": "m1"},
        ],
    }
    roster = read_roster(_write(tmp_path, "popolo.json", json.dumps(data)))
    tenure = roster.tenures[0]
    assert (tenure.name, tenure.office, tenure.body) == ("Ravel Dostrin", Office("justice minister", "KE"), "Cabinet")
    assert (tenure.first, tenure.last, tenure.names) == (date(2014, 1, 1), date(2016, 3, 31), ("R. Dostrin",))
    assert [str(row) for row in roster.failures] == [
        "popolo.json, membership 2: its person is not in the file. Add the person, or take the membership out.",
    ]


def test_every_politician(tmp_path: Path) -> None:
    content = (
        "id,name,sort_name,email,group_id,group,area_id,area,chamber,term,start_date,end_date\n"
        "1,Dara Quill,Quill,,g,Greens,a,Seld,Assembly,7,2012-01-01,2016-01-01\n"
    )
    tenure = read_roster(_write(tmp_path, "term-7.csv", content)).tenures[0]
    assert (tenure.name, tenure.office.title, tenure.body) == ("Dara Quill", "member of parliament", "Assembly")
    assert (tenure.first, tenure.last) == (date(2012, 1, 1), date(2016, 1, 1))


def test_a_bad_row_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    content = (
        "name,position,state,from,to\n"
        "Ada Marsh,President,Karvenia,2014,2018\n"
        ",President,Karvenia,2018,\n"
        "Bo Lind,President,Karvenia,next year,\n"
        "Cy Orme,President,Karvenia,2020,2019\n"
    )
    roster = read_roster(_write(tmp_path, "plain.csv", content))
    assert [tenure.name for tenure in roster.tenures] == ["Ada Marsh"]
    assert [(row.source, row.row) for row in roster.failures] == [
        ("plain.csv", "line 3"),
        ("plain.csv", "line 4"),
        ("plain.csv", "line 5"),
    ]


def test_a_list_of_actors_to_monitor_gives_its_office_holders(tmp_path: Path) -> None:
    content = "name,kind,state,position\nKarvenia,state,Karvenia,\nIven Sorrak,person,Karvenia,president\n"
    roster = read_roster(_write(tmp_path, "actors.csv", content))
    assert [(tenure.name, tenure.first, tenure.last) for tenure in roster.tenures] == [("Iven Sorrak", None, None)]
    assert (roster.failures, roster.left_out) == ((), 1)


@pytest.mark.parametrize(
    "content", ["a,b\n1,2\n", "{", "- [", '"', "", "[1, 2", "42", '{"a": 1}', "[]", "name,position\n"]
)
def test_what_is_no_roster_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = _write(tmp_path, "strange", content)
    with pytest.raises(InvalidInput, match="strange"):
        read_roster(path)


def test_a_missing_or_damaged_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(MissingOriginal, match=r"none\.csv"):
        read_roster(tmp_path / "none.csv")
    damaged = tmp_path / "cut.csv.gz"
    damaged.write_bytes(gzip.compress(b"name,position\n" * 50)[:-12])
    with pytest.raises(InvalidInput, match="damaged gzip"):
        read_roster(damaged)
    latin = tmp_path / "latin.csv"
    latin.write_bytes("name,position\nRené,président\n".encode("latin-1"))
    with pytest.raises(InvalidInput, match="UTF-8"):
        read_roster(latin)


@pytest.mark.parametrize(
    ("phrase", "office", "standing", "name"),
    [
        ("Secretary of State for the Home Department", Office("interior minister"), Standing.PRESENT, None),
        ("the Kano State governor", Office("governor", None, "kano"), Standing.PRESENT, None),
        ("then-Home Secretary Ada Marsh", Office("interior minister"), Standing.THEN, "Ada Marsh"),
        ("Kenya’s former minister of defense", Office("defence minister", "KE"), Standing.FORMER, None),
        ("Foreign Minister Jordan Vale", Office("foreign minister"), Standing.PRESENT, "Jordan Vale"),
    ],
)
def test_phrases_are_taken_apart(phrase: str, office: Office, standing: Standing, name: str | None) -> None:
    position = position_of(phrase)
    assert position is not None
    assert (position.office.title, position.office.state, position.standing, position.name) == (
        office.title,
        office.state,
        standing,
        name,
    )
    if office.area is not None:
        assert position.office.area == office.area


def test_states_are_known_by_name_or_code() -> None:
    assert [state_key(state) for state in ("Kenya", "KE", "Burma", "Karvenia")] == ["KE", "KE", "MM", "Karvenia"]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_phrase_is_an_office_or_none(phrase: str) -> None:
    held = Roster(()).held(phrase, on=None)
    assert held is None or held.tenure is None


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_any_file_is_a_roster_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("rosters") / "any"
    path.write_bytes(content)
    with contextlib.suppress(InvalidInput):
        assert isinstance(read_roster(path), Roster)


# --- who is one person -----------------------------------------------------------------------------------------------

_HEADER = "name,position,state,from,to\n"


def _people(folder: Path, *contents: str, header: str = _HEADER) -> list[tuple[str, int]]:
    rosters = [read_roster(_write(folder, f"r{n}.csv", header + content)) for n, content in enumerate(contents)]
    whole = sum(rosters, Roster(()))
    return [(person.name, len(person.tenures)) for person in whole.people]


def test_two_alike_stay_two(tmp_path: Path) -> None:
    other_state = "Ada Marsh,Senator,Ostmere,2011,\nAda Marsh,Mayor,Lysmark,2012,\n"
    assert _people(tmp_path, other_state) == [("Ada Marsh", 1), ("Ada Marsh", 1)]
    by_id = "1,Ada Marsh,Senator,Ostmere,2011,\n2,Ada Marsh,Senator,Ostmere,2012,\n1,Ada Marsh,Minister,Ostmere,2015,\n"
    assert _people(tmp_path, by_id, header="id," + _HEADER) == [("Ada Marsh", 2), ("Ada Marsh", 1)]


def test_one_told_by_two_files_is_one(tmp_path: Path) -> None:
    terms = "Ada Marsh,Senator,Ostmere,2011,2015\nAda Marsh,Senator,Ostmere,2015,2019\n"
    assert _people(tmp_path, terms, "Ada Marsh,Senator,Ostmere,2012,\n") == [("Ada Marsh", 3)]
    assert _people(tmp_path, terms, "Ada Marsh,Senator,Ostmere,2020,\n") == [("Ada Marsh", 2), ("Ada Marsh", 1)]


def test_the_same_holder_in_two_files_is_no_contradiction(tmp_path: Path) -> None:
    one = _write(tmp_path, "one.csv", _HEADER + "Ada Marsh,President,Karvenia,2014,2018\n")
    two = _write(tmp_path, "two.csv", _HEADER + "Ada Marsh,President,Karvenia,2013-05,\n")
    held = (read_roster(one) + read_roster(two)).held("Karvenia's president", on=date(2016, 1, 1))
    assert held is not None
    assert held.tenure is not None
    assert held.tenure.name == "Ada Marsh"


def test_a_range_of_days_needs_one_holder_all_through(tmp_path: Path) -> None:
    roster = read_roster(
        _write(
            tmp_path,
            "r.csv",
            _HEADER + "Ada Marsh,President,Karvenia,2014,2015-06-30\nBo Lind,President,Karvenia,2015-07-10,\n",
        )
    )

    def name(first: date, last: date) -> str | None:
        held = roster.held("Karvenia's president", on=first, until=last)
        assert held is not None
        return None if held.tenure is None else held.tenure.name

    assert name(date(2015, 1, 1), date(2015, 6, 30)) == "Ada Marsh"
    assert name(date(2015, 1, 1), date(2015, 7, 1)) is None  # the office was empty for ten days
    assert name(date(2015, 6, 1), date(2015, 12, 31)) is None
    assert name(date(2015, 7, 10), date(2020, 12, 31)) == "Bo Lind"


# --- titles that are no known office's -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("President", "president"),
        ("President of the Senate", "president"),  # with the area `senate`
        ("President Pro Tempore of the Senate", "president pro tempore of the senate"),
        ("Vice President, Finance", "vice president finance"),
        ("Governor General", "governor general"),
        ("Minister of Justice", "justice minister"),
        ("Keeper of the Seals", "keeper of the seals"),
    ],
)
def test_a_title_is_an_office_only_where_all_of_it_is_understood(title: str, office: str) -> None:
    found = office_of(title, "Karvenia")
    assert (found.title.replace(",", ""), found.state) == (office, "Karvenia")
    assert (found.title, found.area) != ("president", None) or title == "President"


def test_leaders_of_congress_are_no_presidents(tmp_path: Path) -> None:
    people = [
        {
            "id": {"bioguide": "M000001"},
            "name": {"first": "Ada", "last": "Marsh"},
            "terms": [{"type": "sen", "start": "2011-01-03", "end": "2023-01-03", "state": "OH"}],
            "leadership_roles": [
                {"title": "President Pro Tempore of the Senate", "chamber": "senate", "start": "2015-01-03"},
                {"title": "Senate Majority Leader", "chamber": "senate", "start": "2017-01-03", "end": "2019-01-03"},
            ],
        }
    ]
    roster = read_roster(_write(tmp_path, "congress.yaml", yaml.safe_dump(people)))
    assert [(t.office.title, t.office.area, t.body) for t in roster.tenures] == [
        ("senator", "ohio", "United States Senate"),
        ("president pro tempore of the senate", None, "United States Senate"),
        ("majority leader", None, "United States Senate"),
    ]
    day = date(2018, 1, 1)
    for phrase, name in (("the US president", None), ("the US Senate majority leader", "Ada Marsh")):
        held = roster.held(phrase, on=day)
        assert held is not None
        assert (None if held.tenure is None else held.tenure.name) == name
    held = roster.held("Ohio Senator Ada Marsh", on=day)
    assert held is not None
    assert held.tenure == roster.tenures[0]


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.sampled_from(["", "Ada Marsh", "2011", "sen", "p1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "id name first last terms type start persons memberships person_id posts leadership_roles title areas"
                " area_id other_names organizations role bioguide".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(deadline=None, max_examples=300)
@given(_ANY_JSON)
def test_any_json_is_a_roster_or_refused(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    path = tmp_path_factory.mktemp("rosters") / "any.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    with contextlib.suppress(InvalidInput):
        assert isinstance(read_roster(path), Roster)
