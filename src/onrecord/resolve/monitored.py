"""Whose response is monitored: the shipped rosters of states, and the user's own lists.

Shipped are states only. People come from imports: a CSV with the column `name` (and, as far as known,
`kind,state,position,from,to,aliases`), or any of the formats of `roster_files`. Where no kind is told it is looked up,
and said.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from onrecord.errors import InvalidInput, MissingOriginal
from onrecord.names.sounds import folded
from onrecord.names.state_forms import forms_of
from onrecord.names.states import is_adjective, state_of
from onrecord.names.tables import table
from onrecord.records.record import Monitored
from onrecord.records.vocabulary import ActorKind
from onrecord.resolve.roster_files import read_roster
from onrecord.resolve.rosters import BadRow, Person

SHIPPED = ("un-security-council", "g7", "eu")
"""Names of the rosters that come with the package."""

# A list to be monitored is read by people; what is larger is a mistake.
LARGEST = 8 * 1024 * 1024
_COLUMNS = frozenset({"name", "kind", "state", "position", "from", "to", "aliases"})
_KINDS = {
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
        guessed: those whose kind the file doesn't tell, by what they were taken for.
    """

    name: str
    actors: tuple[Monitored, ...]
    told: str | None = None
    failures: tuple[BadRow, ...] = ()
    guessed: tuple[Monitored, ...] = ()

    @property
    def taken_for(self) -> str | None:
        """A sentence that says what those were taken for of whom no kind is told; None where each is told."""
        if not self.guessed:
            return None
        kinds: dict[ActorKind, list[str]] = {}
        for one in self.guessed:
            kinds.setdefault(one.kind, []).append(one.name)
        told = "; ".join(f"{kind.value.replace('_', ' ')}: {', '.join(names)}" for kind, names in kinds.items())
        return (
            f"The roster {self.name} tells no kind of some, who were taken for: {told}. A column kind says otherwise."
        )


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
    """The rows of a CSV of names, or of one that tells of each one's kind; None for other files.

    A list of positions without kinds is one of people in their offices, which `roster_files` reads.
    """
    if len(content) > LARGEST or content[:2] == b"\x1f\x8b":
        return None
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        columns = {(column or "").strip().casefold() for column in reader.fieldnames or ()}
        if "name" not in columns or ("position" in columns and "kind" not in columns):
            return None
        if "kind" not in columns and not columns <= _COLUMNS:
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
    guessed: list[Monitored] = []
    rows = list(rows)
    states = frozenset(folded(row["state"]) for row in rows if row.get("state"))
    for number, row in enumerate(rows, start=2):
        read = _actor(row, name, f"line {number}", states)
        if isinstance(read, BadRow):
            failures.append(read)
        else:
            actors.append(read)
            if not row.get("kind"):
                guessed.append(read)
    if not actors:
        raise InvalidInput(
            f"The roster {name} holds nobody whose response could be monitored. Give a name and a kind in each row.",
            source=name,
        )
    return Monitoring(
        name, tuple(dict.fromkeys(actors)), failures=tuple(failures), guessed=tuple(dict.fromkeys(guessed))
    )


def _kind_of(name: str, row: Mapping[str, str], states: frozenset[str]) -> ActorKind:
    """What a name is of which no kind is told: by the words in it, and by what else the row and the list tell."""
    words = frozenset(re.findall(r"\w+", folded(name)))
    people = table("people")
    if row.get("position"):
        return ActorKind.PERSON
    if folded(name) in states or (state_of(name) is not None and not is_adjective(name)):
        return ActorKind.STATE
    if words & frozenset(people["international"]) or words & frozenset(people["organisation_nouns"]):
        return ActorKind.ORGANISATION
    if words & frozenset(people["state_body_nouns"]):
        return ActorKind.STATE_BODY
    # people of one name alone are rarer than states that no table knows
    return ActorKind.STATE if len(words) == 1 else ActorKind.PERSON


def _actor(row: Mapping[str, str], source: str, where: str, states: frozenset[str]) -> Monitored | BadRow:
    name, told = row.get("name", ""), row.get("kind", "").casefold()
    if not name:
        return BadRow(source, where, "no name. Fill it in, or take the row out.")
    kind = _KINDS.get(told) if told else _kind_of(name, row, states)
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
