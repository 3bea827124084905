from collections.abc import Callable

from onrecord.ledger import schema
from onrecord.ledger.columns import moment
from onrecord.ledger.store import Ledger
from onrecord.testing.builders import fictional_additions
from onrecord.testing.ledger_suite import digest

# Of nine fictional reports, on either engine. It changes only where what is kept of them changes, which cases that
# people have would show as another content: then say so in the changelog.
PINNED = "f2bcf478b507d49c362230088f393fd69d44e47c8fde93d06856b32b200026db"

MakeLedger = Callable[..., Ledger]


def test_the_digest_is_the_same_on_either_engine_and_stays(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_additions(9)))
    assert digest(ledger) == PINNED


def test_clocks_are_left_out_and_reviewers_are_not(make_ledger: MakeLedger) -> None:
    seen = []
    words = [("A. Tester", "seen"), ("A. Tester", "seen"), ("B. Tester", "seen"), ("A. Tester", "heard")]
    for number, (who, reason) in enumerate(words):
        ledger = make_ledger(f"case {number}", who=who)
        for _ in range(number % 2):
            ledger.clock()
        with ledger.writing() as writing:
            row = {"number": 1, "subject": "report:1", "reason": reason, "who": who, "at": moment(writing.at)}
            writing.record("withdrawn", "withdrawal:1", [(schema.withdrawals, row)])
        seen.append(digest(ledger))
    assert seen[0] == seen[1]
    assert len(set(seen)) == 3
