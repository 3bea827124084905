"""A record becomes a brief."""

from onrecord import __version__
from onrecord.present.brief import phrases
from onrecord.present.brief.alleged import alleged
from onrecord.present.brief.answered import answered
from onrecord.present.brief.context import About, Context
from onrecord.present.brief.document import Document
from onrecord.present.brief.method import method
from onrecord.present.brief.notes import in_order
from onrecord.present.brief.summary import nothing_confirmed, summary
from onrecord.present.brief.told import chronology, places, sources
from onrecord.records.record import Record
from onrecord.weigh.gate import unnamed

WARNING = (
    "Findings may be misread or missing. Only what is marked as confirmed was checked by a person. Only the reports' "
    "texts are evidence of what the reports say."
)


def compose(record: Record, about: About, *, everything: bool = True, whole_events: bool = False) -> Document:
    """The brief of a record, masked as the record is.

    Args:
        record: masked.
        about: what stands beside it.
        everything: whether all is told that nobody reviewed, where the record holds such; else the weightiest of it.
        whole_events: whether all of its events are told nevertheless, and the weightiest of the responses.
    """
    # However the record was made: nobody is named as alleged perpetrator on a machine's word alone.
    context = Context(unnamed(record), about, everything=everything, whole_events=whole_events)
    parts = [summary(context)]
    if not nothing_confirmed(context):
        parts += [alleged(context), answered(context), chronology(context), places(context)]
    elif record.board is not None:
        parts.append(answered(context))
    parts += [sources(context), method(context)]
    mark = "" if record.reviewed_only else phrases.UNREVIEWED
    return in_order(
        Document(
            title=f"{mark}: brief on {record.case}" if mark else f"Brief on {record.case}",
            heading=f"Brief on {record.case}",
            mark=mark,
            warning=WARNING if mark else "",
            about=f"Weighed on {phrases.day(record.at)}, {record.at[11:16]} UTC",
            at=record.at,
            sections=tuple(parts),
            notes=context.notes.all(),
            footer=f"onrecord {__version__}",
        )
    )
