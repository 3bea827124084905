"""Rows of other tools taken into a case: each told as new, known, or refused with a reason, before anything is kept.

A finding hangs on words of a report. Where the case has the row's report, and the words stand in it, the finding is
entered there by hand. Elsewhere the row itself becomes a report, its words a line a field, its original the imported
file: what a colleague's database says is somebody's telling too, and its origin stays visible. A dry run does the same
within a transaction that is undone.
"""

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from onrecord.acquire.language import language_of
from onrecord.errors import InvalidInput, OnrecordError, UsageError
from onrecord.ledger.adding import Terms, add_report
from onrecord.ledger.decisions import decide
from onrecord.ledger.enter import Entered, Entering, enter
from onrecord.ledger.mentions import names_in
from onrecord.ledger.originals import Stored
from onrecord.ledger.protecting import protect
from onrecord.ledger.quoting import places_of
from onrecord.ledger.recognising import Recognising
from onrecord.ledger.store import Ledger
from onrecord.ledger.unnamed import is_a_bodys, names_a_body
from onrecord.ledger.writing import Writing
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.decision import Role, Value, Verdict
from onrecord.records.finding import FindingKind
from onrecord.records.foreign import Foreign, ForeignKind, PassedOver, Refused
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind
from onrecord.runs.row_texts import as_text, is_masked, is_sure, place_of, telling, withheld, words_of

# Labels of columns whose names must not be told: whoever stands there can be harmed.
_TELLS_WHO: Final = re.compile(
    r"witness|relative|family|mother|father|parent|wife|husband|spouse|son\b|daughter|brother|sister|source|contact|"
    r"informant|interview|told by|name|victim|survivor",
    re.IGNORECASE,
)


class Outcome(StrEnum):
    """What comes of a row."""

    NEW = "new"
    MATCHED = "matched"
    REFUSED = "refused"
    PASSED_OVER = "passed_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a row, or would.

    Attributes:
        place: where it stands.
        told: a sentence: as what it was taken, what the case has already, or why it was refused.
        report: number of the report that it became, or hangs on; of a dry run, None where it would be a new one.
        finding: id of the finding.
        notes: what of the row could not be taken, sentences.
    """

    place: str
    outcome: Outcome
    told: str
    report: int | None = None
    finding: str | None = None
    notes: tuple[str, ...] = ()


class _Undo(Exception):
    """Ends a dry run."""


def take_in(
    ledger: Ledger,
    file: Path,
    rows: Iterable[Foreign | Refused | PassedOver],
    *,
    apply: bool,
    access: Access = Access.CONFIDENTIAL,
    consent: str | None = None,
) -> list[Taken]:
    """Take rows into a case, all in one transaction; a row that can't be is named, and the rest goes on.

    Args:
        ledger: of the case.
        file: that the rows are of; its bytes are kept as the original of what becomes a report, where anything does.
        rows: as `acquire.foreign` reads them.
        apply: whether to keep it; else it is undone, and only what would come of it is told.
        access: who may see the reports that rows become.
        consent: what was agreed with whoever gave the file.

    Raises:
        InvalidInput: see `acquire.foreign.foreign_rows`; nothing was kept.
    """
    # All are read first: of a file that is refused as a whole, no original stays behind.
    rows = list(rows)
    content = _content(file)
    keep = (lambda: ledger.originals.put(io.BytesIO(content))) if apply else None
    taken: list[Taken] = []
    try:
        with ledger.writing() as writing:
            taking = _Taking(writing, _as_if_stored(content), file.name, Terms(access=access, consent=consent), keep)
            for row in rows:
                taken.append(taking.row(row))
            if not apply:
                raise _Undo
    except _Undo:
        pass
    return taken


def _content(file: Path) -> bytes:
    """The file's bytes; of a folder, its tables one after another, each under its name."""
    if not file.is_dir():
        return file.read_bytes()
    parts = sorted(each for each in file.iterdir() if each.is_file() and not each.is_symlink())
    return b"".join(b"== " + part.name.encode() + b"\n" + part.read_bytes() for part in parts)


def _as_if_stored(content: bytes) -> Stored:
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return Stored(hashlib.sha256(content).hexdigest(), sha1, md5, len(content))


