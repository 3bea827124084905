"""The first page: what it says in short, and what that is worth."""

from collections.abc import Iterator

from onrecord.present import words
from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import Block, Bullets, Look, Paragraph, Run, Section, Sentence, Tone
from onrecord.records.record import CAUTION, Board, CellKind, Event
from onrecord.records.vocabulary import Status

MOST = 12
"""Events that the summary tells one by one."""


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
    blocks.append(Paragraph((_basis(context),), Tone.LEAD))
    if record.events:
        items = [_event(context, event) for event in context.several[:MOST]]
        items.extend(_further(context))
        blocks.append(Bullets(tuple(items), "Alleged:"))
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


def _further(context: Context) -> Iterator[Sentence]:
    more = context.several[MOST:]
    if more:
        yield sentence(
            phrases.capitalised(phrases.counted(len(more), "further event")),
            " under ",
            Run("What is alleged", Look.PLAIN, "alleged"),
            ".",
            notes=context.leaned(event.allegations[0] for event in more),
            mark=context.mark_of(one.id for event in more for one in event.allegations),
        )
    if context.once:
        yield sentence(
            phrases.capitalised(phrases.counted(len(context.once), "event")),
            " told once: see ",
            Run("the table", Look.PLAIN, "told-once"),
            ".",
            notes=context.leaned(event.allegations[0] for event in context.once),
            mark=context.mark_of(event.allegations[0].id for event in context.once),
        )


def _event(context: Context, event: Event) -> Sentence:
    told = [Run(phrases.title(event), Look.STRONG, event.id), Run(".")]
    if event.independence is not None:
        told.append(Run(f" {phrases.capitalised(event.independence.told)}."))
    given = [figure for figure in event.figures if figure.number is not None and figure.status is Status.ASSERTED]
    distinct = dict.fromkeys(
        f"{phrases.figure_words(figure)} ({words.ACTS[figure.act]})" for figure in given if figure.restates is None
    )
    if distinct:
        told.append(Run(f" Figures given: {'; '.join(distinct)}."))
    if any(figure.contradicts for figure in event.figures):
        told.append(Run(" They contradict one another."))
    if event.denied_by:
        told.append(Run(f" Denied in {phrases.counted(len(event.denied_by), 'place')}."))
    return Sentence(
        tuple(told),
        context.leaned(event.allegations),
        context.mark_of(allegation.id for allegation in event.allegations),
    )


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
