"""A fictional record, written by hand, for whatever shows or exports records: it holds one of everything.

Two events, one a campaign that contains the other; figures that contradict, revise and restate one another; origins
with their paths; copies; a board with a cell of each kind; confirmed and unreviewed findings; and strings that only
harm where they are taken for something else: a formula, mark-up, text from right to left, a name without end.
Quotations are the texts' own words: `fictional_texts()[quotation.report]` at `quotation.span`.
"""

import hashlib
from collections.abc import Mapping

from onrecord.records.acquisition import Access
from onrecord.records.decision import Verification
from onrecord.records.record import (
    Board,
    CaseActor,
    Cell,
    CellKind,
    CopyCluster,
    Edge,
    Entry,
    Event,
    Figure,
    Independence,
    Join,
    Lineage,
    Member,
    Monitored,
    Named,
    Node,
    NodeKind,
    Origin,
    Quotation,
    Record,
    Searched,
    Source,
    Standing,
    Term,
    ToldAllegation,
    ToldResponse,
    When,
    Where,
)
from onrecord.records.span import Span
from onrecord.records.tie import Request
from onrecord.records.vocabulary import Act, ActorKind, Bound, Force, Manner, ResponseAct, Stage, Status, Unit

FORMULA = "=cmd|' /C calc'!A0"
MARKUP = "<script>alert('Oram')</script> & \"wells\""
RIGHT_TO_LEFT = "ברית הבארות \u202egro.epor\u202c"
ENDLESS = "Standing Committee on " + ", ".join(f"Wells of the {number}th Valley" for number in range(4, 24))

_LANTERN = (
    "FICTIONAL. Soldiers of the Sand Guard have seized more than 40 well-keepers in the Oram valley since the middle "
    "of February, according to a clerk of the valley council who asked not to be named. At least two of them were "
    "killed, two released men told the Lantern.\n\n"
    "“Nobody has been seized,” said Berit Ostrand, the governor’s spokeswoman. Governor Radek Mourne did not answer "
    "questions. President Ilse Varga of Norrmark promised an inquiry, her office told the Lantern."
)
_WIRE = (
    "FICTIONAL. Soldiers have seized more than 40 well-keepers and killed at least two, the Dune Lantern reported on "
    "Monday.\n\n"
    "Foreign ministers of Norrmark and Tessaly condemn the killings in Oram, a joint statement says. A deputy says "
    "that Minister Oskar Lind of Tessaly refused to receive the families."
)
_SOCIETY = (
    "FICTIONAL. The Rope Society counts 37 well-keepers who were seized in Oram between 14 February and 30 March, 12 "
    "of them from one street. Three were killed on the night of 20 February, according to a list of burials. Some of "
    "those whom it asked had spoken with the Lantern.\n\n"
    "“I will not comment on wells,” Minister Oskar Lind said. “I have not written to Kassmer,” Ambassador Pia "
    "Sand said. Parliament introduced a bill on the valley guards. Quell is said to have sent a letter."
)
_LATER = (
    "FICTIONAL. The Lantern now counts 52 well-keepers who were seized in Oram up to 1 May, and at least three who "
    "were killed."
)


def fictional_texts() -> Mapping[int, str]:
    """The texts of the reports on which the record rests, by their numbers."""
    return {1: _LANTERN, 2: _WIRE, 3: _WIRE, 4: _SOCIETY, 5: _LATER}


def fictional_record() -> Record:
    """The record; the same one each time."""
    events = (_campaign(), _killings())
    return Record(
        case="oram",
        at="2031-05-12T09:30:00+00:00",
        reviewed_only=False,
        sources=_sources(),
        actors=_actors(),
        events=events,
        responses=_responses(),
        lineage=_lineage(),
        copies=(
            CopyCluster(
                reports=(2, 3),
                fullest=2,
                earliest=2,
                credited=("Kite Wire",),
                reasons=("Report 3 has 52 of the 52 words of report 2, in the same order.",),
            ),
        ),
        board=_board(),
        failures=1,
    )


