import gzip
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from onrecord.errors import CaseExists, DamagedCase, UsageError
from onrecord.ledger import bags, signing, transfer, wacz
from onrecord.ledger.adding import Terms
from onrecord.ledger.entries import entries_between, entry_hash
from onrecord.ledger.head import Head
from onrecord.ledger.heads import keep_vouched
from onrecord.ledger.store import Addition, Ledger
from onrecord.ledger.withdrawals import bring_back, withdraw
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.report import Report
from onrecord.testing.builders import Ticking, fictional_addition, fictional_reading
from tests.ledger.conftest import MakeLedger

HOSTILE = "https://paper.example/a b\r\nWARC-Type: response\r\n\r\n“x”"


def page(number: int, url: str | None, content: bytes, *, headers: str | None = None) -> Addition:
    text = f"FICTIONAL page {number}: {content[:20].hex()}"
    return Addition(
        result=Report(id=url or f"/desk/secret folder/{number}.pdf", source=url or f"/desk/{number}", text=text),
        acquisition=Acquisition(
            source=url or f"/desk/{number}",
            how=How.FILE if url is None else How.URL,
            url=url,
            headers=headers,
            obtained=datetime(2026, 2, number, 12, 30, 15, tzinfo=UTC),
        ),
        original=io.BytesIO(content),
    )


def fill(ledger: Ledger) -> None:
    additions = [
        page(
            1,
            "https://www.paper.example/2026/one?b=2&a=1",
            b"<html>one</html>" * 1000,
            headers="content-type: text/html",
        ),
        page(2, "http://paper.example:8080/", bytes(range(256)) * 300),
        page(3, None, b"%PDF-1.7 FICTIONAL"),
        page(4, HOSTILE, b"hostile"),
        page(5, "javascript:alert(1)", b""),
    ]
    list(ledger.add_all([*additions, fictional_addition(1), fictional_addition(2)]))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking()) as ledger:
        yield ledger


def command(name: str) -> str:
    """A validator's own command, of the environment that the tests run in."""
    found = Path(sys.executable).with_name(name)
    if not found.exists():
        pytest.skip(f"{name} isn't installed")
    return str(found)


