"""What allegations and responses share: participants, places, times, counts."""

from dataclasses import dataclass

from onrecord.records.span import Span
from onrecord.records.vocabulary import Bound, Unit


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody, or something, that fills a role: a span and, once resolved, an actor's id."""

    span: Span
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where; resolved as far as known.

    Attributes:
        country: ISO 3166-1 alpha-2 code.
        geonames: GeoNames id.
    """

    span: Span
    name: str | None = None
    country: str | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """When; `first` and `last` are ISO dates (inclusive), None while unresolved."""

    span: Span
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as told.

    Attributes:
        number: the number named, None for a vague word.
        low: smallest number that the words allow, None where they set none.
        high: largest number that the words allow, None where they set none.
    """

    span: Span
    number: int | None
    bound: Bound
    low: int | None
    high: int | None
    unit: Unit
