"""Files that scoring reads: gold, readings, and the digests that say which they were."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

Line: TypeAlias = Mapping[str, Any]
"""One object of a JSON Lines file, as the corpora or the contract define it."""


def read_text(path: Path) -> str:
    """The file's UTF-8 text, unpacked where its name ends in `.gz`."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")


def read_lines(path: Path) -> list[Line]:
    """The objects of a JSON Lines file, packed with gzip or not."""
    return [json.loads(line) for line in read_text(path).split("\n") if line.strip()]


def readings_by_id(lines: Iterable[Line]) -> dict[str, Line]:
    """Readings by their report's id; a report that could not be read has none.

    Of two readings with one id the later stands.
    """
    return {str(line["id"]): line for line in lines if "id" in line and not line.get("error")}


def digest(path: Path) -> str:
    """Lower-case hexadecimal SHA-256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
