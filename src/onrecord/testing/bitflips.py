"""Random bit flips over a case: which `check` catches, which change nothing, and why; `python -m …bitflips`.

A flip *changes meaning* where a value that the ledger holds differs, or an original's byte. Every such flip must be
caught. The others are sorted by what they hit.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.ledger import schema
from onrecord.ledger.case import DESCRIPTION, LEDGER, ORIGINALS
from onrecord.ledger.check import Fault, check
from onrecord.ledger.findings import unpacked
from onrecord.ledger.store import Ledger
from onrecord.testing.builders import Ticking, fictional_additions

CAUGHT, HARMLESS, MISSED = "caught", "harmless", "MISSED"


@dataclass(frozen=True, slots=True)
class Flip:
    """One flipped bit and what came of it.

    Attributes:
        file: path within the case.
        verdict: `caught`, `harmless` or `MISSED`.
        why: by what it was caught; or what it hit, where it changed nothing.
    """

    file: str
    offset: int
    bit: int
    verdict: str
    why: str


def flips(folder: Path, *, count: int, seed: int) -> Iterator[Flip]:
    """Flip one random bit at a time of a closed case, check it, and put the bit back.

    Every second flip hits an original, one in twenty `case.json`, the others the ledger.

    Args:
        folder: the case's; nobody else may have it open.
        count: how many flips.
        seed: the same seed, the same flips.
    """
    chance = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    originals = sorted(path for path in (folder / ORIGINALS).rglob("*") if path.is_file())
    meaning = _meaning(folder)
    for number in range(count):
        file = folder / LEDGER
        if number % 2:
            file = chance.choice(originals)
        elif number % 20 == 0:
            file = folder / DESCRIPTION
        offset, bit = chance.randrange(file.stat().st_size), chance.randrange(8)
        with _flipped(folder, file, offset, bit) as before:
            caught = _caught(folder)
            if caught is not None:
                verdict, why = CAUGHT, caught
            elif file.name == LEDGER and _meaning(folder) == meaning:
                verdict, why = HARMLESS, hit(before, offset)
            elif file.name == DESCRIPTION and json.loads(file.read_bytes()) == json.loads(before):
                verdict, why = HARMLESS, "case.json: space between values"
            else:
                verdict, why = MISSED, hit(before, offset) if file.name == LEDGER else file.name
        yield Flip(str(file.relative_to(folder)), offset, bit, verdict, why)


class _flipped:
    def __init__(self, folder: Path, file: Path, offset: int, bit: int) -> None:
        self._folder, self._file, self._offset, self._bit = folder, file, offset, bit

    def __enter__(self) -> bytes:
        self._before = self._file.read_bytes()
        changed = bytearray(self._before)
        changed[self._offset] ^= 1 << self._bit
        self._file.chmod(0o644)
        self._file.write_bytes(changed)
        return self._before

    def __exit__(self, *_: object) -> None:
        self._file.write_bytes(self._before)
        for suffix in ("-wal", "-shm"):
            (self._folder / (LEDGER + suffix)).unlink(missing_ok=True)


def _caught(folder: Path) -> str | None:
    """By what the damage is told; None where it isn't."""
    try:
        with Ledger.open(folder, who="check") as ledger:
            found = next((told for told in check(ledger) if isinstance(told, Fault)), None)
    except OnrecordError as error:
        return f"opening: {error.code}"
    return None if found is None else f"check: {found.subject.split()[0].split(':')[0]}"


def _meaning(folder: Path) -> dict[str, list[Any]] | None:
    """Every value that the ledger holds, bodies unpacked; None where it can't be read."""
    told: dict[str, list[Any]] = {}
    try:
        with Ledger.open(folder, who="check", read_only=True) as ledger, ledger.snapshot() as connection:
            for table in schema.metadata.sorted_tables:
                rows = connection.execute(table.select().order_by(*table.primary_key.columns)).mappings()
                told[table.name] = [
                    {name: unpacked(value) if name == "body" else value for name, value in row.items()} for row in rows
                ]
    except (OnrecordError, ValueError, zlib.error):
        return None
    return told


def hit(content: bytes, offset: int) -> str:
    """What of an SQLite file lies at an offset (https://www.sqlite.org/fileformat2.html)."""
    if offset < 100:
        name = next(name for start, end, name in _HEADER if start <= offset < end)
        return f"file header: {name}"
    size = int.from_bytes(content[16:18], "big")
    page, place = divmod(offset, size)
    if page + 1 in _free_pages(content, size):
        return "free page"
    start = 100 if page == 0 else 0
    bytes_of = content[page * size : (page + 1) * size]
    kind = bytes_of[start]
    if kind not in (2, 5, 10, 13):
        return "overflow page"
    head = start + (12 if kind in (2, 5) else 8)
    cells = int.from_bytes(bytes_of[start + 3 : start + 5], "big")
    first = int.from_bytes(bytes_of[start + 5 : start + 7], "big") or 65536
    if head + 2 * cells <= place < first:
        return "unused space of a page"
    if place < head + 2 * cells:
        return "head of a page"
    block = int.from_bytes(bytes_of[start + 1 : start + 3], "big")
    while block:
        following, length = (int.from_bytes(bytes_of[block + at : block + at + 2], "big") for at in (0, 2))
        if block <= place < block + length:
            return "free block of a page"
        block = following
    return "cell of a page, whose values are the same"


_HEADER = (
    (0, 18, "magic and page size"),
    (18, 20, "format versions"),
    (20, 24, "reserved space and payload fractions"),
    (24, 28, "change counter"),
    (28, 32, "size in pages"),
    (32, 40, "free pages"),
    (40, 48, "schema cookie and format"),
    (48, 52, "suggested cache size"),
    (52, 56, "largest root page"),
    (56, 60, "text encoding"),
    (60, 64, "user version"),
    (64, 72, "vacuum mode and application id"),
    (72, 92, "reserved for later, ignored"),
    (92, 100, "version that wrote last"),
)


def _free_pages(content: bytes, size: int) -> set[int]:
    pages: set[int] = set()
    trunk = int.from_bytes(content[32:36], "big")
    while trunk and trunk not in pages:
        pages.add(trunk)
        at = (trunk - 1) * size
        count = int.from_bytes(content[at + 4 : at + 8], "big")
        leaves = (int.from_bytes(content[at + 8 + 4 * leaf : at + 12 + 4 * leaf], "big") for leaf in range(count))
        pages.update(leaves)
        trunk = int.from_bytes(content[at : at + 4], "big")
    return pages


def main() -> int:
    """Make a case, flip bits, print what came of them; 1 where one that changes meaning was missed."""
    parser = argparse.ArgumentParser(description="Random bit flips over a case of fictional reports.")
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "flipped.case")
        with Ledger.create(folder, who="A. Tester", clock=Ticking()) as ledger:
            list(ledger.add_all(fictional_additions(options.reports)))
        tally: Counter[tuple[str, str, str]] = Counter()
        for flip in flips(folder, count=options.flips, seed=options.seed):
            kind = "original" if flip.file.startswith(ORIGINALS) else flip.file
            tally[flip.verdict, kind, flip.why] += 1
            if flip.verdict == MISSED:
                print(f"MISSED: {flip}", file=sys.stderr)
        shutil.rmtree(folder)
    for (verdict, kind, why), count in sorted(tally.items()):
        print(f"{count:6}  {verdict:8}  {kind:14}  {why}")
    return 1 if any(verdict == MISSED for verdict, _, _ in tally) else 0


if __name__ == "__main__":
    sys.exit(main())