# --- ids and quotations ----------------------------------------------------------------------------------------------


def made_id(letter: str, what: str) -> str:
    """An id as the ledger and weighing make them: a letter and 16 digits."""
    return letter + hashlib.sha256(what.encode()).hexdigest()[:16]


def _words(report: int, words: str, finding: str | None = None) -> Quotation:
    start = fictional_texts()[report].index(words)
    return Quotation(report=report, span=Span(start, start + len(words)), text=words, finding=finding)


_GUARD, _LIND, _VARGA, _OSTRAND = (made_id("c", who) for who in ("guard", "lind", "varga", "ostrand"))
_MOURNE, _KEEPER = made_id("c", "mourne"), made_id("c", "keeper")
_ORIGIN_CLERK, _ORIGIN_FREED, _ORIGIN_ROPE, _ORIGIN_LIST, _ORIGIN_OSTRAND = (
    made_id("n", who) for who in ("clerk", "freed", "rope", "list", "ostrand")
)
_REPORTS = {number: made_id("n", f"report {number}") for number in range(1, 6)}
_CAMPAIGN, _KILLED = made_id("e", "campaign"), made_id("e", "killed")
_SEIZED_1, _KILLED_1, _DENIED_1, _SEIZED_2, _KILLED_2, _SEIZED_4, _STREET_4, _KILLED_4, _SEIZED_5, _KILLED_5 = (
    made_id("g", str(number)) for number in range(10)
)

_KEEPERS = Named(words="well-keepers", name="well-keepers")
_SOLDIERS = Named(words="Soldiers of the Sand Guard", name="the Sand Guard", actor=_GUARD, kind=ActorKind.STATE_BODY)
_OFFICER = Named(words="Colonel Imre Tasz", name="Imre Tasz", actor=_KEEPER, kind=ActorKind.PERSON)
_ORAM = Where(words="the Oram valley", name="Oram", country=None, geonames=None)
_SPRING = When(words="since the middle of February", first="2031-02-11", last="2031-03-10")
_NIGHT = When(words="the night of 20 February", first="2031-02-20", last="2031-02-20")


def _sources() -> tuple[Source, ...]:
    told = (
        (1, "The Dune Lantern", "They came for the keepers of the wells", "2031-03-10", "Ana Kessel"),
        (2, "Kite Wire", MARKUP, "2031-03-11", None),
        (3, FORMULA, "Wells", "2031-03-12", RIGHT_TO_LEFT),
        (4, "The Rope Society", "What we know of Oram", "2031-04-02", None),
        (5, "The Dune Lantern", None, None, None),
    )
    return tuple(
        Source(
            number=number,
            sha256=hashlib.sha256(fictional_texts()[number].encode() + bytes([number])).hexdigest(),
            obtained=f"2031-05-0{number}T08:00:00+00:00",
            publisher=publisher,
            title=title,
            byline=byline,
            published=published,
            url=f"https://outlet-{number}.example/oram",
            language="en",
        )
        for number, publisher, title, published, byline in told
    )


def _actors() -> tuple[CaseActor, ...]:
    def one(actor: str, name: str, kind: ActorKind, reports: tuple[int, ...], **more: object) -> CaseActor:
        members = tuple(
            Member(
                report=report,
                local="a1",
                finding=made_id("a", f"{name} {report}"),
                name=name,
                reason="" if report == reports[0] else "the same full name, and no other actor of the case has it",
            )
            for report in reports
        )
        return CaseActor(id=actor, name=name, kind=kind, members=members, **more)  # type: ignore[arg-type] # fields by name

    return (
        one(_GUARD, "the Sand Guard", ActorKind.STATE_BODY, (1, 2), names=("Soldiers",), state="Kassmer"),
        one(_LIND, "Oskar Lind", ActorKind.PERSON, (2, 4), state="Tessaly", offices=("foreign minister",)),
        one(_VARGA, "Ilse Varga", ActorKind.PERSON, (1,), state="Norrmark", offices=("president",)),
        one(_OSTRAND, "Berit Ostrand", ActorKind.PERSON, (1,), offices=("the governor’s spokeswoman",)),
        one(_MOURNE, "Radek Mourne", ActorKind.PERSON, (1,), state="Kassmer", offices=("governor",)),
        one(
            _KEEPER,
            "Imre Tasz",
            ActorKind.PERSON,
            (4,),
            doubts=("“Tasz” in report 5 might be the same; a surname alone does not tell.",),
        ),
        one(made_id("c", "endless"), ENDLESS, ActorKind.ORGANISATION, (4,), names=(RIGHT_TO_LEFT,)),
    )


