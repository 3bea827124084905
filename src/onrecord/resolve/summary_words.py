"""Words around people and in what an alleged perpetrator is called, by groups."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from onrecord.resolve.article import Article
from onrecord.resolve.mentions import nouns
from onrecord.resolve.summary_features import LEAD, Features
from onrecord.resolve.summary_people import Person
from onrecord.resolve.tables import table

# Words on either side of a name, within its sentence, that may say who it is.
_LEFT, _RIGHT, _LONGEST = 6, 11, 80
# What stands between names in a list.
_JOINTS = frozenset({",", "and", "&", ";", "•", "–", "-"})
HE, SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_AGED = re.compile(r"\s*,?\s*(?:aged?\s+)?\(?(\d{1,2})(?=[,)]|\s*(?:years?\b|-year-old|,|$))")
_YEARS_OLD = re.compile(r"(\d{1,2})[- ]years?[- ]olds?\W+(?:[\w’'-]+\W+){0,5}$")


@cache
def _groups(kind: str) -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """Whole words → groups, and (beginning, group)."""
    whole: dict[str, list[str]] = {}
    begin: list[tuple[str, str]] = []
    for group, words in table("summary")[kind].items():
        for word in words:
            if word.endswith("*"):
                begin.append((word[:-1], group))
            else:
                whole.setdefault(word, []).append(group)
    return {word: tuple(found) for word, found in whole.items()}, tuple(begin)


@lru_cache(maxsize=20_000)
def groups_of(word: str, kind: str) -> tuple[str, ...]:
    """The groups of a word in small letters; hyphenated words count by their parts."""
    whole, begin = _groups(kind)
    found = list(whole.get(word, ())) + [group for start, group in begin if word.startswith(start)]
    if not found and "-" in word:
        found = [group for part in word.split("-") for group in groups_of(part, kind)]
    return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class Zones:
    """Words by index, a list for each mention.

    Attributes:
        before: nearest first, then the mention's own; not beyond anybody else's name. So too `behind`.
        around: of the mention's sentence.
        listed: before a list of names in which the mention stands.
    """

    before: list[list[int]]
    behind: list[list[int]]
    around: list[list[int]]
    listed: list[list[int]]


class Surroundings:
    """The words of a report, asked for what stands around people."""

    def __init__(self, article: Article, people: Sequence[Person]) -> None:
        self._article = article
        self._sentences = [article.sentence(start) for start in article.starts]
        self._title = max(0, article.text.find("\n"))
        self._groups = [groups_of(word, "people") for word in article.lowered]
        self._whole = self._counted(range(len(article.words)))
        self._lead = self._counted(range(article.word_at(LEAD)))
        self._in_title = self._counted(range(article.word_at(self._title)))
        # words of anybody's name: what stands beyond another's name is said of the other
        self._owner: dict[int, int] = {}
        self._zones: dict[int, Zones] = {}
        self._most = max((len(person.mentions) for person in people), default=1)
        he, she = (sum(word in words for word in article.lowered) for words in (HE, SHE))
        self._pronouns = (he - she) / (he + she + 1)
        for number, person in enumerate(people):
            for span in person.spans:
                for word in range(article.word_at(span.start), bisect_left(article.starts, span.end)):
                    self._owner.setdefault(word, number)

    def _counted(self, words: Iterable[int]) -> Counter[str]:
        return Counter(group for word in words for group in self._groups[word])

    def zones(self, number: int, person: Person) -> Zones:
        """Words before, behind and around each mention."""
        if number not in self._zones:
            self._zones[number] = self._zones_of(number, person)
        return self._zones[number]

    def _zones_of(self, number: int, person: Person) -> Zones:
        out = Zones([], [], [], [])
        article = self._article
        for span in person.spans:
            first, last = article.word_at(span.start), bisect_left(article.starts, span.end)
            if first >= len(self._sentences):
                continue
            sentence = self._sentences[first]

            def is_free(word: int, sentence: int = sentence) -> bool:
                return self._sentences[word] == sentence and self._owner.get(word, number) == number

            left = list(takewhile(is_free, range(first - 1, max(-1, first - 1 - _LEFT), -1)))
            right = list(takewhile(is_free, range(last, min(len(article.words), last + _RIGHT))))
            out.before.append([*left, *range(first, last)])
            out.behind.append(right)
            out.listed.append(self._before_list(first, sentence, number))
            low, high = bisect_left(self._sentences, sentence), bisect_left(self._sentences, sentence + 1)
            out.around.append(list(range(low, min(high, low + _LONGEST))))
        return out

    def _before_list(self, first: int, sentence: int, number: int) -> list[int]:
        """Words before the list that a name ends or stands in: "the [journalists] Ama Terrin and Daro Venn"."""
        word, others = first - 1, 0
        while word >= 0 and self._sentences[word] == sentence:
            other = self._owner.get(word, number) != number
            if not other and self._article.lowered[word] not in _JOINTS:
                break
            others += other
            word -= 1
        if not others:
            return []
        return [
            k for k in range(word, max(-1, word - 4), -1) if self._sentences[k] == sentence and k not in self._owner
        ]

    def kind_features(self, number: int, person: Person) -> Features:
        """Words that say what a person is known for."""
        zones = self.zones(number, person)
        mentions = max(1, len(zones.before))
        length = max(1, len(self._article.words))
        main = len(person.mentions) / self._most
        left, right, listed, close = (
            Counter(g for zone in found for g in {g for w in zone for g in self._groups[w]})
            for found in (zones.before, zones.behind, zones.listed, [zone[:2] for zone in zones.before])
        )
        around = self._counted(word for zone in zones.around for word in zone)
        out: Features = {}
        for group in table("summary")["people"]:
            report = math.log1p(self._whole[group] / length * 500)
            out[f"before_{group}"] = float(left[group] > 0)
            out[f"before_share_{group}"] = left[group] / mentions
            out[f"close_{group}"] = float(close[group] > 0)
            out[f"listed_{group}"] = float(listed[group] > 0)
            out[f"behind_{group}"] = float(right[group] > 0)
            out[f"around_{group}"] = math.log1p(around[group] / mentions)
            out[f"title_{group}"] = float(self._in_title[group] > 0)
            out[f"lead_{group}"] = float(self._lead[group] > 0)
            out[f"report_{group}"] = report
            out[f"main_report_{group}"] = main * report
        return out

    def sex_features(self, number: int, person: Person, told: str | None, votes: tuple[float, float]) -> Features:
        """Words that say a person's sex.

        Args:
            number: which of the people.
            person: the person.
            told: m or f, where coreference settled it.
            votes: how much of the report's "he" and "she" stands for the person, by the reader's links.
        """
        zones = self.zones(number, person)
        lowered = self._article.lowered
        he = sum(lowered[word] in HE for zone in zones.around for word in zone)
        she = sum(lowered[word] in SHE for zone in zones.around for word in zone)
        after_he, after_she = self._following(number, person)
        male = sum(self._gender(word) == "m" for zone in zones.before for word in zone)
        female = sum(self._gender(word) == "f" for zone in zones.before for word in zone)
        m, f = votes
        return {
            "told_m": float(told == "m"),
            "told_f": float(told == "f"),
            "links": (m - f) / (m + f + 0.5),
            "links_m": math.log1p(m),
            "links_f": math.log1p(f),
            "sentence": (he - she) / (he + she + 1),
            "following": (after_he - after_she) / (after_he + after_she + 1),
            "nouns": (male - female) / (male + female + 0.5),
            "silent": float(he + she + after_he + after_she == 0),
            "no_links": float(m + f < 0.3),
            "mentions": math.log1p(len(person.mentions)),
            "main_report": len(person.mentions) / self._most * self._pronouns,
        }

    def _following(self, number: int, person: Person) -> tuple[int, int]:
        """How many "he" and "she" follow a mention before anybody else is named, within 45 words."""
        he = she = 0
        lowered = self._article.lowered
        for span in person.spans:
            first = bisect_left(self._article.starts, span.end)
            for word in range(first, min(len(lowered), first + 45)):
                if self._owner.get(word, number) != number:
                    break
                he += lowered[word] in HE
                she += lowered[word] in SHE
        return he, she

    def _gender(self, word: int) -> str | None:
        lowered = self._article.lowered[word].rstrip(".")
        title = table("people")["gendered_titles"].get(lowered)
        if title is not None:
            return str(title)
        gender = nouns().get(lowered)
        # "her husband, NAME" is a man; "NAME's husband" stands behind the name
        return gender if gender in ("m", "f") else None

    def age_of(self, number: int, person: Person) -> tuple[int | None, bool]:
        """The age told of a person, and whether words say that it is a child; nothing beyond anybody else's name."""
        before = self.zones(number, person).before
        children = _child_words()
        lowered = self._article.lowered
        text = self._article.text
        child = any(lowered[word] in children for zone in before for word in zone)
        for span, zone in zip(person.spans, before, strict=False):
            beside = _AGED.match(text, span.end)
            if beside is not None and int(beside[1]) > 0:
                return int(beside[1]), child
            start = self._article.starts[min(zone)] if zone else span.start
            ahead = _YEARS_OLD.search(text[start : span.start])
            if ahead is not None:
                return int(ahead[1]), child
        return None, child


@cache
def _child_words() -> frozenset[str]:
    words: list[str] = table("summary")["children"]
    return frozenset(form for word in words for form in (word.removesuffix("*"), word.replace("*", "s")))


def perpetrator_words(texts: Iterable[str]) -> Counter[str]:
    """How many of the texts have a word of each group."""
    found: Counter[str] = Counter()
    for text in texts:
        words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower())
        found.update({group for word in words for group in groups_of(word, "perpetrators")})
    return found
