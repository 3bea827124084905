"""FollowTheMoney: entities as JSON Lines, and the same as statement rows, for Aleph, OpenAleph and what reads them.

An allegation or a response hangs on its quotation: a `Documentation` joins the report with the event or the actor.
Who is what in it stands in its description, since FollowTheMoney has no place for roles on that. What a report accuses
an actor of is an `UnknownLink` with that role, its words and its proof. No topic is set: `crime.war` would be a
finding of law.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from onrecord.present.export.cells import Row, by_event, how_many
from onrecord.present.export.delimited import delimited
from onrecord.present.export.ftm_statements import COLUMNS, TYPES, statements
from onrecord.present.export.parts import Lost, Made, Part
from onrecord.present.export.rows import tables
from onrecord.present.plain import shortened
from onrecord.records.record import CAUTION, CaseActor, Record
from onrecord.records.vocabulary import ActorKind, Status

Entity = dict[str, Any]

SCHEMAS: Final[Mapping[ActorKind, str]] = {
    ActorKind.PERSON: "Person",
    ActorKind.OFFICE: "Position",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.STATE_BODY: "PublicBody",
    ActorKind.STATE: "PublicBody",
    ActorKind.GROUP: "Organization",
    ActorKind.OUTLET: "Organization",
}
"""Which schema an actor of the case becomes; its own kind stands among its keywords."""

_LONGEST: Final[Mapping[str, int]] = {"name": 384, "string": 1024, "address": 250}
"""How many characters FollowTheMoney takes, by type; longer values are cut and marked, and counted among the lost."""


def ftm(record: Record) -> Made:
    """The record as FollowTheMoney entities, and as statements."""
    entities = list(_entities(record))
    lines = "".join(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n" for entity in entities)
    rows = delimited(COLUMNS, statements(entities, record), mark=False)
    origins = sum(len(event.origins) for event in record.events)
    figures = sum(len(event.figures) for event in record.events)
    lost = [
        Lost("lineage: who has it from whom", "FollowTheMoney has no chains of telling.", len(record.lineage.edges)),
        Lost("origins", "Kept only as sentences among an event's notes.", origins),
        Lost("figures as data", "Kept only as sentences among an event's notes, with the caution.", figures),
        Lost("copies", "FollowTheMoney has no place for them.", len(record.copies)),
        Lost(
            "the originals' SHA-256 as a hash",
            "contentHash is SHA-1; the SHA-256 stands among a report's notes.",
            len(record.sources),
        ),
        Lost("why actors and allegations were joined", "Doubts stand among the notes; terms nowhere."),
    ]
    if record.board is not None:
        lost.append(Lost("the board", "Responses are here; that none was found is not.", len(record.board.cells)))
    if masked := sum(row["url"] is not None and _url(row["url"]) is None for row in tables(record)["sources"]):
        lost.append(Lost("addresses that hold a masked name", "What is left of them is no address.", masked))
    if cut := sum(len(name) > _LONGEST["name"] for name in _names(record)):
        lost.append(Lost("the ends of long names", "FollowTheMoney takes 384 characters a name.", cut))
    return Made(
        (Part("entities.ftm.json", lines.encode("utf-8", "replace")), Part("statements.csv", rows)), tuple(lost)
    )


def _names(record: Record) -> Iterator[str]:
    for actor in record.actors:
        yield from (actor.name, *actor.names)
    yield from (event.title for event in record.events)


def report_id(row: Row) -> str:
    """The id of a report's entity: the same original, the same id."""
    return f"report-{str(row['sha256'])[:16]}-{row['report']}"


def _entities(record: Record) -> Iterator[Entity]:
    rows = {name: list(table) for name, table in tables(record).items()}
    documents = {row["report"]: report_id(row) for row in rows["sources"]}
    actors = {actor.id: actor for actor in record.actors}
    figures, origins = by_event(rows["figures"]), by_event(rows["origins"])
    known = {row["id"]: SCHEMAS[ActorKind(row["kind"])] for row in rows["actors"]}
    for row in rows["sources"]:
        yield _document(row)
    for row in rows["actors"]:
        yield _actor(row)
        yield from _offices(row)
        if known[row["id"]] != "Position":
            yield from _mentions(actors[row["id"]], documents)
    for row in rows["events"]:
        yield _event(row, figures[row["id"]], origins[row["id"]], documents, known)
    for row in rows["allegations"]:
        yield from _allegation(row, documents, known)
    for row in rows["responses"]:
        yield from _response(row, documents, known)


