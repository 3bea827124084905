"""The first page: what it says in short, and what that is worth."""

from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.present import words
from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import Block, Bullets, Look, Paragraph, Run, Section, Sentence, Tone
from onrecord.present.brief.selection import FIRST, whole
from onrecord.present.figure_rows import lasting
from onrecord.present.tellings import once
from onrecord.records.record import (
    CAUTION,
    Board,
    CellKind,
    Event,
    Origin,
    Standing,
    ToldAllegation,
)
from onrecord.records.vocabulary import Status

FIGURES, NAMES, ORIGINS, UNTOLD = 3, 3, 3, 3
"""Figures of an act and origins of an event, origins of all, and events that nobody tells as happened, that it tells at
most: it is to fill one page.
"""

_UNTOLD = {
    Status.NEGATED: "Told as not happened",
    Status.HYPOTHETICAL: "Planned, threatened, feared or conditional",
}

_STANDINGS = {
    Standing.ESTABLISHED: "an origin of its own",
    Standing.SHARED: "shares its knowledge with another",
    Standing.NOT_ESTABLISHED: "not established as independent",
}


def nothing_confirmed(context: Context) -> bool:
    """Whether the gate let nothing through."""
    record = context.record
    return record.reviewed_only and not record.events and not record.responses


def summary(context: Context) -> Section:
    """The section."""
    record = context.record
    blocks: list[Block] = []
    if nothing_confirmed(context):
        blocks.append(
            Paragraph(
                (
                    sentence(Run("Nothing is confirmed yet, so this brief holds no allegation and no response.",
                                 Look.STRONG)),
                    phrases.plain(
                        "A brief holds only findings that a person confirmed as correctly read. To confirm some: "
                    ),
                    sentence("list them with ", Run(f"onrecord list {record.case} findings", Look.CODE)),
                    sentence(", look at one with ", Run(f"onrecord show {record.case} FINDING", Look.CODE)),
                    sentence(", confirm it with ", Run(f"onrecord decide {record.case} FINDING confirmed", Look.CODE)),
                    sentence(", and write the brief again. ",
                             Run("--include-unreviewed", Look.CODE), " shows what the machine read, and marks it so."),
                ),
                Tone.CAUTION,
            )
        )  # fmt: skip
    blocks.append(Paragraph((_basis(context), *_choice(context)), Tone.LEAD))
    if context.chosen.told:
        first = _first(context)
        untold = [event for event in context.chosen.told if event.status is not Status.ASSERTED]
        further = tuple(_further(context, (*first, *untold)))
        if first or further:
            blocks.append(Bullets((*(_event(context, event) for event in first), *further), "Alleged:"))
        if untold:
            title = "Not alleged, but told as not happened, or as planned, feared or conditional:"
            blocks.append(Bullets(tuple(_untold(context, untold)), title))
        whose = tuple(_whose(context))
        if whose:
            events = phrases.counted(len(context.chosen.full), "event")
            blocks.append(Bullets(whose, f"On whose word, of {events} told in full:"))
    if record.board is not None:
        blocks.append(Bullets(tuple(_board(record.board)), "Of those whose response is monitored:"))
    if any(event.figures for event in record.events):
        blocks.append(Paragraph((phrases.plain(CAUTION),), Tone.CAUTION))
    return Section("summary", "Summary", tuple(blocks))


def _basis(context: Context) -> Sentence:
    record = context.record
    dates = sorted(source.published for source in record.sources if source.published is not None)
    span = f", published {phrases.days(dates[0][:10], dates[-1][:10])}" if dates else ""
    copies = sum(len(cluster.reports) - 1 for cluster in record.copies)
    told = f"This brief rests on {phrases.counted(len(record.sources), 'report')}{span}"
    if copies:
        told += f"; {copies} {'of them is a copy' if copies == 1 else 'of them are copies'} of others"
    told += (
        f". They tell of {phrases.counted(len(record.events), 'event')} and "
        f"{phrases.counted(len(record.responses), 'response')}."
    )
    if record.failures:
        told += f" {phrases.capitalised(phrases.counted(record.failures, 'item'))} could not be read."
    return phrases.plain(told)


