"""Sentences by which a report says that its people, or papers, are also another's."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.records.material import Weighable
from onrecord.records.record import Quotation
from onrecord.records.span import Span
from onrecord.weigh.lineage.outlets import Outlets
from onrecord.weigh.lineage.wording import any_of, lower_patterns, lowered, tells, words_of
from onrecord.weigh.sentences import sentence_at

_LIST_END = 160  # characters before the words, within which "two of these" counts


@dataclass(frozen=True, slots=True)
class SharedSource:
    """Two outlets heard the same people, or had the same papers, says one of them.

    Attributes:
        outlets: the keys of the two.
        partly: whether only some of the people are the same.
        quotation: the sentence.
    """

    outlets: frozenset[str]
    partly: bool
    quotation: Quotation


def shared_sources(weighable: Weighable, outlets: Outlets) -> tuple[SharedSource, ...]:
    """What the report says of people or papers that another outlet has had too."""
    report = weighable.report
    own = outlets.of_publisher(report.publisher)
    if own is None or len(outlets.names) < 2 or any_of("spoke_to_others").search(lowered(report.text)) is None:
        return ()
    mentions: list[tuple[Span, str]] | None = None
    found: dict[Span, SharedSource] = {}
    for form in lower_patterns("spoke_to_others"):
        for match in form.finditer(lowered(report.text)):
            sentence = sentence_at(report.text, Span(*match.span()))
            if sentence in found:
                continue
            clause = report.text[sentence.start : match.end()]
            if tells("not_spoken", report.text[max(sentence.start, match.start() - 25) : match.end()]):
                continue
            if mentions is None:
                mentions = [(span, key) for span, key in outlets.mentions(report.text) if key != own]
            other = _whom(report.text, sentence, mentions)
            if other is None:
                continue
            before = clause[-_LIST_END - (match.end() - match.start()) :]
            partly = tells("partly", before)
            found[sentence] = SharedSource(
                frozenset((own, other)),
                partly,
                Quotation(report=weighable.number, span=sentence, text=sentence.of(report.text)),
            )
    return tuple(found[each] for each in sorted(found))


def _whom(text: str, sentence: Span, mentions: list[tuple[Span, str]]) -> str | None:
    """The outlet that the sentence names, or means by "the newspaper", "both" or "them"."""
    inside = [key for span, key in mentions if sentence.contains(span)]
    if inside:
        return inside[0]
    words = set(sentence.of(text).casefold().replace(".", " ").replace(",", " ").split())
    if not words & (words_of("outlet_nouns") | {"both", "them", "us"}):
        return None
    paragraph = text.rfind("\n\n", 0, sentence.start) + 1
    near = words & words_of("outlet_nouns")
    before = [key for span, key in mentions if span.start < sentence.start and (near or span.start >= paragraph)]
    return before[-1] if before else None


def by_outlets(reports: Mapping[int, Weighable], outlets: Outlets) -> dict[frozenset[str], tuple[SharedSource, ...]]:
    """All that the case's reports say of people whom two outlets heard."""
    found: dict[frozenset[str], list[SharedSource]] = {}
    for weighable in reports.values():
        for each in shared_sources(weighable, outlets):
            found.setdefault(each.outlets, []).append(each)
    return {key: tuple(values) for key, values in found.items()}
