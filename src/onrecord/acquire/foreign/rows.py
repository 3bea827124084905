"""Rows of a table as what they tell: by its name, its labels, and what the user says of its columns."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from onrecord.acquire.dates import iso_date
from onrecord.acquire.foreign.labels import BETWEEN, FIELDS, LABELS, LINES, SEVERAL, TABLES, Dialect
from onrecord.acquire.foreign.sheets import Line, Sheet
from onrecord.errors import InvalidInput, UsageError
from onrecord.records.foreign import Foreign, ForeignKind, PassedOver, Refused
from onrecord.records.sheet import letters
from onrecord.records.vocabulary import Act, ActorKind, ResponseAct

_FINDING: Final = re.compile(r"[gr][0-9a-f]{16}")
_REPORT: Final = re.compile(r"\[?report (\d{1,18})\]?\Z|\A(\d{1,18})(?:,|\Z)")
_SPAN: Final = re.compile(r"(\d{1,18}), characters (\d{1,18}) to (\d{1,18})")
_UNREVIEWED: Final = "unreviewed"
# A quotation mark before a sign that a spreadsheet may take for a formula: what exports put there.
_HARMLESS: Final = re.compile(r"'(?=['=+\-@\t\r\n＝＋－＠]|\s+[=+\-@＝＋－＠])")
_DATES: Final = ("published", "first", "last")
_NUMBERS: Final = ("start", "end")


def table_rows(
    sheet: Sheet, dialect: Dialect, *, columns: Mapping[str, str], kind: ForeignKind | None
) -> Iterator[Foreign | Refused | PassedOver]:
    """What each row tells.

    Raises:
        InvalidInput: a column that was named isn't there, or no column tells anything.
        UsageError: a field that was named is none.
    """
    table = sheet.name.casefold().removesuffix(".unreviewed")
    if kind is None and table in TABLES and TABLES[table] is None:
        yield PassedOver(sheet.file, "What it tells is weighed anew from allegations, responses and reports.")
        return
    fields = _fields(sheet, dialect, columns)
    for line in sheet.lines:
        place = f"{sheet.file} row {line.number}"
        if line.fault is not None:
            yield Refused(place, line.fault)
            continue
        if not any(cell.strip() for cell in line.cells):
            continue
        beyond = next((at for at, cell in enumerate(line.cells) if at >= len(sheet.header) and cell.strip()), None)
        if beyond is not None:
            yield Refused(
                place, f"Cell {letters(beyond)}{line.number} has no column; is a separator or quotation mark missing?"
            )
            continue
        try:
            yield _row(line, sheet, fields, dialect, place, kind or TABLES.get(table))
        except InvalidInput as error:
            yield Refused(place, error.message)


def _fields(sheet: Sheet, dialect: Dialect, columns: Mapping[str, str]) -> list[str | None]:
    """For each column its field; None: its words are kept with its label."""
    labels = LABELS[dialect]
    told: list[str | None] = [labels.get(_folded(label)) for label in sheet.header]
    folded = [_folded(label) for label in sheet.header]
    for field, label in columns.items():
        if field not in FIELDS:
            raise UsageError(f"{field!a} is no field; those are {', '.join(sorted(FIELDS))}.")
        if _folded(label) not in folded:
            raise InvalidInput(
                f"{sheet.file} has no column {label!a}; it has {', '.join(ascii(each) for each in sheet.header)}.",
                source=sheet.file,
            )
        told = [None if each == field else each for each in told]
        told[folded.index(_folded(label))] = field
    # Two labels may mean one field: the first holds it, the others keep their words.
    seen: set[str] = set()
    for at, each in enumerate(told):
        if each and each not in SEVERAL and each in seen:
            told[at] = None
        elif each:
            seen.add(each)
    if not seen & (FIELDS - {"id", "kind", "review"}):
        raise InvalidInput(
            f"{sheet.file} has no column that onrecord knows, but {', '.join(ascii(each) for each in sheet.header)}. "
            "Say which holds what, as in --column text=Narrative.",
            source=sheet.file,
        )
    return told


def _folded(label: str) -> str:
    return " ".join(label.casefold().replace("_", " ").split())


def _row(
    line: Line, sheet: Sheet, fields: list[str | None], dialect: Dialect, place: str, kind: ForeignKind | None
) -> Foreign:
    values: dict[str, list[str]] = {}
    told: list[tuple[str, str]] = []
    at: dict[str, str] = {}
    for column, (label, field, cell) in enumerate(zip(sheet.header, fields, line.cells, strict=False)):
        plain = as_it_was(cell)
        if not plain.strip():
            continue
        if field is None:
            told.append((label, plain.strip()))
        elif field:
            many = _several(plain, dialect) if field in SEVERAL else [plain.strip()]
            values.setdefault(field, []).extend(many)
            at.setdefault(field, f"{letters(column)}{line.number}")
    if dialect is Dialect.BAYANAT:
        _unpack(values)
    return _foreign(values, told, at, place, kind)


def as_it_was(cell: str) -> str:
    """What a cell held before an export made it harmless."""
    return cell[1:] if _HARMLESS.match(cell) else cell


def _several(cell: str, dialect: Dialect) -> list[str]:
    between = BETWEEN[dialect]
    if dialect is Dialect.TABLE:
        parts = [part.replace("\0", "") for part in _unescaped(cell, between)]
    else:
        parts = cell.split(between)
    return [part.strip() for part in parts if part.strip()]


def _unescaped(cell: str, between: str) -> Iterator[str]:
    r"""Values with `between` between them, where \ takes the next sign as it is."""
    part, signs = "", iter(cell)
    for sign in signs:
        if sign == "\\":
            part += next(signs, "\\")
        elif sign == between:
            yield part
            part = ""
        else:
            part += sign
    yield part


def _unpack(values: dict[str, list[str]]) -> None:
    """Take a description of onrecord's own apart, line by line."""
    lines = [line.partition(": ") for line in "\n".join(values.get("text", ())).splitlines()]
    if not any(label == "Quotation" for label, _, _ in lines):
        return
    # A line each was written for each value, so what the columns hold beside is the same.
    for field in ("places", "title", "text"):
        values.pop(field, None)
    for label, _, value in lines:
        if label == "Report" and (span := _SPAN.fullmatch(value)):
            values["report"], values["start"], values["end"] = [span[1]], [span[2]], [span[3]]
        elif label in LINES:
            values.setdefault(LINES[label], []).append(value)


