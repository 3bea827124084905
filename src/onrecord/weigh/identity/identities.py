"""The actors of a case, and how they stand to one another."""

from collections.abc import Mapping
from dataclasses import replace

from onrecord.records.material import Weighable
from onrecord.records.record import CaseActor
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.identity import relations
from onrecord.weigh.identity.clusters import Clusters
from onrecord.weigh.identity.lookup import Lookup
from onrecord.weigh.identity.offices import Office, office_in
from onrecord.weigh.identity.profiles import Family, Profile
from onrecord.weigh.identity.relations import Belonging, Holding, Speaking
from onrecord.weigh.identity.signatories import (
    Signatory,
    Signed,
    named_for,
    number_told,
    signatures,
    signed_in,
    told_as,
)
from onrecord.weigh.identity.states import States, shown


class Identities:
    """Who is who in a case. Made by `identify`."""

    def __init__(
        self,
        actors: tuple[CaseActor, ...],
        of: Mapping[tuple[int, str], str],
        clusters: Clusters,
        weighables: dict[int, Weighable],
        states: States,
        offices: Mapping[int, Office],
    ) -> None:
        self._of = of
        self._weighables = weighables
        self._states = states
        self._by_id = {actor.id: actor for actor in actors}
        self._profiles: dict[str, list[Profile]] = {}
        for profile in clusters.profiles:
            self._profiles.setdefault(of[profile.report, profile.local], []).append(profile)
        self._speakers = {
            number: relations.speaker_places(weighable.report.text) for number, weighable in weighables.items()
        }
        self._offices: dict[Office, str] = {}
        for index, office in offices.items():
            profile = clusters.profiles[index]
            self._offices.setdefault(office, of[profile.report, profile.local])
        self._state_actors = {
            found[0].state: id_
            for id_, found in self._profiles.items()
            if found[0].family is Family.STATE and found[0].state is not None
        }
        self._lookup = Lookup(self._profiles, states)
        self._holdings: dict[str, tuple[Holding, ...]] = {}
        self._speakings: dict[str, tuple[Speaking, ...]] = {}
        self._belongings: dict[str, Belonging] = {}
        self._joint: list[tuple[int, list[Signed]]] | None = None
        self._undersigned: dict[int, list[Signed]] = {}
        for actor in actors:
            self._by_id[actor.id] = self._with_offices(actor)
        # whom somebody speaks for has a state of its own by now
        for actor in actors:
            self._by_id[actor.id] = self._with_principals(self._by_id[actor.id])
        self.actors = tuple(self._by_id[actor.id] for actor in actors)

    def of(self, report: int, local: str | None) -> CaseActor | None:
        """The case's actor that a report's actor is; None where there is none."""
        id_ = None if local is None else self._of.get((report, local))
        return None if id_ is None else self._by_id[id_]

    def get(self, id_: str) -> CaseActor | None:
        """The actor with an id."""
        return self._by_id.get(id_)

    def find(self, name: str, *, kind: ActorKind | None = None, state: str | None = None) -> CaseActor | None:
        """The one actor of a name, as a roster may give it; None where none or several fit.

        Args:
            name: a full name, an office with its state, a body's or a state's name.
            kind: that it must have.
            state: to which it must belong, where the case tells of any: code or name.
        """
        if kind in (None, ActorKind.STATE) and (key := self._states.named(name)) is not None:
            return self.state(key)
        wanted = None if state is None else self._states.named(state) or state
        found = [self._by_id[id_] for id_ in self._lookup.ids(name, kind, wanted)]
        fit = [
            actor
            for actor in found
            if (kind is None or actor.kind is kind) and (wanted is None or actor.state in (None, wanted))
        ]
        return fit[0] if len(fit) == 1 else None

    def state(self, key: str) -> CaseActor | None:
        """The state's own actor, by the key that `CaseActor.state` holds."""
        id_ = self._state_actors.get(key)
        return None if id_ is None else self._by_id[id_]

    def holds(self, actor: CaseActor | str) -> tuple[Holding, ...]:
        """Offices that a person is told to hold."""
        return self._holdings.get(_id(actor), ())

    def holders(self, title: str, state: str) -> tuple[Holding, ...]:
        """Who is told to hold an office (title in canonical form) of a state."""
        return tuple(
            one for held in self._holdings.values() for one in held if (one.title, one.state) == (title, state)
        )

    def belongs_to(self, actor: CaseActor | str) -> Belonging | None:
        """The state of which somebody is a body, an office, its holder, or a speaker."""
        return self._belongings.get(_id(actor))

    def speaks_for(self, actor: CaseActor | str) -> tuple[Speaking, ...]:
        """In whose names somebody is told to speak."""
        return self._speakings.get(_id(actor), ())

    def signatories(self, report: int, who: str | Span) -> tuple[Signatory, ...]:
        """Each of those who speak together; empty where it is one alone, or nobody tells who.

        Args:
            report: its number.
            who: id of an actor within its reading, or the words.
        """
        weighable = self._weighables.get(report)
        if weighable is None:
            return ()
        spans: list[Span]
        if isinstance(who, str):
            id_ = self._of.get((report, who))
            spans = [] if id_ is None else [
                span for p in self._profiles[id_] if p.report == report and p.local == who for span in p.spans
            ]  # fmt: skip
        else:
            spans = [who]
        if spans and report not in self._undersigned:
            named = signatures(weighable, self._states) or named_for(weighable.report.text, self._states)
            self._undersigned[report] = named
        for span in spans:
            signed = signed_in(weighable, span, self._states, self._undersigned[report])
            found = tuple(self._signatory(one, report) for one in signed)
            # two names that an "and" joins are as often one body's; then neither is anybody's of the case
            told = any(one.state is not None or one.title is not None for one in found)
            if found and (len(found) > 2 or told or all(one.actor is not None for one in found)):
                return found
        for span in spans:
            if elsewhere := self._as_elsewhere(weighable, span):
                return elsewhere
        return ()

    def _as_elsewhere(self, weighable: Weighable, span: Span) -> tuple[Signatory, ...]:
        """Those of the one joint statement of the case that as many of the same office signed."""
        told = number_told(weighable.report.text[span.start : span.end], self._states)
        if told is None:
            return ()
        if self._joint is None:
            self._joint = [
                (number, found)
                for number, each in sorted(self._weighables.items())
                if (found := signatures(each, self._states))
            ]
        fit = [
            (number, found)
            for number, found in self._joint
            if len(found) == told[0] and all(one.office is not None and one.office.title == told[1] for one in found)
        ]
        if len(fit) != 1:
            return ()
        number, found = fit[0]
        return tuple(
            self._signatory(one, number, also=f"; report {weighable.number} tells only how many") for one in found
        )

    def _signatory(self, signed: Signed, report: int, *, also: str = "") -> Signatory:
        name = told_as(signed)
        actor = self._at(report, signed.span)
        if actor is None and signed.name is not None:
            actor = self.find(signed.name)
        if actor is None and signed.office is not None:
            id_ = self._offices.get(signed.office)
            actor = None if id_ is None else self._by_id[id_]
            if actor is None and signed.office.state is not None:
                held = {one.actor for one in self.holders(signed.office.title, signed.office.state) if not one.former}
                actor = self._by_id[held.pop()] if len(held) == 1 else None
        if actor is None and signed.state is not None and signed.name is None and signed.office is None:
            actor = self.state(signed.state)
        where = "" if signed.state is None else f" for {shown(signed.state)}"
        return Signatory(
            name=name,
            state=signed.state,
            title=None if signed.office is None else signed.office.title,
            actor=None if actor is None else actor.id,
            span=signed.span,
            reason=f"Report {report} names {name} among those who speak together{where}{also}.",
        )

    def _at(self, report: int, span: Span) -> CaseActor | None:
        """The person whose mention stands at a place, and no wider."""
        weighable = self._weighables[report]
        if weighable.reading is None:
            return None
        for entity in weighable.reading.entities:
            if entity.actor is not None and entity.span.start >= span.start and entity.span.end <= span.end:
                found = self.of(report, entity.actor)
                if found is not None and found.kind is ActorKind.PERSON and entity.span.end == span.end:
                    return found
        return None

    def _principal(self, report: int, whom: str, span: Span) -> CaseActor | None:
        """Whom the words after "a spokesman for" name."""
        office = office_in(whom, self._states)
        weighable = self._weighables[report]
        assert weighable.reading is not None  # noqa: S101  whoever speaks was read
        inside = [
            (entity.span.end - entity.span.start, found)
            for entity in weighable.reading.entities
            if entity.actor is not None
            and entity.span.start >= span.start
            and entity.span.end <= span.end
            and (found := self.of(report, entity.actor)) is not None
        ]
        words = " ".join(whom.split())
        if (found := self.find(words)) is not None:
            return found
        people = [found for _, found in inside if found.kind is ActorKind.PERSON]
        if people and office is not None:
            return people[0]
        if (
            office is not None
            and office[2] >= len(whom.rstrip()) - 1
            and (id_ := self._offices.get(office[0])) is not None
        ):
            return self._by_id[id_]
        bodies = [pair for pair in inside if pair[1].kind is not ActorKind.STATE]
        if bodies:
            return max(bodies, key=lambda pair: pair[0])[1]
        return inside[0][1] if inside and self._states.named(words) is not None else None

    def _with_offices(self, actor: CaseActor) -> CaseActor:
        """The actor with the offices that it holds and the state to which it belongs."""
        profiles = self._in_order(actor)
        held: tuple[Holding, ...] = ()
        if profiles[0].family is Family.PERSON and any(profile.offices for profile in profiles):
            held = relations.holdings(actor, profiles, self._weighables, self._states, self._offices.get)
            self._holdings[actor.id] = held
        found = self._of_state(actor, relations.belonging(actor, profiles, held))
        if not held:
            return found
        offices = dict.fromkeys(Office(one.title, one.state, one.area).told() for one in held)
        telling = [one for one in held if one.state == found.state and not one.former]
        inferred = bool(telling) and all(one.inferred for one in telling)
        return replace(found, offices=tuple(offices), state_inferred=inferred)

    def _with_principals(self, actor: CaseActor) -> CaseActor:
        """The actor with those in whose names it speaks."""
        profiles = self._in_order(actor)
        if profiles[0].family is not Family.PERSON:
            return actor
        told = [
            one
            for profile in profiles
            if relations.speaks_near_by(profile, self._speakers[profile.report])
            for one in relations.speakings(
                actor, profile, self._weighables[profile.report], self._states, self._principal
            )
        ]
        if not told:
            return actor
        first: dict[tuple[str, str | None], Speaking] = {}
        for one in told:
            first.setdefault((one.whom, one.principal), one)
        self._speakings[actor.id] = tuple(first.values())
        return actor if actor.state is not None else self._of_state(actor, relations.by_principal(first.values()))

    def _of_state(self, actor: CaseActor, belongs: tuple[str, str] | None) -> CaseActor:
        if belongs is None:
            return actor
        state, reason = belongs
        self._belongings[actor.id] = Belonging(
            actor=actor.id, state=state, state_actor=self._state_actors.get(state), reason=reason
        )
        return replace(actor, state=state)

    def _in_order(self, actor: CaseActor) -> list[Profile]:
        profiles = self._profiles[actor.id]
        if len(profiles) == 1:
            return profiles
        return sorted(profiles, key=lambda profile: (profile.report, profile.place))


def _id(actor: CaseActor | str) -> str:
    return actor if isinstance(actor, str) else actor.id
