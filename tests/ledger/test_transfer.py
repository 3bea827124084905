import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import CaseExists, NewerCase, RefusedArchive, UsageError
from onrecord.ledger import bagit, schema, seal, signing, transfer
from onrecord.ledger.check import Fault, check
from onrecord.ledger.content import content_digest
from onrecord.ledger.decisions import decide
from onrecord.ledger.entries import entries_between
from onrecord.ledger.erase import erase
from onrecord.ledger.head import Head
from onrecord.ledger.heads import keep_vouched, vouched
from onrecord.ledger.passphrases import Cost
from onrecord.ledger.requests import log_reply, log_request, requests_logged
from onrecord.ledger.store import Ledger
from onrecord.ledger.ties import tie, ties_made, untie
from onrecord.records.acquisition import Acquisition, How
from onrecord.records.decision import Verdict
from onrecord.records.tie import TieKind
from onrecord.testing.builders import (
    Ticking,
    fictional_addition,
    fictional_additions,
    fictional_report,
)
from tests.ledger.conftest import MakeLedger

PASSPHRASE = "lantern orchard seventeen gravel"  # noqa: S105 - of a case that lives as long as its test


def fill(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_additions(9)))
    finding = next(iter(ledger.findings()))
    with ledger.writing() as writing:
        decide(writing, finding.id, Verdict.CONFIRMED, reason="as the text says")
        tie(writing, TieKind.CITES, "report:1", "report:3", reason="it says so")
        untie(writing, tie(writing, TieKind.SHARED, "report:1", "report:4").number)
        log_request(writing, "The ministry", "letter", "2026-01-02", deadline="2026-02-01")
        log_reply(writing, 1, "2026-02-01", report=2)
        log_reply(writing, 1, "2026-02-02", note="they add \x00 \ud83d", report=4)
    # Whatever a text may hold.
    odd = fictional_report(20, text="a\x00b \ud83d \U0001f600 \ufdd0 “quoted”\r\n\tend")
    ledger.add(odd, acquisition=Acquisition(source="odd", how=How.HAND))


def digest(ledger: Ledger) -> str:
    with ledger.snapshot() as connection:
        return content_digest(connection)


def faults(ledger: Ledger) -> list[Fault]:
    return [told for told in check(ledger) if isinstance(told, Fault)]


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """An export of a small case, made once for tests that only break it."""
    with Ledger.create(tmp_path / "source", who="A. Tester", clock=Ticking()) as ledger:
        fill(ledger)
        transfer.export_case(ledger, tmp_path / "case.zip")
    return tmp_path / "case.zip"