def _foreign(
    values: dict[str, list[str]],
    told: list[tuple[str, str]],
    at: Mapping[str, str],
    place: str,
    kind: ForeignKind | None,
) -> Foreign:
    given: dict[str, Any] = {}
    for field, many in values.items():
        if field in SEVERAL:
            given[field] = tuple(dict.fromkeys(many))
        elif field in _DATES:
            given[field] = _date(many[0], at.get(field, field))
        elif field in _NUMBERS:
            given[field] = _number(many[0], at.get(field, field))
        elif field not in ("kind", "review", "report"):
            given[field] = many[0]
    review = " ".join(values.get("review", ()))
    given["confirmed"] = _UNREVIEWED not in review.casefold()
    if review:
        told.append(("review", review))
    if number := _REPORT.search(values.get("report", [""])[0]):
        given["report"] = int(number[1] or number[2])
    if "id" in given and _FINDING.fullmatch(given["id"]):
        given["finding"] = given["id"]
    kind, actor_kind = _kind(values, given, kind)
    if actor_kind is not None:
        given["actor_kind"] = actor_kind
    return Foreign(place=place, kind=kind, told=tuple(told), **given)


def _kind(
    values: Mapping[str, list[str]], given: Mapping[str, Any], kind: ForeignKind | None
) -> tuple[ForeignKind, str | None]:
    """What a row tells of, and of which kind an actor is: as told, else by what it holds."""
    written = values.get("kind", [""])[0].casefold()
    if written in {one.value for one in ActorKind}:
        return ForeignKind.ACTOR if kind is None else kind, written
    if written in {one.value for one in ForeignKind}:
        return ForeignKind(written), None
    if kind is not None and kind is not ForeignKind.ACTOR:
        return kind, None
    if "name" in given and "act" not in given:
        # Bayanat has two types, of which one is told.
        type_ = str(given.get("actor_kind", "")).casefold()
        return ForeignKind.ACTOR, None if not type_ else "person" if type_ == "person" else "organisation"
    if kind is not None:
        return kind, None
    act = str(given.get("act", "")).casefold()
    if "who" in given or (act in set(ResponseAct) and act not in set(Act)):
        return ForeignKind.RESPONSE, None
    if not {"act", "victims", "alleged_perpetrators", "quotation"} & given.keys() and "text" not in given:
        return ForeignKind.REPORT, None
    return ForeignKind.ALLEGATION, None


def _date(value: str, cell: str) -> str:
    try:
        return iso_date(value)
    except ValueError as error:
        raise InvalidInput(
            f"{cell} can't be read as a date without guessing ({error}). Write 2017-04-01, or 2017-04 or 2017 where no "
            "more is known."
        ) from error


def _number(value: str, cell: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise InvalidInput(f"{cell} must be a whole number.")
    return int(value)
