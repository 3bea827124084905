import csv
import importlib.util
import io

import pytest

from onrecord.acquire.foreign.rows import as_it_was
from onrecord.errors import UsageError
from onrecord.present.export.delimited import csv_tables, harmless, joined
from onrecord.present.export.forms import made
from onrecord.present.export.parquet import parquet
from onrecord.present.export.rows import tables
from onrecord.present.export.table import Kind, Table
from onrecord.testing.records import FORMULA, fictional_record

RECORD = fictional_record()


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_table_has_rows_of_its_columns() -> None:
    for name, table in tables(RECORD).items():
        rows = table.to_dicts()
        assert rows, name
        for row in rows:
            assert list(row) == [column.name for column in table.columns]
            for column in table.columns:
                if column.kind in (Kind.TEXTS, Kind.INTEGERS):
                    assert isinstance(row[column.name], list)


def test_tables_give_every_allegation_response_and_figure_with_its_quotation() -> None:
    made_tables = tables(RECORD)
    told = [one for event in RECORD.events for one in event.allegations]
    assert [row["id"] for row in made_tables["allegations"]] == [one.id for one in told]
    assert [row["quotation"] for row in made_tables["allegations"]] == [one.quotation.text for one in told]
    assert [row["id"] for row in made_tables["responses"]] == [one.id for one in RECORD.responses]
    assert len(made_tables["figures"].to_dicts()) == sum(len(event.figures) for event in RECORD.events)
    assert all("no trend may be inferred" in row["caution"] for row in made_tables["figures"])


def test_a_row_says_whether_its_finding_was_confirmed() -> None:
    held = {one.id: one.held for event in RECORD.events for one in event.allegations}
    for row in tables(RECORD)["allegations"]:
        assert row["review"].startswith("confirmed" if held[row["id"]] else "unreviewed")


def test_csv_is_read_back_as_it_was_and_no_cell_is_a_formula() -> None:
    parts = {part.name: part.content for part in csv_tables(RECORD).parts}
    sources = read(parts["sources.csv"])
    assert [as_it_was(row["title"]) for row in sources] == [source.title or "" for source in RECORD.sources]
    assert FORMULA in [as_it_was(row["publisher"]) for row in sources]
    for content in parts.values():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "＝1", " ＝1", "'=1", "'quoted'"])
def test_a_cell_that_may_be_a_formula_has_a_sign_before_it_and_comes_back(cell: str) -> None:
    assert harmless(cell) == "'" + cell
    assert as_it_was(harmless(cell)) == cell


def test_a_quotation_mark_that_no_export_put_there_stays() -> None:
    assert as_it_was("'twas =1") == "'twas =1"
    assert as_it_was("'twas said '=1'") == "'twas said '=1'"


def test_plain_cells_stay_and_controls_go() -> None:
    assert harmless("Ilve Marr, 12") == "Ilve Marr, 12"
    assert harmless("a\x1b[31mb\x00") == "a\ufffd[31mb\ufffd"
    assert joined(["a|b", "c\\", 3]) == "a\\|b|c\\\\|3"


def test_parquet_is_read_back_by_arrow_with_its_types_and_its_mark() -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: Parquet is not checked")
    for part in parquet(RECORD).parts:
        name = part.name.removesuffix(".parquet")
        back = pq.read_table(io.BytesIO(part.content))
        assert back.to_pylist() == tables(RECORD)[name].to_dicts()
        assert b"holds unreviewed machine reading" in back.schema.metadata[b"onrecord"]


def test_an_empty_table_keeps_its_types() -> None:
    polars = pytest.importorskip("polars", reason="Polars is not installed: to_polars is not checked")
    figures = tables(RECORD)["figures"]
    empty = Table("figures", figures.columns, lambda: [])
    assert empty.to_polars().schema == figures.to_polars().schema
    assert figures.to_polars().schema["number"] == polars.Int64
    assert figures.to_polars().to_dicts() == figures.to_dicts()


def test_pandas_keeps_whole_numbers_where_some_are_missing() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed: to_pandas is not checked")
    frame = tables(RECORD)["figures"].to_pandas()
    assert str(frame["high"].dtype) == "Int64"
    assert frame["number"].tolist() == [row["number"] for row in tables(RECORD)["figures"]]


def test_a_missing_library_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("onrecord.present.export.table.importlib.import_module", missing)
    with pytest.raises(UsageError, match=r"pip install polars.*to_dicts\(\)"):
        tables(RECORD)["events"].to_polars()


def test_a_format_that_needs_a_missing_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec("pyarrow") is not None:
        monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pyarrow isn't installed"):
        made(RECORD, "parquet")
