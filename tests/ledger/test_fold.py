import random
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.fold import Folded, Standing, State, fold
from onrecord.records.decision import Assessment, Decision, Dimension, Value, Verdict, Verification

AT = "2026-11-26T05:00:00.000000+00:00"


@dataclass(frozen=True)
class Thing:
    id: str
    kind: str = "allegation"
    data: Mapping[str, Value] = field(default_factory=lambda: {"act": "killing", "status": "asserted"})


def word(number: int, finding: str, verdict: Verdict, **more: object) -> Decision:
    return Decision(number, finding, verdict, "Ama", AT, **more)  # type: ignore[arg-type]  # fields by name


def amend(number: int, finding: str, name: str, value: Value) -> Decision:
    return word(number, finding, Verdict.AMENDED, field=name, value=value)


def undo(number: int, finding: str, undoes: int) -> Decision:
    return word(number, finding, Verdict.UNDONE, undoes=undoes)


def state(*decisions: Decision, of: str = "g1", things: str = "g1 g2 g3 g4") -> State:
    return fold([Thing(thing) for thing in things.split()], decisions).states[of]


def void(state: State) -> dict[int, str]:
    return {step.decision.number: step.void for step in state.history if step.void is not None}


def test_a_finding_that_nobody_looked_at_is_unreviewed_and_does_not_hold() -> None:
    now = state()
    assert (now.standing, now.by, now.holds, now.root) == (Standing.UNREVIEWED, None, False, "g1")


def test_the_latest_word_wins_and_the_earlier_stay_in_the_history() -> None:
    now = state(word(1, "g1", Verdict.MISREAD), word(2, "g1", Verdict.CONFIRMED))
    assert (now.standing, now.holds) == (Standing.CONFIRMED, True)
    assert [step.decision.number for step in now.history] == [1, 2]
    assert all(step.in_force for step in now.history)


def test_amendments_hold_field_by_field_with_the_machines_value_kept() -> None:
    now = state(amend(1, "g1", "act", "torture"), amend(2, "g1", "status", "negated"), amend(3, "g1", "act", "assault"))
    assert {name: (change.value, change.machine) for name, change in now.amended.items()} == {
        "act": ("assault", "killing"),
        "status": ("negated", "asserted"),
    }
    assert now.data({"act": "killing", "status": "asserted", "trigger": [0, 4]}) == {
        "act": "assault",
        "status": "negated",
        "trigger": [0, 4],
    }


def test_misread_after_an_amendment_ends_it_and_an_amendment_after_misread_brings_it_back() -> None:
    first = [amend(1, "g1", "act", "torture"), word(2, "g1", Verdict.MISREAD)]
    assert state(*first).standing is Standing.MISREAD
    again = state(*first, amend(3, "g1", "status", "negated"))
    assert (again.standing, again.holds, set(again.amended)) == (Standing.AMENDED, True, {"act", "status"})


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("act", "murder", "act must be one of killing,"),
        ("act", None, "act must be one of killing,"),
        ("stage", "adopted", "'stage' is no field of a finding of kind allegation"),
        (None, "killing", "None is no field"),
        ("trigger", [5, 5], "trigger must be a span whose start"),
        ("trigger", [True, 5], "trigger must be a span of two whole numbers"),
        ("victims", [{"span": [0, 4], "sex": "f"}], "victims entry 1 must have span, and may have actor"),
        ("times", [{"span": [0, 4], "first": "2017-04-02", "last": "2017-04-01"}], "must not end before it begins"),
        (
            "counts",
            [{"span": [0, 4], "number": None, "bound": "exact", "low": None, "high": None, "unit": "persons"}],
            "counts entry 1 must have a number unless its bound is vague",
        ),
    ],
)
def test_an_amendment_to_what_the_field_cannot_hold_changes_nothing(name: str | None, value: Value, told: str) -> None:
    now = state(word(1, "g1", Verdict.CONFIRMED), word(2, "g1", Verdict.AMENDED, field=name, value=value))
    assert (now.standing, now.amended) == (Standing.CONFIRMED, {})
    assert told in void(now)[2]


def test_undoing_puts_back_what_was_before() -> None:
    now = state(word(1, "g1", Verdict.CONFIRMED), word(2, "g1", Verdict.MISREAD), undo(3, "g1", 2))
    assert now.standing is Standing.CONFIRMED
    assert [step.undone_by for step in now.history] == [None, 3, None]


def test_undoing_an_undoing_puts_the_decision_back_in_its_old_place() -> None:
    words = [word(1, "g1", Verdict.MISREAD), undo(2, "g1", 1), word(3, "g1", Verdict.CONFIRMED), undo(4, "g1", 2)]
    now = state(*words)
    # Number 1 is in force again, but number 3 came later.
    assert now.standing is Standing.CONFIRMED
    assert [step.in_force for step in now.history] == [True, False, True, True]
    assert state(*words, undo(5, "g1", 4)).history[0].undone_by == 2


