"""Events that a brief tells in a line each."""

from collections.abc import Iterator, Sequence

from onrecord.present.brief import phrases
from onrecord.present.brief.accused import WITHHELD_SHORT, is_person, reply
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import Cell, Look, Paragraph, Run, Section, Table
from onrecord.present.brief.tellers import telling
from onrecord.present.figure_rows import lasting
from onrecord.present.tellings import once, tellings
from onrecord.records.record import Event
from onrecord.weigh.gate import UNNAMED

SOME = 3
"""Names, places and times that a line tells at most."""


def lines(context: Context) -> Section:
    """The section."""
    title = "Further events, in a line each" if context.chosen.draft else "Told once"
    return Section("told-once", title, (_table(context, context.chosen.lines), *_left(context)))


def _left(context: Context) -> Iterator[Paragraph]:
    """How many events a draft leaves out, and how to have them."""
    left = context.chosen.events_left
    if left:
        yield Paragraph(
            (
                phrases.plain(
                    f"{phrases.capitalised(phrases.counted(left, 'event'))} more, told by few, or such that the reader "
                    "isn't sure of them: "
                ),
                sentence(Run("--all", Look.CODE), " tells them."),
            )
        )


def _table(context: Context, events: Sequence[Event]) -> Table:
    """Events a line each."""
    return Table(
        caption="Alleged elsewhere" if context.chosen.draft else "Alleged by one report alone, in one place",
        columns=("Alleged", "Whom, where, when", "Told"),
        widths=(15, 30, 55),
        rows=tuple(_row(context, event) for event in events),
    )


def _row(context: Context, event: Event) -> tuple[Cell, ...]:
    told, *others = tellings(context.told(event))
    about = []
    for name, named in (("", event.victims), ("by ", event.alleged_perpetrators)):
        names = once(WITHHELD_SHORT if each.name == UNNAMED else phrases.who(each) for each in named)
        if names:
            about.append(f"{name}{phrases.listed(_some(names))}")
    about += once(phrases.where(place) for place in event.places)[:SOME]
    about += tuple(dict.fromkeys(phrases.when(time) for time in event.times))[:SOME]
    about += list(dict.fromkeys(phrases.figure_of_whom(figure) for figure in lasting(event.figures)))[:SOME]
    answered = []
    for accused in event.alleged_perpetrators:
        if accused.name != UNNAMED and is_person(accused) and told.held:
            answered.append(reply(context, event, accused, f"Reply of {phrases.who(accused)}: "))
    tells = [telling(context, told, act=False)]
    if others:
        more = [one for each in others for one in each.allegations]
        tells.append(
            sentence(
                "Also in ",
                context.reports(number for each in others for number in each.reports),
                notes=context.leaned(more),
                mark=context.mark_of(one.id for one in more),
            )
        )
    lines = (*(phrases.plain(phrases.capitalised(line)) for line in about), *answered) or (phrases.plain("Not told"),)
    act = sentence(Run(phrases.capitalised(phrases.acts(told)), Look.STRONG))
    return Cell((act,), event.id), Cell(lines), Cell(tuple(tells))


def _some(names: Sequence[str]) -> tuple[str, ...]:
    """The first of them, and how many more."""
    more = len(names) - SOME
    return tuple(names) if more < 2 else (*names[:SOME], f"{more} others")
