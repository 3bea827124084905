"""Transcripts: who has the floor, and which question an answer answers.

A turn begins on a line of its own with the speaker's name and a colon ("MS. ASTRIDGE: …", "Q: …"). That is typography,
so rules read it; what is said within a turn the model reads. Both rules are narrow on purpose: headings, labels of a
form and numbered sections look like names, and a wrong yes or no puts somebody on record with what he never said.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records import Span

_TITLE = (
    r"(?:(?:The|Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Sen|Senator|Rep|Representative|Gen|General|Col|Colonel|Prof|Professor|"
    r"Chairman|Chairwoman|Chair|Minister|Secretary|Ambassador)\.?[ ])"
)
_UPPER = r"[A-Z](?:[A-Z’'.\-]|[ \t](?=[A-Z(])){1,60}"
_TURN = re.compile(
    rf"^[ \t]*+(?:(?P<name>Q|A|QUESTION|ANSWER|{_TITLE}?{_UPPER}(?:[ ]?\([^)\n]{{1,60}}\))?)(?P<colon>:—?)|"
    # a full stop only where nothing else can be meant: "U.S." and "III." begin lines of news too
    rf"(?P<dotted>Q|A|{_TITLE}[A-Z][A-Z’'\-]+)(?P<stop>\.))(?=[ \t\n])",
    re.MULTILINE,
)
# Labels of articles and forms, which stand where a speaker's name would.
_LABELS = frozenset(
    "ABSTRACT|ACTION|AGE|ANALYSIS|BACKGROUND|BREAKING|BREAKING NEWS|BY|CASE|CAUSE|CHARGE|CHARGES|CLAIM|CONCLUSION|"
    "CONTACT|CORRECTION|COUNTRY|DATE|DESCRIPTION|DETAILS|EDITOR'S NOTE|EXCLUSIVE|FACT|FACT CHECK|FILE|FROM|FULL TEXT|"
    "GENDER|INCIDENT|LATEST|LIVE|LOCATION|MORE|NAME|NAMES|NB|NOTE|NOTES|OPINION|PERPETRATOR|PERPETRATORS|PHOTO|PHOTOS|"
    "PLACE|READ|READ ALSO|READ MORE|RECOMMENDATION|RECOMMENDATIONS|RELATED|RESULT|SEE ALSO|SEX|SOURCE|SOURCES|STATUS|"
    "SUBJECT|SUMMARY|TIME|TO|TYPE|UPDATE|UPDATED|VERDICT|VICTIM|VICTIMS|VIDEO|WARNING|WATCH|WITNESSES".split("|")
)
_BLANK = re.compile(r"\n[ \t\r]*\n")

# Fewer lines than this that look like turns may be a list or a form.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch: name, the colon, and what is said."""

    name: Span
    colon: Span
    words: Span


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


def turns(text: str) -> list[Turn]:
    """The turns of a transcript; empty where the text is none."""
    found = [m for m in _TURN.finditer(text) if _speaker(m) not in _LABELS]
    if not _is_talk([_speaker(m) for m in found]):
        return []
    bodies = [(m.end(), after.start()) for m, after in pairwise(found)]
    # what follows the last turn need not belong to it: it is as long as the longest before, in paragraphs
    paragraphs = max(len(_BLANK.findall(text[s:e].strip())) for s, e in bodies)
    last, end = found[-1].end(), len(text)
    lead = len(text[last:]) - len(text[last:].lstrip())
    for count, blank in enumerate(_BLANK.finditer(text, last + lead)):
        if count == paragraphs:
            end = blank.start()
            break
    out = []
    for match, (start, stop) in zip(found, [*bodies, (last, end)], strict=True):
        body = text[start:stop]
        start += len(body) - len(body.lstrip())
        stop -= len(body) - len(body.rstrip())
        if start < stop:
            name, colon = ("name", "colon") if match["name"] else ("dotted", "stop")
            out.append(Turn(Span(*match.span(name)), Span(*match.span(colon)), Span(start, stop)))
    return out


def _speaker(match: re.Match[str]) -> str:
    name: str = match["name"] or match["dotted"]
    return name.partition("(")[0].strip().replace("’", "'").upper()


def _is_talk(speakers: list[str]) -> bool:
    """Whether two or more have the floor, and somebody gets it back; most turns are theirs who speak again."""
    if len(speakers) < LEAST:
        return False
    surnames = [name.rsplit(maxsplit=1)[-1] for name in speakers]
    again = Counter(surnames)
    last: dict[str, int] = {}
    returns = set()
    for index, name in enumerate(surnames):
        if last.get(name, index) < index - 1:
            returns.add(name)
        last[name] = index
    return len(again) > 1 and bool(returns) and 2 * sum(again[name] for name in returns) >= len(surnames)


# --- yes and no ---

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
