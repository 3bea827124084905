"""Whom allegations accuse and nothing confirmed does: who of them is a natural person, and what tells their names."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import unquote

from onrecord.names.sounds import folded, unaccented
from onrecord.records.record import CaseActor, Named
from onrecord.records.vocabulary import ActorKind, Status

UNNAMED = "a named person"
"""Stands for a natural person whom nobody has confirmed to be named as alleged perpetrator."""

HIDDEN = "[a-named-person]"
"""The same within an address, which takes no spaces, and which nobody shall follow."""

# Words of a name that others have too, and that tell nobody.
_COMMON = frozenset(
    "mr mrs ms dr sir the of de da di do dos das du la le van von der den ter el al ul abu ibn bin bint colonel general"
    " captain major lieutenant sergeant commander governor president minister premier chancellor secretary director"
    " chief judge prosecutor inspector".split()
)
_SHORTEST = 3
# What stands for somebody and names nobody: hiding it would change what a quotation says.
_PRONOUNS = frozenset(
    "i you he she it we they me him her us them who whom whose which that this these those one some others everybody"
    " nobody anybody somebody everyone anyone someone".split()
)
# "a guard", "one of the men": nobody whom a report names.
_INDEFINITE = re.compile(r"(?i:an?|one|two|three|some|several|another|any|many|other|no)\s+(?:of\b|[a-zà-þ\d])")
_ARTICLE = re.compile(r"(?:the|an?|his|her|its|their|our|my|your|one|this|that)\b", re.IGNORECASE)
# Behind a name, what its bearer is: "Colonel Maks Verrun of the River Guard".
_BEHIND = re.compile(r",| (?:of|for|from|at|in|who|whose|and) ")

Told = tuple[bool, Status, tuple[Named, ...]]
"""Whether a person says that an allegation is so read, its status, and whom it accuses."""


def accused_by(several: Iterable[Told]) -> dict[str, list[Named]]:
    """Natural persons whom unconfirmed allegations accuse, and no confirmed one, as they are named.

    Who confirms that somebody is said not to have done it, or to plan it, hasn't confirmed that he is said to have
    done it.
    """
    told = list(several)
    confirmed = {(key_of(one), status) for held, status, accused in told if held for one in accused}
    found: dict[str, list[Named]] = {}
    for held, status, accused in told:
        for one in accused:
            key = key_of(one)
            if not held and not confirmed & {(key, status), (key, Status.ASSERTED)} and _is_person(one):
                found.setdefault(key, []).append(one)
    return found


def _is_person(named: Named) -> bool:
    """Whether it is a natural person, or may be: capitalised words whose kind isn't known, however many.

    "A guard" is nobody in particular, and a pronoun that nobody is known for names nobody.
    """
    if named.kind is not None:
        return named.kind is ActorKind.PERSON and not _INDEFINITE.match(named.name)
    if named.words.casefold() in _PRONOUNS or _INDEFINITE.match(named.words):
        return False
    words = [word.strip(",.") for word in _BEHIND.split(named.words)[0].split()]
    words = [word for word in words if word[:1].isalpha() and word.casefold() not in _COMMON]
    return bool(words) and all(_is_capitalised(word) for word in words)


def _is_capitalised(word: str) -> bool:
    """Whether it is, or what follows its particle: "al-Masri", "d'Aubin"."""
    return any(part[:1].isupper() for part in re.split(r"[-’']", word, maxsplit=1))


def key_of(named: Named) -> str:
    """By what the same one is known again within a record."""
    return named.actor if named.actor is not None else named.name.casefold()


def names_of(several: Iterable[Named], actors: Mapping[str, CaseActor]) -> Iterable[str]:
    """All names of these, as the reports and the case have them."""
    for named in several:
        yield from (named.words, named.name)
        actor = None if named.actor is None else actors.get(named.actor)
        if actor is not None:
            yield from (actor.name, *actor.names, *(member.name for member in actor.members))


def all_of(names: Mapping[str, set[str]]) -> Iterable[str]:
    """The names of all, by key."""
    return (name for several in names.values() for name in several)


def pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """What tells any of the names: whole, or one of their capitalised words."""
    return _pattern(frozenset(names))


def address_without(url: str, names: Iterable[str]) -> str:
    """An address in which no word of the names stands, however it is run together or escaped; its host stays as it is.

    Addresses have their titles in them: `courier.example/2031/colonel-verrun-accused`.
    """
    whole = _whole(frozenset(names))
    several = {folded(word) for name in whole for word in _words(name)}
    several |= {"".join(folded(word) for word in _words(name)) for name in whole} - {""}
    scheme, colon, rest = url.partition("://")
    host, slash, path = rest.partition("/") if colon else ("", "", url)
    front = f"{scheme}{colon}{host}{slash}" if colon else ""
    if not several or not path:
        return url
    one = "|".join(sorted(map(re.escape, several), key=lambda each: (-len(each), each)))
    there = re.compile(rf"(?<![a-z])(?:{one})(?![a-z])")
    plain = unaccented(unquote(unquote(path)))
    if there.search(plain) is None:
        return url
    # Of an escape or an accent, what it stands for has no place of its own.
    if plain != path.casefold():
        return front + HIDDEN
    pieces, at = [front], 0
    for match in there.finditer(plain):
        pieces += [path[at : match.start()], HIDDEN]
        at = match.end()
    return "".join([*pieces, path[at:]])


def _whole(names: Iterable[str]) -> set[str]:
    whole = {name.strip() for name in names if name.strip() and not name.startswith("[")}
    return {name for name in whole if name.casefold() not in _PRONOUNS and not _INDEFINITE.match(name)}


def _words(name: str) -> list[str]:
    """The capitalised words of a name by which it is known, in order."""
    if _ARTICLE.match(name):
        return []
    return [
        re.sub(r"[’']s\Z", "", word)
        for word in re.findall(r"[^\W\d_][\w’'-]*", _BEHIND.split(name)[0])
        if _is_capitalised(word) and len(word) >= _SHORTEST and word.casefold() not in _COMMON
    ]


# Most responses of a report are without the same few.
@lru_cache(maxsize=256)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    whole = _whole(names)
    words = {word for name in whole for word in _words(name)}
    proper = words | {name for name in whole if any(char.isupper() for char in name)}
    # Headlines have names in capitals.
    proper |= {name.upper() for name in proper}
    several = sorted(proper, key=lambda each: (-len(each), each))
    one = "|".join(re.escape(each) for each in several)
    # Titles before a name and further words of it go with it, so that one person is told once.
    return re.compile(rf"(?<!\w)(?:{one})(?:[\s.]+(?:{one}))*(?!\w)") if several else re.compile(r"(?!)")
