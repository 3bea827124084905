"""Who answered: the board, and for whom nothing was found, with all that was searched."""

import hashlib
from collections.abc import Iterator, Sequence

from onrecord.present import words
from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import (
    Block,
    Bullets,
    Cell,
    Fact,
    Facts,
    Look,
    Paragraph,
    Run,
    Section,
    Sentence,
    Table,
    Tone,
)
from onrecord.present.tellings import called
from onrecord.records import record as weighed
from onrecord.records.record import Board, CellKind, Entry, Searched, ToldResponse
from onrecord.records.tie import Request
from onrecord.records.vocabulary import Status

SOME = 3
"""Passages in doubt that are told one by one, and names of who reports something."""

_BY_NAME = (CellKind.REPORTED_DECLINED, CellKind.REPORTED_SILENT)
# What somebody is reported as doing, by the kind of cell, unless it is in own words.
_REPORTED = {
    CellKind.PROMISED: "promising",
    CellKind.REPORTED_DECLINED: "declining",
    CellKind.REPORTED_SILENT: "not having responded",
}
# What says that somebody didn't answer, or not in this: told by the kind, whatever act the reader has.
_RETICENT = (CellKind.DECLINED, CellKind.SILENT, *_BY_NAME)
# What a cell of these kinds says is told by what was done.
_WITH_ACTS = (CellKind.RESPONDED, CellKind.PROMISED)


def answered(context: Context) -> Section:
    """The section."""
    board = context.record.board
    blocks: list[Block] = []
    if board is None:
        blocks.append(
            Paragraph((phrases.plain("No roster was given, so it is not told for whom no public response was found."),))
        )
        others = context.chosen.responses
    else:
        blocks.append(_lead(board))
        blocks.append(_table(context, board))
        told = _one_by_one(context, board)
        if told is not None:
            blocks.append(told)
        beside = frozenset(board.others)
        others = tuple(one for one in context.chosen.responses if one.id in beside)
    if others:
        title = "Responses" if board is None else "Responses by others"
        items = Bullets(tuple(_response(context, ones) for ones in _in_order(others)))
        blocks.append(Section("other-responses", title, (items, *_left(context))))
    elif board is None:
        blocks.append(Paragraph((phrases.plain("No response is held."),)))
    if board is not None:
        blocks.append(_not_found(board))
    return Section("answered", "Who answered", tuple(blocks))


def _left(context: Context) -> Iterator[Paragraph]:
    """How many responses a draft leaves out, and how to have them."""
    left = context.chosen.responses_left
    if left:
        told = phrases.capitalised(phrases.counted(left, "response"))
        yield Paragraph(
            (
                phrases.plain(f"{told} more, most of them such that the reader isn't sure of them: "),
                sentence(Run("--all", Look.CODE), " tells them."),
            )
        )


def _lead(board: Board) -> Paragraph:
    return Paragraph(
        (
            sentence(
                f"Monitored are the {phrases.counted(len(board.cells), 'entry', 'entries')} of the roster ",
                Run(board.roster, Look.STRONG),
                ". Contrary accounts stand side by side. Nobody is said to have declined or kept silent on another's "
                "word alone: then it says who reports it.",
            ),
        )
    )


def _table(context: Context, board: Board) -> Table:
    return Table(
        caption=f"Responses by the roster {board.roster}",
        columns=("Who", "What was found"),
        widths=(30, 70),
        rows=tuple(_row(context, cell) for cell in board.cells),
    )


def _row(context: Context, cell: weighed.Cell) -> tuple[Cell, ...]:
    found = []
    for kind in cell.kinds:
        entries = [entry for entry in (*cell.entries, *cell.possible) if entry.kind is kind]
        if kind is CellKind.POSSIBLE and not entries and cell.unreviewed:
            continue  # told below
        for about, alike in _alike(context, entries, kind):
            found.append(_told(context, cell, kind, alike, about=about))
    if cell.unreviewed:
        passages = phrases.counted(cell.unreviewed, "further passage" if found else "passage")
        found.append(phrases.plain(f"{phrases.capitalised(passages)} may be a response; not reviewed yet"))
    return Cell((_who(cell, Look.STRONG), *_office(cell))), Cell(tuple(found))


def _alike(context: Context, entries: Sequence[Entry], kind: CellKind) -> Iterator[tuple[str | None, Sequence[Entry]]]:
    """Entries that one line may tell: about the same, where that is something else, and a promise on whose word."""
    lines: dict[tuple[str | None, bool], list[Entry]] = {}
    for entry in context.telling.best_first(entries):
        about = context.telling.elsewhere(entry) if kind in _WITH_ACTS else None
        lines.setdefault((about, entry.own_words if kind is CellKind.PROMISED else True), []).append(entry)
    yield from ((about, alike) for (about, _), alike in lines.items())
    if not lines:
        yield None, ()


