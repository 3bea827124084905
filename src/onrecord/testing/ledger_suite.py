"""What every ledger must do, whatever keeps it: one body of tests for each engine.

    class TestMyEngine(LedgerSuite):
        @pytest.fixture
        def make_ledger(self, tmp_path): ...

`make_ledger(name, **options)` makes an empty case and gives its open ledger.
"""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Executable, LargeBinary, Table, Text, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from onrecord.errors import NoSuchCase, OnrecordError, UsageError
from onrecord.ledger import guards, schema
from onrecord.ledger.adding import Outcome, Terms
from onrecord.ledger.check import Checked, Fault, Note, Unproven, check
from onrecord.ledger.columns import AnyText, Digest, Moment
from onrecord.ledger.content import content_digest
from onrecord.ledger.entries import entries_between
from onrecord.ledger.requests import log_reply, log_request
from onrecord.ledger.store import Addition, Ledger
from onrecord.ledger.ties import tie, untie
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.finding import FindingKind
from onrecord.records.reading import Reading
from onrecord.records.report import Failure
from onrecord.records.tie import TieKind
from onrecord.testing.builders import (
    fictional_addition,
    fictional_additions,
    fictional_reading,
    fictional_report,
)
from onrecord.testing.tampering import tampering

MakeLedger = Callable[..., Ledger]


def faults(ledger: Ledger, *heads: str) -> list[Fault]:
    """What `check` finds wrong."""
    return [told for told in check(ledger, heads=heads) if isinstance(told, Fault)]


def digest(ledger: Ledger) -> str:
    """The case's content digest."""
    with ledger.snapshot() as connection:
        return content_digest(connection)


def rows(ledger: Ledger, table: Table) -> int:
    """How many rows a table has."""
    with ledger.snapshot() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def kept_entries(ledger: Ledger) -> list[str]:
    """The chain's hashes, in order."""
    with ledger.snapshot() as connection:
        return [entry.hash for entry in entries_between(connection)]


def execute(ledger: Ledger, *statements: Executable) -> None:
    """Execute statements in one write transaction."""
    with ledger.writing() as writing:
        for statement in statements:
            writing.connection.execute(statement)


def refused_by_trigger(error: BaseException) -> bool:
    """Whether an insert-only trigger refused a change."""
    return guards.REFUSED in f"{error} {error.__cause__}"


