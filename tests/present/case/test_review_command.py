"""`onrecord review`: what waits, how it is shown, what a key does. All names are invented."""

import io
import json
import os
import pty
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from onrecord.ledger.store import Ledger
from onrecord.present.case import review_command
from onrecord.present.case.review_page import page
from onrecord.present.case.review_queue import Waiting, waiting
from onrecord.present.cli import app
from onrecord.records.finding import FindingKind
from onrecord.testing.builders import Ticking, fictional_addition
from onrecord.testing.records import fictional_record, fictional_texts
from onrecord.testing.weighing import marked

RECORD = fictional_record()
MARKED = (
    "FICTIONAL. [Guards|g1.perpetrator] [killed|g1.killing] [two rowers|g1.victim] at [the weir|g1.place]. Later "
    "[guards|g2.perpetrator] [beat|g2.assault] [Oda Venn|g2.victim], a rower. [A clerk|t1.source] [said|t1.cue] that "
    "[nobody was [held|g3.detention:negated]|t1.content]."
)


def onrecord(*arguments: str, keys: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=keys)


@pytest.fixture
def weir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case with a report, in which the reader found three allegations; nobody has decided on them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(review_command, "at_terminal", lambda: True)
    with Ledger.create(tmp_path / "weir", who="Ilse", clock=Ticking()) as ledger:
        list(ledger.add_all([fictional_addition(1, reading=marked(1, MARKED).reading)]))


def standings() -> dict[str, str]:
    """Findings that can be reviewed, to what they stand as."""
    lines = onrecord("list", "weir", "findings", "--limit", "0", "--json").stdout.splitlines()
    found = [json.loads(line) for line in lines]
    return {one["id"]: one["standing"] for one in found if one["kind"] in ("allegation", "response")}


# --- what waits -------------------------------------------------------------------------------------------------------


def test_each_that_nobody_confirmed_waits_once_those_of_the_first_event_first() -> None:
    queue = waiting(RECORD)
    held = {one.id: one.held for event in RECORD.events for one in event.allegations}
    held |= {one.id: one.held for one in RECORD.responses}
    wanted = {id_ for id_, confirmed in held.items() if not confirmed}
    assert [one.told.id for one in queue] == list(dict.fromkeys(one.told.id for one in queue))
    assert {one.told.id for one in queue} == wanted
    assert wanted < set(held), "the record holds confirmed ones too"
    first = next(one.event for one in queue if one.event is not None)
    assert first is next(event for event in RECORD.events if any(not one.held for one in event.allegations))


def test_an_event_is_reviewed_with_its_parts_and_kinds_and_reports_apart() -> None:
    campaign = next(event for event in RECORD.events if event.campaign)
    part = next(event for event in RECORD.events if event.id in campaign.parts)
    whole = {one.told.id for one in waiting(RECORD, event=campaign.id)}
    assert {one.told.id for one in waiting(RECORD, event=part.id)} < whole
    assert {one.kind for one in waiting(RECORD, kind=FindingKind.RESPONSE)} == {FindingKind.RESPONSE}
    assert all(3 in one.told.reports for one in waiting(RECORD, report=3))
    assert waiting(RECORD, report=99) == ()


# --- how it is shown --------------------------------------------------------------------------------------------------


def shown(one: Waiting, **mended: str) -> str:
    out = Console(width=200, record=True, file=io.StringIO())
    sources = {source.number: source for source in RECORD.sources}
    number = one.told.quotation.report
    out.print(page(one, place="1 of 2", source=sources[number], text=fictional_texts()[number], mended=mended))
    return out.export_text()


def test_a_page_shows_the_words_within_the_report_and_every_field() -> None:
    for one in waiting(RECORD):
        told = shown(one)
        text = fictional_texts()[one.told.quotation.report]
        assert one.told.id in told
        flat = " ".join(told.split())
        assert " ".join(one.told.quotation.text.split()) in flat
        before = text[: one.told.quotation.span.start].split()[-3:]
        assert " ".join(before) in flat, "what stands before it"
        for named in one.told.told_by:
            assert named.words in flat


def test_what_is_mended_is_shown_beside_what_the_reader_had() -> None:
    one = waiting(RECORD, kind=FindingKind.ALLEGATION)[0]
    assert "torture  (the reader had " in shown(one, act="torture")


# --- what a key does --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("weir")
def test_each_key_decides_and_the_rest_waits_for_another_day() -> None:
    assert list(standings().values()) == ["unreviewed"] * 3
    told = onrecord("review", "weir", "--as", "Ilse", keys="cmnot there\nq")
    assert told.exit_code == 0, told.output
    after = standings()
    assert sorted(after.values()) == ["confirmed", "misread", "unreviewed"]
    assert "1 confirmed, 1 misread; 1 still wait" in told.stdout
    again = onrecord("review", "weir", "--as", "Ilse", keys="s")
    assert "1 of 1" in again.stdout, "on another day only what is left waits"
    held = onrecord("record", "weir", "--reviewed-only", "--json")
    kept = json.loads(held.stdout)
    confirmed = next(id_ for id_, standing in after.items() if standing == "confirmed")
    assert [one["id"] for event in kept["events"] for one in event["allegations"]] == [confirmed]


