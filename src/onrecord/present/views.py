"""What tables and pages show of a reading: its findings in words, with their quotations.

Every text here is as the report has it; whoever shows it makes it safe for the place where it is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.present import words
from onrecord.records import Attribution, Manner, Participant, Place, Reading, Report, Response, Span, Status, Time
from onrecord.runs import LongReading

# Between the pieces of something that the report tells in pieces.
GAP = " […] "


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One row of "Who says what".

    Attributes:
        id: of the attribution.
        speaker: who says it, by name or in the report's words.
        cue: the words that say that it is said; empty in a transcript's answers.
        force: what the speaker does by saying it, in words.
        manner: whether the words are quoted, in words.
        quotation: what is said.
        told_by: who tells that it was said, from the innermost outward; empty: the report itself.
        score: probability that it was read right.
    """

    id: str
    speaker: str
    cue: str
    force: str
    manner: str
    quotation: str
    told_by: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the rows of "What is alleged" and "Who responded" share.

    Attributes:
        id: of the allegation or response.
        act: in words; a response's with its stage, and worded as reported where its actor's own words aren't at hand.
        status: as the record has it; `mark` is how it is told, empty where told as happened.
        trigger: the words that tell the act.
        where: places, by name where known.
        when: in the report's words, with the days where known.
        on_whose_word: who tells it, from the innermost outward; `told_by`: their attributions' ids.
        score: probability that it was read right.
    """

    id: str
    act: str
    status: Status
    mark: str
    trigger: str
    where: tuple[str, ...]
    when: tuple[str, ...]
    on_whose_word: str
    told_by: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alleged(Told):
    """One row of "What is alleged".

    Attributes:
        victims: in the report's words, or by name; likewise the alleged perpetrators.
        how_many: counts in words.
    """

    victims: tuple[str, ...]
    alleged_perpetrators: tuple[str, ...]
    how_many: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Responded(Told):
    """One row of "Who responded".

    Attributes:
        who: who responded, in the report's words or by name; likewise to whom, and about whom or what.
    """

    who: tuple[str, ...]
    to: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """A reading in words.

    Attributes:
        heading: the report's title, or its id where it has none.
        details: publisher, byline, date and the like, as far as known, then the id where it isn't the heading.
        left_out: how much of a long report is not shown, and how to have it; empty where all is shown.
    """

    report: Report
    reader: str
    heading: str
    details: tuple[str, ...]
    sayings: tuple[Saying, ...]
    alleged: tuple[Alleged, ...]
    responded: tuple[Responded, ...]
    left_out: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the reader found nothing to show."""
        return not (self.sayings or self.alleged or self.responded)


def view(reading: Reading, *, left_out: str = "") -> ReadingView:
    """A reading in words."""
    return replace(_Viewer(reading).view(), left_out=left_out)


def shown_of(result: Reading | LongReading) -> tuple[Reading, str]:
    """What people are shown of a reading, and what of it is left out, in words: nobody leafs through a million rows."""
    if isinstance(result, Reading):
        return result, ""
    opening = result.opening()
    findings = len(opening.attributions) + len(opening.allegations) + len(opening.responses)
    of = sum(result.count(kind) for kind in ("attributions", "allegations", "responses"))
    return opening, (
        f"Only the beginning is shown: {len(opening.report.text):,} of {result.count('text'):,} characters, and "
        f"{findings:,} of {of:,} findings. --format jsonl writes them all."
    )


