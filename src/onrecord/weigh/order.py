"""The order in which events stand wherever the record is shown: the weightiest first."""

from collections.abc import Iterable

from onrecord.records.record import Event, Named
from onrecord.records.vocabulary import ActorKind, Status


def by_weight(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in order of weight.

    First what several reports tell as happened; then what has more origins, more victims by name, more allegations.
    What one report tells of nobody and of no place comes last. Equals keep the order in which the case tells of them.
    """
    return tuple(sorted(events, key=_lightness))


def named_victims(event: Event) -> tuple[Named, ...]:
    """Victims whom the reports name, each once; "a bargeman of 29" is none."""
    named: dict[str, Named] = {}
    for victim in event.victims:
        if victim.kind is ActorKind.PERSON and victim.actor is not None and _is_name(victim.name):
            named.setdefault(victim.actor, victim)
    return tuple(named.values())


def reports_of(event: Event) -> frozenset[int]:
    """Numbers of the reports that tell of an event."""
    return frozenset(number for allegation in event.allegations for number in allegation.reports)


def _lightness(event: Event) -> tuple[bool, bool, int, int, int, int]:
    reports, named = reports_of(event), named_victims(event)
    slight = len(reports) < 2 and not event.victims and not event.places
    return (
        slight,
        event.status is not Status.ASSERTED,
        -len(reports),
        -len(event.origins),
        -len(named),
        -len(event.allegations),
    )


def _is_name(name: str) -> bool:
    """Whether every word that isn't a particle is capitalised, as in names."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()