def _document(row: Row) -> Entity:
    return _entity(
        report_id(row),
        "Article",
        title=row["title"],
        fileName=f"report-{row['report']}",
        publisher=row["publisher"],
        author=row["byline"],
        publishedAt=_moment(row["published"]),
        retrievedAt=_moment(row["obtained"]),
        sourceUrl=_url(row["url"]),
        language=_language(row["language"]),
        mimeType=row["media_type"],
        notes=[
            f"report: {row['report']}",
            f"sha256: {row['sha256']}",
            *_said("published", row["published"] if row["published"] != _moment(row["published"]) else None),
        ],
    )


def _actor(row: Row) -> Entity:
    return _entity(
        row["id"],
        SCHEMAS[ActorKind(row["kind"])],
        name=row["name"],
        alias=row["names"],
        country=_country(row["state"]),
        keywords=[row["kind"]],
        notes=[*_said("state", row["state"]), *row["doubts"], f"review: {row['review']}"],
    )


def _offices(row: Row) -> Iterator[Entity]:
    if row["kind"] != ActorKind.PERSON.value:
        return
    for office in row["offices"]:
        post = _made_id("post", row["state"] or "", office)
        yield _entity(post, "Position", name=office, country=_country(row["state"]))
        yield _entity(_made_id("held", row["id"], post), "Occupancy", holder=row["id"], post=post)


def _mentions(actor: CaseActor, documents: Mapping[int, str]) -> Iterator[Entity]:
    for member in actor.members:
        if member.report in documents:
            yield _entity(
                _made_id("mention", member.finding, str(member.report)),
                "Mention",
                document=documents[member.report],
                name=member.name,
                resolved=actor.id,
                detectedSchema=SCHEMAS[actor.kind],
            )


def _event(
    row: Row, figures: list[Row], origins: list[Row], documents: Mapping[int, str], known: Mapping[str, str]
) -> Entity:
    # Nobody is involved in what is told as not happened, feared or planned; each allegation's words say who is meant.
    happened = row["status"] == Status.ASSERTED.value
    involved = [*row["victim_actors"], *row["alleged_perpetrator_actors"]] if happened else []
    told = [
        *(_figure(one) for one in figures),
        *([CAUTION] if figures else []),
        *(f"Origin ({one['kind']}, {one['standing']}): {one['name']}" for one in origins),
        *([row["independence"]] if row["independence"] else []),
        *(f"denied by: {finding}" for finding in row["denied_by"]),
        *(f"part: {part}" for part in row["parts"]),
        *row["doubts"],
        *(f"reply: {reply}" for reply in row["replies"]),
        f"review: {row['review']}",
    ]
    return _entity(
        row["id"],
        "Event",
        name=row["title"],
        recordId=row["id"],
        keywords=[*row["acts"], row["status"], *(["campaign"] if row["campaign"] else [])],
        location=row["places"],
        country=[code for each in row["countries"] if (code := _country(each))],
        involved=[actor for actor in involved if known.get(actor, "Position") != "Position"],
        startDate=row["first"],
        endDate=row["last"],
        proof=[documents[number] for number in row["reports"] if number in documents],
        notes=told,
    )


def _figure(row: Row) -> str:
    as_of = "" if row["as_of"] is None else f", as of {row['as_of']}"
    return (
        f"Figure {row['figure']} ({row['act']}, {row['status']}): {how_many(row)}{as_of}, by "
        f"{row['teller']}: “{row['quotation']}”"
    )


def _allegation(row: Row, documents: Mapping[int, str], known: Mapping[str, str]) -> Iterator[Entity]:
    shared = {
        "recordId": row["id"],
        "status": row["status"],
        "summary": row["quotation"],
        "sourceUrl": _url(row["url"]),
        "publisher": row["publisher"],
        "startDate": row["first"],
        "endDate": row["last"],
    }
    for report in row["reports"]:
        if report not in documents:
            continue
        yield _entity(
            _made_id("told", row["id"], str(report)),
            "Documentation",
            document=documents[report],
            entity=row["event"],
            role=f"allegation: {row['act']}",
            description=[
                *_described(
                    row,
                    ("victim", "victims"),
                    ("alleged perpetrator", "alleged_perpetrators"),
                    ("reply", "replies"),
                    ("place", "places"),
                    ("time", "times"),
                    ("told by", "told_by"),
                ),
                f"verification: {row['verification']}",
            ],
            **shared,
        )
    if row["status"] != Status.ASSERTED.value:
        return
    proof = documents.get(row["report"])
    for role, names in (("victim", "victim_actors"), ("alleged perpetrator", "alleged_perpetrator_actors")):
        for actor in row[names]:
            if actor in known:
                yield _entity(
                    _made_id("link", row["id"], role, actor),
                    "UnknownLink",
                    subject=actor,
                    object=row["event"],
                    role=role,
                    proof=proof,
                    description=[f"review: {row['review']}"],
                    **shared,
                )


