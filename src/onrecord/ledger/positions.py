"""Whether the words beside a name say that its bearer holds a public position: a minister, a ministry's spokesman.

Whoever holds one isn't masked for being quoted, so that a wrong "yes" names a source. Hence what isn't plain counts as
no: a noun phrase has to stand right before the name, or be set off by commas behind or before it, its head a position,
and not be part of another phrase ("the widow of the mayor, Ana Vol, …").
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from onrecord.names.tables import table
from onrecord.records.span import Span

# How far a phrase beside a name may reach.
REACH = 160

_DETERMINERS = frozenset("the a an one another".split())
_ITS_OWN = frozenset("its".split())
_SOMEBODYS = frozenset("his her their my our your whose".split())
_PREPOSITIONS = frozenset("of for at in to on with from by".split())
_FUNCTION = _DETERMINERS | _ITS_OWN | _PREPOSITIONS | frozenset("and 's ’s de la al".split())
# What may stand in front of a position that nothing determines: "foreign minister of Quillon".
_MODIFIERS = frozenset(
    "former then acting interim deputy vice first prime chief foreign interior home justice defence defense finance"
    " health labour opposition state federal national provincial regional municipal supreme high crown ruling".split()
)
_CLAUSE = frozenset(
    "after when before while since as because if although though despite until during without like unlike"
    " besides with by among beside behind near".split()
)
# Given names too: "Prince, a busker".
_NAMES_TOO = frozenset("prince princess sultan emir".split())
_TELLING = frozenset("told tell tells telling informed warned assured reminded asked convinced showed".split())
# Whoever left a force and speaks of it does so as anybody.
_LEFT = re.compile(
    r",?\swho\s[^.;:\n]{0,60}\b(?:desert|defect|fled|flee|escap|left\b|quit\b|resign|dismissed|hiding|exile)"
)
_WORD = re.compile(r"[^\W\d_][\w.-]*(?:['’][\w]+)?|['’]s\b")
_BOUNDARY = re.compile(r"[,;:!?()“”\"\n–—]|\.(?=\s|\Z)")
_CLOSED = re.compile(r",\s([^,;:!?()“”\"\n–—]{1,100}?)(?=[,;:!?)“”\"\n–—]|\s[–—]|\.(?:\s|\Z)|\Z)")
_FOR = re.compile(r"(?:speaking\s)?(?:for|on\sbehalf\sof)\s(the\s.*)")
_BRACKET = re.compile(r"\s\(([^()\n]{1,60})\)")
_FORCE_BEHIND = re.compile(r"\s(?:of|from|with)\s([^,;:!?()“”\"\n–—]{1,60})|,\s([^.;:!?()“”\"\n–—]{1,80})")
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame)\.?[ \u00a0]\Z")
_PAPER = r"(?:[Rr]esolution|[Bb]ill|[Mm]otion|[Aa]mendment|[Dd]raft)s?\b"
_MOVED = re.compile(
    rf"(?:\s\([^()\n]{{1,200}}\))?,?(?:\swho)?\s(?:introduced|tabled|moved|sponsored|co-sponsored)\s(?:[\w-]+\s){{0,4}}{_PAPER}"
)
_MOVED_BY = re.compile(
    r"\b(?:introduced|tabled|moved|sponsored)(?:\s[\w ]{1,20})?\sby\s(?:[A-Z][\w.’'-]*,?\s|and\s|of\s|the\s)*\Z"
)
_A_PAPER = re.compile(rf"\b{_PAPER}")
# In a transcript, whoever answers when a minister was addressed: "MS. FJELL: Minister, has …?\n\nMR. AURELL: …".
_ADDRESSED = re.compile(
    r"(?:\A|\n)[^\n:]{2,60}:\s(?:[^\n]*,\s)?(?:Minister|Governor|Ambassador|President|Chancellor|Commissioner)[,.?!][^\n]*\n\s*"
    r"(?:(?:MR|MS|MRS|DR|Mr|Ms|Mrs|Dr)\.?[ \u00a0])?\Z"
)
_ROLL = re.compile(r"(?:\A|\n)\s*Members(?:\spresent)?:[^\n]*\Z", re.IGNORECASE)

Public = Callable[[str], bool | None]
"""Of a word with a capital: whether the person whose name it is part of is public; None: it is nobody's."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Words beside a name, as `data/signs.yaml` lists them."""

    offices: frozenset[str]
    ranks: frozenset[str]
    speakers: frozenset[str]
    heads: frozenset[str]
    titles: frozenset[str]
    institutions: frozenset[str]
    forces: frozenset[str]
    private: frozenset[str]
    things: frozenset[str]
    bodies: frozenset[str]

    @property
    def positions(self) -> frozenset[str]:
        """Every word that may name a public position."""
        return self.offices | self.ranks | self.speakers | self.heads


