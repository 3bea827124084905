"""Where a sentence calls untrue what it tells of: "Claims that … are false", "rejected as lies reports that …".

Four forms are told by their words, a list kept as data:

- a noun of telling with its clause, and a predicate that calls it not so: "Claims that … are false";
- an impersonal one: "It is untrue (to say) that …";
- who rejects a telling: "rejected as lies reports that …";
- who calls it so: "called reports that … a fabrication".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from onrecord.records import Span

# Characters on either side of a trigger that are looked at; a sentence of a report is shorter.
_FARTHEST = 400
# What calls something untrue is no longer than this: "were dismissed by … as lies".
_LONGEST = 100
# Tellings of a sentence that are looked at.
_TELLINGS = 4
# Of a sentence, enough to see its question mark.
_ENDING = 10
_BE = r"(?:is|are|was|were|has been|have been|had been|being|['’]s|['’]re)"


@dataclass(frozen=True, slots=True)
class Denial:
    """A telling that is called untrue.

    Attributes:
        clause: what is told.
        called: the words that call it so.
        noun: whether what is told hangs on an "of" and is named by a noun.
        closed: whether the clause ends where `called` begins; else it runs to the end of its sentence.
        bare: whether no "that" opens it: then its act stands near.
        rejected: whether somebody's verb says so, not a predicate.
        contrary: whether what is told is a denial itself: "the denial that … is a lie".
    """

    clause: Span
    called: Span
    noun: bool
    closed: bool
    bare: bool = False
    rejected: bool = False
    contrary: bool = False


def _words(entries: list[str]) -> str:
    """The entries as alternatives of a pattern; "may" in small letters only, since May is a month."""
    return "|".join(
        "(?-i:may)" if e == "may" else re.escape(e).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        for e in sorted(entries, key=len, reverse=True)
    )


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The forms, and what the judgement of a clause looks for, by name."""
    raw = yaml.safe_load((files("onrecord.read") / "data" / "untruth.yaml").read_text(encoding="utf-8"))
    singular, plural = _words(raw["tellings"]["singular"]), _words(raw["tellings"]["plural"])
    false, moral, denied = _words(raw["untrue"]), _words(raw["untrue_of_tellings"]), _words(raw["not_so"])
    of_one, of_many = (_words([n for n in raw["of"] if n in raw["tellings"][key]]) for key in ("singular", "plural"))
    degree = rf"(?:(?:{_words(raw['degree'])}|(?!(?:{_words(raw['hedges'])})\b)\w+ly)\W+)*"
    article = rf"(?:an?\s+|the\s+)?(?:(?:{_words(raw['kinds'])})\s+)*"
    untrue = rf"{degree}{article}(?:{false}|{moral})"
    as_untrue = rf"as\s+[“\"‘]?{degree}{article}(?:{false}|{moral}|{_words(raw['as'])})"
    contracted = rf"n['’]t\s+{degree}(?:{_words(raw['contracted'])})"
    where = rf"(?:\s+(?:{_words(raw['where'])})\b(?:\s+[\w’'.-]+){{0,6}}?)?"
    that = rf"{where},?\s+that\s+(?!(?:{_words(raw['relative'])})\b)"
    noun = rf"(?:(?!that\b)[\w’'-]+\s+){{0,4}}?(?:{singular}|{plural})"
    return {
        "tellings": re.compile(
            rf"\b(?:(?P<plural>{plural}|denials)|(?P<singular>{singular}|denial)){that}"
            rf"|\b(?:(?P<plurals>{of_many})|(?:{of_one}))\s+(?P<of>of)\s+"
            rf"|\b(?P<bare>{_words(raw['bare'])})\s+(?=\w)(?!(?:that|of)\b)",
            re.I,
        ),
        "called": re.compile(
            rf"\b(?P<be>{_BE}|prove[ds]?(?: to be)?|turn(?:s|ed)? out to be)\s+(?P<called>"
            rf"(?:(?:{_words(raw['found'])})\s+)?[“\"‘]?(?:{untrue}|{degree}(?:{denied}))(?![\w-])"
            rf"|(?:{_words(raw['seen_as'])})(?:\s+by\s+[^,.;]{{1,60}}?)?\s+{as_untrue}(?![\w-])"
            rf"|(?:{_words(raw['refuted'])})\b)"
            rf"|\b(?P<isnt>(?:is|are|was|were){contracted}\b)"
            rf"|\b(?P<have>has|have|had)\s+(?P<none>{_words(raw['no_ground'])})\b",
            re.I,
        ),
        "impersonal": re.compile(
            rf"\b(?:it|that|this)(?:\s+(?:is|was|would be)|['’]s|(?=\s+(?:is|was)n['’]t))\s+(?P<called>"
            rf"(?:is|was){contracted}|{degree}{article}(?:{false})|{degree}(?:{denied})|{degree}(?:{moral})(?=\s+to\s))"
            rf"(?:\s+to\s+(?:{_words(raw['say'])}))?(?:,[^,]{{1,50}},)?\s+that\s+"
            rf"|\bthere(?:\s+(?:is|was)|['’]s)\s+(?P<none>no\s+truth)\s+(?:in|to|behind)\s+"
            rf"(?:(?:the|any|these|such)\s+)?(?:{singular}|{plural})\s+(?:that|of)\s+",
            re.I,
        ),
        "rejects": re.compile(
            rf"(?<!\bto )\b(?P<called>(?:(?P<leading>{_words(raw['leading'])})|{_words(raw['rejects'])})"
            rf"(?:\s+{as_untrue}(?:\s+and\s+\w+)?[”\"’]?)?|(?:{_words(raw['calls'])})\s+{as_untrue}[”\"’]?)\s+{noun}{that}",
            re.I,
        ),
        "calls": re.compile(rf"\b(?:{_words(raw['calls'])})\s+{noun}(?:{where}\s+that\s+|\s+(?P<of>of)\s+)", re.I),
        "so": re.compile(rf"(?:\bas\s+)?\b{untrue}(?![\w-])", re.I),
        "doubled": re.compile(rf"\b(?:is|are|was|were|be|been)(?:\s+not|n['’]t)\s+{untrue}$", re.I),
        "outside": re.compile(rf"\b(?:{_words(raw['outside'])})\b|n['’]t\b", re.I),
        "reasons": re.compile(rf"\b(?:{_words(raw['reasons'])})\b", re.I),
        "says": re.compile(rf"\b(?:{_words(raw['speaks'])})\b", re.I),
        "verbs": re.compile(rf"(?:\w+ed|\w+en|{_words(raw['past'])})\b", re.I),
        "participles": re.compile(rf"(?:\w+(?:en|ing)|{_words(raw['participles'])})\b", re.I),
        "no_object": re.compile(
            rf"\W*(?:{_words(raw['no_object'])})\b|\W*$|\s*[,.]|\W*(?!{_words(raw['adjectives'])})\w+ed\b", re.I
        ),
        "does": re.compile(rf"\b(?:{_words(raw['does'])})\s+(?P<between>(?:[\w’'-]+\s+){{0,4}})$", re.I),
        "negates": re.compile(
            r"\b(?:not|never|no|nor|none|nobody|neither|den(?:y|ies|ied|ying)|reject\w*|hardly)\b|n['’]t\b", re.I
        ),
        "conditions": re.compile(r"\b(?:if|whether|unless|until|would|could|might|(?-i:may)|should)\b", re.I),
    }