# --- events ----------------------------------------------------------------------------------------------------------


def _campaign() -> Event:
    first = _words(1, "seized more than 40 well-keepers in the Oram valley", _SEIZED_1)
    second = _words(2, "seized more than 40 well-keepers", _SEIZED_2)
    society = _words(4, "37 well-keepers who were seized in Oram between 14 February and 30 March", _SEIZED_4)
    street = _words(4, "12 of them from one street", _STREET_4)
    later = _words(5, "52 well-keepers who were seized in Oram up to 1 May", _SEIZED_5)
    denial = _words(1, "“Nobody has been seized,”", _DENIED_1)
    allegations = (
        _told(_SEIZED_1, (1,), Act.DETENTION, first, "a clerk of the valley council", held=True, score=0.97),
        _told(_DENIED_1, (1,), Act.DETENTION, denial, "Berit Ostrand", status=Status.NEGATED, score=0.81),
        _told(_SEIZED_2, (2, 3), Act.ABDUCTION, second, "the Dune Lantern", score=0.9),
        _told(_SEIZED_4, (4,), Act.DETENTION, society, held=True, score=0.93, verification=Verification.CORROBORATED),
        _told(_STREET_4, (4,), Act.DETENTION, street, score=0.55),
        _told(_SEIZED_5, (5,), Act.DETENTION, later),
    )
    figures = (
        _figure(_SEIZED_1, first, 40, Bound.MORE_THAN, 40, None, "2031-03-10", _ORIGIN_CLERK, "a clerk"),
        _figure(
            _SEIZED_2, second, 40, Bound.MORE_THAN, 40, None, "2031-03-11", _ORIGIN_CLERK, "the Dune Lantern",
            restates=0, reasons=("It repeats figure 1: both come from the clerk of the valley council.",),
        ),
        _figure(
            _SEIZED_4, society, 37, Bound.EXACT, 37, 37, "2031-03-30", _ORIGIN_ROPE, "The Rope Society",
            contradicts=(0,), cumulative=True,
            period=When(words="between 14 February and 30 March", first="2031-02-14", last="2031-03-30"),
            reasons=("It can't be true together with figure 1: 37 up to 30 March, more than 40 up to 10 March.",),
        ),
        _figure(
            _STREET_4, street, 12, Bound.EXACT, 12, 12, "2031-04-02", _ORIGIN_ROPE, "The Rope Society",
            counted="of them from one street", subset_of=2,
        ),
        _figure(
            _SEIZED_5, later, 52, Bound.EXACT, 52, 52, "2031-05-01", _REPORTS[5], "The Dune Lantern",
            revises=0, cumulative=True, reasons=("The Dune Lantern gave more than 40 before; this is its later one.",),
        ),
        _figure(
            _DENIED_1, denial, 0, Bound.EXACT, 0, 0, "2031-03-10", _ORIGIN_OSTRAND, "Berit Ostrand",
            status=Status.NEGATED, counted="", contradicts=(0, 2, 4),
            reasons=("It denies what figures 1, 3 and 5 say.",),
        ),
    )  # fmt: skip
    return Event(
        id=_CAMPAIGN,
        act=Act.DETENTION,
        acts=(Act.DETENTION, Act.ABDUCTION),
        status=Status.ASSERTED,
        title="detention of well-keepers in the Oram valley, since the middle of February",
        allegations=allegations,
        victims=(_KEEPERS, Named(words=FORMULA, name=FORMULA)),
        alleged_perpetrators=(_SOLDIERS,),
        places=(_ORAM,),
        times=(_SPRING,),
        figures=figures,
        origins=(
            Origin(
                id=_ORIGIN_CLERK,
                name="a clerk of the valley council who asked not to be named",
                kind=NodeKind.ANONYMOUS,
                paths=((_REPORTS[1], _ORIGIN_CLERK), (_REPORTS[3], _REPORTS[2], _REPORTS[1], _ORIGIN_CLERK)),
                allegations=(_SEIZED_1, _SEIZED_2),
                quotations=(
                    _words(1, "according to a clerk of the valley council who asked not to be named", _SEIZED_1),
                    _words(2, "the Dune Lantern reported on Monday", _SEIZED_2),
                ),
                standing=Standing.ESTABLISHED,
                reasons=("It is the first teller that the case has.",),
            ),
            Origin(
                id=_ORIGIN_ROPE,
                name="The Rope Society",
                kind=NodeKind.OWN_REPORTING,
                paths=((_REPORTS[4], _ORIGIN_ROPE),),
                allegations=(_SEIZED_4, _STREET_4),
                quotations=(_words(4, "Some of those whom it asked had spoken with the Lantern", _SEIZED_4),),
                standing=Standing.NOT_ESTABLISHED,
                with_=(_ORIGIN_CLERK,),
                reasons=("Report 4 says that some of those whom it asked had spoken with the Lantern.",),
            ),
            Origin(
                id=_ORIGIN_OSTRAND,
                name="Berit Ostrand, the governor’s spokeswoman",
                kind=NodeKind.OFFICIAL,
                paths=((_REPORTS[1], _ORIGIN_OSTRAND),),
                allegations=(_DENIED_1,),
                quotations=(_words(1, "said Berit Ostrand, the governor’s spokeswoman", _DENIED_1),),
                standing=Standing.ESTABLISHED,
                reasons=("She denies it, in the governor’s name.",),
            ),
        ),
        independence=Independence(
            established=1, shared=0, not_established=1, told="1 established origin, 1 not established; denied by 1"
        ),
        campaign=True,
        parts=(_KILLED,),
        joins=(_join(_SEIZED_1, _SEIZED_2), _join(_SEIZED_1, _SEIZED_4)),
        doubts=("“12 of them from one street” (report 4) might be of another night; it gives no date.",),
        denied_by=(_DENIED_1,),
    )


