"""The record: what a case says now, weighed. Everything in it leads back to quotations in preserved originals.

Ids of actors across reports (`c…`), events (`e…`) and nodes of lineage (`n…`) are tied to the finding that founded
them: the letter and the 16 digits of that finding's id. A rebuild from the same findings and decisions gives the same
ids.
"""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.acquisition import Access
from onrecord.records.decision import Verification
from onrecord.records.span import Span
from onrecord.records.tie import Request
from onrecord.records.vocabulary import Act, ActorKind, Bound, Force, Manner, ResponseAct, Stage, Status, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report that the record rests on.

    Attributes:
        number: within the case.
        sha256: of the original's bytes.
        obtained: when, UTC, ISO 8601.
        read: whether it has a reading.
    """

    number: int
    sha256: str
    obtained: str
    publisher: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    media_type: str = "text/plain"
    read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of a report.

    Attributes:
        report: its number.
        span: where, in the report's text as kept.
        text: the words, masked where the record is.
        finding: id of the finding that they show.
    """

    report: int
    span: Span
    text: str
    finding: str | None = None


# --- identity --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One report's actor that belongs to an actor of the case, and why.

    Attributes:
        report: its number.
        local: the actor's id within the report's reading.
        finding: the actor's finding id.
        name: as that report has it.
        reason: why it is the same, a clause; of the first, empty.
    """

    report: int
    local: str
    finding: str
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseActor:
    """Somebody across the reports of a case. Person, office, state body and state are never one.

    Attributes:
        id: `c` and 16 digits.
        name: the fullest name.
        names: other names, as reports have them.
        state: ISO 3166-1 alpha-2 code, or the state's name, to which a state, state body, office or office-holder
            belongs, where reports tell.
        state_inferred: whether no report tells the state, and it follows from whose outlet tells the office.
        offices: offices that the reports or rosters say a person holds, as told.
        doubts: others that might be the same but were not joined, and why: sentences.
    """

    id: str
    name: str
    kind: ActorKind
    members: tuple[Member, ...]
    names: tuple[str, ...] = ()
    state: str | None = None
    state_inferred: bool = False
    offices: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


# --- copies and lineage ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyCluster:
    """Reports that are one report.

    Attributes:
        reports: their numbers.
        fullest: number of the one with most words.
        earliest: number of the one published first, None where the dates don't tell.
        credited: whom they name as whose text it is.
        reasons: a sentence for each join.
    """

    reports: tuple[int, ...]
    fullest: int
    earliest: int | None
    credited: tuple[str, ...]
    reasons: tuple[str, ...]


class NodeKind(StrEnum):
    """What stands in a chain of telling."""

    REPORT = "report"  # a report of the case
    OUTLET = "outlet"  # an outlet, or a report of it that the case doesn't have
    OWN_REPORTING = "own_reporting"  # a report's own voice: what its makers saw, heard or found themselves
    PERSON = "person"  # somebody who speaks, by name
    ANONYMOUS = "anonymous"  # somebody who speaks without a name
    ORGANISATION = "organisation"  # an organisation that speaks
    OFFICIAL = "official"  # a state, a state body or an office that speaks, or somebody in its name
    DOCUMENT = "document"  # a paper, a letter, a recording, a list
    HEARING = "hearing"
    UNKNOWN = "unknown"  # "it was reported", "allegedly": no teller is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A teller, or what is told from.

    Attributes:
        id: `n` and 16 digits; the same teller in several reports is one node.
        name: as shown.
        report: number of the case's report that it is, if it is one.
        actor: id of the case's actor, if it is one.
    """

    id: str
    kind: NodeKind
    name: str
    report: int | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """`teller` has it from `source`.

    Attributes:
        teller: id of a node.
        source: id of a node.
        how: `copies`, `cites` (an outlet or a report of another), `quotes` (somebody who speaks), `is` (a cited report
            that the case has), `own` (the report's own voice), `tie` (a reviewer joined them).
        report: number of the report whose words show it, None for ties.
        quotation: the words.
        allegation: id of the allegation that it is about, None where it is about the whole report.
        force: what the teller does by saying it.
        manner: how the words are given.
        reason: a sentence, where no quotation tells it.
    """

    teller: str
    source: str
    how: str
    report: int | None = None
    quotation: Quotation | None = None
    allegation: str | None = None
    force: Force | None = None
    manner: Manner | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Who has it from whom.

    Attributes:
        nodes: by id.
        edges: from tellers to sources.
        doubts: what was not followed, and why (a circle, a cut by a reviewer, two reports that might be the one cited).
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    doubts: tuple[str, ...] = ()


