"""Names joined: which named mentions of one report stand for one referent.

Full names first, then what may be short for them. A short name joins the one full name that carries it; where several
do, only a bearer just named takes it, and otherwise it stands for nobody: a wrong merge is worse than a missed one.
"""

from collections import Counter

from rapidfuzz.fuzz import ratio

from onrecord.records import EntityType
from onrecord.resolve.article import Article
from onrecord.resolve.mentions import Mention, name_in, words_of_kind
from onrecord.resolve.names import PersonName, Verdict, compare_people, folded, person_name, sound
from onrecord.resolve.naming_bodies import in_brackets, join_organisations, join_places
from onrecord.resolve.order import is_agent
from onrecord.resolve.referents import Referent

# Sentences within which one bearer of a shared surname, and no other, was named: then the bare surname is his or hers.
NEAR = 2
# How many times as often the chief bearer must have been found, where none of them was named near.
CHIEF = 3
# Least length of given names that may be two spellings of one, and how alike they must be (per cent).
SPELLING, ALIKE = 6, 80


def join_names(article: Article, mentions: list[Mention]) -> list[Referent]:
    """Give each named mention its referent; a mention without one is a short name that several could bear."""
    people: list[Mention] = []
    others: list[Mention] = []
    places: list[Mention] = []
    kinds = _kinds_of_words(article, mentions)
    initials = in_brackets(article, mentions)
    for mention in mentions:
        text = name_in(article, mention)
        words = len(text.split())
        if mention.type is EntityType.PERSON and folded(text) in initials:
            others.append(mention)
        elif mention.type is EntityType.PLACE and (words == 1 or folded(text) not in kinds):
            places.append(mention)
        elif mention.type is EntityType.PERSON or (_last_key(text) if words == 1 else folded(text)) in kinds:
            people.append(mention)
        else:
            others.append(mention)
    referents = _join_people(article, people)
    referents += join_organisations(article, others)
    referents += join_places(article, places)
    return referents


def parsed(article: Article, mention: Mention) -> PersonName | None:
    """A mention's name in parts, with the title directly before it."""
    assert mention.name is not None  # noqa: S101  only named mentions come here
    start, end = mention.name
    text = article.text
    at = article.word_at(start) - 1
    if at >= 0 and article.words[at] == "." and at > 0:
        at -= 1
    titles = words_of_kind("gendered_titles")
    if at >= 0 and folded(article.words[at]) in titles and start - article.ends[at] <= 2:
        start = article.starts[at]
    after = article.word_at(end)
    for _ in range(2):
        # "Jan Vel, senior campaigner" is no elder Vel
        if (
            after < len(article.words)
            and folded(article.words[after]) in words_of_kind("generations")
            and article.words[after] not in ("senior", "junior")
        ):
            end = article.ends[after]
            break
        if after < len(article.words) and article.words[after] == ",":
            after += 1
    return person_name(text[start:end].replace(",", " "))


def _kinds_of_words(article: Article, mentions: list[Mention]) -> frozenset[str]:
    """Names that are persons' though the reader takes some of their mentions for something else.

    Surnames of full names read as persons, and full names of which at least half of the mentions are.
    """
    surnames: dict[str, Counter[EntityType]] = {}
    full: dict[str, Counter[EntityType]] = {}
    for mention in mentions:
        text = name_in(article, mention)
        words = text.split()
        if len(words) == 1:
            surnames.setdefault(folded(text), Counter())[mention.type] += 1
            continue
        full.setdefault(folded(text), Counter())[mention.type] += 1
        if mention.type is EntityType.PERSON:
            surnames.setdefault(folded(words[-1]), Counter())[EntityType.PERSON] += 2
    return frozenset(
        name
        for votes, least in ((surnames, 2), (full, 1))
        for name, found in votes.items()
        if found[EntityType.PERSON] >= least and found[EntityType.PERSON] * 2 >= found.total()
    )


def _last_key(text: str) -> str:
    words = text.split()
    return folded(words[-1]) if len(words) == 1 else ""


def _join_people(article: Article, mentions: list[Mention]) -> list[Referent]:
    named = [(mention, name) for mention in mentions if (name := parsed(article, mention)) is not None]
    index: dict[str, list[Referent]] = {}
    referents: list[Referent] = []

    def found_by(name: PersonName) -> list[Referent]:
        near: dict[int, Referent] = {}
        for key in name.keys:
            for referent in index.get(sound(key), ()):
                near[id(referent)] = referent
        return sorted(near.values(), key=lambda referent: referent.first)

    def enter(referent: Referent, mention: Mention, name: PersonName) -> None:
        referent.take(mention)
        referent.names[" ".join(name.words) + _generation(article, mention, name)] += 1
        if name not in referent.people:
            referent.people.add(name)
            for key in name.keys:
                for part in {key, *key.split("-")}:
                    if referent not in index.setdefault(sound(part), []):
                        index[sound(part)].append(referent)
        if name.gender:
            referent.genders[name.gender] += 3

    for mention, name in named:
        if not name.full:
            continue
        same = [r for r in found_by(name) if _verdict(name, r) is Verdict.SAME]
        if len(same) == 1:
            enter(same[0], mention, name)
        else:
            exact = [r for r in same if any(name.keys == other.keys for other in r.people)]
            referent = exact[0] if len(exact) == 1 else Referent(EntityType.PERSON)
            if referent not in referents:
                referents.append(referent)
            enter(referent, mention, name)
    vote_by_pronouns(article, [mention for mention, name in named if name.full])
    alone: dict[tuple[str, str | None], Referent] = {}
    for mention, name in named:
        if name.full:
            continue
        maybe = [r for r in found_by(name) if any(p.full for p in r.people) and _maybe(name, r)]
        if maybe:
            chosen = bearer(mention, name, maybe)
            if chosen is not None:
                enter(chosen, mention, name)
            continue
        key = (sound(name.surname), name.gender)
        if key not in alone and name.gender is None:
            bearers = [r for (word, _), r in alone.items() if word == key[0]]
            if len(bearers) == 1:
                alone[key] = bearers[0]
            elif bearers:
                continue
        elif key not in alone and (key[0], None) in alone and alone[(key[0], None)].gender in (None, name.gender):
            alone[key] = alone[(key[0], None)]
        if key not in alone:
            alone[key] = Referent(EntityType.PERSON)
            referents.append(alone[key])
        alone[key].take(mention)
        alone[key].names[" ".join(name.words)] += 1
        alone[key].people.add(name)
        if name.gender:
            alone[key].genders[name.gender] += 3
    return referents