def _response(row: Row, documents: Mapping[int, str], known: Mapping[str, str]) -> Iterator[Entity]:
    described = _described(
        row, ("who", "who"), ("to", "to"), ("about", "about"), ("time", "times"), ("told by", "told_by")
    )
    described += [
        *_said("stage", row["stage"]),
        *_said("event", *row["events"]),
        f"own words: {'yes' if row['own_words'] else 'no'}",
    ]
    shared = {
        "recordId": row["id"],
        "status": row["status"],
        "summary": row["quotation"],
        "sourceUrl": _url(row["url"]),
        "publisher": row["publisher"],
        "date": row["when"],
        "startDate": row["first"],
        "endDate": row["last"],
    }
    # Documentation needs something to be about: the actors who respond, else the events, else the report alone.
    about = [actor for actor in row["who_actors"] if actor in known] or row["events"]
    for report in row["reports"]:
        if report not in documents:
            continue
        for entity in about or [documents[report]]:
            yield _entity(
                _made_id("told", row["id"], str(report), entity),
                "Documentation",
                document=documents[report],
                entity=entity,
                role=f"response: {row['act']}",
                description=described,
                **shared,
            )
    for actor in row["who_actors"]:
        for other in row["to_actors"]:
            if actor in known and other in known:
                yield _entity(
                    _made_id("link", row["id"], actor, other),
                    "UnknownLink",
                    subject=actor,
                    object=other,
                    role=f"{row['act']} (to)",
                    proof=documents.get(row["report"]),
                    description=[f"review: {row['review']}"],
                    **shared,
                )
    if row["act"] == "sanction" and row["status"] == "asserted":
        for other in row["to_actors"]:
            if other in known:
                yield _entity(
                    _made_id("sanction", row["id"], other),
                    "Sanction",
                    entity=other,
                    authority=row["who"],
                    reason=row["about"],
                    listingDate=row["when"],
                    recordId=row["id"],
                    summary=row["quotation"],
                    sourceUrl=_url(row["url"]),
                    proof=documents.get(row["report"]),
                    description=[f"review: {row['review']}"],
                )


def _described(row: Row, *fields: tuple[str, str]) -> list[str]:
    """What FollowTheMoney has no property for, a value a statement, its label before it."""
    told = [
        f"span: {row['report']}:{row['start']}-{row['end']}",
        f"review: {row['review']}",
        *_said("score", None if row["score"] is None else str(row["score"])),
    ]
    for label, name in fields:
        told += _said(label, *row[name])
    return told


def _said(label: str, *values: str | None) -> list[str]:
    return [f"{label}: {value.strip()}" for value in values if value is not None and value.strip()]


def _entity(id: str, schema: str, **properties: Any) -> Entity:  # noqa: ANN401 (a string, several, or None)
    told: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = [value] if isinstance(value, str) else value or ()
        told_whole = dict.fromkeys(str(each) for each in values if each is not None and str(each).strip())
        longest = _LONGEST.get(TYPES.get(name, "string"))
        kept = [shortened(value, longest) if longest and len(value) > longest else value for value in told_whole]
        if kept:
            told[name] = kept
    return {"id": id, "schema": schema, "properties": told}


def _made_id(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{parts[0]}-{digest[:20]}"


def _country(state: str | None) -> str | None:
    return state.lower() if state is not None and len(state) == 2 and state.isascii() and state.isalpha() else None


def _language(code: str | None) -> str | None:
    """FollowTheMoney has languages by three letters; what isn't known is left out rather than guessed."""
    return None if code is None else _LANGUAGES.get(code)


_LANGUAGES: Final[Mapping[str, str]] = {
    "en": "eng", "fr": "fra", "es": "spa", "ar": "ara", "ru": "rus", "uk": "ukr", "de": "deu", "pt": "por", "zh": "zho",
    "fa": "fas", "tr": "tur", "it": "ita", "pl": "pol", "nl": "nld", "he": "heb", "hi": "hin", "ja": "jpn", "ko": "kor",
}  # fmt: skip


def _url(url: str | None) -> str | None:
    """A web address; None where masking left none."""
    return url if url is not None and url.startswith(("https://", "http://")) and "[" not in url else None


def _moment(value: str | None) -> str | None:
    """A moment as FollowTheMoney has them: UTC, without a zone; days, months and years as they are."""
    if value is None or "T" not in value:
        return value
    told = datetime.fromisoformat(value)
    return (told if told.tzinfo is None else told.astimezone(UTC)).strftime("%Y-%m-%dT%H:%M:%S")
