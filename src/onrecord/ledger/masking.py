"""Masking: a text without the names of those whom the case protects.

Wherever a text may tell a protected person, a label stands instead: `[victim 1]` where one person alone can be meant,
`[name withheld]` where several could (a label must never put one person's words or fate on another), and
`[details withheld]` for words that tell a person without a name. Whoever was revealed stays as written, unless the
words may as well mean somebody who wasn't. When in doubt, masking takes too much.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.ledger.guarding import LONGEST_INITIALS, Guard, Guards, Part, Person
from onrecord.ledger.names import (
    PARTICLES,
    TITLES,
    Candidate,
    Chunk,
    Stretches,
    chunks,
    escaped,
    everyday,
    forms_of,
    keys,
    plain_spellings,
)
from onrecord.records.span import Span

WITHHELD = "[name withheld]"
DETAILS = "[details withheld]"

# What may stand between two words of one name: signs, a line's end, particles and initials.
_PARTICLE = "|".join(sorted(PARTICLES, key=len, reverse=True))
_FURTHER = rf"(?:(?:{_PARTICLE}|[^\W\d_])[\s.'’‐‑-]{{1,3}}){{0,3}}"
_BESIDE = re.compile(rf"[\s.'’\"“”_/\\+%@·‐‑-]{{0,6}}{_FURTHER}", re.IGNORECASE)
# The same, or a comma: "Velov, Jan". Tried last, since a comma stands between two persons too.
_BETWEEN = re.compile(rf",[\s]{{1,6}}{_FURTHER}", re.IGNORECASE)
_LETTER_AND_STOP = r"[^\W\d_](?:\.[ \u00a0-]?|[ \u00a0])"
# Where a run of single letters may begin: no letter stands before it, or a small one before a capital, as in "janJ.V.".
_BEGINS = r"(?:(?<![^\W_])|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ]))"
_INITIALS = re.compile(rf"{_BEGINS}{_LETTER_AND_STOP}(?:{_LETTER_AND_STOP}){{0,40}}[^\W\d_](?:\.|(?![^\W_]))")
# Two letters of those, told by what stands between: most texts are passed over by that.
_MAY_BE_INITIALS = re.compile(
    r"[. \u00a0](?:(?<=(?<![^\W_])[^\W\d_].)|(?<=[a-zß-ÿ][A-ZÀ-Þ].))(?:(?<=\.)[ \u00a0-])?[^\W\d_](?![^\W_])"
)
_INITIALS_BEFORE = [
    re.compile(rf"(?<![^\W_])(?:[^\W\d_](?:\.[ \u00a0-]?|[ \u00a0_-])){{{count}}}\Z") for count in (3, 2, 1)
]
_INITIALS_BEHIND = re.compile(r",?[ \u00a0_]{0,2}(?:[^\W\d_](?:\.[ \u00a0-]?|(?![^\W_]))){1,3}")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)[ \u00a0]\Z")
_WORD_BEHIND = re.compile(r"[ \u00a0]([^\W\d_][\w'’-]*)")
# A quotation is masked with so much of its text around it that no name is cut.
MARGIN = 120


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text, and where the places of the text as it was now lie.

    Attributes:
        text: with labels in the place of names.
        cuts: start and end in the text as it was, and what stands there instead; in order, apart from one another.
    """

    text: str
    cuts: tuple[tuple[int, int, str], ...] = ()

    def place(self, offset: int) -> int:
        """Where an offset of the text as it was now lies; within a name, at the label's start."""
        shift = 0
        for start, end, label in self.cuts:
            if offset <= start:
                break
            if offset < end:
                return start + shift
            shift += len(label) - (end - start)
        return offset + shift

    def span(self, span: Span) -> Span:
        """The span that now holds what `span` held; a label that it touches is in it whole."""
        start = self.place(span.start)
        end = self.place(span.end)
        for cut_start, cut_end, label in self.cuts:
            if cut_start < span.end <= cut_end and span.start < cut_end:
                end = self.place(cut_start) + len(label)
        return Span(start, max(end, start))

    def quotation(self, span: Span) -> str:
        """What `span` marked, masked."""
        return self.span(span).of(self.text)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A stretch of the text that may tell one of `persons`.

    Attributes:
        matched: keys of the words that it holds.
        strong: whether it counts alone; a weak one is an everyday word in small letters.
        initials: of the persons' names.
        details: whether it tells a person without a name.
    """

    start: int
    end: int
    persons: frozenset[int]
    matched: frozenset[str]
    strong: bool
    initials: frozenset[str] = frozenset()
    details: bool = False


class Masker:
    """Masks texts of one case by its guards."""

    def __init__(self, guards: Guards) -> None:
        self._guards = guards

    def mask(self, text: str) -> Masked:
        """The text, masked."""
        return self.mask_all([text])[0]

    def mask_all(self, texts: Sequence[str]) -> list[Masked]:
        """The texts, masked; the guards are asked once for all of them."""
        prepared = [_Prepared(text) for text in texts]
        # What a word may be is asked once, in however many texts it stands.
        words = {raw: forms_of(raw).keys for raw in set().union(*(each.raws for each in prepared))}
        wanted: set[str] = set().union(*words.values(), *(each.keys for each in prepared))
        found = self._guards.found(wanted) if wanted else {}
        if not found:
            return [Masked(text) for text in texts]
        there = frozenset(found)
        sought = _Sought(found, there, frozenset(raw for raw, keys in words.items() if not keys.isdisjoint(there)))
        hits = [each.hits(sought) for each in prepared]
        numbers = {person for each in hits for hit in each for person in hit.persons}
        persons = self._guards.persons(numbers) if numbers else {}
        return [_cut(text, each, persons) if each else Masked(text) for text, each in zip(texts, hits, strict=True)]

    def quotation(self, text: str, span: Span) -> str:
        """What a span marks in a text, masked with enough around it that no name is cut."""
        start, end = window(text, span)
        return self.mask(text[start:end]).quotation(span.shifted(-start))


class Remembering:
    """A masker that is told beforehand what it will be asked for, so that the guards are asked once for all of it."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker
        self._known: dict[str, Masked] = {}

    def prepare(self, texts: Iterable[str]) -> None:
        """Mask these, and forget those of before."""
        wanted = list(dict.fromkeys(texts))
        self._known = dict(zip(wanted, self._masker.mask_all(wanted), strict=True))

    def mask(self, text: str) -> Masked:
        """The text, masked."""
        if text not in self._known:
            self._known[text] = self._masker.mask(text)
        return self._known[text]


