"""A report's own voice: whether its makers say that they saw, heard or found something themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.records.material import Weighable
from onrecord.records.record import Quotation
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.weigh.lineage.wording import any_of, inside_quotation, lower_patterns, lowered, tells
from onrecord.weigh.sentences import sentence_at
from onrecord.weigh.tables import table

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_BEFORE, _AFTER = 40, 120  # characters around a publisher's name within which it is said what it heard or had


@dataclass(frozen=True, slots=True)
class Access:
    """How a report's makers say that they know.

    Attributes:
        presence: words that show that they were there, None where there are none.
        papers: that they had documents, recordings or pictures before them.
        people: that they spoke to people who were there.
        unable: that they could not check what another tells.
        weak: whether all that shows it is that people spoke to them, none of whom need know of the abuse.
    """

    presence: Quotation | None = None
    papers: Quotation | None = None
    people: Quotation | None = None
    unable: Quotation | None = None
    weak: bool = False

    @property
    def any(self) -> bool:
        """Whether there is any access of their own."""
        return self.presence is not None or self.papers is not None or self.people is not None

    @property
    def strong(self) -> bool:
        """Whether they know of the abuse from those who would know, and don't say that they couldn't check it."""
        return self.any and not self.weak and self.unable is None


def access(weighable: Weighable) -> Access:
    """How the report's makers say that they know."""
    report = weighable.report
    presence = next(_matches(report, "access.presence"), None)
    papers = next(_matches(report, "access.papers"), None)
    spoken = [*_by_name(report), *_matches(report, "access.people")]
    # Somebody told them something; those who would know of the abuse count for more.
    best = next((span for span in spoken if _witnessing(report, span)), None)
    return Access(
        presence=_quotation(weighable, presence),
        papers=_quotation(weighable, papers),
        people=_quotation(weighable, best if best is not None else next(iter(spoken), None)),
        unable=_quotation(weighable, next(_matches(report, "no_access"), None)),
        weak=presence is None and papers is None and best is None and bool(spoken),
    )


def _matches(report: Report, name: str) -> Iterator[Span]:
    """Where the report says so outside quotations, in the words of that name in `data/telling.yaml`."""
    text = lowered(report.text)
    if any_of(name).search(text) is None:
        return
    for form in lower_patterns(name):
        for match in form.finditer(text):
            if not inside_quotation(report.text, match.start()):
                yield Span(*match.span())


def _by_name(report: Report) -> Iterator[Span]:
    """Where the report says outside quotations, of its publisher by name, what that heard or had."""
    if not report.publisher:
        return
    text, names = lowered(report.text), _own_names(report.publisher)
    near = [(max(0, place - _BEFORE), place + _AFTER) for name in names for place in _places(text, name.lower())]
    for form in _of_outlet(names) if near else ():
        for start, end in sorted({match.span() for part in near for match in form.finditer(report.text, *part)}):
            if not inside_quotation(report.text, start):
                yield Span(start, end)


def _places(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _witnessing(report: Report, span: Span) -> bool:
    """Whether the sentence, or the one before it in the paragraph, speaks of people who would know."""
    sentence = sentence_at(report.text, span)
    start = sentence.start
    if report.text[max(0, start - 2) : start] != "\n\n" and start > 0:
        start = sentence_at(report.text, Span(max(0, start - 2), max(0, start - 2))).start
    # What is quoted is what somebody said, not who they are.
    told = _QUOTED.sub(" ", report.text[start : sentence.end])
    return tells("witnessing", told)


def _quotation(weighable: Weighable, span: Span | None) -> Quotation | None:
    if span is None:
        return None
    sentence = sentence_at(weighable.report.text, span)
    return Quotation(report=weighable.number, span=sentence, text=sentence.of(weighable.report.text))


def _own_names(publisher: str) -> tuple[str, ...]:
    """What a publisher calls itself: by name, or by the last word of it, "the Committee"; the longest first."""
    name = _ARTICLE.sub("", publisher.split(":")[0]).strip()
    words = name.split()
    shown = {name, words[0] if len(words) > 2 else name, " ".join(words[-2:]), f"the {words[-1]}"}
    return tuple(sorted(shown, key=lambda each: (-len(each), each)))


@lru_cache(maxsize=10_000)
def _of_outlet(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The forms in which a publisher of these names says what it heard or had."""
    either = "(?:" + "|".join(map(re.escape, names)) + ")"
    forms = table("telling")["access"]["outlet"]
    return tuple(re.compile(form.replace("{outlet}", either), re.IGNORECASE) for form in forms)