class LedgerSuite:
    """What every ledger must do."""

    # --- kept and given back -----------------------------------------------------------------------------------------

    def test_what_is_added_comes_back_as_it_was(self, ledger: Ledger) -> None:
        """Reports, readings and failures, in the order of adding, and originals by their bytes."""
        additions = list(fictional_additions(20))
        told = list(ledger.add_all(additions, batch=6))
        results = [addition.result for addition in fictional_additions(20)]
        readings = [result for result in results if isinstance(result, Reading)]
        assert [added.outcome for added in told] == [
            Outcome.ADDED if isinstance(result, Reading) else Outcome.FAILED for result in results
        ]
        assert [kept.number for kept in ledger.reports()] == list(range(1, len(readings) + 1))
        for kept, reading in zip(ledger.reports(), readings, strict=True):
            report = replace(reading.report, sha256=kept.sha256)
            assert ledger.report(kept.number) == report
            assert ledger.reading(kept.number) == replace(reading, report=report)
            assert ledger.originals.read(kept.sha256) == report.text.encode()
        assert list(ledger.failures()) == [result for result in results if isinstance(result, Failure)]

    def test_findings_quote_their_reports(self, ledger: Ledger) -> None:
        """Every finding's quotation is the text at its extent, and holds its anchor."""
        list(ledger.add_all(fictional_addition(number) for number in range(1, 6)))
        found = list(ledger.findings())
        assert len(found) == 5 * (2 + 1 + 2 + 3)
        for finding in found:
            text = ledger.report(finding.report).text
            assert finding.extent.of(text) == finding.quotation
            assert finding.extent.contains(finding.anchor)
            assert finding.anchor.of(text)
            assert finding.id.startswith(finding.kind.letter)
            assert finding.data["id"] == finding.local
        assert list(ledger.findings(report=3)) == [finding for finding in found if finding.report == 3]
        (denied,) = [finding for finding in found if finding.report == 1 and finding.act == "deny"]
        assert denied.kind is FindingKind.RESPONSE
        assert denied.quotation.startswith("The ministry of the interior")

    def test_terms_are_kept(self, ledger: Ledger) -> None:
        """Access and consent lie with the report."""
        terms = Terms(access=Access.CONFIDENTIAL, consent="May be used without her name.")
        added = ledger.add_one(fictional_addition(1, terms=terms))
        kept = ledger.kept(added.number)
        assert (kept.access, kept.consent) == (terms.access, terms.consent)

    @pytest.mark.parametrize(
        "strange", ["a\x00b", "\ud83d alone", "\ufdd00041", "\U0001f54a é ﷐", "'; DROP TABLE reports"]
    )
    def test_any_text_comes_back(self, ledger: Ledger, strange: str) -> None:
        """Not even what neither engine's text can hold is changed."""
        report = replace(fictional_report(1), text=f"{strange} said {strange}", title=strange, id=strange)
        ledger.add(report, acquisition=Acquisition(source=strange, how=How.JSONL))
        kept = ledger.report(1)
        assert (kept.text, kept.title, kept.id) == (report.text, strange, strange)
        assert faults(ledger) == []

    def test_what_is_not_there_is_said(self, ledger: Ledger) -> None:
        """A number that no report has is an error with a way out."""
        with pytest.raises(NoSuchCase, match="no report 7"):
            ledger.report(7)

    # --- known, obtained again, changed ------------------------------------------------------------------------------

    def test_the_same_again_writes_nothing(self, ledger: Ledger) -> None:
        """Twice the same bytes from the same place: a no-op that says so."""
        list(ledger.add_all(fictional_additions(8)))
        before = kept_entries(ledger)
        told = list(ledger.add_all(fictional_additions(8)))
        assert {added.outcome for added in told} == {Outcome.KNOWN}
        assert [added.number for added in told] == [1, 2, 3, 4, 5, 6, 1, 7]
        assert kept_entries(ledger) == before

    def test_the_same_from_elsewhere_is_an_acquisition(self, ledger: Ledger) -> None:
        """The same original by another way: one report, two acquisitions."""
        ledger.add_one(fictional_addition(1))
        reading = fictional_reading(1)
        acquisition = Acquisition(source="a.warc#https://x.example/", how=How.WARC, url="https://x.example/")
        told = ledger.add(reading, acquisition=acquisition, original=io.BytesIO(reading.report.text.encode()))
        assert told.outcome is Outcome.OBTAINED_AGAIN
        assert (rows(ledger, schema.reports), rows(ledger, schema.acquisitions)) == (1, 2)
        assert faults(ledger) == []

    def test_the_same_text_in_other_bytes_is_not_read_twice(self, ledger: Ledger) -> None:
        """A page around the same text: a report of its own that shares the first one's reading."""
        ledger.add_one(fictional_addition(1))
        reading = fictional_reading(1)
        reading = replace(reading, report=replace(reading.report, id="page", source="page.html", publisher="Elsewhere"))
        told = ledger.add(
            reading,
            acquisition=Acquisition(source="page.html", how=How.FILE),
            original=io.BytesIO(b"<p>" + reading.report.text.encode()),
        )
        assert (told.outcome, told.number, told.same_text) == (Outcome.SAME_TEXT, 2, 1)
        assert rows(ledger, schema.readings) == 1
        shared = ledger.reading(2)
        assert shared is not None
        assert shared.report.publisher == "Elsewhere"
        assert shared.allegations == reading.allegations
        assert [finding.id for finding in ledger.findings(report=2)] == [
            finding.id for finding in ledger.findings(report=1)
        ]
        assert faults(ledger) == []

    def test_the_same_text_in_other_bytes_may_bring_another_reader_s_reading(self, ledger: Ledger) -> None:
        """What a newer reader read is kept, whichever copy of the text it read."""
        ledger.add(fictional_report(1), acquisition=Acquisition(source="unread.txt", how=How.FILE))
        for reader, page in (("fictional@1", b"<p>"), ("fictional@2", b"<i>"), ("fictional@2", b"<b>")):
            reading = fictional_reading(1, reader=reader)
            told = ledger.add(
                reading,
                acquisition=Acquisition(source="page.html", how=How.FILE),
                original=io.BytesIO(page + reading.report.text.encode()),
            )
            assert (told.outcome, told.same_text) == (Outcome.SAME_TEXT, 1)
            given = ledger.reading(1)
            assert given is not None
            assert given.reader == reader
        assert rows(ledger, schema.readings) == 2
        assert faults(ledger) == []

    def test_a_failure_s_bytes_are_kept_also_where_others_failed_alike(self, ledger: Ledger) -> None:
        """Twice the same failure, of other bytes: one failure, two originals, none of them nobody's."""
        failure = Failure(id="a.pdf", source="a.pdf", code="broken", message="a.pdf is cut off; get it anew.")
        acquisition = Acquisition(source="a.pdf", how=How.FILE)
        told = [
            ledger.add(failure, acquisition=acquisition, original=io.BytesIO(content)).outcome
            for content in (b"one", b"two", b"one", b"two")
        ]
        assert told == [Outcome.FAILED, Outcome.OBTAINED_AGAIN, Outcome.KNOWN, Outcome.KNOWN]
        assert (rows(ledger, schema.failures), rows(ledger, schema.acquisitions)) == (1, 2)
        assert not [each for each in check(ledger) if isinstance(each, Fault | Note)]

    def test_another_text_at_the_same_address_is_linked(self, ledger: Ledger) -> None:
        """A changed version is a report of its own that names the one before."""
        url = "https://outlet.example/a"
        first, second = (replace(fictional_report(number), url=url) for number in (1, 2))
        acquisition = Acquisition(source=url, how=How.URL, url=url)
        assert ledger.add(first, acquisition=acquisition).previous is None
        told = ledger.add(second, acquisition=acquisition)
        assert (told.outcome, told.previous) == (Outcome.ADDED, 1)
        assert ledger.kept(2).previous == 1

    def test_a_newer_reader_keeps_the_ids(self, ledger: Ledger) -> None:
        """Read again, what was found again has the id it had; the newest reading is the one given."""
        ledger.add_one(fictional_addition(1))
        before = [finding.id for finding in ledger.findings()]
        newer = fictional_reading(1, reader="fictional@2")
        newer = replace(newer, attributions=newer.attributions[1:])
        told = ledger.add_one(fictional_addition(1, reading=newer))
        assert told.outcome is Outcome.READ_AGAIN
        assert [finding.id for finding in ledger.findings()] == before[1:]
        given = ledger.reading(1)
        assert given is not None
        assert given.reader == "fictional@2"
        assert ledger.add_one(fictional_addition(1, reading=newer)).outcome is Outcome.KNOWN
        assert faults(ledger) == []

    def test_bytes_that_are_not_the_report_s_are_refused(self, ledger: Ledger) -> None:
        """A report that names other bytes as its original isn't kept."""
        report = replace(fictional_report(1), sha256="0" * 64)
        with pytest.raises(UsageError, match=r"taken from the bytes 0+, not from"):
            ledger.add(report, acquisition=Acquisition(source="x", how=How.FILE), original=io.BytesIO(b"x"))
        assert rows(ledger, schema.reports) == 0

    # --- all or nothing ----------------------------------------------------------------------------------------------

    def test_an_error_undoes_its_batch_and_nothing_before(self, ledger: Ledger) -> None:
        """What was told as kept stays; of the batch that failed, nothing does."""
        wrong = Addition(
            result=replace(fictional_report(9), sha256="0" * 64),
            acquisition=Acquisition(source="x", how=How.FILE),
            original=io.BytesIO(b"x"),
        )
        told: list[int] = []
        additions = [*(fictional_addition(number) for number in range(1, 6)), wrong]
        with pytest.raises(UsageError):
            told.extend(added.number for added in ledger.add_all(additions, batch=3))
        assert told == [1, 2, 3]
        assert rows(ledger, schema.reports) == 3
        assert faults(ledger) == []

    # --- insert-only -------------------------------------------------------------------------------------------------

    def test_no_row_is_changed_or_removed(self, ledger: Ledger) -> None:
        """UPDATE and DELETE fail on every table that holds anything."""
        list(ledger.add_all(fictional_additions(7)))
        for table in schema.metadata.sorted_tables:
            if table is schema.erasing:
                continue  # holds rows only within an erasure
            put_a_row_in(ledger, table)
            before = rows(ledger, table)
            assert before > 0, table.name
            column = list(table.columns)[-1]
            for change in (update(table).values({column.name: column}), delete(table)):
                with pytest.raises((DBAPIError, OnrecordError)) as raised:
                    execute(ledger, change)
                assert refused_by_trigger(raised.value), table.name
            assert rows(ledger, table) == before

    def test_only_an_erasure_removes(self, ledger: Ledger) -> None:
        """Within one, rows of erasable tables go; the chain's and the tombstones' never."""
        ledger.add_one(fictional_addition(1))
        begin = insert(schema.erasing).values(entry=1)
        execute(ledger, begin, delete(schema.actors), delete(schema.erasing))
        assert rows(ledger, schema.actors) == 0
        for table in schema.NEVER_ERASED:
            put_a_row_in(ledger, table)
            with pytest.raises((DBAPIError, OnrecordError)) as raised:
                execute(ledger, begin, delete(table))
            assert refused_by_trigger(raised.value)

    # --- content digest ----------------------------------------------------------------------------------------------

    def test_equal_content_equal_digest(self, make_ledger: MakeLedger) -> None:
        """Whoever added it, when, in which order, in how large batches."""
        one, other = make_ledger("one"), make_ledger("other", who="B. Tester")
        list(one.add_all(fictional_additions(15), batch=4))
        list(other.add_all(reversed(list(fictional_additions(15)))))
        assert digest(one) == digest(other)

    def test_other_content_other_digest(self, make_ledger: MakeLedger) -> None:
        """One more report, or one with another title, and it differs."""
        seen = set()
        for name, titles in (("a", ["x"]), ("b", ["y"]), ("c", ["x", "z"])):
            ledger = make_ledger(name)
            for number, title in enumerate(titles):
                report = replace(fictional_report(number), title=title)
                ledger.add(report, acquisition=Acquisition(source="x", how=How.FILE))
            seen.add(digest(ledger))
        assert len(seen) == 3

    # --- check -------------------------------------------------------------------------------------------------------

    def test_check_says_what_it_checked_and_what_it_does_not_prove(self, ledger: Ledger) -> None:
        """Counts of each kind of thing; then what remains unproven."""
        list(ledger.add_all(fictional_additions(14)))
        told = list(check(ledger))
        counts = {each.what: each.count for each in told if isinstance(each, Checked)}
        assert counts["originals"] == counts["texts"] == counts["readings"] == 12
        assert counts["entries of the custody chain"] == 15
        assert counts["findings"] == 12 * 8
        assert not [each for each in told if isinstance(each, Fault)]
        assert any("cut from the end" in each.message for each in told if isinstance(each, Unproven))

    @pytest.mark.parametrize(
        ("table", "column", "value", "subject"),
        [
            (schema.reports, "title", "Another", "report:2"),
            (schema.reports, "access", "restricted", "report:2"),
            (schema.texts, "text", "Another text.", "report 2"),
            (schema.readings, "reader", "other@1", "report:2"),
            (schema.readings, "body", b"x", "report 2, reading 2"),
            (schema.findings, "quotation", "Another quotation", "report 1, reading 1, finding"),
            (schema.findings, "act", "torture", "report 1, reading 1, finding"),
            (schema.actors, "name", "Another", "report 1, reading 1, finding"),
            (schema.acquisitions, "source", "elsewhere", "report:2"),
            (schema.originals, "size", 1, "original"),
            (schema.entries, "who", "B. Other", "entry 2"),
            (schema.meta, "value", "another", "case"),
            (schema.ties, "second", "report:2", "tie:2"),
            (schema.ties, "kind", "not_cites", "tie:2"),
            (schema.requests, "sent", "2026-01-03", "request:2"),
            (schema.replies, "request", 1, "reply:2"),
            (schema.replies, "note", "they denied it", "reply:2"),
            (schema.persons, "label", "[nobody]", "protected persons"),
            (schema.appearances, "role", "public", "protected persons"),
            (schema.guards, "rest", "another", "protected persons"),
        ],
    )
    def test_check_names_what_was_changed(
        self, ledger: Ledger, table: Table, column: str, value: object, subject: str
    ) -> None:
        """One value of one row, changed behind the ledger's back."""
        list(ledger.add_all(fictional_addition(number) for number in (1, 2, 3)))
        with ledger.writing() as writing:
            for second in (2, 3):
                tie(writing, TieKind.CITES, "report:1", f"report:{second}", reason="it says so")
                asked = log_request(writing, "The ministry", "letter", "2026-01-02")
                log_reply(writing, asked.number, "2026-01-09", note="they are looking into it")
        key = table.primary_key.columns[0]
        with tampering(ledger) as connection:
            row = select(key).order_by(key).offset(1).limit(1).scalar_subquery()
            connection.execute(update(table).where(key == row).values({column: value}))
        found = faults(ledger)
        assert any(fault.subject.startswith(subject) for fault in found), found

    def test_equal_ties_and_letters_equal_digest(self, make_ledger: MakeLedger) -> None:
        """Whatever number a tie, a request or the reply's report has; another word, another digest."""
        seen = []
        for name, first in (("a", True), ("b", False)):
            ledger = make_ledger(name)
            list(ledger.add_all(fictional_addition(number) for number in ((1, 2) if first else (2, 1))))
            actors = [finding.id for finding in ledger.findings() if finding.kind is FindingKind.ACTOR]
            pairs = [sorted(actors)[:2], sorted(actors)[2:4]]
            with ledger.writing() as writing:
                for one, other in pairs if first else reversed(pairs):
                    tie(writing, TieKind.OTHER_ACTOR, one, other)
                for whom in sorted(("The governor", "The ministry"), reverse=first):
                    asked = log_request(writing, whom, "letter", "2026-01-02")
                    if whom == "The ministry":
                        log_reply(writing, asked.number, "2026-01-09", report=1 if first else 2)
            seen.append(digest(ledger))
            with ledger.writing() as writing:
                untie(writing, 1)
            seen.append(digest(ledger))
        assert seen[0] == seen[2]
        assert len(set(seen)) == 3

    def test_check_finds_what_was_put_in_or_taken_out(self, ledger: Ledger) -> None:
        """A derived row too many, one too few."""
        list(ledger.add_all(fictional_addition(number) for number in (1, 2, 3)))
        with tampering(ledger) as connection:
            row = dict(
                connection.execute(select(schema.findings).where(schema.findings.c.number == 1)).mappings().one()
            )
            connection.execute(insert(schema.findings).values({**row, "number": 999, "reading": 2, "report": 2}))
        assert faults(ledger)[0].subject.startswith("report 2, reading 2")
        with tampering(ledger) as connection:
            connection.execute(delete(schema.findings).where(schema.findings.c.number == 999))
        assert faults(ledger) == []
        with tampering(ledger) as connection:
            connection.execute(delete(schema.actors))
            connection.execute(delete(schema.findings))
        assert len(faults(ledger)) == 3 * 8

    @pytest.mark.parametrize("seq", [2, 3, 4])
    def test_check_finds_an_entry_taken_out(self, ledger: Ledger, seq: int) -> None:
        """With its rows, so that nothing hangs in the air."""
        list(ledger.add_all(fictional_addition(number) for number in range(1, 7)))
        with tampering(ledger) as connection:
            take_out_entry(connection, seq)
        assert any(fault.subject in (f"entry {seq}", f"entry {seq + 1}") for fault in faults(ledger))

    def test_check_finds_entries_that_changed_places(self, ledger: Ledger) -> None:
        """Two neighbours swap their numbers."""
        list(ledger.add_all(fictional_addition(number) for number in range(1, 5)))
        with tampering(ledger) as connection:
            for old, new in ((3, -3), (4, 3), (-3, 4)):
                renumber_entry(connection, old, new)
        assert faults(ledger)[0].subject == "entry 3"

    def test_check_finds_an_entry_put_in(self, ledger: Ledger) -> None:
        """A forged link between two others."""
        list(ledger.add_all(fictional_addition(number) for number in range(1, 5)))
        with tampering(ledger) as connection:
            for seq in (5, 4, 3):
                renumber_entry(connection, seq, seq + 1)
            forged = dict(connection.execute(select(schema.entries).where(schema.entries.c.seq == 2)).mappings().one())
            connection.execute(insert(schema.entries).values({**forged, "seq": 3}))
        assert faults(ledger)[0].subject == "entry 3"

    def test_a_cut_tail_shows_only_against_a_known_head(self, ledger: Ledger) -> None:
        """Nothing within the case can tell; a head that was written down elsewhere does."""
        list(ledger.add_all(fictional_addition(number) for number in range(1, 5)))
        head = kept_entries(ledger)[-1]
        assert faults(ledger, head) == []
        with tampering(ledger) as connection:
            take_out_entry(connection, 5)
        ledger.originals.remove(fictional_report(4).text_digest)
        assert faults(ledger) == []
        (fault,) = faults(ledger, head)
        assert head in fault.message
        assert "cut from its end" in fault.message

    def test_an_older_head_still_vouches(self, ledger: Ledger) -> None:
        """What was added since is said to be beyond it."""
        ledger.add_one(fictional_addition(1))
        head = kept_entries(ledger)[-1]
        ledger.add_one(fictional_addition(2))
        told = list(check(ledger, heads=[head]))
        assert not [each for each in told if isinstance(each, Fault)]
        assert any(head[:8] in each.message for each in told if isinstance(each, Note))

    def test_check_names_originals_that_are_missing_or_changed(self, ledger: Ledger) -> None:
        """And says that a file which is no report's is none of its business."""
        list(ledger.add_all(fictional_addition(number) for number in (1, 2, 3)))
        first, second = (fictional_report(number).text_digest for number in (1, 2))
        folder = ledger.case.originals_folder
        (folder / first[:2] / first).unlink()
        changed = folder / second[:2] / second
        changed.chmod(0o644)
        changed.write_bytes(changed.read_bytes().replace(b"FICTIONAL", b"FACTUAL!!"))
        ledger.originals.put(io.BytesIO(b"left over"))
        told = list(check(ledger))
        found = {each.subject: each.message for each in told if isinstance(each, Fault)}
        assert found.keys() == {f"original {first}", f"original {second}"}
        assert "missing" in found[f"original {first}"]
        assert any("no report's" in each.message for each in told if isinstance(each, Note))
        with pytest.raises(OnrecordError, match=second):
            ledger.originals.read(second)
        ledger.add_one(fictional_addition(1))
        assert [fault.subject for fault in faults(ledger)] == [f"original {second}"]