def window(text: str, span: Span) -> tuple[int, int]:
    """A stretch around the span that begins and ends between words."""
    start, end = max(0, span.start - MARGIN), min(len(text), span.end + MARGIN)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


@dataclass(frozen=True, slots=True)
class _Sought:
    """What of all that guards were asked for they know.

    Attributes:
        found: the guards, by what they are sought by.
        there: what they are sought by.
        raws: the words, as they stand in texts, that may tell any of them.
    """

    found: Mapping[str, Sequence[Guard]]
    there: frozenset[str]
    raws: frozenset[str]


class _Prepared:
    """A text, and everything in it that guards are asked for.

    Attributes:
        raws: its words as they stand.
        keys: what is asked for beside the words.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._stretches = Stretches(text)
        self._chunks = list(chunks(text, self._stretches.spaced))
        self._initials = [
            (start, end, "." + "".join(_letters(text[start:end])))
            for match in initials(text)
            for start, end in _runs(text, match)
        ]
        self._escaped = [(start, end, _Prepared(plain)) for start, end, plain in escaped(text)]
        self.raws: frozenset[str] = self._stretches.raws.union(*(inner.raws for _, _, inner in self._escaped))
        self.keys = self._stretches.further_keys
        self.keys.update(*(chunk.openings for chunk in self._chunks))
        self.keys.update(key for _, _, key in self._initials)
        self.keys.update(*(inner.keys for _, _, inner in self._escaped))

    def hits(self, sought: _Sought) -> list[_Hit]:
        """The stretches that tell a protected person: apart from one another, in order."""
        if self.raws.isdisjoint(sought.raws) and self.keys.isdisjoint(sought.there):
            return []
        hits = [*self._of_words(sought), *self._of_chunks(sought.found), *self._of_initials(sought.found)]
        for start, end, inner in self._escaped:
            for hit in inner.hits(sought):
                # What an escape stands for has no place of its own, so the whole stretch goes.
                hits.append(replace(hit, start=start, end=end, details=False))
        grown = [
            self._with_initials(hit)
            for hit in self._joined(self._joined(_merged(hits), _BESIDE), _BETWEEN)
            if hit.strong
        ]
        return _merged(grown)

    def _of_words(self, sought: _Sought) -> Iterator[_Hit]:
        sequence = self._stretches.words
        for candidate in self._stretches.candidates(sought.there, sought.raws):
            for key in candidate.keys:
                guards = sought.found.get(key, ())
                named = [guard for guard in guards if guard.part in (Part.WORD, Part.WHOLE)]
                if named:
                    yield _named(candidate, key, named)
                for guard in guards:
                    if guard.part is Part.PHRASE and candidate.word >= 0:
                        end = _phrase_end(self._text, sequence, candidate, guard.rest.split())
                        if end is not None:
                            persons = frozenset({guard.person})
                            yield _Hit(candidate.start, end, persons, frozenset(), strong=True, details=True)

    def _of_chunks(self, found: Mapping[str, Sequence[Guard]]) -> Iterator[_Hit]:
        for chunk in self._chunks:
            for opening in chunk.openings:
                for guard in found.get(opening, ()):
                    yield from _pieces(self._text, chunk, guard)

    def _of_initials(self, found: Mapping[str, Sequence[Guard]]) -> Iterator[_Hit]:
        for start, end, key in self._initials:
            guards = [guard for guard in found.get(key, ()) if guard.part is Part.INITIALS]
            if guards and not self._text[start:end].islower():
                persons = frozenset(guard.person for guard in guards)
                yield _Hit(start, end, persons, frozenset({key}), strong=True)

    def _joined(self, hits: Sequence[_Hit], between: re.Pattern[str]) -> list[_Hit]:
        """Words of one name that stand side by side become one stretch; a word that comes again begins another."""
        joined: list[_Hit] = []
        for hit in hits:
            before = joined[-1] if joined else None
            if before is not None and not before.details and not hit.details:
                common = before.persons & hit.persons
                apart = not before.matched & hit.matched
                if common and apart and between.fullmatch(self._text, before.end, hit.start):
                    matched = before.matched | hit.matched
                    joined[-1] = _Hit(
                        before.start,
                        hit.end,
                        common,
                        matched,
                        strong=before.strong or hit.strong or len(matched) > 1,
                        initials=before.initials | hit.initials,
                    )
                    continue
            joined.append(hit)
        return joined

    def _with_initials(self, hit: _Hit) -> _Hit:
        """The stretch with initials of the same name before and behind it."""
        if hit.details or not hit.initials:
            return hit
        letters = set("".join(hit.initials))
        start, end = hit.start, hit.end
        # Where not even one stands before it, no more do.
        last = _INITIALS_BEFORE[-1].search(self._text, max(0, start - 12), start)
        for pattern in _INITIALS_BEFORE if last is not None else ():
            before = pattern.search(self._text, max(0, start - 12), start)
            if before is not None and set(_letters(before.group())) <= letters and not before.group().islower():
                start = before.start()
                break
        behind = _INITIALS_BEHIND.match(self._text, end)
        if behind is not None and set(_letters(behind.group())) <= letters and behind.group().isupper():
            end = behind.end() - (len(behind.group()) - len(behind.group().rstrip(" \u00a0-")))
        return replace(hit, start=start, end=end)


def initials(text: str) -> Iterable[re.Match[str]]:
    """Single letters beside one another, with full stops or spaces between."""
    return _INITIALS.finditer(text) if _MAY_BE_INITIALS.search(text) else ()


def _runs(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Two to four letters of a match that stand side by side: "J.V.J." holds "J.V."."""
    places = [place for place in range(match.start(), match.end()) if text[place].isalpha()]
    ends = [place + 1 + (text[place + 1 : match.end()][:1] == ".") for place in places]
    for count in range(min(len(places), LONGEST_INITIALS), 1, -1):
        for first in range(len(places) - count + 1):
            yield places[first], ends[first + count - 1]


