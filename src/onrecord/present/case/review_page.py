"""A finding as a reviewer sees it: the words in their surroundings, and what the reader took them to say."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.present import words
from onrecord.present.case.review_queue import Waiting
from onrecord.present.plain import one_line, shortened
from onrecord.records.record import Named, Source, ToldAllegation, ToldResponse

BESIDE = 220
"""Characters of the report shown before and after the words."""
TITLE = 90
LONGEST = 900
_ROLES = {
    "victims": "yellow",
    "alleged_perpetrators": "red",
    "who": "green",
    "to": "magenta",
    "about": "yellow",
    "told_by": "cyan",
}


def page(waiting: Waiting, *, place: str, source: Source | None, text: str, mended: Mapping[str, str]) -> Group:
    """One finding.

    Args:
        waiting: what is decided on, masked.
        place: where in the queue it stands, as `3 of 12`.
        source: the report that tells it.
        text: the report's, masked.
        mended: fields to the values that the reviewer gave a moment ago.
    """
    told = waiting.told
    head = Text.assemble((place, "bold"), (f" · {waiting.kind.value} · {told.id}", "dim"))
    parts: list[RenderableType] = [
        Rule(head, align="left", style="blue"),
        _quoted(told, text),
        Text(),
        _fields(told, mended),
    ]
    where = f"report {told.quotation.report}"
    if source is not None:
        publisher = "" if source.publisher is None else f" · {one_line(source.publisher)}"
        published = "" if source.published is None else f", {source.published[:10]}"
        title = "" if source.title is None else f" · {shortened(source.title, TITLE)}"
        where += f"{publisher}{published}{title}"
    more = len(told.reports) - 1
    parts.append(Text(where + (f" · and {more:,} more of the same words" if more else ""), "dim"))
    if waiting.event is not None:
        parts.append(Text(f"of: {shortened(waiting.event.title, TITLE)} ({waiting.event.id})", "dim"))
    return Group(*parts)


def _quoted(told: ToldAllegation | ToldResponse, text: str) -> Text:
    """The words, what fills a role in its colour, with what stands before and after in the report."""
    quotation = told.quotation.text[:LONGEST]
    shown = Text(one_line(quotation), "bold")
    for role, style in _ROLES.items():
        for named in getattr(told, role, ()):
            if len(named.words) > 1:
                shown.highlight_words([one_line(named.words)], f"underline {style}")
    at = text.find(quotation)
    if at < 0:
        return shown
    end = at + len(quotation)
    before, after = text[max(0, at - BESIDE) : at], text[end : end + BESIDE]
    return Text.assemble(
        (("… " if at > BESIDE else "") + one_line(before) + (" " if before else ""), "dim"),
        shown,
        ((" " if after else "") + one_line(after) + (" …" if end + BESIDE < len(text) else ""), "dim"),
    )


def _fields(told: ToldAllegation | ToldResponse, mended: Mapping[str, str]) -> Table:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", justify="right")
    rows.add_column()
    for name, value, style in _told(told):
        if name in mended:
            shown = Text.assemble(
                (one_line(mended[name]), f"bold {style}"), (f"  (the reader had {value or '–'})", "dim")
            )
        else:
            shown = Text(value, style) if value else Text("–", "dim")
        rows.add_row(name.replace("_", " "), shown)
    return rows


def _told(told: ToldAllegation | ToldResponse) -> Iterator[tuple[str, str, str]]:
    """Fields that a reviewer may amend, with their values for people and their colours."""
    if isinstance(told, ToldAllegation):
        yield "act", words.ACTS[told.act], "bold"
        yield "status", words.STATUSES[told.status] or "asserted: told as happened", "bold"
        yield "alleged_perpetrators", _names(told.alleged_perpetrators), "red"
        yield "victims", _names(told.victims), "yellow"
        yield "places", "; ".join(one_line(each.name or each.words) for each in told.places), ""
    else:
        yield "act", words.response_in_words(told.act, told.status), "bold"
        yield "status", words.STATUSES[told.status] or "asserted: told as done", "bold"
        if told.stage is not None:
            yield "stage", words.STAGES[told.stage], ""
        yield "who", _names(told.who), "green"
        yield "to", _names(told.to), "magenta"
        yield "about", _names(told.about), "yellow"
    yield "times", "; ".join(one_line(each.words) for each in told.times), ""
    whose = "in own words; " if isinstance(told, ToldResponse) and told.own_words else ""
    yield "told_by", whose + (_names(told.told_by, ", as told by ") or words.OWN_VOICE), "cyan"


def _names(several: tuple[Named, ...], between: str = "; ") -> str:
    """The report's words, and whom the case takes them for, where those differ."""
    return between.join(
        one_line(each.words) if each.name == each.words else f"{one_line(each.words)} (= {one_line(each.name)})"
        for each in several
    )
