"""Stages that do what a source's name tells them to; module-level, so that processes can import them."""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.acquire import Item, Options
from onrecord.errors import BrokenOriginal, ReaderError, UnreadLanguage, UsageError
from onrecord.records import Actor, ActorKind, Attribution, Failure, Force, Manner, Reading, Report, Span, Stretch
from onrecord.runs.local import Stages


def items(sources: Iterable[str], options: Options) -> Iterator[Item | Failure]:
    """An item a source; `many N` gives N of them, `missing` a failure. Like the real one, checks options at once."""
    if options.published == "yesterday":
        raise UsageError("yesterday is no date.")
    return _items(sources)


def _items(sources: Iterable[str]) -> Iterator[Item | Failure]:
    for source in sources:
        word, _, rest = source.partition(" ")
        if word == "missing":
            yield Failure(source, source, "missing", f"There is no {source}.")
        elif word == "wrong":
            raise UsageError(f"{source} is no source.")
        elif word == "many":
            for number in range(int(rest)):
                yield Item(id=f"{source}#{number}", source=source, text=f"Report {number} of {rest}.")
        else:
            yield Item(id=source, source=source, text=f"Ama says: {source}")


def open_item(item: Item, options: Options) -> Report:
    """The item's text; `broken` can't open, `bug` meets a fault, `interrupt` is Ctrl-C; `kill` and `exit` end it."""
    word, _, rest = item.source.partition(" ")
    if word == "broken":
        raise BrokenOriginal("Its bytes are damaged; get it anew.", source=item.source)
    if word == "bug":
        raise IndexError("the words of a secret witness")
    if word == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "exit":
        os._exit(7)
    if word == "interrupt":
        raise KeyboardInterrupt
    if word == "slow":
        time.sleep(float(rest))
    return Report(id=item.id, source=item.source, text=item.text or "", title=options.title)


class FakeReader:
    """Finds `Ama says` and nothing else."""

    def __init__(self, weights: Path | None = None) -> None:
        if weights is not None and weights.name == "damaged":
            raise ReaderError("The weights are damaged; install them anew.")
        if weights is not None and weights.name == "deadly":
            os._exit(9)
        self.name = "fake@1"

    def read(self, report: Report) -> Reading:
        """One attribution where the text begins with `Ama says`."""
        if "deutsch" in report.source:
            raise UnreadLanguage("It is in German (de), which the reader can't read.", source=report.source)
        if not report.text.startswith("Ama says"):
            return Reading(report, self.name)
        attribution = Attribution(
            id="t1",
            source=(Span(0, 3),),
            cue=(Span(4, 8),),
            content=(Span(10, len(report.text)),),
            manner=Manner.DIRECT,
            force=Force.ASSERT,
            score=0.9,
        )
        return Reading(report, self.name, attributions=(attribution,))

    def stretches(self, report: Report) -> Iterator[Stretch]:
        """Ten code points after another; `lost` ends the process midway, `fault` meets one, `slowly` takes its time."""
        for start in range(0, len(report.text), 10):
            if report.source.startswith("slowly"):
                time.sleep(0.2)
            if start == 50 and report.source.startswith("lost"):
                os.kill(os.getpid(), signal.SIGKILL)
            if start == 50 and report.source.startswith("fault"):
                raise ZeroDivisionError("the words of a secret witness")
            part = replace(report, text=report.text[start : start + 10])
            yield Stretch(Reading(part, self.name), start, Span(start, start + len(part.text)))


def join(report: Report, stretches: Iterable[Stretch], *, resolve: Callable[[Reading], Reading]) -> Iterator[Reading]:
    """An attribution a stretch."""
    for number, stretch in enumerate(stretches, 1):
        start = stretch.owned.start
        found = Attribution(
            f"t{number}", (), (Span(start, start + 1),), (stretch.owned,), Manner.DIRECT, Force.ASSERT, 0.9
        )
        yield replace(resolve(stretch.reading), report=report, attributions=(found,))


def resolve(reading: Reading) -> Reading:
    """Ama is an actor; `puzzle` is more than it can take."""
    if reading.report.source == "puzzle":
        raise ZeroDivisionError("the words of a secret witness")
    return replace(reading, actors=(Actor("a1", "Ama", ActorKind.PERSON),) if reading.attributions else ())


STAGES = Stages(items=items, open_item=open_item, reader=FakeReader)