@pytest.mark.usefixtures("weir")
def test_undoing_goes_back_to_what_was_decided() -> None:
    told = onrecord("review", "weir", "--as", "Ilse", keys="cuq")
    assert told.exit_code == 0, told.output
    assert told.stdout.count("1 of ") == 2
    assert set(standings().values()) == {"unreviewed"}
    assert "nothing decided" in told.stdout
    nothing = onrecord("review", "weir", "--as", "Ilse", keys="uq")
    assert "Nothing was decided here yet" in nothing.stdout


@pytest.mark.usefixtures("weir")
def test_an_amendment_that_cannot_be_is_told_and_the_finding_asked_about_again() -> None:
    keys = "aact\nfoo\n" + "acolour\n" + "aact\ntorture\n" + "q"
    told = onrecord("review", "weir", "--as", "Ilse", "--kind", "allegation", keys=keys)
    assert told.exit_code == 0, told.output
    assert "act must be one of killing" in told.stdout
    assert "'colour' is none of them" in told.stdout
    assert "torture  (the reader had " in told.stdout
    assert "amended" in standings().values()


@pytest.mark.usefixtures("weir")
def test_victims_are_masked_at_the_desk_too() -> None:
    told = onrecord("review", "weir", "--as", "Ilse", keys="tsq")
    assert told.exit_code == 0, told.output
    assert "Venn" not in told.output
    assert "Later guards beat [victim 1], a rower" in told.output


def test_without_a_terminal_it_names_the_command_that_asks_nothing(tmp_path: Path, weir: None) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "onrecord", "review", "weir"],
        cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 2
    assert "onrecord decide" in told.stderr


def test_a_key_at_a_real_terminal_is_enough(tmp_path: Path, weir: None) -> None:
    here, there = pty.openpty()
    asked = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "review", "weir", "--as", "Ilse"],
        cwd=tmp_path, stdin=there, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while asked.poll() is None:
        os.write(here, b"q")  # again and again: what was typed before it asks is thrown away
        time.sleep(0.2)
    told, errors = asked.communicate()
    os.close(here)
    os.close(there)
    assert asked.returncode == 0, errors
    assert "nothing decided" in told


@pytest.mark.usefixtures("weir")
def test_show_tells_each_field_in_the_reports_words() -> None:
    lines = onrecord("list", "weir", "findings", "--limit", "0", "--json").stdout.splitlines()
    found = {one["act"]: one["id"] for one in map(json.loads, lines) if one["kind"] == "allegation"}
    told = " ".join(onrecord("show", "weir", found["assault"]).stdout.split())
    assert "alleged perpetrators guards" in told
    assert "victims [victim 1]" in told
    assert "span" not in told
    assert "told by A clerk" in " ".join(onrecord("show", "weir", found["detention"]).stdout.split())
    mended = ("decide", "weir", found["killing"], "amended", "--field", "victims", "--value", "Guards", "--as", "Ilse")
    assert onrecord(*mended).exit_code == 0
    assert "(the reader had two rowers)" in " ".join(onrecord("show", "weir", found["killing"]).stdout.split())
    raw = json.loads(onrecord("show", "weir", found["assault"], "--json").stdout)
    assert raw["data"]["victims"][0]["span"], "programs get the offsets"


def test_who_he_is_taken_for_is_told_before_and_after_confirming(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "FICTIONAL. The River Guard came. [They|g1.perpetrator] [killed|g1.killing] [two rowers|g1.victim]."
    reading = marked(1, text).reading
    assert reading is not None
    actors = tuple(replace(one, name="The River Guard") if one.name == "They" else one for one in reading.actors)
    with Ledger.create(tmp_path / "weir", who="Ilse", clock=Ticking()) as ledger:
        list(ledger.add_all([fictional_addition(1, reading=replace(reading, actors=actors))]))
    lines = onrecord("list", "weir", "findings", "--limit", "0", "--json").stdout.splitlines()
    (killing,) = (one["id"] for one in map(json.loads, lines) if one["kind"] == "allegation")
    assert "They (= The River Guard)" in " ".join(onrecord("show", "weir", killing).stdout.split())
    told = onrecord("decide", "weir", killing, "confirmed", "--as", "Ilse")
    assert "“They”, who is said to have done it, is taken for The River Guard" in " ".join(told.stderr.split())
    assert "taken for" not in onrecord("decide", "weir", killing, "misread", "--as", "Ilse").stderr
