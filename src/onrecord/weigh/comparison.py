"""Two reports compared: whole copy, passage reused, same form about others, or nothing; and why."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from onrecord.records import Report, Span
from onrecord.weigh.alignment import Passage, Run, align
from onrecord.weigh.credits import Credit, same_outlet
from onrecord.weigh.publication import earlier
from onrecord.weigh.quoting import quoted
from onrecord.weigh.replacements import replaced
from onrecord.weigh.words import Worded


class Kind(StrEnum):
    """How two reports' texts hang together."""

    COPY = "copy"  # one report, told twice
    PASSAGE = "passage"  # a long passage of one within another that has a text of its own
    FORM = "form"  # the same wording about other people, days or figures: letters after one model


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on something is a copy. Calibrated by `python -m benchmarks.copies --tune`; docs/decisions/0050.

    Attributes:
        most: share of its words that at least one of the two has in common with the other.
        least: share that the other has at least. Over one half: two texts that share nothing can't both be copies of a
            third then.
        least_credited: the same, where one says that it has its text from the other.
        lead: words that may stand before what the two share. Newsrooms cut from the end and keep the beginning, and
            pages put a frame around; a text that begins after more words of another is told within that.
        passage: words in a row, with small gaps, that are a passage worth telling.
        replaced: words of one that stand where the other, of the same publisher, has words of its own: what an outlet's
            frame surrounds is another report then.
        names: names that stand where the other text has other names, counted each time: from so many on, the two are of
            one form and about different people.
        figures: pairs of figures that stand in each other's place, each pair counted once: likewise.
    """

    most: float = 0.85
    least: float = 0.51
    least_credited: float = 0.3
    lead: int = 100
    passage: int = 40
    replaced: int = 20
    names: int = 2
    figures: int = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found between two reports.

    Attributes:
        first: number of the report with the lower number.
        second: the other's.
        estimate: share of three-word shingles that both have, of all that either has (Jaccard), estimated by MinHash.
        shares: of each text's words, the share that is aligned with the other.
        passages: where the shared passages stand in either text.
        longest: words of the longest shared passage.
        quoted: of a passage, whether it stands between quotation marks in both: each may have it from whoever said it.
        same_publisher: whether both name one publisher.
        credits: what each says of whence it has its text.
        credited: number of the report that the other says it has its text from, None where neither does.
        earlier: number of the report that was published earlier, None where dates are missing or don't tell.
        replaced: names and figures that stand in each other's place, as spelled, at most ten.
    """

    first: int
    second: int
    kind: Kind
    estimate: float
    shares: tuple[float, float]
    passages: tuple[tuple[Span, Span], ...]
    longest: int
    quoted: bool
    same_publisher: bool
    credits: tuple[tuple[Credit, ...], tuple[Credit, ...]]
    credited: int | None
    earlier: int | None
    replaced: tuple[tuple[str, str], ...]

    def sentences(self) -> tuple[str, ...]:
        """Why, in plain sentences that name the reports by number. They may quote names: to be masked like any text."""
        return tuple(_sentences(self))


_TOLD = 10


def compare(
    first: Worded, second: Worded, *, numbers: tuple[int, int], estimate: float, limits: Limits
) -> Comparison | None:
    """How two reports' texts hang together; None where they share no passage worth telling.

    Args:
        first: a report.
        second: another.
        numbers: of the two reports, the lower first.
        estimate: their Jaccard similarity, as MinHash has it.
        limits: from where on something is a copy.
    """
    passages = _passages(first, second)
    longest = max((passage.equal for passage in passages), default=0)
    shares = _shares(first, second, passages)
    if longest < limits.passage and max(shares) < limits.most:
        return None
    told = first.credits, second.credits
    credited = _credited(first.report, second.report, told, numbers)
    same_publisher = _same_publisher(first.report, second.report)
    names, figures = replaced(first, second, passages)
    kind = Kind.PASSAGE
    if max(shares) >= limits.most and min(shares) >= (limits.least if credited is None else limits.least_credited):
        if sum(names.values()) >= limits.names or len(figures) >= limits.figures:
            kind = Kind.FORM
        elif _before(passages) <= limits.lead and (
            not same_publisher or _other_words(first, second, passages) < limits.replaced
        ):
            kind = Kind.COPY
    if kind is Kind.PASSAGE and longest < limits.passage:
        return None
    return Comparison(
        *numbers,
        kind=kind,
        estimate=round(estimate, 3),
        shares=(round(shares[0], 3), round(shares[1], 3)),
        passages=tuple((first.span(*passage.first), second.span(*passage.second)) for passage in passages),
        longest=longest,
        quoted=kind is Kind.PASSAGE
        and quoted(first, [passage.first for passage in passages])
        and quoted(second, [passage.second for passage in passages]),
        same_publisher=same_publisher,
        credits=told,
        credited=credited,
        earlier=_earlier(first.report, second.report, numbers),
        replaced=tuple([*names, *figures][:_TOLD]),
    )


