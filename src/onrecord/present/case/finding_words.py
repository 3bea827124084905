"""The fields of a finding in the report's words, masked, for those who judge it."""

from typing import Any

from onrecord.ledger.view import Judged, View
from onrecord.present.plain import one_line
from onrecord.records.finding import FindingKind
from onrecord.records.reading import Reading
from onrecord.records.span import Span

_ROLES = ("victims", "alleged_perpetrators", "who", "to", "about")
_PRONOUNS = frozenset("i we he she it they who him her them us me whom this that these those one".split())


def in_words(view: View, judged: Judged, name: str, value: Any) -> str:  # noqa: ANN401  a field may hold anything
    """A field's value as the report words it, with whom the reader takes those words for.

    Args:
        view: of the case.
        judged: the finding.
        name: the field's.
        value: its value: as it is now, or as the reader had it.
    """
    number = judged.finding.report
    if name == "told_by":
        return _tellers(view.reading(number), value)
    spans = _spans(value)
    if not spans:
        return one_line(f"{value:.2f}" if isinstance(value, float) else str(value))
    told = view.words(number, spans)
    if len(told) != len(value):
        return "; ".join(one_line(words) for words in told)
    names = _names(view.reading(number)) if name in _ROLES else {}
    return "; ".join(f"{one_line(words)}{_more(words, each, names)}" for words, each in zip(told, value, strict=True))


def pronouns(view: View, judged: Judged, field: str) -> list[tuple[str, str]]:
    """Words of a role that are pronouns, each with whom the reader takes it for."""
    value = judged.data.get(field)
    if judged.finding.kind not in (FindingKind.ALLEGATION, FindingKind.RESPONSE) or not isinstance(value, list):
        return []
    names = _names(view.reading(judged.finding.report))
    told = view.words(judged.finding.report, [Span(*each["span"]) for each in value])
    return [
        (one_line(words), one_line(names[each["actor"]]))
        for words, each in zip(told, value, strict=True)
        if words.casefold() in _PRONOUNS and each.get("actor") in names
    ]


def _tellers(reading: Reading | None, value: Any) -> str:  # noqa: ANN401  a field may hold anything
    known = {} if reading is None else {each.id: each for each in reading.attributions}
    names = _names(reading)
    told = []
    for each in value or ():
        if reading is not None and each in known:
            words = " ".join(span.of(reading.report.text) for span in known[each].source)
            told.append(f"{one_line(words)}{_taken_for(words, names.get(known[each].speaker or ''))}".strip())
    return ", as told by ".join(filter(None, told)) or one_line(str(value))


def _names(reading: Reading | None) -> dict[str, str]:
    return {} if reading is None else {actor.id: actor.name for actor in reading.actors}


def _taken_for(words: str, name: str | None) -> str:
    return "" if name is None or name.casefold() in words.casefold() else f" (= {one_line(name)})"


def _spans(value: Any) -> list[Span]:  # noqa: ANN401  a field may hold anything
    """The spans of a field: one, several, or one in each of several objects; none where it holds anything else."""
    if not isinstance(value, list):
        return []
    if len(value) == 2 and all(isinstance(each, int) for each in value):
        return [Span(*value)]
    inner = [each.get("span") if isinstance(each, dict) else each for each in value]
    spans = [Span(*each) for each in inner if isinstance(each, list)]
    return spans if len(spans) == len(inner) else []


def _more(words: str, told: Any, names: dict[str, str]) -> str:  # noqa: ANN401  an object, or a span
    """What else the reader made of words: a number, days, a country, somebody."""
    if not isinstance(told, dict):
        return ""
    named = [
        f"{key} {one_line(str(told[key]))}"
        for key in ("bound", "number", "first", "last", "country")
        if told.get(key) is not None
    ]
    return _taken_for(words, names.get(told.get("actor", ""))) + (f" ({', '.join(named)})" if named else "")
