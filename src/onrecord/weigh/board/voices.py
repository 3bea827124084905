"""The phrases by which a report speaks of somebody: as named there, with what stands beside the names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.records.attribution import Attribution
from onrecord.records.material import Weighable
from onrecord.records.record import CaseActor
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind, EntityType, ResponseAct, Status
from onrecord.weigh.board.phrases import holds_any, is_office_alone, list_goes_on, names_nobody
from onrecord.weigh.identity.states import shown
from onrecord.weigh.responses import FIRST_PERSON, Found, Known, is_addressed, is_answer
from onrecord.weigh.sentences import sentence_at

# Acts that are done by speaking: whose they are, if nobody is named, is whoever speaks.
_SPOKEN = frozenset(
    {
        ResponseAct.CONDEMN,
        ResponseAct.DEMAND,
        ResponseAct.CALL_FOR_INQUIRY,
        ResponseAct.DENY,
        ResponseAct.JUSTIFY,
        ResponseAct.ACKNOWLEDGE,
    }
)
_FULL_NAME = re.compile(r"(?:^|[a-z.,] |Mr |Ms |Mrs )[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+$")
_BODY = re.compile(r"\b(?:House|Senate|Parliament|Assembly|Congress|Chamber|Diet|Court|Ministry|Department|Embassy)\b")
_OF_STATES = frozenset({ActorKind.STATE_BODY, ActorKind.OFFICE})
# Mentions of one actor that are looked at in one report: the first tell who it is.
_MENTIONS = 12
_BEFORE, _AFTER = 110, 110
_PRONOUN = re.compile(
    r"(?:he|she|they|it|him|her|them|his|hers|its|their|who|whom|which|that|this|these|those|one|both|neither|others?)$",
    re.I,
)
_ITS = re.compile(
    r"(?:his|her|its|their)\s+(?:own\s+)?(?:government|ministry|office|minister|country|embassy|cabinet|administration|department|party|state)\b",
    re.I,
)
_IN = re.compile(r"(?:^|\b)[Ii]n (?:the )?([A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*)$")
# "The ministry of Aldmark, Karvenia's neighbour": what stands before such a name isn't what it is.
_OWNS = re.compile(r"['’]s? \w")
_NOUN = re.compile(r"^(?:(?:and|but|while|as|that|when) )?(?:the |its |an? )?\w")
_ENDS = re.compile(r"[;:.!?—–“”\"(\n]")
_BESIDE = re.compile(
    r",\s+((?:the |an? |[A-ZÀ-Þ][\w’'-]*(?:['’]s?)? |who is |foreign |prime )[^,;.:!?—–“”\"(\n]{3,90})"
)
_WE = re.compile(r"\b(?:We|I), (?:the (?:undersigned )?)?([^.;:\n]{4,300}?), (?:strongly |jointly |hereby )?\w+")
# Where a heading says in whose name a text is: further on, "the statement of" is another's.
_HEADING = 500
_JOINT = re.compile(r"\bjoint(?:ly)?\b|\bon behalf of\b|\bsignator\w+|\bundersigned\b|\bco-?signed\b", re.I)
# The state in the name of a body that publishes: "House of Representatives of Karvenia".
_OF_STATE = re.compile(
    r" of (?:the )?(?:(?:Federal |Democratic |Islamic )*(?:Republic|Kingdom|State|Federation|Union) of (?:the )?)?"
    r"([A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*)$"
)
# A turn's head: a name of two words or more, perhaps numbered, perhaps with an office.
_LABEL = re.compile(
    r"(?:(?:Q|A|No\.) ?\d+\.? )?(?P<name>(?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|da|al) (?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|da|al)"
    r"(?: [A-ZÀ-Þ][\w.’'-]*){0,3})(?:,? \(?(?P<title>[^:\n()]{3,80})\)?)?:\s"
)
# Who speaks in an answer that has no name before it, and where a heading tells who answers.
_ANSWERS = re.compile(r"(?:A|Answer|ANSWER)\W*")
_INTERVIEW = re.compile(r"\b[Ii]nterview with ([^,;:.\n(]{3,80})((?:, [^,;:.\n(]{3,80})?)")
# "the Ministry", where the publisher's name tells which.
_GENERIC = re.compile(
    r"(?:the |this |our )?"
    r"(ministry|government|embassy|department|presidency|cabinet|administration|mission|delegation|office|chancellery)",
    re.I,
)
# A line of a letterhead: names and what stands between them, no sentence.
_HEAD = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]*|of|the|and|for|to|&)(?:,? (?:[A-ZÀ-Þ][\w’'-]*|of|the|and|for|to|&)){0,14}")
_ON_BEHALF = re.compile(
    r"(?:on behalf of|[Jj]oint (?:statement|declaration|letter) (?:by|of|from)|[Ss]tatement (?:by|of|from)"
    r"|(?:[Ss]tatement|[Dd]eclaration|[Ll]etter|[Aa]ppeal) (?:is|was|has been) (?:jointly )?"
    r"(?:made|issued|delivered|signed|adopted|sent|given) (?:jointly )?by"
    r"|Signatories)[: ]\s*([^.;\n]{4,300})"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who responds, as a report has it.

    Attributes:
        words: of the report in this place.
        phrases: by which it speaks of him, her or it elsewhere, those nearest first.
        actor: the case's, if known.
        signed: whether it is all signatories of a joint text.
        turn: whether only the head of a paragraph tells who "I" am, which the reader doesn't take for a turn's.
        inferred: those of the phrases that tell a state which only the publisher's name tells.
    """

    words: str
    phrases: tuple[str, ...]
    actor: CaseActor | None = None
    signed: bool = False
    inferred: tuple[str, ...] = ()
    turn: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the case's actor."""
        return () if self.actor is None else (self.actor.name, *self.actor.names)

    def infers(self, phrase: str) -> bool:
        """Whether a phrase tells a state that no report does: the case's, see `CaseActor.state_inferred`, or ours."""
        if phrase in self.inferred:
            return True
        actor = self.actor
        if actor is None or not actor.state_inferred or phrase in self.names:
            return False
        return phrase in _of_case(actor)

    @property
    def nameless(self) -> bool:
        """Whether it goes by an office or a description only: no name of a person is known."""
        if self.actor is not None and self.actor.kind is ActorKind.OFFICE:
            return True
        known = [self.words, *self.names]
        return not any(_FULL_NAME.search(name) and not is_office_alone(name) for name in known)


