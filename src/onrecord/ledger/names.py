"""Names as keys: what makes the many spellings of one name meet, and where a text may hold one.

Masking must find a name however it is written: other capitals, accents left out or spelt out (Müller, Muller, Mueller),
another transliteration (Yusuf, Youssef), Cyrillic or Greek letters, possessives, a word cut at a line's end, letters
spaced out, a name run together inside a URL, a path or an id. So a word has several keys, and a text has more
candidates than words. Scripts that leave vowels out (Arabic, Hebrew) have keys too, but none that meets a Latin
spelling: such a spelling has to be given as an alias.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import unquote

from onrecord.names import sounds

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\ufe00-\ufe0f"
)
_SILENT = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_APOSTROPHES = "'’‘ʼʻ`´ʿʾ"
_WORD = re.compile(
    rf"[^\W\d_]+(?:(?:[{_MARKS}{_SILENT}]+|[{_SILENT}]*[{_APOSTROPHES}][{_SILENT}]*)[^\W\d_]+)*[{_MARKS}]*"
)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]\s?[sS]$")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
# A word goes on behind a hyphen, with or without a line's end, and behind a bare line's end.
_MAY_GO_ON = re.compile(rf"[-‐‑–\n{_SILENT}]")
_GOES_ON = re.compile(rf"(?:[-‐‑–{_SILENT}]\s{{0,4}}(?:\n\s{{0,8}})?|\n)\Z")
# Letters with a little between each: "V e l o v", "V.e.l.o.v", "V-e-l-o-v".
_SPACED = re.compile(rf"(?<![^\W\d_])(?:[^\W\d_][{_MARKS}]*[ \t\u00a0.\-_*|·]{{1,3}}){{2,}}[^\W\d_](?![^\W\d_])")
# What each of those holds, told by what stands between its letters: most texts are passed over by that.
_MAY_BE_SPACED = re.compile(rf"[ \t\u00a0.\-_*|·][^\W\d_][{_MARKS}]*[ \t\u00a0.\-_*|·]{{1,3}}[^\W\d_](?![^\W\d_])")
# A sign which prose doesn't hold within a word: what it stands in, up to spaces, is a URL, a path, an address, a tag or
# an id. Begins with what it looks for, so that a search skips from one such character to the next.
_SIGN = re.compile(r"[/\\@_#=&?%.\d](?:(?<=[/\\@_#=&?%])|(?<=\w\.)(?=\w)|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_]\d))")
_SPACE = re.compile(r"\s")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")

_LATIN = {
    "ø": "o",
    "ł": "l",
    "ı": "i",
    "đ": "d",
    "ð": "d",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ə": "e",
    "ħ": "h",
}
_CYRILLIC_LETTERS = "абвгдезийклмнопрстуфхцчшщыьэюяёіїєґўђјљњћџѓќѕ"
_CYRILLIC_PLAIN = (
    "a b v g d e z i y k l m n o p r s t u f kh ts ch sh shch y - e yu ya yo i yi ye g u dj j lj nj c dz g k dz"
)
_CYRILLIC = dict(zip(_CYRILLIC_LETTERS, _CYRILLIC_PLAIN.split(), strict=True)) | {"ж": "zh", "ъ": "", "ь": ""}
_GREEK_LETTERS = "αβγδεζηθικλμνξοπρσςτυφχψω"
_GREEK_PLAIN = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_GREEK = dict(zip(_GREEK_LETTERS, _GREEK_PLAIN.split(), strict=True))
_PLAIN = str.maketrans(_LATIN | _CYRILLIC | _GREEK)
# Accents spelt out by letters, as passports and news agencies do.
_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "đ": "dj", "ş": "sh", "ș": "sh", "š": "sh", "č": "ch"}
    | {"ç": "ch", "ć": "ch", "ž": "zh", "ğ": "gh", "ñ": "ny", "ń": "ny", "ł": "w", "ё": "e", "й": "i"}
)
# Within a URL or an id a shorter piece of letters is chance: "stan" in "afghanistan".
SHORTEST_PIECE = 5
STEM = 4
# Of a piece so many letters are looked up at once: four are the beginning of a thousand names in a large case.
OPENING = 7
OPENS = ">"

PARTICLES = frozenset(
    "al el ul bin ibn bint ben abu abd um umm de da di do du dos das del della della der den des la le los las van von"
    " ter ten zu zur af av san santa st mac mc y e i".split()
)
TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady sheikh shaikh imam father sister brother rev reverend haji"
    " ustad judge justice captain colonel general sergeant major lieutenant officer minister president senator governor"
    " mayor ambassador deputy chief commissioner spokesman spokeswoman secretary director".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a text that may be a word of a name.

    Attributes:
        keys: what it is looked up by.
        raw: the stretch as it stands.
        word: number of the word of the text in which it begins.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    raw: str
    word: int

    def at(self, offset: int, word: int) -> "Candidate":
        """The same, further on in a text."""
        return Candidate(self.start + offset, self.end + offset, self.keys, self.raw, word)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch within which names may be run together: a URL, a path, an id, spaced letters.

    Attributes:
        letters: its letters, folded.
        at: for each of them, its place in the text.
        openings: how pieces that lie in it may begin, `>` before each, by which they are looked up: runs of `OPENING`
            letters, and shorter ones for pieces that are no longer.
        spaced: whether it is a run of single letters.
    """

    start: int
    end: int
    letters: str
    at: tuple[int, ...]
    openings: frozenset[str]
    spaced: bool = False


