"""WACZ: a case's originals as a packed web archive that others' tools replay and check.

Written as version 1.1.1, the newest that the format's own validator (py-wacz 0.6) takes. Originals are WARC `resource`
records: the bytes as obtained, and nothing made up of the server's answer around them.
"""

import gzip
import hashlib
import json
import os
import uuid
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from onrecord.errors import CaseExists, UsageError
from onrecord.ledger import holdings
from onrecord.ledger.columns import moment
from onrecord.ledger.holdings import Acquired, Chosen, Holding
from onrecord.ledger.progress import Told, untold
from onrecord.ledger.store import Ledger
from onrecord.records.acquisition import Access
from onrecord.records.plain import canonical

VERSION: Final = "1.1.1"
ARCHIVE: Final = "archive/data.warc.gz"
INDEX: Final = "indexes/index.cdx"
PAGES: Final = "pages/pages.jsonl"
REPORTS: Final = "reports/reports.jsonl"
ENTRIES: Final = "custody/entries.jsonl"
HEADS: Final = "custody/heads.jsonl"

# What a URL may hold without harm to a header's or an index's line.
_URL_SIGNS: Final = "%/:?#[]@!$&'()*+,;=-._~"
_LONGEST_URL: Final = 8000
_RECORDS: Final = uuid.UUID("6a1f4b0e-6c0d-5d0a-9a53-2f1f7d6f3b11")  # makes records' ids out of what they hold
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def export_wacz(
    ledger: Ledger,
    file: Path,
    *,
    access: Collection[Access] = (Access.PUBLIC,),
    told: Told = untold,
) -> Chosen:
    """Write originals, reports with their readings, and the custody chain to a new WACZ; names in them are not masked.

    Args:
        ledger: open.
        file: to be made; never overwritten.
        access: of the reports that are taken.
        told: how far it is.

    Raises:
        CaseExists: something lies there.
        UsageError: it can't be made there.
        DamagedCase, NoSuchCase: an original isn't what was put there, or is missing.
    """
    try:
        out = open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError as error:
        raise CaseExists(f"{file} is there already; give another name.") from error
    except OSError as error:
        raise UsageError(f"{file} can't be made: {error.strerror}. Nothing was written.") from error
    try:
        with out, ledger.snapshot() as connection, zipfile.ZipFile(out, "w") as archive:
            chosen = holdings.choose(connection, access=access)
            packing = _Packing(archive, made=ledger.clock())
            found = (holdings.holding(connection, sha256) for sha256 in chosen.originals)
            packing.write_archive(ledger, found, told=lambda done: told(done, len(chosen.originals)))
            packing.put_lines(REPORTS, holdings.report_lines(connection, chosen))
            packing.put_lines(ENTRIES, holdings.custody_lines(connection))
            packing.put_lines(HEADS, holdings.head_lines(connection, ledger.case.id))
            packing.finish(title=ledger.case.name)
    except BaseException:
        with suppress(FileNotFoundError):
            file.unlink()
        raise
    holdings.record_export(ledger, "wacz")
    return chosen


@dataclass(frozen=True, slots=True)
class _Indexed:
    uri: str
    at: datetime
    media_type: str
    sha256: str
    offset: int
    length: int


