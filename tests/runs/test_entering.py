"""Findings entered from spreadsheets."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from onrecord.errors import InvalidInput
from onrecord.ledger.store import Ledger
from onrecord.records.reading import Reading
from onrecord.runs.entering import enter_sheet
from onrecord.testing.builders import Ticking, fictional_addition, fictional_report

TEXT = "FICTIONAL. Guards beat Jan Velov. Guards beat a ferryman too.\n\nThe governor condemned it."


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Ledger]:
    """A case of one report."""
    reading = Reading(report=fictional_report(1, text=TEXT), reader="fictional@1")
    with Ledger.create(tmp_path / "oram", who="A. Tester", clock=Ticking()) as ledger:
        list(ledger.add_all([fictional_addition(1, reading=reading)]))
        yield ledger


HEADER = ["report", "kind", "quotation", "occurrence", "act", "victims", "who"]
ROWS: list[list[str | int | None]] = [
    [1, "allegation", "Guards beat Jan Velov", None, "assault", "Jan Velov", None],
    [1, "allegation", "Guards beat", None, "assault", None, None],
    [1, "allegation", "Guards beat", 2, "assault", None, None],
    [None, None, None, None, None, None, None],
    [1, "response", "condemned it", None, "=A1", None, "governor"],
    [1, "response", "condemned it", None, "condemn", None, "The governor"],
    [7, "response", "condemned it", None, "condemn", None, None],
    ["one", "response", "condemned it", None, "condemn", None, None],
    [1, "rumour", "condemned it", None, "condemn", None, None],
    [1, "response", "condemned it", None, "condemn", "Jan Velov", None],
    [f"{1:018}7", "response", "condemned it", None, "condemn", None, None],
]
LINES: list[list[str | int | None]] = [list(HEADER), *ROWS]
FAULTS = {
    3: "stands in 2 places",
    6: "holds a formula",
    8: "has no report 7",
    9: "report must be a whole number",
    10: "kind must be one of",
    11: "victims is no field of a finding of kind response",
    12: "report must be a whole number",
}


def as_csv(folder: Path) -> Path:
    file = folder / "rows.csv"
    text = "\n".join(";".join("" if cell is None else f'"{cell}"' for cell in line) for line in LINES)
    file.write_text(text, encoding="utf-8-sig")
    return file


def as_xlsx(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in LINES:
        sheet.append(line)
    file = folder / "rows.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_each_bad_row_is_named_and_the_rest_goes_on(told: Ledger, tmp_path: Path, make: Callable[[Path], Path]) -> None:
    file = make(tmp_path)
    dry = list(enter_sheet(told, file, dry_run=True))
    assert list(told.findings()) == []
    rows = list(enter_sheet(told, file))
    assert [(row.number, row.fault is None) for row in dry] == [(row.number, row.fault is None) for row in rows]
    faults = {row.number: row.fault for row in rows if row.fault is not None}
    assert set(faults) == set(FAULTS)
    for number, part in FAULTS.items():
        assert part in str(faults[number])
    assert [row.number for row in rows if row.entered is not None and row.entered.new] == [2, 4, 7]
    kinds = [finding.kind.value for finding in told.findings() if finding.kind != "actor"]
    assert kinds == ["allegation", "allegation", "response"]


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", "is empty"),
        (b"report,kind,quotation,colour\n", "'colour' is no column"),
        (b"report,kind\n", "quotation is missing"),
        (b"report,kind,quotation,kind\n", "the column 'kind' twice"),
        (b'report,kind,quotation\n1,allegation,"x\n', "mend the quotation marks"),
        (b"\xff\xfd", "no CSV in UTF-8"),
        (b"PK\x03\x04 no workbook", "damaged ZIP"),
    ],
)
def test_what_is_no_sheet_is_refused(told: Ledger, tmp_path: Path, content: bytes, refused: str) -> None:
    file = tmp_path / "sheet"
    file.write_bytes(content)
    with pytest.raises(InvalidInput, match=refused):
        list(enter_sheet(told, file))


def test_of_several_tables_none_is_taken(told: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "two.zip"
    with ZipFile(file, "w") as archive:
        archive.writestr("a.csv", "report,kind,quotation\n")
        archive.writestr("b.csv", "report,kind,quotation\n")
    with pytest.raises(InvalidInput, match="holds 2 tables"):
        list(enter_sheet(told, file))


def test_a_cell_beyond_the_columns_refuses_its_row(told: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("report,kind,quotation\n1,allegation,Guards beat Jan Velov, and more\n", encoding="utf-8")
    (row,) = enter_sheet(told, file)
    assert row.fault == "Cell D2 has no column; is a separator missing?"
