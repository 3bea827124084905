"""An event's figures as rows of a table in a terminal, with a bar each; figures that repeat another stand with it.

The bar shows nothing that the row's words don't say: it helps whoever sees it, and nobody needs it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.present import words
from onrecord.records.record import Figure
from onrecord.records.vocabulary import Bound, Status, Unit

# Cells of a bar; what stands beside it must fit a line too.
WIDTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure as shown.

    Attributes:
        number: by which the others of its event speak of it, from 1.
        told: it in words: `more than 100`.
        counted: who is counted, in the report's words.
        relations: what it has to do with others, short: `replaces 1`, `can’t be true with 4`.
        repeated: reports that repeat it.
        bar: the range of numbers that its words allow, drawn.
    """

    number: int
    figure: Figure
    told: str
    counted: str
    relations: tuple[str, ...]
    repeated: tuple[int, ...]
    bar: str


def figure_rows(figures: Sequence[Figure]) -> list[FigureRow]:
    """The figures that repeat no other, in their order."""
    top = max(
        (number for one in figures for number in (one.number, one.low, one.high) if number is not None), default=0
    )
    repeated: dict[int, list[int]] = {}
    for one in figures:
        if one.restates is not None:
            repeated.setdefault(one.restates, []).append(one.quotation.report)
    return [
        FigureRow(
            number=place + 1,
            figure=one,
            told=in_words(one),
            counted=one.counted,
            relations=tuple(_relations(one)),
            repeated=tuple(sorted(set(repeated.get(place, ())))),
            bar=bar(one, top),
        )
        for place, one in enumerate(figures)
        if one.restates is None
    ]


def in_words(figure: Figure) -> str:
    """`more than 100`; what its words allow where they name no single number."""
    if figure.status is Status.NEGATED and figure.number == 0:
        told = "nobody"
    elif figure.number is not None and figure.bound is not Bound.VAGUE:
        told = f"{words.BOUNDS[figure.bound]}{figure.number:,}"
    elif figure.low is not None and figure.high is not None:
        told = f"between {figure.low:,} and {figure.high:,}"
    else:
        told = "no number"
    unit = "" if figure.unit is Unit.PERSONS else f" {figure.unit.value}"
    status = {Status.NEGATED: " (denied)", Status.HYPOTHETICAL: " (hypothetical)"}.get(figure.status, "")
    return told + unit + (status if told != "nobody" else "")


def act_in_words(figure: Figure) -> str:
    """The act that it counts."""
    return words.ACTS[figure.act]


def bar(figure: Figure, top: int) -> str:
    """The numbers from 0 to `top` that the words allow: a point, or a line that ends, or one that goes on."""
    if not top or (figure.low is None and figure.high is None and figure.number is None):
        return ""

    def at(number: int) -> int:
        return round(number / top * (WIDTH - 2))

    if figure.bound is Bound.ABOUT and figure.number is not None and figure.low is None:
        place = at(figure.number)
        return " " * max(0, place - 1) + "~●~"[0 if place else 1 :]
    low = 0 if figure.low is None else figure.low
    if figure.high is None:
        return " " * at(low) + "├" + "─" * (WIDTH - 2 - at(low)) + "▶"
    if figure.high == low:
        return " " * at(low) + "●"
    return " " * at(low) + "├" + "─" * max(0, at(figure.high) - at(low) - 1) + "┤"


def _relations(figure: Figure) -> list[str]:
    told = []
    if figure.revises is not None:
        told.append(f"replaces {figure.revises + 1}")
    if figure.subset_of is not None:
        told.append(
            f"some of {figure.subset_of + 1}"
            if figure.subset_of_event is None
            else f"some of {figure.subset_of_event} {figure.subset_of + 1}"
        )
    if figure.contradicts:
        told.append("can’t be true with " + ", ".join(str(place + 1) for place in figure.contradicts))
    if figure.cumulative is not None:
        told.append("all so far" if figure.cumulative else "not all so far")
    return told
