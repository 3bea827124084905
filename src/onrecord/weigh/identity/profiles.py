"""One report's actor as it is compared with others': its name in parts, and what that report tells of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.names.people import PersonName, person_name
from onrecord.names.sounds import folded
from onrecord.names.tables import table as names_table
from onrecord.records.entity import Actor
from onrecord.records.material import Weighable
from onrecord.records.record import Quotation
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.identity.offices import Office, office_in, offices_beside
from onrecord.weigh.identity.states import States
from onrecord.weigh.tables import table

# Mentions of one actor whose neighbourhood is read; the first ones introduce.
MENTIONS = 12
_LOWER = re.compile(r"(?<![^\W\d_])[a-z]{3,}(?![^\W\d_])")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_GOES_ON = re.compile(r"(?: (?:of|the|for|and))*(?: [A-Z][\w’'-]*[\w])+")
_AGE_AFTER = re.compile(r"(?:, (?:aged )?|\s\((?:aged )?|, who is |, a )(\d{1,2})(?:[,)]| years old|-year-old)")
_AGE_BEFORE = re.compile(r"\b(\d{1,2})-year-old(?: [a-z]+){0,3} $")
_APPOSED = re.compile(r", (?:(?:an?|the|then|now|once|who (?:is|was|works as|worked as)) ){0,2}([a-z][a-z -]{2,40})")
# "al-Ruhan" is a name's last part, though it begins small.
_ARTICLED = re.compile(r"\b(?:al|el|ad|an|ar|as|ash|at|az)-(?=[A-Z])")
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_AGED = re.compile(r", (?:aged )?\d{1,2}(?=, )")
_ARTICLE = re.compile(r"(?:an?|the)?\s*((?:[a-z-]+ ){0,2}[a-z]+) $")
_POSSESSIVE = re.compile(r"['’]s?$")


class Family(StrEnum):
    """What can be compared with what; whatever the reader took an organisation for."""

    PERSON = "person"
    OFFICE = "office"
    BODY = "body"
    STATE = "state"


FAMILIES: Mapping[ActorKind, Family] = {
    ActorKind.PERSON: Family.PERSON,
    ActorKind.OFFICE: Family.OFFICE,
    ActorKind.STATE: Family.STATE,
}


@dataclass(frozen=True, slots=True)
class ToldOffice:
    """An office that a report, or a roster by way of it, says that somebody holds."""

    office: Office
    former: bool
    quotation: Quotation | None = None
    first: str | None = None
    last: str | None = None
    roster: str | None = None


@dataclass(slots=True, eq=False)
class Profile:
    """One report's actor.

    Attributes:
        finding: its finding's id, by which order never depends on the order of reports.
        name: the words compared; a name that the reader cut short is made whole.
        named: whether that is a name, and no description.
        key: the name's words folded, without articles.
        gender: that a title tells; `pronoun`: that the reader took from pronouns, which may be another's.
        spelt: a person's name with its accents spelt out by letters, where it has any: Mör, Moer.
        born: first and last year in which somebody of the age told was born.
        published: day of the report as an ordinal.
    """

    finding: str
    report: int
    local: str
    name: str
    kind: ActorKind
    family: Family
    named: bool
    key: str
    spans: tuple[Span, ...]
    place: int
    person: PersonName | None = None
    spelt: PersonName | None = None
    gender: str | None = None
    pronoun: str | None = None
    offices: tuple[ToldOffice, ...] = ()
    trades: frozenset[str] = frozenset()
    born: tuple[int, int] | None = None
    published: int | None = None
    publisher: str = ""
    digest: str = ""
    state: str | None = None
    words: frozenset[str] = field(default_factory=frozenset)


def profiles_of(weighable: Weighable) -> list[Profile]:
    """The actors of one report, as far as their names alone tell."""
    reading = weighable.reading
    if reading is None:
        return []
    text = weighable.report.text
    spans: dict[str, list[Span]] = {}
    for entity in reading.entities:
        if entity.actor is not None:
            spans.setdefault(entity.actor, []).append(entity.span)
    published = _day(weighable.report.published)
    publisher = plain_key(weighable.report.publisher or "")
    digest = weighable.report.text_digest
    found = []
    for number, actor in enumerate(reading.actors):
        finding = weighable.ids.get(actor.id)
        if finding is None or _is_nobody(actor.name):
            continue
        own = tuple(spans.get(actor.id, ()))
        family = FAMILIES.get(actor.kind, Family.BODY)
        name = whole_name(actor.name, text, own) if family is Family.BODY else " ".join(actor.name.split())
        person = person_name(_ARTICLED.sub(_raised, name)) if family is Family.PERSON else None
        named = is_name(name, text, family) and (family is not Family.PERSON or person is not None)
        found.append(
            Profile(
                finding=finding,
                report=weighable.number,
                local=actor.id,
                name=name,
                kind=actor.kind,
                family=family,
                named=named,
                key=plain_key(name),
                spans=own,
                place=number,
                person=person,
                spelt=_spelt_out(name) if person is not None else None,
                gender=_gender(text, own) if family is Family.PERSON else None,
                pronoun=actor.gender,
                published=published,
                publisher=publisher,
                digest=digest,
            )
        )
    return found


def _is_nobody(name: str) -> bool:
    """Whether words say that there is none: "No worker", "nobody"."""
    first, _, _ = name.casefold().partition(" ")
    return first in table("identity")["nobody"]


def describe(profile: Profile, weighable: Weighable, actor: Actor, states: States) -> None:
    """Add what the words around somebody's mentions tell: offices, trade, age; and what a roster gave the report."""
    text = weighable.report.text
    offices: list[ToldOffice] = []
    trades: set[str] = set()
    for span in profile.spans[:MENTIONS]:
        if not text[span.start : span.start + 1].isupper():
            continue
        start, end = span.start, span.start + len(_POSSESSIVE.sub("", text[span.start : span.end]))
        for told in offices_beside(text, start, end, states):
            quoted = Quotation(
                report=weighable.number,
                span=Span(min(told.start, start), max(told.end, end)),
                text=text[min(told.start, start) : max(told.end, end)],
                finding=profile.finding,
            )
            offices.append(ToldOffice(told.office, told.former, quoted))
        before, after = text[max(0, start - 50) : start], text[end : end + 60]
        # What may stand before a name is looked for only where a word does.
        before = before if before[-1:] == " " and before[-2:-1].islower() else ""
        if profile.born is None and (age := _AGE_AFTER.match(after) or _AGE_BEFORE.search(before)) is not None:
            year = date.fromordinal(profile.published).year if profile.published is not None else None
            profile.born = None if year is None else (year - int(age[1]) - 1, year - int(age[1]))
        if (apposed := _APPOSED.match(_AGED.sub("", after, count=1))) is not None:
            trades |= _trades(apposed[1])
        if (direct := _ARTICLE.search(before)) is not None:
            trades |= _trades(direct[1], last=True)
    for position in actor.positions or ():
        held = office_in(position.title, states)
        office = Office(position.title.casefold()) if held is None else held[0]
        if position.state is not None:
            office = Office(office.title, states.named(position.state) or position.state, office.area)
        over = position.last is not None and weighable.report.published is not None
        former = over and str(position.last) < str(weighable.report.published)[:10]
        offices.append(
            ToldOffice(office, former=former, first=position.first, last=position.last, roster=position.roster)
        )
    profile.offices = tuple(offices)
    profile.trades = frozenset(trades)


