"""Responses as the reports tell them: in whose words, when, and about which events."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from onrecord.records.attribution import Attribution
from onrecord.records.frame import Participant, Time
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.record import CaseActor, Event, Lineage, Named, Quotation, ToldResponse, When
from onrecord.records.response import Response
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind, Force, Manner
from onrecord.weigh.identity.signatories import Signatory
from onrecord.weigh.sentences import sentence_at

_SECOND_PERSON = re.compile(r"(?:you|your|yours|yourself|yourselves)\b", re.I)
FIRST_PERSON = re.compile(r"(?:i|we|us|me|my|our|ours|mine|myself|ourselves)\b", re.I)
_WORD = re.compile(r"\w+")
# "I" or "we" before what is done, with helping words between, and nobody else: not "I know that she condemned it".
_I_DO = re.compile(
    r"\b(?:I|[Ww]e)(?:['’]\w+)?(?:,? (?:am|are|was|were|do|did|have|had|has|been|will|would|shall|should|can|cannot|"
    r"could|may|might|must|not|never|also|still|yet|already|strongly|now|only|simply|going|to|be|personally|myself|ourselves|"
    r"\w+n['’]t|\w+ly))*\W*$"
)
# The same in a quotation that somebody entered, of which a whole sentence tells it.
_I_BEGIN = re.compile(r"\W*(?:(?:No|Yes|Well|But|And|So)\b\W+)?(?:I|[Ww]e)\b")
_SUBJECT = 90
# Words of a quotation from which on two that are the same word for word are one report's, not two people's idea.
_SAME_WORDS = 8


class Known(Protocol):
    """What is asked of `weigh.identity.Identities`."""

    @property
    def actors(self) -> tuple[CaseActor, ...]:
        """Everybody of the case."""
        ...

    def of(self, report_number: int, local_id: str | None) -> CaseActor | None:
        """The case's actor that a report's actor is, None where unknown."""
        ...

    def signatories(self, report: int, who: str | Span) -> tuple[Signatory, ...]:
        """Each of those who speak together as an actor of a report, or in words of it."""
        ...


class Told(Protocol):
    """What is asked of `weigh.lineage.Traced`."""

    @property
    def lineage(self) -> Lineage:
        """Who has it from whom."""
        ...


@dataclass(frozen=True)
class Found:
    """A response where it stands: the report, its reading, the finding."""

    weighable: Weighable
    reading: Reading
    response: Response

    @property
    def reviewed(self) -> bool:
        """Whether a person says that it is so read."""
        return self.weighable.ids.get(self.response.id) in self.weighable.held

    @cached_property
    def tellers(self) -> tuple[Attribution, ...]:
        """Who tells it, innermost first."""
        attributions = {attribution.id: attribution for attribution in self.reading.attributions}
        return tuple(attributions[id_] for id_ in self.response.told_by if id_ in attributions)


def found(material: Material) -> Iterator[tuple[str, Found]]:
    """Every response of a case with its finding's id; one for all reports of the same text."""
    seen: set[str] = set()
    for weighable in material.reports:
        if weighable.reading is None:
            continue
        for response in weighable.reading.responses:
            id_ = weighable.ids.get(response.id)
            if id_ is not None and id_ not in seen:
                seen.add(id_)
                yield id_, Found(weighable, weighable.reading, response)


def told(material: Material, identities: Known, traced: Told, events: Sequence[Event]) -> tuple[ToldResponse, ...]:
    """The case's responses, each once, by report and place in it.

    Reports of the same text share a response, copies of a report don't double it, and what a reviewer merged is one.
    """
    numbers: dict[str, list[int]] = {}
    for weighable in material.reports:
        for id_ in dict.fromkeys(weighable.ids.values()):
            numbers.setdefault(id_, []).append(weighable.number)
    by_allegation = _events_of(events)
    everything: dict[str, ToldResponse] = {}
    for id_, one in found(material):
        everything[id_] = _told(id_, one, identities, by_allegation, tuple(numbers[id_]))
    roots = {id_: material.merged.get(id_, id_) for id_ in everything}
    return tuple(_once(_merged(everything, roots), _copies(traced.lineage)))


def _told(
    id_: str, one: Found, identities: Known, by_allegation: Mapping[str, Sequence[str]], numbers: tuple[int, ...]
) -> ToldResponse:
    report, response, number = one.weighable.report, one.response, one.weighable.number

    def named(participants: Iterable[Participant]) -> tuple[Named, ...]:
        return tuple(_named(each, one.reading, report.text, number, identities) for each in participants)

    span = _quoted(one)
    tellers = [_speaker(attribution, one.reading, report.text, number, identities) for attribution in one.tellers]
    return ToldResponse(
        id=id_,
        reports=numbers,
        act=response.act,
        status=response.status,
        quotation=Quotation(report=number, span=span, text=span.of(report.text), finding=id_),
        held=id_ in one.weighable.held,
        score=None if response.id.startswith("h") else response.score,
        stage=response.stage,
        who=named(response.who),
        to=named(response.to),
        about=named(response.about),
        times=tuple(_when(time, report.text) for time in response.times),
        own_words=in_own_words(one, identities),
        told_by=tuple(teller for teller in tellers if teller is not None),
        events=_about(one, span, by_allegation),
        when=_day(response.times, report.published),
    )


