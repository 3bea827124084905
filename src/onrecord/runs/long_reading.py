"""Readings of long reports: put aside in a file as they are made, and read from it piece by piece.

A report of a hundred megabytes holds millions of findings. They pass from the reader to whoever writes them through a
temporary file, in which each kind of finding can be gone through by itself in bounded memory.
"""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from onrecord.errors import ItemError
from onrecord.records import Actor, Allegation, Attribution, Citation, Entity, Reading, Report, Response, Span, Summary
from onrecord.records.plain import canonical, from_canonical, from_plain, to_plain

Record = TypeVar("Record")

# Code points of text put aside, and given back, at a time; a stretch of the text is shorter.
TEXT_PIECE = 1_000_000
# Bytes of findings read back at a time. Actors are merged out of every piece at once, and each holds so much then.
CHUNK = 16 * 1024

# Code points that an opening shows where nothing was found in it.
SHORTEST_OPENING = 2_000

_KINDS: dict[str, type] = {
    "entities": Entity,
    "actors": Actor,
    "attributions": Attribution,
    "allegations": Allegation,
    "responses": Response,
    "citations": Citation,
}
_ROLES = ("victims", "alleged_perpetrators", "who", "to", "about", "places", "times", "counts")
# Where pieces of each kind begin and end in the file, in bytes, and how many records they hold.
_Section = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class LongReading:
    """The reading of a report too long to hold: what `Reading` has as tuples can be gone through, again and again.

    It ends when it is closed: then its file is gone.

    Attributes:
        report: without its text, which `texts` gives.
        reader: `name@version` of the reader that made it.
        summary: of the whole report.
        path: the file that holds the rest.
        sections: what lies where in it; `text` and the kinds of findings.
    """

    report: Report
    reader: str
    summary: Summary | None
    path: Path
    sections: dict[str, tuple[_Section, ...]]

    def texts(self) -> Iterator[str]:
        """The text in pieces; joined they are the text."""
        with self.path.open("rb") as file:
            for start, end, _ in self.sections["text"]:
                file.seek(start)
                yield file.read(end - start).decode("utf-8", "surrogatepass")

    def entities(self) -> Iterator[Entity]:
        """All entities, in text order; likewise the four that follow."""
        return self._all("entities", Entity)

    def attributions(self) -> Iterator[Attribution]:
        """See `entities`."""
        return self._all("attributions", Attribution)

    def allegations(self) -> Iterator[Allegation]:
        """See `entities`."""
        return self._all("allegations", Allegation)

    def responses(self) -> Iterator[Response]:
        """See `entities`."""
        return self._all("responses", Response)

    def citations(self) -> Iterator[Citation]:
        """See `entities`."""
        return self._all("citations", Citation)

    def actors(self) -> Iterator[Actor]:
        """All actors in the order of their ids.

        One who goes on through the text comes in pieces, one right after another, each with some of its entities: who
        is named a million times has more of them than should be held at once.
        """
        with self.path.open("rb") as file:
            pieces = [_records(file, section, Actor) for section in self.sections["actors"]]
            yield from heapq.merge(*pieces, key=lambda actor: int(actor.id[1:]))

    def count(self, kind: str) -> int:
        """How many there are of a kind: of `actors`, how many pieces; of `text`, code points."""
        return sum(count for _, _, count in self.sections[kind])

    def opening(self) -> Reading:
        """The first stretch, with the text as far as its findings reach, as a reading of its own."""
        with self.path.open("rb") as file:
            first: dict[str, Any] = {
                kind: tuple(_records(file, sections[0], _KINDS[kind]))
                for kind, sections in self.sections.items()
                if kind in _KINDS and sections
            }
        reading = Reading(self.report, self.reader, **first)
        end = max((span.end for span in _spans(reading)), default=0)
        return replace(reading, report=replace(self.report, text=next(self.texts())[: max(end, SHORTEST_OPENING)]))

    def whole(self) -> Reading:
        """All of it as one reading, for those who have the memory: some 150 bytes a character."""
        actors = tuple(
            replace(pieces[0], entities=tuple(id_ for piece in pieces for id_ in piece.entities))
            for _, same in groupby(self.actors(), key=lambda actor: actor.id)
            if (pieces := list(same))
        )
        return Reading(
            report=replace(self.report, text="".join(self.texts())),
            reader=self.reader,
            entities=tuple(self.entities()),
            actors=actors,
            attributions=tuple(self.attributions()),
            allegations=tuple(self.allegations()),
            responses=tuple(self.responses()),
            citations=tuple(self.citations()),
            summary=self.summary,
        )

    def close(self) -> None:
        """Remove the file."""
        with suppress(FileNotFoundError):
            self.path.unlink()

    def _all(self, kind: str, record: type[Record]) -> Iterator[Record]:
        with self.path.open("rb") as file:
            for section in self.sections[kind]:
                yield from _records(file, section, record)


