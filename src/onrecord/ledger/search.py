"""The language of searches: words, "phrases", prefix*, field:value, after:/before:, OR, minus.

    boats OR ferries "at the weir" publisher:courier -drill after:2024-03 act:killing

Words stand beside one another for "all of these"; OR binds the two beside it. What a user types never reaches a
database: it becomes words here, and an expression is made of nothing but letters and digits of those words. Faults
are told with what to write instead.
"""

import dataclasses
import datetime
import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from onrecord.errors import UsageError
from onrecord.records.finding import FindingKind
from onrecord.records.vocabulary import Act, ActorKind, ResponseAct, Status

LONGEST_QUERY = 1000
MOST_TERMS = 40
# One letter before the star would name a good part of all words.
SHORTEST_PREFIX = 2

_TOKEN = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"\s+|(?P<minus>-)?(?:(?P<field>[^\W\d_]{2,20}):)?(?:\"(?P<phrase>[^\"]*)\"|(?P<word>[^\s\"]*))")


class Field(StrEnum):
    """Where a term is looked for; without one, in the text."""

    TITLE = "title"
    PUBLISHER = "publisher"
    ACTOR = "actor"


CHOICES: Mapping[str, tuple[str, ...]] = {
    "act": tuple(dict.fromkeys([*(act.value for act in Act), *(act.value for act in ResponseAct)])),
    "status": tuple(status.value for status in Status),
    "kind": tuple(dict.fromkeys([*(kind.value for kind in FindingKind), *(kind.value for kind in ActorKind)])),
}
"""Fields that hold one of a list of words."""

DATES = ("after", "before")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that stand side by side.

    Attributes:
        words: folded: small letters and digits, no accents.
        prefix: whether the last word may go on.
        field: where it is looked for; None: in the text.
        written: the words with their accents, as an index that keeps these has them.
    """

    words: tuple[str, ...]
    prefix: bool = False
    field: Field | None = None
    written: tuple[str, ...] = dataclasses.field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A search.

    Attributes:
        groups: of each, at least one term must be found.
        excluded: none of these may be found.
        choices: of each field, the words that will do: `{"act": {"killing", "torture"}}`.
        after: first date that will do, ISO 8601; None: any.
        before: first date that is too late, ISO 8601; None: any.
    """

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    choices: Mapping[str, frozenset[str]] | None = None
    after: str | None = None
    before: str | None = None

    def chosen(self, field: str) -> frozenset[str]:
        """The words of a field that will do; empty: any."""
        return frozenset() if self.choices is None else self.choices.get(field, frozenset())


@dataclass(frozen=True, slots=True)
class _Piece:
    at: int
    minus: bool
    field: str | None
    text: str
    quoted: bool


def parse(query: str) -> Query:
    """The search that a query means.

    Raises:
        UsageError: it is not in the language; the message says where, and what to write.
    """
    if len(query) > LONGEST_QUERY:
        raise UsageError(f"The search is {len(query)} characters long; use {LONGEST_QUERY} at most.")
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    choices: dict[str, set[str]] = {}
    dates: dict[str, str] = {}
    joins = False
    pieces = list(_pieces(query))
    for number, piece in enumerate(pieces):
        if piece.text == "OR" and not piece.quoted and piece.field is None and not piece.minus:
            if number in (0, len(pieces) - 1) or joins:
                raise UsageError('OR needs a word on either side: boats OR ferries. To look for it, write "or".')
            joins = True
            continue
        if piece.field in DATES:
            dates[piece.field] = _date(piece)
        elif piece.field in CHOICES:
            choices.setdefault(str(piece.field), set()).add(_choice(piece))
        else:
            term = _term(piece)
            if term is None:
                continue
            if piece.minus:
                excluded.append(term)
            elif joins and groups:
                groups[-1].append(term)
                joins = False
                continue
            else:
                groups.append([term])
        if joins:
            raise UsageError("OR joins words and phrases only; put act:, dates and minus beside it.")
    if sum(map(len, groups)) + len(excluded) > MOST_TERMS:
        raise UsageError(f"The search has more than {MOST_TERMS} words; use fewer.")
    if not groups and not choices and not dates:
        raise UsageError(
            "Nothing to search for: give at least one word, for example boats, "
            '"at the weir", boat*, publisher:courier or act:killing.'
        )
    return Query(
        tuple(tuple(group) for group in groups),
        tuple(excluded),
        {field: frozenset(words) for field, words in choices.items()} or None,
        dates.get("after"),
        dates.get("before"),
    )


