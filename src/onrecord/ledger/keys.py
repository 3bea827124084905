"""From a passphrase to the keys of a sealed case.

    passphrase ──Argon2id──▶ wrapping key ──opens──▶ master key ──▶ ledger · originals · names · header

The master key is random and never changes while a case stays sealed, so another passphrase only wraps it anew.
`seal.json` beside the ledger holds what is needed to try a passphrase, and nothing that helps to guess one: the cost
and salt of Argon2id, the wrapped master key, an authenticator under the header key, and a checksum.

Whoever opens a case is told which it is:

- the header isn't what was written (its checksum, or with the right passphrase its authenticator, is wrong):
  TamperedFile;
- the header ends too early: LostTail;
- the header is sound and the passphrase opens nothing: WrongPassphrase.

Nobody without the passphrase can authenticate anything, so who may write to the folder, and knows this format, can
replace the header by one that turns every passphrase down. That destroys access, which deleting the folder does too; it
opens nothing.
"""

import base64
import hashlib
import json
import os
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Final

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from onrecord.errors import LedgerError, LostTail, TamperedFile, UsageError, WrongPassphrase
from onrecord.ledger import cipher

FORMAT: Final = "onrecord seal 1"

SHORTEST_PASSPHRASE: Final = 12
"""Code points. Length alone doesn't make a passphrase good: five or six words drawn by dice do."""

_LONGEST_PASSPHRASE: Final = 4096  # bytes; longer is a file named by mistake
_LONGEST_HEADER: Final = 1 << 16  # bytes


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


# libsodium's "moderate" cost: 0.7 s on a laptop of 2018. Its "sensitive" one takes 1 GiB, more than the small machines
# that cases are kept on can spare.
Cost.USUAL = Cost(memory=256 << 20, passes=3)
# The least that Argon2id takes, for tests; `seal` never writes it unasked.
Cost.LEAST = Cost(memory=8 << 10, passes=1)

# A header comes from whoever could write to the folder: it may not make us take all memory or run for hours.
_MOST: Final = Cost(memory=4 << 30, passes=64)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a sealed case; they live in one process and are shown by no `repr`.

    Attributes:
        master: 32 random bytes, from which the others derive.
    """

    master: bytes = field(repr=False)

    @property
    def ledger(self) -> bytes:
        """For SQLCipher, as a raw key."""
        return cipher.derive(self.master, "onrecord ledger")

    @property
    def originals(self) -> bytes:
        """For the originals' bytes."""
        return cipher.derive(self.master, "onrecord content")

    @property
    def names(self) -> bytes:
        """For the names that originals are stored under."""
        return cipher.derive(self.master, "onrecord names")

    @property
    def header(self) -> bytes:
        """For the header's authenticator."""
        return cipher.derive(self.master, "onrecord header")

    @classmethod
    def new(cls) -> "Keys":
        """Fresh keys."""
        return cls(os.urandom(cipher.KEY_BYTES))


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """What `seal.json` holds.

    Attributes:
        case: the id of the case.
        covers: what is sealed, `ledger` and `originals`, or `originals` alone where the ledger is on PostgreSQL.
        cost: of Argon2id.
        salt: of Argon2id, 16 bytes.
        wrapped: the master key under the wrapping key.
    """

    case: str
    covers: tuple[str, ...]
    cost: Cost
    salt: bytes
    wrapped: bytes

    def about(self) -> bytes:
        """What the wrapped master key is bound to: a header can't be moved to another case or changed piecemeal."""
        return json.dumps([FORMAT, self.case, self.covers, asdict(self.cost), self.salt.hex()]).encode()


def wrap(keys: Keys, passphrase: str, *, case: str, covers: tuple[str, ...], cost: Cost = Cost.USUAL) -> Header:
    """A header from which `passphrase` gives `keys` back.

    Raises:
        UsageError: the passphrase is too short.
    """
    check_passphrase(passphrase)
    header = Header(case=case, covers=covers, cost=cost, salt=os.urandom(sodium.crypto_pwhash_SALTBYTES), wrapped=b"")
    wrapping = _stretch(passphrase, salt=header.salt, cost=cost)
    return replace(header, wrapped=cipher.lock(keys.master, key=wrapping, about=header.about()))


def unwrap(header: Header, passphrase: str, *, authenticator: str) -> Keys:
    """The keys that `passphrase` gives.

    Args:
        header: as read.
        passphrase: as given.
        authenticator: as read beside the header.

    Raises:
        WrongPassphrase: it opens nothing.
        TamperedFile: it opens the master key, but the header isn't what was written with it.
    """
    wrapping = _stretch(passphrase, salt=header.salt, cost=header.cost)
    master = cipher.unlock(header.wrapped, key=wrapping, about=header.about())
    if master is None:
        raise WrongPassphrase(
            "The passphrase doesn't open this case. Try again; if you are sure of it, somebody may have replaced "
            "seal.json: take that file from a backup."
        )
    keys = Keys(master)
    if authenticator != cipher.authenticator(keys.header, _body(header)):
        raise TamperedFile("seal.json isn't as it was written; take it from a backup.")
    return keys


