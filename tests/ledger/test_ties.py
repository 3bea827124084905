"""Ties in a ledger, on either engine; a property holds what is refused against what would contradict."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger.entries import entries_between
from onrecord.ledger.protecting import protect
from onrecord.ledger.store import Ledger
from onrecord.ledger.ties import tie, ties_in_force, ties_made, untie
from onrecord.ledger.view import open_view
from onrecord.records.acquisition import Access
from onrecord.records.decision import Role
from onrecord.records.tie import Tie, TieKind
from onrecord.testing.builders import fictional_addition
from onrecord.testing.ledger_suite import faults
from tests.ledger.conftest import MakeLedger


def filled(ledger: Ledger, reports: int = 3) -> None:
    list(ledger.add_all(fictional_addition(number) for number in range(1, reports + 1)))


def ids(ledger: Ledger, kind: str) -> list[str]:
    return [finding.id for finding in ledger.findings() if finding.kind == kind]


def say(ledger: Ledger, kind: TieKind, first: str, second: str, *, reason: str | None = None) -> Tie:
    with ledger.writing() as writing:
        return tie(writing, kind, first, second, reason=reason)


def undo(ledger: Ledger, number: int, *, reason: str | None = None) -> Tie:
    with ledger.writing() as writing:
        return untie(writing, number, reason=reason)


def standing(ledger: Ledger) -> list[int]:
    with ledger.snapshot() as connection:
        return [each.number for each in ties_in_force(connection)]


def test_a_tie_is_kept_with_an_entry_of_its_own(ledger: Ledger) -> None:
    filled(ledger)
    first, second, *_ = ids(ledger, "allegation")
    said = say(ledger, TieKind.SAME_EVENT, first, second, reason="the same night")
    assert (said.number, said.kind, said.who, said.reason) == (
        1,
        TieKind.SAME_EVENT,
        "A. Tester",
        "the same night",
    )
    with ledger.snapshot() as connection:
        assert ties_in_force(connection) == (said,)
        last = list(entries_between(connection))[-1]
    assert (last.action, last.subject) == ("tied", "tie:1")
    assert faults(ledger) == []


def test_an_undoing_can_be_undone_and_all_stays_on_record(ledger: Ledger) -> None:
    filled(ledger)
    say(ledger, TieKind.CITES, "report:1", "report:2")
    undone = undo(ledger, 1, reason="another paper")
    assert (undone.kind, undone.undoes, undone.first, undone.second) == (None, 1, "report:1", "report:2")
    assert standing(ledger) == []
    with pytest.raises(UsageError, match=r"undone already, by 2"):
        undo(ledger, 1)
    undo(ledger, 2)
    assert standing(ledger) == [1]
    undo(ledger, 3)
    assert standing(ledger) == []
    with ledger.snapshot() as connection:
        assert [(each.tie.number, each.undone_by) for each in ties_made(connection)] == [
            (1, 2),
            (2, None),
            (3, 4),
            (4, None),
        ]
    assert faults(ledger) == []


@pytest.mark.parametrize(
    ("kind", "first", "second", "told"),
    [
        (TieKind.SAME_ACTOR, "actor", "allegation", "needs an actor .* as its second; .* is an allegation"),
        (TieKind.SAME_EVENT, "report:1", "allegation", "needs an allegation .* as its first; report:1 is a report"),
        (TieKind.PART_OF, "actor", "allegation", "needs an allegation"),
        (TieKind.CITES, "actor", "report:1", "needs a report .* as its first"),
        (TieKind.CITES, "report:1", "allegation", "needs a report .* or an actor .* as its second"),
        (TieKind.SHARED, "response", "report:1", "is a response"),
        (TieKind.INDEPENDENT, "report:1", "report:1", "tied to itself"),
    ],
)
def test_what_a_kind_is_not_said_of_is_refused(
    ledger: Ledger, kind: TieKind, first: str, second: str, told: str
) -> None:
    filled(ledger, 1)
    ends = [end if end.startswith("report:") else ids(ledger, end)[0] for end in (first, second)]
    with pytest.raises(UsageError, match=told):
        say(ledger, kind, *ends)
    assert standing(ledger) == []


@pytest.mark.parametrize("end", ["report:9", "report:0", "report:01", "gffffffffffffffff", "'; DROP TABLE ties", ""])
def test_what_is_not_there_is_refused(ledger: Ledger, end: str) -> None:
    filled(ledger, 1)
    with pytest.raises(NoSuchCase, match="The case has no"):
        say(ledger, TieKind.SHARED, "report:1", end)
    with pytest.raises(NoSuchCase, match="There is no tie 1"):
        undo(ledger, 1)


def test_what_a_tie_says_already_or_the_contrary_is_refused(ledger: Ledger) -> None:
    filled(ledger)
    first, second, *_ = ids(ledger, "actor")
    say(ledger, TieKind.SAME_ACTOR, first, second)
    with pytest.raises(UsageError, match="Tie 1 says so already"):
        say(ledger, TieKind.SAME_ACTOR, second, first)
    with pytest.raises(UsageError, match=r"Tie 1 says the contrary \(same_actor\)"):
        say(ledger, TieKind.OTHER_ACTOR, second, first)
    say(ledger, TieKind.CITES, "report:1", "report:2")
    say(ledger, TieKind.CITES, "report:2", "report:1")
    with pytest.raises(UsageError, match="Tie 3 says the contrary"):
        say(ledger, TieKind.NOT_CITES, "report:2", "report:1")
    say(ledger, TieKind.INDEPENDENT, "report:1", "report:2")
    with pytest.raises(UsageError, match="Tie 4 says the contrary"):
        say(ledger, TieKind.SHARED, "report:2", "report:1")


def test_what_several_ties_together_contradict_is_refused(ledger: Ledger) -> None:
    filled(ledger)
    one, two, three, *_ = ids(ledger, "allegation")
    say(ledger, TieKind.SAME_EVENT, one, two)
    say(ledger, TieKind.SAME_EVENT, two, three)
    with pytest.raises(UsageError, match="Ties 1, 2 make the two one already"):
        say(ledger, TieKind.OTHER_EVENT, one, three)
    with pytest.raises(UsageError, match="a part of itself"):
        say(ledger, TieKind.PART_OF, one, three)
    undo(ledger, 2)
    say(ledger, TieKind.OTHER_EVENT, one, three)
    with pytest.raises(UsageError, match="Tie 4 keeps apart"):
        say(ledger, TieKind.SAME_EVENT, three, two)
    with pytest.raises(UsageError, match="Tie 4 keeps apart"):
        undo(ledger, 3)
    assert standing(ledger) == [1, 4]


def test_a_campaign_is_no_part_of_its_part(ledger: Ledger) -> None:
    filled(ledger)
    one, two, three, *_ = ids(ledger, "allegation")
    say(ledger, TieKind.PART_OF, one, two)
    say(ledger, TieKind.PART_OF, two, three)
    with pytest.raises(UsageError, match="a part of itself"):
        say(ledger, TieKind.PART_OF, three, one)
    with pytest.raises(UsageError, match="a part of itself"):
        say(ledger, TieKind.SAME_EVENT, three, one)
    assert standing(ledger) == [1, 2]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        st.tuples(
            st.sampled_from([TieKind.SAME_EVENT, TieKind.OTHER_EVENT, TieKind.PART_OF, None]),
            st.integers(0, 4),
            st.integers(0, 4),
        ),
        max_size=14,
    )
)
def test_ties_in_force_never_contradict_one_another(
    make_ledger: MakeLedger, said: list[tuple[TieKind | None, int, int]]
) -> None:
    ledger = make_ledger(uuid4().hex)
    filled(ledger, 5)
    things = ids(ledger, "allegation")
    for kind, first, second in said:
        try:
            if kind is None:
                undo(ledger, first + 1)
            else:
                say(ledger, kind, things[first], things[second])
        except (UsageError, NoSuchCase):
            continue
    with ledger.snapshot() as connection:
        ties = ties_in_force(connection)
    group = {thing: {thing} for thing in things}
    for each in ties:
        if each.kind is TieKind.SAME_EVENT:
            joined = group[each.first] | group[each.second]
            for thing in joined:
                group[thing] = joined
    wholes = {
        frozenset(group[each.first]): frozenset(group[each.second]) for each in ties if each.kind is TieKind.PART_OF
    }
    for each in ties:
        if each.kind in (TieKind.OTHER_EVENT, TieKind.PART_OF):
            assert group[each.first] is not group[each.second]
    for start in wholes:
        here, steps = start, 0
        while here in wholes:
            here, steps = wholes[here], steps + 1
            assert here != start
            assert steps <= len(things)
    ledger.close()


def test_ties_are_told_masked_and_only_of_what_may_be_seen(ledger: Ledger) -> None:
    filled(ledger)
    with ledger.writing() as writing:
        protect(writing, "Orla Zimmerwald", Role.WITNESS)
    say(ledger, TieKind.CITES, "report:1", "report:2", reason="Orla Zimmerwald says so")
    with open_view(ledger, access=Access.PUBLIC) as view:
        (told,) = view.ties()
    assert told.tie.reason is not None
    assert "Zimmerwald" not in told.tie.reason
    assert (told.tie.first, told.tie.second) == ("report:1", "report:2")