def _told(
    context: Context, cell: weighed.Cell, kind: CellKind, entries: Sequence[Entry], *, about: str | None
) -> Sentence:
    acts = dict.fromkeys(map(_acted, entries)) if kind in _WITH_ACTS else ()
    dates = sorted(day for entry in entries if (day := context.telling.when(entry)) is not None)
    if kind is CellKind.NO_REPLY:
        dates = [request.deadline for request in cell.requests if request.deadline is not None]
    told = _kind(entries, kind) + ("" if about is None else f", {about}")
    return sentence(
        f"{told}: {', '.join(acts)}" if acts else told,
        phrases.soft(f" · {phrases.days(dates[0][:10], dates[-1][:10])}") if dates else "",
        notes=context.noted(entry.quotation for entry in entries),
        mark=context.mark_of(entry.response for entry in entries),
    )


def _who(cell: weighed.Cell, look: Look) -> Sentence:
    return sentence(Run(cell.actor.name, look, _anchor(cell) if _has_words(cell) else None))


def _office(cell: weighed.Cell) -> tuple[Sentence, ...]:
    parts = [part for part in (cell.actor.position, cell.actor.state) if part is not None and part != cell.actor.name]
    return (phrases.plain(phrases.capitalised(", ".join(parts))),) if parts else ()


def _has_words(cell: weighed.Cell) -> bool:
    return bool(cell.entries or cell.possible or cell.beside or cell.requests)


def _anchor(cell: weighed.Cell) -> str:
    """An id out of who it is, whatever letters their name has."""
    return f"of-{hashlib.sha256(f'{cell.actor.kind}:{cell.actor.name}'.encode()).hexdigest()[:12]}"


def _one_by_one(context: Context, board: Board) -> Section | None:
    parts = []
    for cell in board.cells:
        if _has_words(cell):
            told = [_entry(context, ones, cell) for ones in _in_one(cell.entries)]
            told += _some(context, cell, cell.possible, "may concern this actor")
            told += _some(context, cell, cell.beside, "beside the government's own answer")
            told += [_request(request) for request in cell.requests]
            parts.append(Section(_anchor(cell), phrases.capitalised(cell.actor.name), (Bullets(tuple(told)),)))
    return Section("one-by-one", "Their words, one by one", tuple(parts)) if parts else None


def _request(request: Request) -> Sentence:
    replied = phrases.listed(f"a reply was received on {phrases.day(reply.received)}" for reply in request.replies)
    until = "no deadline" if request.deadline is None else f"deadline {phrases.day(request.deadline)}"
    return phrases.plain(
        f"Asked by {request.channel} on {phrases.day(request.sent)} ({until}): "
        f"{replied if replied else 'no reply was logged'}."
    )


def _some(context: Context, cell: weighed.Cell, entries: Sequence[Entry], why: str) -> Iterator[Sentence]:
    """The first of several, and the notes of the rest; a draft tells one, and of the rest how many there are."""
    told = _in_one(entries)
    most = 1 if context.chosen.draft else SOME
    yield from (_entry(context, ones, cell, why=why) for ones in told[:most])
    rest = [entry for ones in told[most:] for entry in ones]
    if rest:
        passages = phrases.capitalised(f"{phrases.counted(len(rest), 'further passage')} ({why})")
        if context.chosen.draft:
            yield sentence(f"{passages}: ", Run(f"onrecord board {context.record.case} --cell", Look.CODE))
        else:
            yield sentence(passages, notes=context.noted(entry.quotation for entry in rest))


