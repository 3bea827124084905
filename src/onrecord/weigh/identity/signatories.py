"""Joint statements: each of those who made one, by name or by the office and state for which they signed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

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
_LINE = re.compile(r"(?P<name>[A-Z][^,\n]{2,60}), (?P<title>[^\n]{3,120})")
_ANY_OF = re.compile(r"^(?:we|the undersigned|we, the undersigned)\b", re.I)
_NUMBER_OF = re.compile(r"^(?:the |all )?(?P<number>[a-z]+|\d+) (?P<what>[^,;.]+)$", re.I)
# Lines after "Signed by:" within which signatures stand.
_MOST_LINES = 80
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


def signed_in(weighable: Weighable, where: Span, states: States) -> list[Signed]:
    """Those who speak together in the words at `where`: a list of offices, of names, or the undersigned."""
    text = weighable.report.text
    words = text[where.start : where.end]
    listed = list(_listed(text, where, states))
    block = signatures(weighable, states)
    if listed and block:
        return [_with_name(one, block) for one in listed]
    if listed:
        return listed
    if _ANY_OF.match(words) and block:
        return block
    names = _NAMES.search(text, where.start, where.end)
    if names is None:
        return []
    lead = text[where.start : names.start()].strip()
    office = office_in(lead, states)
    if office is None and lead.lower() not in ("", "the"):
        return []
    return list(_items(names.group(), names.start(), None if office is None else office[0].title, states))


def signatures(weighable: Weighable, states: States) -> list[Signed]:
    """The lines under "Signed by:", each a name and an office."""
    text = weighable.report.text
    found: list[Signed] = []
    for match in _heads().finditer(text):
        at = match.end()
        for line in text[at:].split("\n")[:_MOST_LINES]:
            start, at = at, at + len(line) + 1
            plain = line.strip(" \t-•*")
            if not plain:
                if found:
                    break
                continue
            told = _LINE.fullmatch(plain)
            if told is None:
                if found:
                    break
                continue
            office = office_in(told["title"], states)
            state = (
                office[0].state if office is not None else next((k for _, _, k in states.within(told["title"])), None)
            )
            begin = start + line.index(plain)
            found.append(
                Signed(
                    told["name"], None if office is None else office[0], state, Span(begin, begin + len(told["name"]))
                )
            )
        if found:
            return found
    return found


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
    return re.compile(rf"(?im)^[ \t]*(?:{words})[ \t]*:?[ \t]*$\n?")