class Voices:
    """Whose responses are, as reports have it; what a report calls somebody is looked up once.

    Args:
        identities: who is who in the case.
    """

    def __init__(self, identities: Known) -> None:
        self._identities = identities
        self._known: dict[tuple[int, str], tuple[str, ...]] = {}
        self._speakers: dict[tuple[int, str], Voice] = {}

    def of(self, one: Found) -> tuple[Voice, ...]:
        """Whose response it is; "I" and "we" are whoever speaks."""
        text, number = one.weighable.report.text, one.weighable.number
        if not one.response.who and one.tellers and one.response.act in _SPOKEN:
            # whoever says "it is a crime" condemns it
            return (self.speaker(one, one.tellers[0]),) if one.response.status is Status.ASSERTED else ()
        voices: list[Voice] = []
        for participant in one.response.who:
            words = participant.span.of(text)
            own = FIRST_PERSON.match(words) is not None or (is_addressed(words) and is_answer(one))
            unknown = participant.actor is None and _PRONOUN.match(words) is not None
            if (own or unknown or _ITS.match(words)) and one.tellers:
                voices.append(self.speaker(one, one.tellers[0]))
            elif own:
                turn = _turn(text, participant.span)
                voices.extend(self._undersigned(one, participant.span) if turn is None else (_placed(turn, one),))
            elif not unknown:
                here = (*_here(text, participant.span), *self._called(one, participant.actor))
                if is_publishers(one, words, here):
                    here = (*here, str(one.weighable.report.publisher))
                voices.append(_placed(Voice(words, here, self._identities.of(number, participant.actor)), one))
                if together := self._signed(number, participant.actor or participant.span):
                    voices.append(Voice(words, together, signed=True))
        return tuple(dict.fromkeys(voices))

    def _undersigned(self, one: Found, we: Span) -> tuple[Voice, ...]:
        """Who "we" are in a text that nobody else tells: those named as speaking in it, else who published it."""
        report = one.weighable.report
        lines: list[str] = []
        for pattern, end in ((_WE, len(report.text)), (_ON_BEHALF, _HEADING)):
            if (match := pattern.search(report.text, 0, end)) is not None:
                lines.append(report.text[match.start(1) : list_goes_on(report.text, match.end(1))].strip())
        lines += self._signed(one.weighable.number, we)
        if lines:
            voice = Voice(lines[0], tuple(dict.fromkeys(lines)), signed=len(lines) > 1 or " and " in lines[0])
            return (_placed(voice, one),)
        return () if report.publisher is None else (Voice(report.publisher, (report.publisher,)),)

    def is_joint(self, one: Found) -> bool:
        """Whether it is told by "we" in a text that calls itself a joint one."""
        if one.tellers or not one.response.who:
            return False
        text = one.weighable.report.text
        own = any(FIRST_PERSON.match(participant.span.of(text)) for participant in one.response.who)
        return own and _JOINT.search(text) is not None

    def _signed(self, report: int, who: str | Span) -> tuple[str, ...]:
        """Each of those who speak together, by name and by the office and state for which he or she signs."""
        signed = self._identities.signatories(report, who)
        return tuple(dict.fromkeys(phrase for one in signed for phrase in one.phrases()))

    def speaker(self, one: Found, teller: Attribution) -> Voice:
        """Who speaks in an attribution."""
        key = one.weighable.number, teller.id
        if key not in self._speakers:
            self._speakers[key] = self._speaker(one, teller)
        return self._speakers[key]

    def _speaker(self, one: Found, teller: Attribution) -> Voice:
        text, number = one.weighable.report.text, one.weighable.number
        here = [phrase for span in teller.source for phrase in _here(text, span, alone=True)]
        words = " ".join(span.of(text) for span in teller.source)
        called = self._called(one, teller.speaker)
        if teller.speaker is None and _ANSWERS.fullmatch(words) is not None:
            called = _interviewed(text)
        voice = Voice(words, tuple(dict.fromkeys((*here, *called))), self._identities.of(number, teller.speaker))
        return _placed(voice, one)

    def _called(self, one: Found, local: str | None) -> tuple[str, ...]:
        """All that a report, and the case, calls one of its actors."""
        if local is None:
            return ()
        key = one.weighable.number, local
        if key not in self._known:
            text = one.weighable.report.text
            found = [phrase for span in _mentions(one, local) for phrase in _here(text, span, alone=True)]
            actor = self._identities.of(*key)
            self._known[key] = tuple(dict.fromkeys((*found, *(() if actor is None else _of_case(actor)))))
        return self._known[key]


