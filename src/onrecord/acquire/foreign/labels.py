"""Which label of a column means which field, in whose tables."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from onrecord.records.foreign import ForeignKind


class Dialect(StrEnum):
    """How a table is written."""

    UWAZI = "uwazi"
    BAYANAT = "bayanat"
    TABLE = "table"


SEVERAL: Final = frozenset(
    {"victims", "alleged_perpetrators", "who", "to", "about", "places", "times", "told_by", "names", "offices"}
)
"""Fields that hold several values."""

FIELDS: Final = frozenset(
    SEVERAL
    | {"id", "title", "text", "publisher", "byline", "published", "url", "sha256", "language", "report", "quotation"}
    | {"start", "end", "act", "status", "stage", "first", "last", "name", "actor_kind", "state", "review", "kind"}
)
"""Fields that a column can be said to hold."""

_COMMON: Final[Mapping[str, str]] = {
    "id": "id",
    "title": "title",
    "headline": "title",
    "description": "text",
    "summary": "text",
    "narrative": "text",
    "text": "text",
    "body": "text",
    "publisher": "publisher",
    "source": "publisher",
    "outlet": "publisher",
    "author": "byline",
    "byline": "byline",
    "published": "published",
    "publish date": "published",
    "publication date": "published",
    "url": "url",
    "link": "url",
    "source link": "url",
    "sha256": "sha256",
    "sha-256": "sha256",
    "language": "language",
    "report": "report",
    "quotation": "quotation",
    "quote": "quotation",
    "start": "start",
    "end": "end",
    "act": "act",
    "act of abuse": "act",
    "violation": "act",
    "status": "status",
    "stage": "stage",
    "victim": "victims",
    "victims": "victims",
    "perpetrator": "alleged_perpetrators",
    "perpetrators": "alleged_perpetrators",
    "alleged perpetrator": "alleged_perpetrators",
    "alleged perpetrators": "alleged_perpetrators",
    "who": "who",
    "to": "to",
    "about": "about",
    "place": "places",
    "places": "places",
    "location": "places",
    "locations": "places",
    "time": "times",
    "times": "times",
    "told by": "told_by",
    "first": "first",
    "last": "last",
    "date": "first",
    "from": "first",
    "from date": "first",
    "to date": "last",
    "start date": "first",
    "end date": "last",
    "name": "name",
    "names": "names",
    "other names": "names",
    "aliases": "names",
    "kind": "kind",
    "state": "state",
    "country": "state",
    "offices": "offices",
    "position": "offices",
    "review": "review",
}

LABELS: Final[Mapping[Dialect, Mapping[str, str]]] = {
    Dialect.TABLE: _COMMON,
    Dialect.UWAZI: {**_COMMON, "number": "report"},
    Dialect.BAYANAT: {
        **_COMMON,
        "nickname": "names",
        "originid": "id",
        "origin id": "id",
        "type": "actor_kind",
        "sources": "publisher",
        "events": "",
    },
}
"""Field by label, small letters, spaces for underscores; what is not here is kept as words, label and value."""

BETWEEN: Final[Mapping[Dialect, str]] = {Dialect.TABLE: "|", Dialect.UWAZI: "|", Dialect.BAYANAT: ","}
"""What stands between several values of a cell."""

TABLES: Final[Mapping[str, ForeignKind | None]] = {
    "sources": ForeignKind.REPORT,
    "reports": ForeignKind.REPORT,
    "allegations": ForeignKind.ALLEGATION,
    "responses": ForeignKind.RESPONSE,
    "actors": ForeignKind.ACTOR,
    "events": None,
    "figures": None,
    "origins": None,
    "board": None,
    "lineage": None,
    "copies": None,
    "statements": None,
}
"""What the rows of a table of onrecord's own tell of, by its name; None: it is weighed anew from the others."""

# Lines of a description that onrecord's export for Bayanat writes: label to field.
LINES: Final[Mapping[str, str]] = {
    "Quotation": "quotation",
    "Kind": "kind",
    "Act": "act",
    "Status": "status",
    "Stage": "stage",
    "Victim": "victims",
    "Alleged perpetrator": "alleged_perpetrators",
    "Who": "who",
    "To": "to",
    "About": "about",
    "Place": "places",
    "Time": "times",
    "From": "first",
    "To day": "last",
    "Told by": "told_by",
    "Headline": "title",
    "SHA-256": "sha256",
    "Review": "review",
    "State": "state",
}
