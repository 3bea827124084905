import json
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.acquire import Options
from onrecord.errors import NoSuchCase, SealedCase, UsageError
from onrecord.ledger.enter import Entering
from onrecord.ledger.heads import vouched
from onrecord.ledger.passphrases import Cost
from onrecord.ledger.signing import new_key, verify
from onrecord.records.finding import FindingKind

PASSPHRASE = "lantern orchard seventeen gravel"  # noqa: S105 - of a case that lives as long as its test
TEXT = "FICTIONAL. Governor Anse Droy said on Monday that the guard beat Ilve Marr at the weir."


@pytest.fixture
def case(tmp_path: Path) -> onrecord.Case:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    case = onrecord.new(tmp_path / "weir", who="Ilse")
    assert [told.added.outcome.value for told in case.add(tmp_path / "a.txt")] == ["added"]
    return case


def test_a_case_is_made_filled_and_looked_into(case: onrecord.Case) -> None:
    with case:
        assert [kept.publisher for kept in case.reports()] == [None]
        allegation = next(iter(case.findings(kind="allegation")))
        assert allegation.finding.kind is FindingKind.ALLEGATION
        assert case.search("weir").hits[0].report == 1
        assert case.overview().reports == 1


def test_a_decision_changes_the_digest_and_the_head_and_stays_sound(case: onrecord.Case) -> None:
    with case:
        digest, head = case.digest, case.head
        allegation = next(iter(case.findings(kind="allegation")))
        decision = case.decide(allegation.finding.id, "confirmed", reason="read twice")

        assert case.finding(allegation.finding.id).holds
        assert case.digest != digest
        assert case.head.seq == head.seq + 1

        case.undo(decision.number)
        assert not case.finding(allegation.finding.id).holds
        assert not [told for told in case.check() if type(told).__name__ == "Fault"]


def test_ties_and_requests_are_kept_and_told_masked(tmp_path: Path, case: onrecord.Case) -> None:
    (tmp_path / "b.txt").write_text("FICTIONAL. " + TEXT, encoding="utf-8")
    with case:
        list(case.add(tmp_path / "b.txt"))
        made = case.tie("cites", "report:2", "report:1", reason="it names Ilve Marr alike")
        assert [each.undone_by for each in case.ties()] == [None]
        assert "Marr" not in str(list(case.ties()))
        case.untie(made.number)
        assert [each.undone_by for each in case.ties()] == [2, None]
        asked = case.request("Governor Anse Droy", "letter", "2026-01-02", note="about Ilve Marr")
        case.reply(asked.number, "2026-01-20", report=2)
        (told,) = case.requests()
        assert (told.whom, told.replies[0].report) == ("Governor Anse Droy", 2)
        assert "Marr" not in str(told)
        assert not [each for each in case.check() if type(each).__name__ == "Fault"]


def test_a_case_is_signed_exported_imported_and_sealed(tmp_path: Path, case: onrecord.Case) -> None:
    public = new_key(tmp_path / "key", PASSPHRASE, cost=Cost.LEAST).public
    with case:
        end = case.sign(tmp_path / "key", PASSPHRASE)
        (proof,) = vouched(case.ledger)
        verify(end, proof.proof, public=public)
        moved = case.export(tmp_path / "weir.zip")
        assert moved.digest == case.digest
    assert onrecord.import_case(tmp_path / "weir.zip", tmp_path / "copy", who="Ilse") == moved
    onrecord.seal(tmp_path / "copy", PASSPHRASE)
    with pytest.raises(SealedCase):
        onrecord.open(tmp_path / "copy")
    with onrecord.open(tmp_path / "copy", passphrase=PASSPHRASE) as copy:
        assert copy.digest == moved.digest
        with pytest.raises(UsageError, match="is sealed, and an export is not"):
            copy.export(tmp_path / "again.zip")
    assert onrecord.unseal(tmp_path / "copy", PASSPHRASE) == moved.originals
    with onrecord.open(tmp_path / "copy") as copy:
        assert not [told for told in copy.check() if type(told).__name__ == "Fault"]


def test_victims_are_masked(case: onrecord.Case) -> None:
    with case:
        text = case.report(1).text

        assert "Marr" not in text
        assert "Anse Droy" in text  # holds a public position
        case.reveal(next(each.label for each in case.protected() if "victim" in each.roles), "asked for")
        assert "Marr" in case.report(1).text


def test_what_is_not_there_is_said_to_be_missing(tmp_path: Path, case: onrecord.Case) -> None:
    with case:
        with pytest.raises(NoSuchCase):
            case.report(7)
        with pytest.raises(UsageError):
            case.search("act:juggling")
    with pytest.raises(NoSuchCase):
        onrecord.open(tmp_path / "nowhere")


def test_options_reach_the_report(tmp_path: Path, case: onrecord.Case) -> None:
    (tmp_path / "b.txt").write_text("FICTIONAL. " + TEXT, encoding="utf-8")
    with case:
        list(case.add(tmp_path / "b.txt", options=Options(publisher="The Lamplighter")))

        assert [kept.publisher for kept in case.reports()] == [None, "The Lamplighter"]


def test_a_row_of_a_roster_that_cannot_be_read_is_warned_of_and_the_rest_is_monitored(
    tmp_path: Path, case: onrecord.Case
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("name,kind,state,position\nLoslo,state,Loslo,\nThe Oar,guild,,\n", encoding="utf-8")
    with case, pytest.warns(UserWarning, match="guild"):
        found = case.record(roster=roster)
    assert found.board is not None
    assert [cell.actor.name for cell in found.board.cells] == ["Loslo"]


def test_a_finding_entered_by_hand_stands_beside_those_read_again(case: onrecord.Case) -> None:
    with case:
        entered = case.enter(
            Entering(report=1, kind=FindingKind.ALLEGATION, quotation="guard", words={"act": "threat"})
        )
        again = list(case.reread())

        assert case.finding(entered.finding).finding.quotation == "guard"
        assert [(each.number, each.new, each.failure) for each in again] == [(1, False, None)]


def test_the_level_at_which_reports_are_kept_may_be_told_as_a_word(tmp_path: Path, case: onrecord.Case) -> None:
    (tmp_path / "b.txt").write_text("FICTIONAL. " + TEXT, encoding="utf-8")
    with case:
        list(case.add(tmp_path / "b.txt", access="restricted"))

        assert [kept.access.value for kept in case.reports()] == ["public", "restricted"]


def test_importing_the_package_loads_neither_reader_nor_ledger() -> None:
    program = "import json, sys, onrecord; print(json.dumps(sorted(sys.modules)))"
    modules = json.loads(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout)

    assert "onrecord" in modules
    assert not {"onnxruntime", "sqlalchemy", "numpy"} & set(modules)


def test_a_name_that_it_does_not_have_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = onrecord.nonsense
