"""Who tells an event, and on whose word: where the chains of telling end."""

from collections.abc import Iterator, Sequence

from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import Block, Bullets, Look, Paragraph, Run, Sentence
from onrecord.present.tellings import Telling, called, once, tellings
from onrecord.records.record import Event, NodeKind, Origin, Standing, ToldAllegation
from onrecord.records.vocabulary import Status

PATHS = 4
"""Ways to an origin that are told at most."""


# --- tellings --------------------------------------------------------------------------------------------------------


def who_tells(context: Context, event: Event) -> Iterator[Sentence]:
    """The sentences that tell of an event, each once."""
    shown = context.told(event)
    for told in tellings(shown):
        yield telling(context, told)
    left = len(event.allegations) - len(shown)
    if left:
        code = Run(f"onrecord record {context.record.case} --event {event.id}", Look.CODE)
        passages = phrases.capitalised(phrases.counted(left, "passage"))
        yield sentence(f"{passages} more, most of them such that the reader isn't sure of them: ", code)


def telling(context: Context, told: Telling, *, act: bool = True) -> Sentence:
    """A sentence, and all who tell it."""
    tellers = dict.fromkeys(teller(context, one) for one in told.allegations)
    by_call = once(tellers)
    what = f": {'denies it' if told.status is Status.NEGATED else phrases.acts(told)}: " if act else ": "
    return sentence(
        phrases.capitalised(phrases.listed(by_call)),
        ", in " if act else " in ",
        context.reports(told.reports),
        what,
        phrases.quoted(told.quotation.text),
        notes=context.leaned(told.allegations),
        mark=context.mark(told.held),
    )


def teller(context: Context, allegation: ToldAllegation) -> str:
    """Who tells an allegation: from the innermost outward, or the report itself."""
    named = [name for each in allegation.told_by if (name := phrases.who(each))]
    if named:
        return ", as told by ".join(named)
    publisher = context.sources[allegation.quotation.report].publisher
    return f"report {allegation.quotation.report} in its own voice" if publisher is None else f"{publisher} itself"


# --- origins ---------------------------------------------------------------------------------------------------------


def origins(context: Context, event: Event) -> Iterator[Block]:
    """How many origins stand behind an event, and which."""
    if event.independence is not None:
        yield Paragraph(
            (
                sentence(
                    Run(phrases.capitalised(event.independence.told), Look.STRONG),
                    ". An origin is where a chain of telling ends: the first teller.",
                ),
            )
        )
    order = {Standing.ESTABLISHED: 0, Standing.SHARED: 1, Standing.NOT_ESTABLISHED: 2}
    names = {origin.id: origin.name for origin in event.origins}
    items = [_origin(context, origin, names) for origin in sorted(event.origins, key=lambda one: order[one.standing])]
    yield Bullets(tuple(items))


def _origin(context: Context, origin: Origin, names: dict[str, str]) -> Sentence:
    standing = phrases.STANDINGS[origin.standing]
    if origin.with_:
        others = phrases.listed(names.get(other, context.node(other)) for other in origin.with_)
        standing += f" (with {others})"
    paths = dict.fromkeys(" → ".join(_steps(context, path)) for path in sorted(origin.paths, key=len))
    shown = list(paths)[:PATHS]
    further = f"; and {len(paths) - PATHS} more ways" if len(paths) > PATHS else ""
    told = [f" Reached by {'; '.join(shown)}{further}."] if shown else []
    told.extend(f" {reason}" for reason in origin.reasons)
    return sentence(
        Run(phrases.capitalised(origin.name), Look.STRONG),
        f" ({phrases.ORIGIN_KINDS[origin.kind]}): {standing}.",
        *told,
        notes=context.noted(origin.quotations),
        mark=context.mark_of(origin.allegations),
    )


def _steps(context: Context, path: Sequence[str]) -> Iterator[str]:
    """The tellers on a way; an outlet's own reporting isn't told behind the report that it stands in."""
    before = None
    for step in path:
        node = context.nodes.get(step)
        source = None if node is None or node.report is None else context.sources.get(node.report)
        if node is None or node.kind is not NodeKind.OWN_REPORTING or before is None or called(node.name) != before:
            yield context.node(step)
        before = None if source is None or source.publisher is None else called(source.publisher)
