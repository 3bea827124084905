"""What the case says now: findings folded with what reviewers said about them.

`fold` is a pure function of findings, decisions and assessments. It never fails and never guesses: whatever can't take
effect is kept in the history with the reason (`Step.void`). Equal input gives equal output in whatever order it comes,
since only the decisions' numbers order anything. The rules:

1. **Undoing.** A decision is in force unless an undoing that is itself in force undoes it. An undoing only reaches back
   (to a smaller number), so this is settled from the last decision to the first. To undo an undoing puts the decision
   back in its old place, not at the end.
2. **The latest word wins.** Of the decisions in force that say what a finding is (confirmed, amended, misread, merged,
   split), the one with the greatest number is its standing. Comments and undoings change no standing. So an amendment
   after "misread" says that the finding holds after all, as amended, and "misread" after an amendment says that it
   doesn't.
3. **Amendments hold field by field.** Of each field the latest amendment in force counts, whatever was said between;
   only an undoing or another amendment of the same field ends it. The machine's value is kept beside it.
4. **Merged** means: the same thing as another finding of the same kind. Who is merged into a merged finding is merged
   into what that one is merged into, its `root`; what the root is (misread, split, confirmed), they are with it.
   Amendments do not travel.
5. **Split** means: several things, told apart by hand; its parts are findings of their own, to be judged on their own.
   It holds while at least one part is in the case.
6. **No circles.** Merges and splits are laid down in the order of their numbers; one that would lead a finding back to
   itself is void, and the finding stands as the decision before it said.
7. **What is unknown changes nothing.** A decision on a finding that isn't here (erased, or no longer found by a newer
   reader) is listed in `orphans`; a merge into such a finding, or into one of another kind, is void, and so is an
   amendment of a value that the field can't hold.
8. **Assessments** are apart: the latest of each dimension counts. None of them comes from a decision, and no decision
   comes from them. Verification needs the name of who verified; "verified" also needs a standard. Without, it is void.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from onrecord.ledger.amendments import fault
from onrecord.records.decision import (
    Assessment,
    Credibility,
    Decision,
    Dimension,
    Reliability,
    Value,
    Verdict,
    Verification,
)

SCALES: Mapping[Dimension, type[StrEnum]] = {
    Dimension.RELIABILITY: Reliability,
    Dimension.CREDIBILITY: Credibility,
    Dimension.VERIFICATION: Verification,
}

# What says what a finding is. Comments and undoings don't.
STANDING = frozenset({Verdict.CONFIRMED, Verdict.AMENDED, Verdict.MISREAD, Verdict.MERGED, Verdict.SPLIT})


class Found(Protocol):
    """What the fold asks of a finding."""

    @property
    def id(self) -> str:
        """The finding's id."""

    @property
    def kind(self) -> str:
        """attribution, allegation, response or actor."""

    @property
    def data(self) -> Mapping[str, Value]:
        """The finding's fields, as the machine or the person who entered it gave them."""


class Standing(StrEnum):
    """What a finding is, by the latest word on it."""

    UNREVIEWED = "unreviewed"
    CONFIRMED = "confirmed"
    AMENDED = "amended"
    MISREAD = "misread"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Step:
    """One decision in a finding's history.

    Attributes:
        undone_by: number of the undoing in force that undoes it, None where none does.
        void: why it changes nothing although it isn't undone, a clause; None where it does what it says.
    """

    decision: Decision
    undone_by: int | None = None
    void: str | None = None

    @property
    def in_force(self) -> bool:
        """Whether it counts."""
        return self.undone_by is None and self.void is None


@dataclass(frozen=True, slots=True)
class Amended:
    """A field as a reviewer amended it.

    Attributes:
        machine: the value that the finding came with; None where it left the field out.
        decision: who, when and why.
    """

    value: Value
    machine: Value
    decision: Decision