def _letters(text: str) -> Iterator[str]:
    for char in text:
        if char.isalpha() and (forms := plain_spellings(char)):
            yield forms[0][0]


def _named(candidate: Candidate, key: str, guards: Sequence[Guard]) -> _Hit:
    raw = candidate.raw
    weak = raw.islower() and (len(raw) <= 2 or raw in everyday())
    return _Hit(
        candidate.start,
        candidate.end,
        frozenset(guard.person for guard in guards),
        frozenset({key}),
        strong=not weak,
        initials=frozenset(guard.rest for guard in guards if guard.part is Part.WORD),
    )


def _phrase_end(text: str, sequence: Sequence[re.Match[str]], candidate: Candidate, rest: Sequence[str]) -> int | None:
    """Where a phrase that begins at a candidate ends, None where the text goes on otherwise."""
    end, number = candidate.end, candidate.word
    for key in rest:
        number += 1
        if number >= len(sequence) or sequence[number].start() - end > 4:
            return None
        here = sequence[number].group()
        stripped = re.sub(r"['’]s$", "", here)
        if key not in keys(here) and key not in keys(stripped):
            return None
        end = sequence[number].end()
    return end


def _pieces(text: str, chunk: Chunk, guard: Guard) -> Iterator[_Hit]:
    at = chunk.letters.find(guard.rest)
    while at >= 0:
        start, end = chunk.at[at], chunk.at[at + len(guard.rest) - 1] + 1
        # Letters run together with it are of a name too, or will be read as one: they go with it.
        while start > chunk.start and text[start - 1].isalpha():
            start -= 1
        while end < chunk.end and text[end].isalpha():
            end += 1
        yield _Hit(start, end, frozenset({guard.person}), frozenset({guard.rest}), strong=True)
        at = chunk.letters.find(guard.rest, at + 1)


