"""The contract's line in pieces, so that a long report's is never held whole."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby, islice
from typing import Any

from onrecord.present.contract import to_json, to_line, to_object
from onrecord.records import Actor, Reading
from onrecord.runs import LongReading, Result

# Findings written at a time: some hundred thousand characters.
TOGETHER = 500


def to_pieces(result: Result) -> Iterator[str]:
    """One line of JSON, without its newline, in pieces: what `to_line` would give if it could."""
    if not isinstance(result, LongReading):
        yield to_line(result)
        return
    bare = Reading(result.report, result.reader, summary=result.summary)
    streamed = {
        "text": chain(['"'], (to_json(text)[1:-1] for text in result.texts()), ['"']),
        "entities": _array(bare, "entities", result.entities()),
        "actors": _actors(bare, result.actors()),
        "attributions": _array(bare, "attributions", result.attributions()),
        "allegations": _array(bare, "allegations", result.allegations()),
        "responses": _array(bare, "responses", result.responses()),
        "citations": _array(bare, "citations", result.citations()),
    }
    before = "{"
    for key, value in to_object(bare).items():
        yield f"{before}{to_json(key)}:"
        before = ","
        yield from streamed.get(key, [to_json(value)])
    yield "}"


def _array(bare: Reading, kind: str, records: Iterator[object]) -> Iterator[str]:
    """The findings of one kind as a JSON array, some at a time."""
    before = "["
    while some := tuple(islice(records, TOGETHER)):
        chunk: dict[str, Any] = {kind: some}
        yield before + to_json(to_object(replace(bare, **chunk))[kind])[1:-1]
        before = ","
    yield "[]" if before == "[" else "]"


def _actors(bare: Reading, pieces: Iterable[Actor]) -> Iterator[str]:
    """The actors as a JSON array; one who comes in several pieces once, with the entities of them all."""
    before = "["
    for _, same in groupby(pieces, key=lambda actor: actor.id):
        actor = next(same)
        (told,) = to_object(replace(bare, actors=(replace(actor, entities=()),)))["actors"]
        # no string within can look like this: its quotation marks would be escaped
        head, tail = to_json(told).split('"entities":[]')
        yield f'{before}{head}"entities":['
        before = ","
        between = ""
        for piece in chain([actor], same):
            if piece.entities:
                yield between + to_json(piece.entities)[1:-1]
                between = ","
        yield f"]{tail}"
    yield "[]" if before == "[" else "]"
