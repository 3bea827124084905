"""Rows of other tools' files, before anything is made of them in a case."""

from dataclasses import dataclass
from enum import StrEnum


class ForeignKind(StrEnum):
    """What a row tells of."""

    REPORT = "report"
    ALLEGATION = "allegation"
    RESPONSE = "response"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A row, or an entity, of another tool's file. What it doesn't tell is None or empty.

    Attributes:
        place: where it stands, as in `bulletins.csv row 4`.
        id: its own, there.
        finding: the id of onrecord's finding that it was made of, where it came out of onrecord.
        confirmed: whether a person stands behind it: False for what an export marked as unreviewed.
        text: what it tells in its own words: a description, or a report's whole text.
        report: number of the report in onrecord, where it came out of there.
        quotation: words of that report; `start` and `end` where they stand in it.
        act, status, stage: as written there.
        told: what has no field of its own, label and value, in order.
    """

    place: str
    kind: ForeignKind
    id: str = ""
    finding: str | None = None
    confirmed: bool = True
    title: str | None = None
    text: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    sha256: str | None = None
    language: str | None = None
    report: int | None = None
    quotation: str | None = None
    start: int | None = None
    end: int | None = None
    act: str | None = None
    status: str | None = None
    stage: str | None = None
    victims: tuple[str, ...] = ()
    alleged_perpetrators: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    name: str | None = None
    names: tuple[str, ...] = ()
    actor_kind: str | None = None
    state: str | None = None
    offices: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that nothing can be made of.

    Attributes:
        place: where it stands: file, row, and the column where one is at fault.
        reason: why, and what to do.
    """

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A table, or a kind of entity, that is taken in with others or weighed anew.

    Attributes:
        place: which.
        reason: why nothing is made of it.
    """

    place: str
    reason: str
