"""What docs/explanation/ledger.md says that anybody can verify by hand, verified by hand: no onrecord, no library."""

import hashlib
import json
import re
import sqlite3
import zlib
from pathlib import Path

import pytest

from onrecord.ledger.store import Ledger
from onrecord.testing.builders import Ticking, fictional_additions
from onrecord.testing.ledger_suite import kept_entries

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "ledger.md"
OLDEST = (3, 37)  # the first SQLite with strict tables

pytestmark = pytest.mark.skipif(
    sqlite3.sqlite_version_info < OLDEST,
    reason=f"this Python's SQLite is {sqlite3.sqlite_version}, too old to open one",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger.create(tmp_path / "velm", who="Ödla Ténor", clock=Ticking()) as ledger:
        list(ledger.add_all(fictional_additions(9)))
        return ledger.case.folder


def test_the_page_s_own_lines_walk_the_chain(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    with Ledger.open(folder) as ledger:
        head = kept_entries(ledger)[-1]
    run = compile(code.replace("NAME.case", str(folder)), str(PAGE), "exec")
    names: dict[str, object] = {}
    exec(run, names)  # noqa: S102 (the page's code is what is tested)
    opened = names["ledger"]
    assert isinstance(opened, sqlite3.Connection)
    opened.close()
    assert head in capsys.readouterr().out


def test_digests_follow_from_rows_as_the_page_says(folder: Path) -> None:
    ledger = sqlite3.connect(f"file:{folder}/ledger.sqlite?mode=ro", uri=True)
    ledger.row_factory = sqlite3.Row
    tables = [row["name"] for row in ledger.execute("PRAGMA table_list") if row["type"] == "table"]
    covered = [name for name in tables if any(row["name"] == "entry" for row in _columns(ledger, name))]
    checked = 0
    for seq, digest, salt in ledger.execute("SELECT seq, digest, salt FROM entries JOIN salts ON entry = seq"):
        things = []
        for table in set(covered) - {"salts", "erasing"}:
            for row in ledger.execute(f"SELECT * FROM {table} WHERE entry = ?", [seq]):  # noqa: S608 (its own tables)
                told = {key: value for key, value in dict(row).items() if value is not None}
                for left_out in ("entry", "body"):
                    told.pop(left_out, None)
                things.append([table, {key: _plain(value) for key, value in told.items()}])
        things.sort(key=_json)
        assert hashlib.sha256(salt + _json(things)).digest() == digest
        checked += 1
    assert checked == 10
    for body, digest in ledger.execute("SELECT body, digest FROM readings"):
        assert hashlib.sha256(zlib.decompress(body)).digest() == digest
        assert json.loads(zlib.decompress(body))["attributions"]
    for text, digest in ledger.execute("SELECT text, digest FROM texts"):
        assert hashlib.sha256(text.encode()).digest() == digest
        original = folder / "originals" / digest.hex()[:2] / digest.hex()
        assert original.read_text(encoding="utf-8") == text
    ledger.close()


def test_a_finding_s_id_follows_from_text_and_span(folder: Path) -> None:
    with Ledger.open(folder) as ledger:
        for finding in ledger.findings():
            text_digest = ledger.kept(finding.report).text_digest
            told = [text_digest, finding.kind.value, finding.anchor.start, finding.anchor.end, 0]
            assert finding.id[1:] == hashlib.sha256(_json(told)).hexdigest()[:16]


def _columns(ledger: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return ledger.execute(f"PRAGMA table_info({table})").fetchall()


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
