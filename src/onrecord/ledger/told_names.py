"""The names of one report: where they stand, and whether a reading and the words around them tell persons."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.ledger.guarding import name_words
from onrecord.ledger.mentions import name_spans, names_in
from onrecord.ledger.names import keys, words
from onrecord.ledger.unnamed import is_a_bodys, is_called_a_thing, is_governed
from onrecord.records.span import Span

_NOT_PERSONS = frozenset({"place", "organization", "outlet", "group"})
_DETERMINED = re.compile(r"\b(?:the|a|an)\s\Z", re.IGNORECASE)
_GOES_ON = re.compile(
    r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b)([A-Z][a-zà-ž]+)(?![\w'’])"
)
_FIRST_WORD = re.compile(r"\w+")
_KINDRED = re.compile(
    r"[\s-](?:famil(?:y|ies)|brothers?|sisters?|twins|couple|children|boys?|girls?|household|siblings|killings?|case)\b"
)
# Scores are calibrated: what has this one is as likely right as not.
SURE = 0.5


class NamesTold:
    """What a reading tells of names.

    Args:
        entities: the reading's, in plain values.
        text: the report's.
        speaking: names of those who are told to have said something.
    """

    def __init__(self, entities: Sequence[Mapping[str, Any]], text: str, *, speaking: Iterable[str]) -> None:
        self._text = text
        self._lying = sorted(entities, key=lambda entity: int(entity["span"][0]))
        self._beginnings = [entity["span"][0] for entity in self._lying]
        self._longest = max((entity["span"][1] - entity["span"][0] for entity in entities), default=0)
        self._as_person: dict[str, float] = {}
        self._as_other: dict[str, float] = {}
        for entity in entities:
            tally = self._as_person if entity["type"] == "person" else self._as_other
            if entity["type"] == "person" or entity["type"] in _NOT_PERSONS:
                name = _plain(Span(*entity["span"]).of(text))
                tally[name] = tally.get(name, 0.0) + entity["score"]
        self._speaking = {_plain(name) for name in speaking}
        others = [Span(*entity["span"]).of(text) for entity in entities if entity["type"] in _NOT_PERSONS]
        self._other = {key for other in others for match in words(other) for key in keys(match.group())}
        self._where: dict[str, list[int]] = {}
        for match in _FIRST_WORD.finditer(text):
            self._where.setdefault(match.group(), []).append(match.start())
        self._things: dict[str, bool] = {}
        self._runs: dict[str, list[Span]] = {}
        persons = [entity for entity in entities if entity["type"] == "person"]
        self._starts = sorted({run.start for entity in persons for run in self.runs_in(entity)})

    def over(self, span: Span) -> list[Mapping[str, Any]]:
        """The entities that overlap a span, in the order of the text: a long report has thousands."""
        first = bisect_left(self._beginnings, span.start - self._longest)
        last = bisect_left(self._beginnings, span.end)
        return [entity for entity in self._lying[first:last] if span.overlaps(Span(*entity["span"]))]

    def is_others_word(self, key: str) -> bool:
        """Whether a word, by its key, is part of what the reader took for a place, a body or an outlet."""
        return key in self._other

    def is_called_a_thing(self, name: str) -> bool:
        """Whether the text says somewhere that what bears a name is no person."""
        if name not in self._things:
            self._things[name] = any(is_called_a_thing(self._text, each) for each in self._places_of(name))
        return self._things[name]

    def runs_in(self, entity: Mapping[str, Any]) -> list[Span]:
        """Where the names of a mention stand."""
        known = self._runs.get(entity["id"])
        if known is None:
            span = Span(*entity["span"])
            known = [self._whole(run.shifted(span.start)) for run in name_spans(span.of(self._text))]
            self._runs[entity["id"]] = known
        return known

    def _whole(self, run: Span) -> Span:
        """A name of one word with what goes on it where the reader cut it: "Peder" of "Peder Quick"."""
        more = _GOES_ON.match(self._text, run.end)
        if more is None or " " in run.of(self._text):
            return run
        others = self.over(Span(*more.span(1)))
        if any(entity["type"] == "person" or entity["score"] >= SURE for entity in others):
            return run
        return Span(run.start, more.end(1))

    def next_name(self, run: Span) -> int:
        """Where the next person's name begins."""
        at = bisect_left(self._starts, run.end)
        return self._starts[at] if at < len(self._starts) else len(self._text)

    def names_of(self, mentions: Iterable[Mapping[str, Any]]) -> list[str]:
        """The names of mentions; one behind an article is hardly a name."""
        found = []
        for entity in mentions:
            span = Span(*entity["span"])
            if not _DETERMINED.search(self._text, max(0, span.start - 5), span.start):
                found += names_in(span.of(self._text))
                found += [run.of(self._text) for run in self.runs_in(entity)]
        return list(dict.fromkeys(found))

    def may_be_a_persons(self, name: str, *, quoted: bool) -> bool:
        """Whether a name may be a person's.

        Args:
            name: the name.
            quoted: whether it is only told as a source's, so that the words may say otherwise; victims are taken with
                less.
        """
        parts = name_words(name)
        if not any(keys(part) for part in parts):
            return False
        if quoted and len(parts) > 1 and (is_a_bodys(name) or self._is_others(name) or self._is_always_governed(name)):
            return False
        # A lone word that the report also has for a place, a body or an outlet is hardly a person's name, unless that
        # is the rarer reading of it.
        if len(parts) > 1:
            return True
        others = not self._other.isdisjoint(keys(parts[0]))
        # "The Hawk" may be somebody's name.
        if (quoted or others) and self._is_always_determined(name):
            return False
        if quoted and self._is_always_a_bodys(name):
            return False
        return not others or self._is_rather_a_persons(name)

    def _is_others(self, name: str) -> bool:
        return _plain(name) in self._as_other and _plain(name) not in self._as_person

    def _is_always_a_bodys(self, name: str) -> bool:
        """Whether a body's name goes on behind a name wherever the report has it: "Fischer" of "Fischer Institute"."""
        there = [_GOES_ON.match(self._text, each.end) for each in self._places_of(name)]
        return bool(there) and all(more is not None and is_a_bodys(f"{name} {more[1]}") for more in there)

    def _is_always_governed(self, name: str) -> bool:
        there = self._places_of(name)
        return bool(there) and all(is_governed(self._text, each) for each in there)

    def _places_of(self, name: str) -> list[Span]:
        """Where the text has a name, as whole words."""
        first, text = _FIRST_WORD.match(name), self._text
        starts = self._where.get(first.group(), ()) if first is not None else ()
        there = [Span(start, start + len(name)) for start in starts if text.startswith(name, start)]
        return [each for each in there if not text[each.end : each.end + 1].isalnum()]

    def _is_rather_a_persons(self, name: str) -> bool:
        """Whether a reader took a name rather for a person's than for a place's or a body's, all mentions together."""
        person, other = self._as_person.get(_plain(name), 0.0), self._as_other.get(_plain(name), 0.0)
        return person > other and (other == 0.0 or _plain(name) in self._speaking)

    def _is_always_determined(self, name: str) -> bool:
        """Whether an article is before a name wherever the report has it: "the Lamplighter"; not "the Velov family"."""
        if name.casefold().endswith("s"):
            return False
        there = self._places_of(name)
        return bool(there) and all(
            _DETERMINED.search(self._text, max(0, each.start - 5), each.start) is not None
            and _KINDRED.match(self._text, each.end) is None
            for each in there
        )


def _plain(name: str) -> str:
    return re.sub(r"\Athe\s|(?:['’]s?|[,.*]+)\Z", "", name.casefold())