class _Viewer:
    """Looks up what the findings of one reading point at."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.report.text
        self._actors = {actor.id: actor.name for actor in reading.actors}
        self._attributions = {attribution.id: attribution for attribution in reading.attributions}

    def view(self) -> ReadingView:
        report = self._reading.report
        heading = report.id if report.title is None else report.title
        byline = report.byline
        if byline is not None and not byline.lower().startswith("by "):
            byline = f"by {byline}"
        name = None if report.title is None else report.id
        details = (report.publisher, byline, report.published, name)
        return ReadingView(
            report=report,
            reader=self._reading.reader,
            heading=heading,
            details=tuple(detail for detail in details if detail is not None),
            sayings=tuple(self._saying(attribution) for attribution in self._reading.attributions),
            alleged=tuple(
                Alleged(
                    id=allegation.id,
                    act=words.ACTS[allegation.act],
                    status=allegation.status,
                    mark=words.STATUSES[allegation.status],
                    trigger=allegation.trigger.of(self._text),
                    victims=self._participants(allegation.victims),
                    alleged_perpetrators=self._participants(allegation.alleged_perpetrators),
                    where=self._where(allegation.places),
                    when=self._when(allegation.times),
                    how_many=_each_once(
                        words.count_in_words(count, count.span.of(self._text)) for count in allegation.counts
                    ),
                    on_whose_word=self._on_whose_word(allegation.told_by),
                    told_by=allegation.told_by,
                    score=allegation.score,
                )
                for allegation in self._reading.allegations
            ),
            responded=tuple(
                Responded(
                    id=response.id,
                    act=self._response_act(response),
                    status=response.status,
                    mark=words.STATUSES[response.status],
                    trigger=response.trigger.of(self._text),
                    who=self._participants(response.who),
                    to=self._participants(response.to),
                    about=self._participants(response.about),
                    where=self._where(response.places),
                    when=self._when(response.times),
                    on_whose_word=self._on_whose_word(response.told_by),
                    told_by=response.told_by,
                    score=response.score,
                )
                for response in self._reading.responses
            ),
        )

    def _saying(self, attribution: Attribution) -> Saying:
        outer: list[str] = []
        seen = {attribution.id}
        within = attribution.within
        while within is not None and within in self._attributions and within not in seen:
            seen.add(within)
            outer.append(self._speaker(self._attributions[within]))
            within = self._attributions[within].within
        return Saying(
            id=attribution.id,
            speaker=self._speaker(attribution),
            cue=self._quotation(attribution.cue, between=" … "),
            force=words.FORCES[attribution.force],
            manner=words.MANNERS[attribution.manner],
            quotation=self._quotation(attribution.content),
            told_by=tuple(outer),
            score=attribution.score,
        )

    def _speaker(self, attribution: Attribution) -> str:
        if attribution.speaker is not None and attribution.speaker in self._actors:
            return self._actors[attribution.speaker]
        return self._quotation(attribution.source, between=" … ") if attribution.source else words.UNNAMED

    def _quotation(self, spans: Iterable[Span], *, between: str = GAP) -> str:
        return between.join(span.of(self._text) for span in spans)

    def _participants(self, participants: Iterable[Participant]) -> tuple[str, ...]:
        return _each_once(
            self._actors[participant.actor]
            if participant.actor is not None and participant.actor in self._actors
            else participant.span.of(self._text)
            for participant in participants
        )

    def _where(self, places: Iterable[Place]) -> tuple[str, ...]:
        named = []
        for place in places:
            name = place.span.of(self._text) if place.name is None else place.name
            named.append(name if place.country is None else f"{name} ({place.country})")
        return _each_once(named)

    def _when(self, times: Iterable[Time]) -> tuple[str, ...]:
        told = []
        for time in times:
            days = _days(time)
            quotation = time.span.of(self._text)
            told.append(f"{quotation} ({days})" if days and days != quotation else quotation)
        return _each_once(told)

    def _on_whose_word(self, told_by: tuple[str, ...]) -> str:
        tellers = [
            self._speaker(self._attributions[teller]) if teller in self._attributions else words.UNNAMED
            for teller in told_by
        ]
        named = ["somebody not named" if teller == words.UNNAMED else teller for teller in tellers]
        return ", as told by ".join(named) if named else words.OWN_VOICE

    def _response_act(self, response: Response) -> str:
        act = words.RESPONSES[response.act]
        if response.act in words.REPORTED_AS and not self._in_own_words(response):
            by = "" if not response.told_by else f" by {self._on_whose_word(response.told_by[:1])}"
            act = f"reported{by} as {words.REPORTED_AS[response.act]}"
        return act if response.stage is None else f"{act} ({words.STAGES[response.stage]})"

    def _in_own_words(self, response: Response) -> bool:
        """Whether the report quotes those who respond saying so themselves."""
        if not response.told_by or response.told_by[0] not in self._attributions:
            return False
        teller = self._attributions[response.told_by[0]]
        if teller.manner is Manner.INDIRECT:
            return False
        return any(
            (participant.actor is not None and participant.actor == teller.speaker)
            or any(participant.span.overlaps(span) for span in teller.source)
            # "I have not raised it": whoever is quoted speaks of themselves.
            or participant.span.of(self._text).lower() in ("i", "we")
            for participant in response.who
        )


def _days(time: Time) -> str:
    """`2031-04-01 to 2031-04-30`; a range that is open to one side says so; empty where unresolved."""
    if time.first is None or time.last is None:
        return "" if time.first == time.last else f"to {time.last}" if time.first is None else f"from {time.first}"
    return time.first if time.first == time.last else f"{time.first} to {time.last}"


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
