"""Summaries: a report in brief, each item with the findings and mentions that it rests on."""

from dataclasses import dataclass

from onrecord.records.vocabulary import Act, AgeGroup, PerpetratorType, Sex, VictimKind


@dataclass(frozen=True, slots=True)
class SummaryAct:
    """An act that the report alleges.

    Attributes:
        score: the best of its allegations' scores.
        evidence: ids of the allegations.
    """

    act: Act
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryVictim:
    """Somebody with a name who is said to have suffered it.

    Attributes:
        name: as the report gives it, without titles.
        actor: id of the actor.
        kind: None where the report does not tell, or tells several; so with sex and age.
        evidence: ids of the allegations, then of the mentions.
    """

    name: str
    actor: str
    kind: VictimKind | None
    sex: Sex | None
    age: AgeGroup | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryPerpetrator:
    """Whether the report says who did it, and of what sort they are.

    Attributes:
        type: None where the report does not tell.
        evidence: ids of the allegations that name somebody.
    """

    mentioned: bool
    type: PerpetratorType | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryPlace:
    """Where most of it happened.

    Attributes:
        country: ISO 3166-1 alpha-2 code.
        region: first-level region, by its usual name.
        city: by its usual name.
        evidence: ids of allegations and entities that name the place or lie in it.
    """

    country: str | None
    region: str | None
    city: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryDate:
    """When the main event happened, as far as the report tells; evidence: ids of allegations and entities."""

    year: int | None
    month: int | None
    day: int | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A report in brief. What the report does not tell is absent, never guessed.

    Attributes:
        acts: those asserted, in the order of their first finding.
        victims: in the order of first mention.
        alleged_perpetrator: None where nothing is alleged.
        place: None where no place is likely enough; so with the date.
    """

    acts: tuple[SummaryAct, ...] = ()
    victims: tuple[SummaryVictim, ...] = ()
    alleged_perpetrator: SummaryPerpetrator | None = None
    place: SummaryPlace | None = None
    date: SummaryDate | None = None
