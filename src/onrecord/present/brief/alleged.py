"""What is alleged, event by event: on whose word, with which figures, and why its allegations are one event."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.present import words
from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import (
    Block,
    Bullets,
    Cell,
    Fact,
    Facts,
    Look,
    Paragraph,
    Run,
    Section,
    Sentence,
    Table,
)
from onrecord.present.brief.figures import figures
from onrecord.present.export.replies import NOT_SOUGHT, answers, requests_to
from onrecord.records.decision import Verification
from onrecord.records.record import Event, Named, Origin, Standing, ToldAllegation
from onrecord.records.vocabulary import ActorKind, Status
from onrecord.weigh.gate import UNNAMED

PATHS = 6
"""Ways to an origin that are told at most."""

REASONS = 6
"""Reasons that are told of why allegations are one event, and doubts, at most."""

WITHHELD_SHORT = "a person not named here before somebody confirms it"
WITHHELD = "A person whom reports name; not named here before somebody confirms it."


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
    several, once = context.several, context.once
    parts: list[Block] = [lead, *(_event(context, event) for event in several)]
    if once:
        parts.append(Section("told-once", "Told once", (_once(context, once),)))
    return Section("alleged", "What is alleged", tuple(parts))


def _once(context: Context, events: Sequence[Event]) -> Table:
    """Events that one report tells of in one place, a line each."""
    return Table(
        caption="Alleged by one report alone, in one place",
        columns=("Alleged", "Whom, where, when", "Told"),
        widths=(15, 30, 55),
        rows=tuple(_row(context, event) for event in events),
    )


def _row(context: Context, event: Event) -> tuple[Cell, ...]:
    allegation = event.allegations[0]
    about = []
    for name, named in (("", event.victims), ("by ", event.alleged_perpetrators)):
        told = [WITHHELD_SHORT if each.name == UNNAMED else phrases.who(each) for each in named]
        if told:
            about.append(f"{name}{phrases.listed(dict.fromkeys(told))}")
    about += dict.fromkeys(phrases.where(place) for place in event.places)
    about += dict.fromkeys(phrases.when(time) for time in event.times)
    about += dict.fromkeys(phrases.figure_words(figure) for figure in event.figures)
    answered = []
    for accused in event.alleged_perpetrators:
        if accused.name != UNNAMED and _is_person(accused) and allegation.held:
            answered.append(_reply(context, event, accused, f"Reply of {phrases.who(accused)}: "))
    told_by = sentence(
        phrases.capitalised(_teller(context, allegation)),
        " in ",
        context.reports(allegation.reports),
        ": ",
        phrases.quoted(allegation.quotation.text),
        notes=context.leaned([allegation]),
        mark=context.mark(allegation.held),
    )
    lines = (*(phrases.plain(phrases.capitalised(line)) for line in about), *answered) or (phrases.plain("Not told"),)
    act = sentence(Run(phrases.capitalised(phrases.act(allegation)), Look.STRONG))
    return Cell((act,), event.id), Cell(lines), Cell((told_by,))


def _event(context: Context, event: Event) -> Section:
    blocks: list[Block] = [Facts(tuple(_facts(context, event)))]
    blocks.append(Section(f"{event.id}-told", "Who tells it", (Bullets(tuple(_tellings(context, event))),)))
    if event.origins:
        blocks.append(Section(f"{event.id}-origins", "On whose word", tuple(_origins(context, event))))
    if event.figures:
        blocks.append(figures(context, event))
    blocks.extend(_one_event(context, event))
    return Section(event.id, phrases.title(event), tuple(blocks))


def _facts(context: Context, event: Event) -> Iterator[Fact]:
    everything = event.allegations
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
    yield Fact("Alleged perpetrator", tuple(_accused(context, event)))
    lying = {phrases.where(place): place for place in event.places}
    if lying:
        yield Fact(
            "Where",
            tuple(
                _from(context, text, [one for one in everything if place in one.places] or list(everything))
                for text, place in lying.items()
            ),
        )
    lasting = {phrases.when(time): time for time in event.times}
    if lasting:
        yield Fact(
            "When",
            tuple(
                _from(context, text, [one for one in everything if time in one.times] or list(everything))
                for text, time in lasting.items()
            ),
        )
    if event.independence is not None:
        yield Fact("Origins", (sentence(Run(event.independence.told, Look.PLAIN, f"{event.id}-origins")),))
    if any(one.verification is not Verification.UNVERIFIED for one in everything):
        yield Fact("Verification", (_verification(context, event),))


def _named(
    context: Context,
    event: Event,
    name: str,
    named: Iterable[Named],
    of: Callable[[ToldAllegation], tuple[Named, ...]],
) -> Iterator[Fact]:
    gathered: dict[str, list[ToldAllegation]] = {}
    for each in named:
        ones = gathered.setdefault(phrases.who(each), [])
        ones.extend(one for one in event.allegations if _among(each, of(one)) and one not in ones)
    if gathered:
        yield Fact(name, tuple(_from(context, text, ones) for text, ones in gathered.items()))


def _from(context: Context, text: str, allegations: list[ToldAllegation]) -> Sentence:
    return sentence(text, notes=context.leaned(allegations), mark=context.mark_of(one.id for one in allegations))


def _accused(context: Context, event: Event) -> Iterator[Sentence]:
    """Who is said to have done it; a person only once that is confirmed, with who names them and what they answered."""
    if not event.alleged_perpetrators:
        yield phrases.plain("Nobody is named.")
    bodies: dict[str, list[ToldAllegation]] = {}
    for accused in event.alleged_perpetrators:
        naming = [one for one in event.allegations if _among(accused, one.alleged_perpetrators)]
        if accused.name == UNNAMED:
            yield _from(context, WITHHELD, naming)
            continue
        confirmed = [one for one in naming if one.held]
        # Of people whom nobody has confirmed, the gate leaves only those who are nobody in particular: "a guard".
        if not confirmed or not _is_person(accused):
            bodies.setdefault(phrases.who(accused), []).extend(naming)
            continue
        tellers = dict.fromkeys(_teller(context, one) for one in confirmed)
        yield sentence(phrases.who(accused), f", named by {phrases.listed(tellers)}.", notes=context.leaned(confirmed))
        yield _reply(context, event, accused, "Reply: ")
    # Two reports may call two bodies alike: then they are told in one line, without a word on whether they are one.
    for called, naming in bodies.items():
        yield _from(context, called, list(dict.fromkeys(naming)))


def _reply(context: Context, event: Event, accused: Named, lead: str) -> Sentence:
    """What somebody accused answered, each answer with its note, and how they were asked."""
    told = answers(context.record, event, accused)
    asked = requests_to(context.record, accused)
    parts: list[Run] = []
    for one in told:
        doubt = f", {one.doubt}" if one.doubt else ""
        act = words.RESPONSES[one.act] if one.response is None else phrases.response_words(one.response)
        said = f"{act} (report {one.quotation.report}{doubt}): "
        parts += [Run("; " if parts else ""), Run(said), phrases.quoted(one.quotation.text)]
    if asked or not told:
        parts += [Run("; " if parts else ""), Run("; ".join(asked) if asked else NOT_SOUGHT)]
    # A quotation ends with a stop of its own, more often than not.
    end = "" if parts[-1].look is Look.QUOTED else "."
    return sentence(lead, tuple(part for part in parts if part.text), end,
                    notes=context.noted(one.quotation for one in told))  # fmt: skip


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


# --- tellings --------------------------------------------------------------------------------------------------------


def _tellings(context: Context, event: Event) -> Iterator[Sentence]:
    for allegation in event.allegations:
        told = "denies it" if allegation.status is Status.NEGATED else phrases.act(allegation)
        yield sentence(
            phrases.capitalised(_teller(context, allegation)),
            ", in ",
            context.reports(allegation.reports),
            f": {told}: ",
            phrases.quoted(allegation.quotation.text),
            notes=context.leaned([allegation]),
            mark=context.mark(allegation.held),
        )


def _teller(context: Context, allegation: ToldAllegation) -> str:
    """Who tells an allegation: from the innermost outward, or the report itself."""
    if allegation.told_by:
        return ", as told by ".join(phrases.who(teller) for teller in allegation.told_by)
    publisher = context.sources[allegation.quotation.report].publisher
    return f"report {allegation.quotation.report} in its own voice" if publisher is None else f"{publisher} itself"


# --- origins ---------------------------------------------------------------------------------------------------------


def _origins(context: Context, event: Event) -> Iterator[Block]:
    if event.independence is not None:
        yield Paragraph(
            (
                sentence(
                    Run(phrases.capitalised(event.independence.told), Look.STRONG),
                    ". An origin is where a chain of telling ends: the first teller.",
                ),
            )
        )
    order = {Standing.ESTABLISHED: 0, Standing.SHARED: 1, Standing.NOT_ESTABLISHED: 2}
    names = {origin.id: origin.name for origin in event.origins}
    items = [_origin(context, origin, names) for origin in sorted(event.origins, key=lambda one: order[one.standing])]
    yield Bullets(tuple(items))


def _origin(context: Context, origin: Origin, names: dict[str, str]) -> Sentence:
    standing = phrases.STANDINGS[origin.standing]
    if origin.with_:
        others = phrases.listed(names.get(other, context.node(other)) for other in origin.with_)
        standing += f" (with {others})"
    paths = dict.fromkeys(" → ".join(context.node(node) for node in path) for path in origin.paths)
    shown = list(paths)[:PATHS]
    further = f"; and {len(paths) - PATHS} more ways" if len(paths) > PATHS else ""
    told = [f" Reached by {'; '.join(shown)}{further}."] if shown else []
    told.extend(f" {reason}" for reason in origin.reasons)
    return sentence(
        Run(phrases.capitalised(origin.name), Look.STRONG),
        f" ({phrases.ORIGIN_KINDS[origin.kind]}): {standing}.",
        *told,
        notes=context.noted(origin.quotations),
        mark=context.mark_of(origin.allegations),
    )


# --- why they are one ------------------------------------------------------------------------------------------------


def _one_event(context: Context, event: Event) -> Iterator[Block]:
    if not event.joins and not event.contains and not event.doubts:
        return
    told = dict.fromkeys(term.told for join in (*event.joins, *event.contains) for term in join.terms if term.value > 0)
    blocks: list[Block] = []
    if told:
        blocks.append(Bullets(tuple(_first(list(told))), "These allegations were joined because:"))
    if event.doubts:
        blocks.append(Bullets(tuple(_first(event.doubts)), "What is in doubt:"))
    if len(told) > REASONS or len(event.doubts) > REASONS:
        code = Run(f"onrecord record {context.record.case} --event {event.id}", Look.CODE)
        blocks.append(Paragraph((sentence(code, " tells all of it."),)))
    if blocks:
        yield Section(f"{event.id}-one", "Why it is told as one event", tuple(blocks))


def _first(reasons: Sequence[str]) -> Iterator[Sentence]:
    """The first of them, and how many more there are."""
    yield from (phrases.plain(each) for each in reasons[:REASONS])
    if len(reasons) > REASONS:
        yield phrases.plain(f"And {len(reasons) - REASONS} more.")


def _is_person(named: Named) -> bool:
    """Whether it is a natural person; where its kind isn't known, whether it is written as a name of two words is."""
    if named.kind is not None:
        return named.kind is ActorKind.PERSON
    return sum(word[:1].isupper() for word in phrases.who(named).split()) > 1


def _among(named: Named, others: Iterable[Named]) -> bool:
    return any(
        named.actor == other.actor if named.actor is not None and other.actor is not None else named.name == other.name
        for other in others
    )
