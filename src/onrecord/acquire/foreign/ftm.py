"""FollowTheMoney entities, as JSON Lines, read as what they tell."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from onrecord.acquire.dates import found_date
from onrecord.acquire.foreign.sheets import MOST_BYTES, MOST_CELL
from onrecord.errors import InvalidInput
from onrecord.records.foreign import Foreign, ForeignKind, PassedOver, Refused
from onrecord.records.vocabulary import Act

DOCUMENTS: Final = frozenset(
    {"Document", "Article", "HyperText", "PlainText", "Pages", "Email", "Message", "Table", "Image", "Audio", "Video"}
)
ACTORS: Final[Mapping[str, str]] = {
    "Person": "person",
    "Organization": "organisation",
    "PublicBody": "state_body",
    "Company": "organisation",
    "LegalEntity": "organisation",
}
_FOLDED: Final = frozenset({"Mention", "UnknownLink", "Occupancy", "Membership", "Position"})
# Labels of what onrecord's export puts into a description or notes.
_LABELS: Final[Mapping[str, str]] = {
    "victim": "victims",
    "alleged perpetrator": "alleged_perpetrators",
    "who": "who",
    "to": "to",
    "about": "about",
    "place": "places",
    "time": "times",
    "told by": "told_by",
}
_SPAN: Final = re.compile(r"span: (\d{1,18}):(\d{1,18})-(\d{1,18})")
_FINDING: Final = re.compile(r"[gr][0-9a-f]{16}")

Properties = Mapping[str, list[str]]
_Entity = tuple[str, str, str, Properties]  # place, id, schema, properties


def ftm_rows(path: Path) -> Iterator[Foreign | Refused | PassedOver]:
    """What the entities of a file, or of every .json and .jsonl in a folder, tell.

    Raises:
        InvalidInput: the file can't be read, or is too large.
    """
    entities: list[_Entity] = []
    for file in sorted(path.glob("*.json*")) if path.is_dir() else [path]:
        if file.name.startswith("about."):
            continue
        for one in _entities(file):
            if isinstance(one, Refused):
                yield one
            else:
                entities.append(one)
    if path.is_dir() and not entities:
        raise InvalidInput(f"{path.name} holds no entities: no .json or .jsonl with any.", source=str(path))
    yield from _Telling(entities).rows()


def _entities(file: Path) -> Iterator[_Entity | Refused]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InvalidInput(f"{file} is larger than {MOST_BYTES // 2**20} MB; split it.", source=str(file))
        content = file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{file} can't be read: {error.strerror}.", source=str(file)) from error
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{file.name} line {number}"
        try:
            values = json.loads(line.decode("utf-8"))
            told = _checked(values)
        except UnicodeDecodeError as error:
            yield Refused(place, f"It is not UTF-8 (byte {error.start + 1} of the line). Save the file as UTF-8.")
        except (ValueError, RecursionError) as error:
            why = "nested too deep" if isinstance(error, RecursionError) else error
            yield Refused(place, f"It is no entity: {why}. Each line must hold one.")
        else:
            yield (place, *told)


def _checked(values: Any) -> tuple[str, str, Properties]:  # noqa: ANN401 (whatever JSON holds)
    if not isinstance(values, dict):
        raise ValueError("not an object")
    id, schema, properties = values.get("id"), values.get("schema"), values.get("properties")
    if not isinstance(id, str) or not id:
        raise ValueError("`id` is missing, or no string")
    if not isinstance(schema, str):
        raise ValueError("`schema` is missing, or no string")
    if not isinstance(properties, dict):
        raise ValueError("`properties` is missing, or no object")
    for name, many in properties.items():
        if not isinstance(many, list) or not all(isinstance(each, str) for each in many):
            raise ValueError(f"`{name}` is no list of strings")
        for each in many:
            if len(each) > MOST_CELL:
                raise ValueError(f"`{name}` holds more than {MOST_CELL:,} characters")
            each.encode("utf-8")  # half a character has no UTF-8; the error is a ValueError
    return id, schema, properties


class _Telling:
    """Entities by what they refer to."""

    def __init__(self, entities: list[_Entity]) -> None:
        self._entities = entities
        self._by_id = {id: (schema, properties) for _, id, schema, properties in entities}
        self._links: dict[str, list[tuple[str, str]]] = {}  # by event: role and name
        told: set[str] = set()
        for _, _, schema, properties in entities:
            if schema == "UnknownLink":
                role = _one(properties, "role") or "linked"
                for event in properties.get("object", ()):
                    self._links.setdefault(event, []).extend(
                        (role, name) for subject in properties.get("subject", ()) if (name := self._name(subject))
                    )
            elif schema == "Documentation" and _of_ours(properties):
                told.update(properties.get("recordId", ()))
                told.update(properties.get("entity", ()))
        self._told = told

    def rows(self) -> Iterator[Foreign | Refused | PassedOver]:
        once: set[str] = set()
        folded: dict[str, int] = {}
        for place, id, schema, properties in self._entities:
            record = _one(properties, "recordId")
            if schema in DOCUMENTS:
                yield _report(place, id, properties)
            elif schema == "Documentation" and _of_ours(properties):
                # One for each report or actor that it concerns: the first tells all.
                if record is not None and record not in once:
                    once.add(record)
                    yield self._finding(place, record, properties)
            elif schema == "Event":
                if id in self._told:
                    folded["Event made of allegations"] = folded.get("Event made of allegations", 0) + 1
                else:
                    yield self._event(place, id, properties)
            elif schema == "Sanction":
                if record in self._told:
                    folded["Sanction told as a response"] = folded.get("Sanction told as a response", 0) + 1
                else:
                    yield self._sanction(place, id, properties)
            elif schema in ACTORS:
                yield _actor(place, id, ACTORS[schema], properties)
            elif schema in _FOLDED or schema == "Documentation":
                folded[schema] = folded.get(schema, 0) + 1
            else:
                yield Refused(place, f"onrecord has no place for the schema {schema!a}.")
        for what, count in folded.items():
            reason = (
                "Offices come by rosters: see `onrecord roster`."
                if what in ("Position", "Occupancy", "Membership")
                else "It is taken in with what it joins, or weighed anew."
            )
            yield PassedOver(f"{count:,} × {what}", reason)

    def _name(self, id: str) -> str | None:
        found = self._by_id.get(id)
        return None if found is None else _one(found[1], "name")

    def _finding(self, place: str, record: str, properties: Properties) -> Foreign:
        role, _, act = str(_one(properties, "role")).partition(": ")
        many: dict[str, Any] = {}
        told: list[tuple[str, str]] = []
        report = start = end = stage = None
        confirmed = True
        for line in properties.get("description", ()):
            if span := _SPAN.fullmatch(line):
                report, start, end = (int(each) for each in span.groups())
                continue
            label, _, value = line.partition(": ")
            if label in _LABELS:
                many.setdefault(_LABELS[label], []).append(value)
            elif label == "stage":
                stage = value
            else:
                told.append((label, value))
                if label == "review":
                    confirmed = "unreviewed" not in value.casefold()
        many = {field: tuple(values) for field, values in many.items()}
        document = self._document(properties)
        return Foreign(
            place=place,
            kind=ForeignKind(role),
            id=record,
            finding=record if _FINDING.fullmatch(record) else None,
            confirmed=confirmed,
            quotation=_one(properties, "summary"),
            report=report,
            start=start,
            end=end,
            act=act,
            status=_one(properties, "status"),
            stage=stage,
            first=_date(properties, "startDate") or _date(properties, "date"),
            last=_date(properties, "endDate"),
            told=tuple(told),
            **document,
            **many,
        )

    def _document(self, properties: Properties) -> dict[str, Any]:
        """What a document that is referred to is known by."""
        for name in ("document", "proof"):
            for id in properties.get(name, ()):
                found = self._by_id.get(id)
                if found is not None:
                    told = _report("", id, found[1])
                    names = ("title", "publisher", "byline", "published", "url", "sha256", "language")
                    return {name: getattr(told, name) for name in names}
        return {"url": _one(properties, "sourceUrl"), "publisher": _one(properties, "publisher")}

    def _event(self, place: str, id: str, properties: Properties) -> Foreign:
        links = self._links.get(id, [])
        words = [word.casefold() for word in properties.get("keywords", ())]
        text = "\n".join([*properties.get("summary", ()), *properties.get("description", ())])
        others = [name for each in properties.get("involved", ()) if (name := self._name(each))]
        return Foreign(
            place=place,
            kind=ForeignKind.ALLEGATION,
            id=id,
            text=text or None,
            act=next((word for word in words if word in set(Act)), None),
            victims=tuple(name for role, name in links if role.casefold() == "victim"),
            alleged_perpetrators=tuple(name for role, name in links if "perpetrator" in role.casefold()),
            places=tuple(properties.get("location", ())),
            first=_date(properties, "startDate") or _date(properties, "date"),
            last=_date(properties, "endDate"),
            told=tuple([*(("involved", name) for name in others), *(("keyword", word) for word in words)]),
            **{**self._document(properties), "title": _one(properties, "name")},
        )

    def _sanction(self, place: str, id: str, properties: Properties) -> Foreign:
        named = [name for each in properties.get("entity", ()) if (name := self._name(each))]
        told = [(label, value) for label in ("program", "provisions", "status") for value in properties.get(label, ())]
        return Foreign(
            place=place,
            kind=ForeignKind.RESPONSE,
            id=id,
            text="\n".join([*properties.get("reason", ()), *properties.get("summary", ())]) or None,
            act="sanction",
            who=tuple(properties.get("authority", ())),
            to=tuple(named),
            first=_date(properties, "listingDate") or _date(properties, "startDate"),
            told=tuple(told),
            **self._document(properties),
        )


def _report(place: str, id: str, properties: Properties) -> Foreign:
    notes = dict(note.partition(": ")[::2] for note in properties.get("notes", ()))
    number = notes.get("report", "")
    return Foreign(
        place=place,
        kind=ForeignKind.REPORT,
        id=id,
        title=_one(properties, "title") or _one(properties, "name"),
        text="\n\n".join(properties.get("bodyText", ())) or None,
        publisher=_one(properties, "publisher"),
        byline=_one(properties, "author"),
        published=notes.get("published") or _date(properties, "publishedAt") or _date(properties, "date"),
        url=_one(properties, "sourceUrl"),
        sha256=notes.get("sha256"),
        report=int(number) if number.isascii() and number.isdigit() else None,
    )


def _actor(place: str, id: str, kind: str, properties: Properties) -> Foreign:
    told = [
        ("note", note)
        for label in ("notes", "summary", "description")
        for note in properties.get(label, ())
        if not note.startswith("review: ")
    ]
    kept = next((each for each in properties.get("keywords", ()) if each in _KINDS), kind)
    return Foreign(
        place=place,
        kind=ForeignKind.ACTOR,
        id=id,
        name=_one(properties, "name"),
        names=tuple([*properties.get("name", ())[1:], *properties.get("alias", ())]),
        actor_kind=kept,
        state=_one(properties, "country"),
        offices=tuple(properties.get("position", ())),
        told=tuple([*told, *(("topic", each) for each in properties.get("topics", ()))]),
    )


_KINDS: Final = frozenset({"person", "office", "organisation", "state_body", "state", "group", "outlet"})


def _of_ours(properties: Properties) -> bool:
    return (_one(properties, "role") or "").partition(": ")[0] in ("allegation", "response")


def _one(properties: Properties, name: str) -> str | None:
    many = properties.get(name)
    return many[0] if many else None


def _date(properties: Properties, name: str) -> str | None:
    return found_date(_one(properties, name))