def dump(header: Header, keys: Keys) -> bytes:
    """The bytes of `seal.json`."""
    body = _body(header)
    fields = json.loads(body)
    fields["authenticator"] = cipher.authenticator(keys.header, body)
    fields["checksum"] = hashlib.sha256(_canonical(fields)).hexdigest()
    return json.dumps(fields, indent=1).encode() + b"\n"


def load(data: bytes) -> tuple[Header, str]:
    """The header that `data` holds, and its authenticator.

    Raises:
        LostTail: it ends too early.
        TamperedFile: its checksum is wrong, or it isn't a header.
        LedgerError: it is of another version.
    """
    if not data.endswith(b"}\n"):
        raise LostTail("The end of seal.json is missing; take it from a backup.")
    try:
        fields = json.loads(data)
        checksum = fields.pop("checksum")
        sound = checksum == hashlib.sha256(_canonical(fields)).hexdigest()
        authenticator = fields.pop("authenticator")
        if sound and fields["format"] != FORMAT:
            raise LedgerError(f"seal.json is of the format {fields['format']!r}; use the onrecord that wrote it.")
        header = _header(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TamperedFile("seal.json isn't as it was written; take it from a backup.") from error
    if not sound or not isinstance(authenticator, str):
        raise TamperedFile("seal.json isn't as it was written; take it from a backup.")
    return header, authenticator


def _header(fields: dict[str, Any]) -> Header:
    cost = Cost(memory=int(fields["argon2id"]["memory"]), passes=int(fields["argon2id"]["passes"]))
    if not (Cost.LEAST.memory <= cost.memory <= _MOST.memory and 1 <= cost.passes <= _MOST.passes):
        raise ValueError("a cost that nobody would set")
    header = Header(
        case=str(fields["case"]),
        covers=tuple(str(part) for part in fields["covers"]),
        cost=cost,
        salt=bytes.fromhex(fields["argon2id"]["salt"]),
        wrapped=base64.b64decode(fields["master"], validate=True),
    )
    if len(header.salt) != sodium.crypto_pwhash_SALTBYTES:
        raise ValueError("a salt of the wrong size")
    return header


def _body(header: Header) -> bytes:
    return _canonical(
        {
            "format": FORMAT,
            "case": header.case,
            "covers": list(header.covers),
            "argon2id": {**asdict(header.cost), "salt": header.salt.hex()},
            "master": base64.b64encode(header.wrapped).decode("ascii"),
        }
    )


def _canonical(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def read_header(path: Path) -> tuple[Header, str]:
    """The header in the file at `path`, and its authenticator; raises as `load` does."""
    with path.open("rb") as file:
        data = file.read(_LONGEST_HEADER + 1)
    if len(data) > _LONGEST_HEADER:
        raise TamperedFile("seal.json isn't as it was written: it is far too long; take it from a backup.")
    return load(data)


def _stretch(passphrase: str, *, salt: bytes, cost: Cost) -> bytes:
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
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UsageError(
            f"A passphrase has at least {SHORTEST_PASSPHRASE} characters; five or six words drawn by dice are good."
        )


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
        return _first_line(_from_file(file), where=f"The passphrase file {file}")
    if descriptor is not None:
        try:
            with os.fdopen(descriptor, "rb") as stream:
                return _first_line(stream.read(_LONGEST_PASSPHRASE + 1), where=f"File descriptor {descriptor}")
        except OSError as error:
            raise UsageError(f"File descriptor {descriptor} can't be read: {error.strerror}.") from error
    if ask is not None:
        return ask()
    raise UsageError("The case is sealed. Run the command in a terminal, or set ONRECORD_PASSPHRASE_FILE.")


def _from_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if stat.S_ISREG(mode) and mode & 0o077 and os.name == "posix":
                raise UsageError(f"Others can read the passphrase file {path}. Run: chmod 600 {path}")
            return file.read(_LONGEST_PASSPHRASE + 1)
    except OSError as error:
        raise UsageError(f"The passphrase file {path} can't be read: {error.strerror}.") from error


def _first_line(data: bytes, *, where: str) -> str:
    try:
        line = data.decode("utf-8").partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise UsageError(f"{where} isn't UTF-8 text.") from error
    if not line or len(data) > _LONGEST_PASSPHRASE:
        raise UsageError(f"{where} holds no passphrase on its first line.")
    return line
