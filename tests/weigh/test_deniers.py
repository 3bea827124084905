"""Who denies a thing isn't told as who tells it."""

from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, Force, Manner, Status
from onrecord.weigh.deniers import without_deniers

TEXT = "The governor's office rejected a report in the Gannet that forty men had been detained."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def teller(local: str, source: str, cue: str, force: Force) -> Attribution:
    return Attribution(
        local, (at(source),), (at(cue),), (at("forty men had been detained"),), Manner.INDIRECT, force, 0.9
    )


def tellers(status: Status, *told_by: str) -> tuple[str, ...]:
    """Who tells an allegation of this status once it is weighed; of `t1`, who rejects it, and `t2`, who reports it."""
    allegation = Allegation("g1", Act.DETENTION, status, at("detained"), 0.9, told_by=told_by)
    reading = Reading(
        Report("1", "1.txt", "1.txt", TEXT),
        "test@1",
        attributions=(
            teller("t1", "The governor's office", "rejected", Force.DENY),
            teller("t2", "the Gannet", "report", Force.ASSERT),
        ),
        allegations=(allegation,),
    )
    weighable = Weighable(
        number=1, report=reading.report, sha256="0" * 64, obtained="2026-01-01T00:00:00+00:00", reading=reading, ids={}
    )
    weighed = without_deniers(Material(reports=(weighable,))).reports[0].reading
    assert weighed is not None
    return weighed.allegations[0].told_by


def test_who_denies_it_does_not_tell_it() -> None:
    assert tellers(Status.ASSERTED, "t1") == ()
    assert tellers(Status.ASSERTED, "t2", "t1") == ("t2",)
    assert tellers(Status.ASSERTED, "t2") == ("t2",)


def test_of_a_denial_the_denier_is_the_teller() -> None:
    assert tellers(Status.NEGATED, "t1") == ("t1",)


def test_an_unread_report_stays() -> None:
    unread = Weighable(
        number=1,
        report=Report("1", "1.txt", "1.txt", TEXT),
        sha256="0" * 64,
        obtained="2026-01-01T00:00:00+00:00",
        reading=None,
        ids={},
    )
    assert without_deniers(Material(reports=(unread,))).reports == (unread,)
