"""SDG indicator 16.10.1: which allegations fall under which of its classes, by whom they are said to have befallen.

The indicator counts verified cases. A record holds allegations: so every class lists its events and allegations, and
nothing is counted for it. "Arbitrary" and "enforced" are findings that a reader doesn't make; the columns say so.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from onrecord.present.export.cells import Row
from onrecord.present.export.delimited import delimited, joined
from onrecord.present.export.parts import Lost, Made, Part
from onrecord.present.export.rows import tables
from onrecord.records.record import CAUTION, Record
from onrecord.resolve.summary_words import groups_of

CLASSES: Final[Mapping[str, str]] = {
    "killing": "killing",
    "abduction": "kidnapping",
    "disappearance": "enforced disappearance",
    "detention": "arbitrary detention",
    "torture": "torture",
}
"""By act; whatever else is done to people is an other harmful act."""
OTHER: Final = "other harmful acts"
JOURNALISTS: Final = "journalists and media personnel"
UNIONISTS: Final = "trade unionists"
DEFENDERS: Final = "human-rights defenders"
NOT_TOLD: Final = "not told by the victims' own words"
HEADER: Final = (
    "class", "victims", "event", "event_title", "allegations", "status", "confirmed", "verified", "reports", "note",
    "caution", "review",
)  # fmt: skip
_NOTES: Final[Mapping[str, str]] = {
    "enforced disappearance": "Said to have disappeared; onrecord does not find whether it was enforced.",
    "arbitrary detention": "Said to be detained; onrecord does not find whether it was arbitrary.",
}
# A union alone may be one of states.
_OF_A_UNION: Final = frozenset(
    "trade labour labor leader leaders member members organiser organisers organizer organizers official officials "
    "representative representatives worker workers activist activists secretary".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def sdg(record: Record) -> Made:
    """The classes of the indicator, with the events and allegations that may fall under each."""
    rows = {name: list(table) for name, table in tables(record).items()}
    lost = (
        Lost(
            "numbers of cases", "Allegations aren't verified cases, and none are added up here.", len(rows["figures"])
        ),
        Lost("responses, origins, lineage, the board", "The indicator has no place for them."),
    )
    return Made((Part("sdg-16-10-1.csv", delimited(HEADER, _rows(rows))),), lost)


def _rows(rows: Mapping[str, list[Row]]) -> Iterator[dict[str, str]]:
    titles = {row["id"]: row["title"] for row in rows["events"]}
    found: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows["allegations"]:
        for group in groups(row["victims"]):
            key = (CLASSES.get(row["act"], OTHER), group, row["event"], row["status"])
            found.setdefault(key, []).append(row)
    order = [*dict.fromkeys(CLASSES.values()), OTHER]
    for (kind, group, event, status), told in sorted(found.items(), key=lambda one: (order.index(one[0][0]), one[0])):
        yield {
            "class": kind,
            "victims": group,
            "event": event,
            "event_title": titles.get(event, ""),
            "allegations": joined(row["id"] for row in told),
            "status": status,
            "confirmed": joined(row["id"] for row in told if row["review"].startswith("confirmed")),
            "verified": joined(row["id"] for row in told if row["verification"] == "verified"),
            "reports": joined(sorted({number for row in told for number in row["reports"]})),
            "note": _NOTES.get(kind, ""),
            "caution": CAUTION,
            "review": joined(dict.fromkeys(row["review"] for row in told)),
        }


def groups(victims: list[str]) -> list[str]:
    """To which of the indicator's groups the victims belong, by the words that they are told by."""
    told: list[str] = []
    for words in victims:
        single = _WORD.findall(words.lower())
        known = {group for word in single for group in groups_of(word, "people")}
        if "journalist" in known or {"media", "worker"} <= known:
            told.append(JOURNALISTS)
        if any(word.startswith("unionist") for word in single) or ("union" in single and _OF_A_UNION & set(single)):
            told.append(UNIONISTS)
        if "rights" in known and known & {"activist", "lawyer"}:
            told.append(DEFENDERS)
    return list(dict.fromkeys(told)) or [NOT_TOLD]
