"""A case as it is weighed, on either engine; a property holds it against what people are shown."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger.adding import Terms
from onrecord.ledger.decisions import Kept, assess, current_findings, decide, states, undo
from onrecord.ledger.enter import Entering, enter
from onrecord.ledger.fold import Standing
from onrecord.ledger.material import AT_ONCE, material
from onrecord.ledger.requests import log_reply, log_request
from onrecord.ledger.store import Ledger
from onrecord.ledger.ties import tie
from onrecord.ledger.view import Judged, open_view
from onrecord.ledger.withdrawals import bring_back, withdraw
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.decision import Dimension, Value, Verdict, Verification
from onrecord.records.finding import Finding, FindingKind
from onrecord.records.material import Material, Weighable
from onrecord.records.plain import to_plain
from onrecord.records.reading import Citation, Reading
from onrecord.records.tie import TieKind
from onrecord.records.vocabulary import Act
from onrecord.testing.builders import fictional_addition, fictional_failure, fictional_reading, fictional_report
from tests.ledger.conftest import MakeLedger

if TYPE_CHECKING:
    from onrecord.records.allegation import Allegation
    from onrecord.records.response import Response

AT = "2026-03-02T00:00:00+00:00"
PARTS = ("attributions", "allegations", "responses", "actors")


def taken(ledger: Ledger, *, access: Access = Access.CONFIDENTIAL, agreed: bool = False) -> Material:
    with ledger.snapshot() as connection:
        return material(connection, at=AT, access=access, agreed=agreed)


def add(ledger: Ledger, number: int = 1, *, reading: Reading | None = None) -> list[Finding]:
    added = ledger.add_one(fictional_addition(number, reading=reading))
    assert added.number is not None
    return list(ledger.findings(report=added.number))


def say(ledger: Ledger, finding: str, verdict: Verdict, *, field: str | None = None, value: Value = None) -> None:
    with ledger.writing() as writing:
        decide(writing, finding, verdict, field=field, value=value)


def enter_one(ledger: Ledger, kind: FindingKind, quotation: str, *, report: int = 1, **more: Any) -> str:  # noqa: ANN401 (Entering's)
    with ledger.writing() as writing:
        return enter(writing, Entering(report=report, kind=kind, quotation=quotation, **more)).finding


def id_of(findings: list[Finding], local: str) -> str:
    return next(finding.id for finding in findings if finding.local == local)


def only(ledger: Ledger) -> Weighable:
    (weighable,) = taken(ledger).reports
    return weighable


def read(weighable: Weighable) -> Reading:
    assert weighable.reading is not None
    return weighable.reading


def within(weighable: Weighable) -> dict[str, Any]:
    """The findings of a reading by their ids in the case."""
    reading = read(weighable)
    every = {one.id: one for part in PARTS for one in getattr(reading, part)}
    assert every.keys() == weighable.ids.keys()
    assert len(set(weighable.ids.values())) == len(weighable.ids)
    return {weighable.ids[local]: one for local, one in every.items()}


def points_to_what_is_there(weighable: Weighable) -> None:
    reading = weighable.reading
    if reading is None:
        return
    actors, told = ({one.id for one in part} for part in (reading.actors, reading.attributions))
    mentions = {entity.id for entity in reading.entities}
    assert len(mentions) == len(reading.entities)
    for attribution in reading.attributions:
        assert attribution.speaker in {*actors, None}
        assert attribution.within in {*told, None}
        assert attribution.within != attribution.id
    frames: tuple[Allegation | Response, ...] = (*reading.allegations, *reading.responses)
    for frame in frames:
        assert set(frame.told_by) <= told
        roles = ("victims", "alleged_perpetrators", "who", "to", "about")
        assert {filler.actor for role in roles for filler in getattr(frame, role, ())} <= {*actors, None}
    assert all(set(actor.entities) <= mentions for actor in reading.actors)
    assert all(entity.actor in {*actors, None} for entity in reading.entities)
    assert all(one.attribution in told and one.outlet in actors for one in reading.citations)
    triggers = [allegation.trigger for allegation in reading.allegations]
    assert triggers == sorted(triggers)


# --- readings --------------------------------------------------------------------------------------------------------


def test_a_case_that_nobody_decided_on_is_its_readings(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_addition(number) for number in range(1, 6)))
    ledger.add(fictional_report(9), acquisition=Acquisition(source="unread", how=How.FILE))
    found = taken(ledger)
    assert [weighable.number for weighable in found.reports] == [1, 2, 3, 4, 5, 6]
    for number, weighable in enumerate(found.reports[:5], start=1):
        wanted = fictional_reading(number)
        assert weighable.report == ledger.report(number)
        assert weighable.reading == replace(wanted, report=weighable.report, summary=None)
        assert weighable.ids == {finding.local: finding.id for finding in ledger.findings(report=number)}
        assert (weighable.held, weighable.verification) == (frozenset(), {})
        assert weighable.sha256 == ledger.kept(number).sha256
        assert weighable.obtained.startswith("2026-03-01T09:30:")
    assert (found.reports[5].reading, found.reports[5].ids) == (None, {})
    assert (found.at, found.merged, found.ties, found.requests, found.failures) == (AT, {}, (), (), ())


def test_more_reports_than_are_looked_up_at_once_all_come(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_addition(number) for number in range(1, AT_ONCE + 3)))
    same = fictional_reading(1)
    copy = replace(same, report=replace(same.report, id="copy", publisher="Elsewhere"))
    ledger.add_one(replace(fictional_addition(1), result=copy, original=BytesIO(b"<p>copy")))
    reports = taken(ledger).reports
    assert [weighable.number for weighable in reports] == list(range(1, AT_ONCE + 4))
    assert reports[-1].ids == reports[0].ids
    assert read(reports[-1]).allegations == read(reports[0]).allegations
    assert (read(reports[-1]).report.publisher, read(reports[0]).report.publisher) == ("Elsewhere", "Ostra Daily")


def test_statements_grow_with_hundreds_of_reports_not_with_reports(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_addition(number) for number in range(1, 31)))
    asked: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(ledger.database.engine, "before_cursor_execute", note)
    assert len(taken(ledger).reports) == 30
    assert len(asked) < 20


def test_only_the_newest_reading_by_a_reader_counts(ledger: Ledger) -> None:
    add(ledger)
    newer = fictional_reading(1, reader="fictional@2")
    newer = replace(newer, allegations=tuple(replace(one, act=Act.TORTURE) for one in newer.allegations))
    add(ledger, reading=newer)
    weighable = only(ledger)
    assert (read(weighable).reader, [one.act for one in read(weighable).allegations]) == ("fictional@2", [Act.TORTURE])


def test_what_several_people_entered_stands_behind_what_was_read(ledger: Ledger, make_ledger: MakeLedger) -> None:
    first = add(ledger)
    text = ledger.report(1).text
    machine = read(only(ledger))
    other = "Nobody asked who they were"
    entered = enter_one(
        ledger, FindingKind.ALLEGATION, other, words={"act": "threat"}, quoted={"victims": ["villagers"]}
    )
    ledger.who = "B. Tester"
    also = enter_one(ledger, FindingKind.RESPONSE, "did not answer", words={"act": "silent"}, quoted={"who": ["army"]})
    person = enter_one(ledger, FindingKind.ACTOR, "spokesman", words={"actor_kind": "office"})
    weighable = only(ledger)
    reading, there = read(weighable), within(weighable)
    points_to_what_is_there(weighable)
    assert set(there) == {*(finding.id for finding in first), entered, also, person}
    assert there[entered].trigger.of(text) == other
    assert [local for local, id in weighable.ids.items() if id in (entered, also, person)] == ["g2", "r3", "a4"]
    assert {*machine.allegations} < {*reading.allegations}
    assert reading.reader == machine.reader
    assert weighable.held == {entered, also, person}
    say(ledger, entered, Verdict.MISREAD)
    say(ledger, also, Verdict.CONFIRMED)
    assert only(ledger).held == {also, person}
    assert entered not in within(only(ledger))


def test_the_same_entered_by_two_people_is_there_once(ledger: Ledger) -> None:
    add(ledger)
    ids = []
    for who, reason in (("A. Tester", "assault"), ("B. Tester", "assault"), ("C. Tester", "threat")):
        ledger.who = who
        quoted = {"victims": ["Ruta Válkova", "villagers"]} if "Válkova" in ledger.report(1).text else {}
        quoted = quoted or {"victims": [_named(ledger)]}
        ids.append(enter_one(ledger, FindingKind.ALLEGATION, "Nobody asked", words={"act": reason}, quoted=quoted))
    assert ids[0] == ids[1] != ids[2]
    weighable = only(ledger)
    there = within(weighable)
    points_to_what_is_there(weighable)
    assert {*ids} <= there.keys()
    (victim,) = {there[id].victims[0].actor for id in ids}
    assert sum(actor.id == victim for actor in read(weighable).actors) == 1
    say(ledger, ids[0], Verdict.MISREAD)
    assert ids[0] not in within(only(ledger))
    assert ids[2] in within(only(ledger))
    # Who said it first has nothing to do with whether the actor whom both name is there.
    assert within(only(ledger))[ids[2]].victims[0].actor is not None
    points_to_what_is_there(only(ledger))


def _named(ledger: Ledger) -> str:
    person = read(only(ledger)).actors[0].name
    assert person in ledger.report(1).text
    return person


def test_what_was_entered_where_no_reader_read_is_a_reading(ledger: Ledger) -> None:
    ledger.add(fictional_report(1), acquisition=Acquisition(source="unread", how=How.FILE))
    entered = [
        enter_one(ledger, FindingKind.ALLEGATION, "Nobody asked", words={"act": "threat"}),
        enter_one(ledger, FindingKind.ALLEGATION, "soldiers", words={"act": "assault"}),
    ]
    weighable = only(ledger)
    assert [one.act for one in read(weighable).allegations] == [Act.ASSAULT, Act.THREAT]
    assert weighable.held == {*entered}
    points_to_what_is_there(weighable)


# --- decisions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["misread", "withdrawn", "split"])
def test_nothing_points_to_what_is_gone(ledger: Ledger, how: str) -> None:
    reading = fictional_reading(1)
    inner = replace(reading.attributions[1], within="t1")
    deepest = replace(inner, id="t3", within="t2", cue=(inner.content[0],))
    reading = replace(
        reading,
        attributions=(reading.attributions[0], inner, deepest),
        allegations=tuple(replace(one, told_by=("t3", "t2", "t1")) for one in reading.allegations),
        citations=(Citation("t1", "a3"), Citation("t2", "a3"), Citation("t3", "a1")),
    )
    findings = add(ledger, reading=reading)

    def take_out(local: str) -> None:
        if how == "withdrawn":
            withdraw(ledger, f"finding:{id_of(findings, local)}", "not so")
        elif how == "split":
            parts: list[Value] = [id_of(findings, "t1" if local[0] == "t" else "a2")]
            say(ledger, id_of(findings, local), Verdict.SPLIT, value=parts)
        else:
            say(ledger, id_of(findings, local), Verdict.MISREAD)

    take_out("t2")
    weighable = only(ledger)
    points_to_what_is_there(weighable)
    told = {one.id: one for one in read(weighable).attributions}
    assert (set(told), told["t3"].within) == ({"t1", "t3"}, "t1")
    assert [one.told_by for one in read(weighable).allegations] == [("t3", "t1")]
    assert read(weighable).citations == (Citation("t1", "a3"), Citation("t3", "a1"))
    take_out("a1")
    weighable = only(ledger)
    points_to_what_is_there(weighable)
    assert {one.speaker for one in read(weighable).attributions} == {None}
    assert read(weighable).citations == (Citation("t1", "a3"),)
    assert [entity.actor for entity in read(weighable).entities if entity.id == "e1"] == [None]
    if how == "withdrawn":
        bring_back(ledger, f"finding:{id_of(findings, 'a1')}", "so after all")
        assert {one.speaker for one in read(only(ledger)).attributions} == {"a1"}


def test_amended_fields_are_in_place_references_among_them(ledger: Ledger) -> None:
    findings = add(ledger)
    allegation = id_of(findings, "g1")
    words = ledger.report(1).text.index("villagers")
    say(ledger, allegation, Verdict.AMENDED, field="act", value="torture")
    say(ledger, allegation, Verdict.AMENDED, field="told_by", value=["t2", "t1"])
    victims: Value = [{"span": [words, words + 9], "actor": "a2"}, {"span": [words, words + 3]}]
    say(ledger, allegation, Verdict.AMENDED, field="victims", value=victims)
    say(ledger, id_of(findings, "t2"), Verdict.AMENDED, field="speaker", value="a3")
    say(ledger, id_of(findings, "t1"), Verdict.AMENDED, field="within", value="t2")
    say(ledger, id_of(findings, "a3"), Verdict.AMENDED, field="name", value="The interior ministry of Velm")
    say(ledger, id_of(findings, "r1"), Verdict.AMENDED, field="stage", value=None)
    weighable = only(ledger)
    points_to_what_is_there(weighable)
    there = within(weighable)
    assert (there[allegation].act, there[allegation].told_by) == (Act.TORTURE, ("t2", "t1"))
    assert [filler.actor for filler in there[allegation].victims] == ["a2", None]
    assert there[allegation].victims[0].span.of(weighable.report.text) == "villagers"
    assert there[id_of(findings, "t2")].speaker == "a3"
    assert there[id_of(findings, "t1")].within == "t2"
    assert there[id_of(findings, "a3")].name == "The interior ministry of Velm"
    assert weighable.held == {id_of(findings, local) for local in ("g1", "t1", "t2", "a3", "r1")}
    say(ledger, id_of(findings, "t2"), Verdict.MISREAD)
    assert within(only(ledger))[allegation].told_by == ("t1",)


def test_attributions_amended_into_a_circle_are_cut_apart(ledger: Ledger) -> None:
    findings = add(ledger)
    say(ledger, id_of(findings, "t1"), Verdict.AMENDED, field="within", value="t2")
    say(ledger, id_of(findings, "t2"), Verdict.AMENDED, field="within", value="t1")
    assert sorted(str(one.within) for one in read(only(ledger)).attributions) == ["None", "t1"]


def test_an_amendment_made_on_an_earlier_reading_means_what_it_meant_then(ledger: Ledger) -> None:
    """A newer reader gives other ids within its reading: what the amendment names is found by its id in the case."""
    findings = add(ledger)
    allegation = id_of(findings, "g1")
    say(ledger, allegation, Verdict.AMENDED, field="told_by", value=["t2"])
    say(ledger, allegation, Verdict.AMENDED, field="alleged_perpetrators", value=[{"span": [0, 9], "actor": "a3"}])
    newer = fictional_reading(1, reader="fictional@2")
    t1, t2 = newer.attributions
    a1, a2, a3 = newer.actors
    renamed = {"a1": "a1", "a2": "a3", "a3": "a2"}
    newer = replace(
        newer,
        attributions=(replace(t1, id="t2"), replace(t2, id="t1")),
        actors=(a1, replace(a3, id="a2"), replace(a2, id="a3")),
        entities=tuple(replace(one, actor=None if one.actor is None else renamed[one.actor]) for one in newer.entities),
        allegations=tuple(replace(one, told_by=("t2",)) for one in newer.allegations),
    )
    add(ledger, reading=newer)
    weighable = only(ledger)
    points_to_what_is_there(weighable)
    told = within(weighable)[allegation]
    assert [weighable.ids[local] for local in told.told_by] == [id_of(findings, "t2")]
    (filler,) = told.alleged_perpetrators
    assert weighable.ids[str(filler.actor)] == id_of(findings, "a3")
    # What the newer reader no longer finds, nothing points to.
    add(ledger, reading=replace(newer, reader="fictional@3", attributions=newer.attributions[:1]))
    assert within(only(ledger))[allegation].told_by == ()
    points_to_what_is_there(only(ledger))


def test_merged_findings_are_what_the_one_is_that_stands_for_them(ledger: Ledger) -> None:
    first, second = add(ledger, 1), add(ledger, 2)
    one, other = id_of(first, "g1"), id_of(second, "g1")
    say(ledger, one, Verdict.MERGED, value=other)
    assert taken(ledger).merged == {one: other}
    assert one in within(taken(ledger).reports[0])
    assert not any(weighable.held for weighable in taken(ledger).reports)
    say(ledger, other, Verdict.CONFIRMED)
    with ledger.writing() as writing:
        assess(writing, other, Dimension.VERIFICATION, "corroborated", by="The legal team")
    found = taken(ledger)
    assert [weighable.held for weighable in found.reports] == [{one}, {other}]
    assert [dict(weighable.verification) for weighable in found.reports] == [
        {one: Verification.CORROBORATED},
        {other: Verification.CORROBORATED},
    ]
    say(ledger, other, Verdict.MISREAD)
    found = taken(ledger)
    assert [one in weighable.ids.values() for weighable in found.reports] == [False, False]
    assert found.merged == {}
    with ledger.writing() as writing:
        undo(writing, 1)
    assert one in within(taken(ledger).reports[0])


def test_where_the_one_that_stands_for_others_is_not_to_be_seen_one_of_them_does(ledger: Ledger) -> None:
    ids = []
    for number, access in ((1, Access.CONFIDENTIAL), (2, Access.PUBLIC), (3, Access.PUBLIC), (4, Access.PUBLIC)):
        added = ledger.add_one(fictional_addition(number, terms=Terms(access=access)))
        assert added.number is not None
        ids.append(id_of(list(ledger.findings(report=added.number)), "g1"))
    for id in ids[1:]:
        say(ledger, id, Verdict.MERGED, value=ids[0])
    assert taken(ledger).merged == dict.fromkeys(ids[1:], ids[0])
    stands, *others = sorted(ids[1:])
    assert taken(ledger, access=Access.PUBLIC).merged == dict.fromkeys(others, stands)


# --- who may see what ------------------------------------------------------------------------------------------------


def test_only_what_may_be_seen_is_weighed(ledger: Ledger) -> None:
    for number, access, consent in (
        (1, Access.PUBLIC, None),
        (2, Access.RESTRICTED, None),
        (3, Access.RESTRICTED, "May be used."),
        (4, Access.CONFIDENTIAL, "May be used."),
    ):
        ledger.add_one(fictional_addition(number, terms=Terms(access=access, consent=consent)))
    with ledger.writing() as writing:
        tie(writing, TieKind.CITES, "report:1", "report:2")
        tie(writing, TieKind.CITES, "report:1", "report:3")
        log_request(writing, "The ministry", "letter", "2026-02-01")
        log_reply(writing, 1, "2026-02-03", report=4)

    def seen(**asked: Any) -> tuple[list[int], list[int], int | None]:  # noqa: ANN401 (material's own)
        found = taken(ledger, **asked)
        (request,) = found.requests
        numbers = [weighable.number for weighable in found.reports]
        return numbers, [each.number for each in found.ties], request.replies[0].report

    assert seen() == ([1, 2, 3, 4], [1, 2], 4)
    assert seen(access=Access.RESTRICTED) == ([1, 2, 3], [1, 2], None)
    assert seen(access=Access.PUBLIC) == ([1], [], None)
    assert seen(agreed=True) == ([1, 3, 4], [2], 4)
    withdraw(ledger, "report:1", "retracted")
    assert seen() == ([2, 3, 4], [], 4)
    withdraw(ledger, "request:1", "never sent")
    assert taken(ledger).requests == ()


def test_a_copy_that_may_be_seen_shows_the_findings_of_one_that_may_not(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1, terms=Terms(access=Access.CONFIDENTIAL)))
    reading = fictional_reading(1)
    page = replace(reading, report=replace(reading.report, id="page"))
    ledger.add_one(replace(fictional_addition(1), result=page, original=BytesIO(b"<p>page")))
    entered = enter_one(ledger, FindingKind.ALLEGATION, "Nobody asked", report=2, words={"act": "threat"})
    (weighable,) = taken(ledger, access=Access.PUBLIC).reports
    assert (weighable.number, len(weighable.ids), set(weighable.held)) == (2, 9, {entered})
    withdraw(ledger, "report:2", "retracted")
    assert taken(ledger, access=Access.PUBLIC).reports == ()


def test_the_version_before_is_the_last_one_that_may_be_seen(ledger: Ledger) -> None:
    url = "https://outlet.example/a"
    for number in (1, 2, 3):
        report = replace(fictional_report(number), url=url)
        ledger.add(report, acquisition=Acquisition(source=url, how=How.URL, url=url))
    assert [weighable.previous for weighable in taken(ledger).reports] == [None, 1, 2]
    withdraw(ledger, "report:2", "retracted")
    assert [weighable.previous for weighable in taken(ledger).reports] == [None, 1]


# --- the same as people are shown ------------------------------------------------------------------------------------

FIELDS: Mapping[str, list[tuple[str, Value]]] = {
    "allegation": [("act", "torture"), ("told_by", ["t2"]), ("told_by", []), ("status", "negated")],
    "response": [("act", "condemn"), ("told_by", ["t1", "t2"]), ("own_words", True)],
    "attribution": [("speaker", "a3"), ("within", "t1"), ("within", "t2"), ("force", "deny")],
    "actor": [("kind", "office"), ("name", "Somebody")],
}
STEPS = st.tuples(
    st.sampled_from(["confirmed", "amended", "amended", "misread", "merged", "split", "undone", "withdrawn", "back"]),
    st.integers(0, 30),
    st.integers(0, 30),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=25))
def test_material_and_what_people_are_shown_agree(make_ledger: MakeLedger, steps: list[tuple[str, int, int]]) -> None:
    with make_ledger(uuid4().hex) as ledger:
        for number in (1, 2):
            add(ledger, number)
        for who in ("A. Tester", "B. Tester"):
            ledger.who = who
            enter_one(ledger, FindingKind.ALLEGATION, "Nobody asked", words={"act": "threat"})
        enter_one(ledger, FindingKind.ATTRIBUTION, "denied it", quoted={"source": ["The ministry"]})
        ids = list(dict.fromkeys(finding.id for finding in ledger.findings()))
        kinds = {finding.id: finding.kind.value for finding in ledger.findings()}
        for what, first, second in steps:
            with suppress(UsageError, NoSuchCase):
                _step(ledger, ids, kinds, what, first, second)
        with open_view(ledger, access=Access.CONFIDENTIAL) as view:
            shown = {judged.finding.id: judged for judged in view.findings()}
        found = taken(ledger)
        assert len(found.reports) == 2
        told = {id: (weighable, one) for weighable in found.reports for id, one in within(weighable).items()}
        for weighable in found.reports:
            points_to_what_is_there(weighable)
        for id, judged in shown.items():
            root = _root(ledger, judged)
            counts = root.state.standing not in (Standing.MISREAD, Standing.SPLIT)
            assert (id in told) == counts, id
            if counts:
                weighable, one = told[id]
                assert (id in weighable.held) == root.holds
                assert _comparable(judged.data) == _comparable(to_plain(one))
                stands = found.merged.get(id, id)
                assert judged.state.root == stands or judged.state.root not in told
        assert told.keys() <= shown.keys()
        assert found.merged.keys() | {*found.merged.values()} <= told.keys()


def _step(ledger: Ledger, ids: list[str], kinds: Mapping[str, str], what: str, first: int, second: int) -> None:
    id, other = ids[first % len(ids)], ids[second % len(ids)]
    if what == "withdrawn":
        withdraw(ledger, f"finding:{id}", "not so")
    elif what == "back":
        bring_back(ledger, f"finding:{id}", "so after all")
    elif what == "undone":
        with ledger.writing() as writing:
            undo(writing, first + 1)
    elif what == "amended":
        field, value = FIELDS[kinds[id]][second % len(FIELDS[kinds[id]])]
        say(ledger, id, Verdict.AMENDED, field=field, value=value)
    elif what == "split":
        say(ledger, id, Verdict.SPLIT, value=[other])
    else:
        say(ledger, id, Verdict(what), value=other if what == "merged" else None)


def _root(ledger: Ledger, judged: Judged) -> Judged:
    """What stands for a finding, withdrawn or not."""
    with ledger.snapshot() as connection:
        (row,) = current_findings(connection, {judged.state.root})
        state = states(connection, [Kept(row["id"], row["kind"])])[row["id"]]
    return replace(judged, state=state, reader=row["reader"])


# Ids within a reading, and what points to what may be gone, are looked at by themselves.
_APART = frozenset({"id", "within", "told_by", "speaker", "victims", "alleged_perpetrators", "who", "to", "about"})


def _comparable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in values.items()
        if key not in _APART | {"entities", "name"} and value not in (None, [])
    }


def test_below_the_highest_level_no_failure_is_named(ledger: Ledger) -> None:
    ledger.add_one(fictional_failure(7))
    told = {}
    for level in (Access.PUBLIC, Access.CONFIDENTIAL):
        with ledger.snapshot() as connection:
            (told[level],) = material(connection, at=AT, access=level).failures
    assert "broken-7" in told[Access.CONFIDENTIAL].id
    assert "broken-7" not in f"{told[Access.PUBLIC]}"
    assert told[Access.PUBLIC].code == told[Access.CONFIDENTIAL].code