def _killings() -> Event:
    first = _words(1, "At least two of them were killed", _KILLED_1)
    second = _words(2, "killed at least two", _KILLED_2)
    society = _words(4, "Three were killed on the night of 20 February", _KILLED_4)
    later = _words(5, "at least three who were killed", _KILLED_5)
    return Event(
        id=_KILLED,
        act=Act.KILLING,
        acts=(Act.KILLING,),
        status=Status.ASSERTED,
        title=f"killing of well-keepers in the Oram valley by the {ENDLESS}",
        allegations=(
            _told(_KILLED_1, (1,), Act.KILLING, first, "two released men", held=True, score=0.95),
            _told(_KILLED_2, (2, 3), Act.KILLING, second, "the Dune Lantern", score=0.92),
            _told(
                _KILLED_4, (4,), Act.KILLING, society, "a list of burials",
                score=0.88, accused=(_OFFICER,), times=(_NIGHT,),
            ),
            _told(_KILLED_5, (5,), Act.KILLING, later, score=0.6),
        ),
        victims=(_KEEPERS,),
        alleged_perpetrators=(_SOLDIERS, _OFFICER),
        places=(_ORAM,),
        times=(_NIGHT,),
        figures=(
            _figure(_KILLED_1, first, 2, Bound.AT_LEAST, 2, None, "2031-03-10", _ORIGIN_FREED, "two released men",
                    act=Act.KILLING, counted="of them", subset_of=0, subset_of_event=_CAMPAIGN),
            _figure(_KILLED_2, second, 2, Bound.AT_LEAST, 2, None, "2031-03-11", _ORIGIN_FREED, "the Dune Lantern",
                    act=Act.KILLING, counted="", restates=0,
                    reasons=("It repeats figure 1: both come from two released men.",)),
            _figure(_KILLED_4, society, 3, Bound.EXACT, 3, 3, "2031-02-20", _ORIGIN_LIST, "a list of burials",
                    act=Act.KILLING, counted="", period=_NIGHT, cumulative=False),
            _figure(_KILLED_5, later, 3, Bound.AT_LEAST, 3, None, None, _REPORTS[5], "The Dune Lantern",
                    act=Act.KILLING, counted=""),
        ),
        origins=(
            Origin(
                id=_ORIGIN_FREED,
                name="two released men",
                kind=NodeKind.ANONYMOUS,
                paths=((_REPORTS[1], _ORIGIN_FREED), (_REPORTS[2], _REPORTS[1], _ORIGIN_FREED)),
                allegations=(_KILLED_1, _KILLED_2),
                quotations=(_words(1, "two released men told the Lantern", _KILLED_1),),
                standing=Standing.ESTABLISHED,
                reasons=("It is the first teller that the case has.",),
            ),
            Origin(
                id=_ORIGIN_LIST,
                name="a list of burials",
                kind=NodeKind.DOCUMENT,
                paths=((_REPORTS[4], _ORIGIN_LIST),),
                allegations=(_KILLED_4,),
                quotations=(_words(4, "according to a list of burials", _KILLED_4),),
                standing=Standing.SHARED,
                with_=(_ORIGIN_FREED,),
                reasons=("A reviewer says that the released men made the list.",),
            ),
        ),
        independence=Independence(
            established=1, shared=1, not_established=0, told="1 established origin, 1 shares its knowledge with it"
        ),
        joins=(_join(_KILLED_1, _KILLED_4),),
    )  # fmt: skip