# --- in whose words --------------------------------------------------------------------------------------------------


def in_own_words(one: Found, identities: Known) -> bool:
    """Whether the words at hand are the actor's own: quoted directly, answered in a transcript, or published.

    What a reviewer says counts before all: that they are, or whose they are where they are told by "I" or "we".
    """
    if one.response.own_words is not None:
        return one.response.own_words
    if one.reviewed and _is_first_persons(one):
        return True
    if not one.tellers:
        return _published_by_itself(one, identities)
    teller = one.tellers[0]
    if teller.manner is Manner.INDIRECT or not _is_speaker(one, teller, identities):
        return False
    if teller.manner is Manner.DIRECT:
        return True
    # "he said that it was “sickening”": only what stands between quotation marks is his
    return is_quoted(one.weighable.report.text, one.response.trigger)


def _is_first_persons(one: Found) -> bool:
    """Whether "I" or "we" does it, as the words before it tell: "I have not raised it"."""
    text, trigger = one.weighable.report.text, one.response.trigger
    before = text[max(sentence_at(text, trigger).start, trigger.start - _SUBJECT) : trigger.start]
    told = _I_DO.search(before) is not None or _I_BEGIN.match(trigger.of(text)) is not None
    return told and bool(one.response.who)


def is_addressed(words: str) -> bool:
    """Whether words are "you", of whatever case: in a question, whoever answers it."""
    return _SECOND_PERSON.match(words) is not None


def is_asked(one: Found, identities: Known) -> bool:
    """Whether it is only asked for, or asked about, by somebody else: "Do you condemn it?"."""
    return bool(one.tellers) and one.tellers[0].force is Force.ASK and not _is_speaker(one, one.tellers[0], identities)


def is_answer(one: Found) -> bool:
    """Whether it is told by an answer to a question that holds its words: "Did you raise it?" "No."."""
    if not one.tellers:
        return False
    cue, text = one.tellers[0].cue, one.weighable.report.text
    return not cue or (cue[0].of(text).strip() == ":" and one.response.trigger.end <= cue[0].start)


def is_quoted(text: str, span: Span) -> bool:
    """Whether a span lies between quotation marks that open and close in its paragraph."""
    start = text.rfind("\n", 0, span.start) + 1
    before = text[start : span.start]
    curly = before.rfind("“") > before.rfind("”")
    return curly or before.count('"') % 2 == 1


def _is_speaker(one: Found, teller: Attribution, identities: Known) -> bool:
    text, number = one.weighable.report.text, one.weighable.number
    if not one.response.who:
        return False
    speaker = identities.of(number, teller.speaker)
    for participant in one.response.who:
        if FIRST_PERSON.match(participant.span.of(text)):
            return True
        if is_addressed(participant.span.of(text)) and is_answer(one):
            return True
        if participant.actor is not None and participant.actor == teller.speaker:
            return True
        actor = identities.of(number, participant.actor)
        if actor is not None and speaker is not None and actor.id == speaker.id:
            return True
        if is_answer(one) and actor is not None and speaker is not None and _holds(speaker, actor):
            return True
    return False


def _holds(person: CaseActor, office: CaseActor) -> bool:
    """Whether somebody holds an office, as the case tells: who answers a question about "the Minister"."""
    if office.kind is not ActorKind.OFFICE:
        return False
    wanted = {word.casefold() for word in _WORD.findall(office.name)} - {"the", "of", "for"}
    return any(wanted <= {word.casefold() for word in _WORD.findall(held)} for held in person.offices)


def _published_by_itself(one: Found, identities: Known) -> bool:
    report = one.weighable.report
    if report.publisher is None:
        return False
    publisher = _key(report.publisher)
    for participant in one.response.who:
        words = participant.span.of(report.text)
        actor = identities.of(one.weighable.number, participant.actor)
        names = [words] if actor is None else [words, actor.name, *actor.names]
        if FIRST_PERSON.match(words) or any(_key(name) == publisher for name in names):
            return True
    return False


def _key(name: str) -> str:
    words = [word.casefold() for word in _WORD.findall(name)]
    return " ".join(words[1:] if words[:1] == ["the"] else words)


# --- quotation, time, events -----------------------------------------------------------------------------------------


def _quoted(one: Found) -> Span:
    """The sentence that holds the trigger; where "No." answers a question, on to the answer."""
    text = one.weighable.report.text
    span = sentence_at(text, one.response.trigger)
    if not is_answer(one):
        return span
    # the question may be part of what is told
    answer = next((part.start for part in one.tellers[0].content if part.start >= span.end), None)
    if answer is None or answer >= span.end + 200:
        return span
    return Span(span.start, sentence_at(text, Span(answer, answer + 1)).end)


