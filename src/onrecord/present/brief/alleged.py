"""What is alleged, event by event: on whose word, with which figures, and why its allegations are one event."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from onrecord.present import words
from onrecord.present.brief import phrases
from onrecord.present.brief.accused import accused_of, among
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import (
    Block,
    Bullets,
    Fact,
    Facts,
    Look,
    Paragraph,
    Run,
    Section,
    Sentence,
)
from onrecord.present.brief.figures import figures
from onrecord.present.brief.lines import lines
from onrecord.present.brief.tellers import origins, teller, who_tells
from onrecord.present.tellings import called
from onrecord.records.decision import Verification
from onrecord.records.record import Event, Named, ToldAllegation

T = TypeVar("T")

REASONS, FEW = 6, 2
"""Reasons that are told of why allegations are one event, and doubts, at most; in a draft few."""


def alleged(context: Context) -> Section:
    """The section, an event after another."""
    record = context.record
    if not record.events:
        return Section("alleged", "What is alleged", (Paragraph((phrases.plain("No allegation is held."),)),))
    lead = Paragraph(
        (
            phrases.plain(
                "An act is named in plain language, never as a legal finding. That something is alleged means that a "
                "report says so. Each event gathers what reports tell of the same thing."
            ),
        )
    )
    parts: list[Block] = [lead, *(_event(context, event) for event in context.chosen.full)]
    if context.chosen.lines:
        parts.append(lines(context))
    return Section("alleged", "What is alleged", tuple(parts))


def _event(context: Context, event: Event) -> Section:
    blocks: list[Block] = [Facts(tuple(_facts(context, event)))]
    blocks.append(Section(f"{event.id}-told", "Who tells it", (Bullets(tuple(who_tells(context, event))),)))
    if event.origins:
        blocks.append(Section(f"{event.id}-origins", "On whose word", tuple(origins(context, event))))
    if event.figures:
        blocks.append(figures(context, event))
    blocks.extend(_one_event(context, event))
    return Section(event.id, phrases.title(event), tuple(blocks))


def _facts(context: Context, event: Event) -> Iterator[Fact]:
    everything = context.told(event)
    acts = phrases.listed(words.ACTS[act] for act in event.acts)
    status = words.STATUSES[event.status]
    yield Fact(
        "Alleged act",
        (
            sentence(
                acts if not status else f"{acts}; {status}",
                notes=context.leaned(everything),
                mark=context.mark_of(one.id for one in everything),
            ),
        ),
    )
    parents = [other for other in context.record.events if event.id in other.parts]
    for name, others in (("Contains", [context.events[part] for part in event.parts if part in context.events]),
                         ("Part of", parents)):  # fmt: skip
        if others:
            told = tuple(sentence(context.event(other)) for other in others)
            yield Fact(name, told)
    yield from _named(context, event, "Alleged victims", event.victims, lambda one: one.victims)
    yield Fact("Alleged perpetrator", tuple(accused_of(context, event)))
    yield from _denied(context, event)
    yield from _placed(context, "Where", [(phrases.where(one), one) for one in event.places], everything,
                       lambda told: told.places)  # fmt: skip
    yield from _placed(context, "When", [(phrases.when(one), one) for one in event.times], everything,
                       lambda told: told.times)  # fmt: skip
    if event.independence is not None:
        target = f"{event.id}-origins" if event.origins else None
        yield Fact("Origins", (sentence(Run(event.independence.told, Look.PLAIN, target)),))
    if any(one.verification is not Verification.UNVERIFIED for one in everything):
        yield Fact("Verification", (_verification(context, event),))


def _denied(context: Context, event: Event) -> Iterator[Fact]:
    """Who says that it didn't happen."""
    denying = [one for one in context.told(event) if one.id in event.denied_by]
    by_name: dict[str, list[ToldAllegation]] = {}
    for one in denying:
        name = teller(context, one)
        by_name.setdefault(next((known for known in by_name if called(known) == called(name)), name), []).append(one)
    if by_name:
        told = (context.leaning(phrases.capitalised(name), ones) for name, ones in by_name.items())
        yield Fact("Denied by", tuple(told))


def _placed(
    context: Context,
    name: str,
    told: Iterable[tuple[str, T]],
    allegations: Sequence[ToldAllegation],
    of: Callable[[ToldAllegation], tuple[T, ...]],
) -> Iterator[Fact]:
    """Places or times, those called alike once, each with the allegations that tell it."""
    gathered: dict[str, tuple[str, list[ToldAllegation]]] = {}
    for text, one in told:
        _, ones = gathered.setdefault(called(text), (text, []))
        ones += [each for each in allegations if one in of(each) and each not in ones]
    if gathered:
        # What only passages tell of which the reader isn't sure, a draft leaves out with them.
        kept = [(text, ones) for text, ones in gathered.values() if ones or not context.chosen.draft]
        if kept:
            yield Fact(name, tuple(context.leaning(text, ones or list(allegations)) for text, ones in kept))


def _named(
    context: Context,
    event: Event,
    name: str,
    named: Iterable[Named],
    of: Callable[[ToldAllegation], tuple[Named, ...]],
) -> Iterator[Fact]:
    gathered: dict[str, tuple[str, list[ToldAllegation]]] = {}
    for each in named:
        _, ones = gathered.setdefault(called(phrases.who(each)), (phrases.who(each), []))
        ones += [one for one in context.told(event) if among(each, of(one)) and one not in ones]
    told = tuple(context.leaning(text, ones) for text, ones in gathered.values() if ones or not context.chosen.draft)
    if told:
        yield Fact(name, told)


def _verification(context: Context, event: Event) -> Sentence:
    """Only people verify; the program never does."""
    told: dict[Verification, list[ToldAllegation]] = {}
    for allegation in event.allegations:
        told.setdefault(allegation.verification, []).append(allegation)
    parts = [
        f"{kind.value.replace('_', ' ')}: {phrases.counted(len(ones), 'allegation')}"
        for kind, ones in sorted(told.items(), key=lambda item: item[0] is Verification.UNVERIFIED)
    ]
    set_ones = [one for kind, ones in told.items() if kind is not Verification.UNVERIFIED for one in ones]
    return sentence(phrases.capitalised("; ".join(parts)), notes=context.leaned(set_ones))


# --- why they are one ------------------------------------------------------------------------------------------------


def _one_event(context: Context, event: Event) -> Iterator[Block]:
    if not event.joins and not event.contains and not event.doubts:
        return
    told = dict.fromkeys(term.told for join in (*event.joins, *event.contains) for term in join.terms if term.value > 0)
    most = FEW if context.chosen.draft else REASONS
    blocks: list[Block] = []
    if told:
        blocks.append(Bullets(tuple(_some_of(list(told), most)), "These allegations were joined because:"))
    if event.doubts:
        blocks.append(Bullets(tuple(_some_of(event.doubts, most)), "What is in doubt:"))
    if len(told) > most or len(event.doubts) > most:
        code = Run(f"onrecord record {context.record.case} --event {event.id}", Look.CODE)
        blocks.append(Paragraph((sentence(code, " tells all of it."),)))
    if blocks:
        yield Section(f"{event.id}-one", "Why it is told as one event", tuple(blocks))


def _some_of(reasons: Sequence[str], most: int) -> Iterator[Sentence]:
    """The first of them, and how many more there are."""
    yield from (phrases.plain(each) for each in reasons[:most])
    if len(reasons) > most:
        yield phrases.plain(f"And {len(reasons) - most} more.")