def is_name(name: str, text: str, family: Family) -> bool:
    """Whether words are a name, and neither a description nor the start of a sentence.

    Args:
        name: as the report has it.
        text: the report's, which may have the same word in small letters.
        family: what it is the name of.
    """
    words = _WORD.findall(name)
    if words[:1] and words[0].lower() == "the":
        words = words[1:]
    if family is Family.BODY and len(words) > 1 and words[-1] in ("newspaper", "magazine"):
        words = words[:-1]
    if not words or words[0].lower() in _describing() or len(words) > 14:
        return False
    titles = _titles()
    if all(folded(word) in titles for word in words):
        return False
    small = _small() if family is not Family.PERSON else _particles()
    for word in words:
        if (
            word[0].islower()
            and word not in small
            and word.partition("-")[0] not in small
            and folded(word) not in titles
            and family is not Family.OFFICE
        ):
            return False
    if not any(word[0].isupper() or not word[0].isascii() for word in words):
        return False
    if len(words) == 1 and family is not Family.STATE:
        plain = words[0].lower()
        return len(plain) > 1 and {plain, plain.removesuffix("s")}.isdisjoint(_common(text))
    return True


@lru_cache(maxsize=1)
def _common(text: str) -> frozenset[str]:
    """The words that a text has in small letters."""
    return frozenset(_LOWER.findall(text))


