"""Sealing a case with a passphrase, opening it, unsealing it.

A sealed case is a SQLCipher ledger and originals under authenticated encryption and keyed names; `seal.json` tells how
a passphrase opens them (`keys`). A team's PostgreSQL ledger is not sealed: the server reads it, and whoever runs the
server; there sealing covers the originals. docs/explanation/sealing.md says what is left to see.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select

from onrecord.errors import DamagedCase, FullDisk, LedgerError, TamperedFile, UsageError
from onrecord.ledger import changeover, cipher, keys, schema
from onrecord.ledger.case import SEAL, Case, open_case
from onrecord.ledger.changeover import Changeover
from onrecord.ledger.engine import SQLite
from onrecord.ledger.keys import Header, Keys
from onrecord.ledger.originals import Blobs, FolderBlobs
from onrecord.ledger.passphrases import Cost
from onrecord.ledger.progress import Told, untold
from onrecord.ledger.sqlcipher import copy_ledger
from onrecord.ledger.store import Clock, Ledger, Secrets, utc_now
from onrecord.ledger.wiping import sync_folder, wipe
from onrecord.ledger.writing import Writing

LEDGER: Final = "ledger"
ORIGINALS: Final = "originals"

LEFT_TO_SEE: Final = (
    "The case's name, the number of originals and their padded sizes can still be seen, and that onrecord is in use.",
    "Flash storage, snapshots and backups may keep copies of what was plain; only an encrypted disk prevents that.",
)
ON_A_SERVER: Final = (
    "The ledger is on PostgreSQL and is NOT sealed: texts, findings and decisions lie there as that server keeps them. "
    "Only the originals are sealed."
)


@dataclass(frozen=True, slots=True)
class SealedOriginals:
    """What a sealed case's originals are put through; see `originals.Wrapping`."""

    keys: Keys

    def name(self, sha256: str) -> str:
        """The blob's name, which says nothing without the key."""
        return cipher.keyed_name(self.keys.names, sha256)

    def wrap(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The sealed bytes."""
        return cipher.sealed_chunks(chunks, self.keys.originals)

    def unwrap(self, chunks: Iterable[bytes], *, name: str) -> Iterator[bytes]:
        """The original's bytes; raises as `cipher.SealedReader`."""
        return cipher.opened_chunks(chunks, self.keys.originals, name=name)


@dataclass(frozen=True, slots=True)
class Covered:
    """What sealing did.

    Attributes:
        parts: what is sealed now.
        originals: how many.
        left: what is not, in sentences for the user.
    """

    parts: tuple[str, ...]
    originals: int
    left: tuple[str, ...]


def unlock(name: str | Path, passphrase: str) -> Secrets:
    """What opens the sealed case of that name or folder.

    Raises:
        UsageError: it isn't sealed.
        WrongPassphrase, TamperedFile, LostTail: see `keys`.
        NoSuchCase, DamagedCase, NewerCase: see `case.open_case`.
    """
    case = open_case(name)
    return secrets_of(_keys(case, passphrase)[0])


def secrets_of(opened: Keys) -> Secrets:
    """The keys, as a ledger takes them."""
    return Secrets(ledger_key=opened.ledger, wrapping=SealedOriginals(opened))


def seal(
    name: str | Path,
    passphrase: str,
    *,
    who: str | None = None,
    clock: Clock = utc_now,
    cost: Cost = Cost.USUAL,
    told: Told = untold,
) -> Covered:
    """Seal a case; its plaintext is overwritten and removed.

    Raises:
        UsageError: it is sealed already, or the passphrase is too short.
        LockedCase: another process has it open.
        FullDisk: there is no room for a second copy while it is being sealed.
        DamagedCase: something lies among the originals that is none.
    """
    if open_case(name).sealed:
        raise UsageError(f"{name} is sealed already; `onrecord seal --change` sets another passphrase.")
    with Ledger.open(name, who=who, clock=clock) as ledger, ledger.hold.alone():
        case, blobs = ledger.case, ledger.originals.blobs
        covers = (ORIGINALS,) if case.database is not None else (LEDGER, ORIGINALS)
        opened = Keys.new()
        wrapping = SealedOriginals(opened)
        header = keys.wrap(opened, passphrase, case=case.id, covers=covers, cost=cost)
        plain = _names(case, blobs)
        _room(case, blobs)
        change = Changeover(case, case.folder / changeover.SEALING, True)
        with change.made(blobs, made=[wrapping.name(sha256) for sha256 in plain], obsolete=plain):
            for number, sha256 in enumerate(plain, start=1):
                # As they lie there, also where one was damaged: `check` names it afterwards as before.
                _keep(blobs, wrapping.wrap(blobs.get(sha256)), name=wrapping.name(sha256))
                _compare(
                    wrapping.unwrap(blobs.get(wrapping.name(sha256)), name=f"The original {sha256}"), blobs.get(sha256)
                )
                told(number, len(plain))
            ledger.database.close()
            if case.database is None:
                copy_ledger(case.ledger_file, change.ledger, key=None, new_key=opened.ledger)
                _note(change.ledger, key=opened.ledger, action="sealed", ledger=ledger)
            _write(change.folder / SEAL, keys.dump(header, opened))
        if case.database is not None:
            with ledger.writing() as writing:
                writing.record("sealed", "case", [])
    return Covered(covers, len(plain), LEFT_TO_SEE if case.database is None else (ON_A_SERVER, *LEFT_TO_SEE))


def unseal(
    name: str | Path,
    passphrase: str,
    *,
    who: str | None = None,
    clock: Clock = utc_now,
    told: Told = untold,
) -> int:
    """Make a sealed case plain again; the number of originals.

    Raises:
        UsageError: it isn't sealed.
        WrongPassphrase, TamperedFile, LostTail: see `keys`; also where an original can't be opened as it was sealed.
        LockedCase, FullDisk: as `seal`.
    """
    secrets = unlock(name, passphrase)
    with Ledger.open(name, who=who, clock=clock, secrets=secrets) as ledger, ledger.hold.alone():
        case, blobs, wrapping = ledger.case, ledger.originals.blobs, secrets.wrapping
        with ledger.snapshot() as connection:
            plain = sorted(connection.execute(select(schema.originals.c.sha256)).scalars())
        sealed = {wrapping.name(sha256): sha256 for sha256 in plain}
        unknown = [blob for blob in _names(case, blobs) if blob not in sealed]
        _room(case, blobs)
        change = Changeover(case, case.folder / changeover.UNSEALING, False)
        # What a killed process left under a name that no entry tells of can't be named without its digest; it goes.
        with change.made(blobs, made=plain, obsolete=[*sealed, *unknown]):
            for number, (blob, sha256) in enumerate(sealed.items(), start=1):
                if blobs.has(blob):  # a missing one stays missing, for `check` to name
                    _keep(blobs, wrapping.unwrap(blobs.get(blob), name=f"The original {sha256}"), name=sha256)
                told(number, len(plain))
            ledger.database.close()
            if case.database is None:
                copy_ledger(case.ledger_file, change.ledger, key=secrets.ledger_key, new_key=None)
                _note(change.ledger, key=None, action="unsealed", ledger=ledger)
        if case.database is not None:
            with ledger.writing() as writing:
                writing.record("unsealed", "case", [])
    return len(plain)


def change_passphrase(
    name: str | Path,
    passphrase: str,
    new: str,
    *,
    who: str | None = None,
    clock: Clock = utc_now,
    cost: Cost = Cost.USUAL,
) -> None:
    """Set another passphrase, or another cost, for the same keys.

    Who knows the old passphrase, and keeps an old copy of `seal.json`, can still open the case with it; where that
    matters, unseal and seal it, which makes new keys.

    Raises: as `unseal`.
    """
    case = open_case(name)
    opened, header = _keys(case, passphrase)
    renewed = keys.wrap(opened, new, case=case.id, covers=header.covers, cost=cost)
    with Ledger.open(name, who=who, clock=clock, secrets=secrets_of(opened)) as ledger, ledger.hold.alone():
        partial = case.folder / f".{SEAL}.new"
        wipe(partial)  # of a process that was killed here
        _write(partial, keys.dump(renewed, opened))
        with case.seal_file.open("r+b") as old:
            partial.rename(case.seal_file)
            sync_folder(case.folder)
            size = os.fstat(old.fileno()).st_size
            old.write(bytes(size))
            old.flush()
            os.fsync(old.fileno())
        with ledger.writing() as writing:
            writing.record("passphrase changed", "case", [])


def _keys(case: Case, passphrase: str) -> tuple[Keys, Header]:
    if not case.sealed:
        raise UsageError(f"{case.folder} isn't sealed.")
    header, authenticator = keys.read_header(case.seal_file)
    opened = keys.unwrap(header, passphrase, authenticator=authenticator)
    if header.case != case.id:
        raise TamperedFile(f"{case.seal_file} belongs to another case; take it from a backup.")
    return opened, header


def _names(case: Case, blobs: Blobs) -> list[str]:
    names = sorted(blobs.names())
    for name in names:
        if len(name) != 64 or any(digit not in "0123456789abcdef" for digit in name):
            raise DamagedCase(
                f"{name!a} lies among the originals of {case.folder} and is none; move it elsewhere first."
            )
    return names


def _room(case: Case, blobs: Blobs) -> None:
    """Refuse where a second copy of everything won't fit."""
    needed = case.ledger_file.stat().st_size if case.database is None else 0
    if isinstance(blobs, FolderBlobs):
        needed += sum(cipher.padded(file.stat().st_size) for file in case.originals_folder.rglob("*") if file.is_file())
    free = shutil.disk_usage(case.folder).free
    if needed > free:
        raise FullDisk(
            f"{case.folder} needs {needed >> 20} MiB more while it is sealed or unsealed; {free >> 20} MiB are free. "
            "Nothing was changed."
        )


def _keep(blobs: Blobs, chunks: Iterator[bytes], *, name: str) -> None:
    incoming = blobs.put(chunks)
    try:
        incoming.keep(name)
    except BaseException:
        incoming.drop()
        raise


def _compare(copy: Iterator[bytes], original: Iterator[bytes]) -> None:
    """Raise unless both give the same bytes; the plain ones are about to be destroyed."""
    if _digest(copy) != _digest(original):
        raise LedgerError(
            "An original changed while it was being sealed, or the disk returns other bytes than it took."
        )


def _digest(chunks: Iterator[bytes]) -> bytes:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()


def _note(file: Path, *, key: bytes | None, action: str, ledger: Ledger) -> None:
    """Append the entry to the ledger that shall be; if it never is, neither is the entry."""
    database = SQLite(file, key=key)
    try:
        with database.write() as connection:
            writing = Writing(connection, who=ledger.who, at=ledger.clock())
            writing.record(action, "case", [])
            writing.flush()
    finally:
        database.close()


def _write(file: Path, data: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
