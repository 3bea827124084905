"""Who is said to have done it: a person only once that is confirmed, with who names them and what they answered."""

from collections.abc import Iterable, Iterator

from onrecord.present import words
from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import Look, Run, Sentence
from onrecord.present.brief.tellers import teller
from onrecord.present.export.replies import NOT_SOUGHT, answers, requests_to
from onrecord.records.record import Event, Named, ToldAllegation
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.gate import UNNAMED

WITHHELD_SHORT = "a person not named here before somebody confirms it"
WITHHELD = "A person whom reports name; not named here before somebody confirms it."


def accused_of(context: Context, event: Event) -> Iterator[Sentence]:
    """Who is said to have done it; a person only once that is confirmed, with who names them and what they answered."""
    if not event.alleged_perpetrators:
        yield phrases.plain("Nobody is named.")
    bodies: dict[str, list[ToldAllegation]] = {}
    for accused in event.alleged_perpetrators:
        naming = [one for one in context.told(event) if among(accused, one.alleged_perpetrators)]
        if not naming and context.chosen.draft:
            continue
        if accused.name == UNNAMED:
            yield context.leaning(WITHHELD, naming)
            continue
        confirmed = [one for one in naming if one.held]
        # Of people whom nobody has confirmed, the gate leaves only those who are nobody in particular: "a guard".
        if not confirmed or not is_person(accused):
            bodies.setdefault(phrases.who(accused), []).extend(naming)
            continue
        tellers = dict.fromkeys(teller(context, one) for one in confirmed)
        yield sentence(phrases.who(accused), f", named by {phrases.listed(tellers)}.", notes=context.leaned(confirmed))
        yield reply(context, event, accused, "Reply: ")
    # Two reports may call two bodies alike: then they are told in one line, without a word on whether they are one.
    for body, naming in bodies.items():
        yield context.leaning(body, list(dict.fromkeys(naming)))


def reply(context: Context, event: Event, accused: Named, lead: str) -> Sentence:
    """What somebody accused answered, each answer with its note, and how they were asked."""
    told = answers(context.record, event, accused)
    asked = requests_to(context.record, accused)
    parts: list[Run] = []
    for one in told:
        doubt = f", {one.doubt}" if one.doubt else ""
        act = words.RESPONSES[one.act] if one.response is None else phrases.response_words(one.response)
        said = f"{act} (report {one.quotation.report}{doubt}): "
        parts += [Run("; " if parts else ""), Run(said), phrases.quoted(one.quotation.text)]
    if asked or not told:
        parts += [Run("; " if parts else ""), Run("; ".join(asked) if asked else NOT_SOUGHT)]
    # A quotation ends with a stop of its own, more often than not.
    end = "" if parts[-1].look is Look.QUOTED else "."
    return sentence(lead, tuple(part for part in parts if part.text), end,
                    notes=context.noted(one.quotation for one in told))  # fmt: skip


def is_person(named: Named) -> bool:
    """Whether it is a natural person; where its kind isn't known, whether it is written as a name of two words is."""
    if named.kind is not None:
        return named.kind is ActorKind.PERSON
    return sum(word[:1].isupper() for word in phrases.who(named).split()) > 1


def among(named: Named, others: Iterable[Named]) -> bool:
    """Whether somebody is one of several."""
    return any(
        named.actor == other.actor if named.actor is not None and other.actor is not None else named.name == other.name
        for other in others
    )
