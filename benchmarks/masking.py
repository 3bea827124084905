"""Masking: how many words of protected names are shown, and how many names are hidden that should be told.

    python -m benchmarks.masking           # the reports of data/masking/test.yaml
    python -m benchmarks.masking --tune    # those of tune.yaml, at which rules were made
    python -m benchmarks.masking --show    # and each word shown or name hidden, with what stands around it

The reports are fictional and written for this. They are read by the real reader into a fresh case, as `onrecord add`
does, and looked at as a page shows them: each text and title through the case's one masked view. *Leaked* are places at
which a word of a protected name is shown; *unseen* those of them where the reader took the word for no part of a
person's name, so that only marking can help; *over-masked* are places of names that should be told, and aren't.
"""

import argparse
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

import onrecord
from benchmarks import machine
from onrecord.ledger import schema
from onrecord.ledger.names import keys, words
from onrecord.ledger.view import open_view
from onrecord.present.api import Case
from onrecord.records.acquisition import Access
from onrecord.records.vocabulary import ActorKind

DATA = Path(__file__).parent / "data/masking"
AROUND = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a name in a report.

    Attributes:
        word: the word of a protected name, or the name that should be told.
        hidden: whether it should be hidden.
        shown: whether it is shown.
        seen: whether the reader took the word for part of a person's name.
        around: what is shown there.
    """

    report: int
    word: str
    hidden: bool
    shown: bool
    seen: bool
    around: str


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tune", action="store_true", help="the reports at which rules were made")
    parser.add_argument("--show", action="store_true", help="each word shown or name hidden that shouldn't be")
    options = parser.parse_args()
    given = yaml.safe_load((DATA / ("tune.yaml" if options.tune else "test.yaml")).read_text(encoding="utf-8"))
    print("\n".join(machine.describe()))
    with tempfile.TemporaryDirectory() as folder:
        places = list(scored(given, Path(folder)))
    if options.show:
        print("\n".join(_faults(places)))
    print("\n".join(_told(places)))


def scored(given: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[Place]:
    """Every place of a name in the reports, as a fresh case shows it.

    Args:
        given: the reports, each with the words that must be hidden and the names that should be told.
        folder: where the case is made.
    """
    file = folder / "reports.jsonl"
    fields = ("publisher", "published", "url", "title", "text")
    file.write_text(
        "".join(
            json.dumps({"id": str(number), **{field: report[field] for field in fields}}) + "\n"
            for number, report in enumerate(given, start=1)
        ),
        encoding="utf-8",
    )
    with onrecord.new(folder / "masking") as case:
        failed = [told.id for told in case.add(file) if told.failure is not None]
        if failed:
            raise SystemExit(f"Of the benchmark's reports {', '.join(failed)} were not read.")
        seen = _seen(case)
        with open_view(case.ledger, access=Access.CONFIDENTIAL) as view:
            for number, report in enumerate(given, start=1):
                shown = view.report(number)
                before = f"{report['title']}\n{report['text']}"
                yield from _places(number, before, f"{shown.title}\n{shown.text}", report, seen)


def _seen(case: Case) -> frozenset[str]:
    """Keys of all words that the reader took for part of a person's name."""
    people = select(schema.actors.c.name).where(schema.actors.c.kind == ActorKind.PERSON.value)
    with case.ledger.snapshot() as connection:
        return frozenset(
            key for name in connection.scalars(people) for match in words(name) for key in keys(match.group())
        )


def _places(number: int, before: str, after: str, report: Mapping[str, Any], seen: frozenset[str]) -> Iterator[Place]:
    named = sorted(report["named"], key=len, reverse=True)
    for name in named:
        # What a longer name holds is told with it.
        longer = [other for other in named if name in other and other != name]
        yield from _compared(number, _blanked(before, longer), _blanked(after, longer), name, seen, hidden=False)
    before, after = _blanked(before, named), _blanked(after, named)
    for word in report["hidden"]:
        yield from _compared(number, before, after, word, seen, hidden=True)


def _blanked(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "_" * len(name), text, flags=re.IGNORECASE)
    return text


def _compared(
    number: int, before: str, after: str, word: str, seen: frozenset[str], *, hidden: bool
) -> Iterator[Place]:
    """A place for each time that the text as written has the word: shown as often as the text that is shown has it."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    there, left = list(pattern.finditer(before)), list(pattern.finditer(after))
    known = not seen.isdisjoint(keys(word))
    for k, match in enumerate(there):
        shown = k < len(left)
        text, at = (after, left[k].start()) if shown else (before, match.start())
        around = " ".join(text[max(0, at - AROUND) : at + len(word) + AROUND].split())
        yield Place(number, word, hidden, shown, known, around)


def _faults(places: Sequence[Place]) -> Iterator[str]:
    for place in places:
        if place.hidden == place.shown:
            what = ("leaked" if place.seen else "leaked, unseen") if place.hidden else "over-masked"
            yield f"{what}: report {place.report}, {place.word}: …{place.around}…"


def _told(places: Sequence[Place]) -> Iterator[str]:
    hidden = [place for place in places if place.hidden]
    leaked = [place for place in hidden if place.shown]
    unseen = sum(not place.seen for place in leaked)
    named = [place for place in places if not place.hidden]
    over = sum(not place.shown for place in named)
    yield f"leaked       {len(leaked):4} of {len(hidden)} places of protected names (unseen by the reader {unseen})"
    yield f"over-masked  {over:4} of {len(named)} places of names that should be told ({over / len(named):.1%})"


if __name__ == "__main__":
    main()