def _generation(article: Article, mention: Mention, name: PersonName) -> str:
    if name.generation is None:
        return ""
    assert mention.name is not None  # noqa: S101  only named mentions come here
    after = article.word_at(mention.name.end)
    while after < len(article.words) and article.words[after] in ",.":
        after += 1
    inside = folded(name_in(article, mention).split()[-1]) in words_of_kind("generations")
    return f" {name_in(article, mention).split()[-1]}" if inside else f" {article.words[after]}"


def _verdict(name: PersonName, referent: Referent) -> Verdict:
    verdicts = {compare_people(name, other).verdict for other in referent.people if other.full}
    if Verdict.DIFFERENT in verdicts:
        return Verdict.DIFFERENT
    return Verdict.SAME if Verdict.SAME in verdicts else Verdict.MAYBE


def _maybe(name: PersonName, referent: Referent) -> bool:
    if name.gender and referent.gender and name.gender != referent.gender:
        return False
    if any(title in ("king", "queen", "pope") for title in name.titles) and not any(p.royal for p in referent.people):
        return False
    return any(
        compare_people(name, other).verdict in (Verdict.SAME, Verdict.MAYBE) for other in referent.people if other.full
    )


def bearer(mention: Mention, name: PersonName, maybe: list[Referent]) -> Referent | None:
    """Which of several referents a short name stands for; None where it can't be told."""
    if len(maybe) == 1:
        return maybe[0]
    by_surname = [r for r in maybe if any(sound(p.surname) == sound(name.surname) for p in r.people if p.full)]
    if len(by_surname) == 1:
        return by_surname[0]
    pool = by_surname or maybe
    if name.gender:
        told = [r for r in pool if r.gender == name.gender]
        if len(told) == 1:
            return told[0]
    before = [r for r in pool if any(m.span.start < mention.span.start for m in r.mentions)]
    if len(before) == 1:
        return before[0]
    near = [
        r
        for r in before
        if any(0 <= mention.sentence - m.sentence <= NEAR and m.span.start < mention.span.start for m in r.mentions)
    ]
    if len(near) == 1:
        return near[0]
    return _chief(pool) if not near or _are_spellings(pool) else None


def _chief(pool: list[Referent]) -> Referent | None:
    """The bearer whom the report is about: named in full or found often where the others were named once."""
    first, second, *_ = sorted(pool, key=lambda referent: -len(referent.mentions))
    return first if len(first.mentions) >= CHIEF * len(second.mentions) or _are_spellings(pool) else None


def _are_spellings(pool: list[Referent]) -> bool:
    """Whether the bearers differ in no more than a letter or so within long given names: a slip of the pen.

    They are not merged for that; but either is who a bare surname stands for.
    """
    givens = [name.keys[0] for referent in pool for name in referent.people if name.full]
    return min(map(len, givens), default=0) >= SPELLING and all(
        left[0] == right[0] and left[-1] == right[-1] and ratio(left, right) >= ALIKE
        for left in givens
        for right in givens
    )


def vote_by_pronouns(article: Article, mentions: list[Mention]) -> None:
    """Votes for genders by "he" and "she" in sentences that name one person before the pronoun, and no other."""
    people: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.referent is not None:
            people.setdefault(mention.sentence, []).append(mention)
    if not people:
        return
    lowered = article.lowered
    for index, word in enumerate(lowered):
        if word not in ("he", "she"):
            continue
        position = article.starts[index]
        sentence = article.sentence(position)
        before = {
            id(m.referent): m.referent
            for m in people.get(sentence, ())
            if m.span.end <= position and not is_agent(article, m)
        }
        if not before:
            leads = index - article.word_at(article.sentence_start(sentence)) <= 1
            if (
                leads
                and sentence
                and article.paragraph(article.sentence_start(sentence - 1)) == article.paragraph(position)
            ):
                before = {id(m.referent): m.referent for m in people.get(sentence - 1, ())}
        if len(before) == 1:
            (referent,) = before.values()
            referent.genders["m" if word == "he" else "f"] += 1