def _day(times: Sequence[Time], published: str | None) -> str | None:
    """The day told, unless it lies after the report; else the report's."""
    day = None if published is None else published[:10]
    told_days = [time.first for time in times if time.first is not None]
    if not told_days:
        return day
    return told_days[0] if day is None or told_days[0] <= day else day


def _when(time: Time, text: str) -> When:
    return When(words=time.span.of(text), first=time.first, last=time.last)


def _events_of(events: Sequence[Event]) -> dict[str, list[str]]:
    """Ids of allegations to those of their events, the narrowest first."""
    found_: dict[str, list[str]] = {}
    for event in sorted(events, key=lambda event: event.campaign):
        for allegation in event.allegations:
            found_.setdefault(allegation.id, []).append(event.id)
    return found_


def _about(one: Found, sentence: Span, by_allegation: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Events told of in the response's own sentence; else the one event that its report tells of."""
    near: list[str] = []
    everywhere: list[str] = []
    for allegation in one.reading.allegations:
        events = by_allegation.get(one.weighable.ids.get(allegation.id, ""), ())
        everywhere.extend(events)
        if sentence.start <= allegation.trigger.start < sentence.end:
            near.extend(events)
    if near:
        return tuple(dict.fromkeys(near))
    only = tuple(dict.fromkeys(everywhere))
    return only if len(only) == 1 else ()


# --- names -----------------------------------------------------------------------------------------------------------


def _named(participant: Participant, reading: Reading, text: str, number: int, identities: Known) -> Named:
    words = participant.span.of(text)
    return _with_actor(words, participant.actor, reading, number, identities)


def _speaker(attribution: Attribution, reading: Reading, text: str, number: int, identities: Known) -> Named | None:
    words = " ".join(span.of(text) for span in attribution.source)
    if not words and attribution.speaker is None:
        return None
    return _with_actor(words, attribution.speaker, reading, number, identities)


def _with_actor(words: str, local: str | None, reading: Reading, number: int, identities: Known) -> Named:
    actor = identities.of(number, local)
    if actor is not None:
        return Named(words=words if words else actor.name, name=actor.name, actor=actor.id, kind=actor.kind)
    own = next((each for each in reading.actors if each.id == local), None)
    name = words if own is None else own.name
    return Named(words=words if words else name, name=name, kind=None if own is None else own.kind)


# --- the same response again -----------------------------------------------------------------------------------------


def _merged(everything: Mapping[str, ToldResponse], roots: Mapping[str, str]) -> list[ToldResponse]:
    """With what reviewers merged as one: the one that stands for the others, of all their reports."""
    kept: dict[str, ToldResponse] = {}
    for id_, response in everything.items():
        root = roots[id_] if roots[id_] in everything else id_
        standing = kept.get(root, everything[root])
        reports = tuple(sorted({*standing.reports, *response.reports}))
        kept[root] = replace(standing, reports=reports, held=standing.held or response.held)
    return list(kept.values())


def _copies(lineage: Lineage) -> dict[int, int]:
    """Reports that copy another, to the first of those that are one text."""
    report_of = {node.id: node.report for node in lineage.nodes}
    first: dict[int, int] = {}

    def root(number: int) -> int:
        while first.get(number, number) != number:
            number = first[number]
        return number

    for edge in lineage.edges:
        teller, source = report_of.get(edge.teller), report_of.get(edge.source)
        if edge.how == "copies" and teller is not None and source is not None:
            low, high = sorted((root(teller), root(source)))
            first[high] = low
    return {number: root(number) for number in first}


def _once(responses: Iterable[ToldResponse], copies: Mapping[int, int]) -> list[ToldResponse]:
    """Without what a copy says again, or another report word for word at length."""
    kept: dict[tuple[object, ...], list[ToldResponse]] = {}
    for response in sorted(responses, key=_place):
        words = tuple(word.casefold() for word in _WORD.findall(response.quotation.text))
        who = tuple(each.words for each in response.who)
        number = response.quotation.report
        # at length, the words alone tell; a short sentence is the same only in a copy
        place = None if len(words) >= _SAME_WORDS else copies.get(number, number)
        same = kept.setdefault((response.act, response.status, who, words, place), [])
        # twice in one report is two findings; the copy's first is the first, its second the second
        row = next((row for row, old in enumerate(same) if number not in old.reports), None)
        if row is None:
            same.append(response)
        else:
            reports = tuple(sorted({*same[row].reports, *response.reports}))
            same[row] = replace(same[row], reports=reports, held=same[row].held or response.held)
    return sorted((response for same in kept.values() for response in same), key=_place)


def _place(response: ToldResponse) -> tuple[int, int, str]:
    return response.quotation.report, response.quotation.span.start, response.id
