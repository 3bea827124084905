import io
import json
import os
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema, seal
from onrecord.ledger.check import Fault, check
from onrecord.ledger.content import content_digest
from onrecord.ledger.decisions import decide
from onrecord.ledger.erase import erase
from onrecord.ledger.erasing import ERASING
from onrecord.ledger.passphrases import Cost
from onrecord.ledger.protecting import protect, reveal
from onrecord.ledger.requests import log_reply, log_request, requests_logged
from onrecord.ledger.store import Addition, Ledger
from onrecord.ledger.ties import tie, ties_in_force, untie
from onrecord.ledger.withdrawals import withdraw
from onrecord.records.acquisition import Acquisition, How
from onrecord.records.decision import Role, Verdict
from onrecord.records.entity import Actor, Entity
from onrecord.records.reading import Reading
from onrecord.records.report import Failure, Report
from onrecord.records.span import Span
from onrecord.records.tie import Reply, TieKind
from onrecord.records.vocabulary import ActorKind, EntityType
from onrecord.testing.builders import Ticking, fictional_addition
from tests.ledger.conftest import MakeLedger
from tests.ledger.killing import killed_at
from tests.ledger.planted import SHAPES, names, plain, squeezed

PASSPHRASE = "lantern orchard seventeen gravel"  # noqa: S105 - of a case that lives as long as its test
REASON = "consent was taken back"
CYRILLIC = dict(zip("abcdefghijklmnoprstuvwyz", "абцдефгхийклмнопрстуввыз", strict=True))


def in_cyrillic(name: str) -> str:
    return "".join(CYRILLIC.get(letter, letter) for letter in plain(name))


def initials(name: str) -> str:
    return " ".join(f"{word[0]}." for word in name.split())


def planted_report(name: str, number: int) -> Reading:
    """A report that gives the name in every shape, and a reading that found it."""
    given = [make(name) for make in SHAPES.values()]
    text = f"FICTIONAL. {name} was seen near the mill ({in_cyrillic(name)}; {initials(name)} in the mill's ledger).\n\n"
    text += "\n\n".join(f"The note reads thus: {shape}." for shape in given)
    report = Report(
        id=f"files/{name}.txt",
        source=f"/desk/{name.replace(' ', '_')}/{number}.txt",
        text=text,
        language="en",
        publisher="The Velm Courier",
        title=f"FICTIONAL: {name} and the mill",
        byline=f"by {name}",
        published="2026-02-03",
        url=f"https://paper.example/{squeezed(name)}",
    )
    span = Span(text.index(name), text.index(name) + len(name))
    return Reading(
        report=report,
        reader="fictional@1",
        entities=(Entity("e1", EntityType.PERSON, span, 0.9, "a1"),),
        actors=(Actor("a1", name, ActorKind.PERSON, ("e1",)),),
    )


def addition(reading: Reading, content: bytes | None = None) -> Addition:
    report = reading.report
    return Addition(
        result=reading,
        acquisition=Acquisition(source=report.source, how=How.FILE, url=report.url, headers=f"x-title: {report.title}"),
        original=io.BytesIO(report.text.encode() if content is None else content),
    )


def plant(ledger: Ledger, name: str, number: int) -> int:
    """Put the name into every place that a name can get into; the report's number."""
    reading = planted_report(name, number)
    (added,) = ledger.add_all([addition(reading)])
    (finding,) = ledger.findings(report=added.number)
    with ledger.writing() as writing:
        decide(writing, finding.id, Verdict.AMENDED, field="name", value=f"Mr {name}", reason=f"so says {name}")
        decide(writing, finding.id, Verdict.COMMENTED, reason=f"{name} called again")
        protect(writing, name, Role.SOURCE, aliases=(in_cyrillic(name),), phrases=(f"the one called {name}",))
        reveal(writing, name, f"{name} agreed")
        tie(writing, TieKind.CITES, f"report:{added.number}", finding.id, reason=f"{name} gave it to them")
        asked = log_request(writing, "The ministry", "letter", "2026-02-01", note=f"where is {in_cyrillic(name)}?")
        log_reply(writing, asked.number, "2026-02-03", note="it has no such file", report=added.number)
        other = log_request(writing, "The governor", "letter", "2026-02-01")
        log_reply(writing, other.number, "2026-02-03", note=f"asks who {name.split(maxsplit=1)[1]} is")
    withdraw(ledger, f"finding:{finding.id}", f"{name} asked for it")
    failed = Failure(
        id=reading.report.id, source=reading.report.source, code="broken", message=f"{name}.txt is cut off"
    )
    list(ledger.add_all([Addition(result=failed)]))
    return added.number


