"""The Python API: a case as an object, with what the commands do day by day.

    import onrecord

    with onrecord.open("harbour") as case:
        for told in case.add("reports/"):
            print(told.id, told.added.outcome)
        for judged in case.findings(kind="allegation"):
            print(judged.finding.id, judged.finding.quotation, judged.state.standing)
        frame = case.allegations.to_polars()

What comes out is masked like what the commands print, but not what `Case.export` writes. Timestamps, keys and archives
for others have their functions in `onrecord.ledger` (`timestamps`, `signing`, `heads`, `wacz`, `bags`).
A program that adds with several jobs does so under `if __name__ == "__main__":`, since processes import it anew.
"""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from onrecord.ledger import decisions, protecting, requests, ties, transfer, withdrawals
from onrecord.ledger import seal as sealing
from onrecord.ledger.check import Told as Checked
from onrecord.ledger.check import check
from onrecord.ledger.content import content_digest
from onrecord.ledger.enter import Entered, Entering, enter
from onrecord.ledger.erase import Erased, erase
from onrecord.ledger.head import Head
from onrecord.ledger.heads import SIGNATURE, keep_vouched
from onrecord.ledger.overview import Overview, head_of, overview
from onrecord.ledger.seal import Covered, unlock
from onrecord.ledger.searching import Page, What
from onrecord.ledger.signing import open_key
from onrecord.ledger.store import Ledger
from onrecord.ledger.transfer import Moved
from onrecord.ledger.view import Failed, Judged, Sheltered, open_view
from onrecord.records.acquisition import Access, Kept
from onrecord.records.decision import Assessment, Decision, Dimension, Role, Value, Verdict
from onrecord.records.finding import FindingKind
from onrecord.records.report import Report
from onrecord.records.tie import Reply, Request, Tie, TieKind
from onrecord.runs.adding import Reread, Told, add_sources, reread

if TYPE_CHECKING:
    from onrecord.acquire import Options
    from onrecord.present.export.case_tables import Tables
    from onrecord.present.export.table import Table
    from onrecord.records.record import Record
    from onrecord.resolve import Roster


