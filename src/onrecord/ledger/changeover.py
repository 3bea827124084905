"""From a plain case to a sealed one and back, so that a kill at any moment leaves one or the other, whole.

What shall be lies ready in a folder beside what is: the other ledger, and lists of the blobs that were made and of
those that go. The change itself is one renaming of `seal.json`. Whoever opens the case next carries on from there:
before the renaming what was made is thrown away, after it what is obsolete is.

No key is needed to carry on.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord.errors import DamagedCase, ReadOnlyCase
from onrecord.ledger.case import LEDGER, SEAL, Case, Hold
from onrecord.ledger.originals import Blobs, FolderBlobs
from onrecord.ledger.wiping import sync_folder, wipe, wipe_database

SEALING: Final = ".sealing"
UNSEALING: Final = ".unsealing"

_LISTS: Final = "blobs.json"


@dataclass(frozen=True, slots=True)
class Changeover:
    """A change that was begun.

    Attributes:
        case: that it is about.
        folder: where what shall be lies ready.
        sealing: which way: to sealed, or from sealed.
    """

    case: Case
    folder: Path
    sealing: bool

    @property
    def ledger(self) -> Path:
        """The ledger that shall be."""
        return self.folder / LEDGER

    @contextmanager
    def made(self, blobs: Blobs, *, made: Sequence[str], obsolete: Sequence[str]) -> Iterator[None]:
        """Change over when the block, which makes what shall be, ends; undo everything where it fails.

        Args:
            blobs: the case's.
            made: names of the blobs that the block makes.
            obsolete: names of those that go then.
        """
        self._begin(made=made, obsolete=obsolete)
        try:
            yield
            self._commit()
        finally:
            self.end(blobs)

    def _begin(self, *, made: Sequence[str], obsolete: Sequence[str]) -> None:
        # Written down before any is made or goes, for whoever carries on.
        self.folder.mkdir(mode=0o700)
        partial = self.folder / f"{_LISTS}.part"
        partial.write_text(json.dumps({"made": list(made), "obsolete": list(obsolete)}))
        partial.rename(self.folder / _LISTS)
        sync_folder(self.folder)
        sync_folder(self.case.folder)

    def _commit(self) -> None:
        sync_folder(self.folder)
        ready, there = self.folder / SEAL, self.case.seal_file
        if self.sealing:
            ready.rename(there)
        else:
            there.rename(ready)
        sync_folder(self.case.folder)
        sync_folder(self.folder)

    @property
    def committed(self) -> bool:
        """Whether the case has changed over."""
        return self.case.seal_file.exists() == self.sealing

    def end(self, blobs: Blobs) -> None:
        """Remove what is obsolete, or what was made for nothing; when this returns, nothing of the change is left."""
        lists = self._lists()
        if self.committed:
            if self.ledger.exists():
                wipe_database(self.case.ledger_file)
                self.ledger.rename(self.case.ledger_file)
                sync_folder(self.case.folder)
            gone = lists["obsolete"]
        else:
            gone = lists["made"]
        for name in gone:
            blobs.remove(name)
        if isinstance(blobs, FolderBlobs):
            for file in blobs.unfinished():  # plain ones, perhaps
                wipe(file)
        wipe_database(self.ledger)
        if (self.folder / _LISTS).exists():
            # A kill while the lists are overwritten must not leave them to be read.
            (self.folder / _LISTS).rename(self.folder / f"{_LISTS}.done")
        for file in sorted(self.folder.iterdir(), key=lambda file: file.name == SEAL):
            wipe(file)
        self.folder.rmdir()
        sync_folder(self.case.folder)

    def _lists(self) -> dict[str, list[str]]:
        file = self.folder / _LISTS
        if not file.exists():  # killed before anything was made, or after all was done
            return {"made": [], "obsolete": []}
        try:
            lists: dict[str, list[str]] = json.loads(file.read_text())
            # Names come back from a file: none may lead out of the originals.
            if all(bytes.fromhex(name) for names in (lists["made"], lists["obsolete"]) for name in names):
                return lists
        except (ValueError, KeyError, TypeError):
            pass
        raise DamagedCase(f"{file} is damaged; compare the case with a copy before you remove {self.folder.name}.")


def interrupted(case: Case) -> list[Changeover]:
    """Changes that a killed process left half done."""
    changes = (Changeover(case, case.folder / SEALING, True), Changeover(case, case.folder / UNSEALING, False))
    return [change for change in changes if change.folder.is_dir() and not change.folder.is_symlink()]


def carry_on(case: Case, hold: Hold, blobs: Blobs) -> None:
    """Finish or undo what a killed process left half done.

    Raises:
        LockedCase: another process has the case open.
        ReadOnlyCase: it can't be written.
    """
    if not interrupted(case):
        return
    if not case.writable:
        raise ReadOnlyCase(
            f"{case.folder} was being sealed or unsealed, and can't be finished where it can't be written."
        )
    with hold.alone():
        for change in interrupted(case):
            change.end(blobs)
