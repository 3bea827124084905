"""The one tree of errors that onrecord raises.

Every error names what happened, to which original, and what to do about it.

    OnrecordError
    ├── UsageError               the call itself is wrong; nothing was tried
    ├── ItemError                one item could not be read; the rest goes on
    │   ├── AcquireError         bytes could not be had or opened
    │   │   ├── MissingOriginal      the file vanished, or can't be opened
    │   │   ├── RefusedOriginal      too large, a private address, a path trick, a bomb
    │   │   ├── UnknownFormat        not a format onrecord opens
    │   │   ├── BrokenOriginal       the bytes are damaged, encrypted or truncated
    │   │   └── EmptyOriginal        opened, but there is no text in it
    │   ├── InvalidInput         a line of JSON Lines or a manifest that isn't as documented
    │   └── UnreadLanguage       the reader can't read this language
    ├── ReaderError              the weights or their description can't be used
    ├── UnsetBrief               a brief could not be typeset
    └── LedgerError              the case, as kept, can't be used as asked
        ├── NoSuchCase               no case, or no such thing in it, lies there
        ├── CaseExists               something lies there already
        ├── LockedCase               another process is writing, or has the case for itself
        ├── SealedCase               sealed, and no passphrase was given
        ├── DamagedCase              what it holds is not what was put there
        │   ├── TamperedFile             authenticated bytes were changed
        │   └── LostTail                 the end of a file is missing
        ├── ReadOnlyCase             it lies where nothing can be written
        ├── FullDisk                 no room was left
        ├── NewerCase                made by a newer onrecord
        ├── WrongPassphrase          the passphrase opens nothing here
        ├── UnprovenHead             a signature or timestamp doesn't hold
        └── RefusedArchive           an archive to import that isn't one, or plays tricks
"""

from typing import ClassVar


class OnrecordError(Exception):
    """Base of every error that onrecord raises on purpose.

    Args:
        message: what happened and what to do, in one or two plain sentences.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(OnrecordError):
    """The call itself is wrong; nothing was tried."""

    code: ClassVar[str] = "usage"


class ItemError(OnrecordError):
    """One item could not be read; the rest goes on.

    Args:
        message: what happened and what to do.
        source: the item as given (path, URL, path#uri).
    """

    code: ClassVar[str] = "unreadable"

    def __init__(self, message: str, *, source: str | None = None) -> None:
        super().__init__(message)
        self.source = source


class AcquireError(ItemError):
    """Bytes could not be had or opened."""

    code: ClassVar[str] = "not-acquired"


class MissingOriginal(AcquireError):
    """The file vanished, never was there, or can't be opened."""

    code: ClassVar[str] = "missing"


class RefusedOriginal(AcquireError):
    """Refused for safety: too large, a private address, a path trick, a decompression bomb."""

    code: ClassVar[str] = "refused"


class UnknownFormat(AcquireError):
    """Not a format that onrecord opens."""

    code: ClassVar[str] = "unknown-format"


class BrokenOriginal(AcquireError):
    """The bytes are damaged, encrypted or truncated."""

    code: ClassVar[str] = "broken"


class EmptyOriginal(AcquireError):
    """Opened without fault, but there is no text in it."""

    code: ClassVar[str] = "empty"


class InvalidInput(ItemError):
    """A line of JSON Lines, or a row of a manifest, that isn't as documented."""

    code: ClassVar[str] = "invalid-input"


class UnreadLanguage(ItemError):
    """The reader can't read this language."""

    code: ClassVar[str] = "unread-language"


class ReaderError(OnrecordError):
    """The reader's weights, or their description, are missing or damaged."""

    code: ClassVar[str] = "reader"


class UnsetBrief(OnrecordError):
    """A brief could not be typeset in the form asked for; other forms may do."""

    code: ClassVar[str] = "unset-brief"


class LedgerError(OnrecordError):
    """The case, as it is kept, can't be used as asked."""

    code: ClassVar[str] = "ledger"


class NoSuchCase(LedgerError):
    """No case, or no such thing in it, lies where one was looked for."""

    code: ClassVar[str] = "no-such-case"


class CaseExists(LedgerError):
    """Something lies already where a case was to be made."""

    code: ClassVar[str] = "case-exists"


class LockedCase(LedgerError):
    """Another process is writing to the case, or has it for itself."""

    code: ClassVar[str] = "locked-case"


class SealedCase(LedgerError):
    """The case is sealed, and no passphrase was given."""

    code: ClassVar[str] = "sealed-case"


class DamagedCase(LedgerError):
    """What the case holds is not what was put there; `check` names what."""

    code: ClassVar[str] = "damaged-case"


class ReadOnlyCase(LedgerError):
    """The case lies where nothing can be written."""

    code: ClassVar[str] = "read-only-case"


class FullDisk(LedgerError):
    """No room was left; what was reported as done is kept."""

    code: ClassVar[str] = "full-disk"


class NewerCase(LedgerError):
    """The case was made by a newer onrecord than this one."""

    code: ClassVar[str] = "newer-case"


class WrongPassphrase(LedgerError):
    """The passphrase opens nothing here."""

    code: ClassVar[str] = "passphrase"


class TamperedFile(DamagedCase):
    """Bytes that were sealed or authenticated are not those that were written."""

    code: ClassVar[str] = "tampered"


class LostTail(DamagedCase):
    """The end of a file is missing."""

    code: ClassVar[str] = "lost-tail"


class UnprovenHead(LedgerError):
    """A signature or timestamp does not hold for the head that it is said to be over."""

    code: ClassVar[str] = "unproven"


class RefusedArchive(LedgerError):
    """An archive to import that is damaged, isn't a case's export, or plays tricks with paths or sizes."""

    code: ClassVar[str] = "refused-archive"
