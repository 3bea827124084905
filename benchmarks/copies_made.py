"""A set of copies whose truth is known: articles, and what newsrooms and web pages make of them.

Each article that is chosen gets one to four of these, seeded, so that the same corpus gives the same set:

- `verbatim`: the same words; lines broken elsewhere, other quotation marks.
- `trimmed`: some of the paragraphs, 45 to 90 % of the words, mostly the first ones, as editors cut.
- `reheadlined`: another headline, byline and credit, two of the paragraphs' first words changed.
- `noised`: one word in 25 misspelled, joined or split, as scanning does, and a page's frame around it.
- `half`: about half of the sentences replaced by another article's. No copy: a text of its own that reuses passages.
- `roundup`: the article before, between or after two others. No copy: it would make one of the three.

Texts that articles are mixed with have no other part in the set. Beside them stand articles without any copy.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.records import Report

COPIES = ("verbatim", "trimmed", "reheadlined", "noised")
MIXED = ("half", "roundup")
KINDS = COPIES + MIXED

_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_FRAMES = (
    "Skip to content Home World Business Sport Weather Search Subscribe Sign in",
    "We use cookies to give you the best experience. By continuing you agree. Accept all. Manage preferences.",
    "Share this story Facebook Twitter Email Print Read later Comments",
    "More from this section Most read today Five things to know before the weekend What the budget means for you",
    "Sign up for our newsletter and get the day's stories in your inbox every morning. Terms and conditions apply.",
    "All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
)
_HEADLINES = (
    "What we know so far",
    "Questions grow over the week's events",
    "A long day, and no answer yet",
    "Here is what was said, and by whom",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One text of the set.

    Attributes:
        report: numbered by its place in the set.
        kind: `original`, or one of `KINDS`.
        family: the article that it is, or was made from; a mixed one is a family of its own.
        made_from: number of the article that it was made from, its own for an original.
    """

    report: Report
    kind: str
    family: int
    made_from: int


def made(articles: Sequence[str], *, seed: int) -> list[Made]:
    """A set made from `articles`, each a text with paragraphs between blank lines."""
    chance = random.Random(seed)
    articles = sorted(set(articles))
    chance.shuffle(articles)
    lent = max(2, len(articles) // 5)
    donors, articles = articles[:lent], articles[lent:]
    found: list[Made] = []
    for family, article in enumerate(articles):
        original = len(found)
        found.append(Made(_report(article, f"Outlet {family}", "2024-05-01"), "original", family, original))
        if chance.random() < 0.4:
            continue
        for kind in chance.sample(KINDS, chance.choice((1, 1, 2, 2, 3, 4))):
            if kind == "half":
                text = _half(article, chance.choice(donors), chance)
            elif kind == "roundup":
                text = "\n\n".join(chance.sample([article, *chance.sample(donors, 2)], 3))
            else:
                text = _MAKERS[kind](article, chance)
            outlet = f"Paper {chance.randrange(10_000)}"
            own = -len(found) if kind in MIXED else family
            found.append(Made(_report(text, outlet, "2024-05-02"), kind, own, original))
    order = list(range(len(found)))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    return [Made(each.report, each.kind, each.family, place[each.made_from]) for each in map(found.__getitem__, order)]


def _report(text: str, publisher: str, published: str) -> Report:
    return Report(id="made", source="made", text=text, publisher=publisher, published=published)


def _verbatim(text: str, chance: random.Random) -> str:
    text = text.replace("“", '"').replace("”", '"').replace("’", "'")
    return "\n".join(line for line in text.split("\n") if line) if chance.random() < 0.5 else text


def _trimmed(text: str, chance: random.Random) -> str:
    paragraphs = [each for each in text.split("\n\n") if each.strip()]
    if len(paragraphs) < 3:
        paragraphs = _SENTENCE.split(text)
    wanted = sum(len(each.split()) for each in paragraphs) * chance.uniform(0.45, 0.9)
    while len(paragraphs) > 1:
        # Three cuts of four fall on the last paragraph.
        cut = len(paragraphs) - 1 if chance.random() < 0.75 else chance.randrange(1, len(paragraphs))
        left = paragraphs[:cut] + paragraphs[cut + 1 :]
        if sum(len(each.split()) for each in left) < wanted:
            break
        paragraphs = left
    return "\n\n".join(paragraphs)


def _reheadlined(text: str, chance: random.Random) -> str:
    paragraphs = text.split("\n\n")
    for index in chance.sample(range(len(paragraphs)), min(2, len(paragraphs))):
        paragraphs[index] = "Meanwhile, " + paragraphs[index][:1].lower() + paragraphs[index][1:]
    head = f"{chance.choice(_HEADLINES)}\n\nBy our staff and agencies\n\n"
    return head + "\n\n".join(paragraphs) + "\n\nThis story was supplied by a news agency."


def _noised(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    noisy: list[str] = []
    for word in words:
        if chance.random() >= 0.04 or len(word) < 4:
            noisy.append(word)
            continue
        at = chance.randrange(1, len(word) - 1)
        match chance.randrange(4):
            case 0:  # two letters change places
                noisy.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
            case 1:  # a letter is lost
                noisy.append(word[:at] + word[at + 1 :])
            case 2:  # a space too many
                noisy.append(word[:at] + " " + word[at:])
            case _:  # a space too few
                noisy[-1:] = [(noisy[-1] if noisy else "") + word]
    before, after = chance.sample(_FRAMES, 2), chance.sample(_FRAMES, 3)
    return "\n".join([*before, "", " ".join(noisy), "", *after])


def _half(text: str, donor: str, chance: random.Random) -> str:
    sentences, others = _SENTENCE.split(text), _SENTENCE.split(donor)
    mixed: list[str] = []
    index = other = 0
    own = chance.random() < 0.5
    while index < len(sentences):
        length = chance.choice((1, 2, 2, 3))
        if own:
            mixed += sentences[index : index + length]
        else:
            mixed += [others[(other + step) % len(others)] for step in range(length)]
            other += length
        index += length
        own = not own
    return " ".join(mixed)


_MAKERS: dict[str, Callable[[str, random.Random], str]] = {
    "verbatim": _verbatim,
    "trimmed": _trimmed,
    "reheadlined": _reheadlined,
    "noised": _noised,
}
