from onrecord.records import (
    Act,
    Allegation,
    Bound,
    Count,
    Entity,
    EntityType,
    Place,
    Reading,
    Report,
    Response,
    ResponseAct,
    Span,
    Status,
    Time,
    Unit,
)
from onrecord.resolve import resolve

_TEXT = (
    "FICTIONAL. On Monday at least 16 printers were seized in Minsk, said Chad Orlo. "
    "The guild condemned it the next day, in Vilnius."
)


def _span(quotation: str) -> Span:
    start = _TEXT.index(quotation)
    return Span(start, start + len(quotation))


def _reading() -> Reading:
    allegation = Allegation(
        "g1",
        Act.ABDUCTION,
        Status.ASSERTED,
        _span("seized"),
        0.9,
        places=(Place(_span("Minsk")),),
        times=(Time(_span("On Monday")),),
        counts=(Count(_span("16"), None, Bound.VAGUE, None, None, Unit.PERSONS),),
    )
    response = Response(
        "r1",
        ResponseAct.CONDEMN,
        Status.ASSERTED,
        _span("condemned"),
        0.9,
        places=(Place(_span("Vilnius")),),
        times=(Time(_span("the next day")),),
    )
    return Reading(
        Report("one", "one.txt", _TEXT, published="2021-03-10"),
        "test@1",
        entities=(Entity("e1", EntityType.PERSON, _span("Chad Orlo"), 0.9),),
        allegations=(allegation,),
        responses=(response,),
    )


def test_counts_times_places_and_actors_are_filled_and_the_finding_stays() -> None:
    before = _reading()
    after = resolve(before)
    allegation, response = after.allegations[0], after.responses[0]
    assert allegation.counts == (Count(_span("16"), 16, Bound.AT_LEAST, 16, None, Unit.PERSONS),)
    assert allegation.times == (Time(_span("On Monday"), "2021-03-08", "2021-03-08"),)
    assert allegation.places == (Place(_span("Minsk"), "Minsk", "BY", 625144),)
    assert response.times == (Time(_span("the next day"), "2021-03-09", "2021-03-09"),)
    assert response.places[0].country == "LT"
    assert (allegation.id, allegation.trigger, allegation.score) == ("g1", _span("seized"), 0.9)
    assert after.report is before.report
    assert [(e.span, e.type) for e in after.entities if e.type is EntityType.PERSON] == [
        (_span("Chad Orlo"), EntityType.PERSON)
    ]
    assert [a.name for a in after.actors] == ["Chad Orlo"]
    assert after.entities[0].actor == after.actors[0].id


def test_resolving_twice_changes_nothing_more() -> None:
    once = resolve(_reading())
    assert resolve(once) == once


def test_without_a_publication_date_relative_times_stay_open() -> None:
    reading = _reading()
    report = Report("one", "one.txt", _TEXT)
    undated = resolve(Reading(report, "test@1", allegations=reading.allegations, responses=reading.responses))
    assert undated.allegations[0].times == (Time(_span("On Monday")),)
    assert undated.responses[0].times == (Time(_span("the next day")),)