def publisher_of(weighable: Weighable) -> Voice | None:
    """Whoever published the report."""
    publisher = weighable.report.publisher
    return None if publisher is None else Voice(publisher, (publisher,))


def _turn(text: str, span: Span) -> Voice | None:
    """Who speaks in a paragraph that a name and a colon begin, in it or in the line above; None where nobody is named.

    For transcripts whose turns the reader doesn't know.
    """
    start = text.rfind("\n", 0, span.start) + 1
    label = _LABEL.match(text, start, span.start)
    if label is None:
        above = text[:start].rstrip()
        line = above[above.rfind("\n") + 1 :]
        label = _LABEL.fullmatch(f"{line} ") if line.endswith(":") else None
    if label is None:
        return None
    name, title = label["name"], label["title"]
    phrases = (name,) if title is None else (name, f"{name}, {title}", title)
    return Voice(name, phrases, turn=True)


def _placed(voice: Voice, one: Found) -> Voice:
    """With the state of whose body published it, where an office is told without any: "THE PRIME MINISTER:"."""
    publisher = one.weighable.report.publisher
    alone = [phrase for phrase in voice.phrases if is_office_alone(phrase)]
    if publisher is None or not alone or not all(map(names_nobody, voice.phrases)):
        return voice
    of = _OF_STATE.search(publisher)
    if of is None or not holds_any(publisher[: of.start()], "publishing"):
        return voice
    inferred = tuple(f"{phrase.casefold()} of {of[1]}" for phrase in alone)
    return replace(voice, phrases=(*voice.phrases, *inferred), inferred=inferred)


def is_publishers(one: Found, words: str, called: Iterable[str] = ()) -> bool:
    """Whether "the Ministry" in a ministry's own publication is that ministry: no other is named in it.

    Args:
        one: the response.
        words: by which the report speaks of whose it is.
        called: all else that it is called; must be of the publisher's name too.
    """
    report, generic = one.weighable.report, _GENERIC.fullmatch(words)
    if report.publisher is None or generic is None:
        return False
    own = set(_words_of(report.publisher))
    noun = generic[1].casefold()
    if noun not in own:
        return False
    others = [
        match.group() for match in re.finditer(rf"(?i:{noun}) (?:of|for) (?:the )?(?-i:[A-ZÀ-Þ])\w*", report.text)
    ]
    others += [match.group() for match in re.finditer(rf"(?!The\b)[A-ZÀ-Þ][\w’'-]* (?i:{noun})\b", report.text)]
    told = (*others, *(phrase for phrase in called if _GENERIC.fullmatch(phrase) is None))
    return all(own.issuperset(_words_of(phrase)) for phrase in told)


def _words_of(text: str) -> list[str]:
    words = (re.sub(r"['’]s?$", "", word) for word in re.findall(r"\w[\w’'-]*", text.casefold()))
    return [word for word in words if word not in ("the", "of", "for", "and")]