def _choice(context: Context) -> Iterator[Sentence]:
    """What of all that nobody reviewed a draft tells."""
    chosen = context.chosen
    if not chosen.draft:
        return
    left = []
    if chosen.events_left:
        left.append(phrases.counted(chosen.events_left, "event"))
    if chosen.responses_left:
        left.append(phrases.counted(chosen.responses_left, "response"))
    told = f"This draft tells {phrases.counted(len(chosen.full), 'event')} in full"
    if chosen.lines:
        told += f" and {len(chosen.lines):,} in a line each"
    if not left:
        yield phrases.plain(f"{told}.")
        return
    yield sentence(
        f"{told}. {phrases.capitalised(phrases.listed(left))}, most of them doubtful, are left to ",
        Run("onrecord brief --all", Look.CODE), ".",
    )  # fmt: skip


def _first(context: Context) -> tuple[Event, ...]:
    """The weightiest events that are told as happened and part of no other."""
    return tuple(event for event in whole(context.chosen.told) if event.status is Status.ASSERTED)[:FIRST]


def _further(context: Context, first: Sequence[Event]) -> Iterator[Sentence]:
    met = {event.id for event in first}
    more = [event for event in context.chosen.full if event.id not in met]
    lines = [event for event in context.chosen.lines if event.id not in met]
    parts: list[Run | str] = []
    if more:
        parts += [
            f"{phrases.counted(len(more), 'further event')} under ",
            Run("What is alleged", Look.PLAIN, "alleged"),
        ]
    if lines:
        how = "in a line each" if context.chosen.draft else "told once"
        parts += [", and " if parts else "", f"{phrases.counted(len(lines), 'event')} {how}: ",
                  Run("the table", Look.PLAIN, "told-once")]  # fmt: skip
    if parts:
        told = [context.told(event) for event in (*more, *lines)]
        yield sentence(
            *(part for part in parts if part), ".",
            notes=context.leaned(ones[0] for ones in told),
            mark=context.mark_of(one.id for ones in told for one in ones),
        )  # fmt: skip


def _untold(context: Context, events: Sequence[Event]) -> Iterator[Sentence]:
    """What nobody tells as happened, by how it is told: the first of each by title."""
    for status, label in _UNTOLD.items():
        several = [event for event in events if event.status is status]
        if not several:
            continue
        parts: list[Run] = [Run(f"{label}: ", Look.STRONG)]
        for at, event in enumerate(several[:UNTOLD]):
            # A title may begin with how it is told.
            title = phrases.title(event).removeprefix(f"{label}: ")
            parts += [Run("; " if at else ""), Run(title, Look.PLAIN, event.id)]
        if len(several) > UNTOLD:
            parts.append(Run(f"; and {len(several) - UNTOLD:,} more"))
        told = [one for event in several[:UNTOLD] for one in context.told(event)]
        yield sentence(
            tuple(part for part in parts if part.text), ".",
            notes=context.leaned(told), mark=context.mark_of(one.id for one in told),
        )  # fmt: skip


def _event(context: Context, event: Event) -> Sentence:
    told = [Run(phrases.title(event), Look.STRONG, event.id), Run(".")]
    reports = {number for one in context.told(event) for number in one.reports}
    told.append(Run(f" Told in {phrases.counted(len(reports), 'report')}"))
    if event.independence is not None:
        told.append(Run(f", on the word of {event.independence.told}{_names(event)}"))
    told.append(Run("."))
    figures = list(_figures(event))
    if figures:
        told.append(Run(f" Figures: {'; '.join(figures)}."))
    if _contradictory(event):
        told.append(Run(" Not all of these can be true."))
    denied = once(_denier(one) for one in context.told(event) if one.id in event.denied_by)
    if denied:
        told.append(Run(f" Denied by {phrases.listed(denied)}."))
    return Sentence(
        tuple(told),
        context.leaned(context.told(event)),
        context.mark_of(one.id for one in context.told(event)),
    )