def _told(
    finding: str,
    reports: tuple[int, ...],
    act: Act,
    quotation: Quotation,
    teller: str | None = None,
    *,
    status: Status = Status.ASSERTED,
    held: bool = False,
    score: float | None = None,
    verification: Verification = Verification.UNVERIFIED,
    accused: tuple[Named, ...] = (_SOLDIERS,),
    times: tuple[When, ...] = (),
) -> ToldAllegation:
    return ToldAllegation(
        id=finding,
        reports=reports,
        act=act,
        status=status,
        quotation=quotation,
        held=held,
        score=score,
        verification=verification,
        victims=(_KEEPERS,),
        alleged_perpetrators=accused,
        places=(_ORAM,),
        times=times,
        told_by=() if teller is None else (Named(words=teller, name=teller),),
    )


def _figure(
    allegation: str,
    quotation: Quotation,
    number: int,
    bound: Bound,
    low: int | None,
    high: int | None,
    as_of: str | None,
    origin: str,
    teller: str,
    *,
    act: Act = Act.DETENTION,
    counted: str = "well-keepers",
    status: Status = Status.ASSERTED,
    period: When | None = None,
    cumulative: bool | None = None,
    subset_of: int | None = None,
    subset_of_event: str | None = None,
    restates: int | None = None,
    revises: int | None = None,
    contradicts: tuple[int, ...] = (),
    reasons: tuple[str, ...] = (),
) -> Figure:
    return Figure(
        allegation=allegation,
        act=act,
        quotation=quotation,
        number=number,
        bound=bound,
        low=low,
        high=high,
        unit=Unit.PERSONS,
        counted=counted,
        as_of=as_of,
        status=status,
        period=period,
        cumulative=cumulative,
        subset_of=subset_of,
        subset_of_event=subset_of_event,
        origin=origin,
        teller=teller,
        restates=restates,
        revises=revises,
        contradicts=contradicts,
        reasons=reasons,
    )


