"""A report's own voice: whether its makers say that they saw, heard or found something themselves."""

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.records.material import Weighable
from onrecord.records.record import Quotation
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.weigh.lineage.likeness import sentence_at
from onrecord.weigh.lineage.tellers import patterns
from onrecord.weigh.tables import table

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Access:
    """How a report's makers say that they know.

    Attributes:
        presence: words that show that they were there, None where there are none.
        papers: that they had documents, recordings or pictures before them.
        people: that they spoke to people who were there.
        unable: that they could not check what another tells.
    """

    presence: Quotation | None = None
    papers: Quotation | None = None
    people: Quotation | None = None
    unable: Quotation | None = None

    @property
    def any(self) -> bool:
        """Whether there is any access of their own."""
        return self.presence is not None or self.papers is not None or self.people is not None


def access(weighable: Weighable) -> Access:
    """How the report's makers say that they know."""
    found: dict[str, Quotation | None] = {
        kind: _first(weighable, patterns(f"access.{kind}")) for kind in ("presence", "papers", "people")
    }
    report = weighable.report
    if found["people"] is None and report.publisher:
        found["people"] = _first(weighable, _of_outlet(report.publisher))
    return Access(**found, unable=_first(weighable, patterns("no_access")))


def _first(weighable: Weighable, forms: tuple[re.Pattern[str], ...]) -> Quotation | None:
    report = weighable.report
    best: Span | None = None
    for form in forms:
        for match in form.finditer(report.text):
            if _inside_quotation(report, match.start()):
                continue
            span = Span(*match.span())
            if best is None or span < best:
                best = span
            break
    if best is None:
        return None
    sentence = sentence_at(report.text, best)
    return Quotation(report=weighable.number, span=sentence, text=sentence.of(report.text))


def _inside_quotation(report: Report, place: int) -> bool:
    paragraph = report.text[report.text.rfind("\n", 0, place) + 1 : place]
    return paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1


@lru_cache(maxsize=10_000)
def _of_outlet(publisher: str) -> tuple[re.Pattern[str], ...]:
    """The forms in which a publisher speaks of itself by name, or by the last word of it: "the Committee"."""
    name = _ARTICLE.sub("", publisher.split(":")[0]).strip()
    words = name.split()
    shown = {name, words[0] if len(words) > 2 else name, " ".join(words[-2:]), f"the {words[-1]}"}
    either = "(?:" + "|".join(re.escape(each) for each in sorted(shown, key=len, reverse=True)) + ")"
    forms = table("telling")["access"]["outlet"]
    return tuple(re.compile(form.replace("{outlet}", either), re.IGNORECASE) for form in forms)