class Case:
    """A case, open; a context manager.

    Attributes:
        ledger: what it is kept in, for what this class doesn't offer. What that gives is NOT masked.
        access: the highest level of reports that this object shows.
    """

    def __init__(self, ledger: Ledger, *, access: Access = Access.CONFIDENTIAL) -> None:
        self.ledger = ledger
        self.access = access
        # Weighing takes a second or two: its tables are kept until the case changes.
        self._tables: tuple[tuple[str, bool, str | None], Tables] | None = None

    def close(self) -> None:
        """Let go of the case."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- adding and looking ------------------------------------------------------------------------------------------

    def add(
        self,
        *sources: str | Path,
        options: "Options | None" = None,
        jobs: int = 1,
        access: Access | str = Access.PUBLIC,
        consent: str | None = None,
        weights: Path | None = None,
        rosters: "Roster | None" = None,
    ) -> Iterator[Told]:
        """Add reports; see `onrecord.runs.adding.add_sources`. Nothing is added that isn't iterated over."""
        from onrecord.acquire import Options

        return add_sources(
            self.ledger,
            [str(source) for source in sources],
            options=Options() if options is None else options,
            jobs=jobs,
            access=Access(access),
            consent=consent,
            weights=weights,
            rosters=rosters,
        )

    def reread(
        self, *, jobs: int = 1, weights: Path | None = None, rosters: "Roster | None" = None
    ) -> Iterator[Reread]:
        """Read every kept report again; see `onrecord.runs.adding.reread`. Nothing is read that isn't iterated over."""
        from onrecord.acquire import Options

        return reread(self.ledger, options=Options(), jobs=jobs, weights=weights, rosters=rosters)

    def overview(self) -> Overview:
        """The case in numbers."""
        return overview(self.ledger)

    def reports(self) -> Iterator[Kept]:
        """Every report without its text, by number."""
        with open_view(self.ledger, access=self.access) as view:
            yield from view.reports()

    def report(self, number: int) -> Report:
        """One report with its text. Raises `NoSuchCase` where there is none."""
        with open_view(self.ledger, access=self.access) as view:
            return view.report(number)

    def failures(self) -> Iterator[Failed]:
        """What could not be read, and why."""
        with open_view(self.ledger, access=self.access) as view:
            yield from view.failures()

    def findings(
        self, *, report: int | None = None, kind: FindingKind | str | None = None, act: str | None = None
    ) -> Iterator[Judged]:
        """Findings with what they are now; all, or of one report, kind or act."""
        wanted = None if kind is None else FindingKind(kind)
        with open_view(self.ledger, access=self.access) as view:
            yield from view.findings(report=report, kind=wanted, act=act)

    def finding(self, finding: str) -> Judged:
        """One finding with its history. Raises `NoSuchCase` where there is none."""
        with open_view(self.ledger, access=self.access) as view:
            return view.finding(finding)

    def search(self, query: str, *, what: What | str = What.REPORTS, limit: int = 20, after: str | None = None) -> Page:
        """Search, in the language of docs/how-to/search-a-case.md. Raises `UsageError` where the query isn't in it."""
        with open_view(self.ledger, access=self.access) as view:
            return view.search(query, what=What(what), limit=limit, after=after)

    def record(
        self, *, roster: str | Path | None = None, reviewed_only: bool = False, at_desk: bool = False
    ) -> "Record":
        """What the case says now, weighed: events, origins, figures, responses, copies; with a roster, the board.

        Args:
            roster: whose response is monitored: a file, or the name of a shipped roster. Rows that can't be read are
                left out, with a warning each.
            reviewed_only: whether only findings that a person confirmed are weighed.
            at_desk: whether natural persons may be named as alleged perpetrators though nobody confirmed it.
        """
        from onrecord.resolve.monitored import monitoring
        from onrecord.runs.weighing import record

        monitored = None if roster is None else monitoring(str(roster))
        for row in () if monitored is None else monitored.failures:
            warnings.warn(str(row), stacklevel=2)
        if monitored is not None and monitored.taken_for is not None:
            warnings.warn(monitored.taken_for, stacklevel=2)
        return record(
            self.ledger,
            access=self.access,
            roster=None if monitored is None else monitored.actors,
            roster_name="" if monitored is None else monitored.name,
            reviewed_only=reviewed_only,
            at_desk=at_desk,
        )

    # --- tables ------------------------------------------------------------------------------------------------------

    def tables(self, *, include_unreviewed: bool = False, roster: str | Path | None = None) -> "Tables":
        """What the case says now, as tables, masked; for Polars, pandas, Arrow, or as plain rows.

        Args:
            include_unreviewed: whether they hold what nobody confirmed too; each row says which.
            roster: of the board; without one its table is empty.
        """
        from onrecord.present.export.case_tables import Tables

        wanted = (self.head.hash, include_unreviewed, None if roster is None else str(roster))
        if self._tables is None or self._tables[0] != wanted:
            record = self.record(roster=roster, reviewed_only=not include_unreviewed)
            self._tables = wanted, Tables.of(record)
        return self._tables[1]

    @property
    def allegations(self) -> "Table":
        """Allegations that a person confirmed; see `tables` for all."""
        return self.tables().allegations

    @property
    def responses(self) -> "Table":
        """Responses that a person confirmed."""
        return self.tables().responses

    @property
    def events(self) -> "Table":
        """Events and campaigns, of confirmed allegations."""
        return self.tables().events

    @property
    def figures(self) -> "Table":
        """Figures, of confirmed allegations; never to be summed, no sample."""
        return self.tables().figures

    @property
    def origins(self) -> "Table":
        """On whose word: the origins of each event."""
        return self.tables().origins

    @property
    def sources(self) -> "Table":
        """Reports, with their publishers, dates and hashes."""
        return self.tables().sources

    @property
    def actors(self) -> "Table":
        """Actors across reports."""
        return self.tables().actors

    # --- reviewing and protecting ------------------------------------------------------------------------------------

    def decide(
        self,
        finding: str,
        verdict: Verdict | str,
        *,
        field: str | None = None,
        value: Value = None,
        reason: str | None = None,
    ) -> Decision:
        """Decide on a finding; see `onrecord.ledger.decisions.decide`."""
        with self.ledger.writing() as writing:
            return decisions.decide(writing, finding, Verdict(verdict), field=field, value=value, reason=reason)

    def enter(self, entering: Entering) -> Entered:
        """Enter a finding by hand, on words of its report; see `onrecord.ledger.enter.enter`."""
        with self.ledger.writing() as writing:
            return enter(writing, entering)

    def undo(self, number: int, *, reason: str | None = None) -> Decision:
        """Undo a decision, or an undoing."""
        with self.ledger.writing() as writing:
            return decisions.undo(writing, number, reason=reason)

    def assess(
        self,
        finding: str,
        dimension: Dimension | str,
        value: str | None,
        *,
        by: str | None = None,
        standard: str | None = None,
        reason: str | None = None,
    ) -> Assessment:
        """Judge a finding's source, credibility or verification; None takes the judgement back."""
        with self.ledger.writing() as writing:
            return decisions.assess(
                writing, finding, Dimension(dimension), value, by=by, standard=standard, reason=reason
            )

    def tie(self, kind: TieKind | str, first: str, second: str, *, reason: str | None = None) -> Tie:
        """Say that two actors or events are one or two, or who has it from whom; see `onrecord.ledger.ties.tie`."""
        with self.ledger.writing() as writing:
            return ties.tie(writing, TieKind(kind), first, second, reason=reason)

    def untie(self, number: int, *, reason: str | None = None) -> Tie:
        """Undo a tie, or an undoing."""
        with self.ledger.writing() as writing:
            return ties.untie(writing, number, reason=reason)

    def ties(self) -> Iterator[ties.Tied]:
        """Ties and undoings, in order, each with what undoes it."""
        with open_view(self.ledger, access=self.access) as view:
            yield from view.ties()

    def request(
        self, whom: str, channel: str, sent: str, *, deadline: str | None = None, note: str | None = None
    ) -> Request:
        """Log that somebody was asked for a response; see `onrecord.ledger.requests.log_request`."""
        with self.ledger.writing() as writing:
            return requests.log_request(writing, whom, channel, sent, deadline=deadline, note=note)

    def reply(self, request: int, received: str, *, note: str | None = None, report: int | None = None) -> Reply:
        """Log that a request was answered; see `onrecord.ledger.requests.log_reply`."""
        with self.ledger.writing() as writing:
            return requests.log_reply(writing, request, received, note=note, report=report)

    def requests(self) -> Iterator[Request]:
        """Requests for a response, with their replies, in order."""
        with open_view(self.ledger, access=self.access) as view:
            yield from view.requests()

    def protect(
        self,
        person: str,
        role: Role | str,
        *,
        aliases: Sequence[str] = (),
        phrases: Sequence[str] = (),
        reason: str | None = None,
    ) -> str:
        """Mark a person as protected; the label that stands for them."""
        with self.ledger.writing() as writing:
            return protecting.protect(writing, person, Role(role), aliases=aliases, phrases=phrases, reason=reason)

    def reveal(self, person: str, reason: str, *, ends: bool = False) -> str:
        """Say, with a reason, that a protected person may be named, or no longer; the label."""
        with self.ledger.writing() as writing:
            return protecting.reveal(writing, person, reason, ends=ends)

    def protected(self) -> Iterator[Sheltered]:
        """Whom the case protects, by label."""
        with open_view(self.ledger, access=self.access) as view:
            yield from view.sheltered()

    def withdraw(self, subject: str, reason: str) -> int:
        """Hide `report:12`, `finding:g0123456789abcdef` or `request:3`, with a reason."""
        return withdrawals.withdraw(self.ledger, subject, reason)

    def bring_back(self, subject: str, reason: str) -> int:
        """Undo a withdrawal."""
        return withdrawals.bring_back(self.ledger, subject, reason)

    def erase(self, *reports: int, reason: str | None = None, together: bool = False) -> Erased:
        """Destroy reports for good; see `onrecord.ledger.erase.erase`."""
        return erase(self.ledger, reports, reason=reason, together=together)

    # --- proving -----------------------------------------------------------------------------------------------------

    def check(self, *, heads: Sequence[str] = ()) -> Iterator[Checked]:
        """Check everything; see `onrecord.ledger.check.check`."""
        return check(self.ledger, heads=heads)

    @property
    def head(self) -> Head:
        """The end of the custody chain."""
        with self.ledger.snapshot() as connection:
            return head_of(self.ledger, connection)

    def sign(self, key: str | Path, passphrase: str) -> Head:
        """Sign the end of the chain with a key that `onrecord key` made, and keep the signature; the end signed."""
        opened, end = open_key(Path(key), passphrase), self.head
        keep_vouched(self.ledger, end, kind=SIGNATURE, authority=opened.public, proof=opened.sign(end))
        return end

    def export(self, file: str | Path, *, unsealed: bool = False) -> Moved:
        """Write all that the case holds to a new file, unmasked; see `onrecord.ledger.transfer.export_case`."""
        return transfer.export_case(self.ledger, Path(file), unsealed=unsealed)

    @property
    def digest(self) -> str:
        """The content digest: equal content, equal digest, on either engine."""
        with self.ledger.snapshot() as connection:
            return content_digest(connection)