def _join(first: str, second: str) -> Join:
    terms = (
        Term(name="act", value=2.0, told="Both tell of a detention."),
        Term(name="place", value=1.5, told="Both name Oram."),
        Term(name="time", value=-0.5, told="Their times overlap only in part."),
    )
    return Join(first=first, second=second, terms=terms, sum=3.0)


# --- lineage ---------------------------------------------------------------------------------------------------------


def _lineage() -> Lineage:
    tellers = (
        (_ORIGIN_CLERK, NodeKind.ANONYMOUS, "a clerk of the valley council who asked not to be named", None),
        (_ORIGIN_FREED, NodeKind.ANONYMOUS, "two released men", None),
        (_ORIGIN_ROPE, NodeKind.OWN_REPORTING, "The Rope Society", None),
        (_ORIGIN_LIST, NodeKind.DOCUMENT, "a list of burials", None),
        (_ORIGIN_OSTRAND, NodeKind.OFFICIAL, "Berit Ostrand, the governor’s spokeswoman", _OSTRAND),
    )
    reports = tuple(
        Node(id=_REPORTS[source.number], kind=NodeKind.REPORT, name=str(source.publisher), report=source.number)
        for source in _sources()
    )
    nodes = reports + tuple(Node(id=node, kind=kind, name=name, actor=actor) for node, kind, name, actor in tellers)
    quoted = (
        (1, _ORIGIN_CLERK, _SEIZED_1, "according to a clerk of the valley council who asked not to be named"),
        (1, _ORIGIN_FREED, _KILLED_1, "two released men told the Lantern"),
        (1, _ORIGIN_OSTRAND, _DENIED_1, "said Berit Ostrand, the governor’s spokeswoman"),
        (4, _ORIGIN_LIST, _KILLED_4, "according to a list of burials"),
    )
    edges = tuple(
        Edge(
            teller=_REPORTS[report],
            source=source,
            how="quotes",
            report=report,
            quotation=_words(report, words, allegation),
            allegation=allegation,
            force=Force.DENY if source == _ORIGIN_OSTRAND else Force.ASSERT,
            manner=Manner.DIRECT if source == _ORIGIN_OSTRAND else Manner.INDIRECT,
        )
        for report, source, allegation, words in quoted
    )
    return Lineage(
        nodes=nodes,
        edges=(
            *edges,
            Edge(
                teller=_REPORTS[2],
                source=_REPORTS[1],
                how="cites",
                report=2,
                quotation=_words(2, "the Dune Lantern reported on Monday", _SEIZED_2),
                allegation=_SEIZED_2,
                force=Force.ASSERT,
                manner=Manner.INDIRECT,
            ),
            Edge(teller=_REPORTS[3], source=_REPORTS[2], how="copies", reason="Report 3 is a copy of report 2."),
            Edge(teller=_REPORTS[4], source=_ORIGIN_ROPE, how="own", report=4),
            Edge(teller=_ORIGIN_LIST, source=_ORIGIN_FREED, how="tie", reason="Reviewer: the released men made it."),
        ),
        doubts=("Report 5 cites itself; that circle was not followed.",),
    )


# --- responses and board ---------------------------------------------------------------------------------------------


