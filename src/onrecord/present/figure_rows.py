"""An event's figures as rows of a table in a terminal, with a bar each; figures that repeat another stand with it.

The bar shows nothing that the row's words don't say: it helps whoever sees it, and nobody needs it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.present import words
from onrecord.present.plain import shortened
from onrecord.records.record import Figure, Role
from onrecord.records.vocabulary import BOUNDS, Bound, Status, Unit

# Cells of a bar; what stands beside it must fit a line too.
WIDTH = 16
_TITLE = 60
# Who is counted, where the words only lead back to those told of before.
_OF_THEM = frozenset({"of them", "of whom", "of these", "of those", "among them"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure as shown.

    Attributes:
        number: by which the others of its event speak of it, from 1.
        told: it in words: `more than 100`, `none`.
        counted: who is counted, in the report's words.
        given_by: who gives it; of a denial, who denies.
        relations: what it has to do with others, short: `replaces 1`, `can’t be true with 4`.
        repeated: reports that repeat it.
        bar: the range of numbers that its words allow, drawn.
    """

    number: int
    figure: Figure
    told: str
    counted: str
    given_by: str
    relations: tuple[str, ...]
    repeated: tuple[int, ...]
    bar: str


def figure_rows(figures: Sequence[Figure], titles: Mapping[str, str]) -> list[FigureRow]:
    """The figures of victims that repeat no other, in their order.

    Args:
        figures: of an event.
        titles: of events, by id.
    """
    top = max((number for one in figures for number in _numbers(one)), default=0)
    repeated: dict[int, list[int]] = {}
    for one in figures:
        if one.restates is not None:
            repeated.setdefault(one.restates, []).append(one.quotation.report)
    return [
        FigureRow(
            number=place + 1,
            figure=one,
            told=in_words(one),
            counted=counted_in_words(one),
            given_by=f"denied by {one.teller}" if is_none(one) else one.teller,
            relations=tuple(_relations(one, titles)),
            repeated=tuple(sorted(set(repeated.get(place, ())))),
            bar=bar(one, top),
        )
        for place, one in enumerate(figures)
        if one.restates is None and one.role is Role.VICTIMS
    ]


def lasting(figures: Sequence[Figure]) -> list[Figure]:
    """What is said of victims, once each, without what a later figure replaced, and without denials."""
    replaced = {figure.revises for figure in figures}
    return [
        figure
        for place, figure in enumerate(figures)
        if figure.restates is None
        and place not in replaced
        and figure.role is Role.VICTIMS
        and figure.status is Status.ASSERTED
        and (figure.number is not None or figure.low is not None)
    ]


def accused_rows(figures: Sequence[Figure]) -> list[str]:
    """The figures of those who are said to have done it, a line each: `between 4 and 8 guards, says …`."""
    return list(
        dict.fromkeys(
            " ".join(part for part in (in_words(one), counted_in_words(one)) if part)
            + f" ({one.teller}, report {one.quotation.report})"
            for one in figures
            if one.role is Role.ALLEGED_PERPETRATORS
        )
    )


def _numbers(figure: Figure) -> Iterator[int]:
    if figure.role is Role.VICTIMS:
        yield from (number for number in (figure.number, figure.low, figure.high) if number is not None)


def is_none(figure: Figure) -> bool:
    """Whether it denies that there was anybody."""
    return figure.status is Status.NEGATED and figure.number == 0


def in_words(figure: Figure) -> str:
    """`more than 100`; what its words allow where they name no single number; `none` of a denial of anybody."""
    if is_none(figure):
        return "none"
    if figure.number is not None and figure.bound is not Bound.VAGUE:
        told = f"{BOUNDS[figure.bound]}{figure.number:,}"
    elif figure.low is not None and figure.high is not None:
        told = f"between {figure.low:,} and {figure.high:,}"
    else:
        told = "no number"
    # "About 30" alone is no count of anything; what is counted follows where the report tells it.
    unit = (
        ""
        if figure.unit is Unit.PERSONS and figure.counted
        else f" {words.unit_in_words(figure.unit, figure.number, figure.bound)}"
    )
    status = {Status.NEGATED: " (denied)", Status.HYPOTHETICAL: " (hypothetical)"}.get(figure.status, "")
    return told + unit + status


def counted_in_words(figure: Figure) -> str:
    """Who is counted, in the report's words; "of them" with the figure that counts all of them."""
    if figure.counted.casefold() in _OF_THEM and figure.subset_of is not None and figure.subset_of_event is None:
        return f"of those in {figure.subset_of + 1}"
    return figure.counted


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


def _relations(figure: Figure, titles: Mapping[str, str]) -> Iterator[str]:
    if figure.revises is not None:
        yield f"replaces {figure.revises + 1}"
    if figure.subset_of is not None and figure.subset_of_event is not None:
        title = titles.get(figure.subset_of_event)
        of = "another event" if title is None else f"“{shortened(title, _TITLE)}”"
        yield f"some of figure {figure.subset_of + 1} of {of}"
    elif figure.subset_of is not None and counted_in_words(figure) == figure.counted:
        yield f"some of {figure.subset_of + 1}"
    if figure.contradicts:
        yield "can’t be true with " + ", ".join(str(place + 1) for place in figure.contradicts)
    if figure.cumulative is not None:
        yield "all so far" if figure.cumulative else "not all so far"
