"""Passphrases: where they come from, and the keys that Argon2id stretches them to."""

import os
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from onrecord.errors import LedgerError, UsageError
from onrecord.ledger import cipher

SHORTEST: Final = 12
"""Code points. Length alone doesn't make a passphrase good: five or six words drawn by dice do."""

SALT_BYTES: Final = sodium.crypto_pwhash_SALTBYTES

_LONGEST: Final = 4096  # bytes; longer is a file named by mistake


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What trying one passphrase takes.

    Attributes:
        memory: bytes.
        passes: over that memory.
    """

    memory: int
    passes: int

    USUAL: ClassVar["Cost"]
    LEAST: ClassVar["Cost"]

    def plain(self, salt: bytes) -> dict[str, object]:
        """As a header has it, with the salt."""
        return {"memory": self.memory, "passes": self.passes, "salt": salt.hex()}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> tuple["Cost", bytes]:
        """What `plain` gave, as a header has it: the cost, and the salt.

        Raises:
            ValueError, KeyError, TypeError: it isn't of that form, or a cost that nobody would set: a header comes from
                whoever could write to the folder, and may not make us take all memory or run for hours.
        """
        cost, salt = cls(memory=int(plain["memory"]), passes=int(plain["passes"])), bytes.fromhex(plain["salt"])
        if not (cls.LEAST.memory <= cost.memory <= MOST.memory and 1 <= cost.passes <= MOST.passes):
            raise ValueError("a cost that nobody would set")
        if len(salt) != SALT_BYTES:
            raise ValueError("a salt of the wrong size")
        return cost, salt


# libsodium's "moderate" cost: 0.7 s on a laptop of 2018. Its "sensitive" one takes 1 GiB, more than the small machines
# that cases are kept on can spare.
Cost.USUAL = Cost(memory=256 << 20, passes=3)
# The least that Argon2id takes, for tests; `seal` never writes it unasked.
Cost.LEAST = Cost(memory=8 << 10, passes=1)

MOST: Final = Cost(memory=4 << 30, passes=64)


def stretch(passphrase: str, *, salt: bytes, cost: Cost) -> bytes:
    """The key that `passphrase` stands for.

    Args:
        passphrase: as typed.
        salt: `SALT_BYTES` random bytes, kept beside what the key locks.
        cost: kept there too.

    Raises:
        LedgerError: there isn't enough memory.
    """
    # The same words typed on another machine may arrive in another normal form.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    try:
        return sodium.crypto_pwhash_alg(
            cipher.KEY_BYTES, secret, salt, cost.passes, cost.memory, sodium.crypto_pwhash_ALG_ARGON2ID13
        )
    except (CryptoError, MemoryError) as error:
        raise LedgerError(
            f"There isn't enough memory to try the passphrase: it takes {cost.memory >> 20} MiB. Close other programs."
        ) from error


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase too short to protect anybody.

    Raises:
        UsageError: it is.
    """
    if len(passphrase) < SHORTEST:
        raise UsageError(f"A passphrase has at least {SHORTEST} characters; five or six words drawn by dice are good.")


def read_passphrase(
    *, file: Path | None = None, descriptor: int | None = None, ask: Callable[[], str] | None = None
) -> str:
    """The passphrase, from the first of these that is given; never from a command's arguments, which others can see.

    Args:
        file: holds it on its first line, readable by its owner alone (or a pipe).
        descriptor: of an open file or pipe that holds it on its first line.
        ask: asks the person at the terminal.

    Raises:
        UsageError: none is given, it holds nothing, or others can read it.
    """
    if file is not None:
        return _first_line(
            read_private(file, what="passphrase file", longest=_LONGEST + 1), where=f"The passphrase file {file}"
        )
    if descriptor is not None:
        try:
            with os.fdopen(descriptor, "rb") as stream:
                return _first_line(stream.read(_LONGEST + 1), where=f"File descriptor {descriptor}")
        except OSError as error:
            raise UsageError(f"File descriptor {descriptor} can't be read: {error.strerror}.") from error
    if ask is not None:
        return ask()
    raise UsageError("A passphrase is needed. Run the command in a terminal, or set ONRECORD_PASSPHRASE_FILE.")


def read_private(path: Path, *, what: str, longest: int) -> bytes:
    """The first `longest` bytes of a file that its owner alone may read (or a pipe).

    Args:
        path: the file.
        what: it is, for an error.
        longest: bytes.

    Raises:
        UsageError: it can't be read, or others can read it.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if stat.S_ISREG(mode) and mode & 0o077 and os.name == "posix":
                raise UsageError(f"Others can read the {what} {path}. Run: chmod 600 {path}")
            return file.read(longest)
    except OSError as error:
        raise UsageError(f"The {what} {path} can't be read: {error.strerror}.") from error


def _first_line(data: bytes, *, where: str) -> str:
    try:
        line = data.decode("utf-8").partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise UsageError(f"{where} isn't UTF-8 text.") from error
    if not line or len(data) > _LONGEST:
        raise UsageError(f"{where} holds no passphrase on its first line.")
    return line