class _Taking:
    """Takes rows in, one after another, within a transaction."""

    def __init__(
        self, writing: Writing, stored: Stored, file: str, terms: Terms, keep: Callable[[], Stored] | None
    ) -> None:
        self._writing = writing
        self._stored = stored
        self._file = file
        self._terms = terms
        self._dry = keep is None
        self._keep_original = keep
        self._known = Recognising(writing)

    def row(self, row: Foreign | Refused | PassedOver) -> Taken:
        """What comes of a row."""
        if isinstance(row, Refused):
            return Taken(place=row.place, outcome=Outcome.REFUSED, told=row.reason)
        if isinstance(row, PassedOver):
            return Taken(place=row.place, outcome=Outcome.PASSED_OVER, told=row.reason)
        try:
            taken = {
                ForeignKind.REPORT: self._report,
                ForeignKind.ALLEGATION: self._finding,
                ForeignKind.RESPONSE: self._finding,
                ForeignKind.ACTOR: self._actor,
            }[row.kind](row)
        except OnrecordError as error:
            return Taken(place=row.place, outcome=Outcome.REFUSED, told=error.message)
        # What a dry run numbered isn't there afterwards.
        fresh = self._dry and taken.report is not None and taken.report > self._known.last
        return replace(taken, report=None) if fresh else taken

    # --- reports -----------------------------------------------------------------------------------------------------

    def _report(self, row: Foreign) -> Taken:
        found = self._known.reports(row)
        if found:
            return _matched(row, f"The case has it, as report {found[0]}.", report=found[0])
        if row.text is None or not row.text.strip():
            raise InvalidInput(
                "It tells of a report without its text, and the case doesn't have that. Add it itself: `onrecord add`."
            )
        number, new = self._keep(row, row.text, publisher=row.publisher, published=row.published)
        return self._told(row, number, None, new=new, what="a report", notes=())

    def _keep(self, row: Foreign, text: str, **told: str | None) -> tuple[int, bool]:
        """Keep a text that came with the file; the number, and whether it is new."""
        known = self._known.with_text(text)
        if known is not None:
            return known, False
        report = Report(
            id=f"{self._file}#{row.id or row.place}",
            source=self._file,
            text=text,
            media_type="text/plain",
            language=language_of(text),
            title=row.title,
            **told,
        )
        if self._keep_original is not None:
            # Once, and only now: an original that is no report's is nobody's to erase.
            self._keep_original()
            self._keep_original = None
        acquisition = Acquisition(source=f"{self._file}#{row.place}", how=How.FILE)
        terms = replace(self._terms, locator=row.place)
        added = add_report(self._writing, self._stored, acquisition, report, None, terms)
        self._known.note(added.number, report)
        return added.number, True

    # --- findings ----------------------------------------------------------------------------------------------------

    def _finding(self, row: Foreign) -> Taken:
        if row.finding is not None and self._known.has_finding(row.finding):
            return _matched(row, f"The case has this {row.kind.value}.", finding=row.finding)
        if not row.confirmed:
            raise UsageError(
                "Nobody has confirmed it where it comes from, and what is entered here counts as somebody's word. "
                "Confirm it there; or add its report, and let it be read."
            )
        words, notes = words_of(row)
        reason = None
        for number in self._known.reports(row):
            text = self._known.text(number)
            quotation, span, reason = place_of(row, text)
            if span is not None and "act" in words:
                self._protect_withheld(row, quotation)
                entered, left = self._enter(row, number, text, quotation, span, words)
                return self._told(
                    row,
                    number,
                    entered,
                    new=entered.new,
                    what=f"{row.kind.value} in report {number}",
                    notes=notes + left,
                )
        own = as_text(row)
        if own is None:
            raise InvalidInput(
                reason or "It has neither words of a report that the case has, nor a text of its own to keep."
            )
        number, new = self._keep(row, own)
        if new:
            self._protect_named(row)
        if reason is not None:
            notes += (reason,)
        if "act" not in words:
            notes += ("Kept as a report without a finding; `onrecord reread` reads it, `onrecord enter` enters one.",)
            return self._told(row, number, None, new=new, what="a report of the row's own words", notes=notes)
        text = self._known.text(number)
        # A title may hold the same words: whichever comes first will do, since all of it is this row's.
        span = places_of(text, telling(row)).spans[0]
        entered, left = self._enter(row, number, text, span.of(text), span, words)
        what = f"a report of the row's own words, with its {row.kind.value}"
        return self._told(row, number, entered, new=new or entered.new, what=what, notes=notes + left)

    def _enter(
        self, row: Foreign, number: int, text: str, quotation: str, span: Span, words: Mapping[str, str]
    ) -> tuple[Entered, tuple[str, ...]]:
        """Enter a finding with as much of its fields as stands in the text."""
        roles = ("victims", "alleged_perpetrators") if row.kind is ForeignKind.ALLEGATION else ("who", "to", "about")
        quoted: dict[str, list[str]] = {}
        notes: list[str] = []
        for field in (*roles, "places"):
            for value in getattr(row, field):
                if is_sure(text, value, span):
                    quoted.setdefault(field, []).append(value)
                else:
                    notes.append(
                        f"What {field} holds does not stand in the text there, or in several places; left out."
                    )
        spans = places_of(text, quotation).spans
        entered = enter(
            self._writing,
            Entering(
                report=number,
                kind=FindingKind(row.kind.value),
                quotation=quotation,
                occurrence=spans.index(span) + 1,
                words=words,
                quoted=quoted,
            ),
        )
        if entered.new:
            self._add_times(row, text, entered, notes)
            decide(self._writing, entered.finding, Verdict.COMMENTED, reason=self._provenance(row))
        self._known.note_finding(entered.finding)
        return entered, tuple(dict.fromkeys(notes))

    def _add_times(self, row: Foreign, text: str, entered: Entered, notes: list[str]) -> None:
        if row.first is None and row.last is None:
            return
        words = [*row.times, *(each for each in (row.first, row.last) if each is not None)]
        spans = [each for one in words for each in places_of(text, one).spans]
        if not spans:
            notes.append("Its dates hang on no words of that text; left out.")
            return
        nearest = min(spans, key=lambda each: abs(each.start - entered.span.start))
        told = {"first": row.first, "last": row.last}
        value: Value = [{"span": list(nearest), **{name: day[:10] for name, day in told.items() if day is not None}}]
        decide(
            self._writing, entered.finding, Verdict.AMENDED, field="times", value=value, reason=self._provenance(row)
        )

    def _provenance(self, row: Foreign) -> str:
        named = f", {row.id}" if row.id else ""
        return f"Imported from {row.place}{named}; the file's SHA-256 is {self._stored.sha256}."

    # --- actors ------------------------------------------------------------------------------------------------------

    def _actor(self, row: Foreign) -> Taken:
        if row.name is None or not row.name.strip():
            raise InvalidInput("It has no name.")
        known = self._known.actor(row.name, row.id)
        if known is not None:
            return _matched(row, "The case has this actor.", finding=known)
        if is_masked(row.name):
            reason = "Its name was masked where it comes from, so that there is nobody to take in."
            return Taken(place=row.place, outcome=Outcome.PASSED_OVER, told=reason)
        number, new = self._keep(row, str(as_text(row)))
        kind = ActorKind(row.actor_kind) if row.actor_kind in set(ActorKind) else ActorKind.PERSON
        text = self._known.text(number)
        notes: tuple[str, ...] = ()
        if kind is ActorKind.PERSON and not row.offices:
            # Whom others' databases hold are mostly those who suffered; who holds an office, masking would hide too.
            protect(self._writing, row.name, Role.VICTIM, aliases=row.names, reason=self._provenance(row))
            notes = ("Masked as a protected person; `onrecord reveal` names who may be named.",)
        if new:
            self._protect_named(row)
        span = places_of(text, row.name).spans[0]
        entered = enter(
            self._writing,
            Entering(
                report=number,
                kind=FindingKind.ACTOR,
                quotation=span.of(text),
                occurrence=1,
                words={"actor_kind": kind.value, "name": row.name},
            ),
        )
        if entered.new:
            decide(self._writing, entered.finding, Verdict.COMMENTED, reason=self._provenance(row))
        self._known.note_actor(row.name, entered.finding)
        return self._told(row, number, entered, new=new or entered.new, what=f"an actor ({kind.value})", notes=notes)

    def _protect_withheld(self, row: Foreign, words: str) -> None:
        """Protect here whom the row's quotation doesn't name and the text does: somebody was masked there."""
        for label, told in withheld(row.quotation or "", words) or ():
            role = label.strip("[]").partition(" ")[0]
            for name in names_in(told) or [told]:
                known = Role(role) if role in set(Role) else Role.SOURCE
                protect(self._writing, name, known, reason=self._provenance(row))

    def _protect_named(self, row: Foreign) -> None:
        """Protect whom the row names as victims or as its sources, and whoever columns without a role name."""
        for name in dict.fromkeys(name for words in row.victims for name in names_in(words)):
            protect(self._writing, name, Role.VICTIM, reason=self._provenance(row))
        told = [*row.told_by, *(value for label, value in row.told if _TELLS_WHO.search(label))]
        persons = (words for words in told if not names_a_body(words))
        for name in dict.fromkeys(name for words in persons for name in names_in(words) if not is_a_bodys(name)):
            protect(self._writing, name, Role.SOURCE, reason=self._provenance(row))

    def _told(
        self, row: Foreign, number: int, entered: Entered | None, *, new: bool, what: str, notes: tuple[str, ...]
    ) -> Taken:
        finding = None if entered is None else entered.finding
        if not new:
            return _matched(row, f"The case has it, as {what}.", report=number, finding=finding)
        return Taken(
            place=row.place, outcome=Outcome.NEW, told=f"As {what}.", report=number, finding=finding, notes=notes
        )


def _matched(row: Foreign, told: str, *, report: int | None = None, finding: str | None = None) -> Taken:
    return Taken(place=row.place, outcome=Outcome.MATCHED, told=told, report=report, finding=finding)


def counted(taken: Iterable[Taken]) -> dict[Outcome, int]:
    """How many rows came to what."""
    counts = dict.fromkeys(Outcome, 0)
    for one in taken:
        counts[one.outcome] += 1
    return counts