class Standing(StrEnum):
    """Whether an origin counts as another one."""

    ESTABLISHED = "established"
    SHARED = "shared"
    NOT_ESTABLISHED = "not_established"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where chains of telling about an event end: a first teller.

    Attributes:
        id: of the node.
        kind: the node's.
        paths: the chains that lead to it: ids of nodes, from a report of the case to the origin.
        allegations: ids of the allegations whose chains end here.
        quotations: the words that lead to it, one for each path where the text has any.
        standing: whether it is an origin of its own.
        with_: ids of the origins that it shares its knowledge with, or may share it with.
        reasons: why it has that standing, sentences.
    """

    id: str
    name: str
    kind: NodeKind
    paths: tuple[tuple[str, ...], ...]
    allegations: tuple[str, ...]
    quotations: tuple[Quotation, ...]
    standing: Standing
    with_: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """How many origins stand behind an event.

    Attributes:
        established: independent of one another, as the reports show; the first origin counts as one.
        shared: known to rest on the same people or papers as another.
        not_established: it isn't known whether they do.
        told: the sentence to print: "1 established origin, 1 not established".
    """

    established: int
    shared: int
    not_established: int
    told: str


# --- events and figures ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody or something in a role, as a report has it, and as the case knows them.

    Attributes:
        words: as the report has it.
        actor: id of the case's actor, None where unknown.
        name: the case's name of the actor, else the words.
        kind: the actor's kind, None where unknown.
    """

    words: str
    name: str
    actor: str | None = None
    kind: ActorKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place, as far as known; `country` is an ISO 3166-1 alpha-2 code, `geonames` a GeoNames id."""

    words: str
    name: str | None = None
    country: str | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time; `first` and `last` are ISO dates (inclusive), None while unknown."""

    words: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAllegation:
    """An allegation as a report tells it.

    Attributes:
        id: of the finding.
        reports: numbers of the reports with that text, ascending.
        held: whether a person says that it is so read.
        score: calibrated probability that trigger and act are right, None where entered by hand.
        quotation: the words.
        told_by: who tells it, from the innermost teller outward, as the reports have them; empty: the report itself.
    """

    id: str
    reports: tuple[int, ...]
    act: Act
    status: Status
    quotation: Quotation
    held: bool = False
    score: float | None = None
    verification: Verification = Verification.UNVERIFIED
    victims: tuple[Named, ...] = ()
    alleged_perpetrators: tuple[Named, ...] = ()
    places: tuple[Where, ...] = ()
    times: tuple[When, ...] = ()
    told_by: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One comparison of two allegations.

    Attributes:
        name: act, place, time, victims, alleged_perpetrators, count, words, lineage, tie.
        value: positive speaks for one event, negative against.
        told: a sentence.
    """

    name: str
    value: float
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why two allegations are of one event: ids, the terms, and their sum."""

    first: str
    second: str
    terms: tuple[Term, ...]
    sum: float


