"""Transcripts: where a report quotes words that stand in the transcript of a hearing, which the case has too."""

from collections.abc import Iterator, Mapping

from onrecord.records.attribution import Attribution
from onrecord.records.material import Weighable
from onrecord.records.record import Edge
from onrecord.records.span import Span
from onrecord.records.vocabulary import Manner
from onrecord.weigh.lineage.likeness import quoted
from onrecord.weigh.lineage.tellers import Tellers
from onrecord.weigh.lineage.wording import plain
from onrecord.weigh.publication import earlier

_TURNS = 0.5  # of a transcript's attributions, those that are turns: a name, a colon, what is said
_FEWEST = 4  # turns
_WORDS = 5  # in a row that two people don't say by chance


def quoted_from(reports: Mapping[int, Weighable], tellers: Tellers) -> Iterator[Edge]:
    """An edge from each report to each transcript that has words which it quotes as said."""
    transcripts = [each for each in reports.values() if _is_transcript(each)]
    if not transcripts:
        return
    spoken = {each.number: f" {plain(each.report.text)} " for each in transcripts}
    for weighable in reports.values():
        if weighable.number in spoken or weighable.reading is None:
            continue
        told = [*_long_quotations(weighable)]
        for transcript in transcripts:
            if earlier(weighable.report.published, transcript.report.published) is True and not _same_day(
                weighable, transcript
            ):
                continue
            there = spoken[transcript.number]
            first = next((each for words, each in told if f" {words} " in there), None)
            found = None if first is None else quoted(weighable.report, weighable.number, *first)
            if found is not None:
                yield Edge(
                    teller=tellers.report(weighable).id,
                    source=tellers.report(transcript).id,
                    how="is",
                    report=weighable.number,
                    quotation=found,
                    reason=(
                        f"Report {weighable.number} quotes words that stand in report {transcript.number}, "
                        "a transcript."
                    ),
                )


def _is_transcript(weighable: Weighable) -> bool:
    reading = weighable.reading
    if reading is None or not reading.attributions:
        return False
    turns = sum(_is_turn(each, weighable.report.text) for each in reading.attributions)
    return turns >= _FEWEST and turns >= _TURNS * len(reading.attributions)


def _is_turn(attribution: Attribution, text: str) -> bool:
    return [span.of(text).strip() for span in attribution.cue] == [":"]


def _same_day(weighable: Weighable, transcript: Weighable) -> bool:
    return (weighable.report.published or "")[:10] == (transcript.report.published or "")[:10]


def _long_quotations(weighable: Weighable) -> Iterator[tuple[str, tuple[list[Span], str | None]]]:
    """What the report quotes as said: the words, and where they stand, with the id of the finding."""
    report, reading = weighable.report, weighable.reading
    for attribution in () if reading is None else reading.attributions:
        if attribution.manner is Manner.INDIRECT:
            continue
        for span in attribution.content:
            words = plain(span.of(report.text))
            if words.count(" ") + 1 >= _WORDS:
                yield words, ([span], weighable.ids.get(attribution.id))
