"""Which fields of a finding a reviewer may amend, and what each may hold.

Values are those of `records/plain.py`: a span is `[start, end]`, a participant `{"span": …, "actor": …}`, an enum its
word, and what holds its default may be left out. A checker answers with a clause that says what is wrong, None where
nothing is; so that the fold, which must not fail, and the commands, which must refuse, ask the same question.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from onrecord.records import (
    Act,
    ActorKind,
    Bound,
    Force,
    Manner,
    ResponseAct,
    Stage,
    Status,
    Unit,
)
from onrecord.records.decision import Value

Checker = Callable[[Value, int | None], str | None]
"""Of a value and the length of the report's text in code points (None: not known here), what is wrong with it."""

# Longer than any name or id; a value is shown on pages and must not fill them.
LONGEST_WORDS = 1000
# More than any report has of one role; a list without end would only tie up whoever folds it.
LONGEST_LIST = 10_000


def fault(kind: str, field: str | None, value: Value, *, length: int | None = None) -> str | None:
    """What is wrong with an amendment, a clause; None where nothing is.

    Args:
        kind: kind of the finding: attribution, allegation, response or actor.
        field: the field amended.
        value: its new value.
        length: code points of the report's text, None where not known: then only the order of a span is checked.
    """
    fields = FIELDS.get(kind)
    if fields is None:
        return f"a finding of kind {kind!r} has no field to amend"
    checker = None if field is None else fields.get(field)
    if checker is None:
        return f"{field!r} is no field of a finding of kind {kind}; its fields are {', '.join(fields)}"
    wrong = checker(value, length)
    return None if wrong is None else f"{field} {wrong}"


def _word_of(enum: type[StrEnum], *, or_none: bool = False) -> Checker:
    def check(value: Value, length: int | None) -> str | None:
        if (value is None and or_none) or (isinstance(value, str) and value in {member.value for member in enum}):
            return None
        return f"must be one of {', '.join(enum)}" + (" or nothing" if or_none else "")

    return check


def _yes_or_no(value: Value, length: int | None) -> str | None:
    return None if value is None or isinstance(value, bool) else "must be yes or no, or nothing"


def _words(value: Value, length: int | None) -> str | None:
    if isinstance(value, str) and value.strip() and len(value) <= LONGEST_WORDS:
        return None
    return f"must be words, at most {LONGEST_WORDS} characters of them"


def _words_or_none(value: Value, length: int | None) -> str | None:
    return None if value is None else _words(value, length)


def _span(value: Value, length: int | None) -> str | None:
    if not isinstance(value, list) or len(value) != 2:
        return "must be a span, [start, end]"
    start, end = value
    if not _is_whole(start) or not _is_whole(end):
        return "must be a span of two whole numbers"
    if not 0 <= _whole(start) < _whole(end):
        return "must be a span whose start is 0 or more and whose end lies after it"
    if length is not None and _whole(end) > length:
        return f"must lie in the report's text, which ends at {length}"
    return None


def _is_whole(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else -1


def _list_of(checker: Checker) -> Checker:
    def check(value: Value, length: int | None) -> str | None:
        if not isinstance(value, list) or len(value) > LONGEST_LIST:
            return f"must be a list of at most {LONGEST_LIST}"
        for number, entry in enumerate(value, start=1):
            wrong = checker(entry, length)
            if wrong is not None:
                return f"entry {number} {wrong}"
        return None

    return check


def _one_or_more(checker: Checker) -> Checker:
    every = _list_of(checker)

    def check(value: Value, length: int | None) -> str | None:
        return "must not be empty" if value == [] else every(value, length)

    return check


def _parts(needed: Mapping[str, Checker], optional: Mapping[str, Checker] | None = None) -> Checker:
    may = {} if optional is None else optional
    every = {**needed, **may}

    def check(value: Value, length: int | None) -> str | None:
        if not isinstance(value, dict) or not set(needed) <= set(value) <= set(every):
            return f"must have {', '.join(needed)}" + (f", and may have {', '.join(may)}" if may else "")
        for name, part in value.items():
            wrong = every[name](part, length)
            if wrong is not None:
                return f"{name} {wrong}"
        return None

    return check


def _whole_or_none(value: Value, length: int | None) -> str | None:
    if value is None or (_is_whole(value) and _whole(value) >= 0):
        return None
    return "must be a whole number from 0, or nothing"


def _date_or_none(value: Value, length: int | None) -> str | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and len(value) == 10:
            datetime.date.fromisoformat(value)
            return None
    except ValueError:
        pass
    return "must be a date such as 2017-04-01, or nothing"


def _country_or_none(value: Value, length: int | None) -> str | None:
    if value is None or (isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper()):
        return None
    return "must be two capital letters (ISO 3166-1), or nothing"


def _time(value: Value, length: int | None) -> str | None:
    wrong = _TIME_PARTS(value, length)
    if wrong is None and isinstance(value, dict):
        first, last = value.get("first"), value.get("last")
        if isinstance(first, str) and isinstance(last, str) and last < first:
            return "must not end before it begins"
    return wrong


def _count(value: Value, length: int | None) -> str | None:
    wrong = _COUNT_PARTS(value, length)
    if wrong is not None or not isinstance(value, dict):
        return wrong
    number, bound, low, high = value["number"], value["bound"], value["low"], value["high"]
    if number is None and bound != Bound.VAGUE:
        return "must have a number unless its bound is vague"
    if isinstance(low, int) and isinstance(high, int) and high < low:
        return "must not have a high below its low"
    return None


_TIME_PARTS = _parts({"span": _span}, {"first": _date_or_none, "last": _date_or_none})
_COUNT_PARTS = _parts(
    {
        "span": _span,
        "number": _whole_or_none,
        "bound": _word_of(Bound),
        "low": _whole_or_none,
        "high": _whole_or_none,
        "unit": _word_of(Unit),
    }
)
_PARTICIPANTS = _list_of(_parts({"span": _span}, {"actor": _words_or_none}))
_PLACES = _list_of(
    _parts({"span": _span}, {"name": _words_or_none, "country": _country_or_none, "geonames": _whole_or_none})
)
_TOLD_BY = _list_of(_words)

FIELDS: Mapping[str, Mapping[str, Checker]] = {
    "allegation": {
        "act": _word_of(Act),
        "status": _word_of(Status),
        "trigger": _span,
        "victims": _PARTICIPANTS,
        "alleged_perpetrators": _PARTICIPANTS,
        "places": _PLACES,
        "times": _list_of(_time),
        "counts": _list_of(_count),
        "told_by": _TOLD_BY,
    },
    "response": {
        "act": _word_of(ResponseAct),
        "status": _word_of(Status),
        "stage": _word_of(Stage, or_none=True),
        "trigger": _span,
        "who": _PARTICIPANTS,
        "to": _PARTICIPANTS,
        "about": _PARTICIPANTS,
        "places": _PLACES,
        "times": _list_of(_time),
        "told_by": _TOLD_BY,
        "own_words": _yes_or_no,
    },
    "attribution": {
        "source": _list_of(_span),
        "cue": _list_of(_span),
        "content": _one_or_more(_span),
        "manner": _word_of(Manner),
        "force": _word_of(Force),
        "speaker": _words_or_none,
        "within": _words_or_none,
    },
    "actor": {
        "name": _words,
        "kind": _word_of(ActorKind),
    },
}


def fields_of(kind: str) -> Sequence[str]:
    """The fields that a reviewer may amend in a finding of this kind."""
    return tuple(FIELDS.get(kind, ()))