@pytest.mark.parametrize("undoes", [None, 1, 2, 9])
def test_an_undoing_that_reaches_nothing_earlier_changes_nothing(undoes: int | None) -> None:
    now = state(word(1, "g1", Verdict.UNDONE, undoes=undoes), word(2, "g1", Verdict.CONFIRMED))
    assert now.standing is Standing.CONFIRMED
    assert void(now) == {1: "it names no earlier decision"}


def test_a_finding_merged_into_a_merged_one_shares_its_root_and_its_fate() -> None:
    words = [
        word(1, "g1", Verdict.MERGED, value="g2"),
        word(2, "g2", Verdict.MERGED, value="g3"),
        word(3, "g3", Verdict.MISREAD),
    ]
    folded = fold([Thing(thing) for thing in ("g1", "g2", "g3")], words).states
    assert [folded[thing].root for thing in ("g1", "g2", "g3")] == ["g3", "g3", "g3"]
    assert folded["g1"].merged_into == "g2"
    assert folded["g2"].merged_from == ("g1",)
    assert folded[folded["g1"].root].standing is Standing.MISREAD


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("g1", "a finding can't be merged into itself"),
        ("g9", "the finding that it is merged into is not in the case"),
        (None, "the finding that it is merged into is not in the case"),
        ("t1", "a finding of kind attribution is not the same thing"),
    ],
)
def test_a_merge_that_leads_nowhere_is_void(value: Value, told: str) -> None:
    things = [Thing("g1"), Thing("t1", "attribution")]
    now = fold(things, [word(1, "g1", Verdict.MERGED, value=value)]).states["g1"]
    assert (now.standing, void(now)) == (Standing.UNREVIEWED, {1: told})


def test_a_merge_that_closes_a_circle_is_void_and_the_word_before_it_stands() -> None:
    words = [
        word(1, "g3", Verdict.CONFIRMED),
        word(2, "g1", Verdict.MERGED, value="g2"),
        word(3, "g2", Verdict.MERGED, value="g3"),
        word(4, "g3", Verdict.MERGED, value="g1"),
    ]
    last = state(*words, of="g3")
    assert (last.standing, void(last)) == (Standing.CONFIRMED, {4: "it would lead the finding back to itself"})
    # The circle was closed by the first merge: undo it, and the last one holds.
    assert state(*words, undo(5, "g1", 2), of="g3").root == "g1"


def test_a_finding_merged_and_then_confirmed_stands_alone_again() -> None:
    assert state(word(1, "g1", Verdict.MERGED, value="g2"), word(2, "g1", Verdict.CONFIRMED)).root == "g1"


def test_a_split_names_its_parts_and_its_parts_name_it() -> None:
    words = [word(1, "g1", Verdict.SPLIT, value=["g2", "g9", "g2"]), word(2, "g2", Verdict.SPLIT, value=["g1"])]
    whole, part = state(*words), state(*words, of="g2")
    assert (whole.standing, whole.split_into) == (Standing.SPLIT, ("g2", "g9"))
    assert (part.split_from, part.standing) == (("g1",), Standing.UNREVIEWED)
    assert void(part) == {2: "it would lead the finding back to itself"}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (["g1", "g2"], "a finding can't be a part of itself"),
        (["g8", "g9"], "none of its parts is in the case"),
        ("g2", "none of its parts is in the case"),
    ],
)
def test_a_split_without_parts_is_void(value: Value, told: str) -> None:
    assert void(state(word(1, "g1", Verdict.SPLIT, value=value))) == {1: told}


def test_decisions_on_findings_that_are_not_here_are_listed_and_lost_to_nobody() -> None:
    words = [word(1, "g1", Verdict.CONFIRMED), word(2, "gone", Verdict.MISREAD), undo(3, "gone", 2)]
    folded = fold([Thing("g1")], words)
    assert [decision.number for decision in folded.orphans] == [2, 3]
    assert list(folded.states) == ["g1"]


