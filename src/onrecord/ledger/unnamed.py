"""What a text says of names that aren't to be told, and of names that are no person's."""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.ledger.positions import signs
from onrecord.records.span import Span

# Somebody is told under a name that isn't theirs, or with less than their name.
_ASKED = re.compile(
    r"condition\sof\s(?:strict\s|full\s)?(?:anonymity|confidentiality)|anonymously|pseudonym|not\s(?:his|her|their)\sreal\sname"
    r"|\b(?:not|never)\s(?:to\s)?be\s(?:named|identified|quoted)\b|\bto\sremain\s(?:anonymous|unnamed)"
    r"|(?:name|names|surname|identity)\s(?:should|must|would|could|may|will)?\s?(?:not|never)\sbe"
    r"|names?\s(?:has|have|had|is|are|was|were)\s(?:been\s|being\s)?(?:changed|withheld)"
    r"|(?:did|does|do)\snot\swant\s(?:his|her|their)\s(?:\w+\s)?name|only\s(?:his|her|their)\s(?:first|given)\sname"
    r"|(?:change|changed|withhold|withheld)\s(?:his|her|their)\s(?:\w+\s)?names?"
    r"|asked\s(?:\w+\s)?to\sbe\s(?:called|known|identified|quoted)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:asked|wished|wanted|agreed|preferred)\s(?:\w+\s)?to\sbe\s(?:called|known|identified|named|quoted)"
    r"(?:\s(?:only|simply|just|here))?(?:\s(?:as|by))?(?:\s(?:the\s)?(?:first\s|given\s)?name)?\s[“\"]?([A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?)"
    r"|(?:whom|who)\s(?:the\s[A-Z][\w'’-]*|we|this\s\w+)\s(?:calls?|will\scall|shall\scall)\s[“\"]?([A-Z][\w'’-]*)"
    r"|gave\s(?:his|her|their)\sname\s(?:only|simply|just)\sas\s[“\"]?([A-Z][\w'’-]*)"
    # A conscript, “Aksel”, said …
    r"|\b(?:[Aa]n?|[Aa]nother|[Oo]ne)\s(?:[a-z-]+\s){0,4}[a-z-]+,\s[“\"]([A-Z][\w'’-]*)[”\"],"
    r"|(?:identified|known|introduced\s(?:himself|herself))\s(?:here\s)?(?:only|simply|just)\s(?:as|by)\s[“\"]?([A-Z][\w'’-]*)"
)
_CHANGED = re.compile(
    r"\b(?:by|under|use|used|uses|given|gave)\s(?:\w+\s)?(?:other|different|false|invented|assumed|fictitious)\snames?\b|"
    r"\bchang(?:e|ed|ing)\s(?:\w+\s)?(?:their|his|her|all|some|the|these)\s(?:\w+\s){0,2}names?\b|\bpseudonyms?\b"
    r"|\bnames?\s(?:\w+\s){0,6}(?:has|have|had|was|were)\sbeen\schanged|\bnot\s(?:his|her|their)\s(?:real|own|true)\snames?\b",
    re.IGNORECASE,
)
# The name that somebody who asked not to be named is given away by, in the same sentence.
_GIVEN_AWAY = re.compile(
    r"\b(?:identified|named)\s(?:\w+\s|[A-Z][\w.’'-]*\s){0,8}as\s[“\"]?((?:[A-Z][\w'’-]*\s?){1,3})(?<!\s)"
)
_OF_A_STATE = re.compile(
    r"['’]s\s(?:[a-z]+\s){0,2}(?:ambassador|embassy|delegate|delegation|parliament|constitution|foreign\sminist(?:er|ry))\b"
    r"|,\swhose\s(?:foreign|prime|interior|defence|defense)\sminister\b"
)
_OF_STATE_BEFORE = re.compile(
    r"\b(?:(?:embassy|republic|kingdom|(?:foreign|interior|defence|defense)\sminist(?:er|ry)|ambassador|delegate)\s(?:of|to)"
    r"|(?:foreign\sministers|governments|parliaments|embassies)\sof(?:\s[A-Z]\w+,)*(?:\s[A-Z]\w+\sand)?)\s\Z"
)
# A hostile text has sentences without end.
LONGEST_SENTENCE = 400
_SENTENCE_ENDS = re.compile(r"[.!?][”\"’)]*(?=\s+[“\"(]?[A-Z])|\n")
_OF_ANOTHER = re.compile(r"\b(?:of|for|to|with|from|by|under|near)\s(?:the\s)?(?:[A-Z][\w.-]*\s|[a-z-]+\s){0,3}\Z")
_TOLD_BY = re.compile(
    r"\b(?:(?i:according)\sto|(?:told|said|confirmed)\sby)\s(?:the\s)?(?:[A-Z][\w.-]*\s|[a-z-]+\s){0,3}\Z"
)
_CLOSED = re.compile(r",\s((?:a|an|the)\s[^,;:!?()“”\"\n–—]{1,100})")
_NOUN_ENDS = re.compile(r"\s(?:of|for|at|in|to|on|who|which|that|from|with|and|based|run|whose)\b.*", re.DOTALL)


