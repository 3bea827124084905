"""FollowTheMoney's statement rows: each value of each property by itself, with where it comes from."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from onrecord.present.export.delimited import harmless
from onrecord.records.record import Record

DATASET: Final = "onrecord"

COLUMNS: Final = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)
TYPES: Final[Mapping[str, str]] = {
    "id": "id",
    "name": "name",
    "alias": "name",
    "country": "country",
    "date": "date",
    "startDate": "date",
    "endDate": "date",
    "publishedAt": "date",
    "retrievedAt": "date",
    "listingDate": "date",
    "sourceUrl": "url",
    "language": "language",
    "mimeType": "mimetype",
    "location": "address",
    "summary": "text",
    "description": "text",
    "notes": "text",
    "reason": "text",
    **dict.fromkeys(
        ("proof", "document", "entity", "resolved", "subject", "object", "involved", "holder", "post"), "entity"
    ),
}
"""Types of the properties that are written; the others are of type string."""


def statements(entities: Iterable[dict[str, Any]], record: Record) -> Iterator[dict[str, str]]:
    """A row a value, for `COLUMNS`."""
    for entity in entities:
        values = [("id", entity["id"])]
        values += [(name, value) for name, many in entity["properties"].items() for value in many]
        for prop, value in values:
            # Of the value as it will stand there, harmless, so that readers find the key sound.
            key = f"{DATASET}.{entity['id']}.{prop}.{harmless(value)}"
            yield {
                "canonical_id": entity["id"],
                "entity_id": entity["id"],
                "prop": prop,
                "prop_type": TYPES.get(prop, "string"),
                "schema": entity["schema"],
                "value": value,
                "dataset": DATASET,
                "origin": "confirmed" if record.reviewed_only else "unreviewed machine reading",
                "external": "f",
                "first_seen": record.at,
                "last_seen": record.at,
                "id": hashlib.sha1(key.encode("utf-8", "replace"), usedforsecurity=False).hexdigest(),
            }