def words(name: str) -> set[bytes]:
    """What may not be found of a name, in the encodings that files have."""
    told = {make(name) for make in SHAPES.values()} | {in_cyrillic(name), initials(name), squeezed(name)}
    told |= {word for word in name.split() if len(word) > 4}
    told |= {unicodedata.normalize(form, shape) for shape in tuple(told) for form in ("NFC", "NFD")}
    told |= {shape.casefold() for shape in tuple(told)}
    return {shape.encode(encoding) for shape in told for encoding in ("utf-8", "utf-16-le") if len(shape) > 3}


def found(case: Path, wanted: set[bytes]) -> list[tuple[str, bytes]]:
    told = []
    for file in case.rglob("*"):
        data = str(file).encode() + b"\0" + (file.read_bytes() if file.is_file() else b"")
        told += [(str(file), word) for word in wanted if word in data]
    return told


def faults(ledger: Ledger) -> list[Fault]:
    return [told for told in check(ledger) if isinstance(told, Fault)]


def rows(ledger: Ledger, table: Table) -> list[dict[str, object]]:
    with ledger.snapshot() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def digest(ledger: Ledger) -> str:
    with ledger.snapshot() as connection:
        return content_digest(connection)


def traces(ledger: Ledger, number: int) -> set[bytes]:
    """Digests, salts and packed bytes of a report: each would tell which document it was, or let it be guessed."""
    (report,) = [row for row in rows(ledger, schema.reports) if row["number"] == number]
    (reading,) = [row for row in rows(ledger, schema.readings) if row["report"] == number]
    (salt,) = [row["salt"] for row in rows(ledger, schema.salts) if row["entry"] == report["entry"]]
    digests = [str(report["sha256"]), str(report["text_digest"]), str(reading["digest"])]
    body = reading["body"]
    assert isinstance(body, bytes)
    assert isinstance(salt, bytes)
    told = {salt, body[10:40]} | {digest.encode() for digest in digests} | {bytes.fromhex(each) for each in digests}
    return told


def emptied(ledger: Ledger, count: int) -> None:
    """Erase `count` planted reports among others, and look for them everywhere."""
    planted, wanted, numbers = names()[:count], set(), []
    list(ledger.add_all(fictional_addition(number) for number in range(1, 10)))
    before = digest(ledger)
    for place, name in enumerate(planted):
        numbers.append(plant(ledger, name, place))
        wanted |= words(name) | traces(ledger, numbers[-1])
        if place % 10 == 0:
            list(ledger.add_all([fictional_addition(1000 + place)]))
    others = [row["number"] for row in rows(ledger, schema.reports) if row["number"] not in numbers]
    assert found(ledger.case.folder, words(planted[0]))
    erased = erase(ledger, numbers, reason=REASON)
    assert erased.reports == tuple(numbers)
    assert erased.originals == count
    assert erased.decisions == 2 * count
    assert (erased.ties, erased.letters) == (count, 4 * count)
    assert len(erased.failures) == count
    assert found(ledger.case.folder, wanted) == []
    assert faults(ledger) == []
    assert [row["number"] for row in rows(ledger, schema.reports)] == others
    for place in range(0, count, 10):
        erase(ledger, [report.number for report in ledger.reports() if report.id == f"report-{1000 + place}"])
    assert digest(ledger) == before


def test_fifty_names_are_in_no_file_after_an_erasure(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking()) as ledger:
        emptied(ledger, 50)


@pytest.mark.skipif("TORTURE" not in os.environ, reason="takes minutes; `make torture` runs it")
def test_two_hundred_names_are_in_no_file_after_an_erasure(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking()) as ledger:
        emptied(ledger, 200)


def test_an_erasure_is_kept_as_a_nameless_tombstone(ledger: Ledger) -> None:
    name = names()[0]
    number = plant(ledger, name, 0)
    before = len(rows(ledger, schema.entries))
    erase(ledger, [number], reason=REASON)
    tombstones = rows(ledger, schema.tombstones)
    assert {row["what"] for row in tombstones} >= {"reports", "originals", "acquisitions", "readings", "decisions"}
    assert {row["reason"] for row in tombstones} == {REASON}
    assert not any(squeezed(name) in squeezed(json.dumps(row, default=str)) for row in tombstones)
    entries = rows(ledger, schema.entries)
    assert len(entries) == before + 1
    assert entries[-1]["action"] == "erased"
    assert faults(ledger) == []
    for table in (*schema.CUSTODIED, *schema.DERIVED_TABLES):
        if table not in schema.NEVER_ERASED:
            assert rows(ledger, table) == [], table.name


