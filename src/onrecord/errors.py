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
    └── LedgerError              the case, as kept, can't be used as asked
        ├── WrongPassphrase          the passphrase opens nothing here
        ├── TamperedFile             authenticated bytes were changed
        ├── LostTail                 the end of a file is missing
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


class LedgerError(OnrecordError):
    """The case, as it is kept, can't be used as asked."""

    code: ClassVar[str] = "ledger"


class WrongPassphrase(LedgerError):
    """The passphrase opens nothing here."""

    code: ClassVar[str] = "passphrase"


class TamperedFile(LedgerError):
    """Bytes that were sealed or authenticated are not those that were written."""

    code: ClassVar[str] = "tampered"


class LostTail(LedgerError):
    """The end of a file is missing."""

    code: ClassVar[str] = "lost-tail"


class UnprovenHead(LedgerError):
    """A signature or timestamp does not hold for the head that it is said to be over."""

    code: ClassVar[str] = "unproven"


class RefusedArchive(LedgerError):
    """An archive to import that is damaged, isn't a case's export, or plays tricks with paths or sizes."""

    code: ClassVar[str] = "refused-archive"
