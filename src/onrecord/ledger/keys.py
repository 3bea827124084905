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
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from onrecord.errors import LedgerError, LostTail, TamperedFile, WrongPassphrase
from onrecord.ledger import cipher
from onrecord.ledger.passphrases import SALT_BYTES, Cost, check_passphrase, stretch

FORMAT: Final = "onrecord seal 1"

_LONGEST_HEADER: Final = 1 << 16  # bytes


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
        return json.dumps([FORMAT, self.case, self.covers, self.cost.plain(self.salt)]).encode()


def wrap(keys: Keys, passphrase: str, *, case: str, covers: tuple[str, ...], cost: Cost = Cost.USUAL) -> Header:
    """A header from which `passphrase` gives `keys` back.

    Raises:
        UsageError: the passphrase is too short.
    """
    check_passphrase(passphrase)
    header = Header(case=case, covers=covers, cost=cost, salt=os.urandom(SALT_BYTES), wrapped=b"")
    wrapping = stretch(passphrase, salt=header.salt, cost=cost)
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
    wrapping = stretch(passphrase, salt=header.salt, cost=header.cost)
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
    cost, salt = Cost.from_plain(fields["argon2id"])
    return Header(
        case=str(fields["case"]),
        covers=tuple(str(part) for part in fields["covers"]),
        cost=cost,
        salt=salt,
        wrapped=base64.b64decode(fields["master"], validate=True),
    )


def _body(header: Header) -> bytes:
    return _canonical(
        {
            "format": FORMAT,
            "case": header.case,
            "covers": list(header.covers),
            "argon2id": header.cost.plain(header.salt),
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
