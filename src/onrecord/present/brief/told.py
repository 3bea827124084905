"""What is told in order of time, of place, and of source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.present import words
from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, Coordinate, sentence
from onrecord.present.brief.document import (
    Block,
    Bullets,
    Cell,
    Drawing,
    Fact,
    Facts,
    Look,
    Paragraph,
    Run,
    Section,
    Sentence,
    Table,
)
from onrecord.present.brief.drawing import Point, plot
from onrecord.records.record import Event, Source, ToldAllegation, When, Where
from onrecord.records.vocabulary import Status

# --- chronology ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Dated:
    """Something with a date: it sorts by its first day, then by what it is."""

    first: str
    last: str
    rank: int
    kind: str
    told: Sentence


_KINDS = {Status.ASSERTED: "Alleged", Status.NEGATED: "Not happened", Status.HYPOTHETICAL: "Only feared or planned"}


def chronology(context: Context) -> Section:
    """What is alleged, what was published, who answered, by date."""
    rows = sorted(
        _together([*_alleged(context), *_published(context), *_answered(context)]),
        key=lambda one: (one.first, one.rank, one.last, one.told.text),
    )
    undated = tuple(dict.fromkeys(_undated(context)))
    if not rows:
        blocks: list[Block] = [Paragraph((phrases.plain("Nothing that is held bears a date."),))]
    else:
        blocks = [
            Table(
                caption="By date",
                columns=("Date", "What", "Told"),
                widths=(20, 14, 66),
                rows=tuple(
                    (
                        Cell((phrases.plain(phrases.days(row.first, row.last)),)),
                        Cell((phrases.plain(row.kind),)),
                        Cell((row.told,)),
                    )
                    for row in rows
                ),
            )
        ]
    if undated:
        blocks.append(Bullets(undated, "Without a date:"))
    return Section("chronology", "Chronology", tuple(blocks))


def _together(rows: Iterable[_Dated]) -> Iterator[_Dated]:
    """Rows that say the same of the same days, as one that leans on all their notes."""
    found: dict[tuple[str, str, str, str, str], _Dated] = {}
    for row in rows:
        key = (row.first, row.last, row.kind, row.told.text, row.told.mark)
        known = found.get(key)
        if known is not None:
            notes = tuple(sorted({*known.told.notes, *row.told.notes}))
            row = replace(row, told=replace(row.told, notes=notes))
        found[key] = row
    yield from found.values()


def _alleged(context: Context) -> Iterator[_Dated]:
    for event in context.chosen.told:
        by_time: dict[tuple[str, str], list[ToldAllegation]] = {}
        for allegation in context.told(event):
            for time in allegation.times:
                first = time.first if time.first is not None else time.last
                if first is not None:
                    last = time.last if time.last is not None else first
                    by_time.setdefault((first, last), []).append(allegation)
        for time in event.times:
            first = time.first if time.first is not None else time.last
            if first is not None and not by_time:
                by_time[(first, time.last if time.last is not None else first)] = list(context.told(event))
        for (first, last), ones in by_time.items():
            acts = phrases.listed(dict.fromkeys(words.ACTS[one.act] for one in ones))
            title = context.event(event)
            # A title begins with the event's act.
            said = event.status is not Status.ASSERTED or title.text.casefold().startswith(acts.casefold())
            yield _Dated(
                first,
                last,
                0,
                _KINDS[event.status],
                sentence(
                    *(() if said else (phrases.capitalised(acts), ": ")),
                    title,
                    notes=context.leaned(ones),
                    mark=context.mark_of(one.id for one in ones),
                ),
            )


def _published(context: Context) -> Iterator[_Dated]:
    for source in context.record.sources:
        if source.published is not None:
            yield _Dated(
                source.published[:10],
                source.published[:10],
                2,
                "Published",
                sentence(
                    _name(source), ": ", source.title if source.title is not None else "without a title", " (",
                    context.report(source.number), ")",
                ),
            )  # fmt: skip


def _answered(context: Context) -> Iterator[_Dated]:
    for response in context.chosen.responses:
        if response.when is not None:
            who = phrases.listed(phrases.who(named) for named in response.who)
            yield _Dated(
                response.when[:10],
                response.when[:10],
                1,
                "Response",
                sentence(
                    phrases.capitalised(who) if who else "Somebody who isn't named",
                    f": {phrases.response_words(response)}",
                    notes=context.noted([response.quotation]),
                    mark=context.mark(response.held),
                ),
            )


def _undated(context: Context) -> Iterator[Sentence]:
    for response in context.chosen.responses:
        if response.when is None:
            who = phrases.listed(phrases.who(named) for named in response.who)
            yield sentence(
                phrases.capitalised(who) if who else "Somebody who isn't named",
                f": {phrases.response_words(response)}",
                notes=context.noted([response.quotation]),
                mark=context.mark(response.held),
            )
    # A draft's lines say themselves when it was, where that is told.
    for event in context.chosen.full if context.chosen.draft else context.chosen.told:
        if not any(time.first is not None or time.last is not None for time in _times(event)):
            yield sentence(
                "Alleged: " if event.status is Status.ASSERTED else "",
                context.event(event),
                notes=context.leaned(context.told(event)),
                mark=context.mark_of(one.id for one in context.told(event)),
            )


def _times(event: Event) -> Iterator[When]:
    yield from event.times
    for allegation in event.allegations:
        yield from allegation.times


# --- places ----------------------------------------------------------------------------------------------------------


def places(context: Context) -> Section:
    """The places named, drawn where it is known where they lie, and listed in any case."""
    named: dict[str, tuple[Where, list[Event]]] = {}
    for event in context.chosen.told:
        for place in event.places:
            _, events = named.setdefault(phrases.where(place).casefold(), (place, []))
            if event not in events:
                events.append(event)
    if not named:
        told = Paragraph((phrases.plain("No place is named."),))
        return Section("places", "Places", (told,))
    known = [
        (place, context.about.coordinates[place.geonames])
        for place, _ in named.values()
        if place.geonames is not None and place.geonames in context.about.coordinates
    ]
    blocks: list[Block] = []
    if known:
        blocks.append(_map(context, known))
    else:
        blocks.append(Paragraph((phrases.plain("Where these places lie is not known, so there is no map of them."),)))
    blocks.append(Bullets(tuple(_place(context, place, events) for place, events in named.values())))
    return Section("places", "Places", tuple(blocks))


def _place(context: Context, place: Where, events: Sequence[Event]) -> Sentence:
    allegations = [
        one
        for event in events
        for one in context.told(event)
        if any(phrases.where(each).casefold() == phrases.where(place).casefold() for each in one.places)
    ]
    titles: list[Run] = []
    for at, event in enumerate(events):
        titles.extend([Run("; " if at else ": "), context.event(event)])
    return sentence(
        Run(phrases.where(place), Look.STRONG),
        tuple(titles),
        notes=context.leaned(allegations),
        mark=context.mark_of(one.id for one in allegations) if allegations else "",
    )


def _map(context: Context, known: Sequence[tuple[Where, Coordinate]]) -> Drawing:
    points = [Point(name=phrases.where(place), latitude=at.latitude, longitude=at.longitude) for place, at in known]
    drawn = plot(points, [(each.latitude, each.longitude) for each in context.about.around])
    told = "; ".join(f"{number} {point.name}, at {_degrees(point)}" for number, point in enumerate(points, 1))
    return Drawing(
        caption="Places named in the allegations. Coordinates: GeoNames, CC BY 4.0"
        + ("; faint dots are other towns" if context.about.around else ""),
        alternative=f"Points on a grid of degrees. {told}.",
        svg=drawn.svg,
        width=drawn.width,
        height=drawn.height,
    )


def _degrees(point: Point) -> str:
    north = f"{abs(point.latitude):.2f}° {'north' if point.latitude >= 0 else 'south'}"
    return f"{north}, {abs(point.longitude):.2f}° {'east' if point.longitude >= 0 else 'west'}"


# --- sources ---------------------------------------------------------------------------------------------------------


def sources(context: Context) -> Section:
    """Every report, where its original came from, and the SHA-256 of its bytes."""
    copies = tuple(
        sentence(
            phrases.capitalised("".join(run.text for run in context.reports(cluster.reports))),
            " are one text",
            f", credited to {phrases.listed(cluster.credited)}" if cluster.credited else "",
            ". ",
            " ".join(cluster.reasons),
        )
        for cluster in context.record.copies
    )
    blocks: list[Block] = [Facts(tuple(_source(source) for source in context.record.sources))]
    if copies:
        blocks.append(Section("copies", "Copies", (Bullets(copies),)))
    return Section("sources", "Sources", tuple(blocks))


def _source(source: Source) -> Fact:
    first = [Run(_name(source), Look.STRONG)]
    if source.title is not None:
        first += [Run(": "), Run(source.title)]
    more = []
    if source.byline is not None:
        more.append(f"by {source.byline}")
    more.append("no date is told" if source.published is None else f"published {phrases.day(source.published)}")
    more.append(f"obtained {phrases.day(source.obtained)}, {source.obtained[11:16]} UTC")
    if source.language is not None:
        more.append(f"language {source.language}")
    if not source.read:
        more.append("not read")
    lines = [Sentence(tuple(first)), phrases.plain(phrases.capitalised("; ".join(more)) + ".")]
    if source.url is not None:
        # Not a link: whoever watches the address would learn who reads the brief.
        lines.append(Sentence((Run(source.url, Look.SOFT),)))
    lines.append(Sentence((Run("SHA-256 ", Look.SOFT), Run(source.sha256, Look.CODE))))
    return Fact(f"Report {source.number}", tuple(lines), f"report-{source.number}")


def _name(source: Source) -> str:
    return source.publisher if source.publisher is not None else "No publisher is told"
