"""Whether the case has what a row of another tool's file tells: looked up once, and kept right while it is taken in."""

import hashlib
from collections import defaultdict

from sqlalchemy import select

from onrecord.ledger import schema
from onrecord.ledger.withdrawals import REPORT, is_withdrawn
from onrecord.ledger.writing import Writing
from onrecord.records.foreign import Foreign, ForeignKind
from onrecord.records.report import Report


class Recognising:
    """What the case has, withdrawn reports apart.

    Attributes:
        last: number of the newest report, before anything was taken in.
    """

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        reports, actors, findings = schema.reports, schema.actors, schema.findings
        connection = writing.connection
        self._by_hash: dict[str, list[int]] = defaultdict(list)
        self._by_url: dict[str, list[int]] = defaultdict(list)
        self._by_title: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_text: dict[str, int] = {}
        self._digests: dict[int, str] = {}
        self.last = 0
        for row in connection.execute(
            select(reports).where(~is_withdrawn(REPORT, reports.c.number)).order_by(reports.c.number)
        ).mappings():
            self._take(row["number"], row["sha256"], row["url"], row["publisher"], row["title"], row["text_digest"])
            self.last = row["number"]
        self._findings = set(connection.scalars(select(findings.c.id)).all())
        chosen = select(actors.c.name, findings.c.id).join(findings, findings.c.number == actors.c.finding)
        self._actors = {_folded(name): finding for name, finding in connection.execute(chosen)}

    def _take(
        self, number: int, sha256: str, url: str | None, publisher: str | None, title: str | None, digest: str
    ) -> None:
        self._by_hash[sha256].append(number)
        if url:
            self._by_url[url].append(number)
        if title and publisher:
            self._by_title[_folded(publisher), _folded(title)].append(number)
        self._by_text.setdefault(digest, number)
        self._digests[number] = digest

    def note(self, number: int, report: Report) -> None:
        """Take down a report that was just added; only its text tells it, since its file holds others too."""
        self._by_text.setdefault(report.text_digest, number)
        self._digests[number] = report.text_digest

    def note_finding(self, finding: str) -> None:
        """Take down a finding that was just entered."""
        self._findings.add(finding)

    def note_actor(self, name: str, finding: str) -> None:
        """Take down an actor that was just entered."""
        self._actors[_folded(name)] = finding

    def reports(self, row: Foreign) -> list[int]:
        """Numbers of the reports that a row may mean, the surest first: by bytes, address, publisher with title."""
        found = list(self._by_hash.get(row.sha256 or "", ()))
        found = [number for number in found if number == row.report] or found
        found += self._by_url.get(row.url or "", ())
        if row.title and row.publisher:
            found += self._by_title.get((_folded(row.publisher), _folded(row.title)), ())
        if row.kind is ForeignKind.REPORT and row.text:
            known = self.with_text(row.text)
            found += [] if known is None else [known]
        return list(dict.fromkeys(found))

    def with_text(self, text: str) -> int | None:
        """The first report with that text."""
        return self._by_text.get(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())

    def text(self, number: int) -> str:
        """A report's text."""
        texts = schema.texts
        chosen = select(texts.c.text).where(texts.c.digest == self._digests[number])
        return str(self._writing.connection.execute(chosen).scalar_one())

    def has_finding(self, finding: str) -> bool:
        """Whether the case has, or had, a finding of that id."""
        return finding in self._findings

    def actor(self, name: str, id: str) -> str | None:
        """The finding of an actor of that name, or of the one on which an actor of a record was founded."""
        founding = f"a{id[1:]}"
        if id.startswith("c") and founding in self._findings:
            return founding
        return self._actors.get(_folded(name))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