class _Packing:
    """A WACZ that is being written."""

    def __init__(self, archive: zipfile.ZipFile, *, made: datetime) -> None:
        self._archive = archive
        self._made = made
        self._resources: list[dict[str, str | int]] = []
        self._indexed: list[_Indexed] = []

    def put(self, path: str, chunks: Iterable[bytes], *, stored: bool = False) -> None:
        """Write a member and note it for the package's description."""
        digest, size = hashlib.sha256(), 0
        member = zipfile.ZipInfo(path, _NO_TIME)
        member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        member.external_attr = 0o100644 << 16
        with self._archive.open(member, "w", force_zip64=True) as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        name = path.rsplit("/", 1)[-1]
        self._resources.append({"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size})

    def put_lines(self, path: str, lines: Iterator[bytes]) -> None:
        """Write a member, unless there is nothing to write: the validator takes an empty table for a broken one."""
        if (first := next(lines, None)) is not None:
            self.put(path, chain([first], lines))

    def write_archive(self, ledger: Ledger, found: Iterable[Holding], *, told: Callable[[int], None]) -> None:
        """The WARC, its index and the list of pages."""
        self.put(ARCHIVE, self._records(ledger, found, told), stored=True)
        self.put(INDEX, self._index())
        self.put(PAGES, self._pages())

    def _records(self, ledger: Ledger, found: Iterable[Holding], told: Callable[[int], None]) -> Iterator[bytes]:
        software = f"onrecord {version('onrecord')}"
        info = f"software: {software}\r\nformat: WARC File Format 1.1\r\nisPartOf: {ledger.case.id}\r\n"
        offset = 0
        first = _record("warcinfo", None, self._made, "application/warc-fields", info.encode())
        yield first
        offset += len(first)
        for number, each in enumerate(found, start=1):
            content = ledger.originals.read(each.sha256)
            earliest = each.acquired[0] if each.acquired else Acquired(None, "file", self._made, None)
            uri = next(
                (uri for acquired in each.acquired if (uri := as_uri(acquired.url))), f"urn:sha256:{each.sha256}"
            )
            record = _record("resource", uri, earliest.obtained, each.media_type, content)
            self._indexed.append(_Indexed(uri, earliest.obtained, each.media_type, each.sha256, offset, len(record)))
            yield record
            offset += len(record)
            about = _record("metadata", uri, earliest.obtained, "application/json", _told_of(each))
            yield about
            offset += len(about)
            told(number)

    def _index(self) -> Iterator[bytes]:
        lines = []
        for each in self._indexed:
            fields = {
                "url": each.uri,
                "mime": each.media_type,
                "digest": f"sha256:{each.sha256}",
                "length": str(each.length),
                "offset": str(each.offset),
                "filename": ARCHIVE.rsplit("/", 1)[-1],
            }
            lines.append(f"{sort_key(each.uri)} {each.at.astimezone(UTC):%Y%m%d%H%M%S} {json.dumps(fields)}\n")
        yield from (line.encode() for line in sorted(lines))

    def _pages(self) -> Iterator[bytes]:
        yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Originals"}).encode() + b"\n"
        for each in self._indexed:
            if each.uri.startswith("http"):
                page = {"id": each.sha256, "url": each.uri, "ts": _date(each.at)}
                yield json.dumps(page).encode() + b"\n"

    def finish(self, *, title: str) -> None:
        """The package's description, and its digest."""
        package = {
            "profile": "data-package",
            "resources": self._resources,
            "title": title,
            "created": _date(self._made),
            "wacz_version": VERSION,
            "software": f"onrecord {version('onrecord')}",
        }
        description = json.dumps(package, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(description).hexdigest()}"}
        self.put("datapackage.json", [description])
        self.put("datapackage-digest.json", [json.dumps(digest, indent=2).encode()])


def _told_of(each: Holding) -> bytes:
    """How an original was obtained; not by whom and from which folder, which tells who works where."""
    obtained = [
        {"url": acquired.url, "how": acquired.how, "obtained": moment(acquired.obtained), "headers": acquired.headers}
        for acquired in each.acquired
    ]
    return canonical({"sha256": each.sha256, "sha1": each.sha1, "size": each.size, "obtained": obtained})


def as_uri(url: str | None) -> str | None:
    """A web address in signs that can't break out of a header's line; None where it is no web address."""
    if url is None or len(url) > _LONGEST_URL:
        return None
    safe = quote(url.strip(), safe=_URL_SIGNS, errors="replace")
    try:
        parts = urlsplit(safe)
    except ValueError:
        return None
    return safe if parts.scheme in ("http", "https") and parts.hostname else None


def sort_key(uri: str) -> str:
    """The key that web archives sort by: the host's parts from right to left, then the path, in small letters.

    For example `org,example)/a?b=1` of `https://www.example.org/a?b=1`.
    """
    parts = urlsplit(uri)
    if parts.hostname is None:
        return uri.lower()
    host = parts.hostname.lower().removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path or '/'}{query}".lower()


def _record(kind: str, uri: str | None, at: datetime, media_type: str, content: bytes) -> bytes:
    """A WARC record, as a gzip member of its own."""
    digest = hashlib.sha256(content).hexdigest()
    safe_type = "".join(sign for sign in media_type if " " < sign < "\x7f") or "application/octet-stream"
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_RECORDS, f'{kind} {uri} {digest}')}>",
        "WARC-Date": _date(at),
        **({} if uri is None else {"WARC-Target-URI": uri}),
        "WARC-Block-Digest": f"sha256:{digest}",
        **({"WARC-Payload-Digest": f"sha256:{digest}"} if kind == "resource" else {}),
        "Content-Type": safe_type,
        "Content-Length": str(len(content)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
    return gzip.compress(head.encode("ascii") + content + b"\r\n\r\n", mtime=0)


def _date(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
