"""What is told once is shown once: allegations in the same words, and people who are called alike.

A reader finds an allegation at each teller of a sentence, and one at each act of it. Whoever reads the record wants the
sentence, and beside it who tells it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.records.record import Named, Quotation, ToldAllegation
from onrecord.records.vocabulary import Act, Status

# What a phrase opens with that says the same of a number: "over 100" and "more than 100".
_SAME = (
    (re.compile(r"\b(?:over|more than|upwards of)\b"), ">"),
    (re.compile(r"\b(?:at least|no fewer than|not fewer than|no less than)\b"), "≥"),
    (re.compile(r"\b(?:about|around|some|roughly|approximately)\b(?= (?:an? )?(?:\d|hundred|dozen))"), "~"),
    (re.compile(r"\b(?:an? |one )?hundred\b"), "100"),
    (re.compile(r"\b(?:an? |one )?dozen\b"), "12"),
    (re.compile(r"^(?:the|these|those) "), ""),
)
_SMALL = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = re.compile(rf"\b(?:{'|'.join(_SMALL)})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A sentence that alleges something, and all who tell it so.

    Attributes:
        allegations: in their order; the first gives the words.
        acts: that the sentence is an allegation of, each once.
        tellers: for each who tells it, from the innermost outward; empty: the report itself.
    """

    allegations: tuple[ToldAllegation, ...]
    acts: tuple[Act, ...]
    tellers: tuple[tuple[Named, ...], ...]

    @property
    def quotation(self) -> Quotation:
        """The words."""
        return self.allegations[0].quotation

    @property
    def status(self) -> Status:
        """In which all of them tell it."""
        return self.allegations[0].status

    @property
    def held(self) -> bool:
        """Whether a person confirmed it, all of it."""
        return self.allegations[0].held

    @property
    def reports(self) -> tuple[int, ...]:
        """Numbers of all reports with the sentence, ascending."""
        return tuple(sorted({number for one in self.allegations for number in one.reports}))


def tellings(allegations: Iterable[ToldAllegation]) -> tuple[Telling, ...]:
    """Allegations by the words that tell them, in the order of the first of each.

    The same words in two reports, one a copy of the other, are one. Denials stay apart from what they deny, and what a
    person confirmed from what nobody did.
    """
    grouped: dict[tuple[str, Status, bool], list[ToldAllegation]] = {}
    for one in allegations:
        words = " ".join(one.quotation.text.casefold().split())
        grouped.setdefault((words, one.status, one.held), []).append(one)
    return tuple(
        Telling(
            allegations=tuple(several),
            acts=tuple(dict.fromkeys(one.act for one in several)),
            tellers=tuple(_tellers(several)),
        )
        for several in grouped.values()
    )


def _tellers(several: Sequence[ToldAllegation]) -> Iterator[tuple[Named, ...]]:
    met = set()
    for one in several:
        told_by = tuple(teller for teller in one.told_by if teller.name)
        key = tuple(called(teller.name) for teller in told_by)
        if key not in met:
            met.add(key)
            yield told_by


def called(name: str) -> str:
    """What a name or a phrase comes to: "Over a hundred boatmen" and "more than 100 boatmen" are called alike."""
    plain = " ".join(name.casefold().split())
    for pattern, instead in _SAME:
        plain = pattern.sub(instead, plain)
    return _NUMBER.sub(lambda match: str(_SMALL.index(match[0]) + 1), plain).strip()


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Names and phrases, of those called alike the first, in their order."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(called(name), name)
    return tuple(found.values())
