"""Whom an allegation's act is said to have befallen, and who is said to have done it, without those of another role.

A reader ties a number, or a name that stands near, to more acts than people would. A person looking at the record would
read that the guards were taken, that the hundred who were held were killed, and that a newspaper had disappeared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.records.allegation import Allegation
from onrecord.records.entity import Actor
from onrecord.records.frame import Participant
from onrecord.records.material import Material, Weighable
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, ActorKind, Status
from onrecord.weigh.figures.numbers import Number, behind_by, numbers_of

# What befalls bodies. An outlet may be threatened, raided or sued.
_BODILY = frozenset(
    {Act.KILLING, Act.DISAPPEARANCE, Act.ABDUCTION, Act.DETENTION, Act.TORTURE, Act.SEXUAL_VIOLENCE, Act.ASSAULT,
     Act.EXPULSION}
)  # fmt: skip


def with_own_victims(material: Material) -> Material:
    """The material without victims of what they did themselves, of what befell others, or of what can't befall them.

    Nor does whoever suffered it do it: "he broke his arm when he fell".

    What a person confirmed stays as it is. The readings that the ledger keeps aren't touched.
    """
    outlets = frozenset(
        _plain(weighable.report.publisher) for weighable in material.reports if weighable.report.publisher is not None
    )
    return replace(material, reports=tuple(_own(weighable, outlets) for weighable in material.reports))


def _own(weighable: Weighable, outlets: frozenset[str]) -> Weighable:
    reading = weighable.reading
    if reading is None or not any(one.victims or one.alleged_perpetrators for one in reading.allegations):
        return weighable
    suffered = {
        victim.actor
        for one in reading.allegations
        if one.act in _BODILY and one.status is Status.ASSERTED
        for victim in one.victims
        if victim.actor is not None and not _did_it(victim, one.alleged_perpetrators, weighable.report.text)
    }
    text = weighable.report.text
    numbers = numbers_of(reading)
    counted = {number.span for several in numbers.values() for number in several}
    actors = {actor.id: actor for actor in reading.actors}
    allegations = []
    for one in reading.allegations:
        if one.victims and weighable.ids.get(one.id) not in weighable.held:
            kept = tuple(
                victim
                for victim in one.victims
                if not _did_it(victim, one.alleged_perpetrators, text)
                and not _of_another(victim.span, numbers.get(one.id, ()), counted)
                and not _is_outlet(victim, one, actors, outlets)
            )
            one = one if len(kept) == len(one.victims) else replace(one, victims=kept)
        if one.alleged_perpetrators and weighable.ids.get(one.id) not in weighable.held:
            doing = tuple(each for each in one.alleged_perpetrators if not _only_suffered(each, one, suffered, actors))
            if len(doing) < len(one.alleged_perpetrators):
                one = replace(one, alleged_perpetrators=doing)
        allegations.append(one)
    if all(new is old for new, old in zip(allegations, reading.allegations, strict=True)):
        return weighable
    return replace(weighable, reading=replace(reading, allegations=tuple(allegations)))


def _did_it(victim: Participant, perpetrators: Iterable[Participant], text: str) -> bool:
    """Whether the same words, behind "by", are told as having done it."""
    return any(one.span.overlaps(victim.span) and behind_by(one.span, text) for one in perpetrators)


def _only_suffered(
    perpetrator: Participant, allegation: Allegation, suffered: set[str], actors: Mapping[str, Actor]
) -> bool:
    """Whether a person who did it is the one who suffered it, or did it to nobody and is told to have suffered it.

    A force may do both: its men are hurt, and hurt others.
    """
    actor = None if perpetrator.actor is None else actors.get(perpetrator.actor)
    if actor is None or actor.kind is not ActorKind.PERSON or allegation.act not in _BODILY:
        return False
    others = {victim.actor for victim in allegation.victims}
    return perpetrator.actor in others or (not others and perpetrator.actor in suffered)


def _of_another(victim: Span, own: Iterable[Number], counted: Iterable[Span]) -> bool:
    """Whether the words hold a number, and it counts another act's victims."""
    there = {span for span in counted if victim.contains(span)}
    return bool(there) and not there & {number.span for number in own}


def _is_outlet(
    victim: Participant, allegation: Allegation, actors: Mapping[str, Actor], outlets: frozenset[str]
) -> bool:
    """Whether an outlet is told as having suffered what only people can: it tells of it, more likely."""
    actor = None if victim.actor is None else actors.get(victim.actor)
    if actor is None or allegation.act not in _BODILY or allegation.status is Status.NEGATED:
        return False
    return actor.kind is ActorKind.OUTLET or _plain(actor.name) in outlets


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
