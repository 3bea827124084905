"""ZIP files: which format a ZIP holds, and the guard against those made to fill a memory."""

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final

from onrecord.acquire.bounded import refuse_bomb
from onrecord.acquire.item import Item
from onrecord.acquire.options import Options
from onrecord.acquire.warc import warc_items
from onrecord.errors import BrokenOriginal, RefusedOriginal, UnknownFormat
from onrecord.records import Failure

_WARC_MEMBER: Final = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.I)


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """The archive in `stream`.

    Raises:
        BrokenOriginal: it has no whole table of contents.
    """
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BrokenOriginal(f"The ZIP archive is damaged or cut off ({error}). Get it again.") from error


def is_docx(archive: zipfile.ZipFile) -> bool:
    """Whether it is a Word document."""
    names = set(archive.namelist())
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def is_wacz(archive: zipfile.ZipFile) -> bool:
    """Whether it is a packed web archive."""
    return any(_WARC_MEMBER.fullmatch(name) for name in archive.namelist())


def unknown_zip() -> UnknownFormat:
    """The error for any other ZIP."""
    return UnknownFormat("It is a ZIP archive, neither DOCX nor WACZ. Unpack it, and give the folder.")


def refuse_zip_bomb(archive: zipfile.ZipFile, options: Options) -> None:
    """Raise before anything is unpacked, from what the archive's table of contents says.

    The table can't understate: reading a member stops at the size that the table gives.
    """
    members = archive.infolist()
    if len(members) > options.max_members:
        raise RefusedOriginal(f"It holds more than {options.max_members:,} members; no report does.")
    for member in members:
        if member.flag_bits & 0x1:
            raise BrokenOriginal("It is encrypted. Save it without a password.")
        refuse_bomb(packed=member.compress_size, unpacked=member.file_size, options=options)
    total = sum(member.file_size for member in members)
    if total > options.max_bytes:
        raise RefusedOriginal(f"It unpacks to {total:,} bytes, more than the limit of {options.max_bytes:,}.")


def wacz_items(archive: zipfile.ZipFile, *, source: str, id: str, options: Options) -> Iterator[Item | Failure]:
    """The pages of a packed web archive, lazily, archive by archive."""
    for member in archive.infolist():
        if _WARC_MEMBER.fullmatch(member.filename):
            if member.flag_bits & 0x1:
                raise BrokenOriginal("It is encrypted. Save it without a password.")
            refuse_bomb(packed=member.compress_size, unpacked=member.file_size, options=options)
            try:
                with archive.open(member) as stream:
                    yield from warc_items(stream, source=source, id=id, options=options)
            except zipfile.BadZipFile as error:
                raise BrokenOriginal(
                    f"The archive {member.filename} in it is damaged ({error}). Get it again."
                ) from error
