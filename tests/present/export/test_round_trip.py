"""Out and in again: what comes back is what the format can hold; and a case takes its own export for what it has."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from onrecord.acquire.foreign import ForeignForm, foreign_rows
from onrecord.ledger.decisions import decide
from onrecord.ledger.store import Ledger
from onrecord.present.export.forms import export_record
from onrecord.present.export.rows import tables
from onrecord.records.acquisition import Access
from onrecord.records.decision import Verdict
from onrecord.records.foreign import Foreign, ForeignKind
from onrecord.records.record import Record
from onrecord.runs.importing import Outcome, take_in
from onrecord.runs.weighing import record
from onrecord.testing.builders import Ticking, fictional_addition
from onrecord.testing.records import fictional_record
from onrecord.weigh.gate import unnamed

READERS: Final = {
    "csv": ForeignForm.TABLE,
    "ftm": ForeignForm.FTM,
    "uwazi": ForeignForm.UWAZI,
    "bayanat": ForeignForm.BAYANAT,
}

_BOTH: Final = frozenset({"act", "status", "quotation", "report", "start", "end", "times", "told_by", "confirmed"})
_ALLEGATION: Final = _BOTH | {"victims", "alleged_perpetrators", "places", "first", "last"}
_RESPONSE: Final = _BOTH | {"who", "to", "about", "stage"}
HOLDS: Final[Mapping[str, Mapping[ForeignKind, frozenset[str]]]] = {
    "csv": {
        ForeignKind.REPORT: frozenset({"title", "publisher", "byline", "published", "url", "sha256", "report"}),
        ForeignKind.ALLEGATION: _ALLEGATION | {"sha256", "url"},
        ForeignKind.RESPONSE: _RESPONSE | {"sha256", "url"},
        ForeignKind.ACTOR: frozenset({"name", "names", "actor_kind", "state", "offices"}),
    },
    "ftm": {
        ForeignKind.REPORT: frozenset({"title", "publisher", "byline", "published", "url", "sha256", "report"}),
        ForeignKind.ALLEGATION: _ALLEGATION | {"sha256", "url"},
        ForeignKind.RESPONSE: _RESPONSE | {"sha256", "url"},
        ForeignKind.ACTOR: frozenset({"actor_kind"}),  # names longer than 384 characters are cut
    },
    "uwazi": {
        ForeignKind.REPORT: frozenset({"publisher", "byline", "published", "url", "sha256", "report"}),
        ForeignKind.ALLEGATION: _ALLEGATION | {"url"},
        ForeignKind.RESPONSE: _RESPONSE | {"url"},
        ForeignKind.ACTOR: frozenset({"actor_kind", "state", "offices"}),
    },
    "bayanat": {
        ForeignKind.ALLEGATION: _ALLEGATION | {"sha256", "url"},
        ForeignKind.RESPONSE: _RESPONSE | {"sha256", "url"},
    },
}
"""What each format holds, to the letter."""


def expected(told: Record) -> dict[tuple[ForeignKind, str], dict[str, Any]]:
    """What the record tells, by kind and id, as a row that comes in would."""
    rows = tables(told)
    wanted: dict[tuple[ForeignKind, str], dict[str, Any]] = {}
    for row in rows["sources"]:
        wanted[ForeignKind.REPORT, row["sha256"]] = row
    for kind, name in ((ForeignKind.ALLEGATION, "allegations"), (ForeignKind.RESPONSE, "responses")):
        for row in rows[name]:
            wanted[kind, row["id"]] = {**row, "confirmed": row["review"].startswith("confirmed")}
    for row in rows["actors"]:
        wanted[ForeignKind.ACTOR, row["id"]] = {**row, "actor_kind": row["kind"]}
    return wanted


def plain(value: Any) -> Any:  # noqa: ANN401 (any cell)
    """As rows that come in have it: tuples, and spaces at the ends gone."""
    if isinstance(value, (list, tuple)):
        return tuple(plain(each) for each in dict.fromkeys(value))
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("form", sorted(READERS))
def test_what_a_format_holds_comes_back(tmp_path: Path, form: str) -> None:
    told = fictional_record()
    export_record(told, tmp_path / "out", form=form)
    back = [row for row in foreign_rows(tmp_path / "out", READERS[form]) if isinstance(row, Foreign)]
    wanted = expected(unnamed(told))
    kinds = HOLDS[form]
    found: dict[tuple[ForeignKind, str], Foreign] = {}
    for row in back:
        key = (row.kind, str(row.sha256) if row.kind is ForeignKind.REPORT else row.id)
        assert key not in found, "told once"
        found[key] = row
    for kind, fields in kinds.items():
        keys = {key for key in wanted if key[0] is kind}
        if form == "ftm" and kind is ForeignKind.ACTOR:
            keys = {key for key in keys if wanted[key]["actor_kind"] != "office"}
        assert keys == {key for key in found if key[0] is kind}
        for key in keys:
            for field in fields:
                told_out = plain(wanted[key][field])
                if form == "uwazi" and isinstance(told_out, str):
                    told_out = told_out.replace("|", "¦")  # which it says it can't hold
                assert plain(getattr(found[key], field)) == told_out, (form, key, field)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case whose findings somebody confirmed."""
    with Ledger.create(tmp_path / "velm", who="Ilse", clock=Ticking()) as ledger:
        list(ledger.add_all([fictional_addition(number) for number in (1, 2, 3, 4)]))
        findings = [one for one in ledger.findings() if one.kind.value in ("allegation", "response")]
        with ledger.writing() as writing:
            for finding in findings:
                decide(writing, finding.id, Verdict.CONFIRMED)
    return tmp_path / "velm"