@lru_cache(maxsize=65536)
def keys(word: str) -> tuple[str, ...]:
    """The keys of one word, the plainest first; empty where it holds no letter."""
    if word.isascii():
        plain = "".join(filter(str.isalpha, word)).lower()
        return (sound(plain),) if plain else ()
    return tuple(dict.fromkeys(sound(key) for key in plain_spellings(word)))


def _folded(small: str) -> str:
    decomposed = unicodedata.normalize("NFKD", small.translate(_PLAIN))
    plain = "".join(char for char in decomposed if char.isalpha() and not unicodedata.combining(char))
    return plain.translate(_PLAIN)


@lru_cache(maxsize=65536)
def sound(key: str) -> str:
    """A folded word with the commonest differences of transliteration taken out; short ones stay as they are."""
    return key if len(key) < sounds.SHORTEST_SOUND else sounds.sound(key)


@lru_cache(maxsize=4096)
def plain_spellings(word: str) -> tuple[str, ...]:
    """A word in plain small letters, accents left out and spelt out; as it would stand in an address."""
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())
    return tuple(dict.fromkeys(key for form in (small, small.translate(_SPELT)) if (key := _folded(form))))


def words(text: str) -> list[re.Match[str]]:
    """The words of a text, with apostrophes, marks and invisible signs inside them."""
    return list(_WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Forms:
    """What a word, wherever it stands, may be of a name.

    Attributes:
        keys: of all of it.
        candidates: the word, and parts of it, as if it stood at the beginning of a text.
    """

    keys: frozenset[str]
    candidates: tuple[Candidate, ...]


class Stretches:
    """Every stretch of a text that may be a word of a name; what a word may be is asked once for all its places.

    Attributes:
        raws: the words as they stand, each once.
        spaced: the stretches of single letters with a little between each, `keys` among them.
    """

    __slots__ = ("_further", "_spaced", "_text", "_words", "raws", "spaced")

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: list[re.Match[str]] | None = None
        self.raws: frozenset[str] = frozenset(_WORD.findall(text))
        self.spaced = spaced(text)
        self._spaced = [(start, spaced_forms(text[start:end])) for start, end in self.spaced]
        self._further = _further(text, self.words) if _MAY_GO_ON.search(text) else {}

    @property
    def words(self) -> list[re.Match[str]]:
        """The words, each where it stands; few texts hold one for which anybody asks."""
        if self._words is None:
            self._words = words(self._text)
        return self._words

    @property
    def keys(self) -> set[str]:
        """What all of it is looked up by."""
        return self.further_keys.union(*(forms_of(raw).keys for raw in self.raws))

    @property
    def further_keys(self) -> set[str]:
        """What is looked up beside the words as they stand."""
        several = [forms.keys for _, forms in self._spaced]
        several += [forms.keys for further in self._further.values() for forms in further]
        return set().union(*several)

    def candidates(self, wanted: frozenset[str], raws: frozenset[str]) -> Iterator[Candidate]:
        """The stretches that have any of some keys, in no order.

        Args:
            wanted: the keys.
            raws: the words, as they stand, that have any of them.
        """
        for start, forms in self._spaced:
            if not forms.keys.isdisjoint(wanted):
                yield from (candidate.at(start, -1) for candidate in forms.candidates)
        for number, match in enumerate(self.words if not self.raws.isdisjoint(raws) else ()):
            raw = match.group()
            if raw in raws:
                start = match.start()
                yield from (candidate.at(start, number) for candidate in forms_of(raw).candidates)
        for number, further in self._further.items():
            for forms in further:
                if not forms.keys.isdisjoint(wanted):
                    start = self.words[number].start()
                    yield from (candidate.at(start, number) for candidate in forms.candidates)


def spaced(text: str) -> list[tuple[int, int]]:
    """The stretches of single letters with a little between each."""
    return [match.span() for match in _SPACED.finditer(text)] if _MAY_BE_SPACED.search(text) else []


def _further(text: str, found: Sequence[re.Match[str]]) -> dict[int, list[Forms]]:
    """Words that were cut by a hyphen or a line's end, up to twice; by the number of the word that begins them."""
    further: dict[int, list[Forms]] = {}
    last = len(found) - 1
    for number, match in enumerate(found):
        end = match.end()
        if number == last or not _MAY_GO_ON.match(text, end):
            continue
        joined = match.group()
        for following in found[number + 1 : number + 3]:
            gap = text[end : following.start()]
            if len(gap) > 12 or not _GOES_ON.match(gap):
                break
            end = following.end()
            joined += following.group()
            further.setdefault(number, []).append(_joined_forms(joined, end - match.start()))
    return further


@lru_cache(maxsize=65536)
def forms_of(raw: str) -> Forms:
    """What a word may be of a name."""
    return _forms_of(_forms(raw))


def spaced_forms(raw: str) -> Forms:
    """What single letters with a little between each may be of a name."""
    joined = "".join(char for char in raw if char.isalpha())
    return _forms_of([Candidate(0, len(raw), keys(joined), joined, -1)])


def _joined_forms(joined: str, length: int) -> Forms:
    whole = Candidate(0, length, keys(joined), joined, 0)
    return _forms_of([whole, *_without_ending(joined, whole)])


def _forms_of(several: Iterable[Candidate]) -> Forms:
    candidates = tuple(candidate for candidate in several if candidate.keys)
    return Forms(frozenset(key for candidate in candidates for key in candidate.keys), candidates)


def _forms(raw: str) -> Iterator[Candidate]:
    whole = Candidate(0, len(raw), keys(raw), raw, 0)
    yield whole
    yield from _without_ending(raw, whole)
    pieces = [(0, raw)]
    if _APOSTROPHE.search(raw):
        at = 0
        for piece in _APOSTROPHE.split(raw):
            if len(piece) > 2:
                yield Candidate(at, at + len(piece), keys(piece), piece, 0)
                pieces.append((at, piece))
            at += len(piece) + 1
    for at, run in pieces:
        if run.islower() or run.istitle() or run.isupper():
            continue
        for piece in _CAMEL.split(run):
            if len(piece) > 1:
                part = Candidate(at, at + len(piece), keys(piece), piece, 0)
                yield part
                yield from _without_ending(piece, part)
            at += len(piece)


def _without_ending(raw: str, whole: Candidate) -> Iterator[Candidate]:
    """The word without a possessive or a plural ending: Velov's, the Velovs, the Velovs'."""
    possessive = _POSSESSIVE.search(raw)
    if possessive is not None:
        shorter = raw[: possessive.start()]
    elif len(raw) > 3 and raw[-1] in "sS":
        shorter = raw[:-2] if raw[-3:] in ("ses", "xes", "zes") else raw[:-1]
    else:
        return
    end = whole.end - (len(raw) - len(shorter))
    yield Candidate(whole.start, end, keys(shorter), shorter, whole.word)


def chunks(text: str, spaced: Iterable[tuple[int, int]]) -> Iterator[Chunk]:
    """Stretches within which names may be run together or letters spaced out; `spaced` are the latter."""
    for start, end in spaced:
        yield _chunk(text, start, end, spaced=True)
    for start, end in _signed(text):
        yield _chunk(text, start, end, spaced=False)


def escaped(text: str) -> Iterator[tuple[int, int, str]]:
    """Stretches that hold percent escapes: start, end, and what they stand for."""
    if "%" not in text:
        return
    for start, end in _signed(text):
        if _ESCAPE.search(text, start, end):
            plain = unquote(text[start:end], errors="replace")
            yield start, end, unquote(plain, errors="replace")


def _signed(text: str) -> Iterator[tuple[int, int]]:
    """Everything between spaces in which a sign stands that prose doesn't hold within a word."""
    at = 0
    while (sign := _SIGN.search(text, at)) is not None:
        start = sign.start()
        while start and not text[start - 1].isspace():
            start -= 1
        space = _SPACE.search(text, sign.end())
        at = len(text) if space is None else space.start()
        yield start, at


def _chunk(text: str, start: int, end: int, *, spaced: bool) -> Chunk:
    letters: list[str] = []
    at: list[int] = []
    for place in range(start, end):
        if text[place].isalpha():
            folded = _first(text[place])
            letters.append(folded)
            at.extend([place] * len(folded))
    joined = "".join(letters)
    return Chunk(start, end, joined, tuple(at), _openings(joined, STEM if spaced else SHORTEST_PIECE), spaced)


@lru_cache(maxsize=4096)
def _first(char: str) -> str:
    return _folded(unicodedata.normalize("NFKC", char).casefold())


def _openings(letters: str, shortest: int) -> frozenset[str]:
    return frozenset(
        OPENS + letters[k : k + length]
        for length in range(shortest, OPENING + 1)
        for k in range(len(letters) - length + 1)
    )


@cache
def everyday() -> frozenset[str]:
    """Words of everyday English that are names too; in small letters, and alone, they are no name."""
    text = (files("onrecord.ledger") / "data" / "everyday_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