def _passages(first: Worded, second: Worded) -> tuple[Passage, ...]:
    if len(first) and np.array_equal(first.values, second.values):
        return (Passage((Run(0, 0, len(first)),)),)
    return align(first, second)


def _shares(first: Worded, second: Worded, passages: tuple[Passage, ...]) -> tuple[float, float]:
    aligned = [passage.aligned() for passage in passages]
    return (
        sum(here for here, _ in aligned) / max(1, len(first)),
        sum(there for _, there in aligned) / max(1, len(second)),
    )


def _before(passages: tuple[Passage, ...]) -> int:
    """The most words that stand, in either text, before all that is shared."""
    return max(min(passage.first[0] for passage in passages), min(passage.second[0] for passage in passages))


def _other_words(first: Worded, second: Worded, passages: tuple[Passage, ...]) -> int:
    """The most words for which, between two passages or outside them, each text has its own."""
    edges = [((0, 0), (0, 0)), *((passage.first, passage.second) for passage in passages)]
    edges.append(((len(first), len(first)), (len(second), len(second))))
    return max(
        min(after[0] - before[1], other_after[0] - other_before[1])
        for (before, other_before), (after, other_after) in pairwise(edges)
    )


def _credited(
    first: Report, second: Report, told: tuple[tuple[Credit, ...], tuple[Credit, ...]], numbers: tuple[int, int]
) -> int | None:
    """Which of the two the other names as where its text comes from, if that is one alone."""
    first_named = any(same_outlet(credit.name, first.publisher) for credit in told[1])
    second_named = any(same_outlet(credit.name, second.publisher) for credit in told[0])
    if first_named == second_named:
        return None
    return numbers[0] if first_named else numbers[1]


def _same_publisher(first: Report, second: Report) -> bool:
    if first.publisher is None or second.publisher is None:
        return False
    return first.publisher.casefold().split() == second.publisher.casefold().split()


def _earlier(first: Report, second: Report, numbers: tuple[int, int]) -> int | None:
    told = earlier(first.published, second.published)
    if told is None:
        return None
    return numbers[0] if told else numbers[1]


def _sentences(comparison: Comparison) -> list[str]:
    first, second = comparison.first, comparison.second
    share, other_share = comparison.shares
    kinds = {
        Kind.COPY: f"Reports {first} and {second} are one text, told twice.",
        Kind.PASSAGE: f"Reports {first} and {second} share a passage; each has a text of its own.",
        Kind.FORM: f"Reports {first} and {second} have the same wording, but not the same names or figures.",
    }
    sentences = [
        kinds[comparison.kind],
        f"{share:.0%} of the words of report {first} stand in report {second}, and {other_share:.0%} of {second}'s in "
        f"{first}; the longest passage has {comparison.longest} words.",
        f"They share about {comparison.estimate:.0%} of their three-word sequences.",
    ]
    for number, told in zip((first, second), comparison.credits, strict=True):
        sentences += [f"Report {number} names {credit.name} ({credit.kind})." for credit in told]
    if comparison.credited is not None:
        copier = second if comparison.credited == first else first
        sentences.append(f"Report {copier} says that its text is that of report {comparison.credited}'s publisher.")
    if comparison.earlier is None:
        sentences.append("Which was published earlier, their dates don't tell.")
    else:
        sentences.append(f"Report {comparison.earlier} was published earlier.")
    if comparison.replaced:
        pairs = ", ".join(f"“{word}” for “{other}”" for word, other in comparison.replaced)
        sentences.append(f"In each other's place stand {pairs}.")
    if comparison.quoted:
        sentences.append("What they share is quoted in both: each may have it from whoever said it.")
    if comparison.same_publisher:
        sentences.append("Both are of one publisher.")
    return sentences
