"""The board: how many known responses it shows, and how many it wrongly gives as not found.

    python -m benchmarks.board            # the 60 known responses of data/board/test.yaml
    python -m benchmarks.board --tune     # the 30 of tune.yaml, on which words and thresholds were chosen
    python -m benchmarks.board --forms    # forms of statements, and what only looks like a response: forms.yaml
    python -m benchmarks.board --negatives # what is easily taken for a response and is none: negatives.yaml
    python -m benchmarks.board --show     # and each response that is not shown as it should be

The reports are fictional and written for this. Each is read by the real reader and made a board of by itself, as if it
were the only one of its case: so that a response that is missed in one report can't hide behind another's. Actors of
whom a report tells no response are counted too: a board that always says "responded" must not look good.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks import machine
from onrecord.ledger.findings import found_in, plain_body
from onrecord.read import Reader
from onrecord.records.material import Material, Weighable
from onrecord.records.record import Cell, CellKind, Monitored
from onrecord.records.report import Report
from onrecord.records.vocabulary import ActorKind
from onrecord.resolve import resolve
from onrecord.weigh.record import weigh

DATA = Path(__file__).parent / "data/board"
AT = "2024-12-31T12:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Scored:
    """An actor of the roster with what a report tells of it, and what the board shows.

    Attributes:
        told: what the cell should say; empty: nothing is told.
    """

    report: int
    who: str
    told: frozenset[CellKind]
    cell: Cell


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tune", action="store_true", help="the texts on which words and thresholds were chosen")
    parser.add_argument("--forms", action="store_true", help="lists of who joins, letterheads, questions, wishes")
    parser.add_argument("--negatives", action="store_true", help="regrets, not knowing, measures that were not taken")
    parser.add_argument("--show", action="store_true", help="name what is not shown as it should be")
    options = parser.parse_args()
    print("\n".join(machine.describe()))
    chosen = [name for name in ("tune", "forms", "negatives") if getattr(options, name)]
    name = f"{chosen[0] if chosen else 'test'}.yaml"
    given = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    scored = list(scores(given, Reader()))
    if options.show:
        print("\n".join(_faults(scored)))
    print("\n".join(_told(scored)))


def scores(given: Mapping[str, Any], reader: Reader) -> Iterator[Scored]:
    """Each actor of whom a report is known to tell something, or nothing, on that report's own board."""
    roster = tuple(
        Monitored(name=one["name"], kind=ActorKind(one["kind"]), state=one.get("state"), position=one.get("position"))
        for one in given["roster"]
    )
    for number, known in enumerate(given["reports"], start=1):
        made = weigh(material_of(known, number, reader), case="board", roster=roster, roster_name="known").board
        if made is None:
            raise RuntimeError("No board was made of a roster that was given.")
        cells = {cell.actor.name: cell for cell in made.cells}
        told: dict[str, set[CellKind]] = {who: set() for who in known["none"]}
        for response in known["responses"]:
            told.setdefault(response["who"], set()).add(CellKind(response["kind"]))
        for who, kinds in told.items():
            yield Scored(number, who, frozenset(kinds), cells[who])


def material_of(known: Mapping[str, Any], number: int, reader: Reader) -> Material:
    """A case of one report, read and resolved."""
    report = Report(
        f"{number}.txt",
        f"{number}.txt",
        known["text"].strip(),
        language="en",
        publisher=known["publisher"],
        published=known["published"].isoformat(),
    )
    reading = resolve(reader.read(report))
    ids = {
        one.values["local"]: one.values["id"] for one in found_in(plain_body(reading), report.text, report.text_digest)
    }
    one = Weighable(number=number, report=report, sha256=report.text_digest, obtained=AT, reading=reading, ids=ids)
    return Material(reports=(one,), at=AT)


def _told(scored: list[Scored]) -> Iterator[str]:
    known = [(one, kind) for one in scored for kind in sorted(one.told)]
    shown = Counter(_shown(one, kind) for one, kind in known)
    yield f"Known responses: {len(known)}, of {len({(one.report, one.who) for one, _ in known})} cells"
    for what in ("as it is", "as another kind", "as possible only", "no public response found"):
        yield f"  {what:28} {shown[what]:4d} {shown[what] / len(known):6.1%}"
    of, right = Counter(kind for _, kind in known), Counter(k for one, k in known if _shown(one, k) == "as it is")
    yield "By kind, as it is: " + ", ".join(f"{kind} {right[kind]}/{of[kind]}" for kind in sorted(of))
    own = [(one, kind) for one, kind in known if kind in (CellKind.DECLINED, CellKind.SILENT)]
    others = [(one, k) for one, k in known if k in (CellKind.REPORTED_DECLINED, CellKind.REPORTED_SILENT)]
    as_reported = sum(bool(_kinds(one) & _REPORTED) and kind not in _kinds(one) for one, kind in own)
    as_own = sum(bool(_kinds(one) & _OWN) and not one.told & _OWN for one, _ in others)
    yield f"Declined or silent in own words, shown as by others' word: {as_reported} of {len(own)}"
    yield f"Declined or silent by others' word, shown as in own words: {as_own} of {len(others)}"
    responded = [one for one in scored if one.told and CellKind.RESPONDED not in one.told]
    wrongly = sum(CellKind.RESPONDED in _kinds(one) for one in responded)
    yield f"Declined, silent or promised, wrongly shown as responded too: {wrongly} of {len(responded)}"
    none = [one for one in scored if not one.told]
    harmful = (*responded, *none)
    told = sum(bool(_kinds(one) & _GIVEN - one.told) for one in harmful)
    yield f"False “no public response found”: {shown['no public response found']} of {len(known)}"
    yield f"Told as having responded or promised, though it didn't: {told} of {len(harmful)}"
    anything = sum(bool(_kinds(one) - {CellKind.POSSIBLE, CellKind.NOT_FOUND}) for one in none)
    yield f"Told, of whatever kind, though nothing was given: {anything} of {len(none)}"
    kinds = Counter(_worst(one) for one in none)
    yield f"No response is told: {len(none)} cells"
    for kind in CellKind:
        if kinds[kind]:
            yield f"  {kind:28} {kinds[kind]:4d} {kinds[kind] / len(none):6.1%}"


_GIVEN = frozenset({CellKind.RESPONDED, CellKind.PROMISED})
_OWN = frozenset({CellKind.DECLINED, CellKind.SILENT})
_REPORTED = frozenset({CellKind.REPORTED_DECLINED, CellKind.REPORTED_SILENT})


def _kinds(one: Scored) -> frozenset[CellKind]:
    return frozenset(one.cell.kinds)


def _shown(one: Scored, kind: CellKind) -> str:
    if kind in one.cell.kinds:
        return "as it is"
    if CellKind.NOT_FOUND in one.cell.kinds:
        return "no public response found"
    return "as possible only" if set(one.cell.kinds) == {CellKind.POSSIBLE} else "as another kind"


def _worst(one: Scored) -> CellKind:
    return one.cell.kinds[0]


def _faults(scored: list[Scored]) -> Iterator[str]:
    for one in scored:
        if one.told - _kinds(one) or (not one.told and CellKind.NOT_FOUND not in one.cell.kinds):
            told = ", ".join(sorted(one.told)) if one.told else "nothing"
            yield f"report {one.report}, {one.who}: is {told}; shown {', '.join(one.cell.kinds)}"
            for entry in (*one.cell.entries, *one.cell.possible):
                yield f"    {entry.kind}: {entry.act} {entry.status}, {entry.why}: {entry.quotation.text[:120]!r}"


if __name__ == "__main__":
    main()
