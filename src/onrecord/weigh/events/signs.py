"""What the words of a trigger and those next to it say of what it tells: known, once, another, or only supposed."""

import re
from dataclasses import dataclass

from onrecord.records import Act, Allegation, Span

_DEFINITE = re.compile(r"(?<!\ball )\b(?:the|this|these|those|such|his|her|their|its)\s(?:[\w-]+\s)?$", re.IGNORECASE)
# What would, may or must not happen to anybody is no word on what happened: "so that nobody would be hurt".
_CONDITIONAL = re.compile(
    r"\b(?:would|could|should|may|might|must|can|will)(?:\s(?:not|never|ever|have|be|been))*\s(?:[\w-]+ly\s)?$",
    re.IGNORECASE,
)
# What is told as done again and again is no telling of one time.
_REPEATED = re.compile(
    r"\b(?:repeated(?:ly)?|frequent(?:ly)?|often|regularly|routinely|systematic(?:ally)?|escalating|recurring"
    r"|constant(?:ly)?|always|twice|thrice|again\sand\sagain|(?:\w+\s)?(?:times|occasions|instances|incidents)"
    r"|(?:series|spate|wave|waves|surge|pattern|string)\s(?:of|in))\b",
    re.IGNORECASE,
)
# Acts that somebody suffers once.
_ONCE = frozenset({Act.KILLING, Act.DISAPPEARANCE})
# What is told as another than those told of.
_ANOTHER = re.compile(
    r"\b(?:new|another|second|third|fourth|further|additional|fresh|previous|earlier|former|other|latest|subsequent)"
    r"\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
# Letters of a trigger's word that make its stem.
_STEM = 5
# Characters before a trigger in which its article and the like stand.
_BEFORE = 30
# Characters next to a trigger in which it is told how often.
_NEXT = 20


@dataclass(frozen=True, slots=True)
class Signs:
    """What is said by single words.

    Attributes:
        stem: what the words that tell the act begin with; empty where they are short.
        definite: whether it is told as something known: "the arrests", "his detention".
        another: whether it is told as another than those told of: "new charges".
        repeated: whether it is told as done again and again.
        conditional: whether it is told as what would, may or must be.
    """

    stem: str
    definite: bool
    another: bool
    repeated: bool
    conditional: bool


def signs_of(allegation: Allegation, sentence: Span, text: str) -> Signs:
    """Signs around an allegation's trigger, in its sentence."""
    trigger = allegation.trigger
    before = text[max(0, trigger.start - _BEFORE) : trigger.start]
    next_to = text[max(sentence.start, trigger.start - _NEXT) : min(sentence.end, trigger.end + _NEXT)]
    return Signs(
        stem=_stem(trigger.of(text)),
        definite=_DEFINITE.search(before) is not None,
        another=_ANOTHER.search(before) is not None,
        repeated=allegation.act not in _ONCE and _REPEATED.search(next_to) is not None,
        conditional=_CONDITIONAL.search(before) is not None,
    )


def _stem(words: str) -> str:
    """What the longest of a trigger's words begins with: "revoke" and "revocation" are of one stem."""
    longest = max(_WORD.findall(words.lower()), key=len, default="")
    return longest[:_STEM] if len(longest) >= _STEM else ""
