"""Readings as tables in a terminal, or in a file as plain text."""

import os
from collections.abc import Sequence
from typing import TextIO

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.present import words
from onrecord.present.plain import one_line, shortened
from onrecord.present.views import Alleged, ReadingView, Responded, Saying, shown_of, view
from onrecord.records import Failure, Status
from onrecord.runs import Result

# Long enough to tell what is said and to find it in the report, short enough for a screen of findings.
QUOTATION = 220
MENTION = 70
MENTIONS = 4

# A line of more than some 130 characters is hard to follow, also where a terminal would hold it.
WIDEST = 132
# What files and pipes get.
WIDTH = 100

MARKS = {Status.NEGATED: ("✗ ", "bold yellow"), Status.HYPOTHETICAL: ("? ", "bold magenta")}


class TableWriter:
    """Three tables a report: who says what, what is alleged, who responded.

    Args:
        stream: where to.
        color: whether a terminal shows it.
        width: columns; None: the terminal's, or `WIDTH`.
    """

    def __init__(self, stream: TextIO, *, color: bool, width: int | None = None) -> None:
        if width is None and not color:
            columns = os.environ.get("COLUMNS", "")
            width = int(columns) if columns.isdecimal() and int(columns) >= 40 else WIDTH
        self._console = Console(
            file=stream, force_terminal=color, width=width, highlight=False, markup=False, emoji=False
        )
        if self._console.width > WIDEST:
            self._console.width = WIDEST
        self._any = False

    def add(self, result: Result) -> None:
        """Print one report's tables, or why it has none."""
        if isinstance(result, Failure):
            self._console.print(
                Text.assemble(
                    ("✗ ", "bold red"),
                    (one_line(result.id), "bold"),
                    f" could not be read: {one_line(result.message)}",
                ),
                "",
            )
            return
        self._any = True
        reading, left_out = shown_of(result)
        self._console.print(reading_table(view(reading, left_out=left_out)))

    def finish(self) -> None:
        """Print what the tables are, and are not."""
        if self._any:
            self._console.print(Text.assemble((f"{words.UNREVIEWED}. ", "bold"), (words.LEGEND, "dim")))
            marks = [Text.assemble(_mark(status), words.STATUSES[status]) for status in MARKS]
            self._console.print(Text("   ").join(marks))


def reading_table(shown: ReadingView) -> Group:
    """All that is shown of one reading."""
    parts: list[Rule | Text | Padding | str] = [
        Rule(Text(shortened(shown.heading, QUOTATION), "bold"), align="left", style="blue"),
        Text(" · ".join(shortened(detail, QUOTATION) for detail in (*shown.details, shown.reader)), "dim"),
        Text(words.UNREVIEWED.lower(), "dim italic"),
        "",
    ]
    if shown.left_out:
        parts += [Text(shown.left_out, "bold yellow"), ""]
    if shown.is_empty:
        parts += [Text("Nothing found."), ""]
    if shown.sayings:
        parts += [_titled("Who says what", _sayings(shown.sayings))]
    if shown.alleged:
        parts += [_titled("What is alleged", _alleged(shown.alleged))]
    if shown.responded:
        parts += [_titled("Who responded", _responded(shown.responded))]
    return Group(*parts)


def _titled(title: str, table: Table) -> Padding:
    return Padding(Group(Text(title, "bold underline"), table), (0, 0, 1, 0))


def _table(*columns: tuple[str, int]) -> Table:
    table = Table(box=box.HORIZONTALS, expand=True, show_edge=False, pad_edge=False, padding=(0, 1), leading=1)
    for name, ratio in columns:
        table.add_column(Text(name, "dim"), ratio=ratio, overflow="fold")
    # A probability that wraps is hard to read; its column is as wide as the widest of them.
    table.add_column("", width=4, justify="right", style="dim", no_wrap=True)
    return table


def _sayings(sayings: Sequence[Saying]) -> Table:
    table = _table(("speaker", 5), ("how", 5), ("quotation", 12))
    for saying in sayings:
        speaker = Text(shortened(saying.speaker, MENTION), "bold cyan")
        if saying.told_by:
            tellers = ", as told by ".join(shortened(teller, MENTION) for teller in saying.told_by)
            speaker.append(f"\nas told by {tellers}", "not bold dim")
        cue = Text(shortened(saying.cue, MENTION), "italic")
        cue.append(f" · {saying.force}" if saying.cue else saying.force, "not italic dim")
        table.add_row(speaker, cue, Text(shortened(saying.quotation, QUOTATION)), _percent(saying.score))
    return table


def _alleged(alleged: Sequence[Alleged]) -> Table:
    table = _table(
        ("act", 4), ("victims", 5), ("alleged perpetrator", 5), ("where, when, number", 6), ("on whose word", 6)
    )
    for allegation in alleged:
        table.add_row(
            _act(allegation.act, allegation.status, allegation.trigger, "bold red"),
            _mentions(allegation.victims),
            _mentions(allegation.alleged_perpetrators),
            _circumstances(allegation.where, allegation.when, allegation.how_many),
            Text(shortened(allegation.on_whose_word, QUOTATION), "cyan"),
            _percent(allegation.score),
        )
    return table


def _responded(responded: Sequence[Responded]) -> Table:
    table = _table(("who", 5), ("response", 5), ("to, about", 5), ("where, when", 5), ("on whose word", 6))
    for response in responded:
        to_about = Text("\n").join(
            Text.assemble((f"{word} ", "dim"), _mentions(mentions))
            for word, mentions in (("to", response.to), ("about", response.about))
            if mentions
        )
        table.add_row(
            _mentions(response.who),
            _act(response.act, response.status, response.trigger, "bold green"),
            to_about if to_about.plain else Text("–", "dim"),
            _circumstances(response.where, response.when),
            Text(shortened(response.on_whose_word, QUOTATION), "cyan"),
            _percent(response.score),
        )
    return table


def _act(act: str, status: Status, trigger: str, style: str) -> Text:
    told = Text.assemble(_mark(status), (shortened(act, QUOTATION), style))
    if status is not Status.ASSERTED:
        told.append(f"\n{status.value}", MARKS[status][1])
    told.append(f"\n“{shortened(trigger, MENTION)}”", "dim")
    return told


def _mark(status: Status) -> Text:
    return Text(*MARKS[status]) if status in MARKS else Text("")


def _mentions(mentions: Sequence[str]) -> Text:
    if not mentions:
        return Text("not named", "dim")
    told = "; ".join(shortened(mention, MENTION) for mention in mentions[:MENTIONS])
    more = len(mentions) - MENTIONS
    return Text(told if more <= 0 else f"{told}; and {more} more")


def _circumstances(*told: Sequence[str]) -> Text:
    lines = [_mentions(mentions) for mentions in told if mentions]
    return Text("\n").join(lines) if lines else Text("–", "dim")


def _percent(score: float) -> Text:
    return Text(f"{score:.0%}", "dim")