def tokens(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as searches see them: folded, start, end."""
    return [(folded(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def folded(word: str) -> str:
    """A word without capitals and accents, as the full-text indexes have it."""
    if word.isascii():
        return word.lower()
    # Letters of mathematics come apart into capitals, so small letters are made of what came apart too.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word.casefold()).casefold())
    return "".join(char for char in decomposed if char.isalnum())


def _pieces(query: str) -> Iterator[_Piece]:
    at = 0
    while at < len(query):
        match = _PIECE.match(query, at)
        if match is None or match.end() == at:
            raise UsageError(
                f"The quotation mark at character {at + 1} has no partner; close it, or leave it out."
                if query[at] == '"'
                else f"The search can't be read from character {at + 1} on; put words into quotation marks."
            )
        if match["phrase"] is None and query[match.end() : match.end() + 1] == '"' and match.end() > match.start():
            held = match.group().strip()
            if held and not held.isspace() and query.count('"', match.end()) % 2:
                raise UsageError(
                    f"The quotation mark at character {match.end() + 1} has no partner; close it, or leave it out."
                )
        if not match.group().isspace():
            quoted = match["phrase"] is not None
            text = match["phrase"] if quoted else match["word"] or ""
            yield _Piece(at, match["minus"] is not None, _field(match["field"]), text, quoted)
        at = match.end()


def _field(name: str | None) -> str | None:
    if name is None:
        return None
    small = name.casefold()
    known = [*Field, *CHOICES, *DATES]
    if small in known:
        return small
    near = difflib.get_close_matches(small, known, 1)
    told = f"did you mean {near[0]}:? The" if near else "the"
    raise UsageError(
        f"{name!a} is no field to search in; {told} fields are {', '.join(f'{field}:' for field in known)}. "
        "To look for a colon's words, put them into quotation marks."
    )


def _term(piece: _Piece) -> Term | None:
    text, prefix = piece.text, False
    if not piece.quoted and text.endswith("*"):
        text, prefix = text.rstrip("*"), True
    if not piece.quoted and "*" in text:
        raise UsageError("A star stands at a word's end only: boat*.")
    words = tuple(word for word, _, _ in tokens(text) if word)
    field = None if piece.field is None else Field(piece.field)
    if not words:
        if prefix or piece.field is not None or piece.minus or piece.quoted:
            raise UsageError(f"There is no word at character {piece.at + 1} of the search; write one, or leave it out.")
        return None  # a lone dash or comma
    if prefix and len(words[-1]) < SHORTEST_PREFIX:
        raise UsageError(f"A star needs at least {SHORTEST_PREFIX} letters before it: bo*.")
    return Term(
        words, prefix, field, tuple(unicodedata.normalize("NFC", text[a:b].lower()) for _, a, b in tokens(text))
    )


def _choice(piece: _Piece) -> str:
    field, value = str(piece.field), piece.text.casefold()
    if piece.minus:
        raise UsageError(f"{field}: can't be excluded; name those that will do, such as {field}:{CHOICES[field][0]}.")
    if value not in CHOICES[field]:
        near = difflib.get_close_matches(value, CHOICES[field], 1)
        told = f" Did you mean {field}:{near[0]}?" if near else ""
        raise UsageError(f"{field}: takes one of {', '.join(CHOICES[field])}.{told}")
    return value


def _date(piece: _Piece) -> str:
    if piece.minus:
        raise UsageError(f"{piece.field}: can't be excluded; use the other of after: and before:.")
    parts = piece.text.split("-")
    try:
        if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
            raise ValueError
        whole = [int(part) for part in parts if part.isascii() and part.isdigit()]
        datetime.date(*[*whole, *([1] * (3 - len(whole)))])
        if len(whole) != len(parts):
            raise ValueError
    except ValueError as error:
        raise UsageError(f"{piece.field}: takes a date such as 2024, 2024-03 or 2024-03-31.") from error
    return piece.text