def new(name: str | Path, *, who: str | None = None, database: str | None = None, originals: str | None = None) -> Case:
    """Make a case, and open it; see `onrecord.ledger.store.Ledger.create`."""
    return Case(Ledger.create(name, who=who, database=database, originals=originals))


def open_case(
    name: str | Path,
    *,
    who: str | None = None,
    passphrase: str | None = None,
    read_only: bool = False,
    access: Access | str = Access.CONFIDENTIAL,
) -> Case:
    """Open a case.

    Args:
        name: its name or folder, with or without `.case`.
        who: who acts; the login name when None.
        passphrase: of a sealed case.
        read_only: whether nothing shall be written.
        access: the highest level of reports that it shows.

    Raises:
        NoSuchCase, SealedCase, WrongPassphrase, LockedCase, DamagedCase, NewerCase: it can't be opened; the message
            says why, and what to do.
    """
    secrets = None if passphrase is None else unlock(name, passphrase)
    return Case(Ledger.open(name, who=who, secrets=secrets, read_only=read_only), access=Access(access))


def import_case(
    file: str | Path,
    name: str | Path,
    *,
    who: str | None = None,
    database: str | None = None,
    originals: str | None = None,
) -> Moved:
    """Make a case of what `Case.export` wrote, all of it checked; see `onrecord.ledger.transfer.import_case`."""
    return transfer.import_case(Path(file), name, who=who, database=database, originals=originals)


def seal(name: str | Path, passphrase: str, *, who: str | None = None) -> Covered:
    """Seal a case, which nobody may have open; what sealing covers. See `onrecord.ledger.seal.seal`."""
    return sealing.seal(name, passphrase, who=who)


def unseal(name: str | Path, passphrase: str, *, who: str | None = None) -> int:
    """Make a sealed case plain again; the number of originals. See `onrecord.ledger.seal.unseal`."""
    return sealing.unseal(name, passphrase, who=who)
