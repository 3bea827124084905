"""States by their names and adjectives."""

from functools import cache

from onrecord.names.sounds import folded
from onrecord.names.tables import table

# Adjectives and names that several states or much else share: never taken for a state on their own.
_SHARED = frozenset({"congolese", "guinean", "dominican", "georgia", "jordan", "chad"})


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, state in table("states").items():
        for name in (state["name"], *state.get("names", ())):
            found.setdefault(_key(name), code)
    return found


@cache
def _adjectives() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, state in table("states").items():
        for word in state.get("adjectives", ()):
            if _key(word) not in _SHARED:
                found.setdefault(_key(word), code)
    return found


@cache
def _capitals() -> dict[str, str]:
    return {_key(state["capital"]): code for code, state in table("states").items() if "capital" in state}


def _key(name: str) -> str:
    words = folded(name).replace("-", " ").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def state_of(name: str) -> str | None:
    """ISO code of the state that a name or an adjective stands for, where it stands for one only."""
    key = _key(name)
    return _names().get(key) or _adjectives().get(key)


def is_adjective(word: str) -> bool:
    """Whether a word is a state's adjective or a word for its people, and no state's name."""
    key = _key(word)
    return key in _adjectives() and key not in _names()


def state_of_capital(name: str) -> str | None:
    """ISO code of the state whose capital bears the name."""
    return _capitals().get(_key(name))
