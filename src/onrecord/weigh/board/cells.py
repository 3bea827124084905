"""Cells: for each one monitored, all that was found of its response, and what was not found.

A false "no public response found" harms most. So what may concern somebody but isn't certain stands in the cell as
possible, with the reason for the doubt, and the cell says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from onrecord.records.material import Material, Weighable
from onrecord.records.record import Board, Cell, CellKind, Entry, Event, Monitored, Quotation, ToldResponse
from onrecord.records.tie import Request
from onrecord.records.vocabulary import ActorKind, Manner, ResponseAct, Status
from onrecord.weigh.board import phrases
from onrecord.weigh.board.judging import Judged, before_promise, is_anothers_promise, is_weak, judge
from onrecord.weigh.board.matching import Match, Matcher
from onrecord.weigh.board.passages import Joining, Statement, joinings, spoken
from onrecord.weigh.board.phrases import Part
from onrecord.weigh.board.scope import Scope, scope
from onrecord.weigh.board.searched import searched
from onrecord.weigh.board.support import is_untrue
from onrecord.weigh.board.voice import Voice, publisher_of
from onrecord.weigh.board.voices import Voices
from onrecord.weigh.responses import Found, Known, found, is_asked
from onrecord.weigh.sentences import sentence_at

# The weightiest first: the order in which a cell's kinds stand.
_ORDER = (
    CellKind.RESPONDED,
    CellKind.PROMISED,
    CellKind.DECLINED,
    CellKind.SILENT,
    CellKind.REPORTED_DECLINED,
    CellKind.REPORTED_SILENT,
    CellKind.NO_REPLY,
    CellKind.POSSIBLE,
    CellKind.NOT_FOUND,
)
# What tells whether an actor responded, or that it did not: beside these, "possible" isn't needed.
_CERTAIN = frozenset(_ORDER[:4])
_RETICENT = frozenset(_ORDER[2:6])


def board(
    roster: Sequence[Monitored],
    responses: Sequence[ToldResponse],
    identities: Known,
    material: Material,
    *,
    name: str,
    events: Sequence[Event] = (),
) -> Board:
    """What was found of each one's response.

    Args:
        roster: who is monitored, in the order of the board.
        responses: from `weigh.responses.told`.
        identities: who is who in the case.
        material: what the responses were found in.
        name: the roster's, as shown.
        events: of the case, so that entries say what they are about.
    """
    ids = {one.id for one in responses}
    places = {id_: one for id_, one in found(material) if id_ in ids}
    voices = Voices(identities)
    placed = [
        _Placed(told, places[told.id], voices.of(places[told.id]), is_asked(places[told.id], identities))
        for told in responses
        if told.id in places
    ]
    matcher, about = Matcher(roster), scope(events, material)
    said = [(statement, matcher.near(statement.voice)) for statement in spoken(material, voices)]
    joined = list(joinings(material))
    cells = [_Filling(monitored, matcher, voices, about) for monitored in roster]
    for one in placed:
        for cell in cells:
            cell.take(one)
    for cell in cells:
        for statement, whose in said:
            if id(cell.monitored) in whose:
                cell.hear(statement)
        for joining in joined:
            cell.join(joining)
        cell.read(material)
    texts = {
        one.number: (one.report.text, phrases.fold(one.report.text))
        for one in material.reports
        if one.reading is not None
    }
    filled = tuple(cell.filled(material, texts) for cell in cells)
    in_a_cell = {response for cell in cells for response in cell.taken}
    others = tuple(one.told.id for one in placed if one.told.id not in in_a_cell and not one.asked and one.voices)
    return Board(
        roster=name,
        cells=filled,
        searched=searched(material),
        others=others,
    )


def kinds_of(
    entries: Iterable[Entry], possible: Iterable[Entry], requests: Iterable[Request], at: str, *, waiting: int = 0
) -> tuple[CellKind, ...]:
    """What a cell says; where findings wait for a reviewer, never that nothing was found."""
    kinds = {entry.kind for entry in entries}
    if any(_unanswered(request, at) for request in requests):
        kinds.add(CellKind.NO_REPLY)
    if not kinds & _CERTAIN and any(entry.kind is CellKind.POSSIBLE for entry in possible):
        kinds.add(CellKind.POSSIBLE)
    if not kinds - {CellKind.NO_REPLY}:
        kinds.add(CellKind.POSSIBLE if waiting else CellKind.NOT_FOUND)
    return tuple(kind for kind in _ORDER if kind in kinds)


@dataclass(frozen=True)
class _Placed:
    """A response with where it stands and whose it is."""

    told: ToldResponse
    one: Found
    voices: tuple[Voice, ...]
    asked: bool

    @cached_property
    def before_promise(self) -> str:
        """The words before the word of promise, where another promises than whom the reader takes for it."""
        return before_promise(self.one) if not self.told.held and is_anothers_promise(self.one) else ""


@dataclass(slots=True)
class _Filling:
    """A cell while it is filled.

    Attributes:
        weak: responses that the reader is hardly sure of; see `judging.is_weak`.
        taken: responses that stand in the cell, or whose words do, read as another act.
        scores: the reader's, by response.
    """

    monitored: Monitored
    matcher: Matcher
    voices: Voices
    about: Scope
    entries: list[Entry] = field(default_factory=list)
    possible: list[Entry] = field(default_factory=list)
    beside: list[Entry] = field(default_factory=list)
    weak: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    scores: dict[str, float] = field(default_factory=dict)

    def take(self, placed: _Placed) -> None:
        """Put a response where it belongs in this cell, if it does."""
        if placed.asked:
            return
        match = self._match(placed.voices, placed.told.when)
        if match is None and self._denies_itself(placed):
            match = self._match_publisher(placed.one.weighable)
        if match is None:
            doubt = self._doubtful(placed)
            if doubt is not None:
                self.possible.append(_entry(placed, Judged(CellKind.POSSIBLE, doubt), about=self.about))
                self.taken.add(placed.told.id)
            return
        denied = placed.one.response.own_words is False  # a reviewer says that the words are another's
        own_words = placed.told.own_words or (not denied and self._publishes(placed))
        judged = judge(placed.one, own_words=own_words, held=placed.told.held)
        doubt = self.about.too_early(placed.told)
        if doubt is None and not placed.told.held and any(voice.turn for voice in placed.voices):
            doubt = (
                "“I” or “we” says it in a paragraph that this name begins; the reader doesn't take it for a speaker's"
            )
        if doubt is None and not placed.told.held and match.doubt:
            doubt = match.doubt
        if doubt is not None and judged.kind not in (CellKind.NOT_FOUND, CellKind.POSSIBLE):
            judged = Judged(CellKind.POSSIBLE, doubt)
        entry = _entry(placed, judged, match=match, own_words=own_words, about=self.about)
        if match.part is Part.OTHER and judged.kind is CellKind.POSSIBLE:
            return
        self.taken.add(placed.told.id)
        if match.part is Part.OTHER:
            self.beside.append(entry)
        elif judged.kind in (CellKind.POSSIBLE, CellKind.NOT_FOUND):
            self.possible.append(entry)
        else:
            self.entries.append(entry)
            self.scores[entry.response] = placed.one.response.score
            if is_weak(placed.one, judged, held=placed.told.held):
                self.weak.add(entry.response)

    def hear(self, statement: Statement) -> None:
        """Take a statement of the actor's as a possible response, unless its words are in the cell already."""
        day = _day(statement.weighable.report.published)
        match = self._match((statement.voice,), day)
        if match is None or match.part is Part.OTHER:
            return
        report, span = statement.quotation.report, statement.quotation.span
        for entry in (*self.entries, *self.possible):
            if entry.quotation.report == report and entry.quotation.span.overlaps(span):
                return
        self.possible.append(
            Entry(
                response=statement.finding,
                act=ResponseAct.OTHER,
                status=Status.ASSERTED,
                when=day,
                quotation=statement.quotation,
                held=statement.finding in statement.weighable.held,
                through=match.why if match.part is Part.VOICE else None,
                own_words=statement.attribution.manner is Manner.DIRECT,
                reported_by=() if statement.attribution.manner is Manner.DIRECT else _publisher(statement.weighable),
                kind=CellKind.POSSIBLE,
                why="it speaks in a report of the case; whether about this, the reader doesn't tell",
            )
        )

    def join(self, joining: Joining) -> None:
        """Take who is named among those that joined a statement as possible."""
        report, span = joining.quotation.report, joining.quotation.span
        if not self._is_named(joining.quotation.text, joining.folded):
            return
        for entry in (*self.entries, *self.possible):
            if entry.quotation.report == report and entry.quotation.span.overlaps(span):
                return
        self.possible.append(
            Entry(
                response=joining.finding,
                act=ResponseAct.OTHER,
                status=Status.ASSERTED,
                when=_day(joining.weighable.report.published),
                quotation=joining.quotation,
                held=False,
                reported_by=_publisher(joining.weighable),
                kind=CellKind.POSSIBLE,
                why="it is named where the report tells who joined a statement",
            )
        )

    def read(self, material: Material) -> None:
        """Take what the actor published itself as a possible response, where nothing else of it was taken."""
        shown = {entry.quotation.report for entry in (*self.entries, *self.possible)}
        for weighable in material.reports:
            reading, number = weighable.reading, weighable.number
            if reading is None or number in shown or not self._published(weighable):
                continue
            told = [(response.trigger, response.id) for response in reading.responses]
            told += [(allegation.trigger, allegation.id) for allegation in reading.allegations]
            trigger, local = min(told, default=(None, ""))
            finding = weighable.ids.get(local)
            if (
                trigger is None
                or finding is None
                or any(e.response == finding for e in (*self.entries, *self.possible))
            ):
                continue
            span = sentence_at(weighable.report.text, trigger)
            self.possible.append(
                Entry(
                    response=finding,
                    act=ResponseAct.OTHER,
                    status=Status.ASSERTED,
                    when=_day(weighable.report.published),
                    quotation=Quotation(report=number, span=span, text=span.of(weighable.report.text), finding=finding),
                    held=False,  # who confirms what it tells hasn't said that it is a response
                    own_words=True,
                    kind=CellKind.POSSIBLE,
                    why="it published this; what it says of abuse there, the reader doesn't tell",
                )
            )

    def filled(self, material: Material, texts: Mapping[int, tuple[str, str]]) -> Cell:
        """The cell; `texts` are the reports', as they are and folded."""
        entries = _by_date(self._sifted([self._admitted(entry) for entry in self.entries]))
        possible, beside = _by_date(self.possible), _by_date(self.beside)
        requests = tuple(request for request in material.requests if self._is_asked(request))
        published = {one.number for one in material.reports if one.number in texts and self._published(one)}
        return Cell(
            actor=self.monitored,
            kinds=kinds_of(entries, possible, requests, material.at),
            entries=entries,
            possible=possible,
            beside=beside,
            named_in=tuple(number for number, text in texts.items() if self._is_named(*text) or number in published),
            requests=requests,
        )

    def _sifted(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """What stays in the cell of what was told of it; what the reader is hardly sure of is no more than possible.

        One sentence, of which the reader makes a refusal, a silence and a negated response at once, stands there once:
        as what a person confirmed, else as what the reader is surest of.
        """
        surest = sorted(entries, key=lambda one: (not one.held, -self.scores.get(one.response, 0.0), one.response))
        stronger = any(one.response not in self.weak for one in entries)
        kept: list[Entry] = []
        for entry in surest:
            if not entry.held and any(_is_same_reticence(one, entry) for one in kept):
                self.taken.add(entry.response)
            elif stronger and entry.response in self.weak:
                doubt = f"the reader is hardly sure of it ({self.scores[entry.response]:.2f}), and surer ones are told"
                self.possible.append(replace(entry, kind=CellKind.POSSIBLE, why=doubt))
            else:
                kept.append(entry)
        yield from kept

    def _admitted(self, entry: Entry) -> Entry:
        """An acknowledgement of nothing but one's own silence is no response: "admitted that he had not raised it"."""
        if entry.act is not ResponseAct.ACKNOWLEDGE or entry.kind is not CellKind.RESPONDED:
            return entry
        report, span = entry.quotation.report, entry.quotation.span
        for other in self.entries:
            silent = other.kind in (CellKind.SILENT, CellKind.REPORTED_SILENT)
            if silent and other.quotation.report == report and other.quotation.span.overlaps(span):
                return replace(entry, kind=other.kind, why="what it acknowledges is its own silence")
        return entry

    # --- whose it is -------------------------------------------------------------------------------------------------

    def _match(self, voices: Iterable[Voice], when: str | None) -> Match | None:
        """The closest of several voices."""
        found_ = [
            match for voice in voices if (match := self.matcher.match(self.monitored, voice, on=when)) is not None
        ]
        return min(found_, key=lambda match: list(Part).index(match.part), default=None)

    def _doubtful(self, placed: _Placed) -> str | None:
        """Why a response of nobody known may be this actor's."""
        words = placed.before_promise
        if words and self._is_named(words, phrases.folded(words)):
            return "it is named before the word of promise, and the reader takes another for who promises"
        if self.voices.is_joint(placed.one) and self._is_listed(placed.one.weighable.report.text):
            return (
                "it is named in a list of a joint text; whether it is one of those who speak, the reader doesn't tell"
            )
        if placed.voices or placed.told.status is Status.HYPOTHETICAL:
            return None
        if self._publishes(placed):
            return "it published this, and nobody else is told whose response it is"
        if placed.one.tellers:
            speaker = self.voices.speaker(placed.one, placed.one.tellers[0])
            match = self._match((speaker,), placed.told.when)
            if match is not None and match.part is not Part.OTHER:
                return "it tells of it, and the reader finds nobody else whose response it is"
            return None
        words = placed.told.quotation.text
        if self._is_named(words, phrases.folded(words)):
            return "it is named in the sentence, and the reader doesn't tell whose response it is"
        return None

    def _publishes(self, placed: _Placed) -> bool:
        """Whether the report is the actor's own statement."""
        return not placed.one.tellers and self._published(placed.one.weighable)

    def _denies_itself(self, placed: _Placed) -> bool:
        """Whether it is a denial in the actor's own text that names nobody: "Claims that … are untrue"."""
        if placed.voices or placed.told.act is not ResponseAct.DENY or placed.told.status is not Status.ASSERTED:
            return False
        return self._publishes(placed) and is_untrue(placed.told.quotation.text)

    def _published(self, weighable: Weighable) -> bool:
        match = self._match_publisher(weighable)
        return match is not None and match.part is not Part.OTHER

    def _match_publisher(self, weighable: Weighable) -> Match | None:
        publisher = publisher_of(weighable)
        return None if publisher is None else self._match((publisher,), _day(weighable.report.published))

    def _is_asked(self, request: Request) -> bool:
        asked = Voice(request.whom, (request.whom,))
        match = self._match((asked,), request.sent)
        return match is not None and match.part is not Part.OTHER

    def _is_listed(self, text: str) -> bool:
        """Whether it is named in a line of its own, or among three or more names."""
        return not _listed(text).isdisjoint(
            phrases.bare(name) for name in (self.monitored.name, *self.monitored.aliases)
        )

    def _is_named(self, text: str, folded: str) -> bool:
        names = [self.monitored.name, *self.monitored.aliases]
        if self.monitored.kind is ActorKind.PERSON:
            names.append(self.monitored.name.split()[-1])
        acronyms = tuple(name for name in names if phrases.is_acronym(name))
        others = tuple(phrases.bare(name) for name in names if name not in acronyms)
        if acronyms and _any_of(acronyms).search(text) is not None:
            return True
        return bool(others) and _any_of(others).search(folded) is not None


@lru_cache(maxsize=64)
def _listed(text: str) -> frozenset[str]:
    """What stands in a line of its own, or among three or more names."""
    lines = {line.strip(" \t-–•*;,.") for line in text.split("\n")}
    lists = [match.group() for match in phrases.LISTED.finditer(text)]
    return frozenset(map(phrases.bare, lines.union(*map(phrases.SEPARATED.split, lists))))


_PATTERNS: dict[tuple[str, ...], re.Pattern[str]] = {}


def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    if names not in _PATTERNS:
        _PATTERNS[names] = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
    return _PATTERNS[names]


def _entry(
    placed: _Placed, judged: Judged, *, about: Scope, match: Match | None = None, own_words: bool = False
) -> Entry:
    told = placed.told
    reported = (
        () if own_words else (*dict.fromkeys(each.name for each in told.told_by), *_publisher(placed.one.weighable))
    )
    reason = judged.why if judged.why else "" if match is None else match.why
    return Entry(
        response=told.id,
        act=told.act,
        status=told.status if judged.status is None else judged.status,
        when=told.when,
        quotation=told.quotation,
        held=told.held,
        stage=told.stage,
        through=match.why if match is not None and match.part is not Part.SELF else None,
        joint=match is not None and match.joint,
        own_words=own_words,
        reported_by=tuple(dict.fromkeys(reported)),
        kind=judged.kind,
        why=reason,
        events=told.events,
        elsewhere=about.is_elsewhere(told),
    )


def _is_same_reticence(one: Entry, other: Entry) -> bool:
    """Whether two entries say of the same words that somebody declined, or kept silent."""
    said = one.quotation.report == other.quotation.report and one.quotation.span.overlaps(other.quotation.span)
    return said and one.kind in _RETICENT and other.kind in _RETICENT


def _publisher(weighable: Weighable) -> tuple[str, ...]:
    publisher = weighable.report.publisher
    return (f"report {weighable.number}",) if publisher is None else (publisher,)


def _unanswered(request: Request, at: str) -> bool:
    """Whether a request's deadline has passed without a reply that was logged."""
    return request.deadline is not None and request.deadline < at[:10] and not request.replies


def _day(published: str | None) -> str | None:
    return None if published is None else published[:10]


def _by_date(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    def key(entry: Entry) -> tuple[bool, str, int, int]:
        day = entry.when if entry.when is not None else "9999"
        return (entry.elsewhere, day, entry.quotation.report, entry.quotation.span.start)

    return tuple(sorted(entries, key=key))
