"""An event's figures: a table, a chart, and what contradicts, revises or restates what. Nothing is ever summed."""

import re
from collections.abc import Iterator

from onrecord.present import words
from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import Block, Bullets, Cell, Drawing, Section, Sentence, Table
from onrecord.present.brief.drawing import Bar, chart
from onrecord.present.plain import shortened
from onrecord.records.record import CAUTION, Event, Figure
from onrecord.records.vocabulary import Status

_COLUMNS = ("No.", "Figure", "Who is counted", "Given by", "As of", "Beside the others")
_WIDTHS = (5, 17, 24, 20, 16, 18)


def figures(context: Context, event: Event) -> Section:
    """The figures of an event that has some."""
    blocks: list[Block] = [
        Table(
            caption=f"Figures that reports give: {phrases.title(event)}",
            columns=_COLUMNS,
            widths=_WIDTHS,
            rows=tuple(_row(context, event, index, figure) for index, figure in enumerate(event.figures)),
            caution=CAUTION,
        )
    ]
    drawing = _chart(event)
    if drawing is not None:
        blocks.append(drawing)
    items = tuple(_reasons(context, event))
    if items:
        blocks.append(Bullets(items, "Contradictions, revisions and restatements:"))
    return Section(f"{event.id}-figures", "Figures", tuple(blocks))


def _row(context: Context, event: Event, index: int, figure: Figure) -> tuple[Cell, ...]:
    status = words.STATUSES[figure.status]
    told = phrases.capitalised(phrases.figure_words(figure))
    acts = words.ACTS[figure.act]
    return (
        _cell(phrases.plain(str(index + 1)), anchor=f"{event.id}-figure-{index + 1}"),
        _cell(
            sentence(
                told, *([f"; {status}"] if status else []),
                notes=context.noted([figure.quotation]),
                mark=context.mark_of([figure.allegation]),
            ),
            phrases.plain(phrases.capitalised(acts)),
        ),
        _cell(sentence(figure.counted if figure.counted else "not told")),
        _cell(*_given_by(context, event, figure)),
        _cell(*_as_of(figure)),
        _cell(*_relations(context, figure)),
    )  # fmt: skip


def _cell(*sentences: Sentence, anchor: str | None = None) -> Cell:
    return Cell(sentences, anchor)


def _given_by(context: Context, event: Event, figure: Figure) -> Iterator[Sentence]:
    teller = figure.teller if figure.teller else "the report itself"
    yield sentence(phrases.capitalised(teller), ", ", context.report(figure.quotation.report))
    names = {origin.id: origin.name for origin in event.origins}
    origin = None if figure.origin is None else names.get(figure.origin)
    if origin is not None and origin != teller:
        yield phrases.plain(f"Origin: {origin}")


def _as_of(figure: Figure) -> Iterator[Sentence]:
    yield phrases.plain(phrases.day(figure.as_of))
    if figure.period is not None:
        yield phrases.plain(f"Period: {phrases.when(figure.period)}")
    if figure.cumulative is not None:
        yield phrases.plain("All so far" if figure.cumulative else "Of that time alone")


def _relations(context: Context, figure: Figure) -> Iterator[Sentence]:
    told = [
        ("Repeats", () if figure.restates is None else (figure.restates,)),
        ("Revises", () if figure.revises is None else (figure.revises,)),
        ("Some of", () if figure.subset_of is None or figure.subset_of_event is not None else (figure.subset_of,)),
        ("Can't be true together with", figure.contradicts),
    ]
    said = False
    for verb, others in told:
        if others:
            said = True
            yield phrases.plain(f"{verb} {phrases.numbers(others)}")
    if figure.subset_of is not None and figure.subset_of_event is not None:
        said = True
        other = context.events.get(figure.subset_of_event)
        yield sentence(
            f"Some of {phrases.numbers([figure.subset_of])} of ",
            "another event" if other is None else context.event(other),
        )
    if not said:
        yield phrases.plain("–")


def _reasons(context: Context, event: Event) -> Iterator[Sentence]:
    """Why figures repeat, replace or contradict others; what is so of several for one reason, in one sentence."""
    told: dict[str, list[int]] = {}
    for index, figure in enumerate(event.figures):
        for reason in dict.fromkeys(figure.reasons):
            told.setdefault(reason, []).append(index)
    for reason, indices in told.items():
        quotations = [
            event.figures[one].quotation
            for index in indices
            for one in (index, *_others(event, event.figures[index], reason))
        ]
        yield sentence(
            f"{phrases.capitalised(phrases.numbers(indices))}: {reason}", notes=context.noted(dict.fromkeys(quotations))
        )


def _others(event: Event, figure: Figure, reason: str) -> Iterator[int]:
    """Those of the figures beside that a reason names."""
    for other in (*figure.contradicts, figure.revises, figure.restates):
        if other is not None and other < len(event.figures) and re.search(rf"\b{other + 1}\b", reason) is not None:
            yield other


def _chart(event: Event) -> Drawing | None:
    """Each figure that repeats no other, as the range that its words allow; none where there are fewer than two."""
    bars = [
        Bar(
            name=f"{index + 1}",
            label=shortened(figure.teller if figure.teller else "the report itself", 34),
            value=phrases.figure_words(figure),
            low=figure.low,
            high=figure.high,
            number=figure.number,
            denied=figure.status is not Status.ASSERTED,
        )
        for index, figure in enumerate(event.figures)
        if figure.number is not None and figure.restates is None
    ]
    if len(bars) < 2:
        return None
    drawn = chart(bars)
    told = "; ".join(f"figure {bar.name}, {bar.label}: {bar.value}" for bar in bars)
    return Drawing(
        caption="What the words of each figure allow; an arrow where they set no limit",
        alternative=f"A bar for each figure. {phrases.capitalised(told)}.",
        svg=drawn.svg,
        width=drawn.width,
        height=drawn.height,
        caution=CAUTION,
    )
