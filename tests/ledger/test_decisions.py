"""Decisions in a ledger, on either engine; a state machine holds them against a plain model of the rules."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger.decisions import assess, assessments_on, changed, decide, decisions_on, orphans, states, undo
from onrecord.ledger.entries import entries_between
from onrecord.ledger.fold import STANDING, Standing, State
from onrecord.ledger.store import Ledger
from onrecord.records.decision import Decision, Dimension, Value, Verdict, Verification
from onrecord.records.finding import Finding
from onrecord.records.reading import Reading
from onrecord.records.vocabulary import Act
from onrecord.testing.builders import Ticking, fictional_addition, fictional_reading


def add(ledger: Ledger, number: int = 1, *, reading: Reading | None = None) -> list[Finding]:
    list(ledger.add_all([fictional_addition(number, reading=reading)]))
    return list(ledger.findings(report=number))


def of_kind(findings: list[Finding], kind: str) -> list[Finding]:
    return [finding for finding in findings if finding.kind == kind]


def say(
    ledger: Ledger,
    finding: Finding,
    verdict: Verdict,
    *,
    field: str | None = None,
    value: Value = None,
    reason: str | None = None,
) -> Decision:
    with ledger.writing() as writing:
        return decide(writing, finding.id, verdict, field=field, value=value, reason=reason)


def now(ledger: Ledger, *findings: Finding) -> list[State]:
    with ledger.snapshot() as connection:
        found = states(connection, findings)
    return [found[finding.id] for finding in findings]


def test_a_decision_is_kept_with_an_entry_of_its_own(ledger: Ledger) -> None:
    allegation = of_kind(add(ledger), "allegation")[0]
    said = say(
        ledger, allegation, Verdict.AMENDED, field="act", value="torture", reason="the text says beaten for days"
    )
    with ledger.snapshot() as connection:
        assert decisions_on(connection) == [said]
        last = list(entries_between(connection))[-1]
    assert (said.who, said.basis, said.number) == ("A. Tester", "fictional@1", 1)
    assert (last.action, last.subject, last.who) == ("decided", "decision:1", "A. Tester")
    (state,) = now(ledger, allegation)
    assert state.data(allegation.data)["act"] == "torture"
    assert state.amended["act"].machine == allegation.act


@pytest.mark.parametrize(
    ("verdict", "more", "told"),
    [
        (Verdict.AMENDED, {"field": "act", "value": "murder"}, "act must be one of"),
        (Verdict.AMENDED, {"field": "trigger", "value": [0, 100_000]}, "must lie in the report's text"),
        (Verdict.AMENDED, {"field": "told_by", "value": ["t9"]}, "names 't9', which is no attribution"),
        (Verdict.AMENDED, {"field": "victims", "value": [{"span": [0, 3], "actor": "a9"}]}, "no actor of the reading"),
        (Verdict.AMENDED, {}, "An amendment names a field"),
        (Verdict.CONFIRMED, {"field": "act"}, "An amendment names a field"),
        (Verdict.CONFIRMED, {"value": "x"}, "holds no value"),
        (Verdict.COMMENTED, {"reason": " "}, "A comment needs words"),
        (Verdict.UNDONE, {}, "by its number"),
        (Verdict.MERGED, {"value": "gffff"}, "merged into is not in the case"),
        (Verdict.SPLIT, {"value": ["gffff"]}, "none of its parts"),
    ],
)
def test_what_would_change_nothing_is_refused_and_leaves_no_trace(
    ledger: Ledger, verdict: Verdict, more: dict[str, Any], told: str
) -> None:
    allegation = of_kind(add(ledger), "allegation")[0]
    with pytest.raises(UsageError, match=told):
        say(ledger, allegation, verdict, **more)
    with ledger.snapshot() as connection:
        assert decisions_on(connection) == []


def test_a_decision_on_nothing_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NoSuchCase), ledger.writing() as writing:
        decide(writing, "g0", Verdict.CONFIRMED)
    with pytest.raises(NoSuchCase), ledger.writing() as writing:
        undo(writing, 7)


def test_merges_meet_across_reports_and_circles_are_refused(ledger: Ledger) -> None:
    one, two = (of_kind(add(ledger, number), "allegation")[0] for number in (1, 2))
    say(ledger, one, Verdict.MERGED, value=two.id)
    with pytest.raises(UsageError, match="lead the finding back to itself"):
        say(ledger, two, Verdict.MERGED, value=one.id)
    first, second = now(ledger, one, two)
    assert (first.root, second.merged_from) == (two.id, (one.id,))


def test_an_undoing_is_itself_undone_but_nothing_twice(ledger: Ledger) -> None:
    finding = add(ledger)[0]
    said = say(ledger, finding, Verdict.MISREAD)
    with ledger.writing() as writing:
        back = undo(writing, said.number, reason="looked again")
    with pytest.raises(UsageError, match="undone already, by decision 2"), ledger.writing() as writing:
        undo(writing, said.number)
    assert now(ledger, finding)[0].standing is Standing.UNREVIEWED
    with ledger.writing() as writing:
        undo(writing, back.number)
    assert now(ledger, finding)[0].standing is Standing.MISREAD


def test_assessments_stand_apart_and_verification_asks_for_a_name_and_a_standard(ledger: Ledger) -> None:
    finding = add(ledger)[0]
    with ledger.writing() as writing:
        assess(writing, finding.id, Dimension.RELIABILITY, "B")
        assess(
            writing, finding.id, Dimension.VERIFICATION, "verified", by="Truth Panel", standard="balance of evidence"
        )
    for value, by, standard in (("verified", None, "x"), ("verified", "Panel", None), ("disputed", " ", None)):
        with pytest.raises(UsageError, match="verif"), ledger.writing() as writing:
            assess(writing, finding.id, Dimension.VERIFICATION, value, by=by, standard=standard)
    with pytest.raises(UsageError, match="credibility must be one of"), ledger.writing() as writing:
        assess(writing, finding.id, Dimension.CREDIBILITY, "9")
    (state,) = now(ledger, finding)
    assert state.standing is Standing.UNREVIEWED
    assert state.verification is Verification.VERIFIED
    assert state.assessments[Dimension.VERIFICATION].by == "Truth Panel"
    with ledger.snapshot() as connection:
        assert len(assessments_on(connection)) == 2


def test_a_newer_reading_carries_decisions_over_where_it_finds_the_same(ledger: Ledger) -> None:
    before = add(ledger)
    allegation, response = of_kind(before, "allegation")[0], of_kind(before, "response")[0]
    say(ledger, allegation, Verdict.CONFIRMED)
    say(ledger, response, Verdict.MISREAD, reason="the army, not the ministry")
    reading = fictional_reading(1, reader="fictional@2")
    changed_act = replace(reading.allegations[0], act=Act.TORTURE)
    add(ledger, reading=replace(reading, allegations=(changed_act,), responses=reading.responses[1:]))
    (state,) = now(ledger, allegation)
    assert state.standing is Standing.CONFIRMED
    with ledger.snapshot() as connection:
        (orphan,) = orphans(connection)
        (other,) = changed(connection)
    assert (orphan.decision.finding, orphan.kind, orphan.act, orphan.quotation, orphan.reader) == (
        response.id, "response", "deny", response.quotation, "fictional@1",
    )  # fmt: skip
    assert orphan.decision.reason == "the army, not the ministry"
    assert (other.decision.finding, other.reader, other.fields) == (allegation.id, "fictional@2", ("act",))


def test_an_orphan_tells_what_now_stands_where_it_was(ledger: Ledger) -> None:
    attribution = of_kind(add(ledger), "attribution")[0]
    say(ledger, attribution, Verdict.CONFIRMED)
    reading = fictional_reading(1, reader="fictional@2")
    told = reading.attributions[0]
    moved = replace(told, cue=(told.content[0],), content=told.cue)
    after = add(ledger, reading=replace(reading, attributions=(moved,)))
    with ledger.snapshot() as connection:
        (orphan,) = orphans(connection)
    assert orphan.near == tuple(finding.id for finding in of_kind(after, "attribution"))


# --- a state machine --------------------------------------------------------------------------------------------------


class Model:
    """The rules of `fold`, said once more and slowly, for decisions that were all sensible when made."""

    def __init__(self, kinds: dict[str, str]) -> None:
        self.kinds = kinds
        self.said: list[Decision] = []
        self.fields: dict[str, dict[str, object]] = {}

    def in_force(self, decision: Decision) -> bool:
        return not any(
            other.verdict is Verdict.UNDONE and other.undoes == decision.number and self.in_force(other)
            for other in self.said
        )

    def tops(self, void: frozenset[int] = frozenset()) -> dict[str, Decision]:
        tops = {
            decision.finding: decision
            for decision in self.said
            if decision.verdict in STANDING and decision.number not in void and self.in_force(decision)
        }
        ahead: dict[str, list[str]] = {}
        for top in sorted(tops.values(), key=lambda decision: decision.number):
            to = [top.value] if top.verdict is Verdict.MERGED else top.value if top.verdict is Verdict.SPLIT else []
            assert isinstance(to, list)
            if any(top.finding in self.reach(str(one), ahead) for one in to):
                return self.tops(void | {top.number})
            ahead[top.finding] = [str(one) for one in to]
        return tops

    def reach(self, start: str, ahead: dict[str, list[str]]) -> set[str]:
        return {start}.union(*(self.reach(one, ahead) for one in ahead.get(start, ())))

    def standings(self) -> dict[str, str]:
        tops = self.tops()
        return {finding: tops[finding].verdict.value if finding in tops else "unreviewed" for finding in self.kinds}

    def roots(self) -> dict[str, str]:
        tops = self.tops()

        def root(finding: str) -> str:
            top = tops.get(finding)
            return root(str(top.value)) if top is not None and top.verdict is Verdict.MERGED else finding

        return {finding: root(finding) for finding in self.kinds}

    def acts(self) -> dict[str, object]:
        return {
            decision.finding: decision.value
            for decision in self.said
            if decision.verdict is Verdict.AMENDED and self.in_force(decision)
        }


class Machine(RuleBasedStateMachine):
    """Any decisions, on one ledger and on the model alike."""

    database: str | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger.create(
            Path(self.folder.name) / "machine", who="Tester", clock=Ticking(), database=self.database
        )
        self.findings: list[Finding] = []
        self.model = Model({})

    @initialize()
    def add_reports(self) -> None:
        self.findings = [
            finding for number in (1, 2) for finding in add(self.ledger, number) if finding.kind != "actor"
        ]
        self.model = Model({finding.id: finding.kind for finding in self.findings})

    def _try(
        self,
        finding: Finding,
        verdict: Verdict,
        *,
        field: str | None = None,
        value: Value = None,
        reason: str | None = None,
    ) -> None:
        # What the fold would call void is refused, and so is no part of the model.
        with suppress(UsageError):
            self.model.said.append(say(self.ledger, finding, verdict, field=field, value=value, reason=reason))

    @rule(
        pick=st.integers(0, 99),
        verdict=st.sampled_from([Verdict.CONFIRMED, Verdict.MISREAD, Verdict.COMMENTED]),
    )
    def judge(self, pick: int, verdict: Verdict) -> None:
        self._try(self.findings[pick % len(self.findings)], verdict, reason="looked at it")

    @rule(pick=st.integers(0, 99), act=st.sampled_from(["torture", "raid", "deny", "nonsense"]))
    def amend(self, pick: int, act: str) -> None:
        self._try(self.findings[pick % len(self.findings)], Verdict.AMENDED, field="act", value=act)

    @rule(pick=st.integers(0, 99), into=st.integers(0, 99))
    def merge(self, pick: int, into: int) -> None:
        one, other = (self.findings[number % len(self.findings)] for number in (pick, into))
        same = [finding for finding in self.findings if finding.kind == one.kind]
        value = same[into % len(same)].id if into % 3 else other.id
        self._try(one, Verdict.MERGED, value=value)

    @rule(pick=st.integers(0, 99), parts=st.lists(st.integers(0, 99), min_size=1, max_size=2))
    def split(self, pick: int, parts: list[int]) -> None:
        value: Value = [self.findings[part % len(self.findings)].id for part in parts]
        self._try(self.findings[pick % len(self.findings)], Verdict.SPLIT, value=value)

    @rule(pick=st.integers(0, 99))
    def undo(self, pick: int) -> None:
        if not self.model.said:
            return
        said = self.model.said[pick % len(self.model.said)]
        if not self.model.in_force(said):
            with pytest.raises(UsageError), self.ledger.writing() as writing:
                undo(writing, said.number)
            return
        with self.ledger.writing() as writing:
            self.model.said.append(undo(writing, said.number))

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        if not self.findings:
            return
        found = {state.finding: state for state in now(self.ledger, *self.findings)}
        assert {finding: state.standing.value for finding, state in found.items()} == self.model.standings()
        assert {finding: state.root for finding, state in found.items()} == self.model.roots()
        acts = {finding: state.amended["act"].value for finding, state in found.items() if "act" in state.amended}
        assert acts == self.model.acts()
        # Asked alone, a finding is what it is among all; another one at each step.
        one = self.findings[len(self.model.said) % len(self.findings)]
        (alone,) = now(self.ledger, one)
        state = found[one.id]
        assert (alone.standing, alone.root, alone.merged_from) == (state.standing, state.root, state.merged_from)

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()


@pytest.fixture
def machine(database_url: str | None) -> type[Machine]:
    return type("MachineHere", (Machine,), {"database": database_url})


@pytest.mark.slow
def test_any_decisions_come_to_what_the_rules_say(machine: type[Machine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