def test_assessments_keep_apart_from_decisions_and_from_one_another() -> None:
    said = [
        Assessment(1, "g1", Dimension.RELIABILITY, "B", "Ama", AT),
        Assessment(2, "g1", Dimension.CREDIBILITY, "3", "Ama", AT),
        Assessment(3, "g1", Dimension.RELIABILITY, "D", "Ben", AT),
        Assessment(4, "g1", Dimension.VERIFICATION, "verified", "Ama", AT, by="Truth Panel"),
        Assessment(5, "g1", Dimension.CREDIBILITY, "7", "Ama", AT),
        Assessment(6, "gone", Dimension.CREDIBILITY, "1", "Ama", AT),
    ]
    folded = fold([Thing("g1")], [word(1, "g1", Verdict.MISREAD)], said)
    now = folded.states["g1"]
    assert {dimension: assessment.value for dimension, assessment in now.assessments.items()} == {
        Dimension.RELIABILITY: "D",
        Dimension.CREDIBILITY: "3",
    }
    assert (now.standing, now.verification) == (Standing.MISREAD, Verification.UNVERIFIED)
    assert [(assessment.number, why) for assessment, why in folded.void_assessments] == [
        (4, "verified needs the standard that was met"),
        (5, "credibility must be one of 1, 2, 3, 4, 5, 6"),
        (6, "the finding is not in the case"),
    ]


@pytest.mark.parametrize("value", ["corroborated", "verified", "disputed", "retracted"])
def test_verification_needs_a_name(value: str) -> None:
    said = Assessment(1, "g1", Dimension.VERIFICATION, value, "Ama", AT, by=" ", standard="beyond doubt")
    folded = fold([Thing("g1")], [], [said])
    assert folded.states["g1"].verification is Verification.UNVERIFIED
    assert folded.void_assessments[0][1] == "verification needs the name of the person or body that verified"


def test_verification_is_what_a_named_person_set_and_can_be_taken_back() -> None:
    said = Assessment(1, "g1", Dimension.VERIFICATION, "verified", "Ama", AT, by="Truth Panel", standard="probable")
    assert fold([Thing("g1")], [], [said]).states["g1"].verification is Verification.VERIFIED
    back = Assessment(2, "g1", Dimension.VERIFICATION, None, "Ama", AT)
    assert fold([Thing("g1")], [], [said, back]).states["g1"].verification is Verification.UNVERIFIED


# --- properties over any decisions at all, sensible or not ------------------------------------------------------------

IDS = ["g1", "g2", "g3", "t1", "gone"]
THINGS = [Thing("g1"), Thing("g2"), Thing("g3"), Thing("t1", "attribution", {"force": "assert"})]


@st.composite
def decision_lists(draw: st.DrawFn) -> list[Decision]:
    values: st.SearchStrategy[Value] = st.one_of(
        st.sampled_from(IDS),
        st.lists(st.sampled_from(IDS), max_size=3),
        st.sampled_from(["torture", "negated", "deny"]),
        st.none(),
        st.integers(),
    )
    return [
        Decision(
            number,
            draw(st.sampled_from(IDS)),
            draw(st.sampled_from(list(Verdict))),
            "Ama",
            AT,
            field=draw(st.sampled_from(["act", "status", "force", "nonsense", None])),
            value=draw(values),
            undoes=draw(st.one_of(st.none(), st.integers(0, 14))),
        )
        for number in range(1, draw(st.integers(0, 14)) + 1)
    ]


@given(decision_lists(), st.randoms(use_true_random=False))
def test_any_decisions_fold_alike_in_any_order(words: list[Decision], rng: random.Random) -> None:
    shuffled = list(words)
    rng.shuffle(shuffled)
    assert fold(THINGS, shuffled) == fold(THINGS, words)


@given(decision_lists())
def test_no_decision_is_lost(words: list[Decision]) -> None:
    folded = fold(THINGS, words)
    told = [step.decision for now in folded.states.values() for step in now.history] + list(folded.orphans)
    assert sorted(told, key=lambda decision: decision.number) == words


@given(decision_lists())
def test_every_root_is_merged_into_nothing_and_no_part_leads_back(words: list[Decision]) -> None:
    states = fold(THINGS, words).states
    for now in states.values():
        assert states[now.root].merged_into is None
        assert (now.root == now.finding) == (now.standing is not Standing.MERGED)
        seen, waiting = set[str](), list(now.split_into)
        while waiting:
            part = waiting.pop()
            if part in seen or part not in states:
                continue
            seen.add(part)
            ahead = states[part]
            waiting += [*ahead.split_into, *([ahead.merged_into] if ahead.merged_into else [])]
        assert now.finding not in seen


@given(decision_lists())
def test_undoing_the_last_word_and_undoing_that_again_changes_no_state(words: list[Decision]) -> None:
    if not words:
        return
    last = words[-1]
    number = last.number
    once = [*words, undo(number + 1, last.finding, number)]
    twice = [*once, undo(number + 2, last.finding, number + 1)]
    assert _states(fold(THINGS, once)) == _states(fold(THINGS, words[:-1]))
    assert _states(fold(THINGS, twice)) == _states(fold(THINGS, words))


def _states(folded: Folded) -> dict[str, tuple[object, ...]]:
    return {
        finding: (now.standing, dict(now.amended), now.root, now.merged_from, now.split_into, now.split_from)
        for finding, now in folded.states.items()
    }
