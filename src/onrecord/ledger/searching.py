"""Searches carried out: hits masked, ranked, a page at a time.

The full-text indexes hold what was written, names included; what people see is masked. So a hit counts only where the
masked text still shows what was looked for, and no total is ever told: a search for a protected name finds nothing,
and what it finds can't be told from what isn't there.

A page costs about the same however many reports there are: the index gives candidates from the newest on, or, where
few enough match, by relevance; at most `MOST_SCANNED` are looked at for a page, and the page says where it stopped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.sql.elements import ColumnElement

from onrecord.errors import UsageError
from onrecord.ledger import schema
from onrecord.ledger.access import text_visible, visible
from onrecord.ledger.engine import streamed
from onrecord.ledger.findings import is_current
from onrecord.ledger.full_text import TARGETS, TITLES, PostgreSQLIndex, SQLiteIndex, Target, What
from onrecord.ledger.guarding import Part
from onrecord.ledger.kept_guards import KeptGuards
from onrecord.ledger.masking import Masker, Remembering, window
from onrecord.ledger.names import everyday, keys
from onrecord.ledger.search import Field, Query, Term
from onrecord.ledger.snippets import places_of, shown, snippet_of, stretch_around
from onrecord.ledger.withdrawals import FINDING, is_withdrawn
from onrecord.records.acquisition import Access
from onrecord.records.finding import FindingKind
from onrecord.records.span import Span

__all__ = ["Hit", "Page", "Search", "What"]

# Candidates whose masked text is looked at for one page, at most, and candidates that filters may turn down before.
MOST_SCANNED: Final = 2000
MOST_FILTERED: Final = 20_000
# Candidates asked of an index at once.
CHUNK: Final = 50
# The next time so many times as many, while filters turn most of them down; and never more.
GROWTH: Final = 4
LARGEST_CHUNK: Final = 5000
# Of so few texts that publishers and dates leave, candidates are turned down without asking for each.
FEW: Final = 5000
MOST_HITS: Final = 100
# Of each term so many places are looked at for one that masking left as it was.
MOST_PLACES: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found, masked.

    Attributes:
        report: number of the report.
        finding: id of the finding or actor found; None for reports.
        kind: of the finding or actor.
        title: the report's.
        snippet: words around what was found, without control characters.
        marks: where in the snippet the words found lie.
    """

    report: int
    finding: str | None
    kind: str | None
    act: str | None
    title: str | None
    publisher: str | None
    published: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Hits, in order.

    Attributes:
        next: what to give as `after` for the page behind this one; None: there is none.
        ranked: whether hits come by relevance; else from the newest on.
        cut_short: whether the page ended because enough was looked at, not because enough was found.
    """

    hits: tuple[Hit, ...]
    next: str | None = None
    ranked: bool = False
    cut_short: bool = False


class Search:
    """Searches of one view."""

    def __init__(
        self, connection: Connection, masker: Masker, guards: KeptGuards, *, access: Access, agreed: bool
    ) -> None:
        self._connection = connection
        self._masker = Remembering(masker)
        self._guards = guards
        self._access = access
        self._agreed = agreed
        self._newest_found: list[int] = []
        self._asked_publishers: dict[tuple[Term, ...], list[str]] = {}
        self._index = SQLiteIndex() if connection.dialect.name == "sqlite" else PostgreSQLIndex()

    def page(self, query: Query, *, what: What, limit: int, after: str | None) -> Page:
        """One page; see `View.search`."""
        if not 1 <= limit <= MOST_HITS:
            raise UsageError(f"A page holds 1 to {MOST_HITS} hits.")
        start = _Start.of(after)
        target = TARGETS[what]
        shown_groups = [tuple(term for term in group if not self._never_shows(term)) for group in query.groups]
        if not all(shown_groups):
            # As quick as a search for what isn't there, so that not even its time tells.
            return Page(hits=(), ranked=True)
        excluded = tuple(term for term in query.excluded if not self._never_shows(term))
        query = replace(query, groups=tuple(shown_groups), excluded=excluded)
        hidden = any(self._hides(term) for group in query.groups for term in group)
        groups = [group for group in query.groups if all(term.field is None for term in group)]
        # A term that masking may hide must not tell, by the order of hits, how often it stands in a text.
        ranked = bool(groups) and start.ranked is not False and not hidden and self._few(target, groups)
        hits: list[Hit] = []
        seen = looked_at = 0
        candidates = self._candidates(target, query, groups, start, ranked=ranked)
        for at, report, told in self._told(target, query, candidates, at_a_time=limit):
            seen += 1
            if report is not None and told is not None:
                looked_at += 1
                hit = self._hit(query, report, told)
                hits += [] if hit is None else [hit]
            if len(hits) == limit or looked_at == MOST_SCANNED or seen == MOST_FILTERED:
                cut_short = len(hits) < limit
                if cut_short and hidden:
                    break  # that there was more to look at would tell of what is hidden
                behind = f"r{start.at + seen}" if ranked else f"n{at}"
                return Page(hits=tuple(hits), next=behind, ranked=ranked, cut_short=cut_short)
        return Page(hits=tuple(hits), ranked=ranked)

    # --- candidates: a superset of what may be shown, from the indexes -----------------------------------------------

    def _few(self, target: Target, groups: Sequence[Sequence[Term]]) -> bool:
        most = self._index.most_ranked
        newest = self._ids(self._index.newest(target, groups, before=None, limit=most + 1))
        self._newest_found = newest  # they need not be asked for again
        return len(newest) <= most

    def _ids(self, chosen: Select[Any]) -> list[int]:
        return list(self._connection.scalars(chosen))

    def _candidates(
        self, target: Target, query: Query, groups: Sequence[Sequence[Term]], start: "_Start", *, ranked: bool
    ) -> Iterator[tuple[int, int | None]]:
        """Keys in the target, in order, and the number of their report; None where filters turn it down."""
        before = start.at or None
        if ranked:
            found = self._newest_found
            ids = self._ids(self._index.ranked(target, groups, among=found))[start.at :] if found else []
            for first in range(0, len(ids), CHUNK):
                yield from self._reports_of(target, query, ids[first : first + CHUNK])
            return
        narrowing = [*self._field_filters(query)]
        if not groups and (narrowing or self._few_reports(query)):
            chosen = self._filtered(target, query).where(*narrowing).order_by(target.key.desc()).limit(MOST_FILTERED)
            for row in streamed(self._connection, chosen if before is None else chosen.where(target.key < before)):
                yield row["at"], row["report"]
            return
        left = self._left(target, query)
        size = CHUNK
        while ids := self._newest(target, query, groups, before, size):
            reports = dict(self._reports_of(target, query, ids if left is None else [at for at in ids if at in left]))
            for at in ids:
                yield at, reports.get(at)
            before = ids[-1]
            size = min(size * GROWTH, LARGEST_CHUNK)

    def _left(self, target: Target, query: Query) -> set[int] | None:
        """Texts of the reports that publishers and dates leave, where they are few; None: many, or all."""
        conditions = [*self._report_filters(query)]
        if target.what is not What.REPORTS or not conditions:
            return None
        reports, texts = schema.reports, schema.texts
        chosen = select(texts.c.number).join(reports, reports.c.text_digest == texts.c.digest).where(*conditions)
        left = self._ids(chosen.limit(FEW + 1))
        return set(left) if len(left) <= FEW else None

    def _newest(
        self, target: Target, query: Query, groups: Sequence[Sequence[Term]], before: int | None, size: int
    ) -> list[int]:
        """The next keys from the newest on, straight from an index that has them in this order."""
        if groups:
            if before is None and self._newest_found:
                return self._newest_found[:size]
            return self._ids(self._index.newest(target, groups, before=before, limit=size))
        key = schema.actors.c.finding if target.what is What.ACTORS else target.key
        chosen = select(key).order_by(key.desc()).limit(size)
        chosen = chosen if before is None else chosen.where(key < before)
        acts = query.chosen("act")
        if target.what is not What.FINDINGS or not acts:
            return self._ids(chosen)
        # A kind and an act each, since only then is their index in the order of keys.
        kinds = query.chosen("kind") or {FindingKind.ALLEGATION.value, FindingKind.RESPONSE.value}
        findings = schema.findings.c
        found = [
            number
            for kind in kinds
            for act in acts
            for number in self._ids(chosen.where(findings.kind == kind, findings.act == act))
        ]
        return sorted(found, reverse=True)[:size]

    def _few_reports(self, query: Query) -> bool:
        """Whether publishers and dates leave so few reports that all of them can be put in order."""
        conditions = [*self._report_filters(query)]
        if not conditions:
            return False
        some = select(schema.reports.c.number).where(*conditions).limit(MOST_FILTERED + 1).subquery()
        return self._connection.execute(select(func.count()).select_from(some)).scalar_one() <= MOST_FILTERED

    def _reports_of(self, target: Target, query: Query, ids: Sequence[int]) -> Iterator[tuple[int, int | None]]:
        rows = self._connection.execute(self._filtered(target, query, by_key=True).where(target.key.in_(ids)))
        reports = {row[0]: row[1] for row in rows}
        for at in ids:
            yield at, reports.get(at)

    def _filtered(self, target: Target, query: Query, *, by_key: bool = False) -> Select[Any]:
        """Keys and report numbers of what may be seen and has the fields that the query asks for.

        Args:
            target: what is searched.
            query: the search.
            by_key: whether keys will be named, so that no other index shall be used.
        """
        reports, findings, readings = schema.reports, schema.findings, schema.readings
        if target.what is What.REPORTS:
            chosen = (
                select(schema.texts.c.number.label("at"), func.min(reports.c.number).label("report"))
                .join(reports, reports.c.text_digest == schema.texts.c.digest)
                .where(visible(reports, access=self._access, agreed=self._agreed))
                .group_by(schema.texts.c.number)
            )
        else:
            chosen = (
                select(findings.c.number.label("at"), findings.c.report.label("report"))
                .join(readings, readings.c.number == findings.c.reading)
                .join(reports, reports.c.number == findings.c.report)
                .where(
                    is_current(readings),
                    ~is_withdrawn(FINDING, findings.c.id),
                    text_visible(findings.c.report, access=self._access, agreed=self._agreed),
                )
            )
            if target.what is What.ACTORS:
                chosen = chosen.join(schema.actors, schema.actors.c.finding == findings.c.number)
        return chosen.where(*self._filters(target, query, by_key=by_key))

    def _field_filters(self, query: Query) -> Iterator[ColumnElement[bool]]:
        """What narrows candidates down by titles and actors where no words of the text do; the newest of each."""
        reports, findings = schema.reports, schema.findings
        for group in query.groups:
            fields = {term.field for term in group}
            if fields == {Field.TITLE}:
                yield reports.c.number.in_(self._index.newest(TITLES, [group], before=None, limit=MOST_FILTERED))
            elif fields == {Field.ACTOR}:
                named = self._index.newest(TARGETS[What.ACTORS], [group], before=None, limit=MOST_FILTERED)
                told = reports.alias()
                firsts = select(findings.c.report).where(findings.c.number.in_(named))
                yield reports.c.text_digest.in_(select(told.c.text_digest).where(told.c.number.in_(firsts)))

    @cached_property
    def _publishers(self) -> list[str]:
        """The publishers there are, each once: by steps through their index, not through all reports."""
        publisher = schema.reports.c.publisher
        first = select(func.min(publisher).label("name")).cte("publishers", recursive=True)
        following = select(func.min(publisher)).where(publisher > first.c.name).scalar_subquery()
        names = first.union_all(select(following).where(first.c.name.is_not(None)))
        return list(self._connection.scalars(select(names.c.name).where(names.c.name.is_not(None))))

    def _publishers_of(self, group: tuple[Term, ...]) -> list[str]:
        """The publishers whose names hold a term of the group."""
        if group not in self._asked_publishers:
            names = [name for name in self._publishers if any(any(places_of(term, name)) for term in group)]
            self._asked_publishers[group] = names
        return self._asked_publishers[group]

    def _report_filters(self, query: Query, *, by_key: bool = False) -> Iterator[ColumnElement[bool]]:
        published: ColumnElement[Any] = schema.reports.c.published
        publisher: ColumnElement[Any] = schema.reports.c.publisher
        if by_key:
            # The same values, but none that an index has: SQLite would go through all that a publisher published.
            published, publisher = func.coalesce(published, published), func.coalesce(publisher, publisher)
        if query.after is not None:
            yield published >= query.after
        if query.before is not None:
            yield published < query.before
        for group in query.groups:
            if {term.field for term in group} == {Field.PUBLISHER}:
                yield publisher.in_(self._publishers_of(group))

    def _filters(self, target: Target, query: Query, *, by_key: bool) -> Iterator[ColumnElement[bool]]:
        reports, findings = schema.reports, schema.findings
        yield from self._report_filters(query, by_key=by_key)
        chosen = {field: sorted(query.chosen(field)) for field in ("act", "status", "kind") if query.chosen(field)}
        if not chosen:
            return
        if target.what is What.ACTORS:
            for field, values in chosen.items():
                column_of = schema.actors.c.kind if field == "kind" else findings.c[field]
                yield column_of.in_(values)
        elif target.what is What.FINDINGS:
            for field, values in chosen.items():
                yield findings.c[field].in_(values)
        else:
            readings = schema.readings
            having = select(findings.c.number).join(readings, readings.c.number == findings.c.reading)
            first = func.coalesce(reports.c.same_text, reports.c.number)
            conditions = [findings.c[field].in_(values) for field, values in chosen.items()]
            yield having.where(
                findings.c.report == first,
                is_current(readings),
                ~is_withdrawn(FINDING, findings.c.id),
                *conditions,
            ).exists()

    # --- hits: what masking leaves ------------------------------------------------------------------------------------

    def _hit(self, query: Query, report: int, told: dict[str, Any]) -> Hit | None:
        fields = _fields(told)
        places: list[Span] = []
        for group in query.groups:
            found = next((place for term in group if (place := self._place(term, fields, report)) is not None), None)
            if found is None:
                return None
            if found.end:
                places.append(found)
        if any(self._place(term, fields, report) is not None for term in query.excluded):
            return None
        snippet, marks = snippet_of(self._masker, told["text"], places)
        title, publisher, published = (
            None if told[name] is None else shown(self._masker.mask(told[name]).text) for name in MASKED
        )
        return Hit(
            report=report,
            finding=told["finding"],
            kind=told["kind"],
            act=told["act"],
            title=title,
            publisher=publisher,
            published=published,
            snippet=snippet,
            marks=marks,
        )

    def _told(
        self, target: Target, query: Query, candidates: Iterable[tuple[int, int | None]], *, at_a_time: int
    ) -> Iterator[tuple[int, int | None, dict[str, Any] | None]]:
        """Candidates with what a hit tells of them, asked for and masked some at a time."""
        waiting = iter(candidates)
        while some := _some(waiting, at_a_time):
            told = self._told_all(target, {at: report for at, report in some if report is not None})
            self._masker.prepare(text for each in told.values() for text in _to_be_masked(query, each))
            for at, report in some:
                yield at, report, told.get(at)

    def _told_all(self, target: Target, wanted: dict[int, int]) -> dict[int, dict[str, Any]]:
        reports, findings, texts = schema.reports, schema.findings, schema.texts
        if not wanted:
            return {}
        chosen = select(reports.c.number, *(reports.c[name] for name in MASKED), texts.c.text)
        chosen = chosen.join(texts, texts.c.digest == reports.c.text_digest)
        rows = self._connection.execute(chosen.where(reports.c.number.in_(set(wanted.values())))).mappings()
        of_report = {row["number"]: dict(row) for row in rows}
        told = {at: {**of_report[report], "finding": None, "kind": None, "act": None} for at, report in wanted.items()}
        if target.what is What.REPORTS:
            return told
        which = select(findings, schema.actors.c.name, schema.actors.c.kind.label("actor_kind")).outerjoin(
            schema.actors, schema.actors.c.finding == findings.c.number
        )
        found = self._connection.execute(which.where(findings.c.number.in_(wanted))).mappings().all()
        stretches: dict[int, tuple[str, Span]] = {}
        for row in found:
            each = told[row["number"]]
            each |= {"finding": row["id"], "kind": row["kind"], "act": row["act"]}
            if target.what is What.ACTORS:
                each |= {"kind": row["actor_kind"], "text": row["name"]}
            else:
                extent = Span(row["extent_start"], row["extent_end"])
                start, end = window(each["text"], extent)
                stretches[row["number"]] = each["text"][start:end], extent.shifted(-start)
        self._masker.prepare(text for text, _ in stretches.values())
        for number, (text, extent) in stretches.items():
            told[number]["text"] = self._masker.mask(text).quotation(extent)
        return told

    def _place(self, term: Term, fields: dict[Field | None, str], report: int) -> Span | None:
        """Where masking leaves a term in the text; an empty span where that is in another field; None: nowhere."""
        if term.field is Field.ACTOR:
            return Span(0, 0) if self._names_actor(term, report) else None
        text = fields[term.field]
        for number, place in enumerate(places_of(term, text)):
            if number == MOST_PLACES:
                break
            if self._shows(text, place):
                return place if term.field is None else Span(0, 0)
        return None

    def _shows(self, text: str, place: Span) -> bool:
        start, end = stretch_around(text, place)
        here = place.shifted(-start)
        cuts = self._masker.mask(text[start:end]).cuts
        return not any(cut_start < here.end and here.start < cut_end for cut_start, cut_end, _ in cuts)

    def _names_actor(self, term: Term, report: int) -> bool:
        reports, findings, actors = schema.reports, schema.findings, schema.actors
        readings = schema.readings
        first = select(func.coalesce(reports.c.same_text, reports.c.number)).where(reports.c.number == report)
        chosen = (
            select(actors.c.name)
            .join(findings, findings.c.number == actors.c.finding)
            .join(readings, readings.c.number == findings.c.reading)
            .where(
                findings.c.report == first.scalar_subquery(),
                is_current(readings),
                ~is_withdrawn(FINDING, findings.c.id),
            )
        )
        names = list(self._connection.scalars(chosen))
        return any(self._shows(name, place) for name in names for place in places_of(term, name))

    def _hides(self, term: Term) -> bool:
        """Whether masking may hide some place of a term."""
        looked_up = {key for word in term.words for key in keys(word)}
        if self._guards.found(looked_up):
            return True
        return term.prefix and any(self._guards.any_starting(key) for key in (term.words[-1], *keys(term.words[-1])))

    def _never_shows(self, term: Term) -> bool:
        """Whether masking hides every place of a term: it holds a word of names of whom nobody is revealed."""
        sure = [word for word in term.words[: -1 if term.prefix else None] if len(word) > 2 and word not in everyday()]
        found = self._guards.found({key for word in sure for key in keys(word)[:1]})
        named = [
            {guard.person for guard in guards if guard.part in (Part.WORD, Part.WHOLE)} for guards in found.values()
        ]
        told = self._guards.persons({person for persons in named for person in persons})
        return any(persons and not any(told[person].revealed for person in persons) for persons in named)


MASKED: Final = ("title", "publisher", "published")


def _some(candidates: Iterator[tuple[int, int | None]], count: int) -> list[tuple[int, int | None]]:
    """The next candidates, among them so many that filters leave; fewer at the end."""
    some: list[tuple[int, int | None]] = []
    left = 0
    while left < count and len(some) < MOST_FILTERED and (each := next(candidates, None)) is not None:
        some.append(each)
        left += each[1] is not None
    return some


def _fields(told: dict[str, Any]) -> dict[Field | None, str]:
    return {None: told["text"], Field.TITLE: told["title"] or "", Field.PUBLISHER: told["publisher"] or ""}


def _to_be_masked(query: Query, told: dict[str, Any]) -> Iterator[str]:
    """What most likely has to be masked to tell whether this is a hit, and to show it."""
    yield from (told[name] for name in MASKED if told[name] is not None)
    fields = _fields(told)
    text = fields[None]
    firsts = []
    for term in (term for group in query.groups for term in group if term.field is not Field.ACTOR):
        place = next(places_of(term, fields[term.field]), None)
        if place is not None:
            start, end = stretch_around(fields[term.field], place)
            yield fields[term.field][start:end]
            firsts += [place] if term.field is None else []
    if not firsts:
        start, end = stretch_around(text, Span(0, 0))
        yield text[start:end]


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a page begins: behind a number, or at a place in the order of relevance."""

    at: int = 0
    ranked: bool | None = None

    @classmethod
    def of(cls, after: str | None) -> "_Start":
        if after is None:
            return cls()
        if not re.fullmatch(r"[nr][0-9]{1,15}", after):
            raise UsageError("The page to go on from is not one that a search gave; search anew.")
        return cls(int(after[1:]), after[0] == "r")