def put_a_row_in(ledger: Ledger, table: Table) -> None:
    """Some row, where the table has none."""
    if rows(ledger, table):
        return
    values: dict[str, object] = {}
    for column in table.columns:
        if column.nullable:
            continue
        made: dict[type[object], object] = {
            Digest: "00" * 32,
            Moment: ledger.clock(),
            LargeBinary: b"x",
            AnyText: "x",
            Text: "x",
        }
        values[column.name] = next((value for kind, value in made.items() if isinstance(column.type, kind)), 1)
    with ledger.writing() as writing:
        writing.connection.execute(insert(table).values(values))


def take_out_entry(connection: Connection, seq: int) -> None:
    """Remove an entry and whatever it covers, and derived rows with it."""
    execute = connection.execute
    reports = [number for (number,) in execute(select(schema.reports.c.number).where(schema.reports.c.entry == seq))]
    found = select(schema.findings.c.number).where(schema.findings.c.report.in_(reports))
    execute(delete(schema.actors).where(schema.actors.c.finding.in_(found)))
    execute(delete(schema.findings).where(schema.findings.c.report.in_(reports)))
    execute(delete(schema.appearances).where(schema.appearances.c.report.in_(reports)))
    left = select(schema.appearances.c.person)
    execute(delete(schema.guards).where(schema.guards.c.person.not_in(left)))
    execute(delete(schema.persons).where(schema.persons.c.number.not_in(left)))
    digests = list(execute(select(schema.reports.c.text_digest).where(schema.reports.c.entry == seq)).scalars())
    for table in reversed(schema.CUSTODIED):
        execute(delete(table).where(table.c.entry == seq))
    execute(delete(schema.texts).where(schema.texts.c.digest.in_(digests)))
    execute(delete(schema.salts).where(schema.salts.c.entry == seq))
    execute(delete(schema.entries).where(schema.entries.c.seq == seq))


def renumber_entry(connection: Connection, old: int, new: int) -> None:
    """Give an entry, and whatever it covers, another number."""
    execute = connection.execute
    for table in (*schema.CUSTODIED, schema.salts):
        execute(update(table).where(table.c.entry == old).values(entry=new))
    execute(update(schema.entries).where(schema.entries.c.seq == old).values(seq=new))