class Role(StrEnum):
    """In which role those are told of whom a figure counts."""

    VICTIMS = "victims"
    ALLEGED_PERPETRATORS = "alleged_perpetrators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count that somebody gives for an event. Never summed, never averaged.

    Among an event's figures those that repeat another come behind the others, and those of alleged perpetrators last.

    Attributes:
        allegation: id of the finding that gives it.
        number: the number named, None for a vague word.
        low: smallest number that the words allow; `high` largest; None where they set none.
        counted: who is counted, in the report's words; empty where they don't tell, and of a denial that counts nobody.
        role: of those counted. Only figures of victims repeat, replace or contradict others.
        period: over which it counts, where told.
        as_of: ISO date at which it is given: told, else the report's date.
        cumulative: whether it counts all so far; None where the words don't tell.
        subset_of: index of the figure of which this counts some, among the figures of `subset_of_event`.
        subset_of_event: id of that figure's event, None where it is this one.
        origin: id of the origin that it comes from.
        teller: who gives it, as shown.
        restates: index of the figure that it repeats: same origin, same number.
        revises: index of the figure by the same origin that it replaces.
        contradicts: indices of figures by others that can't be true together with it.
        reasons: sentences for the last three.
    """

    allegation: str
    act: Act
    quotation: Quotation
    number: int | None
    bound: Bound
    low: int | None
    high: int | None
    unit: Unit
    counted: str
    as_of: str | None
    status: Status = Status.ASSERTED
    role: Role = Role.VICTIMS
    period: When | None = None
    cumulative: bool | None = None
    subset_of: int | None = None
    subset_of_event: str | None = None
    origin: str | None = None
    teller: str = ""
    restates: int | None = None
    revises: int | None = None
    contradicts: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


CAUTION = "Reported cases, not a sample; no trend may be inferred."
"""Printed with every table of figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Allegations, across reports, of the same thing.

    Attributes:
        id: `e` and 16 digits.
        act: of most of its allegations; `acts` all of them.
        status: asserted where anybody asserts it; negated only where everybody denies it.
        title: a short line for people, of the reports' own words: act, who, where, when.
        campaign: whether it contains other events.
        parts: ids of the events that it contains.
        joins: why the allegations were joined.
        contains: why it contains its parts: of each the part's allegation first.
        doubts: what was nearly joined and was not, sentences.
        denied_by: ids of allegations that negate it.
    """

    id: str
    act: Act
    acts: tuple[Act, ...]
    status: Status
    title: str
    allegations: tuple[ToldAllegation, ...]
    victims: tuple[Named, ...] = ()
    alleged_perpetrators: tuple[Named, ...] = ()
    places: tuple[Where, ...] = ()
    times: tuple[When, ...] = ()
    figures: tuple[Figure, ...] = ()
    origins: tuple[Origin, ...] = ()
    independence: Independence | None = None
    campaign: bool = False
    parts: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()
    contains: tuple[Join, ...] = ()
    doubts: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()


# --- responses and board ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldResponse:
    """A response as a report tells it.

    Attributes:
        id: of the finding.
        own_words: whether the actor's own words are at hand: quoted directly, or in the actor's own statement or
            answers in a transcript.
        told_by: who tells it, innermost first; empty: the report itself.
        events: ids of the events that it is about, as far as known.
    """

    id: str
    reports: tuple[int, ...]
    act: ResponseAct
    status: Status
    quotation: Quotation
    held: bool = False
    score: float | None = None
    stage: Stage | None = None
    who: tuple[Named, ...] = ()
    to: tuple[Named, ...] = ()
    about: tuple[Named, ...] = ()
    times: tuple[When, ...] = ()
    own_words: bool = False
    told_by: tuple[Named, ...] = ()
    events: tuple[str, ...] = ()
    when: str | None = None


class CellKind(StrEnum):
    """What a cell of the board says."""

    RESPONDED = "responded"
    PROMISED = "promised"  # said that it would; whether it did is another matter
    DECLINED = "declined"  # in the actor's own words
    SILENT = "silent"  # says, in its own words, that it has not responded
    REPORTED_DECLINED = "reported_declined"  # by somebody else's word
    REPORTED_SILENT = "reported_silent"  # somebody reports that no response came
    POSSIBLE = "possible"  # nothing certain, but passages that may tell of a response: a person has to look
    NOT_FOUND = "not_found"  # no public response found in what was searched
    NO_REPLY = "no_reply"  # a request was logged, its deadline has passed, no reply was logged


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitored:
    """An entry of a roster: somebody whose response is monitored.

    Attributes:
        kind: state, person, office, organisation or state_body.
        state: to which a person, office or body belongs.
        position: a person's.
        aliases: other names.
        first: day (ISO) from which the position is held, `last` until which; None: not told.
    """

    name: str
    kind: ActorKind
    state: str | None = None
    position: str | None = None
    aliases: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One response within a cell.

    Attributes:
        kind: what it makes of the cell.
        why: why it is the actor's, or why that is in doubt; a clause.
        through: by whom the monitored actor responded, where not itself: its minister, spokesman, ministry; with the
            reason why that counts.
        joint: whether it is one of several signatories.
        reported_by: who says so, where the actor's own words are not at hand.
        events: ids of the events that it is about, as far as known.
        elsewhere: whether none of these, or else of those that its report tells of, is an event that the case mainly
            tells of.
    """

    response: str
    act: ResponseAct
    status: Status
    when: str | None
    quotation: Quotation
    held: bool
    stage: Stage | None = None
    through: str | None = None
    joint: bool = False
    own_words: bool = False
    reported_by: tuple[str, ...] = ()
    kind: CellKind = CellKind.POSSIBLE
    why: str = ""
    events: tuple[str, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was found of one monitored actor's response. Contrary accounts share a cell.

    Attributes:
        kinds: all that apply, the weightiest first; never empty.
        entries: by date, those last that are known to be about something else than the case mainly tells of.
        possible: what may concern the actor too, each with the reason for doubt in `Entry.why`; by date; of one event,
            first what is likeliest to be about it.
        beside: of a state: by its parliament, courts, police and the like, which do not answer for its government.
        named_in: numbers of the reports that name the actor.
        unreviewed: of a board of confirmed findings only: how many more may be its response, and wait for a reviewer.
        requests: those logged to the actor.
    """

    actor: Monitored
    kinds: tuple[CellKind, ...]
    entries: tuple[Entry, ...] = ()
    possible: tuple[Entry, ...] = ()
    beside: tuple[Entry, ...] = ()
    named_in: tuple[int, ...] = ()
    unreviewed: int = 0
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """In what a response was looked for.

    Attributes:
        first: earliest date of publication among the reports, `last` the latest.
        publishers: of the reports read.
        languages: in which the reports are.
        unread: reports in languages that can't be read, by their ids; `failed` those that could not be opened.
        undated: how many reports have no date of publication.
        access: the highest access level of the reports searched; what lies above isn't counted, whoever asks.
        recall: the reader's measured recall of responses on held-out text, 0 to 1, and what it was measured on.
        at: when it was searched, UTC, ISO 8601.
    """

    reports: int
    first: str | None
    last: str | None
    publishers: tuple[str, ...]
    languages: tuple[str, ...]
    unread: tuple[str, ...]
    failed: tuple[str, ...]
    undated: int
    access: Access
    recall: float | None
    recall_on: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A roster, and what was found of each one's response.

    Attributes:
        roster: its name.
        cells: in the roster's order.
        others: ids of responses by actors who are not on the roster.
    """

    roster: str
    cells: tuple[Cell, ...]
    searched: Searched
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a case says now.

    Attributes:
        case: its name.
        at: when it was weighed, UTC, ISO 8601.
        reviewed_only: whether it holds only findings that a person confirmed.
        sources: the reports, by number.
        requests: letters that asked for a response, with what was answered.
        failures: how many items could not be read.
    """

    case: str
    at: str
    reviewed_only: bool
    sources: tuple[Source, ...]
    actors: tuple[CaseActor, ...]
    events: tuple[Event, ...]
    responses: tuple[ToldResponse, ...]
    lineage: Lineage
    copies: tuple[CopyCluster, ...]
    board: Board | None = None
    requests: tuple[Request, ...] = ()
    failures: int = 0
