"""A row of another tool's file as a text, and where what it tells stands in one."""

import re
from typing import Any, Final

from onrecord.ledger.quoting import places_of
from onrecord.records.foreign import Foreign, ForeignKind
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, ResponseAct, Stage, Status

LONGEST_QUOTATION: Final = 500


def words_of(row: Foreign) -> tuple[dict[str, str], tuple[str, ...]]:
    """The fields of a finding that hold a word of the vocabulary, and what of the row is none."""
    acts: Any = Act if row.kind is ForeignKind.ALLEGATION else ResponseAct
    words: dict[str, str] = {}
    notes: list[str] = []
    for field, known in (("act", acts), ("status", Status), ("stage", Stage)):
        value = getattr(row, field)
        if value is None or (field == "stage" and row.kind is ForeignKind.ALLEGATION):
            continue
        word = value.strip().casefold().replace(" ", "_")
        if word in set(known):
            words[field] = word
        elif field != "status" or row.finding is not None:
            notes.append(f"{value!a} is none of onrecord's words for {field}: {', '.join(known)}.")
    return words, tuple(notes)


def place_of(row: Foreign, text: str) -> tuple[str, Span | None, str | None]:
    """The words of a text that a finding hangs on, where they stand, and why they don't where they do not."""
    if row.start is not None and row.end is not None and 0 <= row.start < row.end <= len(text):
        span = Span(row.start, row.end)
        if row.quotation is None or withheld(row.quotation, span.of(text)) is not None:
            return span.of(text), span, None
    if row.quotation is None or not row.quotation.strip():
        return "", None, None
    found = places_of(text, row.quotation)
    if not found.spans:
        return "", None, "Its quotation does not stand in the report that it names."
    if len(found.spans) > 1:
        return "", None, f"Its quotation stands in {len(found.spans)} places of the report that it names; quote more."
    return found.spans[0].of(text), found.spans[0], None


_LABEL: Final = re.compile(r"\[(?:(victim|witness|relative|source|person) \d+|name withheld|details withheld)\]")


def withheld(quotation: str, words: str) -> list[tuple[str, str]] | None:
    """What stood in a quotation before masking took it out: labels and words; None: it isn't these words."""
    labels = [match[0] for match in _LABEL.finditer(quotation)]
    pieces = _LABEL.split(quotation)[::2]  # the label's group stands between them
    if not labels:
        return [] if quotation == words else None
    first, *between, last = pieces
    if not words.startswith(first) or not words.endswith(last):
        return None
    # Each piece where it first stands; a pattern would try every place, and a stranger's row can have many labels.
    told: list[tuple[str, str]] = []
    at, end = len(first), len(words) - len(last)
    for label, piece in zip(labels, between, strict=False):
        found = words.find(piece, at + 1, end)
        if found < 0:
            return None
        told.append((label, words[at:found]))
        at = found + len(piece)
    return [*told, (labels[-1], words[at:end])] if at < end else None


def is_masked(name: str) -> bool:
    """Whether nothing is left of a name but a label."""
    return _LABEL.fullmatch(name.strip()) is not None


def is_sure(text: str, value: str, span: Span) -> bool:
    """Whether `enter` will find a value in one place: within the quotation, its paragraph, or alone in the text."""
    found = places_of(text, value)
    if not found.spans or not found.exact:
        return False
    if len(found.spans) == 1:
        return True
    first = text.rfind("\n\n", 0, span.start) + 1
    end = text.find("\n\n", span.end)
    return any(first <= each.start and each.end <= (len(text) if end < 0 else end) for each in found.spans)


_LINES: Final = (
    ("Quotation", "quotation"),
    ("Act", "act"),
    ("Status", "status"),
    ("Stage", "stage"),
    ("Name", "name"),
    ("Other name", "names"),
    ("Office", "offices"),
    ("State", "state"),
    ("Victim", "victims"),
    ("Alleged perpetrator", "alleged_perpetrators"),
    ("Who", "who"),
    ("To", "to"),
    ("About", "about"),
    ("Place", "places"),
    ("Time", "times"),
    ("From", "first"),
    ("Until", "last"),
    ("Told by", "told_by"),
    ("Publisher", "publisher"),
    ("Published", "published"),
    ("Link", "url"),
)


def as_text(row: Foreign) -> str | None:
    """A row as a text: its own words first, then a line a value. One paragraph, so that its parts belong together."""
    parts: list[str] = [each for each in (row.title, row.text) if each is not None and each.strip()]
    if not parts and row.name is None and row.quotation is None:
        return None
    for label, field in _LINES:
        value = getattr(row, field)
        for each in value if isinstance(value, tuple) else (value,):
            if each is not None:
                parts.append(f"{label}: {each}")
    parts += [f"{label}: {value}" for label, value in row.told]
    # A blank line would begin a paragraph, in which a name's place could no longer be told.
    return "\n".join(re.sub(r"\s*\n\s*", "\n", part.strip()) for part in parts)


def telling(row: Foreign) -> str:
    """What of a row's own text tells the act: its quotation, its first lines, its title."""
    if row.quotation is not None and row.quotation.strip():
        return re.sub(r"\s*\n\s*", "\n", f"Quotation: {row.quotation.strip()}").partition(": ")[2]
    for told in (row.text, row.title):
        if told is not None and told.strip():
            plain = re.sub(r"\s*\n\s*", "\n", told.strip())
            return plain if len(plain) <= LONGEST_QUOTATION else plain[:LONGEST_QUOTATION].rsplit(" ", 1)[0]
    return f"Act: {row.act}"
