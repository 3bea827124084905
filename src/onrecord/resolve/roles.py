"""Roles: which spans of a reading are sources or participants, and so want an actor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.records import Allegation, Participant, Reading, Response, Span

# Fields of findings that hold participants.
ROLES = ("victims", "alleged_perpetrators", "who", "to", "about")


@dataclass(slots=True)
class Role:
    """How a span takes part.

    Attributes:
        score: of the finding.
        source: it is somebody's word.
        speaks_or_acts: it is, or somebody responds or does harm under it.
        about_only: a response is about it, and it does nothing else.
    """

    score: float
    source: bool = False
    speaks_or_acts: bool = False
    about_only: bool = True


def roles_of(reading: Reading) -> dict[Span, Role]:
    """Every span that is a source or a participant."""
    found: dict[Span, Role] = {}
    for attribution in reading.attributions:
        for span in attribution.source:
            found.setdefault(span, Role(attribution.score)).source = True
            found[span].speaks_or_acts = True
            found[span].about_only = False
    for finding, participants in _participants(reading):
        for participant, role in participants:
            known = found.setdefault(participant.span, Role(finding))
            known.about_only &= role == "about"
            known.speaks_or_acts |= role in ("who", "alleged_perpetrators")
    return found


def _participants(reading: Reading) -> Iterator[tuple[float, Iterable[tuple[Participant, str]]]]:
    findings: tuple[Allegation | Response, ...] = (*reading.allegations, *reading.responses)
    for finding in findings:
        yield (
            finding.score,
            [(participant, role) for role in ROLES for participant in getattr(finding, role, ())],
        )