def _interviewed(text: str) -> tuple[str, ...]:
    """Whose the answers are in "Interview with Ansa Quill, foreign minister of Lumeria"; empty where it isn't told."""
    match = _INTERVIEW.search(text, 0, _HEADING)
    if match is None:
        return ()
    return (match[1], match[1] + match[2]) if match[2] else (match[1],)


def _mentions(one: Found, local: str) -> Iterator[Span]:
    count = 0
    for entity in one.reading.entities:
        if entity.actor == local and entity.type not in (EntityType.TIME, EntityType.NUMBER) and count < _MENTIONS:
            if not _PRONOUN.match(entity.span.of(one.weighable.report.text)):
                count += 1
                yield entity.span


def _of_case(actor: CaseActor) -> Iterator[str]:
    """What the case calls an actor, with the state where that is known: "foreign minister of Aldmark"."""
    state = None if actor.state is None else shown(actor.state)
    for told in (*actor.offices, actor.name, *actor.names):
        with_state = state is None or state.casefold() in told.casefold()
        if not with_state and (told in actor.offices or actor.kind in _OF_STATES or _BODY.search(told)):
            yield f"{told} of {state}"
        else:
            yield told


def _letterhead(text: str, span: Span) -> Iterator[str]:
    """What a letterhead calls a body that it begins with: the whole line, and with the line that tells whose it is."""
    if span.start > _HEADING:
        return
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[start : len(text) if end < 0 else end]
    if _HEAD.fullmatch(line.strip()) is None or text[start : span.start].strip():
        return
    yield _titled(line)
    before, after = (
        text[: max(0, start - 1)].rpartition("\n")[2],
        text[end + 1 :].partition("\n")[0] if end >= 0 else "",
    )
    for other in (before, after):
        if _HEAD.fullmatch(other.strip()) is not None:
            yield f"{_titled(line)} of {_titled(other)}"


def _titled(line: str) -> str:
    """A line in capitals as names are written."""
    line = line.strip()
    if not line.isupper():
        return line
    return " ".join(w.lower() if w in ("OF", "THE", "AND", "FOR") else w.capitalize() for w in line.split())


def _here(text: str, span: Span, *, alone: bool = False) -> Iterator[str]:
    words = span.of(text)
    yield from _letterhead(text, span)
    if not FIRST_PERSON.match(words) and not _PRONOUN.match(words):
        for phrase in _around(text, span, alone=alone):
            if phrase := " ".join(phrase.split()):
                yield phrase


def _around(text: str, span: Span, *, alone: bool = False) -> Iterator[str]:
    """A mention with the list that it begins, what stands before it, and what is set beside it.

    Args:
        text: of the report.
        span: of the mention.
        alone: whether the mention only tells who somebody is that does something elsewhere: then others of a list of
            names are no part of it, though those of "the foreign ministers of Brennia, Lysmark and Ostmere" are.
    """
    end = list_goes_on(text, span.end)
    listed = end > span.end
    if alone and listed and " of " not in span.of(text):
        yield span.of(text)
        return
    words = text[span.start : end]
    yield words
    sentence = sentence_at(text, span)
    before = text[max(sentence.start, span.start - _BEFORE) : span.start]
    cut = [match.end() for match in _ENDS.finditer(before)]
    before = before[cut[-1] :] if cut else before
    pieces = [piece.strip() for piece in before.split(",")]
    if pieces[-1]:  # "Chancellor Emeric Vaul": attached
        yield f"{pieces[-1]} {words}"
    elif (
        len(pieces) > 1 and _NOUN.match(pieces[-2]) and not _OWNS.match(text, end)
    ):  # "The president of Tolvane, Yann …": set beside
        yield pieces[-2]
        if len(pieces) > 2 and (where := _IN.search(pieces[-3])) is not None:
            yield f"{pieces[-2]} of {where[1]}"
    if len(pieces) > 1 and pieces[-1] and (where := _IN.search(pieces[-2])) is not None:  # "In Ostmere, Chancellor …"
        yield f"{pieces[-1]} {words} of {where[1]}" if not words[0].isupper() else f"{pieces[-1]} of {where[1]}"
    elif (
        len(pieces) > 1 and not pieces[-1] and (where := _IN.search(pieces[-2])) is not None
    ):  # "In Ostmere, the first minister"
        yield f"{words} of {where[1]}"
    after = text[end : min(len(text), end + _AFTER)]
    if (beside := _BESIDE.match(after)) is not None:
        yield beside[1].strip()
    elif (of := re.match(r" (?:of|for) (?:the )?[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*", after)) is not None:
        yield words + of.group()
