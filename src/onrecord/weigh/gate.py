"""The review gate: what may leave the desk. Findings that a person confirmed, and who is named as alleged perpetrator.

`reviewed` is for briefs, exports and shared boards; `unnamed` for whatever unreviewed leaves nevertheless, marked as
such: there no natural person is named as alleged perpetrator on a machine's word alone.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from onrecord.records.attribution import Attribution
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.record import CaseActor, Event, Named, Record, ToldAllegation
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind

UNNAMED = "a named person"
"""Stands for a natural person whom nobody has confirmed to be named as alleged perpetrator."""

# Words of a name that others have too, and that tell nobody.
_COMMON = frozenset(
    "mr mrs ms dr sir the of de van von der el al bin ibn colonel general captain major lieutenant sergeant commander"
    " governor president minister premier chancellor secretary director chief judge prosecutor inspector".split()
)
_SHORTEST = 3
# What stands for somebody and names nobody: hiding it would change what a quotation says.
_PRONOUNS = frozenset(
    "i you he she it we they me him her us them who whom whose which that this these those one some others everybody"
    " nobody anybody somebody everyone anyone someone".split()
)
# "a guard", "one of the men": nobody whom a report names.
_INDEFINITE = re.compile(r"(?i:an?|one|two|three|some|several|another|any|many|other|no)\s+(?:of\b|[a-zà-þ\d])")
_ARTICLE = re.compile(r"(?:the|an?|his|her|its|their|our|my|your|one|this|that)\b", re.IGNORECASE)
# Behind a name, what its bearer is: "Colonel Maks Verrun of the River Guard".
_BEHIND = re.compile(r",| (?:of|for|from|at|in|who|whose|and) ")


def reviewed(material: Material) -> Material:
    """The material with the allegations and responses that a person says are so read, and what they refer to.

    Attributions stay where a chain of telling needs them, actors and entities where something left names them. Reports
    stay, since what was searched is told of all of them.
    """
    return replace(material, reports=tuple(_reviewed(weighable) for weighable in material.reports))


def _reviewed(weighable: Weighable) -> Weighable:
    reading = weighable.reading
    if reading is None:
        return weighable

    def held(local: str) -> bool:
        return weighable.ids.get(local) in weighable.held

    allegations = tuple(one for one in reading.allegations if held(one.id))
    responses = tuple(one for one in reading.responses if held(one.id))
    tellers = {teller for allegation in allegations for teller in allegation.told_by}
    tellers |= {teller for response in responses for teller in response.told_by}
    attributions = _needed(reading, tellers)
    kept = {one.id for one in attributions}
    citations = tuple(one for one in reading.citations if one.attribution in kept)
    actors = {one.outlet for one in citations} | {one.speaker for one in attributions}
    for allegation in allegations:
        actors |= {who.actor for who in (*allegation.victims, *allegation.alleged_perpetrators)}
    for response in responses:
        actors |= {who.actor for who in (*response.who, *response.to, *response.about)}
    actors |= {local for local, finding in weighable.ids.items() if finding in weighable.held}
    return replace(
        weighable,
        reading=replace(
            reading,
            attributions=attributions,
            allegations=allegations,
            responses=responses,
            citations=citations,
            actors=tuple(one for one in reading.actors if one.id in actors),
            entities=tuple(one for one in reading.entities if one.actor in actors and one.actor is not None),
            links=(),
            summary=None,
        ),
    )


def _needed(reading: Reading, wanted: set[str]) -> tuple[Attribution, ...]:
    """The attributions wanted, and those within which they stand."""
    by_id = {one.id: one for one in reading.attributions}
    queue = [one for one in wanted if one in by_id]
    needed: set[str] = set()
    while queue:
        one = queue.pop()
        if one in needed:
            continue
        needed.add(one)
        within = by_id[one].within
        if within is not None and within in by_id:
            queue.append(within)
    return tuple(one for one in reading.attributions if one.id in needed)


def unnamed(record: Record) -> Record:
    """The record without names of natural persons as alleged perpetrators, where no confirmed finding names them so.

    Their names go from whatever is told of the events in which they are accused: roles, quotations, titles, reasons.
    What they said or answered themselves stays under their names.
    """
    actors = {actor.id: actor for actor in record.actors}
    hidden: dict[str, re.Pattern[str]] = {}
    events = []
    for event in record.events:
        accused = _accused(event.allegations)
        if not accused:
            events.append(event)
            continue
        pattern = _pattern(names for one in accused for names in _names(one, actors))
        for told in event.allegations:
            hidden[told.id] = pattern
        events.append(_event_without(event, {_key(one) for one in accused}, pattern))
    edges = tuple(
        _without(edge, hidden[edge.allegation]) if edge.allegation in hidden else edge for edge in record.lineage.edges
    )
    return replace(record, events=tuple(events), lineage=replace(record.lineage, edges=edges))


def _accused(allegations: Iterable[ToldAllegation]) -> list[Named]:
    """Natural persons whom unconfirmed allegations accuse, and no confirmed one."""
    several = list(allegations)
    confirmed = {_key(one) for told in several if told.held for one in told.alleged_perpetrators}
    found = {
        _key(one): one
        for told in several
        if not told.held
        for one in told.alleged_perpetrators
        if _is_person(one) and _key(one) not in confirmed
    }
    return list(found.values())


def _is_person(named: Named) -> bool:
    """Whether it is a natural person, or may be: several capitalised words whose kind isn't known.

    "A guard" is nobody in particular, and a pronoun that nobody is known for names nobody.
    """
    if named.kind is not None:
        return named.kind is ActorKind.PERSON and not _INDEFINITE.match(named.name)
    if named.words.casefold() in _PRONOUNS or _INDEFINITE.match(named.words):
        return False
    words = [word for word in named.words.split() if word[:1].isalpha() and word.casefold() not in _COMMON]
    return bool(words) and len(words) <= 3 and all(word[:1].isupper() for word in words)


def _key(named: Named) -> str:
    return named.actor if named.actor is not None else named.name.casefold()


def _names(named: Named, actors: "dict[str, CaseActor]") -> Iterable[str]:
    yield from (named.words, named.name)
    actor = None if named.actor is None else actors.get(named.actor)
    if actor is not None:
        yield from (actor.name, *actor.names, *(member.name for member in actor.members))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """What tells any of the names: whole, or one of their capitalised words."""
    whole = {name.strip() for name in names if name.strip() and not name.startswith("[")}
    whole = {name for name in whole if name.casefold() not in _PRONOUNS and not _INDEFINITE.match(name)}
    words = {
        word
        for name in whole
        if not _ARTICLE.match(name)
        for word in re.findall(r"[^\W\d_][\w’'-]*", _BEHIND.split(name)[0])
        if word[0].isupper() and len(word) >= _SHORTEST and word.casefold() not in _COMMON
    }
    proper = {name for name in whole if any(char.isupper() for char in name)}
    several = sorted(proper | words, key=lambda each: (-len(each), each))
    one = "|".join(re.escape(each) for each in several)
    # Titles before a name and further words of it go with it, so that one person is told once.
    return re.compile(rf"(?<!\w)(?:{one})(?:[\s.]+(?:{one}))*(?!\w)") if several else re.compile(r"(?!)")


def _event_without(event: Event, accused: set[str], pattern: re.Pattern[str]) -> Event:
    def roles(named: tuple[Named, ...]) -> tuple[Named, ...]:
        return tuple(
            Named(words=UNNAMED, name=UNNAMED, kind=ActorKind.PERSON) if _key(one) in accused else one for one in named
        )

    told = replace(
        event,
        alleged_perpetrators=roles(event.alleged_perpetrators),
        allegations=tuple(
            replace(one, alleged_perpetrators=roles(one.alleged_perpetrators)) for one in event.allegations
        ),
    )
    without: Event = _without(told, pattern)
    return without


def _without(value: Any, pattern: re.Pattern[str]) -> Any:  # noqa: ANN401 (any record)
    return _each_string(value, lambda text: pattern.sub(UNNAMED, text))


def _each_string(value: Any, told: Callable[[str], str]) -> Any:  # noqa: ANN401 (any record)
    if type(value) is str:
        return told(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _each_string(getattr(value, field.name), told) for field in fields(value)})
    if isinstance(value, Span):
        return value
    if isinstance(value, tuple):
        return tuple(_each_string(each, told) for each in value)
    return value
