"""Whom requests went to, among the case's actors.

It is found before anything is masked: two people behind one label are two, and a letter to one of them is not the
other's.
"""

from collections.abc import Iterable
from dataclasses import replace

from onrecord.records.record import CaseActor
from onrecord.records.tie import Request


def addressed(requests: Iterable[Request], actors: Iterable[CaseActor]) -> tuple[Request, ...]:
    """The requests, each with the ids of the actors of that name; several of one name all may be meant."""
    asked = tuple(requests)
    if not asked:
        return ()
    known = [(actor.id, (actor.name, *actor.names)) for actor in actors]
    return tuple(
        replace(one, actors=tuple(actor for actor, names in known if any(is_to(one, name) for name in names)))
        for one in asked
    )


def is_to(request: Request, name: str) -> bool:
    """Whether a letter went to somebody so named; "Corin Halvard" is "Governor Corin Halvard", a surname is nobody."""
    whom, plain = _plain(request.whom), _plain(name)
    return plain == whom or (" " in whom and plain.endswith(f" {whom}"))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