def denials(text: str, sentence: Span, trigger: Span) -> Iterator[Denial]:
    """The tellings around or before a trigger that its sentence calls untrue; a question calls nothing so."""
    if text[max(sentence.start, sentence.end - _ENDING) : sentence.end].rstrip("”\"’') \n").endswith("?"):
        return
    near = Span(max(sentence.start, trigger.start - _FARTHEST), min(sentence.end, trigger.end + _FARTHEST))
    yield from _predicated(text, near, trigger)
    yield from _opened(text, near, trigger)
    yield from _labelled(text, near, trigger)


def _predicated(text: str, near: Span, trigger: Span) -> Iterator[Denial]:
    """Reports that … are false, by number: "a report that … are" is another subject's predicate."""
    called = list(patterns()["called"].finditer(text, max(near.start, trigger.start - _LONGEST), near.end))
    if not called:
        return
    for telling in _last(patterns()["tellings"], text, near, trigger):
        match = next((m for m in called if m.start() > telling.end() and m.end() > trigger.start), None)
        if match is not None and _agrees(match, telling):
            words = next(group for group in ("called", "isnt", "none") if match[group])
            clause = Span(telling.end(), match.start())
            yield Denial(
                clause,
                Span(*match.span(words)),
                noun=telling["of"] is not None,
                closed=True,
                bare=telling["bare"] is not None,
                contrary=telling.group().casefold().startswith("denial"),
            )


def _agrees(match: re.Match[str], telling: re.Match[str]) -> bool:
    """Whether the verb of a predicate can be the telling's."""
    bare = (telling["bare"] or "").casefold()
    verb = (match["be"] or match["have"] or match["isnt"]).casefold()
    if verb.startswith(("are", "were", "have", "'re", "’re")):
        return telling["singular"] is None and not (bare and not bare.endswith("s"))
    one = verb.startswith(("is", "was", "has", "'s", "’s"))
    return not (one and (telling["plural"] or telling["plurals"] or bare.endswith("s")))


def _labelled(text: str, near: Span, trigger: Span) -> Iterator[Denial]:
    """Called reports that … a fabrication."""
    for match in _last(patterns()["calls"], text, near, trigger):
        so = patterns()["so"].search(text, max(match.end() + 1, trigger.start), near.end)
        if so is not None:
            yield Denial(Span(match.end(), so.start()), Span(*so.span()), noun=match["of"] is not None, closed=True)


def _last(pattern: re.Pattern[str], text: str, near: Span, trigger: Span) -> list[re.Match[str]]:
    """The last few tellings that begin before a trigger and are plain: in a sentence of a report there are no more."""
    before = [m for m in pattern.finditer(text, near.start, near.end) if m.start() < trigger.end][-_TELLINGS:]
    return [match for match in before if _is_plain(text, near, match.start())]


def _opened(text: str, near: Span, trigger: Span) -> Iterator[Denial]:
    """What is called untrue before it is told: "it is false that …", "rejected claims that …"."""
    for form in ("impersonal", "rejects"):
        for match in _last(patterns()[form], text, near, trigger):
            if match.end() < near.end:
                group = "none" if form == "impersonal" and match["none"] else "called"
                noun = match.group().rstrip().casefold().endswith(" of")
                comma = text.find(",", match.end(), near.end) if form == "rejects" and match["leading"] else -1
                clause = Span(match.end(), near.end if comma == -1 else comma)
                yield Denial(clause, Span(*match.span(group)), noun=noun, closed=False, rejected=form == "rejects")


def _is_plain(text: str, near: Span, at: int) -> bool:
    """Whether nothing before it turns it round or leaves it open: "denied that reports …", "if reports …"."""
    before = text[near.start : at]
    clause = re.split(r"[,;:—–]", before)[-1]
    return patterns()["negates"].search(clause) is None and patterns()["conditions"].search(before) is None