def ran(*arguments: str) -> str:
    told = subprocess.run(arguments, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_others_validators_accept_it(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    wacz.export_wacz(ledger, tmp_path / "case.wacz")
    assert "passed WACZ is valid" in ran(command("wacz"), "validate", "-f", str(tmp_path / "case.wacz"))
    warc = tmp_path / "data.warc.gz"
    warc.write_bytes(members(tmp_path / "case.wacz")[wacz.ARCHIVE])
    ran(command("warcio"), "check", "-v", str(warc))


def test_validators_accept_it_with_heads_and_without_anything(ledger: Ledger, tmp_path: Path) -> None:
    wacz.export_wacz(ledger, tmp_path / "empty.wacz")
    _sign(ledger)
    wacz.export_wacz(ledger, tmp_path / "signed.wacz")
    for name in ("empty", "signed"):
        assert "passed WACZ is valid" in ran(command("wacz"), "validate", "-f", str(tmp_path / f"{name}.wacz"))


def test_the_validators_refuse_it_once_a_byte_is_changed(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    wacz.export_wacz(ledger, tmp_path / "case.wacz")
    held = members(tmp_path / "case.wacz")
    held[wacz.PAGES] = held[wacz.PAGES].replace(b"Originals", b"Originalz")
    with zipfile.ZipFile(tmp_path / "changed.wacz", "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    told = subprocess.run([command("wacz"), "validate", "-f", str(tmp_path / "changed.wacz")], capture_output=True)
    assert told.returncode != 0
    plain = bytearray(gzip.decompress(held[wacz.ARCHIVE]))
    plain[plain.index(b"hostile")] ^= 1
    (tmp_path / "changed.warc").write_bytes(plain)
    assert subprocess.run([command("warcio"), "check", str(tmp_path / "changed.warc")], capture_output=True).returncode


def test_originals_are_read_back_as_they_were(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    chosen = wacz.export_wacz(ledger, tmp_path / "case.wacz")
    archive = members(tmp_path / "case.wacz")[wacz.ARCHIVE]
    found = {}
    for record in ArchiveIterator(io.BytesIO(archive)):
        content = record.content_stream().read()
        if record.rec_type == "resource":
            found[record.rec_headers.get_header("WARC-Block-Digest").removeprefix("sha256:")] = content
    assert sorted(found) == list(chosen.originals)
    assert all(ledger.originals.read(sha256) == content for sha256, content in found.items())


def test_the_index_leads_to_each_record(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    wacz.export_wacz(ledger, tmp_path / "case.wacz")
    held = members(tmp_path / "case.wacz")
    lines = held[wacz.INDEX].decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        _, stamp, told = line.split(" ", 2)
        entry = json.loads(told)
        start = int(entry["offset"])
        piece = held[wacz.ARCHIVE][start : start + int(entry["length"])]
        (record,) = ArchiveIterator(io.BytesIO(piece))
        assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]
        assert record.rec_headers.get_header("WARC-Date").translate(str.maketrans("", "", "-:TZ")) == stamp


def test_sort_keys_are_those_of_other_tools() -> None:
    surt = pytest.importorskip("surt")
    for url in (
        "https://www.paper.example/2026/One?a=1&b=2",
        "http://paper.example:8080/",
        "https://paper.example",
        "https://a.b.paper.example/x/y.html",
    ):
        assert wacz.sort_key(url) == surt.surt(url)


def test_a_hostile_address_breaks_out_of_nothing(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    wacz.export_wacz(ledger, tmp_path / "case.wacz")
    held = members(tmp_path / "case.wacz")
    kinds = [record.rec_type for record in ArchiveIterator(io.BytesIO(held[wacz.ARCHIVE]))]
    assert kinds.count("resource") == 7
    assert "response" not in kinds
    assert all(len(line.split(" ", 2)) == 3 for line in held[wacz.INDEX].decode().splitlines())
    assert b"javascript:" not in held[wacz.PAGES]


@pytest.mark.parametrize(
    "url", [None, "", "ftp://paper.example/", "https://", "http://[", "x" * 9000, "urn:a:b", "//a/b"]
)
def test_what_is_no_web_address_is_none(url: str | None) -> None:
    assert wacz.as_uri(url) is None


def test_folders_and_people_of_the_desk_stay_out(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    wacz.export_wacz(ledger, tmp_path / "case.wacz")
    held = members(tmp_path / "case.wacz")
    archive = gzip.decompress(held[wacz.ARCHIVE])
    for data in (archive, held[wacz.REPORTS], held[wacz.PAGES], held[wacz.INDEX]):
        assert b"/desk" not in data
        assert b"secret folder" not in data
    assert b"A. Tester" not in archive


def add_restricted(ledger: Ledger) -> None:
    """A restricted report, and a file of which one report is public and the other confidential."""
    also = fictional_addition(4)
    shared = [
        replace(also, terms=Terms(locator=name, access=access), original=io.BytesIO(b"one file, two reports"))
        for name, access in (("a", Access.PUBLIC), ("b", Access.CONFIDENTIAL))
    ]
    list(ledger.add_all([fictional_addition(3, terms=Terms(access=Access.RESTRICTED)), *shared]))


def test_only_the_access_asked_for_leaves(ledger: Ledger, tmp_path: Path) -> None:
    list(ledger.add_all([fictional_addition(1)]))
    add_restricted(ledger)
    chosen = wacz.export_wacz(ledger, tmp_path / "public.wacz")
    assert chosen.reports == (1,)
    assert chosen.left_out == 2
    held = members(tmp_path / "public.wacz")
    assert len(held[wacz.REPORTS].splitlines()) == 1
    assert b"one file, two reports" not in gzip.decompress(held[wacz.ARCHIVE])
    everything = wacz.export_wacz(ledger, tmp_path / "all.wacz", access=tuple(Access))
    assert everything.left_out == 0
    assert len(everything.reports) == 4


def test_what_is_withdrawn_stays_in(ledger: Ledger, tmp_path: Path) -> None:
    list(ledger.add_all([fictional_addition(1), fictional_addition(2)]))
    withdraw(ledger, "report:1", "its publisher took it back")
    assert wacz.export_wacz(ledger, tmp_path / "one.wacz").reports == (2,)
    bring_back(ledger, "report:1", "it stands after all")
    assert wacz.export_wacz(ledger, tmp_path / "two.wacz").reports == (1, 2)


def test_readings_and_custody_travel_with_it(ledger: Ledger, tmp_path: Path) -> None:
    fill(ledger)
    head = _sign(ledger)
    wacz.export_wacz(ledger, tmp_path / "case.wacz")
    held = members(tmp_path / "case.wacz")
    reports = [json.loads(line) for line in held[wacz.REPORTS].splitlines()]
    with_reading = [report for report in reports if report["readings"]]
    assert len(with_reading) == 2
    assert with_reading[0]["readings"][0]["reading"]["allegations"]
    entries = [json.loads(line) for line in held[wacz.ENTRIES].splitlines()]
    for before, entry in zip([None, *entries], entries, strict=False):
        fields = {name: value for name, value in entry.items() if name != "hash"}
        assert entry_hash(**fields) == entry["hash"]
        assert before is None or entry["previous"] == before["hash"]
    (told,) = [json.loads(line) for line in held[wacz.HEADS].splitlines()]
    assert (told["entry"], told["hash"]) == (head.seq, head.hash)


def test_only_the_newest_reading_travels_with_what_was_entered_by_hand(ledger: Ledger, tmp_path: Path) -> None:
    for reader in ("fictional-reader@1", "hand@A. Tester", "fictional-reader@2"):
        list(ledger.add_all([fictional_addition(1, reading=fictional_reading(1, reader=reader))]))
    wacz.export_wacz(ledger, tmp_path / "case.wacz")
    (report,) = [json.loads(line) for line in members(tmp_path / "case.wacz")[wacz.REPORTS].splitlines()]
    assert [reading["reader"] for reading in report["readings"]] == ["hand@A. Tester", "fictional-reader@2"]


def _sign(ledger: Ledger) -> Head:
    with ledger.snapshot() as connection:
        *_, newest = entries_between(connection)
    head = Head(ledger.case.id, newest.seq, newest.hash)
    key = signing.SigningKey(bytes(range(32)))
    keep_vouched(ledger, head, kind="signature", authority=key.public, proof=key.sign(head))
    return head


def test_an_export_is_recorded(ledger: Ledger, tmp_path: Path) -> None:
    wacz.export_wacz(ledger, tmp_path / "case.wacz")
    with ledger.snapshot() as connection:
        *_, newest = entries_between(connection)
    assert (newest.action, newest.subject) == ("exported", "case:wacz")


def test_a_damaged_original_is_never_passed_on(ledger: Ledger, tmp_path: Path) -> None:
    list(ledger.add_all([fictional_addition(1)]))
    (blob,) = [file for file in (ledger.case.folder / "originals").rglob("*") if file.is_file()]
    blob.chmod(0o600)
    blob.write_bytes(b"changed")
    with pytest.raises(DamagedCase):
        wacz.export_wacz(ledger, tmp_path / "case.wacz")
    assert not (tmp_path / "case.wacz").exists()
    with pytest.raises(DamagedCase):
        bags.export_bag(ledger, tmp_path / "bag")
    assert not (tmp_path / "bag").exists()


def test_nothing_is_overwritten(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "case.wacz").write_bytes(b"mine")
    with pytest.raises(CaseExists):
        wacz.export_wacz(ledger, tmp_path / "case.wacz")
    assert (tmp_path / "case.wacz").read_bytes() == b"mine"


def test_where_nothing_can_be_made_the_place_is_named(ledger: Ledger, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "out"
    for export in (wacz.export_wacz, bags.export_bag, transfer.export_case):
        with pytest.raises(UsageError, match=str(nowhere.parent)):
            export(ledger, nowhere)


def test_a_bag_is_accepted_by_bagit_and_its_heads_by_openssl(ledger: Ledger, tmp_path: Path) -> None:
    pytest.importorskip("bagit")
    fill(ledger)
    _sign(ledger)
    chosen = bags.export_bag(ledger, tmp_path / "bag")
    ran(sys.executable, "-m", "bagit", "--validate", str(tmp_path / "bag"))
    data = tmp_path / "bag" / "data"
    assert sorted(file.name for file in (data / "originals").rglob("*") if file.is_file()) == list(chosen.originals)
    if shutil.which("openssl") is None:
        pytest.skip("openssl isn't installed")
    heads = data / "custody" / "heads"
    recipe = f"openssl pkeyutl -verify -pubin -inkey {heads}/1.pem -rawin -in {heads}/1.txt -sigfile {heads}/1.sig"
    assert "Verified Successfully" in ran(*recipe.split())


def test_both_engines_give_the_same(make_ledger: MakeLedger, tmp_path: Path) -> None:
    ledger = make_ledger("other")
    fill(ledger)
    wacz.export_wacz(ledger, tmp_path / "case.wacz")
    held = members(tmp_path / "case.wacz")
    assert len(held[wacz.INDEX].splitlines()) == 7
    assert len(held[wacz.REPORTS].splitlines()) == 7
