"""An event's figures: a table, a chart, and what contradicts or revises what. Nothing is ever summed."""

from collections.abc import Iterator

from onrecord.present import words
from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import Block, Bullets, Cell, Drawing, Section, Sentence, Table
from onrecord.present.brief.drawing import Bar, chart
from onrecord.present.figure_reasons import figure_numbers, figure_reasons
from onrecord.present.figure_rows import counted_in_words, is_none
from onrecord.present.plain import shortened
from onrecord.records.record import CAUTION, Event, Figure, Role
from onrecord.records.vocabulary import Bound, Status

_COLUMNS = ("No.", "Figure", "Who is counted", "Given by", "As of", "Beside the others")
_WIDTHS = (5, 18, 16, 24, 18, 19)


def figures(context: Context, event: Event) -> Section:
    """The figures of an event that has some: each once, with all who repeat it."""
    given = [(at, one) for at, one in enumerate(event.figures) if one.restates is None and one.role is Role.VICTIMS]
    accused = [one for one in event.figures if one.role is Role.ALLEGED_PERPETRATORS]
    blocks: list[Block] = []
    if given:
        blocks.append(
            Table(
                caption=f"Figures that reports give: {phrases.title(event)}",
                columns=_COLUMNS,
                widths=_WIDTHS,
                rows=tuple(_row(context, event, index, figure) for index, figure in given),
                caution=CAUTION,
            )
        )
    drawing = _chart(given)
    if drawing is not None:
        blocks.append(drawing)
    if accused:
        blocks.append(Bullets(tuple(_accused(context, figure) for figure in accused), "Of alleged perpetrators:"))
    items = tuple(_reasons(context, event))
    if items:
        blocks.append(Bullets(items, "Contradictions and revisions:"))
    return Section(f"{event.id}-figures", "Figures", tuple(blocks))


def _row(context: Context, event: Event, index: int, figure: Figure) -> tuple[Cell, ...]:
    status = "" if is_none(figure) else words.STATUSES[figure.status]
    told = phrases.capitalised(phrases.figure_words(figure))
    several = len({one.act for one in event.figures}) > 1
    counted = counted_in_words(figure)
    return (
        _cell(phrases.plain(str(index + 1)), anchor=f"{event.id}-figure-{index + 1}"),
        _cell(
            sentence(
                told, *([f"; {status}"] if status else []),
                notes=context.noted([figure.quotation]),
                mark=context.mark_of([figure.allegation]),
            ),
            *([phrases.plain(phrases.capitalised(words.ACTS[figure.act]))] if several else []),
        ),
        _cell(phrases.plain(_of_whom(figure, counted))),
        _cell(*_given_by(context, event, index, figure)),
        _cell(*_as_of(figure)),
        _cell(*_relations(context, figure, counted)),
    )  # fmt: skip


def _of_whom(figure: Figure, counted: str) -> str:
    if counted:
        return counted if counted == figure.counted else f"of those in figure {(figure.subset_of or 0) + 1}"
    return "–" if is_none(figure) else "not told"


def _cell(*sentences: Sentence, anchor: str | None = None) -> Cell:
    return Cell(sentences, anchor)


def _given_by(context: Context, event: Event, index: int, figure: Figure) -> Iterator[Sentence]:
    teller = figure.teller if figure.teller else "the report itself"
    who = f"Denied by {teller}" if is_none(figure) else phrases.capitalised(teller)
    yield sentence(who, ", ", context.report(figure.quotation.report))
    names = {origin.id: origin.name for origin in event.origins}
    origin = None if figure.origin is None else names.get(figure.origin)
    if origin is not None and origin != teller:
        yield phrases.plain(f"Origin: {origin}")
    repeats = [one for one in event.figures if one.restates == index]
    if repeats:
        yield sentence(
            "Repeated in ",
            context.reports(one.quotation.report for one in repeats),
            notes=context.noted(one.quotation for one in repeats),
        )


def _as_of(figure: Figure) -> Iterator[Sentence]:
    yield phrases.plain(phrases.day(figure.as_of))
    if figure.period is not None:
        yield phrases.plain(f"Period: {phrases.when(figure.period)}")
    if figure.cumulative is not None:
        yield phrases.plain("All so far" if figure.cumulative else "Of that time alone")


def _relations(context: Context, figure: Figure, counted: str) -> Iterator[Sentence]:
    told = []
    if figure.revises is not None:
        told.append(phrases.plain(f"Replaces {figure_numbers([figure.revises])}"))
    if figure.subset_of is not None and figure.subset_of_event is not None:
        other = context.events.get(figure.subset_of_event)
        of = "another event" if other is None else context.event(other)
        told.append(sentence(f"Some of {figure_numbers([figure.subset_of])} of ", of))
    elif figure.subset_of is not None and counted == figure.counted:
        told.append(phrases.plain(f"Some of {figure_numbers([figure.subset_of])}"))
    if figure.contradicts:
        told.append(phrases.plain(f"Can't be true together with {figure_numbers(figure.contradicts)}"))
    yield from told or [phrases.plain("–")]


def _accused(context: Context, figure: Figure) -> Sentence:
    counted = figure.counted if figure.counted else "persons"
    told = phrases.figure_words(figure).removesuffix(figure.unit.value).strip()
    teller = figure.teller if figure.teller else "the report itself"
    return sentence(
        phrases.capitalised(f"{told} {counted}, says {teller} in "),
        context.report(figure.quotation.report),
        ".",
        notes=context.noted([figure.quotation]),
        mark=context.mark_of([figure.allegation]),
    )


def _reasons(context: Context, event: Event) -> Iterator[Sentence]:
    for reason in figure_reasons(event.figures):
        quotations = dict.fromkeys(event.figures[index].quotation for index in (*reason.figures, *reason.others))
        yield sentence(reason.told, notes=context.noted(quotations))


def _chart(given: list[tuple[int, Figure]]) -> Drawing | None:
    """Each figure as the range that its words allow; none where there are fewer than two."""
    bars = [
        Bar(
            name=f"{index + 1}",
            label=shortened(figure.teller if figure.teller else "the report itself", 34),
            value=f"{phrases.figure_words(figure)}, {words.ACTS[figure.act]}",
            low=figure.low,
            high=figure.high,
            number=figure.number,
            denied=figure.status is not Status.ASSERTED,
            about=figure.bound is Bound.ABOUT,
        )
        for index, figure in given
        if figure.number is not None or (figure.low is not None and figure.high is not None)
    ]
    if len(bars) < 2:
        return None
    drawn = chart(bars)
    told = "; ".join(f"figure {bar.name}, {bar.label}: {bar.value}" for bar in bars)
    hollow = "; a hollow point where they say “about”" if any(bar.about for bar in bars) else ""
    return Drawing(
        caption=f"What the words of each figure allow; an arrow where they set no limit{hollow}",
        alternative=f"A bar for each figure. {phrases.capitalised(told)}.",
        svg=drawn.svg,
        width=drawn.width,
        height=drawn.height,
        caution=CAUTION,
    )
