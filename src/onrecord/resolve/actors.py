"""Actors: every source and participant of a reading becomes somebody, or stays plainly unknown.

`resolve_actors` finds what each mention stands for and says so in the reading: actors with the fullest name that the
report gives them, the speaker of each attribution, the actor of each participant. It adds entities for pronouns and
descriptions that fill a role, and never merges two names that may be two people's.
"""

from dataclasses import replace

from onrecord.records import (
    Actor,
    ActorKind,
    Attribution,
    Entity,
    EntityType,
    Participant,
    Reading,
    Span,
)
from onrecord.resolve.article import Article
from onrecord.resolve.citations import citations_of
from onrecord.resolve.coreference import Resolver, Weights, agrees
from onrecord.resolve.described import Descriptions
from onrecord.resolve.descriptions import describe
from onrecord.resolve.finder import Finder, whole_names
from onrecord.resolve.groups import Groups
from onrecord.resolve.holders import Holders, Known
from onrecord.resolve.in_passing import in_passing
from onrecord.resolve.kinds import kind_of, name_of
from onrecord.resolve.mentions import ACTOR_TYPES, Form, Mention, has_name, name_in
from onrecord.resolve.missed_names import find_missed
from onrecord.resolve.names import Verdict, compare_organisations, without_possessive
from onrecord.resolve.naming import join_names, vote_by_pronouns
from onrecord.resolve.offices_held import join_offices
from onrecord.resolve.referents import Referent
from onrecord.resolve.retyped import retyped
from onrecord.resolve.roles import roles_of
from onrecord.resolve.rosters import Roster
from onrecord.resolve.speaking import Floor
from onrecord.resolve.states import state_of_capital
from onrecord.resolve.timeline import Timeline

_GENDERED = frozenset("he she him her his".split())
_NAMED = ACTOR_TYPES | {EntityType.PLACE}
_TYPE_OF_KIND = {"person": EntityType.PERSON, "group": EntityType.GROUP, "outlet": EntityType.OUTLET}


def resolve_actors(reading: Reading, *, weights: Weights | None = None, roster: Roster | None = None) -> Reading:
    """The reading with `actors`, speakers, participants' actors, entities' actors and `citations` filled.

    With a roster, actors have the positions that it gives them, and an office that it leaves no doubt about is its
    holder.
    """
    resolution = _Resolution(reading, weights, roster)
    resolution.run()
    return resolution.reading()