def _responses() -> tuple[ToldResponse, ...]:
    ostrand = Named(words="Berit Ostrand", name="Berit Ostrand", actor=_OSTRAND, kind=ActorKind.PERSON)
    lind = Named(words="Minister Oskar Lind", name="Oskar Lind", actor=_LIND, kind=ActorKind.PERSON)
    varga = Named(words="President Ilse Varga", name="Ilse Varga", actor=_VARGA, kind=ActorKind.PERSON)
    mourne = Named(words="Governor Radek Mourne", name="Radek Mourne", actor=_MOURNE, kind=ActorKind.PERSON)
    joint = tuple(
        Named(words="Foreign ministers of Norrmark and Tessaly", name=name, kind=ActorKind.OFFICE)
        for name in ("Foreign minister of Norrmark", "Foreign minister of Tessaly")
    )
    parliament = Named(words="Parliament", name="Parliament of Tessaly", kind=ActorKind.STATE_BODY)
    deputy = Named(words="A deputy", name="A deputy")
    sand = Named(words="Ambassador Pia Sand", name="Pia Sand", kind=ActorKind.PERSON)
    quell = Named(words="Quell", name="Quell")
    statement = Named(words="a joint statement", name="a joint statement")
    office = Named(words="her office", name="the office of Ilse Varga", kind=ActorKind.OFFICE)
    return (
        _response("deny", ResponseAct.DENY, _words(1, "“Nobody has been seized,” said Berit Ostrand"), (ostrand,),
                  held=True, own=True, when="2031-03-10", told_by=(ostrand,)),
        _response("silent", ResponseAct.SILENT, _words(1, "Governor Radek Mourne did not answer questions"), (mourne,)),
        _response("inquiry", ResponseAct.INQUIRY, _words(1, "President Ilse Varga of Norrmark promised an inquiry"),
                  (varga,), status=Status.HYPOTHETICAL, when="2031-03-10", told_by=(office,)),
        _response("condemn", ResponseAct.CONDEMN,
                  _words(2, "Foreign ministers of Norrmark and Tessaly condemn the killings in Oram"), joint,
                  held=True, own=True, reports=(2, 3), when="2031-03-11", told_by=(statement,), events=(_KILLED,)),
        _response("refused", ResponseAct.DECLINE,
                  _words(2, "Minister Oskar Lind of Tessaly refused to receive the families"), (lind,),
                  reports=(2, 3), when="2031-03-11", told_by=(deputy,)),
        _response("decline", ResponseAct.DECLINE, _words(4, "“I will not comment on wells,” Minister Oskar Lind said"),
                  (lind,), held=True, own=True, when="2031-04-02", told_by=(lind,)),
        _response("unwritten", ResponseAct.SILENT,
                  _words(4, "“I have not written to Kassmer,” Ambassador Pia Sand said"), (sand,),
                  own=True, when="2031-04-02", told_by=(sand,)),
        _response("letter", ResponseAct.RAISE, _words(4, "Quell is said to have sent a letter"), (quell,),
                  when="2031-04-02"),
        _response("bill", ResponseAct.LEGISLATE, _words(4, "Parliament introduced a bill on the valley guards"),
                  (parliament,), stage=Stage.INTRODUCED, when="2031-04-02", events=(_CAMPAIGN,)),
    )  # fmt: skip


def _response(
    name: str,
    act: ResponseAct,
    quotation: Quotation,
    who: tuple[Named, ...],
    *,
    status: Status = Status.ASSERTED,
    stage: Stage | None = None,
    held: bool = False,
    own: bool = False,
    reports: tuple[int, ...] = (),
    told_by: tuple[Named, ...] = (),
    events: tuple[str, ...] = (_CAMPAIGN, _KILLED),
    when: str | None = None,
) -> ToldResponse:
    finding = made_id("r", name)
    return ToldResponse(
        id=finding,
        reports=reports if reports else (quotation.report,),
        act=act,
        status=status,
        quotation=Quotation(report=quotation.report, span=quotation.span, text=quotation.text, finding=finding),
        held=held,
        score=None if held else 0.77,
        stage=stage,
        who=who,
        own_words=own,
        told_by=told_by,
        events=events,
        when=when,
    )


