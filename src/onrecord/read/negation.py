"""Whether a sentence can say of an act that it did not happen.

The model scores a finding's status from its trigger's surroundings, and now and then takes for negated what no word
negates ("has ordered an inquiry"), or what stands beneath a question word that the "not" does not reach ("did not see
who fired"). There a negation is ruled out, and the likelier of what is left stands. It never makes a negation, and
where a word could negate, it leaves the model's word alone: a "not" that is lost harms most.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

from onrecord.records import ResponseAct, Span

# Characters of the sentence after that are looked at for "That is not true."
_AFTER = 120
# Words at most between a question word and what hangs on it: farther off, another clause may have begun.
_REACH = 9
# Between the "not" and the question word.
_GOVERNED = 12
# Characters before a "wrong" that hold "it was morally".
_BEFORE_WRONG = 30
# Acts whose own words deny: what negates "denied" must stand beside it.
_DENYING = frozenset({ResponseAct.DENY, ResponseAct.DECLINE, ResponseAct.SILENT})
_REFUTED = re.compile(
    r"\W*(?:(?:but|and|yet|however,?) )?(?:(?:that|this|it|which|these|those|they|he|she|we|none|nothing|"
    r"the (?:claims?|reports?|stor(?:y|ies)|rumou?rs?|allegations?|posts?|video|news))\b[^.?!]{0,60}?"
    r"\b(?:not|n['’]t|never|false\w*|untrue|wrong|lie|lies|none|nothing|denie\w+)|no\b|not\b|never\b|nor\b|false|untrue|"
    r"none\b|nothing\b|wrong\b)",
    re.I,
)
# A piece of a sentence that goes on with the one before it: an item of a list, "Nor was …", "Or killed."
_LEANING = re.compile(
    r"\W*(?:[-–—•*·]|\(?[a-z0-9]{1,3}[.)] |(?:and|or|but|also|either|any|anybody|anyone|ever|even)\b)", re.I
)
# What between the question word and the act opens anew whether the act was.
_OPENS = re.compile(
    r"\b(?:that|if|whether|any|anyone|anybody|ever|can|could|may|might|would|should|claim\w*|sa(?:y|ys|id)|told|tells?|"
    r"alleg\w*|invent\w*|idea|got|think|believe\w*)\b",
    re.I,
)
_IT_IS = re.compile(r"\bit(?: is| was|['’]s)(?: \w+ly| also| just| so| very)* $", re.I)
_MORAL = re.compile(
    r" (?:that|of|for|to (?!say|claim|suggest|allege|assert|think|believe|report|write|state|imply))", re.I
)
_HOW_SEEN = re.compile(r"\b(?:see|sees|saw|understand\w*|imagine\w*|think|believe)\W+how\W+(?!many\b|much\b)", re.I)
# "not aware of anybody who was tried": that there is none.
_NOBODY = re.compile(
    r"\b(?:any\w*|none|one|ones|nobody|those|person|people|single|case|cases|instance\w*)\W+(?:of\W+)?$", re.I
)


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(
        sorted((re.escape(e).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for e in entries), reverse=True)
    )
    return re.compile(rf"\b(?:{words})\b", re.I)


@cache
def _table() -> dict[str, re.Pattern[str]]:
    raw = yaml.safe_load((files("onrecord.read") / "data" / "negation.yaml").read_text(encoding="utf-8"))
    plain = [word for word in raw["plain"] if word != "n't"]
    return {
        "negates": re.compile(rf"{_pattern([*plain, *raw['implied']]).pattern}|n['’]t\b", re.I),
        "tells": _pattern(raw["tells"]),
        "asks": _pattern(raw["asks"]),
    }


def may_be_negated(text: str, sentence: Span, trigger: Span, act: ResponseAct | None = None) -> bool:
    """Whether a word negates a finding, or could.

    Args:
        text: holds both spans.
        sentence: the sentence of the trigger.
        trigger: the finding's.
        act: of a response; a denial's own words don't say that it was not made.
    """
    said = sentence.of(text)
    if said.rstrip("”\"’') \n").endswith("?"):
        return True  # what was answered may negate it
    own = range(trigger.start, trigger.end) if act in _DENYING else range(0)
    negations = [
        m
        for m in _table()["negates"].finditer(text, sentence.start, sentence.end)
        if m.start() not in own and not _judges(text, m)
    ]
    if negations:
        return not all(_beneath_a_question(text, m.end(), trigger.start) for m in negations)
    if _REFUTED.match(text[sentence.end : sentence.end + _AFTER]):
        return True
    before = text[max(0, sentence.start - _AFTER) : sentence.start].rstrip()
    return _LEANING.match(said) is not None or before.endswith((":", ";", ",", "–", "—"))


def _judges(text: str, match: re.Match[str]) -> bool:
    """Whether a "wrong" judges what was done: "it was wrong that they were beaten", "it is wrong to beat them"."""
    return (
        match.group().casefold() == "wrong"
        and _IT_IS.search(text[max(0, match.start() - _BEFORE_WRONG) : match.start()]) is not None
        and _MORAL.match(text, match.end()) is not None
    )


def _beneath_a_question(text: str, start: int, trigger: int) -> bool:
    """Whether a word of telling and a question word stand between "not" and act: "could not say *who* killed him"."""
    if start >= trigger:
        return False
    between = text[start:trigger]
    asked = list(_table()["asks"].finditer(between))
    if not asked:
        return False
    last = asked[-1]
    governed = between[: last.start()]
    beneath = between[last.end() :]
    if len(governed.split()) > _GOVERNED or len(beneath.split()) > _REACH:
        return False
    if _NOBODY.search(governed):
        return False
    if re.search(r"[;:]|[—–]", between) or _OPENS.search(beneath) or _HOW_SEEN.search(between):
        return False
    told = list(_table()["tells"].finditer(governed))
    return bool(told) and len(governed[told[-1].end() :].split()) <= 4
