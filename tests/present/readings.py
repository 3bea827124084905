"""Readings built by hand: a fictional report with every kind of finding, and texts that attack whoever shows them."""

from onrecord.records import (
    Act,
    Actor,
    ActorKind,
    AgeGroup,
    Allegation,
    Attribution,
    Bound,
    Citation,
    Count,
    Entity,
    EntityType,
    Failure,
    Force,
    Manner,
    Participant,
    PerpetratorType,
    Place,
    Reading,
    Report,
    Response,
    ResponseAct,
    Sex,
    Span,
    Stage,
    Status,
    Summary,
    SummaryAct,
    SummaryDate,
    SummaryPerpetrator,
    SummaryPlace,
    SummaryVictim,
    Time,
    Unit,
    VictimKind,
)

TEXT = (
    "FICTIONAL. Over 100 men were abducted in Port Sael in April 2031, the Harbour Post reported, citing "
    "Sael Rights Watch, which said that police officers had beaten two of them.\n\n"
    "“I have not raised it,” the minister told the hearing. Nobody was killed, the ministry said. "
    "Lawyers fear that Daro Venn could be expelled.\n\n"
    "A resolution was adopted by the Lorrin assembly. The president did not respond."
)


def at(words: str, text: str = TEXT) -> Span:
    """Where the words stand, which must be in one place only."""
    assert text.count(words) == 1, words
    start = text.index(words)
    return Span(start, start + len(words))


def full_reading() -> Reading:
    """Every field of every record filled at least once."""
    report = Report(
        id="reports/first.html",
        source="reports/first.html",
        text=TEXT,
        media_type="text/html",
        sha256="ab" * 32,
        language="en",
        publisher="Lorrin Courier",
        title="Over a hundred men taken in Port Sael",
        byline="Ama Terrin",
        published="2031-05-02",
    )
    entities = (
        Entity("e1", EntityType.PLACE, at("Port Sael"), 0.9876),
        Entity("e2", EntityType.OUTLET, at("Harbour Post"), 0.91, actor="a2"),
        Entity("e3", EntityType.ORGANIZATION, at("Sael Rights Watch"), 0.95, actor="a1"),
        Entity("e4", EntityType.PERSON, at("Daro Venn"), 1.0, actor="a3"),
    )
    actors = (
        Actor("a1", "Sael Rights Watch", ActorKind.ORGANISATION, ("e3",)),
        Actor("a2", "Harbour Post", ActorKind.OUTLET, ("e2",)),
        Actor("a3", "Daro Venn", ActorKind.PERSON, ("e4",)),
    )
    attributions = (
        Attribution(
            id="t1",
            source=(at("the Harbour Post"),),
            cue=(at("reported"),),
            content=(at("Over 100 men were abducted in Port Sael in April 2031"),),
            manner=Manner.INDIRECT,
            force=Force.ASSERT,
            score=0.93,
            speaker="a2",
        ),
        Attribution(
            id="t2",
            source=(at("Sael Rights Watch"),),
            cue=(at("which said"),),
            content=(at("Over 100 men"), at("that police officers had beaten two of them")),
            manner=Manner.INDIRECT,
            force=Force.ALLEGE,
            score=0.8123,
            speaker="a1",
            within="t1",
        ),
        Attribution(
            id="t3",
            source=(at("the minister"),),
            cue=(at("told the hearing"),),
            content=(at("“I have not raised it,”"),),
            manner=Manner.DIRECT,
            force=Force.ACKNOWLEDGE,
            score=0.97,
        ),
        Attribution(
            id="t4",
            source=(at("the ministry"),),
            cue=(at("said", TEXT.replace("which said", "which ****")),),
            content=(at("Nobody was killed"),),
            manner=Manner.INDIRECT,
            force=Force.DENY,
            score=0.9,
        ),
    )
    allegations = (
        Allegation(
            id="g1",
            act=Act.ABDUCTION,
            status=Status.ASSERTED,
            trigger=at("abducted"),
            score=0.88,
            victims=(Participant(at("Over 100 men")),),
            places=(Place(at("Port Sael"), name="Port Sael", country="XL", geonames=99),),
            times=(Time(at("April 2031"), first="2031-04-01", last="2031-04-30"),),
            counts=(Count(at("Over 100"), 100, Bound.MORE_THAN, 100, None, Unit.PERSONS),),
            told_by=("t2", "t1"),
        ),
        Allegation(
            id="g2",
            act=Act.ASSAULT,
            status=Status.ASSERTED,
            trigger=at("beaten"),
            score=0.8,
            victims=(Participant(at("two of them")),),
            alleged_perpetrators=(Participant(at("police officers"), actor=None),),
            counts=(Count(at("two"), 2, Bound.EXACT, 2, 2, Unit.PERSONS),),
            told_by=("t2",),
        ),
        Allegation("g3", Act.KILLING, Status.NEGATED, at("killed"), 0.7, told_by=("t4",)),
        Allegation(
            "g4",
            Act.EXPULSION,
            Status.HYPOTHETICAL,
            at("expelled"),
            0.6,
            victims=(Participant(at("Daro Venn"), actor="a3"),),
        ),
    )
    responses = (
        Response(
            id="r1",
            act=ResponseAct.RAISE,
            status=Status.NEGATED,
            trigger=at("raised"),
            score=0.9,
            who=(Participant(at("I"[:1] + " have")),),
            about=(Participant(at("it,”")),),
            told_by=("t3",),
        ),
        Response(
            id="r2",
            act=ResponseAct.LEGISLATE,
            status=Status.ASSERTED,
            stage=Stage.ADOPTED,
            trigger=at("resolution"),
            score=0.85,
            who=(Participant(at("the Lorrin assembly")),),
            places=(Place(at("Lorrin")),),
            times=(Time(at("was adopted")),),
        ),
        Response(
            id="r3",
            act=ResponseAct.SILENT,
            status=Status.ASSERTED,
            trigger=at("did not respond"),
            score=0.5,
            who=(Participant(at("The president")),),
            to=(Participant(at("the hearing")),),
        ),
    )
    return Reading(
        report,
        "fake@1",
        entities=entities,
        actors=actors,
        attributions=attributions,
        allegations=allegations,
        responses=responses,
        citations=(Citation("t1", "a2"),),
        summary=Summary(
            acts=(SummaryAct(Act.ABDUCTION, 0.88, ("g1",)),),
            victims=(
                SummaryVictim("Daro Venn", "a1", VictimKind.TRADE_UNIONIST, Sex.MAN, AgeGroup.ADULT, ("g1", "e1")),
            ),
            alleged_perpetrator=SummaryPerpetrator(mentioned=True, type=PerpetratorType.STATE, evidence=("g2",)),
            place=SummaryPlace("XL", None, "Port Sael", ("g1",)),
            date=SummaryDate(2031, 4, None, ("g1",)),
        ),
    )


def bare_reading(text: str = "Nothing of note happened.", *, title: str | None = None) -> Reading:
    """A report in which the reader found nothing."""
    return Reading(Report(id="bare.txt", source="bare.txt", text=text, title=title), "fake@1")


FAILURE = Failure("broken.pdf", "broken.pdf", "broken", "It is encrypted; remove the password and read it again.")