def _merged(hits: Sequence[_Hit]) -> list[_Hit]:
    """Hits that overlap become one, which may tell any of their persons; the same in whatever order they were found."""
    merged: list[_Hit] = []
    for hit in sorted(hits, key=_order) if len(hits) > 1 else hits:
        before = merged[-1] if merged else None
        if before is None or hit.start >= before.end:
            merged.append(hit)
            continue
        merged[-1] = _Hit(
            before.start,
            max(before.end, hit.end),
            (before.persons & hit.persons) or (before.persons | hit.persons),
            before.matched | hit.matched if before.end != hit.end else before.matched,
            strong=before.strong or hit.strong,
            initials=before.initials | hit.initials,
            details=before.details or hit.details,
        )
    return merged


def _order(hit: _Hit) -> tuple[int, int, list[int], list[str]]:
    return hit.start, -hit.end, sorted(hit.persons), sorted(hit.matched)


def _cut(text: str, hits: Sequence[_Hit], persons: Mapping[int, Person]) -> Masked:
    cuts = []
    for hit in hits:
        if all(persons[number].revealed for number in hit.persons):
            continue
        cuts.append((hit.start, hit.end, _label(text, hit, persons)))
    pieces, at = [], 0
    for start, end, label in cuts:
        pieces += [text[at:start], label]
        at = end
    return Masked("".join([*pieces, text[at:]]), tuple(cuts))


def _label(text: str, hit: _Hit, persons: Mapping[int, Person]) -> str:
    if hit.details:
        return DETAILS
    if len(hit.persons) > 1:
        return WITHHELD
    if len(hit.matched) < 2 and (
        _foreign(_WORD_BEFORE.search(text, max(0, hit.start - 40), hit.start))
        or _foreign(_WORD_BEHIND.match(text, hit.end))
    ):
        return WITHHELD
    return persons[next(iter(hit.persons))].label


def _foreign(beside: re.Match[str] | None) -> bool:
    """Whether a word beside a single word of a name looks like part of another person's name."""
    if beside is None or not beside.group(1)[0].isupper():
        return False
    word = beside.group(1).casefold()
    return word not in TITLES and word not in everyday()