def _board() -> Board:
    responses = {response.id: response for response in _responses()}

    def entry(
        name: str,
        kind: CellKind = CellKind.RESPONDED,
        *,
        through: str | None = None,
        joint: bool = False,
        by: tuple[str, ...] = (),
        why: str = "the same full name",
    ) -> Entry:
        response = responses[made_id("r", name)]
        return Entry(
            kind=kind,
            why=why,
            response=response.id,
            act=response.act,
            status=response.status,
            when=response.when,
            quotation=response.quotation,
            held=response.held,
            stage=response.stage,
            through=through,
            joint=joint,
            own_words=response.own_words,
            reported_by=by,
        )

    def state(name: str) -> Monitored:
        return Monitored(name=name, kind=ActorKind.STATE, state=name)

    def person(name: str, of: str, position: str) -> Monitored:
        return Monitored(name=name, kind=ActorKind.PERSON, state=of, position=position, first="2029-01-01")

    asked = Request(
        number=1, whom="the government of Istren", channel="letter", sent="2031-04-03", deadline="2031-04-24"
    )
    tessaly = "the foreign minister of Tessaly speaks for the state abroad"
    cells = (
        Cell(
            actor=state("Tessaly"),
            kinds=(CellKind.RESPONDED, CellKind.DECLINED, CellKind.REPORTED_DECLINED),
            entries=(
                entry("condemn", through=tessaly, joint=True),
                entry("refused", CellKind.REPORTED_DECLINED, through=tessaly, by=("A deputy",)),
                entry("decline", CellKind.DECLINED, through=tessaly),
            ),
            beside=(entry("bill", through="its parliament, which does not answer for the government"),),
            named_in=(2, 3, 4),
        ),
        Cell(actor=person("Ilse Varga", "Norrmark", "president"), kinds=(CellKind.PROMISED,),
             entries=(entry("inquiry", CellKind.PROMISED, through="her office"),), named_in=(1,)),
        Cell(actor=person("Oskar Lind", "Tessaly", "foreign minister"),
             kinds=(CellKind.DECLINED, CellKind.REPORTED_DECLINED),
             entries=(entry("refused", CellKind.REPORTED_DECLINED, by=("A deputy",)),
                      entry("decline", CellKind.DECLINED)), named_in=(2, 3, 4)),
        Cell(actor=person("Pia Sand", "Tessaly", "ambassador"), kinds=(CellKind.SILENT,),
             entries=(entry("unwritten", CellKind.SILENT),), named_in=(4,)),
        Cell(actor=person("Radek Mourne", "Kassmer", "governor"), kinds=(CellKind.REPORTED_SILENT,),
             entries=(entry("silent", CellKind.REPORTED_SILENT, by=("The Dune Lantern",)),), named_in=(1,)),
        Cell(actor=state("Quell"), kinds=(CellKind.POSSIBLE,),
             possible=(entry("letter", CellKind.POSSIBLE, why="it isn’t told who says it"),), named_in=(4,)),
        Cell(actor=state("Vastria"), kinds=(CellKind.NOT_FOUND,)),
        Cell(actor=state("Istren"), kinds=(CellKind.NO_REPLY,), requests=(asked,)),
        Cell(actor=Monitored(name=ENDLESS, kind=ActorKind.ORGANISATION, aliases=(RIGHT_TO_LEFT, MARKUP)),
             kinds=(CellKind.NOT_FOUND,)),
    )  # fmt: skip
    return Board(
        roster="who-should-answer.csv",
        cells=cells,
        searched=Searched(
            reports=5,
            first="2031-03-10",
            last="2031-04-02",
            publishers=("The Dune Lantern", "Kite Wire", FORMULA, "The Rope Society"),
            languages=("en",),
            unread=("report-in-dutch.txt",),
            failed=("scan-without-words.pdf",),
            undated=1,
            access=Access.CONFIDENTIAL,
            recall=0.66,
            recall_on="responses of held-out articles",
            at="2031-05-12T09:30:00+00:00",
        ),
        others=(made_id("r", "deny"),),
    )