def put_aside(report: Report, pieces: Iterable[Reading], *, prefix: str) -> LongReading:
    """Put the pieces of a long report's reading aside, as they come, in a file of the temporary folder.

    Nobody else may read the file. It is removed at once where a piece can't be made.

    Args:
        report: with its whole text.
        pieces: in order; their findings quote that text.
        prefix: what the file's name begins with, by which whoever asked can find what was left of a lost process.

    Raises:
        ItemError: there is no room for it.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=prefix)
    except OSError as error:
        raise _no_room(report, error) from error
    path = Path(name)
    file = open(handle, "wb")
    try:
        aside = _written(file, path, report, pieces)
    except BaseException:
        with suppress(OSError):  # closing tries once more what the disk refused
            file.close()
        path.unlink()
        raise
    file.close()
    return aside


@contextmanager
def swept(prefix: str) -> Iterator[None]:
    """Whatever was put aside under a prefix is gone at the end, also what a process left that did not survive."""
    try:
        yield
    finally:
        for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
            with suppress(FileNotFoundError):
                left.unlink()


def _written(file: BinaryIO, path: Path, report: Report, pieces: Iterable[Reading]) -> LongReading:
    sections: dict[str, list[_Section]] = {kind: [] for kind in ("text", *_KINDS)}
    reader = ""
    summary = None

    def write(kind: str, lines: Iterable[bytes]) -> None:
        try:
            start, count = file.tell(), 0
            for line in lines:
                file.write(line)
                count += 1
            file.flush()
        except OSError as error:
            raise _no_room(report, error) from error
        sections[kind].append((start, file.tell(), count))

    for start in range(0, len(report.text), TEXT_PIECE):
        text = report.text[start : start + TEXT_PIECE]
        write("text", [text.encode("utf-8", "surrogatepass")])
        sections["text"][-1] = (*sections["text"][-1][:2], len(text))
    for piece in pieces:
        reader, summary = piece.reader, piece.summary
        for kind in _KINDS:
            write(kind, [canonical(to_plain(record)) + b"\n" for record in getattr(piece, kind)])
    return LongReading(
        replace(report, text=""), reader, summary, path, {kind: tuple(written) for kind, written in sections.items()}
    )


def _no_room(report: Report, error: OSError) -> ItemError:
    return ItemError(
        f"The findings of a text of {len(report.text):,} characters can't be put aside in {tempfile.gettempdir()}: "
        f"{error.strerror or error}. Make room there, or name another folder in TMPDIR.",
        source=report.source,
    )


def _records(file: BinaryIO, section: _Section, record: type[Record]) -> Iterator[Record]:
    """The records of a section; other sections of the same file may be gone through at the same time."""
    at, end, _ = section
    rest = b""
    while at < end:
        file.seek(at)
        chunk = file.read(min(CHUNK, end - at))
        at += len(chunk)
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield from_plain(record, from_canonical(line))


def _spans(reading: Reading) -> Iterator[Span]:
    for entity in reading.entities:
        yield entity.span
    for attribution in reading.attributions:
        yield from (*attribution.source, *attribution.cue, *attribution.content)
    findings: tuple[Allegation | Response, ...] = (*reading.allegations, *reading.responses)
    for finding in findings:
        yield finding.trigger
        for role in _ROLES:
            yield from (part.span for part in getattr(finding, role, ()))