class _Resolution:
    """The work on one reading."""

    def __init__(self, reading: Reading, weights: Weights | None, roster: Roster | None) -> None:
        self._article = Article(reading.report.text)
        text = reading.report.text
        entities = retyped(self._article, whole_names(text, reading.entities), publisher=reading.report.publisher)
        reading = replace(reading, entities=entities)
        self._reading = reading
        self._roster = roster
        self._known: dict[int, Known] = {}
        usable = tuple(e for e in reading.entities if e.type not in _NAMED or has_name(e.span.of(text), e.type))
        self._finder = Finder(self._article, usable)
        self._usable = usable
        self._roles = roles_of(reading)
        self._named: dict[Span, Mention] = {}
        self._by_span: dict[Span, Mention] = {}
        self._role_names: dict[Span, set[str]] = {}
        self._missed: dict[int, Mention] = {}
        self._weights = weights
        self._floor = Floor(reading, self._by_span)
        self._referents: list[Referent] = []

    def run(self) -> None:
        """Names first, then what stands for them, in text order."""
        for entity in self._usable:
            if entity.type in _NAMED:
                self._named[entity.span] = self._finder.named(entity)
        named = sorted(self._named.values(), key=lambda mention: mention.span)
        self._referents = join_offices(self._article, join_names(self._article, named), named)
        describe(self._article, named, self._reading.entities)
        taken = [entity.span for entity in self._usable if entity.type in _NAMED]
        missed = find_missed(self._article, self._referents, taken)
        self._missed = {mention.span.end: mention for mention in missed}
        named = sorted([*named, *missed], key=lambda mention: mention.span)
        people = [m for m in named if isinstance(m.referent, Referent) and m.referent.type is EntityType.PERSON]
        vote_by_pronouns(self._article, people)
        self._floor.publishes(self._publisher())
        self._floor.knows(named)
        mentions = self._mentions()
        self._note_places([*named, *mentions])
        self._note_roles()
        timeline = Timeline(self._article, self._referents, self._reading.links)
        resolver = Resolver(timeline, weights=self._weights)
        groups = Groups(self._article, Descriptions(timeline), self._named)
        for mention in mentions:
            if mention.form is Form.NAME or mention.person < 3:
                continue
            referent = self._third(mention, resolver, groups)
            if referent is not None:
                referent.take(mention)
                if mention.form is Form.PRONOUN and mention.gender in ("m", "f"):
                    referent.called[mention.gender] += 1
                referent.roles |= self._role_names.get(mention.span, set())
                timeline.add(mention)
                if referent not in self._referents:
                    self._referents.append(referent)
        for mention in mentions:
            if mention.person < 3:
                referent = self._floor.stands_for(mention)
                if referent is not None:
                    referent.take(mention)
        if self._roster is not None:
            self._known = Holders(self._roster, self._article, self._reading).find(
                self._referents, [*self._named.values(), *self._by_span.values()]
            )

    def _mentions(self) -> list[Mention]:
        """Mentions that fill roles, and the gendered pronouns and people between them, in text order."""
        for span, role in self._roles.items():
            mention = self._finder.mention(span, role.score)
            mention.speaks = role.source
            self._by_span[span] = mention
            if (known := self._last_missed(span)) is not None and mention.form is not Form.NAME:
                mention.form, mention.name, mention.referent = Form.NAME, known.span, known.referent
                known.speaks = known.speaks or role.source
            if mention.form is Form.NAME and mention.name in self._named:
                whole = self._named[mention.name]
                mention.referent = self._seat(whole) if role.speaks_or_acts else whole.referent
                whole.speaks = whole.speaks or role.source
        found = list(self._by_span.values())
        taken = {mention.span for mention in found}
        article = self._article
        for index, word in enumerate(article.lowered):
            if word in _GENDERED:
                span = Span(article.starts[index], article.ends[index])
                if span not in taken:
                    found.append(self._finder.mention(span, 0.0))
        others = in_passing(article, self._finder, [*taken, *(m.span for m in self._named.values())])
        found.extend(m for m in others if not self._floor.in_quotation(m.span.start))
        return sorted(found, key=lambda mention: (mention.span.start, -mention.span.end))

    def _seat(self, mention: Mention) -> Referent | None:
        """The state that a capital speaks or acts for, where the report names it: "Minsk said" is Belarus."""
        referent: Referent | None = mention.referent
        if mention.type is not EntityType.PLACE or referent is None or referent.state is not None:
            return referent
        code = state_of_capital(name_in(self._article, mention))
        return next((r for r in self._referents if code is not None and r.state == code), referent)

    def _publisher(self) -> Referent | None:
        """The organisation or outlet of the report's text that is its publisher."""
        publisher = self._reading.report.publisher
        if publisher is None:
            return None
        fit = [
            referent
            for referent in self._referents
            if referent.type in (EntityType.ORGANIZATION, EntityType.OUTLET)
            and any(compare_organisations(name, publisher).verdict is Verdict.SAME for name in referent.names)
        ]
        return fit[0] if len(fit) == 1 else None

    def _last_missed(self, span: Span) -> Mention | None:
        """A known name, not marked by the reader, that ends a span."""
        text = self._article.text
        end = span.start + len(without_possessive(span.of(text)))
        found = self._missed.get(end)
        return found if found is not None and found.span.start >= span.start else None

    def _note_places(self, mentions: list[Mention]) -> None:
        """Which mentions are quoted, and which sources follow what they say."""
        for mention in mentions:
            mention.quoted = self._floor.in_quotation(mention.span.start)
        for attribution in self._reading.attributions:
            for span in attribution.source:
                before = [piece.start for piece in attribution.content if piece.end <= span.start]
                if before and self._article.paragraph(before[0]) == self._article.paragraph(span.start):
                    self._by_span[span].seen_from = min(before)

    def _note_roles(self) -> None:
        """Which referents the names among the participants make victims or alleged perpetrators."""
        for allegation in self._reading.allegations:
            for role in ("victims", "alleged_perpetrators"):
                for participant in getattr(allegation, role):
                    self._role_names.setdefault(participant.span, set()).add(role)
        for span, roles in self._role_names.items():
            mention = self._by_span.get(span)
            if mention is not None and isinstance(mention.referent, Referent):
                mention.referent.roles |= roles

    def _told_of(self, mention: Mention) -> list[Referent]:
        """Whom a pronoun does not stand for, as what it is the source of, or who asks, tells."""
        found = self._floor.told_of(mention) if mention.speaks else []
        asker = self._floor.asked_by(mention)
        return found if asker is None else [*found, asker]

    def _third(self, mention: Mention, resolver: Resolver, groups: Groups) -> Referent | None:
        role = self._roles.get(mention.span)
        match mention.form:
            case Form.PRONOUN:
                return resolver.pronoun(
                    mention,
                    excluded=self._floor.quoted_speaker(mention),
                    last_speaker=self._floor.before(mention, agrees) if mention.speaks else None,
                    told_of=self._told_of(mention),
                    own_words=self._floor.own_words(mention) if mention.speaks else (),
                    teller=self._floor.teller(mention),
                )
            case Form.RELATIVE:
                return resolver.relative(mention)
            case Form.JOINT:
                return groups.joint(mention)
            case Form.DESCRIPTION:
                if (ours := self._floor.of_our_own(mention)) is not None:
                    return ours
                return groups.described(mention, only_known=role is not None and role.about_only)
        return None

    def reading(self) -> Reading:
        """The reading with what was found."""
        shown = [r for r in self._referents if self._is_shown(r)]
        shown.sort(key=lambda referent: (referent.first, referent.mentions[0].span.end))
        ids = {id(referent): f"a{number}" for number, referent in enumerate(shown, 1)}

        def actor(span: Span) -> str | None:
            mention = self._by_span.get(span)
            return None if mention is None or mention.referent is None else ids.get(id(mention.referent))

        def speaker(k: int, attribution: Attribution) -> str | None:
            if not attribution.source:
                return ids.get(id(self._floor.going_on(k)))
            return next((found for span in self._floor.sources(k) if (found := actor(span)) is not None), None)

        kinds = {id(referent): kind_of(referent, self._article) for referent in shown}
        entities = self._entities(ids, {key: kind.value for key, kind in kinds.items()})
        owned: dict[str, list[str]] = {}
        for entity in entities:
            if entity.actor is not None:
                owned.setdefault(entity.actor, []).append(entity.id)
        actors = tuple(
            self._with_positions(
                Actor(ids[id(r)], name_of(r, self._article), kinds[id(r)], tuple(owned.get(ids[id(r)], ())), r.gender),
                self._known.get(id(r)),
            )
            for r in shown
        )
        attributions = tuple(replace(a, speaker=speaker(k, a)) for k, a in enumerate(self._reading.attributions))

        def filled(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
            return tuple(Participant(participant.span, actor(participant.span)) for participant in participants)

        return replace(
            self._reading,
            entities=entities,
            actors=actors,
            attributions=attributions,
            allegations=tuple(
                replace(g, victims=filled(g.victims), alleged_perpetrators=filled(g.alleged_perpetrators))
                for g in self._reading.allegations
            ),
            responses=tuple(
                replace(r, who=filled(r.who), to=filled(r.to), about=filled(r.about)) for r in self._reading.responses
            ),
            citations=citations_of(attributions, actors),
        )

    def _with_positions(self, actor: Actor, known: Known | None) -> Actor:
        if self._roster is None:
            return actor
        if known is None:
            return replace(actor, positions=())
        if known.name is not None:
            actor = replace(actor, name=known.name, kind=ActorKind.PERSON)
        return replace(actor, positions=known.positions)

    def _is_shown(self, referent: Referent) -> bool:
        """A place is an actor only where it takes part; whoever is only hinted at by stray pronouns is none."""
        if referent.type is EntityType.PLACE:
            return any(m.referent is referent for m in self._by_span.values())
        return any(m.span in self._named or m.span in self._by_span for m in referent.mentions)

    def _entities(self, ids: dict[int, str], kinds: dict[int, str]) -> tuple[Entity, ...]:
        found: list[Entity] = []
        known = {entity.span for entity in self._reading.entities}
        for entity in self._reading.entities:
            mention = self._named.get(entity.span) or self._by_span.get(entity.span)
            referent = None if mention is None else mention.referent
            found.append(_of(entity, entity.id, None if referent is None else ids.get(id(referent))))
        added: set[Span] = set()
        for span, mention in self._by_span.items():
            span = mention.name or span
            if span in added:
                continue
            added.add(span)
            if mention.referent is None or span in known or mention.name in self._named:
                continue
            kind = kinds.get(id(mention.referent), "")
            type_ = _TYPE_OF_KIND.get(kind, EntityType.PLACE if kind == "state" else EntityType.ORGANIZATION)
            if kind == "office":
                type_ = EntityType.POSITION
            found.append(Entity("", type_, mention.name or span, mention.score, ids.get(id(mention.referent))))
        found.sort(key=lambda entity: (entity.span.start, entity.span.end))
        return tuple(_of(entity, f"e{number}", entity.actor) for number, entity in enumerate(found, 1))


def _of(entity: Entity, id_: str, actor: str | None) -> Entity:
    """The entity under another id, with its actor; `dataclasses.replace` takes five times as long."""
    return Entity(id_, entity.type, entity.span, entity.score, actor)
