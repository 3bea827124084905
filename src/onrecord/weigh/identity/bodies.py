"""Bodies' names brought to one form: without whose they are, one word for one portfolio, one spelling for one word."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.names.sounds import folded
from onrecord.names.tables import table as names_table
from onrecord.weigh.identity.states import States
from onrecord.weigh.tables import table

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_IDLE = frozenset("the of for and in on to a an at s".split())
_MINISTRIES = ("ministry", "department", "office", "ministries")


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name in its parts.

    Attributes:
        core: its words without whose it is, in canonical form.
        state: key of the state whose it is, where the name tells.
        generic: whether the words are such that many a state or town has a body of that name.
        acronym: the letters, where it is one.
    """

    core: tuple[str, ...]
    state: str | None
    generic: bool
    acronym: str | None


# A name is asked for by each report that has it, and by what looks actors up.
@lru_cache(maxsize=1 << 15)
def body_name(name: str, states: States) -> BodyName:
    """A body's name in its parts."""
    state: str | None = None
    name = re.sub(r"(?<=\w) in [A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?$", "", name)
    spans = list(states.within(name))
    text = name
    if spans and len(spans) == 1:
        start, end, key = spans[0]
        rest = (text[:start] + " " + text[end:]).strip()
        # "Amber Watch Tolvane" is a branch; "Amber Watch of Tolvane" tells where Amber Watch is
        if (
            end == len(name)
            and not re.search(r"\b(?:of|for) (?:the )?(?:[A-Z]\w+ of )?$", text[:start], re.I)
            and start
        ):
            state = key
        elif _WORD.search(re.sub(r"\b(?:the|of|for|and|in|s)\b", " ", rest, flags=re.I)):
            text, state = rest, key
    words = [folded(_POSSESSIVE.sub("", match.group())) for match in _WORD.finditer(text.replace("’", "'"))]
    words = [_spellings().get(word, word) for word in words if word not in _IDLE]
    formal = table("identity")["formal"]
    if state is not None and words and words[-1] in formal and len(words) > 1:
        words = words[:-1]  # "the Government of the Republic of Karvenia"
    core = _ministry(words)
    letters = "".join(char for char in name if char.isalnum())
    acronym = letters if len(words) == 1 and len(letters) >= 2 and letters.isupper() else None
    generic = bool(core) and all(word in _generic() or word in _portfolio_words() for word in core)
    return BodyName(tuple(core), state, generic, acronym)


def _ministry(words: list[str]) -> list[str]:
    """A ministry in canonical form: "ministry of external affairs" is the foreign ministry."""
    heads = [word for word in words if word in _MINISTRIES]
    if len(heads) != 1:
        return words
    rest = " ".join(word for word in words if word not in _MINISTRIES)
    portfolio = _portfolios().get(rest)
    if portfolio is None or (heads[0] == "office" and portfolio not in ("foreign", "interior")):
        return words
    return [portfolio, "ministry"]


@lru_cache(maxsize=1)
def _portfolios() -> dict[str, str]:
    found: dict[str, str] = {}
    for portfolio, forms in names_table("positions")["portfolios"].items():
        for form in forms:
            found[" ".join(word for word in folded(form).split() if word not in _IDLE)] = portfolio
    return found


@cache
def _portfolio_words() -> frozenset[str]:
    return frozenset(word for form in (*_portfolios(), *_portfolios().values()) for word in form.split())


@cache
def _spellings() -> dict[str, str]:
    return {str(key): str(value) for key, value in table("identity")["spellings"].items()}


@cache
def _generic() -> frozenset[str]:
    words = names_table("people")
    return frozenset(folded(str(word)) for word in table("identity")["generic"]) | frozenset(
        folded(word)
        for kind in ("state_body_nouns", "weak_state_body_nouns")
        for each in words[kind]
        for word in str(each).split()
    )
