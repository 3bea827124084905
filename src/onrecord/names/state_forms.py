"""The words by which reports speak of a state: names, adjectives, its capital, the seat of its government."""

from functools import cache

from onrecord.names.states import state_of
from onrecord.names.tables import table

# Adjectives that two states share tell neither; capitals that are mostly something else in English tell nothing.
_SHARED = frozenset({"congolese", "guinean", "dominican", "korean"})
# Capitals that reports name for something else: Brussels for the European Union.
_ANOTHERS_SEAT = frozenset({"BE"})
# Seats of government that stand for it in reports.
_SEATS = {
    "US": ("White House", "State Department"),
    "GB": ("Downing Street", "Whitehall", "Britain", "British", "UK", "Foreign, Commonwealth and Development Office"),
    "RU": ("Kremlin",),
    "FR": ("Élysée", "Elysée Palace", "Quai d’Orsay"),
}


@cache
def forms_of(state: str) -> tuple[str, ...]:
    """Words that stand for a state, its name first; for one that no table knows, its name alone.

    Args:
        state: ISO 3166-1 alpha-2 code, or a name.
    """
    code = state if state in table("states") else state_of(state)
    if code is None:
        return (state,)
    entry = table("states")[code]
    words = [entry["name"], *entry.get("names", ()), *entry.get("adjectives", ()), *_SEATS.get(code, ())]
    if "capital" in entry and code not in _ANOTHERS_SEAT:
        words.append(entry["capital"])
    own = [state] if state not in table("states") else []
    return tuple(dict.fromkeys(word for word in (*own, *words) if word.casefold() not in _SHARED))
