"""The names that a mention holds: runs of words with capitals, without titles and everyday words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.ledger.guarding import name_words
from onrecord.ledger.names import PARTICLES, TITLES, words
from onrecord.ledger.positions import signs
from onrecord.records.span import Span

_GAP = re.compile(r"[\s'’-]{1,2}|\.\s")


def names_in(text: str) -> list[str]:
    """The names that a mention holds: runs of words with capitals, as written; "Milo, a bargeman" holds "Milo"."""
    return [span.of(text) for span in name_spans(text)]


@lru_cache(maxsize=4096)  # one mention is looked at for each role that it has
def name_spans(text: str) -> tuple[Span, ...]:
    """Where they lie in it."""
    found = words(text)
    if not found or (text[:4].casefold().startswith(("the ", "a ", "an ")) and not _has_run(found, text)):
        return ()
    return tuple(run for run in _runs(found, text) if _tells(run.of(text)) and not _is_of_a_date(text, run))


def _has_run(found: Sequence[re.Match[str]], text: str) -> bool:
    return any(len(name_words(run.of(text))) > 1 for run in _runs(found, text))


# A name whose particle runs into it: d’Arvignac, dell'Orto.
_ELIDED = re.compile(r"[^\W\d_]{1,4}['’ʼ]([^\W\d_])")


def _runs(found: Sequence[re.Match[str]], text: str) -> Iterator[Span]:
    start = end = None
    for match in found:
        word = match.group()
        elided = _ELIDED.match(word)
        capital = (not word[0].islower() and word != "A") or (elided is not None and elided[1].isupper())
        joins = end is not None and _GAP.fullmatch(text, end, match.start()) is not None
        if capital and (not joins or start is None):
            if start is not None:
                yield _trimmed(text, start, end)
            start, end = match.start(), match.end()
        elif capital or (joins and start is not None and word.casefold() in PARTICLES):
            end = match.end()
        elif start is not None:
            yield _trimmed(text, start, end)
            start = end = None
    if start is not None:
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int | None) -> Span:
    """A run without titles before it and everyday words that only a sentence's start gave a capital."""
    end = len(text) if end is None else end
    while True:
        first, _, rest = text[start:end].partition(" ")
        plain = first.casefold().rstrip(".")
        # "Chief of Police Ana Vol" holds "Police Ana Vol", behind the "of".
        of_a_body = plain in signs().forces | signs().institutions and " " in rest
        if rest and (of_a_body or plain in TITLES | signs().positions | _FUNCTION):
            start = end - len(rest)
        else:
            possessive = re.search(r"['’]s$", text[start:end])
            return Span(start, end if possessive is None else start + possessive.start())


_FUNCTION = frozenset(
    "another other others each every either neither"
    " the a an and but or so his her their its my our your one two three four five six both all some many most no when"
    " while after before as if in on at by for from with to of that this these those he she they we it i you me him us"
    " them your mine yours himself herself themselves myself ourselves yourself who whom".split()
)


def _tells(run: str) -> bool:
    parts = name_words(run)
    if len(parts) == 1:
        word = parts[0].casefold()
        return len(word) > 1 and word not in _FUNCTION and word not in TITLES and word not in _HUMANS
    return any(part.casefold() not in _FUNCTION for part in parts)


_CALENDAR = frozenset(
    "january february march july september october november december"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
# People are called so too: a date only beside a number.
_MONTHS_AND_NAMES = frozenset("april may june august".split())


def _is_of_a_date(text: str, run: Span) -> bool:
    """Whether a run is a day's or month's name: "who took office on 3 November"."""
    word = run.of(text).casefold()
    if word in _CALENDAR:
        return True
    beside = text[max(0, run.start - 3) : run.start] + text[run.end : run.end + 3]
    return word in _MONTHS_AND_NAMES and any(sign.isdigit() for sign in beside)


# Words for people that are nobody's name though a capital stands before them.
_HUMANS = frozenset(
    "women woman man men boy girl boys girls child children people person persons family families police officer"
    " officers soldier soldiers guard guards witness witnesses victim victims source sources student students teacher"
    " teachers lawyer lawyers journalist journalists reporter reporters villagers activist activists government"
    " ministry minister official officials army forces court everyone nobody somebody anyone someone everybody others"
    " chairman chairwoman president senator".split()
)
