"""A long report's stretches, each resolved by itself, made into one reading piece by piece.

Neighbouring stretches see each other's edges, so that what is found near a border is found twice. Here each finding is
given to one of them, ids run through, spans count from the beginning of the whole text, and an actor who goes on from
one stretch to the next stays one actor.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from onrecord.records import (
    Actor,
    Allegation,
    Attribution,
    Citation,
    Entity,
    Participant,
    Reading,
    Report,
    Response,
    Span,
    Stretch,
)
from onrecord.resolve.known import KnownActors
from onrecord.resolve.reading import resolve
from onrecord.resolve.roles import ROLES
from onrecord.resolve.summary_so_far import SummarySoFar

# How far before a border attributions are remembered by the words of their cue: as far as the next stretch looks back.
REMEMBERED = 10_000
Finding = TypeVar("Finding", Entity, Allegation, Response)


def resolve_stretches(
    report: Report, stretches: Iterable[Stretch], *, resolve: Callable[[Reading], Reading] = resolve
) -> Iterator[Reading]:
    """The reading of a long report in pieces, one a stretch, with counts, times, places and actors resolved.

    What the pieces hold, one after another, is the reading: findings in text order, each in one piece, under ids that
    run through. Only an actor may stand in several pieces, under one id and name, each time with the entities of that
    piece; and a piece's summary is that of all up to it.

    Args:
        report: the whole of it.
        stretches: as the reader gives them.
        resolve: what resolves one stretch.
    """
    joining = _Joining(report)
    for stretch in stretches:
        yield joining.piece(replace(stretch, reading=resolve(stretch.reading)))


class _Joining:
    """What is known between one stretch and the next: how many of each came before, and who."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._stretch = 0
        self._counts: Counter[str] = Counter()
        # where the next finding of each kind may begin, in the whole text
        self._reached: Counter[str] = Counter()
        self._known = KnownActors()
        self._summary = SummarySoFar()
        # the last stretch's actors, by whatever words stood for them, and its last attributions
        self._last_actors: dict[Span, Actor] = {}
        self._last_attributions: list[Attribution] = []

    def piece(self, stretch: Stretch) -> Reading:
        """What of a resolved stretch is its own, as a piece of the whole reading."""
        self._stretch += 1
        reading, shift = stretch.reading, stretch.start
        owned = stretch.owned.shifted(-shift)
        allegations = self._own(reading.allegations, lambda g: g.trigger, "g", owned, shift)
        responses = self._own(reading.responses, lambda r: r.trigger, "r", owned, shift)
        entities = self._own(reading.entities, lambda e: e.span, "e", owned, shift)
        attributions = self._attributions(reading, [*allegations, *responses], owned, shift)
        kept = {a.id for a in attributions}
        citations = [c for c in reading.citations if c.attribution in kept]
        tellers = self._teller_ids(reading, attributions, shift)
        actors = self._actors(
            reading, _used_actors(entities, attributions, [*allegations, *responses], citations), shift
        )

        def actor(id_: str | None) -> str | None:
            return None if id_ is None else actors[id_].id

        def filled(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
            return tuple(Participant(p.span.shifted(shift), actor(p.actor)) for p in participants)

        def told(finding: Allegation | Response) -> tuple[str, ...]:
            return tuple(dict.fromkeys(tellers[k] for k in finding.told_by if k in tellers))

        findings: list[Entity | Allegation | Response] = [*entities, *allegations, *responses]
        ids = {finding.id: self._next(finding.id[0]) for finding in findings}
        new_entities = tuple(
            Entity(ids[e.id], e.type, e.span.shifted(shift), e.score, actor(e.actor)) for e in entities
        )
        new_attributions = tuple(
            replace(
                a,
                id=tellers[a.id],
                source=_shifted(a.source, shift),
                cue=_shifted(a.cue, shift),
                content=_shifted(a.content, shift),
                speaker=actor(a.speaker),
                within=None if a.within is None else tellers.get(a.within),
            )
            for a in attributions
        )
        self._counts["t"] += len(attributions)
        border = stretch.owned.end
        self._last_attributions = [
            a for a in (*self._last_attributions, *new_attributions) if a.cue[0].end > border - REMEMBERED
        ]
        if reading.summary is not None:
            self._summary.add(reading.summary, ids=ids, actors={local: known.id for local, known in actors.items()})
        return Reading(
            report=self._report,
            reader=reading.reader,
            summary=self._summary.summary(),
            entities=new_entities,
            actors=_pieces(actors.values(), new_entities),
            attributions=new_attributions,
            allegations=tuple(
                replace(
                    g,
                    id=ids[g.id],
                    trigger=g.trigger.shifted(shift),
                    victims=filled(g.victims),
                    alleged_perpetrators=filled(g.alleged_perpetrators),
                    places=tuple(replace(p, span=p.span.shifted(shift)) for p in g.places),
                    times=tuple(replace(t, span=t.span.shifted(shift)) for t in g.times),
                    counts=tuple(replace(c, span=c.span.shifted(shift)) for c in g.counts),
                    told_by=told(g),
                )
                for g in allegations
            ),
            responses=tuple(
                replace(
                    r,
                    id=ids[r.id],
                    trigger=r.trigger.shifted(shift),
                    who=filled(r.who),
                    to=filled(r.to),
                    about=filled(r.about),
                    places=tuple(replace(p, span=p.span.shifted(shift)) for p in r.places),
                    times=tuple(replace(t, span=t.span.shifted(shift)) for t in r.times),
                    told_by=told(r),
                )
                for r in responses
            ),
            citations=tuple(Citation(tellers[c.attribution], actors[c.outlet].id) for c in citations),
        )

    def _next(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}{self._counts[kind]}"

    def _own(
        self, findings: Iterable[Finding], anchor: Callable[[Finding], Span], kind: str, owned: Span, shift: int
    ) -> list[Finding]:
        """The findings that begin in the stretch's own part, none that reaches back into one given before."""
        first = max(owned.start, self._reached[kind] - shift)
        own: list[Finding] = [f for f in findings if first <= anchor(f).start < owned.end]
        self._reached[kind] = max([owned.end, *(anchor(f).end for f in own)]) + shift
        return own

    def _attributions(
        self, reading: Reading, frames: list[Allegation | Response], owned: Span, shift: int
    ) -> list[Attribution]:
        """The stretch's own attributions, and those behind the border up to the last that tells something before it.

        "“…” [border] he said": the quotation's findings are this stretch's, and must not lose their teller.
        """
        by_id = {a.id: a for a in reading.attributions}
        starts = [a.cue[0].start for a in reading.attributions]
        first = max(owned.start, self._reached["t"] - shift)
        end = owned.end
        needed = {id_ for frame in frames for id_ in frame.told_by}
        while True:
            own = list(reading.attributions[bisect_left(starts, first) : bisect_left(starts, end)])
            needed.update(a.within for a in own if a.within is not None)
            last = max((by_id[id_].cue[0].start for id_ in needed), default=0)
            if last < end:
                break
            end = last + 1
        self._reached["t"] = max(owned.end, own[-1].cue[0].end if own else 0) + shift
        return own

    def _teller_ids(self, reading: Reading, own: list[Attribution], shift: int) -> dict[str, str]:
        """The whole reading's ids of a stretch's own attributions, and of those before it that were given already."""
        ids = {a.id: f"t{self._counts['t'] + number}" for number, a in enumerate(own, 1)}
        first = own[0].cue[0].start if own else len(reading.report.text)
        for a in reading.attributions:
            if a.id not in ids and a.cue[0].start < first:
                before = self._given(a, shift)
                if before is not None:
                    ids[a.id] = before
        return ids

    def _given(self, attribution: Attribution, shift: int) -> str | None:
        """The id of the same attribution in the stretch before: the same cue, else one that shares words with it."""
        cue = attribution.cue[0].shifted(shift)
        overlapping = [a for a in self._last_attributions if a.cue[0].overlaps(cue)]
        if overlapping:
            return min(overlapping, key=lambda a: abs(a.cue[0].start - cue.start)).id
        source = {span.shifted(shift) for span in attribution.source}
        return next((a.id for a in reversed(self._last_attributions) if source & set(a.source)), None)

    def _actors(self, reading: Reading, used: set[str], shift: int) -> dict[str, Actor]:
        """The whole reading's actors for a stretch's own, by the stretch's ids.

        Who is who is told first by words that both stretches see, then by name; two actors of one stretch are never
        made one by their names.
        """
        spans: dict[str, list[Span]] = {}
        for span, actor_id in _mentions(reading):
            spans.setdefault(actor_id, []).append(span.shifted(shift))
        out: dict[str, Actor] = {}
        for local in reading.actors:
            if local.id in used:
                votes = Counter(
                    self._last_actors[span].id for span in spans.get(local.id, ()) if span in self._last_actors
                )
                if votes:
                    chosen = votes.most_common(1)[0][0]
                    out[local.id] = next(
                        actor
                        for span in spans[local.id]
                        if (actor := self._last_actors.get(span)) and actor.id == chosen
                    )
        taken = {actor.id for actor in out.values()}
        for local in reading.actors:
            if local.id in used and local.id not in out:
                actor = self._known.find(local, stretch=self._stretch, taken=taken)
                out[local.id] = replace(local, id=self._next("a"), entities=()) if actor is None else actor
                taken.add(out[local.id].id)
        for actor in out.values():
            self._known.keep(actor, stretch=self._stretch)
        self._last_actors = {span: out[id_] for id_, found in spans.items() if id_ in out for span in found}
        return out


def _mentions(reading: Reading) -> Iterator[tuple[Span, str]]:
    """Whatever words stand for an actor: entities, sources and participants."""
    for entity in reading.entities:
        if entity.actor is not None:
            yield entity.span, entity.actor
    for attribution in reading.attributions:
        if attribution.speaker is not None:
            yield from ((span, attribution.speaker) for span in attribution.source[:1])
    findings: tuple[Allegation | Response, ...] = (*reading.allegations, *reading.responses)
    for finding in findings:
        yield from ((p.span, p.actor) for p in _participants(finding) if p.actor is not None)


def _participants(finding: Allegation | Response) -> Iterator[Participant]:
    for role in ROLES:
        yield from getattr(finding, role, ())


def _used_actors(
    entities: Iterable[Entity],
    attributions: Iterable[Attribution],
    frames: Iterable[Allegation | Response],
    citations: Iterable[Citation],
) -> set[str]:
    """Ids of the actors that a piece's findings name."""
    used = {e.actor for e in entities} | {a.speaker for a in attributions} | {c.outlet for c in citations}
    used |= {p.actor for frame in frames for p in _participants(frame)}
    return {id_ for id_ in used if id_ is not None}


def _pieces(actors: Iterable[Actor], entities: Iterable[Entity]) -> tuple[Actor, ...]:
    """The actors of a piece in the order of their ids, each once, with their entities in it."""
    found: dict[str, list[str]] = {}
    for entity in entities:
        if entity.actor is not None:
            found.setdefault(entity.actor, []).append(entity.id)
    each = {actor.id: actor for actor in actors}
    ordered = sorted(each.values(), key=lambda actor: int(actor.id[1:]))
    return tuple(replace(actor, entities=tuple(found.get(actor.id, ()))) for actor in ordered)


def _shifted(spans: Iterable[Span], shift: int) -> tuple[Span, ...]:
    return tuple(span.shifted(shift) for span in spans)