def _spelt_out(name: str) -> PersonName | None:
    spelt = name.translate(_SPELT)
    return None if spelt == name else person_name(_ARTICLED.sub(_raised, spelt))


def _raised(match: re.Match[str]) -> str:
    return match.group().capitalize()


def whole_name(name: str, text: str, spans: tuple[Span, ...]) -> str:
    """A body's name that the reader cut short behind "of" is made whole: "Guild of the" + "Oar"."""
    name = " ".join(name.split())
    for span in spans[:MENTIONS]:
        words = " ".join(text[span.start : span.end].split())
        if words != name and words != name.removeprefix("the "):
            continue
        open_ended = words.split()[-1].lower() in ("of", "the", "for", "and") if words else False
        if not open_ended and " of " not in words:
            return name
        portfolio = re.search(r"\b([a-z]+) $", text[max(0, span.start - 16) : span.start])
        if words.startswith(("ministry", "minister")) and portfolio is not None and portfolio[1] in _portfolios():
            return f"{portfolio[1]} {words}"
        match = _GOES_ON.match(text, span.end)
        if match is not None and (open_ended or not match.group().startswith((" of", " the", " for", " and"))):
            return f"{name}{match.group()}"
        return name
    return name


def _gender(text: str, spans: tuple[Span, ...]) -> str | None:
    """The gender that titles before the name tell; None where they tell none, or two."""
    genders = names_table("people")["gendered_titles"]
    found = set()
    for span in spans[:MENTIONS]:
        words = [folded(match.group()) for match in _WORD.finditer(text, max(0, span.start - 6), span.end)]
        found |= {genders[word] for word in words if word in ("mr", "mrs", "ms", "miss", "sir", "lady", "lord", "dame")}
    return found.pop() if len(found) == 1 else None


def plain_key(name: str) -> str:
    """A name's words, folded, without the article and without what may be added to a newspaper's name."""
    words = [_plain_word(word) for word in _WORD.findall(name)]
    words = words[1:] if words[:1] == ["the"] and len(words) > 1 else words
    if len(words) > 1 and words[-1] in ("newspaper", "magazine"):
        words = words[:-1]
    return " ".join(words)


@lru_cache(maxsize=65536)
def _plain_word(word: str) -> str:
    return folded(_POSSESSIVE.sub("", word))


def _trades(phrase: str, *, last: bool = False) -> set[str]:
    """What a phrase says that somebody does: the first such word before anything that hangs on it."""
    head = re.split(r"\b(?:of|from|in|at|for|with|who|and|to|on)\b", phrase, maxsplit=1)[0] if not last else phrase
    words = head.split()
    pairs = {" ".join(pair) for pair in pairwise(words)}
    return ({words[-1]} | pairs if words else set()) & _all_trades()


def _day(published: str | None) -> int | None:
    try:
        return None if published is None else date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return None


@cache
def _titles() -> frozenset[str]:
    return frozenset(names_table("people")["gendered_titles"]) | frozenset(names_table("people")["titles"])


@cache
def _particles() -> frozenset[str]:
    return frozenset(names_table("people")["particles"])


@cache
def _describing() -> frozenset[str]:
    return frozenset(map(str, table("identity")["describing"]))


@cache
def _all_trades() -> frozenset[str]:
    return frozenset(map(str, table("identity")["trades"]))


@cache
def _portfolios() -> frozenset[str]:
    return frozenset(names_table("positions")["portfolios"]) | {"home", "defense"}


@cache
def _small() -> frozenset[str]:
    return frozenset("of the for and in on to a an at de la du des y e et für der die das al el le von van".split())
