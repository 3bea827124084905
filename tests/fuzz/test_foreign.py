"""Whatever bytes come as another tool's file, they are told of as rows or refused by name; nothing else is raised."""

import contextlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.acquire.foreign import ForeignForm, foreign_rows
from onrecord.errors import InvalidInput
from onrecord.ledger.store import Ledger
from onrecord.records.foreign import Foreign
from onrecord.runs.importing import Outcome, counted, take_in
from onrecord.testing.builders import Ticking, fictional_addition

if TYPE_CHECKING:
    from pathlib import Path

CELLS = st.text(st.sampled_from("ab ,;|\"'\\=+-@\n\r\t\ufeff\u202eŻж<[]{}:/0123"), max_size=12) | st.sampled_from(
    ["killing", "2023-03-04", "[victim 1]", "Ilva Brandt", "g" + "0" * 16, "report 1", "=1+1", "1"]
)
LABELS = st.lists(
    st.sampled_from(
        ["title", "text", "act", "victims", "date", "quotation", "report", "start", "end", "name", "who", "url", "id",
         "kind", "status", "other", "Witness"]
    ),
    min_size=1, max_size=8, unique=True,
)  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    made = Ledger.create(tmp_path_factory.mktemp("fuzz") / "velm", who="Ilse", clock=Ticking())
    list(made.add_all([fictional_addition(1), fictional_addition(2)]))
    return made


@given(content=st.binary(max_size=200), form=st.sampled_from(list(ForeignForm)))
@settings(max_examples=200, deadline=None)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes, form: ForeignForm) -> None:
    file = tmp_path_factory.mktemp("bytes") / "file"
    file.write_bytes(content)
    with contextlib.suppress(InvalidInput):
        list(foreign_rows(file, form))


@given(labels=LABELS, rows=st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=5))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_are_taken_or_told(
    ledger: Ledger, tmp_path_factory: pytest.TempPathFactory, labels: list[str], rows: list[list[str]]
) -> None:
    import csv

    file: Path = tmp_path_factory.mktemp("rows") / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([labels, *rows])
    with contextlib.suppress(InvalidInput):
        told = list(foreign_rows(file, ForeignForm.TABLE))
        taken = take_in(ledger, file, told, apply=False)
        assert len(taken) == len(told)
        counts = counted(taken)
        assert counts[Outcome.NEW] + counts[Outcome.MATCHED] <= sum(isinstance(row, Foreign) for row in told)
    assert len(list(ledger.reports())) == 2


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": st.sampled_from(["a", "b", "c", ""]) | st.none(),
                "schema": st.sampled_from(
                    ["Person", "Event", "Documentation", "UnknownLink", "Sanction", "Article", "Mention", "Thing"]
                ),
                "properties": st.dictionaries(
                    st.sampled_from(
                        ["name", "role", "recordId", "entity", "document", "subject", "object", "description", "notes",
                         "summary", "keywords", "date", "proof"]
                    ),
                    st.lists(CELLS | st.sampled_from(["a", "b", "allegation: killing", "response: x"]), max_size=3),
                    max_size=6,
                ),
            }
        ),
        max_size=6,
    )
)  # fmt: skip
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_entities_are_taken_or_told(
    ledger: Ledger, tmp_path_factory: pytest.TempPathFactory, entities: list[dict[str, object]]
) -> None:
    file = tmp_path_factory.mktemp("entities") / "entities.ftm.json"
    file.write_text("".join(json.dumps(each) + "\n" for each in entities), "utf-8")
    told = list(foreign_rows(file, ForeignForm.FTM))
    assert len(take_in(ledger, file, told, apply=False)) == len(told)
    assert len(list(ledger.reports())) == 2
