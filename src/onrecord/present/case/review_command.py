"""The command `onrecord review`: one finding after another, each decided on with a key."""

import sys
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger.amendments import fields_of
from onrecord.ledger.decisions import decide, undo
from onrecord.ledger.store import Ledger
from onrecord.ledger.view import open_view
from onrecord.ledger.worded import in_words
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Level, Who, console, level, opened, wanted_number
from onrecord.present.case.review_page import page
from onrecord.present.case.review_queue import Waiting, waiting
from onrecord.present.plain import one_line, visible
from onrecord.present.progress import working
from onrecord.records.acquisition import Access
from onrecord.records.decision import Value, Verdict
from onrecord.records.finding import FindingKind
from onrecord.records.record import Record

KEYS = "[c] confirm  [m] misread  [a] amend  [s] skip  [u] undo  [t] report's text  [?] help  [q] quit"
HELP = """\
c  The words are correctly read, every field of it: the finding may stand in briefs and exports. It says nothing about
   whether it is true.
m  They are misread: the finding leaves the record. You are asked why.
a  Mend a field, then look again. The machine's value is kept beside yours.
s  Leave it for later; nothing is kept.
u  Undo the last decision made here, and go back to it.
t  Read the report's text around it.
q  Stop. What was decided is kept already."""


class ReviewKind(StrEnum):
    """What can be reviewed one by one."""

    ALLEGATION = "allegation"
    RESPONSE = "response"


