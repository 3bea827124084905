"""An event's title, as people see it."""

from onrecord.present.plain import shortened
from onrecord.records.record import Event

_WORDS = 80


def title_of(event: Event) -> str:
    """Its title; where that tells an act and nothing else, with the words of the report that alleges it.

    A list of "Killing", "Threat", "Killing" leads nobody anywhere. The words are quoted here, and not where titles are
    made, since here they are masked whole.
    """
    plain = event.title.rstrip(" .")
    act = event.act.value.replace("_", " ")
    if not event.allegations or not plain.casefold().endswith(act):
        return event.title
    words = shortened(event.allegations[0].quotation.text, _WORDS).strip('“”"')
    return f"{plain}: “{words}”"
