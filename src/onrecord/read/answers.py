"""Transcripts: which question an answer answers, and what a plain yes or no makes of it.

Narrow on purpose: a wrong yes or no puts somebody on record with what he never said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.read.turns import Turn
from onrecord.records import Span

_TAIL = 1_500  # a question's last sentence is shorter than this
_SENTENCE = re.compile(r"(?<=[.?!])[”\"’')\]]*\s+(?=\S)")
_SHORT = re.compile(r"\b(?:mr|mrs|ms|dr|prof|rev|sen|rep|gov|gen|col|lt|sgt|capt|maj|st|[a-hj-z])\.$", re.I)
# "…, did you not?", "…, right?"; and the same as a sentence of its own
_TAG = re.compile(
    r"[,;—–-]?\s*\b(?:(?:did|do|does|have|has|had|is|are|was|were|will|would)(?:n't)? (?:you|he|she|it|they|we|there)"
    r"(?: not)?|"
    r"right|correct|yes or no|true|(?:is|isn't|was|wasn't) (?:that|it) (?:not )?(?:right|correct|so|true))\?+$",
    re.I,
)
_WH = re.compile(
    r"^(?:(?:and|but|so|then|well|now|again|minister|sir|ma'am|to|for|by|on|in|at|from|with|about|under)\b,? )*"
    r"(?:who|whom|whose|what|when|where|why|how|which)\b",
    re.I,
)
_SUBJECT = (
    r"(?:you|he|she|it|they|we|i|anyone|anybody|there|(?:the|your|his|her|its|their|any|this|these|those)\b|[A-Z]\w)"
)
_INVERTED = re.compile(
    rf"(?:^|[,;:—–] ?|\b(?:and|but|so|then|well|now) )(?P<verb>(?i:did|do|does|have|has|had|is|are|was|were|will|would|"
    rf"can|could))(?P<n>n't)? (?i:{_SUBJECT})",
)
_DECLARED = re.compile(
    r"^(?:(?:and|but|so|then|well|now|minister|sir)\b,? )*(?:you|he|she|they|we|nobody|no one|your \w+)\b", re.I
)
# Where the main clause asks only whether something is so, what hangs on it is what the answer settles.
_THROUGH = re.compile(
    r"\b(?:true|correct|right|the case|a fact|accept|admit|concede|acknowledge|fair to say)(?: that|,)? ", re.I
)
# Beneath these stands what somebody knows, thinks, heard or would do: a yes or no settles that, not what is told there.
_BENEATH = re.compile(
    r"\b(?:that|whether|if|who|which|when|while|after|before|because|although|though|how|why|where|what|think|believe|"
    r"agree|know|aware|remember|recall|understand|suspect|feel|hope|expect|wish|hear|heard|see|seen|read|told|tell|say|"
    r"said|inform(?:ed)?|confirm|explain|sure|certain|deny|denied|dispute|doubt|intend|want|plan|going to|try|tried|"
    r"should|must|ought|might|may|would|could)\b",
    re.I,
)
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|none|nothing|neither)\b|n't\b", re.I)

_OPENER = re.compile(r"^(?:(?:well|oh|so|look|sir|ma'am|frankly|honestly|actually|again)\b,? )+", re.I)
_DO = r"(?:did|do|does|have|has|had|was|were|am|is|are|will|would)"
_WHO = r"(?:i|we|he|she|it|they|you)"
_YES = re.compile(
    r"^(?:(?:that|it)(?: is|'s) (?:right|correct|so|true)|yes|yeah|yep|correct|indeed|absolutely|certainly|of course|"
    rf"(?P<did>{_WHO} {_DO}))\b(?! (?:not|never)\b)",
    re.I,
)
_NO = re.compile(
    rf"^(?:(?P<did>{_WHO} (?:{_DO} not|{_DO}n't|won't|never {_DO}|(?:have |had )?never))|"
    r"(?:absolutely|certainly|definitely|of course) not|no|nope|never|neither|not (?:even )?once|not at all)\b",
    re.I,
)
_ADDRESS = re.compile(
    r"^(?:sir|ma'am|madam|senator|congress\w+|mr|mrs|ms|dr|minister|chair\w*|your (?:honou?r|excellency)|counsel\w*|"
    r"my lord|representative|ambassador|president)\b[^,]*(?:,\s*|$)",
    re.I,
)
_UNPLAIN = re.compile(
    r"\b(?:but|however|although|except|only|know|aware|recall|remember|sure|think|believe|can|could|may|might|thank\w*|"
    r"question|comment|doubt|idea|problem|one|mind|let|see|understand|hear|heard|answer|say|wait|and no|and yes)\b",
    re.I,
)
_PERSON = re.compile(r"\b(?:i|we|you|he|she|they|it|there|that|this)\b", re.I)
_REPEATED = 4  # letters at a word's beginning that make it the question's own verb


@dataclass(frozen=True, slots=True)
class Answer:
    """A yes or no, and the question it answers.

    Attributes:
        turn: index of the answering turn.
        question: span of the question's sentence, in the turn before.
        settled: what of the question the answer settles: its main clause. What is only mentioned there ("did you raise
            *the killing*", "are you aware that *he was killed*") a no does not deny.
        yes: whether it happened, by the answer. "That is correct" to "You did not raise it?" says that it did not.
        negated: whether the question itself says that it did not.
    """

    turn: int
    question: Span
    settled: Span
    yes: bool
    negated: bool


def answers(text: str, found: list[Turn]) -> Iterator[Answer]:
    """Turns that begin with a plain yes or no right after a turn that ends in a question that takes one."""
    for index in range(1, len(found)):
        asked, said = found[index - 1].words, found[index].words
        start = max(asked.start, asked.end - _TAIL)
        sentence = _last_question(text[start : asked.end])
        if sentence is None:
            continue
        question = text[start + sentence[0] : asked.end].replace("’", "'")
        clause = _clause(question)
        if clause is None:
            continue
        word = _verdict(text[said.start : said.start + 400].replace("’", "'"), question)
        yes = None if word is None else clause.decide(word)
        if yes is not None:
            base = start + sentence[0]
            settled = Span(base + clause.start, base + clause.end)
            yield Answer(index, Span(base, asked.end), settled, yes, clause.negated)


def _sentences(text: str) -> list[tuple[int, int]]:
    """Ranges of sentences, not cut behind "Mr."; white space at the edges left out."""
    out = []
    start = 0
    for gap in _SENTENCE.finditer(text):
        if not _SHORT.search(text[max(start, gap.start() - 8) : gap.start()]):
            out.append((start, gap.start()))
            start = gap.end()
    return [*out, (start, len(text))]


def _last_question(asked: str) -> tuple[int, int] | None:
    """The last sentence where it asks, with the one before where it only asks whether that is so."""
    if not asked.rstrip("”\"’') ").endswith("?"):
        return None
    sentences = _sentences(asked)
    start, end = sentences[-1]
    last = asked[start:end].replace("’", "'")
    if len(sentences) > 1 and (tag := _TAG.match(last)) and tag.end() == len(last):
        start = sentences[-2][0]
    return start, end


@dataclass(frozen=True, slots=True)
class _Clause:
    """The main clause of a question: its range, and what a yes and a no to it say."""

    start: int
    end: int
    yes: bool | None
    no: bool | None
    did: bool | None
    negated: bool

    def decide(self, word: str) -> bool | None:
        return {"yes": self.yes, "no": self.no, "did": self.did, "didn't": False}[word]


def _clause(question: str) -> _Clause | None:
    """What of a question an answer settles; None where a plain yes or no tells nothing for certain."""
    tag = _TAG.search(question.rstrip("”\"') "))
    body = question[: tag.start()] if tag and tag.start() > 0 else question
    inverted = _INVERTED.search(body)
    if _WH.match(body) and (inverted is None or body[inverted.start()] not in ",;:—–"):
        return None
    if inverted is None:
        if not _DECLARED.match(body) or body.casefold().startswith("or "):
            return None
        start = at = 0
    else:
        if re.search(r"\b(?:if|unless|suppose)\b", body[: inverted.start()], re.I) or re.match(r"or\b", body, re.I):
            return None
        start, at = inverted.start("verb"), inverted.end()
        at = m.end() if (m := re.compile(r"\w* not\b", re.I).match(body, at)) else at
    through = _THROUGH.search(body, at)
    beneath = _BENEATH.search(body, at)
    passed = through is not None and (beneath is None or through.start() <= beneath.start())
    if passed and through is not None:
        start = at = through.end()
        beneath = _BENEATH.search(body, at)
    end = beneath.start() if beneath else len(body)
    if end <= start:
        return None
    negated = bool(_NEGATION.search(body, at, end))
    modal = inverted is not None and inverted["verb"].casefold() in {"will", "would", "can", "could"}
    if not negated:
        # "Will you condemn it?" – "Yes" is a promise and nothing yet; "No" declines
        return _Clause(start, end, None if modal else True, False, None if modal else True, negated=False)
    if inverted is None:
        return _Clause(start, end, yes=False, no=False, did=True, negated=True)
    return _Clause(start, end, False if passed else None, None if passed else False, did=True, negated=True)


def _verdict(answer: str, question: str) -> str | None:
    """`yes`, `no`, `did` ("I did") or `didn't`, where the answer's first sentence says so and nothing else."""
    ranges = _sentences(answer)
    first = answer[slice(*ranges[0])].rstrip("”\"') ")
    second = answer[slice(*ranges[1])] if len(ranges) > 1 else ""
    first = _OPENER.sub("", first)
    no, yes = _NO.match(first), _YES.match(first)
    match = no or yes
    if match is None or re.match(r"(?:but|however|although|well|yes|no|i mean|actually)\b", second, re.I):
        return None
    rest = first[match.end() :]
    if rest and rest[0] not in " ,.;:!—–-":
        return None
    glued = rest.startswith(" ")
    rest = _ADDRESS.sub("", rest.strip(" ,.;:!—–-"))
    if not _plain(rest, question, negative=bool(no), elliptic=match["did"] is not None, glued=glued):
        return None
    if match["did"] is not None:
        return "didn't" if no else "did"
    said = _YES.match(rest) or _NO.match(rest)
    if no or not (said and said["did"]):
        return "no" if no else "yes"
    return "did" if _YES.match(rest) else "didn't"


def _plain(rest: str, question: str, *, negative: bool, elliptic: bool, glued: bool) -> bool:
    """Whether what follows a yes or no in its sentence leaves it a yes or no."""
    if not rest:
        return True
    if _UNPLAIN.search(rest):
        return False
    stems = {word[:_REPEATED].casefold() for word in re.findall(r"\w{4,}", question)}
    repeats = any(word[:_REPEATED].casefold() in stems for word in re.findall(r"\w{4,}", rest)[:3])
    if elliptic:  # "I did not raise it", never "I do not recall"; "I have a statement" is no yes
        return (negative and repeats) or (not glued and not _PERSON.search(rest))
    short = not glued and len(rest.split()) <= 6 and not _PERSON.search(rest)
    if negative:
        return bool(_NEGATION.search(rest)) or short or rest.casefold().startswith("because ")
    return not _NEGATION.search(rest) and (short or repeats or bool(_YES.match(rest)))
