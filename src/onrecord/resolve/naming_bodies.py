"""Names of bodies and places joined: acronyms, short forms, states by their code."""

from onrecord.records import EntityType
from onrecord.resolve.article import Article
from onrecord.resolve.mentions import Mention, name_in, singular, words_of_kind
from onrecord.resolve.names import Verdict, compare_organisations, folded, organisation_key
from onrecord.resolve.referents import Referent
from onrecord.resolve.states import state_of


def join_organisations(article: Article, mentions: list[Mention]) -> list[Referent]:
    """Give each named body its referent: same words, initials, a closing word or an opening state left out."""
    referents: list[Referent] = []
    index: dict[str, list[Referent]] = {}
    exact: dict[tuple[str, ...], Referent] = {}
    aliases = in_brackets(article, mentions)
    metonyms = words_of_kind("metonyms")
    # longer names first within the same blocks, so that acronyms and short forms find what they are short for
    for mention in sorted(mentions, key=lambda m: (-len(organisation_key(name_in(article, m))), m.span)):
        text = name_in(article, mention)
        key = organisation_key(text)
        if not key:
            continue
        referent = exact.get(key)
        if referent is None and mention.type is not EntityType.GROUP and text.lower() not in metonyms:
            near: dict[int, Referent] = {}
            for block in (key[0], key[-1], _letters(text)):
                for other in index.get(block, ()):
                    near[id(other)] = other
            if (whole := aliases.get(folded(text))) is not None and (full := exact.get(organisation_key(whole))):
                near[id(full)] = full
            candidates = list(near.values())
            same = [r for r in candidates if any(_same_organisation(text, name, aliases) for name in r.names)]
            if len(same) != 1 and not text.isupper():
                maybe = [r for r in candidates if any(_ends_alike(key, name) for name in r.names)]
                same = same or maybe
            referent = same[0] if len(same) == 1 else None
        if referent is None:
            referent = Referent(mention.type)
            referents.append(referent)
        exact[key] = referent
        for block in (key[0], key[-1], *_initials(text)):
            if referent not in index.setdefault(block, []):
                index[block].append(referent)
        referent.take(mention)
        referent.names[text] += 1
        if referent.type is EntityType.ORGANIZATION and mention.type is EntityType.OUTLET:
            referent.type = EntityType.OUTLET
    return referents


def _same_organisation(left: str, right: str, aliases: dict[str, str]) -> bool:
    if aliases.get(folded(left)) == folded(right):
        return True
    return compare_organisations(left, right).verdict is Verdict.SAME


def _ends_alike(key: tuple[str, ...], name: str) -> bool:
    """Whether a longer name only puts a state or its adjective before ("Karvenian Foreign Ministry")."""
    other = organisation_key(name)
    if len(other) <= len(key) or other[-len(key) :] != key:
        return False
    before = " ".join(other[: -len(key)])
    generic = singular(key[-1])[0] in words_of_kind("state_body_nouns") and len(key) > 1
    paper = len(key) == 1 and key[0] in words_of_kind("outlet_names")
    return (generic and (state_of(before) is not None or len(other) - len(key) == 1)) or paper


def in_brackets(article: Article, mentions: list[Mention]) -> dict[str, str]:
    """Acronyms defined in brackets right after a body's name: "National Union of Printers (NUP)"."""
    found: dict[str, str] = {}
    for mention in mentions:
        assert mention.name is not None  # noqa: S101  only named mentions come here
        if mention.type is EntityType.PERSON:
            continue
        number_of_words = len(name_in(article, mention).split())
        at = article.word_at(mention.name.end)
        if at + 2 < len(article.words) and article.words[at] == "(" and article.words[at + 2] == ")":
            short = article.words[at + 1]
            if len(short) >= 2 and short[0].isupper() and number_of_words > 1:
                found[folded(short)] = folded(name_in(article, mention))
    return found


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()


def _initials(text: str) -> set[str]:
    text = text.replace("’s ", "'s ").partition("'s ")[0]
    words = [word for word in text.replace("-", " ").split() if word[0].isalnum()]
    if len(words) < 2:
        return {_letters(text)}
    every = "".join(word[0] for word in words).casefold()
    telling = "".join(word[0] for word in organisation_key(text.replace("-", " ")))
    return {every, telling, every.removeprefix("t")}


def join_places(article: Article, mentions: list[Mention]) -> list[Referent]:
    """States by their code, other places by their words; a place is an actor only where it plays a role."""
    found: dict[str, Referent] = {}
    for mention in mentions:
        text = name_in(article, mention)
        code = state_of(text)
        key = code if code is not None else folded(text.removeprefix("the ").removeprefix("The "))
        if key not in found:
            found[key] = Referent(EntityType.PLACE, state=code)
        found[key].take(mention)
        found[key].names[text] += 1
    return list(found.values())