def test_ties_of_what_stays_and_letters_that_name_nobody_erased_stay(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_addition(number) for number in (1, 2, 3)))
    actors = [finding.id for finding in ledger.findings() if finding.kind == "actor"]
    with ledger.writing() as writing:
        tie(writing, TieKind.CITES, "report:2", "report:3")
        tie(writing, TieKind.CITES, "report:1", "report:2")
        tie(writing, TieKind.OTHER_ACTOR, actors[3], actors[6], reason="Ilva Brandt told them apart")
        untie(writing, 3, reason="no")
        untie(writing, 2)
        log_request(writing, "Ministry of the interior", "letter", "2026-02-01", note="about Ilva Brandt’s report")
        log_reply(writing, 1, "2026-02-03", note="denied it", report=1)
    erased = erase(ledger, [1])
    # Nobody whom only this report tells of is named in them, as far as the case protects anybody.
    assert (erased.ties, erased.letters) == (2, 0)
    assert [row["number"] for row in rows(ledger, schema.ties)] == [1, 3, 4]
    with ledger.snapshot() as connection:
        assert [each.number for each in ties_in_force(connection)] == [1]
        (request,) = requests_logged(connection)
    assert request.replies == (Reply(received="2026-02-03", note="denied it", report=None),)
    assert faults(ledger) == []


def test_an_undone_tie_whose_undoing_names_somebody_goes_with_it(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_addition(number) for number in (1, 2)))
    number = plant(ledger, "Zuleika Quorrath", 0)
    with ledger.writing() as writing:
        made = tie(writing, TieKind.CITES, "report:1", "report:2")
        undone = untie(writing, made.number, reason="Quorrath was mistaken")
        untie(writing, undone.number)
    erase(ledger, [number])
    assert rows(ledger, schema.ties) == []
    assert faults(ledger) == []


def test_a_letter_to_somebody_whom_other_reports_name_stays(ledger: Ledger) -> None:
    name = names()[0]
    first = planted_report(name, 0)
    second = replace(first, report=replace(first.report, id="another", text=first.report.text + "\n\nMore followed."))
    list(ledger.add_all([addition(first), addition(second)]))
    with ledger.writing() as writing:
        protect(writing, name, Role.WITNESS)
        log_request(writing, name, "letter", "2026-02-01")
    assert erase(ledger, [1]).letters == 0
    assert erase(ledger, [2]).letters == 1
    assert found(ledger.case.folder, words(name)) == []


def test_numbers_of_what_was_erased_are_never_given_again(ledger: Ledger) -> None:
    number = plant(ledger, names()[0], 0)
    erase(ledger, [number])
    (added,) = ledger.add_all([fictional_addition(1)])
    assert added.number == number + 1
    assert faults(ledger) == []


def test_what_was_erased_can_be_added_again_as_something_new(ledger: Ledger) -> None:
    reading = planted_report(names()[0], 0)
    (first,) = ledger.add_all([addition(reading)])
    erase(ledger, [first.number])
    (again,) = ledger.add_all([addition(reading)])
    assert again.number == first.number + 1
    assert ledger.report(again.number).text == reading.report.text
    assert faults(ledger) == []


def test_searches_find_nothing_of_it(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1)]))
    number = plant(ledger, "Zuleika Quorrath", 0)
    erase(ledger, [number])
    assert list(ledger.database.full_text_damage()) == []
    assert [report.number for report in ledger.reports()] == [1]
    assert {finding.report for finding in ledger.findings()} == {1}


def test_a_text_that_another_report_shares_is_erased_only_with_it(ledger: Ledger) -> None:
    reading = planted_report(names()[0], 0)
    (first,) = ledger.add_all([addition(reading)])
    (second,) = ledger.add_all([addition(reading, content=b"<p>" + reading.report.text.encode())])
    assert first.number != second.number
    with pytest.raises(UsageError, match="report 2 too"):
        erase(ledger, [first.number])
    assert len(rows(ledger, schema.reports)) == 2
    assert faults(ledger) == []
    assert erase(ledger, [first.number], together=True).reports == (1, 2)
    assert faults(ledger) == []


def test_an_original_that_other_reports_share_is_erased_only_with_them(ledger: Ledger) -> None:
    content = b"one feed, two items"
    for number in (1, 2):
        given = fictional_addition(number)
        terms = replace(given.terms, locator=f"item-{number}")
        list(ledger.add_all([replace(given, original=io.BytesIO(content), terms=terms)]))
    with pytest.raises(UsageError, match="--together"):
        erase(ledger, [2])
    assert erase(ledger, [2], together=True).originals == 1
    assert rows(ledger, schema.originals) == []


