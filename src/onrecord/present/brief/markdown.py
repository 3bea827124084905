"""The brief as CommonMark, with the notes as footnotes in the widespread syntax (`[^1]`)."""

import re

from onrecord.present.brief.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Drawing,
    Facts,
    Look,
    Paragraph,
    Run,
    Section,
    Sentence,
    Table,
    Tone,
)
from onrecord.present.brief.writing import marked, note_runs, short_digest
from onrecord.present.plain import one_line

# Every character of ASCII punctuation may be escaped; these are those that can begin something anywhere in a line.
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#|~&!$^=]")
# What only begins something at the start of a line: a list, a rule, a table's delimiter row.
_STARTING = re.compile(r"^(\s*)([-+:]|\d+(?=[.)]))")
# An address is shown, never made a link of: whoever watches it would learn who reads the brief.
_LINKING = re.compile(r"(?i)\b(https?|ftp|mailto)(?=:)|\bwww(?=\.)|(?<=\w)@(?=\w)")


def markdown(document: Document) -> str:
    """The text."""
    lines = []
    if document.mark:
        lines += [f"> **{document.mark}.** {_plain(document.warning)}", ""]
    lines += [f"# {_plain(document.heading)}", "", _plain(f"{document.about}. {document.footer}."), ""]
    for section in document.sections:
        lines += _section(section, 2, document.mark)
    if document.notes:
        lines += ["## Notes: the words, and where they stand", ""]
        if document.mark:
            lines += [f"*{document.mark}*", ""]
    for note in document.notes:
        told = f"{_plain(marked(note.quotation))} Report {note.report}, {_plain(note.source)}; "
        told += f"characters {note.start} to {note.end}; original `{short_digest(note.sha256)}…`"
        if note.finding is not None:
            told += f"; finding `{note.finding}`"
            told += ", confirmed" if note.held else ", unreviewed"
        lines += [f"[^{note.number}]: {told}.", ""]
    if document.mark:
        lines += [f"*{document.mark}*", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section, level: int, mark: str) -> list[str]:
    lines = [f"{'#' * level} {_plain(section.title)}", ""]
    if mark and level == 2:
        lines += [f"*{mark}*", ""]
    for block in section.blocks:
        lines += _section(block, level + 1, mark) if isinstance(block, Section) else _block(block)
    return lines


def _block(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        told = " ".join(_sentence(each).strip() for each in block.sentences)
        return [f"> {told}" if block.tone is Tone.CAUTION else told, ""]
    if isinstance(block, Bullets):
        title = [_plain(block.title), ""] if block.title else []
        return [*title, *(f"- {_sentence(item)}" for item in block.items), ""]
    if isinstance(block, Facts):
        lines = []
        for fact in block.facts:
            lines.append(f"- **{_plain(fact.name)}:** " + "  \n  ".join(_sentence(each) for each in fact.sentences))
        return [*lines, ""]
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Drawing):
        caution = [f"> {_plain(block.caution)}", ""] if block.caution else []
        return [f"*{_plain(block.caption)}.* {_plain(block.alternative)}", "", *caution]
    raise TypeError(f"No way to write a {type(block).__name__}.")


def _table(table: Table) -> list[str]:
    lines = [
        f"*{_plain(table.caption)}*",
        "",
        f"| {' | '.join(_plain(name) for name in table.columns)} |",
        f"| {' | '.join('---' for _ in table.columns)} |",
    ]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in table.rows]
    lines.append("")
    if table.caution:
        lines += [f"> {_plain(table.caution)}", ""]
    return lines


def _cell(cell: Cell) -> str:
    return "<br>".join(_sentence(each) for each in cell.sentences)


def _sentence(sentence: Sentence) -> str:
    told = "".join(_run(run) for run in sentence.runs)
    told = _STARTING.sub(lambda match: f"{match[1]}{_held(match[2])}", told)
    if sentence.mark:
        told += f" **[{sentence.mark}]**".replace("[", "\\[").replace("]", "\\]")
    for first, last in note_runs(sentence.notes):
        told += f"[^{first}]" if first == last else f"[^{first}]–[^{last}]"
    return told


def _run(run: Run) -> str:
    before = " " if run.text[:1].isspace() else ""
    behind = " " if run.text[-1:].isspace() and run.text.strip() else ""
    text = one_line(run.text)
    if not text:
        return before
    if run.look is Look.CODE and "`" not in text:
        return f"{before}`{text}`{behind}"
    told = _plain(text)
    if run.look is Look.QUOTED:
        told = f"“{told}”"
    elif run.look is Look.STRONG:
        told = f"**{told}**"
    return f"{before}{told}{behind}"


def _plain(text: str) -> str:
    """Text that no reader of Markdown takes for anything else."""
    told = _ACTIVE.sub(lambda match: "\\" + match[0], one_line(text))
    return _LINKING.sub(lambda match: match[0] + "\u2060" if match[0] != "@" else "\\@", told)


def _held(start: str) -> str:
    return start + "\u2060" if start.isdigit() else "\\" + start
