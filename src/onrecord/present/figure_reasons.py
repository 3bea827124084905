"""Why figures replace or contradict one another, for people: each pair once, what one denies in one sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records.record import Figure
from onrecord.records.vocabulary import Status

_OTHER = re.compile(r"\bfigure (\d+)")
_CONTRARY = "It can’t be true together with"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReason:
    """A sentence about figures.

    Attributes:
        figures: indices of those of which it is said.
        others: indices of those that it names beside them.
        told: `Figures 1 and 3 can’t be true together with figure 2: one denies what the other says.`
    """

    figures: tuple[int, ...]
    others: tuple[int, ...]
    told: str


def figure_reasons(figures: Sequence[Figure]) -> list[FigureReason]:
    """Why an event's figures replace or contradict one another; that they repeat one, their rows say."""
    single: list[FigureReason] = []
    against: dict[tuple[int, str], list[int]] = {}
    for index, figure in enumerate(figures):
        for reason in dict.fromkeys(figure.reasons) if figure.restates is None else ():
            other = _OTHER.search(reason) if reason.startswith(_CONTRARY) else None
            if other is None:
                others = tuple(dict.fromkeys(_named(figures, index, reason)))
                single.append(FigureReason(figures=(index,), others=others, told=_sentence(index, reason)))
                continue
            beside, why = int(other[1]) - 1, reason[other.end() :]
            # A pair is told of the one that says; of two that say, or deny, of the one that stands first.
            told = beside in against.get((index, why), ()) or index in against.get((beside, why), ())
            if not told and not _denies(figures, index, beside):
                against.setdefault((beside, why), []).append(index)
    together: dict[tuple[tuple[int, ...], str], list[int]] = {}
    for (beside, why), indices in against.items():
        together.setdefault((tuple(indices), why), []).append(beside)
    contrary = [
        FigureReason(
            figures=indices,
            others=tuple(besides),
            told=f"{figure_numbers(indices).capitalize()} can’t be true together with {figure_numbers(besides)}{why}",
        )
        for (indices, why), besides in together.items()
    ]
    return [*contrary, *single]


def figure_numbers(indices: Sequence[int]) -> str:
    """`figure 1`, `figures 1, 3 and 5`, of indices from 0."""
    told = [str(index + 1) for index in indices]
    return f"figure {told[0]}" if len(told) == 1 else f"figures {', '.join(told[:-1])} and {told[-1]}"


def _sentence(index: int, reason: str) -> str:
    who = figure_numbers([index]).capitalize()
    return f"{who} {reason.removeprefix('It ')}" if reason.startswith("It ") else f"{who}: {reason}"


def _denies(figures: Sequence[Figure], index: int, other: int) -> bool:
    """Whether the one figure denies, and the other says."""
    return (
        figures[index].status is Status.NEGATED and other < len(figures) and figures[other].status is not Status.NEGATED
    )


def _named(figures: Sequence[Figure], index: int, reason: str) -> Iterator[int]:
    """Those of the figures beside that a reason names."""
    figure = figures[index]
    for other in (*figure.contradicts, figure.revises):
        if other is not None and other < len(figures) and re.search(rf"\b{other + 1}\b", reason) is not None:
            yield other
