"""Joint statements: each of those who made one, by name or by the office and state for which they signed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from onrecord.records.material import Weighable
from onrecord.records.span import Span
from onrecord.weigh.identity.offices import Office, office_in
from onrecord.weigh.identity.states import States, shown
from onrecord.weigh.tables import table

_NAME = r"[A-Z][\w’'-]*(?: (?:de|da|van|von|bin|al|el|of|the|and) [A-Z][\w’'-]*| [A-Z][\w’'-]*)*?"
_ITEM = r"(?:the )?[A-Z][\w’'-]*(?: (?:(?:of|for) (?:the )?)?[A-Z][\w’'-]*){0,4}"
_OF = re.compile(r"(?P<name>.+?) of (?:the )?(?P<state>[^,]+)")
_LIST = re.compile(rf" (?:of|for) (?P<list>{_ITEM}(?:, (?:and )?{_ITEM})*,? and {_ITEM})")
_NAMES = re.compile(rf"{_ITEM}(?:, (?:and )?{_ITEM})*,? and {_ITEM}")
_SPLIT = re.compile(r", and |, | and ")
_LINE = re.compile(r"(?P<name>[A-Z][^,:\n]{2,60})(?:, |: )(?P<title>[^\n]{3,120})")
_ANY_OF = re.compile(r"^(?:we|us|our|(?:we, )?(?:all )?(?:the )?(?:undersigned|signatories|signatory))\b", re.I)
_BARE = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?: (?:(?:of|and|the|de|da|van|von|al) ){0,2}[A-ZÀ-Þ][\w’'.-]*){0,6}")
_SEPARATED = re.compile(r", and |,|;| and (?=[A-ZÀ-Þ])")
_FOR = re.compile(r"(?:[Ff]or|[Oo]n behalf of) (?:the )?(?:[Gg]overnment of )?(?:the )?(?=[A-ZÀ-Þ])")
# Where a text says in whose name it is, up to where the names begin.
_BEHALF = re.compile(
    r"\b(?:on behalf of|in the name of|[Ss]tatement (?:by|of|from)|[Jj]oined by|[Ss]upported by|[Ee]ndorsed by)"
    r"(?: [^\n:.;,]{0,90})?:[ \t]*"
)
_OPENING = 1500
_JOINT = re.compile(r"\bjoint(?:ly)?\b", re.I)
_UNDERSIGNED = re.compile(r"\b(?:undersigned|signatory states|signatories)\b", re.I)
_HEADING = 300
# A line that ends as sentences do.
_SAID = re.compile(r"[.!?”\"’)]\s*$")
_LONGEST_LINE = 120
# Of a line that lists states.
_LONGEST_LIST = 2000
_NUMBER_OF = re.compile(r"^(?:the |all )?(?P<number>[a-z]+|\d+) (?P<what>[^,;.]+)$", re.I)
# Lines after "Signed by:" within which signatures stand.
_MOST_LINES = 80
_MOST_CHARACTERS = 20_000
_MOST_HEADS = 50
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """One of several who speak together.

    Attributes:
        name: a person's or body's, or the office with its state.
        state: for which he or she signs; None where untold.
        title: of the office, in canonical form; None where untold.
        actor: id of the case's actor, None where it has none.
        span: where the report names it.
        reason: a sentence.
    """

    name: str
    state: str | None
    title: str | None
    actor: str | None
    span: Span
    reason: str

    def phrases(self) -> tuple[str, ...]:
        """What a report may call it: the name, and the office or the government of the state."""
        if self.state is None:
            return (self.name,)
        office = "government" if self.title is None else self.title
        return (self.name, f"{office} of {shown(self.state)}")


@dataclass(frozen=True, slots=True)
class Signed:
    """What a report says of one who signs."""

    name: str | None
    office: Office | None
    state: str | None
    span: Span


def signed_in(weighable: Weighable, where: Span, states: States, undersigned: list[Signed]) -> list[Signed]:
    """Those who speak together in the words at `where`: a list of offices, of names, or the undersigned."""
    text = weighable.report.text
    words = text[where.start : where.end]
    listed = list(_listed(text, where, states))
    if listed and undersigned:
        return [_with_name(one, undersigned) for one in listed]
    if listed:
        return listed
    if _ANY_OF.match(words) and undersigned:
        return undersigned
    names = _NAMES.search(text, where.start, where.end)
    if names is None:
        return []
    lead = text[where.start : names.start()].strip()
    office = office_in(lead, states)
    if office is None and lead.lower() not in ("", "the"):
        return []
    return list(_items(names.group(), names.start(), None if office is None else office[0].title, states))


def signatures(weighable: Weighable, states: States) -> list[Signed]:
    """Those who signed: under or behind "Signed by:", or one state a line at the end of what is told as "we"."""
    text = weighable.report.text
    for match in islice(_heads().finditer(text), _MOST_HEADS):
        line = text[match.end() : _line_end(text, match.end())]
        if line.strip():
            found = list(_listed_line(line, match.end(), states))
        else:
            found = _block(text, min(len(text), match.end() + len(line) + 1), states)
        if found:
            return found
    return _unheaded(text, states)


def named_for(text: str, states: States) -> list[Signed]:
    """Those on whose behalf a text says that it is: "on behalf of a group of states: Brennia, Lysmark, Ostmere"."""
    for match in _BEHALF.finditer(text, 0, _OPENING):
        line = text[match.end() : _line_end(text, match.end())]
        listed = re.split(r"[;:](?= |$)|\.(?=\s|$)", line, maxsplit=1)[0] if line.strip() else ""
        if listed:
            found = list(_listed_line(listed, match.end(), states))
        else:
            found = _block(text, min(len(text), match.end() + len(line) + 1), states)
        if len(found) > 1:
            return found
    return []


def _block(text: str, at: int, states: States) -> list[Signed]:
    """Lines that sign, from `at` on: a name and an office, in one line or two, or a name alone."""
    lines: list[list[Signed]] = []
    parted: list[bool] = []  # whether an empty line lies above
    empty = False
    for line in text[at : at + _MOST_CHARACTERS].split("\n")[:_MOST_LINES]:
        start, at = at, at + len(line) + 1
        plain = line.strip(" \t-–•*;,")
        if not plain:
            empty = bool(lines)
            continue
        signed = list(_signing(plain, start + line.index(plain), states))
        if not signed:
            break
        lines.append(signed)
        parted.append(empty)
        empty = False
    if _begins_with_heading(lines, parted):
        return []
    found: list[Signed] = []
    for number, signed in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) and not parted[number + 1] else []
        if parted[number] and not (_tells(signed) or _is_office(below)):
            break
        if found and _is_office(signed) and found[-1].state is None and not parted[number]:
            found[-1] = Signed(found[-1].name, signed[0].office, signed[0].state, found[-1].span)
        else:
            found += signed
    return found


def _begins_with_heading(lines: Sequence[list[Signed]], parted: Sequence[bool]) -> bool:
    """Whether the first line stands apart above a list: "Distribution"."""
    return len(lines) > 2 and not _tells(lines[0]) and parted[1] and not any(parted[2:])


def _tells(signed: Sequence[Signed]) -> bool:
    return any(one.state is not None or one.office is not None for one in signed)


def _is_office(signed: Sequence[Signed]) -> bool:
    """Whether a line holds nothing but an office: that of whoever stands above."""
    return len(signed) == 1 and signed[0].name is None and signed[0].office is not None


def _signing(plain: str, begin: int, states: States) -> Iterator[Signed]:
    """Who signs in a line."""
    lead = _FOR.match(plain)
    if lead is not None:
        plain, begin = plain[lead.end() :], begin + lead.end()
    if listed := list(_listed_line(plain, begin, states)):
        yield from listed
        return
    told = _LINE.fullmatch(plain)
    title = plain if told is None else told["title"]
    office = office_in(title, states)
    state = office[0].state if office is not None else next((k for _, _, k in states.within(title)), None)
    if told is not None:
        named = Span(begin, begin + len(told["name"]))
        yield Signed(told["name"], None if office is None else office[0], state, named)
    elif office is not None and len(plain) < _LONGEST_LINE:
        yield Signed(None, office[0], state, Span(begin, begin + len(plain)))


def _listed_line(line: str, start: int, states: States) -> Iterator[Signed]:
    """Names in one line, or the one name that it is: nothing of it may be anything else."""
    at = 0
    pieces = [piece for piece in _SEPARATED.split(line) if piece.strip()]
    names = [piece.strip(" \t.").removeprefix("the ") for piece in pieces]
    if not names or any(_BARE.fullmatch(name) is None or office_in(name, states) is not None for name in names):
        return
    for piece, name in zip(pieces, names, strict=True):
        begin = line.index(piece, at) + piece.index(name)
        at = begin + len(name)
        state = states.named(name)
        yield Signed(None if state is not None else name, None, state, Span(start + begin, start + at))


def _unheaded(text: str, states: States) -> list[Signed]:
    """States, one a line, below the last sentence of a text, or below the heading of a joint one: they sign it.

    A list below another heading or a colon is a list of something; one of which most names are no state's may be
    anything, unless the text calls itself a joint one.
    """
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", text)]
    bare = [_is_bare(line) for _, line in lines]
    joint = _JOINT.search(text, 0, _HEADING) is not None or _UNDERSIGNED.search(text) is not None
    least, share = (1, 0.0) if joint else (2, 0.5)
    begins = [place for place in range(1, len(lines)) if bare[place] and not bare[place - 1]]
    for begin in begins if joint else begins[-1:] if bare and bare[-1] else ():
        above = lines[begin - 1][1]
        if _SAID.search(above) is None and not (joint and begin == begins[0] and _JOINT.search(above) is not None):
            continue
        found = _block(text, lines[begin][0], states)
        known = sum(one.state is not None for one in found)
        if len(found) > 1 and known >= least and known >= share * len(found):
            return found
    return []


def _is_bare(line: str) -> bool:
    plain = line.strip(" \t-–•*;,.")
    return len(plain) <= _LONGEST_LIST and all(
        _BARE.fullmatch(name.strip().removeprefix("the ")) is not None for name in _SEPARATED.split(plain)
    )


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def number_told(words: str, states: States) -> tuple[int, str] | None:
    """How many of which office an unnamed group is: "five foreign ministers"."""
    match = _NUMBER_OF.match(" ".join(words.split()))
    if match is None:
        return None
    number = table("identity")["numbers"].get(match["number"].lower()) or (
        int(match["number"]) if match["number"].isdigit() else None
    )
    office = office_in(match["what"], states)
    return None if number is None or office is None else (number, office[0].title)


def _listed(text: str, where: Span, states: States) -> Iterator[Signed]:
    """Offices of several states: "the foreign ministers of Brennia, Lysmark and Ostmere"."""
    sentence = text[where.start : where.start + 400]
    sentence = re.split(r"(?<![A-Z])[.;:\n]", sentence, maxsplit=1)[0]
    for match in _LIST.finditer(sentence):
        if match.start() > where.end - where.start + 2:
            return
        before = sentence[: match.start()]
        head = office_in(before, states)
        # "Clara Venn of Brennia and …" lists people, not offices
        if before.split()[-1:] and before.split()[-1][0].isupper() and (head is None or head[2] < len(before.rstrip())):
            return
        members = list(_items(match["list"], where.start + match.start("list"), None, states))
        if sum(one.state is not None for one in members) < 2:
            continue
        title = None if head is None else head[0].title
        for one in members:
            if one.state is not None:
                yield Signed(None, None if title is None else Office(title, one.state), one.state, one.span)
        return


def _items(listed: str, start: int, title: str | None, states: States) -> Iterator[Signed]:
    at = 0
    for piece in _SPLIT.split(listed):
        begin = listed.index(piece, at)
        at = begin + len(piece)
        plain = _POSSESSIVE.sub("", piece.removeprefix("the "))
        end = start + begin + len(piece)
        state, name = states.named(plain), plain
        if state is None and (of := _OF.fullmatch(plain)) is not None and states.named(of["state"]) is not None:
            state, name = states.named(of["state"]), of["name"]  # "Clara Venn of Brennia"
            end = start + begin + piece.index(name) + len(name)
        office = None if title is None else Office(title, state)
        yield Signed(None if name == plain and state is not None else name, office, state, Span(start + begin, end))


def _with_name(one: Signed, block: list[Signed]) -> Signed:
    same = [line for line in block if line.state is not None and line.state == one.state]
    return Signed(same[0].name, one.office or same[0].office, one.state, same[0].span) if len(same) == 1 else one


def told_as(signed: Signed) -> str:
    """A signatory's name for people."""
    if signed.name is not None:
        return signed.name
    if signed.office is not None:
        return signed.office.told()
    return shown(signed.state) if signed.state is not None else ""


@cache
def _heads() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(table("identity")["signed"], key=len, reverse=True))
    return re.compile(rf"(?im)^[ \t]*(?:{words})[ \t]*(?::[ \t]*|$)")