def test_a_person_whom_other_reports_name_stays_protected(ledger: Ledger) -> None:
    name = names()[0]
    first = planted_report(name, 0)
    second = replace(first, report=replace(first.report, id="another", text=first.report.text + "\n\nMore followed."))
    list(ledger.add_all([addition(first), addition(second)]))
    with ledger.writing() as writing:
        protect(writing, name, Role.WITNESS)
    erase(ledger, [1])
    assert [row["person"] for row in rows(ledger, schema.protections)] == [name]
    assert rows(ledger, schema.guards)
    assert faults(ledger) == []


def test_failures_are_erased_by_number(ledger: Ledger) -> None:
    name = names()[0]
    failed = Failure(id=f"{name}.pdf", source=f"{name}.pdf", code="broken", message=f"{name}.pdf is cut off")
    (added,) = ledger.add_all([Addition(result=failed)])
    assert erase(ledger, failures=[added.number]).failures == (added.number,)
    assert list(ledger.failures()) == []
    assert faults(ledger) == []


@pytest.mark.parametrize("numbers", [[7], [1, 7]])
def test_what_is_not_there_is_not_erased(ledger: Ledger, numbers: list[int]) -> None:
    list(ledger.add_all([fictional_addition(1)]))
    with pytest.raises(NoSuchCase, match="no report 7"):
        erase(ledger, numbers)
    assert len(rows(ledger, schema.reports)) == 1
    assert not (ledger.case.folder / ERASING).exists()


def test_a_reason_that_names_whom_it_protects_is_refused(ledger: Ledger) -> None:
    number = plant(ledger, "Zuleika Quorrath", 0)
    for reason in ("Quorrath took consent back", "asked for by ZULEIKA's lawyer"):
        with pytest.raises(UsageError, match="without a name"):
            erase(ledger, [number], reason=reason)
    assert len(rows(ledger, schema.reports)) == 1


def test_without_an_erasure_nothing_can_be_deleted(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1)]))
    erase(ledger, [1])
    list(ledger.add_all([fictional_addition(2)]))
    with pytest.raises(Exception, match="insert-only"), ledger.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM reports")


def test_a_sealed_case_is_erased_from_alike(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking()) as ledger:
        list(ledger.add_all([fictional_addition(1)]))
        number = plant(ledger, names()[0], 0)
    seal.seal(tmp_path / "velm", PASSPHRASE, cost=Cost.LEAST)
    secrets = seal.unlock(tmp_path / "velm", PASSPHRASE)
    with Ledger.open(tmp_path / "velm", secrets=secrets) as ledger:
        erase(ledger, [number])
        assert faults(ledger) == []
    blobs = [file for file in (tmp_path / "velm.case" / "originals").rglob("*") if file.is_file()]
    assert len(blobs) == 1
    seal.unseal(tmp_path / "velm", PASSPHRASE)
    assert found(tmp_path / "velm.case", words(names()[0])) == []


def kills(case: Path, tmp_path: Path, number: int) -> Iterator[Path]:
    def work(copy: Path) -> None:
        with Ledger.open(copy, who="A. Tester", clock=Ticking()) as ledger:
            erase(ledger, [number])

    for step in range(10_000):
        folder = tmp_path / f"{step}"
        copy = folder / case.name
        shutil.copytree(case, copy)
        if not killed_at(step, lambda copy=copy: work(copy)):  # type: ignore[misc] # the default binds the copy
            assert step > 20
            return
        yield copy
        shutil.rmtree(folder)


@pytest.mark.slow
def test_a_kill_while_erasing_leaves_all_or_nothing_of_it(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking()) as ledger:
        list(ledger.add_all([fictional_addition(1)]))
        kept = digest(ledger)
        number = plant(ledger, names()[0], 0)
        before, wanted = digest(ledger), words(names()[0]) | traces(ledger, number)
    ends = set()
    for copy in kills(tmp_path / "velm.case", tmp_path, number):
        with Ledger.open(copy) as ledger:
            now = digest(ledger)
            assert faults(ledger) == []
            assert not (copy / ERASING).exists()
        assert now in (before, kept)
        ends.add(now)
        if now == kept:
            assert found(copy, wanted) == []
    assert ends == {before, kept}


def test_what_a_server_keeps_is_said(make_ledger: MakeLedger, database_url: str | None) -> None:
    ledger = make_ledger()
    list(ledger.add_all([fictional_addition(1)]))
    remains = " ".join(erase(ledger, [1]).remains)
    assert ("archived logs" in remains) == (database_url is not None)
