"""What an export is made of: parts with names, and a list of what its format could not hold."""

import contextlib
import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from onrecord.errors import CaseExists, UsageError
from onrecord.present.export.cells import gate
from onrecord.records.record import Record

ABOUT: Final = "about.json"
# A moment that any ZIP can hold, so that the same record gives the same bytes.
_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an export.

    Attributes:
        name: with its suffix, without a folder.
        content: its bytes.
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that a format could not hold.

    Attributes:
        what: of the record.
        why: a sentence, and where it can be found instead.
        count: of how many things it was lost; None: of all.
    """

    what: str
    why: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """An export, made."""

    parts: tuple[Part, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """An export, written.

    Attributes:
        files: paths, the one that tells about the others last.
        lost: what the format could not hold.
    """

    files: tuple[Path, ...]
    lost: tuple[Lost, ...]


def write(made: Made, record: Record, target: Path, *, form: str, before: Callable[[], None] = lambda: None) -> Written:
    """Write an export to a new folder, a new ZIP, or, where it is of one part, a new file with another beside it.

    Every name but the target's, which is the user's own, says so where the content is unreviewed machine reading, and
    so does what is told about it.

    Args:
        made: the export.
        record: of what.
        target: a name that ends in .zip makes a ZIP, one with another ending a file; else it is a folder.
        form: the format's name.
        before: called when all is made and nothing lies in its way, before the first byte is written.

    Raises:
        CaseExists: something lies there.
        UsageError: nothing can be made there.
    """
    parts = [Part(_marked(part.name, record), part.content) for part in made.parts]
    about = Part(_marked(ABOUT, record), _about(parts, made.lost, record, form=form))
    suffix = target.suffix.lower()
    if suffix == ".zip":
        paths = [target]
    elif suffix and len(parts) == 1:
        paths = [target, target.with_name(f"{target.name}.{about.name}")]
    elif suffix:
        raise UsageError(
            f"{form} is written as {len(parts)} files: give the name of a folder, or one that ends in .zip, not "
            f"{target.name}."
        )
    else:
        paths = [target]
    for path in paths:
        if path.exists() or path.is_symlink():
            raise CaseExists(f"{path} is there already; choose another name, or move it away.")
    if not target.parent.is_dir():
        raise UsageError(f"{target} can't be written: there is no folder {target.parent}. Make it first.")
    before()
    try:
        if suffix == ".zip":
            _new(target, _zipped([*parts, about]))
            return Written((target,), made.lost)
        if suffix:
            for path, part in zip(paths, [*parts, about], strict=True):
                _new(path, part.content)
            return Written(tuple(paths), made.lost)
        return Written(tuple(_folder(target, [*parts, about])), made.lost)
    except OSError as error:
        raise UsageError(f"{target} can't be written: {error.strerror or error}. Choose another place.") from error


def _folder(target: Path, parts: Sequence[Part]) -> Iterator[Path]:
    target.mkdir(parents=False)
    try:
        for part in parts:
            _new(target / part.name, part.content)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    yield from (target / part.name for part in parts)


def _new(path: Path, content: bytes) -> None:
    """A file that only its owner may read: it tells of people."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _zipped(parts: Sequence[Part]) -> bytes:
    """The parts as a ZIP; the same parts, the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            info = zipfile.ZipInfo(part.name, _NO_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, part.content)
    return buffer.getvalue()


def _marked(name: str, record: Record) -> str:
    if record.reviewed_only:
        return name
    stem, dot, suffix = name.partition(".")
    return f"{stem}.unreviewed{dot}{suffix}"


def _about(parts: Sequence[Part], lost: Sequence[Lost], record: Record, *, form: str) -> bytes:
    told: dict[str, Any] = {
        "format": form,
        "made_by": "onrecord",
        "weighed": record.at,
        "reviewed_only": record.reviewed_only,
        "content": gate(record),
        "masked": "Names of victims, witnesses, relatives and sources are masked, but those that the case reveals.",
        "not_told": f"{record.failures} items could not be read, and nothing of them is here.",
        "files": [
            {"name": part.name, "bytes": len(part.content), "sha256": hashlib.sha256(part.content).hexdigest()}
            for part in parts
        ],
        "lost": [
            {"what": each.what, "why": each.why, **({} if each.count is None else {"count": each.count})}
            for each in lost
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
