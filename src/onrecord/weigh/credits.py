"""Credits: where a report says from whom it has its text, or for whom it was written.

Looked for only where such lines stand, near the beginning and near the end; `data/credits.yaml` holds the forms.
"""

import re
from dataclasses import dataclass
from functools import cache

from onrecord.records import Report, Span
from onrecord.weigh.tables import table

_BEGINNING = 900  # characters
_END = 1200
_WORDS = re.compile(r"[^\W_]+")
_REST = r"(?:[\w&'’-]|\.(?=\w))*"  # of a word: a full stop ends the name, unless it stands within
_NAME = rf"(?P<name>[^\W\d_]{_REST}(?:[ \t]+(?:of|the|and|for|de|&|[^\W\d_a-z]{_REST})){{0,6}})"
_LOOSE_END = re.compile(r"(?:[\s.,–—-]+|\s(?:of|the|and|for|de|&))+$")
_KINDS = ("dateline", "credit", "signature", "copyright")


@dataclass(frozen=True, slots=True)
class Credit:
    """A line that names whose text this is.

    Attributes:
        kind: `dateline`, `credit`, `signature` or `copyright`.
        name: who is named, as spelled.
        span: the whole line or phrase, in the report's text.
    """

    kind: str
    name: str
    span: Span


def credits_of(report: Report) -> tuple[Credit, ...]:
    """Credits in the report's text that name somebody other than its publisher, in the text's order."""
    found: dict[tuple[int, str], Credit] = {}
    for start, end in _edges(report.text):
        for kind, pattern in _patterns():
            for match in pattern.finditer(report.text, start, end):
                name = _LOOSE_END.sub("", match["name"])
                if not name[:1].isupper() or not name_words(name) or same_outlet(name, report.publisher):
                    continue
                found.setdefault((match.start("name"), kind), Credit(kind, name, Span(*match.span())))
    return tuple(sorted(found.values(), key=lambda credit: (credit.span, _KINDS.index(credit.kind))))


def name_words(name: str) -> frozenset[str]:
    """The words of an outlet's name that tell it from others, case folded."""
    return frozenset(word for word in map(str.casefold, _WORDS.findall(name)) if word not in _common())


def same_outlet(name: str, other: str | None) -> bool:
    """Whether two names may be one outlet's: what tells either apart lies within the other ("Halyard News Service")."""
    if other is None:
        return False
    words, others = name_words(name), name_words(other)
    return bool(words) and bool(others) and (words <= others or others <= words)


def _edges(text: str) -> tuple[tuple[int, int], ...]:
    if len(text) <= _BEGINNING + _END:
        return ((0, len(text)),)
    return (0, _BEGINNING), (len(text) - _END, len(text))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = table("credits")
    return tuple((kind, re.compile(_cased(form), re.MULTILINE)) for kind in _KINDS for form in known[kind])


def _cased(form: str) -> str:
    """The form, blind to case except in the name: `[^a-z]` and the like must mean what they say there."""
    before, name, after = form.partition("{name}")
    if "(?P<place>" in before:
        return before + _NAME + after
    return f"(?i:{before}){_NAME if name else ''}(?i:{after})"


@cache
def _common() -> frozenset[str]:
    return frozenset(table("credits")["common"])
