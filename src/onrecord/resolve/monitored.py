"""Whose response is monitored: the shipped rosters of states, and the user's own lists.

Shipped are states only. People come from imports: a CSV with the columns `name,kind,state,position` (and, as far as
known, `from,to,aliases`), or any of the formats of `roster_files`.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from onrecord.errors import InvalidInput, MissingOriginal
from onrecord.names.state_forms import forms_of
from onrecord.names.tables import table
from onrecord.records.record import Monitored
from onrecord.records.vocabulary import ActorKind
from onrecord.resolve.roster_files import read_roster
from onrecord.resolve.rosters import BadRow, Person

SHIPPED = ("un-security-council", "g7", "eu")
"""Names of the rosters that come with the package."""

# A list to be monitored is read by people; what is larger is a mistake.
LARGEST = 8 * 1024 * 1024
_KINDS = {
    "": ActorKind.PERSON,
    "organization": ActorKind.ORGANISATION,
    "state body": ActorKind.STATE_BODY,
    **{kind.value: kind for kind in ActorKind if kind not in (ActorKind.GROUP, ActorKind.OUTLET)},
}


@dataclass(frozen=True, slots=True)
class Monitoring:
    """A roster as the board wants it.

    Attributes:
        name: as shown.
        actors: in its order.
        told: where it is from, and of which day; None for the user's own.
        failures: rows that could not be read.
    """

    name: str
    actors: tuple[Monitored, ...]
    told: str | None = None
    failures: tuple[BadRow, ...] = ()


def monitoring(wanted: str) -> Monitoring:
    """A shipped roster by its name, or the user's own by its path.

    Raises:
        MissingOriginal: it is neither.
        InvalidInput: the file holds nobody, or is none of the formats.
    """
    if wanted in SHIPPED:
        return _shipped(wanted)
    path = Path(wanted)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingOriginal(
            f"The roster {wanted} can't be opened ({error.strerror}). Name a file, or one of {', '.join(SHIPPED)}.",
            source=wanted,
        ) from error
    rows = _rows(content)
    if rows is not None:
        return _own(path.name, rows)
    imported = read_roster(path)
    people = tuple(_person(person) for person in imported.people)
    return Monitoring(path.name, people, failures=imported.failures)


def _shipped(name: str) -> Monitoring:
    text = files("onrecord.resolve").joinpath("data", "rosters", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    actors = tuple(_state(table("states")[code]["name"]) for code in loaded["states"])
    return Monitoring(loaded["title"], actors, f"as of {loaded['as_of'].isoformat()}; {loaded['source']}")


def _rows(content: bytes) -> list[dict[str, str]] | None:
    """The rows of a CSV that tells of each one's kind; None for other files."""
    if len(content) > LARGEST or content[:2] == b"\x1f\x8b":
        return None
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        columns = {(column or "").strip().casefold() for column in reader.fieldnames or ()}
        if not {"name", "kind"} <= columns:
            return None
        return [
            {str(key).strip().casefold(): value.strip() for key, value in row.items() if isinstance(value, str)}
            for row in reader
        ]
    except (UnicodeDecodeError, csv.Error):
        return None


def _own(name: str, rows: Iterable[Mapping[str, str]]) -> Monitoring:
    actors: list[Monitored] = []
    failures: list[BadRow] = []
    for number, row in enumerate(rows, start=2):
        read = _actor(row, name, f"line {number}")
        if isinstance(read, BadRow):
            failures.append(read)
        else:
            actors.append(read)
    if not actors:
        raise InvalidInput(
            f"The roster {name} holds nobody whose response could be monitored. Give a name and a kind in each row.",
            source=name,
        )
    return Monitoring(name, tuple(dict.fromkeys(actors)), failures=tuple(failures))


def _actor(row: Mapping[str, str], source: str, where: str) -> Monitored | BadRow:
    name, kind = row.get("name", ""), _KINDS.get(row.get("kind", "").casefold())
    if not name:
        return BadRow(source, where, "no name. Fill it in, or take the row out.")
    if kind is None:
        return BadRow(source, where, f"{row['kind']!r} is no kind. Write {', '.join(key for key in _KINDS if key)}.")
    aliases = tuple(alias for alias in (part.strip() for part in row.get("aliases", "").split(";")) if alias)
    if kind is ActorKind.STATE:
        return _state(name, aliases)
    days = {column: _day(row.get(column, "")) for column in ("from", "to")}
    for column, day in days.items():
        if row.get(column) and day is None:
            return BadRow(source, where, f"{row[column]!r} in the column {column} is no date. Write YYYY-MM-DD.")
    return Monitored(
        name=name,
        kind=kind,
        state=row.get("state") or None,
        position=row.get("position") or None,
        aliases=aliases,
        first=days["from"],
        last=days["to"],
    )


def _state(name: str, aliases: tuple[str, ...] = ()) -> Monitored:
    forms = dict.fromkeys((*forms_of(name), *aliases))
    forms.pop(name, None)
    return Monitored(name=name, kind=ActorKind.STATE, state=name, aliases=tuple(forms))


def _person(person: Person) -> Monitored:
    """With the latest office that the roster gives."""
    tenure = max(person.tenures, key=lambda each: each.first or date.min)
    state = tenure.office.state
    return Monitored(
        name=person.name,
        kind=ActorKind.PERSON,
        state=table("states")[state]["name"] if state in table("states") else state,
        position=tenure.title,
        aliases=tuple(person.names[1:]),
        first=None if tenure.first is None else tenure.first.isoformat(),
        last=None if tenure.last is None else tenure.last.isoformat(),
    )


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None