def called(text: str) -> Iterator[Span]:
    """Where names stand under which somebody asked to be told, or is told so as not to be known."""
    for match in _CALLED.finditer(text):
        yield next(Span(*match.span(k)) for k in range(1, 6) if match[k] is not None)
    for asked in _ASKED.finditer(text):
        given_away = _GIVEN_AWAY.search(text, asked.end(), _sentence_end(text, asked.end()))
        if given_away is not None:
            yield Span(*given_away.span(1))


def says_unnamed(text: str) -> bool:
    """Whether words say that somebody in them isn't to be named: what else they tell may still say who it is."""
    return _ASKED.search(text) is not None


def changes_names(text: str) -> bool:
    """Whether a report says that names in it are not people's own."""
    return _CHANGED.search(text) is not None


def asks_not_to_be_named(text: str, name: Span, next_name: int) -> bool:
    """Whether the sentence says of the bearer of a name that the name isn't to be told.

    That is so where it says it behind the name and no other name stands between: "Lieutenant Sorn, who spoke on
    condition of anonymity". Not where the name only tells to whom somebody belongs: "an aide to Governor Ormond, who
    asked …".

    Args:
        text: of the report.
        name: where the name stands.
        next_name: where the next person's name begins.
    """
    asked = _ASKED.search(text, name.end, _sentence_end(text, name.end))
    if asked is None or next_name < asked.start():
        return False
    if text[name.end : name.end + 2] in ("'s", "’s"):
        return False
    before = text[max(0, name.start - 60) : name.start]
    return _OF_ANOTHER.search(before) is None or _TOLD_BY.search(before) is not None


def _sentence_end(text: str, start: int) -> int:
    """Where the sentence ends, or so far on that nothing there is about what stands at the start."""
    last = min(len(text), start + LONGEST_SENTENCE)
    end = _SENTENCE_ENDS.search(text, start, last)
    return last if end is None else end.start() + 1


def is_called_a_thing(text: str, name: Span) -> bool:
    """Whether what is set off behind a name says that it is no person's: "Westgallery, a site that …"."""
    if _OF_A_STATE.match(text, name.end) or _OF_STATE_BEFORE.search(text, max(0, name.start - 60), name.start):
        return True
    described = _CLOSED.match(text, name.end)
    if described is None:
        return False
    noun = _NOUN_ENDS.sub("", described[1]).split()
    return bool(noun) and noun[-1].casefold() in signs().things


def is_governed(text: str, name: Span) -> bool:
    """Whether an office or an institution is named after what stands there: "the deputy for Carrow East"."""
    return _governed().search(text, max(0, name.start - 40), name.start) is not None


@cache
def _governed() -> re.Pattern[str]:
    # An envoy or a general may be somebody's.
    offices = (signs().offices - {"deputy", "envoy", "delegate", "general", "prosecutor", "judge"}) | {
        "court",
        "police",
    }
    several = "|".join(sorted(map(re.escape, offices)))
    return re.compile(rf"\b(?:(?:{several})\s(?:of|for|in)|deputy\sfor)\s\Z", re.IGNORECASE)


_GOES_ON_WITH = re.compile(r"\s(?:of|for|in|at|on)\s")


def names_a_body(words: str) -> bool:
    """Whether words that stand alone, as in a table's cell, are a body's name: "Regional Court of Torvale"."""
    if "," in words or ";" in words:  # "Ana Vol, Harbour Union"
        return False
    head = _GOES_ON_WITH.split(words.strip(), maxsplit=1)[0].split()
    told = signs().bodies | signs().institutions | signs().forces
    return bool(head) and head[0][0].isupper() and head[-1].casefold() in told


def is_a_bodys(name: str) -> bool:
    """Whether a name of several words ends as bodies' names do: "Edmund Hale Foundation"."""
    words = name.split()
    return len(words) > 1 and re.sub(r"['’]s?\Z", "", words[-1]).casefold() in signs().bodies
