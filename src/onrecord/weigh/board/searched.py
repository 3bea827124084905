"""In what a response was looked for: what "no public response found" rests on."""

from onrecord.records.material import Material
from onrecord.records.record import Searched
from onrecord.weigh.tables import table

_UNREAD = "unread-language"


def searched(material: Material) -> Searched:
    """Period, publishers, languages, what was not read, and how much the reader misses."""
    read = [one.report for one in material.reports if one.reading is not None]
    days = sorted(report.published[:10] for report in read if report.published is not None)
    measured = table("measured")
    readers = {one.reading.reader for one in material.reports if one.reading is not None}
    known = readers == {measured["reader"]}
    others = ", ".join(sorted(readers - {measured["reader"]}))
    return Searched(
        reports=len(read),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        publishers=tuple(sorted({report.publisher for report in read if report.publisher is not None})),
        languages=tuple(sorted({report.language for report in read if report.language is not None})),
        unread=tuple(failure.id for failure in material.failures if failure.code == _UNREAD),
        failed=tuple(failure.id for failure in material.failures if failure.code != _UNREAD)
        + tuple(one.report.id for one in material.reports if one.reading is None),
        undated=sum(report.published is None for report in read),
        access=material.access,
        recall=measured["response"]["recall"] if known else None,
        recall_on=measured["response"]["measured_on"]
        if known
        else f"not measured for {others}"
        if others
        else "nothing was read",
        at=material.at,
    )