def taken_in(file: Path, name: str = "taken", **options: object) -> transfer.Moved:
    return transfer.import_case(file, file.parent / name, who="A. Tester", clock=Ticking(), **options)  # type: ignore[arg-type] # options of several types


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_what_is_exported_is_imported_alike(
    make_ledger: MakeLedger, target: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ledger = make_ledger()
    fill(ledger)
    erase(ledger, [2])
    head = Head(ledger.case.id, *_newest(ledger))
    key = signing.SigningKey(bytes(32))
    keep_vouched(ledger, head, kind="signature", authority=key.public, proof=key.sign(head))
    moved = transfer.export_case(ledger, tmp_path / "case.zip")
    url = None if target == "sqlite" else request.getfixturevalue("postgresql_url")
    if url is not None and ledger.case.database is not None:
        with pytest.raises(Exception, match="exists"):
            taken_in(tmp_path / "case.zip", database=url)
        return  # the same case can't lie twice in one database
    assert taken_in(tmp_path / "case.zip", database=url) == moved
    with Ledger.open(tmp_path / "taken") as copy:
        assert digest(copy) == digest(ledger) == moved.digest
        assert copy.case.id == ledger.case.id
        assert faults(copy) == []
        (proof,) = vouched(copy)
        signing.verify(proof.head, proof.proof, public=key.public)
        assert _chain(copy)[:-1] == _chain(ledger)[:-1]  # but for what each recorded of this itself
        assert [report.number for report in copy.reports()] == [report.number for report in ledger.reports()]
        with copy.snapshot() as there, ledger.snapshot() as here:
            assert requests_logged(there) == requests_logged(here) != ()
            assert ties_made(there) == ties_made(here) != []
        (again,) = copy.add_all([fictional_addition(30)])
        assert again.number > max(report.number for report in ledger.reports())


def _newest(ledger: Ledger) -> tuple[int, str]:
    return _chain(ledger)[-1]


def _chain(ledger: Ledger) -> list[tuple[int, str]]:
    with ledger.snapshot() as connection:
        return [(entry.seq, entry.hash) for entry in entries_between(connection)]


def test_nothing_is_overwritten(exported: Path) -> None:
    with Ledger.open(exported.parent / "source") as ledger, pytest.raises(CaseExists):
        transfer.export_case(ledger, exported)
    with pytest.raises(CaseExists):
        taken_in(exported, "source")
    assert not list(exported.parent.glob(".*"))


def test_an_export_is_for_its_owner_alone(exported: Path) -> None:
    assert exported.stat().st_mode & 0o777 == 0o600


def test_a_file_system_without_second_names_takes_an_export_too(
    exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    with Ledger.open(exported.parent / "source") as ledger:
        transfer.export_case(ledger, exported.parent / "stick.zip")
        with pytest.raises(CaseExists):
            transfer.export_case(ledger, exported)
    assert taken_in(exported.parent / "stick.zip").reports
    assert not list(exported.parent.glob(".*"))


def test_a_sealed_case_is_exported_plain_only_when_said(exported: Path) -> None:
    source = exported.parent / "source"
    seal.seal(source, PASSPHRASE, cost=Cost.LEAST)
    with Ledger.open(source, secrets=seal.unlock(source, PASSPHRASE)) as ledger:
        with pytest.raises(UsageError, match="Copy the folder"):
            transfer.export_case(ledger, exported.parent / "sealed.zip")
        moved = transfer.export_case(ledger, exported.parent / "sealed.zip", unsealed=True)
    assert taken_in(exported.parent / "sealed.zip").digest == moved.digest


def test_a_missing_original_is_told_and_taken_in_only_when_said(exported: Path) -> None:
    source = exported.parent / "source.case"
    lost = next(file for file in (source / "originals").rglob("*") if file.is_file())
    lost.unlink()
    with Ledger.open(source) as ledger:
        moved = transfer.export_case(ledger, exported.parent / "less.zip")
    assert moved.missing == (lost.name,)
    with pytest.raises(RefusedArchive, match="It is missing"):
        taken_in(exported.parent / "less.zip")
    assert taken_in(exported.parent / "less.zip", damaged=True).missing == (lost.name,)


def repacked(file: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The export with other members, its manifests left as they are."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def with_manifest(members: dict[str, bytes]) -> None:
    """Manifests that agree with the members, as a forger would write them."""
    top = next(iter(members)).split("/")[0]
    for manifest, payload in ((bagit.MANIFEST, True), (bagit.TAG_MANIFEST, False)):
        members[f"{top}/{manifest}"] = bagit._manifest(
            {
                name.removeprefix(f"{top}/"): hashlib.sha256(data).hexdigest()
                for name, data in members.items()
                if name.startswith(f"{top}/data/") == payload and not name.endswith(bagit.TAG_MANIFEST)
            }
        )


def named(members: dict[str, bytes], end: str) -> str:
    return next(name for name in members if name.endswith(end))


def refused(file: Path, match: str) -> None:
    with pytest.raises(RefusedArchive, match=match):
        taken_in(file)
    assert not list(file.parent.glob("taken*"))
    assert not list(file.parent.glob(".taken*"))


def test_a_changed_byte_is_refused_by_name(exported: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        name = named(members, "ledger/reports.jsonl")
        members[name] = members[name].replace(b"Velm", b"Velk", 1)

    refused(repacked(exported, change), r"ledger/reports\.jsonl.*not what its manifest says")


def test_a_change_that_a_forger_put_into_the_manifests_is_caught_by_the_chain(exported: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        name = named(members, "ledger/reports.jsonl")
        members[name] = members[name].replace(b"2026-02-02", b"2026-02-03", 1)
        with_manifest(members)

    refused(repacked(exported, change), "content is other|rows that it covers")


@pytest.mark.parametrize(
    "drop", ["ledger/salts.jsonl", "ledger/entries.jsonl", "case.json", "bagit.txt", "manifest-sha256.txt"]
)
def test_a_missing_file_is_refused(exported: Path, drop: str) -> None:
    def change(members: dict[str, bytes]) -> None:
        del members[named(members, drop)]

    refused(repacked(exported, change), "missing|no bag")


def test_a_file_that_no_manifest_names_is_refused(exported: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members[named(members, "case.json").replace("case.json", "more.txt")] = b"hello"

    refused(repacked(exported, change), r"more\.txt.*none of its manifests")


def test_an_original_that_no_report_has_is_refused(exported: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        sha256 = hashlib.sha256(b"planted").hexdigest()
        members[named(members, "case.json").replace("case.json", f"originals/{sha256[:2]}/{sha256}")] = b"planted"
        with_manifest(members)

    refused(repacked(exported, change), "no report's original")


@pytest.mark.parametrize(
    ("line", "match"),
    [
        (b"[]\n", "no row"),
        (b'{"number": 1}\n', "missing"),
        (b'{"number": "x; DROP TABLE reports", "what": 1}\n', "no row"),
        (b"{", "ends within a line"),
        (b'{"number": true, "id": "a"}\n', "no row"),
        (b"[" * 100_000 + b"\n", "no row"),
        (b"\xff\n", "no row"),
    ],
)
def test_rows_that_are_none_are_refused(exported: Path, line: bytes, match: str) -> None:
    def change(members: dict[str, bytes]) -> None:
        name = named(members, "ledger/reports.jsonl")
        members[name] += line
        with_manifest(members)

    refused(repacked(exported, change), match)


def test_another_version_is_named(exported: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        name = named(members, "data/case.json")
        members[name] = json.dumps(json.loads(members[name]) | {"ledger": "9999"}).encode()
        with_manifest(members)

    with pytest.raises(NewerCase, match="9999"):
        taken_in(repacked(exported, change))


def test_an_export_of_the_former_version_is_taken_in(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "source", who="A. Tester", clock=Ticking()) as ledger:
        list(ledger.add_all(fictional_additions(9)))
        moved = transfer.export_case(ledger, tmp_path / "case.zip")

    def change(members: dict[str, bytes]) -> None:
        name = named(members, "data/case.json")
        members[name] = json.dumps(json.loads(members[name]) | {"ledger": "0001"}).encode()
        for table in ("ties", "replies"):
            del members[named(members, f"ledger/{table}.jsonl")]
        with_manifest(members)

    told: list[tuple[int, int]] = []
    changed = repacked(tmp_path / "case.zip", change)
    assert taken_in(changed, told=lambda done, of: told.append((done, of))) == moved
    assert told[-1][0] == told[-1][1]
    with Ledger.open(tmp_path / "taken") as copy:
        assert faults(copy) == []
        assert digest(copy) == moved.digest


@pytest.mark.parametrize("id", ["../../etc", "x; DROP SCHEMA public", "", "0" * 36])
def test_a_case_id_that_is_none_is_refused(exported: Path, id: str) -> None:
    def change(members: dict[str, bytes]) -> None:
        name = named(members, "data/case.json")
        description = json.loads(members[name])
        description["case"]["id"] = id
        members[name] = json.dumps(description).encode()
        with_manifest(members)

    refused(repacked(exported, change), "id that is none")


def test_a_file_that_is_no_export_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"hello")
    refused(tmp_path / "a.zip", "no ZIP")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("hello.txt", "hello")
    refused(tmp_path / "b.zip", "no bag")
    with pytest.raises(UsageError, match="can't be read"):
        taken_in(tmp_path / "none.zip")


def test_a_cut_off_export_is_refused(exported: Path) -> None:
    data = exported.read_bytes()
    for size in (0, 100, len(data) // 2, len(data) - 10):
        file = exported.with_name("cut.zip")
        file.write_bytes(data[:size])
        refused(file, "no ZIP|damaged|can't be unpacked")


def test_the_digest_of_an_export_is_the_cases(exported: Path) -> None:
    with Ledger.open(exported.parent / "source") as ledger, zipfile.ZipFile(exported) as archive:
        name = next(name for name in archive.namelist() if name.endswith("data/case.json"))
        assert json.loads(archive.read(name))["content"] == digest(ledger)


def test_progress_is_told_of_every_file(exported: Path) -> None:
    told: list[tuple[int, int]] = []
    taken_in(exported, told=lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] == len(told) + 1
    assert len(schema.metadata.sorted_tables) < told[-1][1]