def review(
    case: CaseName,
    *,
    event: Annotated[
        str | None,
        typer.Option(
            "--event",
            metavar="EVENT",
            help="Only what is told of this event and those it contains; `onrecord record` shows the ids.",
            show_default=False,
        ),
    ] = None,
    report: Annotated[
        str | None, typer.Option("--report", metavar="NUMBER", help="Only what this report tells.", show_default=False)
    ] = None,
    kind: Annotated[
        ReviewKind | None, typer.Option("--kind", help="Only findings of this kind.", show_default=False)
    ] = None,
    access: Level = None,
    who: Who = None,
) -> None:
    """Go through what nobody has confirmed, one finding after another, and decide on each with a key.

    The weightiest events come first: what is alleged, then who responded to it. Each decision is kept at once, under
    your name, and can be undone; you may stop at any time and go on another day. Protected names are masked; natural
    persons said to have done it are shown, because you decide whether that is what the words say.

    Only what is confirmed here stands in briefs and exports. Programs use `onrecord decide`.

    [bold]Examples[/bold]

        [cyan]onrecord review harbour[/cyan]

        [cyan]onrecord review harbour --event e3f0a9c1d2e4b5a67 --as "Ilse Maar"[/cyan]

        [cyan]onrecord review harbour --report 12 --kind response[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors, left="; what was decided is kept"):
        if not at_terminal():
            raise UsageError("`onrecord review` asks at a terminal; elsewhere, `onrecord decide` takes ids.")
        number = None if report is None else wanted_number(report, what="report")
        with opened(case, who=who) as ledger:
            from onrecord.runs.weighing import record as weighed

            with working(errors, "Weighing"):
                found = weighed(ledger, access=level(access), at_desk=True)
            if event is not None and event not in {one.id for one in found.events}:
                raise UsageError(f"The record has no event {event!a}; `onrecord record {case}` shows those it has.")
            wanted = None if kind is None else FindingKind(kind.value)
            queue = waiting(found, event=event, report=number, kind=wanted)
            out = console()
            if not queue:
                out.print("Nothing waits: all of it is decided on, or nothing was found.")
                return
            Review(ledger, found, queue, out, access=level(access)).run()


def at_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty()


@dataclass(frozen=True, slots=True)
class Made:
    """A decision made here: at which place of the queue, under which number, and what it says."""

    at: int
    number: int
    verdict: Verdict
    field: str | None = None
    value: str | None = None


class Review:
    """A session at the desk.

    Args:
        ledger: open for writing.
        record: masked, as at the desk.
        queue: what waits.
        out: where pages are shown.
        access: the highest level of reports shown.
    """

    def __init__(
        self, ledger: Ledger, record: Record, queue: tuple[Waiting, ...], out: Console, *, access: Access
    ) -> None:
        self._ledger = ledger
        self._queue = queue
        self._out = out
        self._access = access
        self._sources = {source.number: source for source in record.sources}
        self._text = cache(self._masked_text)
        self._made: list[Made] = []

    def run(self) -> None:
        """Asks until nothing waits, or until told to stop."""
        kinds = Counter(one.kind.value for one in self._queue)
        told = ", ".join(f"{count:,} {kind}{'' if count == 1 else 's'}" for kind, count in sorted(kinds.items()))
        self._out.print(Text(f"{told} wait. What you leave stays as it is.", "dim"))
        at = 0
        while at < len(self._queue):
            self._show(at)
            moved = self._decided(at, typer.getchar())
            if moved is None:
                break
            at = moved
        self._sum_up()

    def _show(self, at: int) -> None:
        one = self._queue[at]
        number = one.told.quotation.report
        self._out.print()
        self._out.print(
            page(
                one,
                place=f"{at + 1:,} of {len(self._queue):,}",
                source=self._sources.get(number),
                text=self._text(number),
                mended={each.field: each.value for each in self._made if each.at == at and each.field and each.value},
            )
        )
        self._out.print(Text(KEYS, "bold dim"))

    def _decided(self, at: int, key: str) -> int | None:
        """Does what a key asks for; where to go on, None to stop."""
        match key.lower():
            case "c":
                return at + 1 if self._decide(at, Verdict.CONFIRMED) else at
            case "m":
                reason = self._ask("Why? (Enter for no reason)")
                return at + 1 if self._decide(at, Verdict.MISREAD, reason=reason or None) else at
            case "a":
                self._amend(at)
                return at
            case "s":
                return at + 1
            case "u":
                return self._undo(at)
            case "t":
                self._out.print(Text(visible(self._text(self._queue[at].told.quotation.report))))
                return at
            case "q" | "\x04":
                return None
            case "\x03":
                raise KeyboardInterrupt
            case _:
                self._out.print(Text(HELP))
                return at

    def _decide(
        self,
        at: int,
        verdict: Verdict,
        *,
        field: str | None = None,
        value: str | None = None,
        reason: str | None = None,
    ) -> bool:
        """Keeps a decision; what is refused is told, and asked again."""
        finding = self._queue[at].told.id
        try:
            with self._ledger.writing() as writing:
                given: Value = None
                if field is not None and value is not None:
                    given = in_words(writing.connection, finding, field, value)
                made = decide(writing, finding, verdict, field=field, value=given, reason=reason)
        except (NoSuchCase, UsageError) as error:
            self._out.print(Text(visible(error.message), "red"))
            return False
        self._made.append(Made(at, made.number, verdict, field, value))
        what = verdict.value if field is None else f"{verdict.value}: {field}"
        self._out.print(Text(visible(f"Decision {made.number}: {what}."), "green"))
        return True

    def _amend(self, at: int) -> None:
        fields = [name for name in fields_of(self._queue[at].kind.value) if name not in _BY_PROGRAMS]
        field = self._ask(f"Which field? {', '.join(fields)}").strip().replace(" ", "_")
        if not field:
            return
        if field not in fields:
            self._out.print(Text(visible(f"{field!a} is none of them."), "red"))
            return
        value = self._ask("What should it say? Words of the report; several parted by semicolons").strip()
        if value:
            self._decide(at, Verdict.AMENDED, field=field, value=value)

    def _undo(self, at: int) -> int:
        if not self._made:
            self._out.print(Text("Nothing was decided here yet; `onrecord undo` undoes older decisions.", "red"))
            return at
        last = self._made.pop()
        with self._ledger.writing() as writing:
            undo(writing, last.number)
        self._out.print(Text(f"Decision {last.number} is undone.", "green"))
        return last.at

    def _ask(self, what: str) -> str:
        return str(typer.prompt(one_line(what), default="", show_default=False))

    def _masked_text(self, number: int) -> str:
        with open_view(self._ledger, access=self._access) as view:
            return view.report(number).text

    def _sum_up(self) -> None:
        verdicts = {each.at: each.verdict for each in self._made}
        counts = Counter(verdict.value for verdict in verdicts.values())
        told = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(counts.items())) or "nothing decided"
        left = len(self._queue) - len(verdicts)
        self._out.print(Text(f"\n{told}; {left:,} still wait.", "bold"))


# Fields that hold offsets: they are mended by programs, or by entering the finding anew.
_BY_PROGRAMS = frozenset({"trigger", "places", "times", "counts"})
