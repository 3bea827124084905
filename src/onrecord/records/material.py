"""Material: what is weighed. Readings of a whole case, folded with what reviewers decided.

It holds texts and names as they are, nothing masked: it never leaves the process, and what is made of it is masked
before anybody sees it (`runs/weighing.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.records.acquisition import Access
from onrecord.records.decision import Verification
from onrecord.records.reading import Reading
from onrecord.records.report import Failure, Report
from onrecord.records.tie import Request, Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighable:
    """A report as it is weighed.

    Attributes:
        number: the report's, within the case.
        report: with its text, as kept.
        sha256: of the original's bytes.
        obtained: when the original was first obtained, UTC, ISO 8601.
        reading: its findings as they count now: amended fields in place, misread, withdrawn and split ones gone with
            whatever pointed to them, those entered by hand among them; without the summary, which tells of the reading
            as it came; None where the report was never read. Reports with one text share findings.
        ids: ids within `reading` (`g2`) to the ids of findings (`g0123456789abcdef`), each finding once.
        held: ids of findings that a person says are so read. One that was merged is what the one it was merged into is.
        verification: ids of findings to what a person set; those left out are unverified.
        previous: number of the report of the material that the same address gave before, with another text.
    """

    number: int
    report: Report
    sha256: str
    obtained: str
    reading: Reading | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    verification: Mapping[str, Verification] = field(default_factory=dict)
    previous: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A case as it is weighed.

    Attributes:
        reports: those that may be seen, by number.
        merged: ids of findings to the id of the one that stands for them, by reviewers' merges; across reports; both
            are findings of the material.
        ties: in force, between what is in the material, in order.
        requests: for a response, in order; without those that were withdrawn.
        failures: what could not be read, unread languages among them.
        access: the highest level of reports taken in.
        at: when it was taken out of the ledger, UTC, ISO 8601.
    """

    reports: tuple[Weighable, ...]
    merged: Mapping[str, str] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    requests: tuple[Request, ...] = ()
    failures: tuple[Failure, ...] = ()
    access: Access = Access.CONFIDENTIAL
    at: str = ""
