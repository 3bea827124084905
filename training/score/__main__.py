"""Score the reader on the corpora's dev parts: `python -m training.score CORPORA`.

Prints our figures beside the published ones, what was aimed at, and how the ratchet stands. Exit status: 0 scored, and
no figure fell; 1 a figure fell, or the figures can't be compared with the ratchet's; 2 wrong usage.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from onrecord.errors import ReaderError
from training.score import SCORER_VERSION, ratchet, shipped, tables
from training.score.files import Line, digest, read_lines, readings_by_id
from training.score.ratchet import Measured, Verdict
from training.score.suites import SUITES, Results, Suite, judge

RATCHET = Path("training/ratchet.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; see `--help`."""
    options = _parser().parse_args(arguments)
    options.corpora = options.corpora or options.corpora_option
    if options.corpora is None:
        print("Which corpora? python -m training.score CORPORA", file=sys.stderr)
        return 2
    try:
        suites = [SUITES[name](options.corpora) for name in options.only or SUITES]
        results = _score(suites, options)
    except (FileNotFoundError, ReaderError) as error:
        print(f"Nothing scored: {error}", file=sys.stderr)
        return 2
    # A pipe has no width of its own, and a narrow table would break the names in it.
    console = Console(soft_wrap=False, width=None if sys.stdout.isatty() else 140)
    tables.print_results(console, results)
    tables.print_aims(console, results.figures())
    measured = _measured(suites, results, options.corpora)
    if options.against is not None:
        theirs = json.loads(options.against.read_text(encoding="utf-8"))["figures"]
        tables.print_differences(console, measured.figures, theirs, name=options.against.name)
    if options.out is not None:
        options.out.write_text(json.dumps(_detailed(measured, results), indent=1) + "\n", encoding="utf-8")
    if options.readings is not None or options.only:
        console.print("Ratchet: not asked, since it holds figures of all suites under known weights.")
        return 0
    return _turn(console, measured, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.score", description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="?", help="folder of the corpora that training/README.md names")
    parser.add_argument("--corpora", type=Path, dest="corpora_option", help="the same")
    parser.add_argument("--weights", type=Path, help="weights to score; the committed ones by default")
    parser.add_argument("--only", action="append", choices=SUITES, help="score this suite; may be repeated")
    parser.add_argument("--readings", type=Path, help="folder of SUITE.jsonl to score instead of reading")
    parser.add_argument("--save-readings", type=Path, help="folder to write SUITE.jsonl to")
    parser.add_argument("--out", type=Path, help="write figures and counts as JSON")
    parser.add_argument("--against", type=Path, help="print the difference to figures that --out wrote")
    parser.add_argument("--ratchet", type=Path, default=RATCHET, help="the held figures (default: %(default)s)")
    parser.add_argument("--update", action="store_true", help="write the ratchet, if no figure fell without leave")
    parser.add_argument(
        "--start-anew", action="store_true", help="with --update: hold figures on other corpora or rules"
    )
    parser.add_argument(
        "--allow-fall",
        action="append",
        type=_leave,
        default=[],
        metavar="NAME=REASON",
        help="let figures fall (NAME may hold *)",
    )
    parser.add_argument("--tolerance", type=float, default=0.0, help="points that a figure may be worse by")
    return parser


def _leave(value: str) -> tuple[str, str]:
    name, _, reason = value.partition("=")
    if not name or not reason.strip():
        raise argparse.ArgumentTypeError(f"{value!r}: say which figure and why, as NAME=REASON")
    return name, reason.strip()


def _score(suites: Sequence[Suite], options: argparse.Namespace) -> Results:
    """Read every suite, or take kept readings, and score them."""
    reader = None if options.readings is not None else shipped.open_reader(options.weights)
    results = Results(weights=None if reader is None else reader.digest)
    for suite in suites:
        readings: Mapping[str, Line]
        if reader is None:
            readings = readings_by_id(read_lines(options.readings / f"{suite.name}.jsonl"))
        else:
            readings = shipped.read_texts(reader, suite.texts, name=suite.name)
        if options.save_readings is not None:
            _save(options.save_readings / f"{suite.name}.jsonl", readings)
        results.readers |= {reading["reader"] for reading in readings.values() if "reader" in reading}
        judge(suite, readings, results)
    return results


def _save(path: Path, readings: Mapping[str, Line]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(reading) + "\n" for reading in readings.values())


def _measured(suites: Sequence[Suite], results: Results, corpora: Path) -> Measured:
    return Measured(
        scorer=SCORER_VERSION,
        reader=", ".join(sorted(results.readers)),
        weights=results.weights,
        corpora={file: digest(corpora / file) for suite in suites for file in suite.files},
        figures=results.figures(),
        details=results.details(),
        reliability={kind: [asdict(bin_) for bin_ in bins] for kind, bins in results.reliability.items()},
    )


def _detailed(measured: Measured, results: Results) -> dict[str, Any]:
    """What `--out` writes: the ratchet's contents, and the counts behind each figure."""
    counts = {name: asdict(count) for name, count in (results.scores.tallies | results.scores.rates).items()}
    return {**asdict(measured), "counts": counts}


def _turn(console: Console, measured: Measured, options: argparse.Namespace) -> int:
    """Compare with the ratchet, and move it on where asked."""
    path: Path = options.ratchet
    verdict = Verdict()
    if path.exists():
        held = ratchet.load(path)
        leave = dict(options.allow_fall)
        verdict = ratchet.compare(held, measured, allow=leave, tolerance=options.tolerance)
        if held.weights == measured.weights and verdict.falls:
            console.print(
                "The weights are the ratchet's: what fell is the reader's code, or this processor rounds otherwise."
            )
    elif not options.update:
        console.print(f"Ratchet: {path} does not exist yet; --update writes it.", markup=False)
        return 1
    tables.print_verdict(console, verdict)
    anew = bool(verdict.incomparable) and options.start_anew
    if options.update and (verdict.passed or anew):
        ratchet.save(path, ratchet.with_falls(measured, verdict.allowed))
        console.print(f"Ratchet: wrote {path}", markup=False)
        return 0
    return 0 if verdict.passed else 1


if __name__ == "__main__":
    sys.exit(main())