def exported(case: Path, target: Path, form: str) -> Record:
    with Ledger.open(case, who="Ilse") as ledger:
        told = record(ledger, access=Access.PUBLIC, reviewed_only=True)
    export_record(told, target, form=form)
    return told


@pytest.mark.parametrize("form", sorted(READERS))
def test_a_case_has_all_of_its_own_export(case: Path, tmp_path: Path, form: str) -> None:
    told = exported(case, tmp_path / "out", form)
    with Ledger.open(case, who="Ilse") as ledger:
        before = len(list(ledger.findings()))
        taken = take_in(ledger, tmp_path / "out", foreign_rows(tmp_path / "out", READERS[form]), apply=True)
        assert len(list(ledger.findings())) == before
        assert len(list(ledger.reports())) == 4
    matched = {one.finding for one in taken if one.outcome is Outcome.MATCHED}
    assert {one.id for event in told.events for one in event.allegations} <= matched
    assert {one.id for one in told.responses} <= matched
    assert not [one for one in taken if one.outcome is Outcome.NEW], taken
    assert not [one for one in taken if one.outcome is Outcome.REFUSED], taken


@pytest.mark.parametrize("form", sorted(READERS))
def test_another_case_with_the_same_reports_gets_the_same_allegations(case: Path, tmp_path: Path, form: str) -> None:
    told = exported(case, tmp_path / "out", form)
    with Ledger.create(tmp_path / "other", who="Tam", clock=Ticking()) as ledger:
        additions = [fictional_addition(number) for number in (1, 2, 3, 4)]
        # The same originals, read by nobody yet.
        list(ledger.add_all(replace(each, result=each.result.report) for each in additions))  # type: ignore[union-attr] # a reading
        rows = list(foreign_rows(tmp_path / "out", READERS[form]))
        dry = take_in(ledger, tmp_path / "out", rows, apply=False)
        assert not list(ledger.findings())
        taken = take_in(ledger, tmp_path / "out", rows, apply=True)
        # A finding that is new gets its id when it is entered, dry or not: the two runs tell the same.
        assert [(one.place, one.outcome, one.told) for one in dry] == [
            (one.place, one.outcome, one.told) for one in taken
        ]
        again = record(ledger, access=Access.PUBLIC, reviewed_only=True)
    assert allegations(again) == allegations(told)
    assert responses(again) == responses(told)


def allegations(told: Record) -> set[tuple[Any, ...]]:
    return {
        (one.act, one.status, one.quotation.span, one.quotation.text, tuple(each.words for each in one.victims))
        for event in told.events
        for one in event.allegations
    }


def responses(told: Record) -> set[tuple[Any, ...]]:
    return {
        (one.act, one.status, one.quotation.span, one.quotation.text, tuple(each.words for each in one.who))
        for one in told.responses
    }
