"""Transcripts: which lines begin with the name of somebody who may have the floor.

A label is what stands before a line's first colon. Whether a label names a speaker its words tell only in part: a role
or a title does ("The Chair", "Mr Marsh (Northfield)"), so does a question's number ("Q3 Gideon Marsh"); a heading never
does; any other capitalised words may be a name, a place or a paper. `turns` decides by how the labels stand together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

import yaml

from onrecord.names.tables import table
from onrecord.records import Span

# A stopwatch's or a clock's time may stand before the label, and the marks of bold type around it.
_LINE = re.compile(
    r"^[ \t\xa0]*(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ \t\xa0]*[-–—]?[ \t\xa0]*)?"
    r"(?P<label>[^\n:]{1,90}):(?P<bold>[*_]{0,3})(?=\s|\Z)",
    re.MULTILINE,
)
_NUMBER = re.compile(r"Q(?:uestion)?[ .\xa0]?\d{1,4}[.)]?(?:[ \t\xa0]+|$)")
_ITEM = re.compile(r"\d{1,4}[.)]?[ \t\xa0]+")  # a paragraph's number, or a line's
_COMMA = re.compile(r",|[ \xa0][–—-][ \xa0]")
_ASKED_BY = re.compile(r"(?:Question|Answer|Q|A)[ ](?:from|by)[ ]")
_BRACKETS = re.compile(r"(?:\s*(?:\([^()]{1,60}\)|\[[^\[\]]{1,60}\]))+$")
_WORDS = 7
_DESCRIBED = 10  # words behind a comma
_FEW = 4  # words of a role in small letters
_NUMBERED = re.compile(r"(?:\d{1,3}|[A-Z](?:[-–]?\d{1,3})?|(?:One|Two|Three|Four|Five))")
_CAPITAL = re.compile(r"(?:[ad]l?[-’']|[dlO][’'])?[^\W\d_]")
_OF = frozenset({"of", "for", "from"})
_SMALL = frozenset({"of", "for", "from", "the", "and"})


class Sort(IntEnum):
    """How far a label's words alone tell that it names a speaker."""

    BARE = 1  # one capitalised word
    NAMED = 2  # several: a person's name, or a place's, or a paper's
    MARKED = 3  # a role, a title, a question's number


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a line's first colon and may name a speaker.

    Attributes:
        start: where the line begins.
        name: the speaker's name or role, without a question's number, brackets and marks of bold type.
        colon: the colon.
        body: where what is said may begin.
        speaker: the name in capitals, by which turns of one speaker are known.
    """

    start: int
    name: Span
    colon: Span
    body: int
    speaker: str
    sort: Sort


@cache
def _words() -> dict[str, frozenset[str]]:
    raw = yaml.safe_load((files("onrecord.read") / "data" / "speakers.yaml").read_text(encoding="utf-8"))
    words = {name: frozenset(words) for name, words in raw.items()}
    return words | {"never last": words["headings"] - words["surnames"]}


@cache
def _particles() -> frozenset[str]:
    return frozenset(table("people")["particles"])


def labels(text: str) -> Iterator[Label]:
    """Labels that may name speakers, in text order."""
    for match in _LINE.finditer(text):
        found = _read(match["label"])
        if found is not None:
            (start, end), sort = found
            name = Span(start, end).shifted(match.start("label"))
            colon = match.end("label")
            speaker = _key(name.of(text))
            yield Label(match.start(), name, Span(colon, colon + 1), match.end(), speaker, sort)


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").upper().removeprefix("THE ").split())


def _read(label: str) -> tuple[tuple[int, int], Sort] | None:
    """Range of the name within a label, and how sure its words are."""
    start = len(label) - len(label.lstrip(" \t\xa0*_#>"))
    end = len(label.rstrip(" \t\xa0*_"))
    if item := _ITEM.match(label, start, end):
        start = item.end()
    number = _NUMBER.match(label, start, end)
    if number is not None:
        start = number.end()
        if start >= end:
            return (number.start(), len(label[:end].rstrip())), Sort.MARKED
    if asked := _ASKED_BY.match(label, start, end):
        start, number = asked.end(), asked
    if brackets := _BRACKETS.search(label, start, end):
        end = brackets.start()
    name = label[start:end].rstrip(" *_")
    head, *tails = _COMMA.split(name, maxsplit=1)
    if tails and not _describes(tails[0]):
        return None
    words = head.split()
    if not 0 < len(words) <= _WORDS:
        return None
    sort = _sort(words)
    if sort is None:
        return None
    return (start, start + len(head.rstrip())), Sort.MARKED if number is not None else sort


def _fold(word: str) -> str:
    return word.casefold().replace("’", "'").rstrip(".")


def _describes(tail: str) -> bool:
    """Whether what stands behind a comma tells what somebody is: ", Minister of Foreign Affairs"."""
    words = [_fold(word) for word in tail.replace(",", " ").split()]
    table_ = _words()
    if not 0 < len(words) <= _DESCRIBED or not table_["said"].isdisjoint(words):
        return False
    return not table_["roles"].isdisjoint(words) or all(w[0].isupper() for w in tail.replace(",", " ").split())


def _sort(words: list[str]) -> Sort | None:
    known = _words()
    folded = [_fold(word) for word in words]
    if folded[0] == "the" and len(words) > 1:
        words, folded = words[1:], folded[1:]
    if folded[0] in known["openings"] and folded[0] not in known["roles"]:
        return None
    if _is_role(words, folded):
        return Sort.MARKED
    if not all(_is_name(word) for word in words) or not _CAPITAL.match(words[-1]) or any(map(str.isdigit, words)):
        return None
    titled = len(words) > 1 and folded[0] in known["titles"]
    name = folded[1:] if titled else folded
    if not known["headings"].isdisjoint(name[:-1]) or name[-1] in known["never last" if folded[1:] else "headings"]:
        return None
    if titled:
        return Sort.MARKED
    return Sort.NAMED if len(words) > 1 else Sort.BARE


def _is_role(words: list[str], folded: list[str]) -> bool:
    """Such as "Chair", "Committee member", "Witness A", "Representative of Lysmark", "Counsel for the defence"."""
    roles, headings = _words()["roles"], _words()["headings"]
    if len(words) == 2 and folded[0] in roles and _NUMBERED.fullmatch(words[1]):
        return True
    for k, word in enumerate(folded):
        if word in _OF and k:
            return folded[k - 1] in roles
    if folded[-1] not in roles or not headings.isdisjoint(folded[:-1]):
        return False
    # a role may be written small behind its first word
    return len(words) <= _FEW and words[0][0].isupper()


def _is_name(word: str) -> bool:
    first = _CAPITAL.match(word)
    if first is None:
        return False
    return first.group()[-1].isupper() or _fold(word) in _particles() or word in _SMALL
