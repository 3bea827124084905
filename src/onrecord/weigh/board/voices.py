"""The phrases by which a report speaks of somebody: as named there, with what stands beside the names."""

import re
from collections.abc import Iterator

from onrecord.records.attribution import Attribution
from onrecord.records.span import Span
from onrecord.records.vocabulary import EntityType, ResponseAct, Status
from onrecord.weigh.board.forms import interviewed, is_publishers, letterhead, placed, turn_of
from onrecord.weigh.board.phrases import is_office_alone, list_goes_on
from onrecord.weigh.board.voice import Voice, of_case
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
# "Aldmark's minister", "the minister of Aldmark": it is told whose.
_WHOSE = re.compile(r"['’]s?\s|\b(?:of|for) (?:the )?[A-ZÀ-Þ]")
_NOUN = re.compile(r"^(?:(?:and|but|while|as|that|when) )?(?:the |its |an? )?\w")
_ENDS = re.compile(r"[;:.!?—–“”\"(\n]")
_BESIDE = re.compile(
    r",\s+((?:the |an? |[A-ZÀ-Þ][\w’'-]*(?:['’]s?)? |who is |foreign |prime )[^,;.:!?—–“”\"(\n]{3,90})"
)
_WE = re.compile(r"\b(?:We|I), (?:the (?:undersigned )?)?([^.;:\n]{4,300}?), (?:strongly |jointly |hereby )?\w+")
# Where a heading says in whose name a text is: further on, "the statement of" is another's.
_HEADING = 500
_JOINT = re.compile(r"\bjoint(?:ly)?\b|\bon behalf of\b|\bsignator\w+|\bundersigned\b|\bco-?signed\b", re.I)
_ON_BEHALF = re.compile(
    r"(?:on behalf of|[Jj]oint (?:statement|declaration|letter) (?:by|of|from)|[Ss]tatement (?:by|of|from)"
    r"|(?:[Ss]tatement|[Dd]eclaration|[Ll]etter|[Aa]ppeal) (?:is|was|has been) (?:jointly )?"
    r"(?:made|issued|delivered|signed|adopted|sent|given) (?:jointly )?by"
    r"|Signatories)[: ]\s*([^.;\n]{4,300})"
)


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
                turn = turn_of(text, participant.span)
                voices.extend(self._undersigned(one, participant.span) if turn is None else (placed(turn, one),))
            elif not unknown:
                here = (*_here(text, participant.span), *self._called(one, participant.actor))
                if is_publishers(one, words, here):
                    here = (*here, str(one.weighable.report.publisher))
                whose = any(_WHOSE.search(phrase) for phrase in here)
                beside = self._named(one) if not whose and any(map(is_office_alone, here)) else ()
                actor = self._identities.of(number, participant.actor)
                voices.append(placed(Voice(words, here, actor, beside=beside), one))
                if together := self._signed(number, participant.actor or participant.span):
                    voices.append(Voice(words, together, signed=True))
        return tuple(dict.fromkeys(voices))

    def _named(self, one: Found) -> tuple[str, ...]:
        """Names of several words that a report has, whatever the reader takes their bearers for."""
        return tuple(actor.name for actor in one.reading.actors if actor.name[:1].isupper() and " " in actor.name)

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
            return (placed(voice, one),)
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
        if teller.speaker is None:
            called = interviewed(words, text)
        voice = Voice(words, tuple(dict.fromkeys((*here, *called))), self._identities.of(number, teller.speaker))
        return placed(voice, one)

    def _called(self, one: Found, local: str | None) -> tuple[str, ...]:
        """All that a report, and the case, calls one of its actors."""
        if local is None:
            return ()
        key = one.weighable.number, local
        if key not in self._known:
            text = one.weighable.report.text
            found = [phrase for span in _mentions(one, local) for phrase in _here(text, span, alone=True)]
            actor = self._identities.of(*key)
            self._known[key] = tuple(dict.fromkeys((*found, *(() if actor is None else of_case(actor)))))
        return self._known[key]


def _mentions(one: Found, local: str) -> Iterator[Span]:
    count = 0
    for entity in one.reading.entities:
        if entity.actor == local and entity.type not in (EntityType.TIME, EntityType.NUMBER) and count < _MENTIONS:
            if not _PRONOUN.match(entity.span.of(one.weighable.report.text)):
                count += 1
                yield entity.span


def _here(text: str, span: Span, *, alone: bool = False) -> Iterator[str]:
    words = span.of(text)
    yield from letterhead(text, span)
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
