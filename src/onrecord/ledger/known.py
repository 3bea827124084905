"""What a write transaction has looked up of reports, originals and addresses, kept right as it writes.

A batch's digests and addresses are asked for at once, not report by report; what the transaction then writes is noted
here by `Writing`, so that nothing needs to be asked again within it. No row is ever updated, and an erasure, which
deletes some, has it forgotten.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, func, select

from onrecord.ledger import schema

Key = TypeVar("Key")

# SQLite takes 32,766 values a statement, PostgreSQL 65,535.
AT_ONCE = 5000

Holder = tuple[int, str, str]
"""A report's number, the SHA-256 of its original, and where in it the report lies."""


class Known:
    """See the module.

    Args:
        connection: gives the transaction's connection, with all that was written so far.
    """

    def __init__(self, connection: Callable[[], Connection]) -> None:
        self._connection = connection
        self._by_text: dict[str, list[Holder]] = {}
        self._originals: dict[str, bool] = {}
        self._addresses: dict[str, tuple[int, str] | None] = {}
        self._digests: dict[int, str] = {}

    def look_up(self, texts: Iterable[str], originals: Iterable[str], addresses: Iterable[str]) -> None:
        """Ask at once for what will be asked for.

        Args:
            texts: digests of texts.
            originals: SHA-256 of originals.
            addresses: URLs.
        """
        for some in _parts(texts, self._by_text):
            self._look_up_texts(some)
        for some in _parts(originals, self._originals):
            self._look_up_originals(some)
        for some in _parts(addresses, self._addresses):
            self._look_up_addresses(some)

    def with_text(self, digest: str) -> list[Holder]:
        """The reports with a text, by number."""
        if digest not in self._by_text:
            self._look_up_texts([digest])
        return list(self._by_text[digest])

    def has_original(self, sha256: str) -> bool:
        """Whether an original has a row."""
        if sha256 not in self._originals:
            self._look_up_originals([sha256])
        return self._originals[sha256]

    def at_address(self, address: str) -> tuple[int, str] | None:
        """The newest report that an address gave, and the digest of its text."""
        if address not in self._addresses:
            self._look_up_addresses([address])
        return self._addresses[address]

    def note(self, table: str, row: Mapping[str, Any] | RowMapping) -> None:
        """Note a row that is being written; of a table that isn't asked about, nothing."""
        if table == "reports":
            self._digests[row["number"]] = row["text_digest"]
            if row["text_digest"] in self._by_text:
                self._by_text[row["text_digest"]].append((row["number"], row["sha256"], row["locator"]))
        elif table == "originals":
            self._originals[row["sha256"]] = True
        elif table == "acquisitions" and row["report"] is not None and row["url"] is not None:
            digest = self._digests.get(row["report"])
            if digest is None:
                self._addresses.pop(row["url"], None)  # asked for anew, should anybody ask
            elif row["url"] in self._addresses:
                self._addresses[row["url"]] = (row["report"], digest)

    def forget(self) -> None:
        """Forget everything: rows were deleted."""
        self._by_text.clear()
        self._originals.clear()
        self._addresses.clear()
        self._digests.clear()

    def _look_up_texts(self, digests: Collection[str]) -> None:
        reports = schema.reports
        found: dict[str, list[Holder]] = {digest: [] for digest in digests}
        chosen = select(reports.c.text_digest, reports.c.number, reports.c.sha256, reports.c.locator)
        chosen = chosen.where(reports.c.text_digest.in_(digests)).order_by(reports.c.number)
        for digest, number, sha256, locator in self._connection().execute(chosen):
            found[digest].append((number, sha256, locator))
            self._digests[number] = digest
        self._by_text.update(found)

    def _look_up_originals(self, sha256s: Collection[str]) -> None:
        sha256 = schema.originals.c.sha256
        there = set(self._connection().scalars(select(sha256).where(sha256.in_(sha256s))))
        self._originals.update((one, one in there) for one in sha256s)

    def _look_up_addresses(self, addresses: Collection[str]) -> None:
        acquired, reports = schema.acquisitions, schema.reports
        newest = (
            select(func.max(acquired.c.number))
            .where(acquired.c.url.in_(addresses), acquired.c.report.is_not(None))
            .group_by(acquired.c.url)
        )
        chosen = (
            select(acquired.c.url, reports.c.number, reports.c.text_digest)
            .join(reports, reports.c.number == acquired.c.report)
            .where(acquired.c.number.in_(newest))
        )
        self._addresses.update(dict.fromkeys(addresses))
        for url, number, digest in self._connection().execute(chosen):
            self._addresses[url] = (number, digest)


def _parts(wanted: Iterable[Key], known: Mapping[Key, object]) -> Iterator[list[Key]]:
    unknown = [one for one in dict.fromkeys(wanted) if one not in known]
    for start in range(0, len(unknown), AT_ONCE):
        yield unknown[start : start + AT_ONCE]