def _names(event: Event) -> str:
    """The origins by name, those that may not be independent marked so."""
    named = dict.fromkeys(
        origin.name if origin.standing is Standing.ESTABLISHED else f"{origin.name} ({_STANDINGS[origin.standing]})"
        for origin in event.origins
    )
    shown = list(named)[:NAMES]
    more = [f"{len(named) - NAMES} more"] if len(named) > NAMES else []
    return f": {phrases.listed([*shown, *more])}" if shown else ""


def _denier(told: ToldAllegation) -> str:
    return phrases.who(told.told_by[0]) if told.told_by else f"report {told.quotation.report}"


def _figures(event: Event) -> Iterator[str]:
    met: set[tuple[str, str]] = set()
    for figure in lasting(event.figures):
        act = "" if figure.act in event.acts else f"{words.ACTS[figure.act]}: "
        key = (act, phrases.figure_words(figure))
        if key in met or sum(one == act for one, _ in met) >= FIGURES:
            continue
        met.add(key)
        beside = [part for part in (figure.teller, "" if figure.as_of is None else phrases.day(figure.as_of)) if part]
        if figure.revises is not None:
            beside.append(f"in place of {phrases.figure_of_whom(event.figures[figure.revises])}")
        yield f"{act}{phrases.figure_of_whom(figure)} ({', '.join(beside)})"


def _contradictory(event: Event) -> bool:
    """Whether two figures that are said to be so can't both be."""
    said = {place for place, figure in enumerate(event.figures) if figure.status is Status.ASSERTED}
    return any(said.intersection(event.figures[place].contradicts) for place in said)


def _whose(context: Context) -> Iterator[Sentence]:
    """The first tellers behind most of the events told in full."""
    events = context.chosen.full
    behind: dict[str, list[Origin]] = {}
    for event in events:
        for origin in event.origins:
            behind.setdefault(origin.name, []).append(origin)
    ranked = sorted(behind.items(), key=lambda item: (-len(item[1]), item[0].casefold()))
    shown = [one for one in ranked if len(one[1]) > 1 or len(events) == 1][:ORIGINS]
    for name, origins in shown:
        standings = Counter(origin.standing for origin in origins)
        parts = [f"{_STANDINGS[one]} in {standings[one]}" for one in Standing if standings[one]]
        stands = f"{_STANDINGS[origins[0].standing]} in each" if len(standings) == 1 else ", ".join(parts)
        yield sentence(
            Run(phrases.capitalised(name), Look.STRONG),
            f": a first teller in {len(origins)}; {stands}.",
            notes=context.noted(origins[0].quotations[:2]),
            mark=context.mark_of(one for origin in origins for one in origin.allegations),
        )
    more = [origin for _, origins in ranked if origins[0] not in [one[1][0] for one in shown] for origin in origins]
    if more:
        yield sentence(
            f"{len({one.name for one in more})} more in one event each: see ",
            Run("what is alleged", Look.PLAIN, "alleged"), ".",
            notes=context.noted(quotation for origin in more for quotation in origin.quotations[:1]),
        )  # fmt: skip


def _board(board: Board) -> Iterator[Sentence]:
    for kind in CellKind:
        cells = [cell for cell in board.cells if kind in cell.kinds]
        # Of confirmed findings alone, a response may be possible for passages that aren't shown.
        waiting = [cell for cell in cells if kind is CellKind.POSSIBLE and cell.unreviewed and not cell.possible]
        for told, ones in ((phrases.CELLS[kind], [cell for cell in cells if cell not in waiting]),
                           ("Nothing confirmed; passages wait for a reviewer", waiting)):  # fmt: skip
            if ones:
                names = phrases.listed(cell.actor.name for cell in ones)
                yield sentence(Run(f"{told}: ", Look.STRONG), f"{names}.")