def _in_one(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Entries that the same words of a report show, together: "condemns, and calls for an inquiry"."""
    found: dict[tuple[object, ...], list[Entry]] = {}
    for one in entries:
        words_ = one.quotation
        key = (one.when, words_.report, words_.span, one.through, one.why, one.joint, one.held)
        found.setdefault(key, []).append(one)
    return list(found.values())


def _kind(entries: Sequence[Entry], kind: CellKind) -> str:
    if kind in _REPORTED and not all(entry.own_words for entry in entries):
        by = list(dict.fromkeys(name for entry in entries for name in entry.reported_by))
        if by:
            what = _REPORTED[kind]
            others = f"{phrases.counted(len(by) - SOME, 'other')}"
            return f"Reported by {phrases.listed(by if len(by) <= SOME else [*by[:SOME], others])} as {what}"
    if kind is CellKind.NOT_FOUND:
        return f"{phrases.CELLS[kind]} in what was searched"
    return phrases.CELLS[kind]


def _entry(context: Context, entries: Sequence[Entry], cell: weighed.Cell, *, why: str = "") -> Sentence:
    entry = entries[0]
    more = [phrases.listed(dict.fromkeys(_done(one) for one in entries))]
    if entry.joint:
        more.append("jointly with others")
    if entry.through is not None:
        # It stands under whom they answer for.
        more.append(f"through {entry.through.removesuffix(f', who answers for {cell.actor.name}')}")
    reason = "" if entry.why.startswith(("named as “", "“")) else entry.why
    beside = [part for part in (why, reason) if part and (entry.through is None or part not in entry.through)]
    about = context.telling.about(entry)
    if about is not None and len(context.record.events) > 1:
        beside.append(f"about “{about}”")
    return sentence(
        f"{_day(context, entry)}: ",
        ", ".join(more),
        *([phrases.soft(f" ({'; '.join(beside)})")] if beside else []),
        ": ",
        phrases.quoted(entry.quotation.text),
        notes=context.noted([entry.quotation]),
        mark=context.mark(entry.held),
    )


def _day(context: Context, entry: Entry) -> str:
    when = context.telling.when(entry)
    return "Undated" if when is None else phrases.day(when)


def _done(entry: Entry) -> str:
    """What the cell has the entry for, in its words: whoever stopped short of condemning is reported as declining."""
    done = phrases.response_act(
        entry.act,
        entry.status,
        entry.stage,
        own_words=entry.own_words,
        reported_by=entry.reported_by,
        quotation=entry.quotation.text,
    )
    by = phrases.listed(entry.reported_by) if entry.reported_by else "the report"
    if entry.kind is CellKind.PROMISED:
        told = "promised" if entry.own_words else f"reported by {by} as promising"
        return f"{told}: {_acted(entry)}"
    if entry.kind not in _RETICENT:
        return done
    told = {
        CellKind.DECLINED: "declines, in own words",
        CellKind.SILENT: "has not raised or answered it, by own account",
        CellKind.REPORTED_DECLINED: f"reported by {by} as declining",
        CellKind.REPORTED_SILENT: f"reported by {by} as not having responded",
    }[entry.kind]
    return told if entry.act in words.REPORTED_AS else f"{told} ({words.response_in_words(entry.act, entry.status)})"


def _acted(entry: Entry) -> str:
    return words.response_in_words(entry.act, Status.ASSERTED, entry.quotation.text)


def _in_order(responses: Sequence[ToldResponse]) -> list[list[ToldResponse]]:
    """Responses by date, those that the same words show of the same people together."""
    found: dict[tuple[object, ...], list[ToldResponse]] = {}
    for one in sorted(responses, key=lambda one: (one.when or "9999", one.quotation.report, one.quotation.span)):
        who = tuple(called(phrases.who(named)) for named in one.who)
        found.setdefault((one.when, one.quotation.report, one.quotation.span, who, one.held), []).append(one)
    return list(found.values())


def _response(context: Context, responses: Sequence[ToldResponse]) -> Sentence:
    response = responses[0]
    who = phrases.listed(phrases.who(named) for named in response.who) if response.who else "Somebody who isn't named"
    return sentence(
        *([f"{phrases.day(response.when)}: "] if response.when is not None else []),
        Run(phrases.capitalised(who), Look.STRONG),
        f": {phrases.listed(dict.fromkeys(_did(one) for one in responses))}: ",
        phrases.quoted(response.quotation.text),
        notes=context.noted([response.quotation]),
        mark=context.mark(response.held),
    )


def _did(response: ToldResponse) -> str:
    told_already = response.own_words or response.act in words.REPORTED_AS
    by = "" if told_already or not response.told_by else (
        f", as told by {', as told by '.join(phrases.who(teller) for teller in response.told_by)}"
    )  # fmt: skip
    return f"{phrases.response_words(response)}{by}"


def _not_found(board: Board) -> Section:
    none = [cell.actor.name for cell in board.cells if CellKind.NOT_FOUND in cell.kinds]
    if none:
        lead = sentence("No public response was found of ", Run(phrases.listed(none), Look.STRONG), ".")
    elif any(cell.unreviewed for cell in board.cells):
        lead = phrases.plain("For everybody on the roster something was found, or waits for a reviewer.")
    else:
        lead = phrases.plain("For everybody on the roster something was found.")
    return Section(
        "searched",
        "What was not found, and what was searched",
        (
            Paragraph((lead,)),
            Paragraph(
                (
                    phrases.plain(
                        "That no public response was found says what these reports hold, not what was done: a response "
                        "may have been made in private, or in reports that are not here."
                    ),
                ),
                Tone.CAUTION,
            ),
            Facts(tuple(_searched(board.searched))),
        ),
    )


def _searched(searched: Searched) -> Iterator[Fact]:
    dated = "no dated report" if searched.first is None else phrases.days(searched.first, searched.last)
    told = [f"{phrases.counted(searched.reports, 'report')}, published {dated}"]
    if searched.undated:
        told.append(f"{searched.undated:,} of them without a date")
    yield _fact("Reports", "; ".join(told))
    yield _fact("Publishers", phrases.listed(searched.publishers) if searched.publishers else "none is told")
    yield _fact("Languages", phrases.listed(searched.languages) if searched.languages else "none is told")
    # How many, not which: the name of a file that nobody could read may name a source.
    yield _fact("Languages not read", _items(searched.unread))
    yield _fact("Could not be opened", _items(searched.failed))
    yield _fact("Searched on", f"{phrases.day(searched.at)}, {searched.at[11:16]} UTC")
    if searched.recall is None:
        yield _fact("Reader's recall", "not measured")
    else:
        yield _fact(
            "Reader's recall",
            f"{searched.recall:.0%} of the responses that are there (measured on {searched.recall_on}); the rest it "
            "misses",
        )


def _items(names: Sequence[str]) -> str:
    return phrases.counted(len(names), "item") if names else "none"


def _fact(name: str, told: str) -> Fact:
    return Fact(name, (phrases.plain(told),))
