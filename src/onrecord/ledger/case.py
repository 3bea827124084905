"""The folder of a case: `NAME.case/` with `case.json`, the ledger and the originals."""

import fcntl
import json
import os
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from onrecord.errors import CaseExists, DamagedCase, LockedCase, NewerCase, NoSuchCase, ReadOnlyCase, UsageError
from onrecord.ledger.columns import moment
from onrecord.ledger.wiping import sync_folder

FORMAT = 1
SUFFIX = ".case"
DESCRIPTION = "case.json"
LEDGER = "ledger.sqlite"
ORIGINALS = "originals"
SEAL = "seal.json"
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One matter.

    Attributes:
        folder: `NAME.case`.
        id: minted when it was made, a UUID.
        made: when, as the ledger writes times.
        database: URL of the PostgreSQL database that holds its ledger; None: a file in the folder.
        originals: URL, for fsspec, of where the originals lie; None: in the folder.
    """

    folder: Path
    id: str
    name: str
    made: str
    database: str | None = None
    originals: str | None = None

    @property
    def ledger_file(self) -> Path:
        """The SQLite ledger, where there is one."""
        return self.folder / LEDGER

    @property
    def originals_folder(self) -> Path:
        """The originals, where they lie in the folder."""
        return self.folder / ORIGINALS

    @property
    def seal_file(self) -> Path:
        """What tells how the case is sealed, where it is."""
        return self.folder / SEAL

    @property
    def sealed(self) -> bool:
        """Whether it takes a passphrase."""
        return self.seal_file.exists()

    @property
    def database_schema(self) -> str:
        """The schema of a PostgreSQL ledger."""
        return "case_" + self.id.replace("-", "")

    @property
    def writable(self) -> bool:
        """Whether the folder, and the ledger in it, can be written."""
        paths = [self.folder, *(path for path in (self.ledger_file,) if path.exists())]
        return all(os.access(path, os.W_OK) for path in paths)


def case_folder(name: str | Path) -> Path:
    """The folder of the case that a user calls `name`: a name, or a path, with or without `.case`.

    Raises:
        UsageError: no case can be called so.
    """
    path = Path(name)
    folder = path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX) if path.name else path
    stem = folder.name.removesuffix(SUFFIX)
    strange = [mark for mark in stem if unicodedata.category(mark).startswith("C")]
    if not stem or stem.startswith((".", "-")) or strange or len(stem) > LONGEST_NAME or "\\" in stem:
        raise UsageError(
            f"{str(name)!a} can't be a case's name: give 1 to {LONGEST_NAME} letters, digits, spaces or marks, "
            "not starting with a dot or a dash."
        )
    return folder


@contextmanager
def making(
    folder: Path, *, made: datetime, name: str | None = None, database: str | None = None, originals: str | None = None
) -> Iterator[Case]:
    """Make a case beside its place; it gets its name, whole, when the block ends, and vanishes when that fails.

    Args:
        folder: what `case_folder` gave.
        made: when.
        name: what people call it; the folder's name without `.case` when None.
        database: URL of a PostgreSQL database, without a password.
        originals: URL, for fsspec, of where the originals shall lie.

    Raises:
        CaseExists: something lies there.
        NoSuchCase: the folder around it isn't there.
        ReadOnlyCase: the folder around it can't be written.
    """
    if folder.exists() or folder.is_symlink():
        raise CaseExists(f"{folder} is there already; give another name, or add to it.")
    if not folder.parent.is_dir():
        raise NoSuchCase(f"{folder.parent} is no folder; make it first.")
    partial = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}")
    case = Case(
        folder=partial,
        id=str(uuid4()),
        name=folder.name.removesuffix(SUFFIX) if name is None else name,
        made=moment(made),
        database=database,
        originals=originals,
    )
    try:
        partial.mkdir(mode=0o700)
    except PermissionError as error:
        raise ReadOnlyCase(f"{folder.parent} can't be written; choose another folder.") from error
    try:
        describe(case)
        if originals is None:
            case.originals_folder.mkdir()
        yield case
        try:
            partial.rename(folder)
        except OSError as error:
            raise CaseExists(f"{folder} was made by another process meanwhile.") from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    sync_folder(folder.parent)


def describe(case: Case) -> None:
    """Write `case.json`, whole or not at all."""
    values = {
        "format": FORMAT,
        "id": case.id,
        "name": case.name,
        "made": case.made,
        "database": case.database,
        "originals": case.originals,
    }
    file = case.folder / DESCRIPTION
    partial = file.with_name(f".{DESCRIPTION}.{uuid4().hex[:8]}")
    with partial.open("w", encoding="utf-8") as out:
        out.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n")
        out.flush()
        os.fsync(out.fileno())
    partial.replace(file)
    sync_folder(case.folder)


def open_case(name: str | Path) -> Case:
    """The case of that name or folder.

    Raises:
        NoSuchCase: there is none.
        DamagedCase: its `case.json` isn't one.
        NewerCase: it was made by a newer onrecord.
    """
    folder = case_folder(name)
    file = folder / DESCRIPTION
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoSuchCase(f"{folder} is no case; `onrecord new` makes one.") from error
    except PermissionError as error:
        raise ReadOnlyCase(f"{file} can't be read; change who may.") from error
    except ValueError as error:
        raise DamagedCase(f"{file} is damaged ({error}); put the one from a copy of the case in its place.") from error
    if isinstance(values, dict) and isinstance(values.get("format"), int) and values["format"] > FORMAT:
        raise NewerCase(f"{folder} is of format {values['format']}, this onrecord knows {FORMAT}; update onrecord.")
    # No key more or less: a key that was damaged would read as a setting that wasn't made.
    kinds = {"format": int, "id": str, "name": str, "made": str, "database": str | None, "originals": str | None}
    if (
        not isinstance(values, dict)
        or values.keys() != kinds.keys()
        or values["format"] != FORMAT
        or not all(isinstance(values[key], kind) for key, kind in kinds.items())
    ):
        raise DamagedCase(f"{file} doesn't describe a case; put the one from a copy of the case in its place.")
    return Case(
        folder=folder,
        id=values["id"],
        name=values["name"],
        made=values["made"],
        database=values["database"],
        originals=values["originals"],
    )


class Hold:
    """A process's hold on a case: shared by those who read and write it, or one's own while it is sealed or erased.

    The lock is on the folder itself, so that nothing need be written to read a case.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle = os.open(folder, os.O_RDONLY)
        try:
            self._lock(fcntl.LOCK_SH, "has it for itself: it is being sealed, unsealed or erased from")
        except BaseException:
            self.release()
            raise

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have the case for oneself.

        Raises:
            LockedCase: another process has it open.
        """
        try:
            self._lock(fcntl.LOCK_EX, "has it open")
            yield
        finally:
            # Also after a refusal: asking for another kind of lock may have let go of the one held.
            self._lock(fcntl.LOCK_SH, "has it for itself")

    def release(self) -> None:
        """Let go."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _lock(self, kind: int, told: str) -> None:
        try:
            fcntl.flock(self._handle, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedCase(f"{self._folder}: another process {told}; try again once it is done.") from error
