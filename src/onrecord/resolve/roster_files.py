"""Files of rosters.

Read are congress-legislators YAML, Popolo JSON, EveryPolitician CSV, and plain CSV with the columns `name`, `position`
and, as far as known, `body`, `state`, `from`, `to`. Any of them may be gzipped.
"""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from onrecord.errors import InvalidInput, MissingOriginal
from onrecord.resolve.gazetteer import folded
from onrecord.resolve.offices import Office, office_of, state_key
from onrecord.resolve.periods import a_month, a_year, valid_date
from onrecord.resolve.rosters import BadRow, Roster, Tenure
from onrecord.resolve.tables import table

# A roster of all members of all parliaments is smaller; what is larger is a mistake or an attack.
LARGEST = 256 * 1024 * 1024
_CONGRESS_TITLES = {"sen": "senator", "rep": "representative", "prez": "president", "viceprez": "vice president"}

_CONGRESS_CHAMBERS = {"senate": "United States Senate", "house": "United States House of Representatives"}


def read_roster(path: Path) -> Roster:
    """The roster in a file, whichever of the formats it has.

    Raises:
        MissingOriginal: the file can't be read.
        InvalidInput: it is none of the formats, or too large.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingOriginal(
            f"The roster {path} can't be opened ({error.strerror}). Check the path.", source=str(path)
        ) from error
    text = _text(content, path)
    source = path.name
    start = text.lstrip()[:1]
    try:
        if start in {"{", "["}:
            loaded = json.loads(text)
            rows = _popolo(loaded, source) if isinstance(loaded, dict) else _congress(loaded, source)
        elif path.name.removesuffix(".gz").endswith((".yaml", ".yml")) or start == "-":
            rows = _congress(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), source)  # noqa: S506 both load plain data only
        else:
            rows = _csv(text, source)
        roster = _roster(rows)
    except (json.JSONDecodeError, yaml.YAMLError, csv.Error, RecursionError) as error:
        raise InvalidInput(
            f"The roster {path} can't be read as JSON, YAML or CSV ({error}). Mend it, or save it as CSV with the "
            "columns name, position, body, state, from, to.",
            source=str(path),
        ) from error
    if not (roster.tenures or roster.failures or roster.left_out):
        raise InvalidInput(
            f"The roster {path} holds nobody. Is it one of the formats (congress-legislators, Popolo, EveryPolitician, "
            "or CSV with the columns name, position, body, state, from, to)?",
            source=str(path),
        )
    return roster


def _roster(rows: Iterable[Tenure | BadRow | None]) -> Roster:
    tenures: list[Tenure] = []
    failures: list[BadRow] = []
    left_out = 0
    for row in rows:
        if row is None:
            left_out += 1
        elif isinstance(row, BadRow):
            failures.append(row)
        else:
            tenures.append(row)
    return Roster(tuple(tenures), tuple(failures), left_out)


def _text(content: bytes, path: Path) -> str:
    if content[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(content)) as stream:
                content = stream.read(LARGEST + 1)
        except (OSError, EOFError) as error:
            raise InvalidInput(f"The roster {path} is damaged gzip. Fetch it again.", source=str(path)) from error
    if len(content) > LARGEST:
        raise InvalidInput(f"The roster {path} is larger than {LARGEST:,} bytes. Split it.", source=str(path))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"The roster {path} is not UTF-8. Save it as UTF-8.", source=str(path)) from error


def _tenure(row: Mapping[str, Any], where: str, source: str, *, names: tuple[str, ...] = ()) -> Tenure | BadRow:
    """A tenure of a row with name, position, body, state, from, to; or what is wrong with it."""
    name, title = _string(row.get("name")), _string(row.get("position"))
    if not name or not title:
        return BadRow(source, where, "no name or no position. Fill both in, or take the row out.")
    first, last = _string(row.get("from")), _string(row.get("to"))
    first_day, last_day = _first_day(first), _last_day(last)
    if (first and first_day is None) or (last and last_day is None):
        wrong = first if first and first_day is None else last
        return BadRow(source, where, f"{wrong!r} is no date. Write YYYY, YYYY-MM or YYYY-MM-DD.")
    if first_day is not None and last_day is not None and first_day > last_day:
        return BadRow(source, where, f"it ends ({last}) before it starts ({first}). Mend the dates.")
    office = office_of(title, _string(row.get("state")) or None)
    if area := _string(row.get("area")):
        office = Office(office.title, office.state, folded(area))
    id_ = _string(row.get("id"))
    person = (id_ if ":" in id_ else f"{source}:{id_}") if id_ else None
    return Tenure(name, title, office, first_day, last_day, source, _string(row.get("body")) or None, names, person)


def _csv(text: str, source: str) -> Iterator[Tenure | BadRow | None]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = {(column or "").strip().lower() for column in reader.fieldnames or ()}
    every_politician = {"name", "chamber", "term"} <= columns
    if "name" not in columns or not ("position" in columns or every_politician):
        raise InvalidInput(
            f"The roster {source} has no columns `name` and `position`. Plain CSV wants name, position, body, state, "
            "from, to in its first line.",
            source=source,
        )
    for number, raw in enumerate(reader, start=2):
        row = {str(key).strip().lower(): value for key, value in raw.items() if isinstance(value, str)}
        if row.get("kind", "person").strip().lower() not in {"person", ""}:
            yield None  # a list of actors to be monitored may hold states and organisations too
            continue
        if every_politician and not row.get("position"):
            row |= {"position": "member of parliament", "body": row.get("chamber", "")}
            row |= {"from": row.get("start_date", ""), "to": row.get("end_date", ""), "state": row.get("country", "")}
        elif not row.get("position", "").strip():
            yield None  # a person to be monitored who holds no office
            continue
        yield _tenure(row, f"line {number}", source)


def _congress(people: object, source: str) -> Iterator[Tenure | BadRow | None]:
    """The lists of github.com/unitedstates/congress-legislators."""
    if not isinstance(people, list):
        raise InvalidInput(f"The roster {source} is no list of people. See congress-legislators.", source=source)
    for number, person in enumerate(people, start=1):
        where = f"entry {number}"
        if not isinstance(person, dict) or not isinstance(person.get("name"), dict):
            yield BadRow(source, where, "no name. Take the entry out, or write it as congress-legislators does.")
            continue
        parts = person["name"]
        short = " ".join(_string(parts.get(part)) for part in ("first", "last")).strip()
        full = _string(parts.get("official_full")) or short
        nickname = f"{_string(parts.get('nickname'))} {_string(parts.get('last'))}".strip()
        names = tuple(sorted({short, nickname} - {full, _string(parts.get("last")), ""}))
        ids = person["id"] if isinstance(person.get("id"), dict) else {}
        # The same id stands in the lists of the executive and of the legislators.
        id_ = f"bioguide:{ids['bioguide']}" if ids.get("bioguide") else where
        for term in _list(person.get("terms")):
            kind = _string(term.get("type")) if isinstance(term, dict) else ""
            if kind not in _CONGRESS_TITLES:
                yield BadRow(
                    source, where, f"a term of unknown type {kind!r}. Known are {', '.join(_CONGRESS_TITLES)}."
                )
                continue
            body = _CONGRESS_CHAMBERS.get({"sen": "senate", "rep": "house"}.get(kind, ""))
            row = {"id": id_, "name": full, "position": _CONGRESS_TITLES[kind], "body": body, "state": "US"}
            # Whom one of many represents tells two of one name apart; a president is of no part of the state.
            row["area"] = table("positions")["congress_areas"].get(term.get("state"))
            yield _tenure(row | {"from": term.get("start"), "to": term.get("end")}, where, source, names=names)
        for role in _list(person.get("leadership_roles")):
            if isinstance(role, dict):
                body = _CONGRESS_CHAMBERS.get(_string(role.get("chamber")))
                row = {"id": id_, "name": full, "position": role.get("title"), "body": body, "state": "US"}
                yield _tenure(row | {"from": role.get("start"), "to": role.get("end")}, where, source, names=names)


def _popolo(data: Mapping[str, Any], source: str) -> Iterator[Tenure | BadRow | None]:
    """Persons, posts, organizations and memberships, as popoloproject.com defines them."""
    persons = _by_id(data.get("persons"))
    organizations = _by_id(data.get("organizations"))
    posts = _by_id(data.get("posts"))
    areas = _by_id(data.get("areas"))
    for number, membership in enumerate(_list(data.get("memberships")), start=1):
        where = f"membership {number}"
        person = persons.get(_string(membership.get("person_id"))) if isinstance(membership, dict) else None
        if person is None:
            yield BadRow(source, where, "its person is not in the file. Add the person, or take the membership out.")
            continue
        post = posts.get(_string(membership.get("post_id")), {})
        body = organizations.get(_string(membership.get("organization_id") or post.get("organization_id")), {})
        area = areas.get(_string(membership.get("area_id") or post.get("area_id") or body.get("area_id")), {})
        row = {
            "id": person.get("id"),
            "name": person.get("name"),
            "position": post.get("label") or membership.get("role") or post.get("role"),
            "body": body.get("name"),
            "state": membership.get("state") or body.get("state") or _state_of_area(area),
            "from": membership.get("start_date"),
            "to": membership.get("end_date"),
        }
        others = tuple(
            _string(other.get("name")) for other in _list(person.get("other_names")) if isinstance(other, dict)
        )
        yield _tenure(row, where, source, names=others)


def _state_of_area(area: Mapping[str, Any]) -> str:
    """An area's state: its name where it is one, or the code in an Open Civic Data id ("…/country:ke/…")."""
    for part in _string(area.get("id")).split("/"):
        if part.startswith("country:"):
            return part.removeprefix("country:").upper()
    name = _string(area.get("name"))
    return name if name and len(state_key(name)) == 2 else ""


def _by_id(entries: object) -> dict[str, Mapping[str, Any]]:
    if not isinstance(entries, list):
        return {}
    return {_string(entry.get("id")): entry for entry in entries if isinstance(entry, dict) and entry.get("id")}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _string(value: object) -> str:
    return "" if value is None else str(value).strip()


def _first_day(text: str) -> date | None:
    return _day(text, last=False)


def _last_day(text: str) -> date | None:
    return _day(text, last=True)


def _day(text: str, *, last: bool) -> date | None:
    """The day of YYYY-MM-DD (a time after it is left out); of YYYY-MM or YYYY the first or the last."""
    parts = text.split("T")[0].split(" ")[0].split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts) or len(parts[0]) != 4:
        return None
    year = int(parts[0])
    if len(parts) == 3:
        return valid_date(year, int(parts[1]), int(parts[2]))
    if not 1 <= year <= 9999:
        return None
    if len(parts) == 1:
        whole = a_year(year)
    elif 1 <= int(parts[1]) <= 12:
        whole = a_month(year, int(parts[1]))
    else:
        return None
    return whole.last if last else whole.first