@cache
def signs() -> Signs:
    """The words, read once."""
    text = (files("onrecord.ledger") / "data" / "signs.yaml").read_text(encoding="utf-8")
    return Signs(**{name: frozenset(words) for name, words in yaml.safe_load(text).items()})


def public_beside(text: str, name: Span, public: Public) -> bool:
    """Whether what stands beside a name says that its bearer holds a public position.

    Args:
        text: of the report.
        name: where the name stands, without titles.
        public: of words with a capital in what stands beside it.
    """
    before = _HONORIFIC.sub("", text[max(0, name.start - REACH) : name.start])
    behind = text[name.end : name.end + REACH]
    given = 0 if " " in text[name.start : name.end] else 2
    if _title(before, behind, public, given) or _set_off_before(before, behind, public):
        return True
    for closed in (_CLOSED.match(behind), _BRACKET.match(behind)):
        if closed is not None and (names_position(closed[1], public) or _speaks_for(closed[1])):
            return True
    if _MOVED.match(behind):
        return True
    moved = _MOVED_BY.search(text, max(0, name.start - REACH), name.start)
    if moved is not None and _A_PAPER.search(text, max(0, moved.start() - REACH), moved.start()) is not None:
        return True
    if behind.startswith(":") and _ADDRESSED.search(text, max(0, name.start - 1500), name.start) is not None:
        return True
    return _ROLL.search(text, max(0, name.start - 600), name.start) is not None


def names_position(phrase: str, public: Public) -> bool:
    """Whether a noun phrase names a public position: "the governor's spokesman", not "the minister's driver".

    Args:
        phrase: the phrase, nothing before or behind it.
        public: of words with a capital in it.
    """
    words = [word.rstrip(".") for word in _WORD.findall(phrase)]
    at = next((k for k, word in enumerate(words) if word.casefold() in _PREPOSITIONS and k), len(words))
    core, complement = words[:at], words[at:]
    if not core or not _is_one_phrase(core) or not _is_plain(complement):
        return False
    return _is_position(core, complement, public)


def _is_one_phrase(core: list[str]) -> bool:
    """Whether words may be one noun phrase: what determines it stands first, or an owner does."""
    small = [word.casefold() for word in core]
    if any(word in _DETERMINERS | _ITS_OWN | _SOMEBODYS | {"and", "or"} for word in small[1:]):
        return False
    first, told = small[0], signs()
    known = _DETERMINERS | _ITS_OWN | _SOMEBODYS | _MODIFIERS | told.positions | told.institutions | told.forces
    return first in known or not core[0][0].islower()


@cache
def _portfolios() -> frozenset[str]:
    """Words of what ministers and commissioners are in charge of: foreign, affairs, human, rights."""
    several = table("positions")["portfolios"].values()
    return frozenset(word for forms in several for form in forms for word in form.split())


def _is_plain(complement: list[str]) -> bool:
    """Whether words can go on a noun phrase: no verb is among them, as far as lists of words can tell."""
    told = signs()
    allowed = (
        _FUNCTION
        | _MODIFIERS
        | told.institutions
        | told.forces
        | told.private
        | told.things
        | told.positions
        | _portfolios()
    )
    return all(not word[0].islower() or _bare(word) in allowed for word in complement)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?\Z", "", word.casefold())


def _is_position(core: list[str], complement: list[str], public: Public, around: str = "") -> bool:
    """Whether a phrase's words name a position; what stands `around` it may tell of a force that gives a rank."""
    told = signs()
    head = _bare(core[-1])
    if head not in told.positions:
        return False
    others = [*core[:-1], *complement]
    small = {_bare(word) for word in others}
    if small & told.private:
        return False
    if head in told.ranks | {"colonel", "general"} and small & {"retired", "former", "ex", "deserted"}:
        return False
    if head == "secretary" and small & {"a", "an", "one", "another"} and "press" not in small:
        return False
    if head in told.ranks:
        return bool((small | {_bare(word) for word in _WORD.findall(around)}) & told.forces)
    if head in told.offices:
        # "her deputy" is anybody's.
        return head != "deputy" or not {word.casefold() for word in core} & _SOMEBODYS
    if {word.casefold() for word in core} & _SOMEBODYS:
        return False
    owners = [public(_capital(word)) for word in others if not word[0].islower() and word.casefold() not in _FUNCTION]
    if any(owner is False for owner in owners):
        return False
    if head in told.speakers:
        return bool(others)
    return bool(small & (told.institutions | told.forces)) or bool(owners)


def _capital(word: str) -> str:
    return re.sub(r"['’]s?\Z", "", word)


def _speaks_for(phrase: str) -> bool:
    """Whether somebody speaks for an institution: "Mr. Dray, for the Government, said"."""
    match = _FOR.fullmatch(phrase)
    words = [] if match is None else _WORD.findall(match[1])
    return bool(words) and _is_plain(words) and _bare(words[-1]) in signs().institutions


