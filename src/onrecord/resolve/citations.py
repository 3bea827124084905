"""Citations: attributions by which a report cites another outlet."""

from collections.abc import Iterable

from onrecord.records import Actor, ActorKind, Attribution, Citation


def citations_of(attributions: Iterable[Attribution], actors: Iterable[Actor]) -> tuple[Citation, ...]:
    """The attributions whose speaker is an outlet, in their order."""
    outlets = {actor.id for actor in actors if actor.kind is ActorKind.OUTLET}
    return tuple(Citation(a.id, a.speaker) for a in attributions if a.speaker is not None and a.speaker in outlets)