@dataclass(frozen=True, slots=True)
class State:
    """What a finding is now, and how it came to be so.

    Attributes:
        by: the decision that gives the standing; None while unreviewed.
        amended: fields to their amendments in force.
        merged_into: the finding that this one was merged into, as decided.
        root: the finding that stands for this one after all merges; its own id where it isn't merged.
        merged_from: findings that were merged straight into this one.
        split_into: the findings that this one was split into.
        split_from: the findings that this one is a part of.
        comments: comments in force, first to last.
        history: every decision on it, first to last, in force or not.
        assessments: dimensions to the latest assessment.
    """

    finding: str
    kind: str
    standing: Standing = Standing.UNREVIEWED
    by: Decision | None = None
    amended: Mapping[str, Amended] = field(default_factory=dict)
    merged_into: str | None = None
    root: str = ""
    merged_from: tuple[str, ...] = ()
    split_into: tuple[str, ...] = ()
    split_from: tuple[str, ...] = ()
    comments: tuple[Decision, ...] = ()
    history: tuple[Step, ...] = ()
    assessments: Mapping[Dimension, Assessment] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether a reviewer says that it was correctly read, as it stands or as amended."""
        return self.standing in (Standing.CONFIRMED, Standing.AMENDED)

    @property
    def verification(self) -> Verification:
        """As a person set it; unverified while none did."""
        assessment = self.assessments.get(Dimension.VERIFICATION)
        if assessment is None or assessment.value is None:
            return Verification.UNVERIFIED
        return Verification(assessment.value)

    def data(self, machine: Mapping[str, Value]) -> dict[str, Value]:
        """The finding's fields as they are now.

        Args:
            machine: the fields as the finding came with them.
        """
        return {**machine, **{name: amended.value for name, amended in self.amended.items()}}


@dataclass(frozen=True, slots=True)
class Folded:
    """States of all findings, and the decisions that found none.

    Attributes:
        states: ids to states, in the order in which the findings were given.
        orphans: decisions on findings that aren't here, by number.
        void_assessments: assessments that change nothing, with the reason, by number.
    """

    states: Mapping[str, State]
    orphans: tuple[Decision, ...] = ()
    void_assessments: tuple[tuple[Assessment, str], ...] = ()


def fold(findings: Iterable[Found], decisions: Iterable[Decision], assessments: Iterable[Assessment] = ()) -> Folded:
    """What the case says now; the module tells the rules.

    Args:
        findings: each id once; of several with one id the last counts, as the newer reading's.
        decisions: in any order.
        assessments: in any order.
    """
    known = {finding.id: finding for finding in findings}
    ordered = sorted(decisions, key=lambda decision: decision.number)
    undone, idle = _undone(ordered)
    void = idle | {
        decision.number: wrong
        for decision in ordered
        if decision.number not in idle and (wrong := _wrong(decision, known)) is not None
    }
    on: dict[str, list[Decision]] = defaultdict(list)
    for decision in ordered:
        on[decision.finding].append(decision)
    stacks = {
        finding: [
            decision
            for decision in on.get(finding, ())
            if decision.verdict in STANDING and decision.number not in undone and decision.number not in void
        ]
        for finding in known
    }
    void |= _without_circles(stacks, known)
    links = _links(stacks)
    judged, void_assessments = _assessed(known, assessments)
    states = {
        finding.id: _state(
            finding,
            [Step(decision, undone.get(decision.number), void.get(decision.number)) for decision in on[finding.id]],
            stacks[finding.id],
            links,
            judged.get(finding.id, {}),
        )
        for finding in known.values()
    }
    return Folded(
        states,
        tuple(decision for decision in ordered if decision.finding not in known),
        tuple(void_assessments),
    )


def _undone(ordered: Sequence[Decision]) -> tuple[dict[int, int], dict[int, str]]:
    """Numbers undone to the number that undoes them, and undoings that reach nothing."""
    numbers = {decision.number for decision in ordered}
    undone: dict[int, int] = {}
    idle: dict[int, str] = {}
    for decision in reversed(ordered):
        if decision.verdict is not Verdict.UNDONE:
            continue
        if decision.undoes is None or decision.undoes not in numbers or decision.undoes >= decision.number:
            idle[decision.number] = "it names no earlier decision"
        elif decision.number not in undone:
            # Of two undoings of one decision the later is met first, and is the one that counts.
            undone.setdefault(decision.undoes, decision.number)
    return undone, idle


def _wrong(decision: Decision, known: Mapping[str, Found]) -> str | None:
    """Why a decision can't do what it says, whatever the others say; None where it can."""
    finding = known.get(decision.finding)
    if finding is None:
        return "the finding is not in the case"
    if decision.verdict is Verdict.AMENDED:
        return fault(finding.kind, decision.field, decision.value)
    if decision.verdict is Verdict.MERGED:
        into = known.get(decision.value) if isinstance(decision.value, str) else None
        if into is None:
            return "the finding that it is merged into is not in the case"
        if into.id == finding.id:
            return "a finding can't be merged into itself"
        return None if into.kind == finding.kind else f"a finding of kind {into.kind} is not the same thing"
    if decision.verdict is Verdict.SPLIT:
        parts = _parts(decision)
        if finding.id in parts:
            return "a finding can't be a part of itself"
        return None if any(part in known for part in parts) else "none of its parts is in the case"
    return None


def _parts(decision: Decision) -> tuple[str, ...]:
    """The findings that a split names, in its order, each once."""
    if not isinstance(decision.value, list):
        return ()
    return tuple(dict.fromkeys(part for part in decision.value if isinstance(part, str)))


