"""The record as one JSON object, and its JSON Schema, both drawn from the records' own fields.

Every field is there, also where it is empty, so that a program need not ask. `first` and `last` are called `from` and
`to`, as in the contract of `onrecord read`.
"""

import inspect
import json
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord import __version__
from onrecord.records.record import CAUTION, Origin, Record
from onrecord.records.span import Span

Object = dict[str, Any]

SCORE_PLACES = 4
UNREVIEWED = "Unreviewed machine reading, except where `held` is true."
REVIEWED = "Only findings that a person confirmed as correctly read."

_RENAMED = {"first": "from", "last": "to", "with_": "with"}
# These two are ids of allegations, where the word does not mean a time.
_AS_NAMED: Mapping[str, frozenset[str]] = {"Join": frozenset({"first", "second"})}


def record_object(record: Record) -> Object:
    """A record, as `onrecord record --json` writes it."""
    told = _object(record)
    note = REVIEWED if record.reviewed_only else UNREVIEWED
    return {"onrecord": __version__, "note": note, "caution": CAUTION, **told}


def schema_text() -> str:
    """The record's JSON Schema (draft 2020-12), as it stands in the package."""
    return (files("onrecord.present") / "schema" / "record.schema.json").read_text(encoding="utf-8")


# Types whose values JSON has as they are: most values of a record.
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def _plain(value: Any) -> Any:  # noqa: ANN401 (any field)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return round(float(value), SCORE_PLACES)
    if isinstance(value, tuple):
        return [each if each.__class__ in _AS_THEY_ARE else _plain(each) for each in value]
    return _object(value)


def _object(record: Any) -> Object:  # noqa: ANN401 (any record)
    kind = type(record)
    told = {
        key: value if (value := getattr(record, name)).__class__ in _AS_THEY_ARE else _plain(value)
        for name, key in _keys(kind)
    }
    if kind is Origin:
        # The shortest way to it, for programs that want one.
        told["path"] = min(told["paths"], key=len, default=[])
    return told


def _keys(kind: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 (a dataclass)
    return _keys_of(kind)


@cache
def _keys_of(kind: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 (a dataclass)
    kept = _AS_NAMED.get(kind.__name__, frozenset())
    return tuple(
        (field.name, field.name if field.name in kept else _RENAMED.get(field.name, field.name))
        for field in fields(kind)
    )


# --- the schema ------------------------------------------------------------------------------------------------------


def made_schema() -> str:
    """The schema anew, from the records' fields and what their docstrings say of them."""
    definitions: Object = {}
    about = _definition(Record, definitions)
    about["properties"] = {
        "onrecord": {"type": "string", "description": "The version that made it."},
        "note": {"enum": [UNREVIEWED, REVIEWED]},
        "caution": {"const": CAUTION, "description": "Belongs with every table of figures."},
        **about["properties"],
    }
    about["required"] = list(about["properties"])
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The record of a case: what `onrecord record NAME --json` writes",
        **about,
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _definition(kind: Any, definitions: Object) -> Object:  # noqa: ANN401 (a dataclass)
    hints = typing.get_type_hints(kind)
    summary, notes = _documented(kind)
    properties = {}
    for name, key in _keys(kind):
        described = _of(hints[name], definitions)
        if name in notes:
            described = {**described, "description": notes[name]}
        properties[key] = described
    if kind is Origin:
        properties["path"] = {"type": "array", "items": {"type": "string"}, "description": "The shortest of `paths`."}
    return {
        "type": "object",
        "description": summary,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _of(hint: Any, definitions: Object) -> Object:  # noqa: ANN401 (a type)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
        inner = _of(kinds[0], definitions)
        return (
            {**inner, "type": [inner["type"], "null"]}
            if isinstance(inner.get("type"), str)
            else {"anyOf": [inner, {"type": "null"}]}
        )
    if hint is Span:
        items = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
        return items
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _of(typing.get_args(hint)[0], definitions)}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _definition(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [each.value for each in hint]}
    plain: Object = {"type": {str: "string", int: "integer", float: "number", bool: "boolean"}[hint]}
    return plain


def _documented(kind: Any) -> tuple[str, dict[str, str]]:  # noqa: ANN401 (a dataclass)
    """A docstring's first paragraph, and what it says of each attribute."""
    documented = inspect.cleandoc(kind.__doc__ or "")
    summary, _, attributes = documented.partition("Attributes:")
    notes: dict[str, str] = {}
    current: list[str] = []
    for line in attributes.splitlines():
        match = re.match(r"    (\w+): (.*)", line)
        if match:
            current = [match[1]]
            notes[match[1]] = match[2]
        elif current and line.startswith("        "):
            notes[current[0]] += " " + line.strip()
    return " ".join(summary.split("\n\n")[0].split()), {name: " ".join(note.split()) for name, note in notes.items()}