def _title(before: str, behind: str, public: Public, given: int) -> bool:
    """Whether a position stands right before the name: "Interior Ministry spokesman Hugo Tarn".

    So many capitalised words as `given` may stand between, since they may be given names.
    """
    if not before.endswith((" ", "\u00a0")):
        return False
    segment = _last_segment(before)
    words = [word.rstrip(".") for word in _WORD.findall(segment)]
    # "Colonel Maks", where only "Verrun" was taken for the name
    while len(words) > 1 and words[-1].istitle() and _bare(words[-1]) not in signs().positions and given > 0:
        words.pop()
        given -= 1
    words, complement = _without_portfolio(words)
    if not words or _bare(words[-1]) not in signs().positions or words[-1].endswith(("'s", "’s")):
        return False
    head = words[-1]
    if not head[0].islower() and head.casefold() in signs().titles:
        return True
    if head.casefold() in _NAMES_TOO and not re.match(r"\s(?:[IVX]+\b|of\s[A-Z])", behind):
        return len(words) > 1 and words[-2].casefold() in ("crown", "the", "his", "her")
    if _LEFT.match(behind) and head.casefold() in signs().ranks | {"colonel", "general"}:
        return False
    core = [head]
    for at in range(len(words) - 2, max(-1, len(words) - 7), -1):
        word = words[at]
        small = word.casefold()
        if small in _PREPOSITIONS | _CLAUSE:
            break
        if small in _DETERMINERS | _ITS_OWN | _SOMEBODYS:
            core.insert(0, word)
            # "She told the mayor Ana Vol was dead."
            if at and words[at - 1].casefold() in _TELLING:
                return False
            break
        core.insert(0, word)
        if word.endswith(("'s", "’s")):
            break
    force = _FORCE_BEHIND.match(behind)
    around = "" if force is None else next(filter(None, force.groups()))
    return _is_position(core, complement, public, around)


def _without_portfolio(words: list[str]) -> tuple[list[str], list[str]]:
    """The words of a title, and what it is in charge of: "Minister of Justice", "Chief of Police"."""
    known = _portfolios() | signs().institutions | signs().forces | {"the", "of", "and"}
    for at in range(len(words) - 2, 0, -1):
        if words[at].casefold() in ("of", "for") and _bare(words[at - 1]) in signs().offices | signs().heads:
            plain = all(word.casefold() in known for word in words[at + 1 :])
            return (words[:at], words[at + 1 :]) if plain else (words, [])
    return words, []


def _set_off_before(before: str, behind: str, public: Public) -> bool:
    """Whether a position, set off by a comma, stands before the name: "The interior minister, Clara Vost, said"."""
    if not before.endswith(", ") or re.match(r"(?:[,.;)”\"]|['’]s\b|\Z|\n)", behind) is None:
        return False
    if re.match(r",\s(?:and|or)\b", behind):  # "the mayor, Ana Vol, and two boys"
        return False
    segment = _last_segment(before[:-2])
    words = segment.split()
    if not words or words[0].casefold() in _CLAUSE:
        return False
    described = _CLOSED.match(behind)
    if described is not None and described[1].casefold().startswith(("a ", "an ", "the ", "his ", "her ", "whose ")):
        # "After the mayor, Jan Velov, a neighbour": a list, or another description.
        return names_position(described[1], public)
    for start, phrase in _phrases(segment):
        if not names_position(phrase, public):
            continue
        leading = segment[:start].casefold().split()
        return (
            not leading
            or leading == ["according", "to"]
            or leading[-1] not in ("of", "for", "to", "from", "in", "at", "by", "and", "or")
            or (leading[-1] == "to" and phrase.casefold().startswith("its "))
        )
    return False


def _phrases(segment: str) -> Iterator[tuple[int, str]]:
    """Where a noun phrase may begin that goes on to the segment's end, the leftmost first."""
    for match in re.finditer(r"(?<!\S)(?:the|a|an|one|another|its|[\w-]+['’]s?)\s", segment, re.IGNORECASE):
        yield match.start(), segment[match.start() :]


def _last_segment(before: str) -> str:
    ends = [match.end() for match in _BOUNDARY.finditer(before) if not _is_abbreviation(before, match)]
    return before[ends[-1] :].strip() if ends else before.strip()


def _is_abbreviation(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop only shortens a title: "Mr. Tunney", "Gov. Ormond"."""
    if stop.group() != ".":
        return False
    word = re.search(r"(\w+)\Z", text[max(0, stop.start() - 8) : stop.start()])
    short = {"mr", "mrs", "ms", "dr", "prof", "rep", "sen", "gov", "gen", "col", "amb", "maj", "capt", "lt", "st"}
    return word is not None and word[1].casefold() in short