def _leads_to(decision: Decision, known: Mapping[str, Found]) -> tuple[str, ...]:
    if decision.verdict is Verdict.MERGED and isinstance(decision.value, str):
        return (decision.value,)
    if decision.verdict is Verdict.SPLIT:
        return tuple(part for part in _parts(decision) if part in known)
    return ()


def _without_circles(stacks: Mapping[str, list[Decision]], known: Mapping[str, Found]) -> dict[int, str]:
    """Take merges and splits that close a circle off the stacks, and say which.

    A decision taken off uncovers the one below it, with a smaller number, which has to be laid down anew; so the laying
    starts again. Each round takes one decision off for good, and so it ends.
    """
    void: dict[int, str] = {}
    while True:
        laid: dict[str, tuple[str, ...]] = {}
        tops = sorted((stack[-1] for stack in stacks.values() if stack), key=lambda decision: decision.number)
        for decision in tops:
            ahead = _leads_to(decision, known)
            if not ahead:
                continue
            if _reaches(ahead, decision.finding, laid):
                void[decision.number] = "it would lead the finding back to itself"
                stacks[decision.finding].remove(decision)
                break
            laid[decision.finding] = ahead
        else:
            return void


def _reaches(starts: Iterable[str], goal: str, edges: Mapping[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(edges.get(here, ()))
    return False


@dataclass(frozen=True, slots=True)
class _Links:
    """Merges and splits in force, from both ends."""

    into: Mapping[str, str]
    merged_from: Mapping[str, list[str]]
    split_from: Mapping[str, list[str]]

    def root(self, finding: str) -> str:
        while (into := self.into.get(finding)) is not None:
            finding = into
        return finding


def _links(stacks: Mapping[str, Sequence[Decision]]) -> _Links:
    into: dict[str, str] = {}
    merged_from: dict[str, list[str]] = defaultdict(list)
    split_from: dict[str, list[str]] = defaultdict(list)
    for finding, stack in sorted(stacks.items()):
        top = stack[-1] if stack else None
        if top is None:
            continue
        if top.verdict is Verdict.MERGED and isinstance(top.value, str):
            into[finding] = top.value
            merged_from[top.value].append(finding)
        elif top.verdict is Verdict.SPLIT:
            for part in _parts(top):
                split_from[part].append(finding)
    return _Links(into, merged_from, split_from)


def _state(
    finding: Found,
    history: Sequence[Step],
    stack: Sequence[Decision],
    links: _Links,
    assessments: Mapping[Dimension, Assessment],
) -> State:
    top = stack[-1] if stack else None
    amended = {
        step.decision.field: Amended(step.decision.value, finding.data.get(step.decision.field), step.decision)
        for step in history
        if step.in_force and step.decision.verdict is Verdict.AMENDED and step.decision.field is not None
    }
    return State(
        finding=finding.id,
        kind=finding.kind,
        standing=Standing.UNREVIEWED if top is None else Standing(top.verdict.value),
        by=top,
        amended=dict(sorted(amended.items())),
        merged_into=links.into.get(finding.id),
        root=links.root(finding.id),
        merged_from=tuple(links.merged_from.get(finding.id, ())),
        split_into=() if top is None or top.verdict is not Verdict.SPLIT else _parts(top),
        split_from=tuple(links.split_from.get(finding.id, ())),
        comments=tuple(
            step.decision for step in history if step.in_force and step.decision.verdict is Verdict.COMMENTED
        ),
        history=tuple(history),
        assessments=assessments,
    )


def assessment_fault(assessment: Assessment) -> str | None:
    """Why an assessment can't count, a clause; None where it can."""
    words = [member.value for member in SCALES[assessment.dimension]]
    if assessment.value is None:
        return None
    if assessment.value not in words:
        return f"{assessment.dimension} must be one of {', '.join(words)}"
    if assessment.dimension is Dimension.VERIFICATION and assessment.value != Verification.UNVERIFIED:
        if not (assessment.by or "").strip():
            return "verification needs the name of the person or body that verified"
        if assessment.value == Verification.VERIFIED and not (assessment.standard or "").strip():
            return "verified needs the standard that was met"
    return None


def _assessed(
    known: Mapping[str, Found], assessments: Iterable[Assessment]
) -> tuple[dict[str, dict[Dimension, Assessment]], list[tuple[Assessment, str]]]:
    judged: dict[str, dict[Dimension, Assessment]] = defaultdict(dict)
    void: list[tuple[Assessment, str]] = []
    for assessment in sorted(assessments, key=lambda one: one.number):
        wrong = "the finding is not in the case" if assessment.finding not in known else assessment_fault(assessment)
        if wrong is not None:
            void.append((assessment, wrong))
        elif assessment.value is None:
            judged[assessment.finding].pop(assessment.dimension, None)
        else:
            judged[assessment.finding][assessment.dimension] = assessment
    return judged, void
