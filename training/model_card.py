"""Writes docs/reference/model-card.md: `python -m training.model_card`.

The hand-written part is `model_card.template.md`; comments in it name the tables that are filled in from
`ratchet.json`, so that the card can't tell other figures than the committed weights'.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from training.score import plover, tables
from training.score.attributions import ROLES
from training.score.calibration import Bin, expected_error
from training.score.ratchet import Measured, load

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "training/model_card.template.md"
RATCHET = ROOT / "training/ratchet.json"
CARD = ROOT / "docs/reference/model-card.md"

_PLACE = re.compile(r"<!-- (weights|tallies|rates|cofenet|plover|aims|calibration)(?:: ([^>]*?))? -->")


def card(template: str, measured: Measured) -> str:
    """The card in Markdown."""
    writers: Mapping[str, Callable[[Sequence[str]], str]] = {
        "weights": lambda _: _weights(measured),
        "tallies": lambda names: _tallies(measured, names),
        "rates": lambda names: _rates(measured, names),
        "cofenet": lambda _: _cofenet(measured),
        "plover": lambda _: _plover(measured),
        "aims": lambda _: _aims(measured),
        "calibration": lambda _: _calibration(measured),
    }
    return _PLACE.sub(lambda place: writers[place[1]]((place[2] or "").split()), template)


def main() -> None:
    """Write the card."""
    CARD.parent.mkdir(parents=True, exist_ok=True)
    CARD.write_text(card(TEMPLATE.read_text(encoding="utf-8"), load(RATCHET)), encoding="utf-8")
    print(CARD.relative_to(ROOT))


def _weights(measured: Measured) -> str:
    return f"Reader `{measured.reader}`; SHA-256 of its weights file: `{measured.weights}`."


def _tallies(measured: Measured, names: Sequence[str]) -> str:
    rows = []
    for name in names:
        behind = measured.details[name]
        rows.append((f"`{name}`", behind["precision"], behind["recall"], measured.figures[name], int(behind["gold"])))
    return _table(["", "precision", "recall", "F1", "gold"], rows)


def _rates(measured: Measured, names: Sequence[str]) -> str:
    rows = [(f"`{name}`", measured.figures[name], int(measured.details[name]["of"])) for name in names]
    return _table(["", "per cent", "of"], rows)


def _cofenet(measured: Measured) -> str:
    rows: list[Sequence[tables.Value]] = []
    for title, rule in (("exact F1", "exact"), ("begin F1", "begin"), ("Jaccard", "jaccard")):
        rows.append((f"**onrecord**, {title}", *(measured.figures[f"cofenet.{rule}.{role}"] for role in ROLES)))
    rows += [
        (f"{row['system']}, exact F1", *row["figures"]) for row in tables.published()["tables"]["attributions"]["rows"]
    ]
    return _table(["", *ROLES], rows)


def _plover(measured: Measured) -> str:
    rows: list[Sequence[tables.Value]] = []
    for root in (*plover.mapping().asked, "all"):
        figures = [measured.figures[f"plover.{root}.{part}"] for part in ("read", "between", "by_anybody", "fits")]
        rows.append((root, *figures, int(measured.details[f"plover.{root}.read"]["of"])))
    columns = ["root", "read, by the source", "and about the target", "by anybody", "of those read, fit", "sentences"]
    return _table(columns, rows)


def _aims(measured: Measured) -> str:
    marks = {True: "reached", False: "**missed**", None: "not measured"}
    rows = [
        (f"`{name}`", bound, figure, marks[reached]) for name, bound, figure, reached in tables.aims(measured.figures)
    ]
    return _table(["figure", "aim", "ours", ""], rows)


def _calibration(measured: Measured) -> str:
    parts = []
    for kind, held in measured.reliability.items():
        bins = [Bin(b["low"], b["high"], int(b["findings"]), b["score"], b["right"]) for b in held]
        rows = [
            (f"{bin_.low:.1f}–{bin_.high:.1f}", bin_.findings, round(100 * bin_.score, 1), round(100 * bin_.right, 1))
            for bin_ in bins
        ]
        error = expected_error(bins)
        shown = "not measured" if error is None else f"expected error {error:.1f} points"
        parts.append(
            f"{kind.capitalize()} scores: {shown}.\n\n" + _table(["score", "findings", "mean score", "right"], rows)
        )
    return "\n\n".join(parts)


def _table(columns: Sequence[str], rows: Iterable[Sequence[tables.Value]]) -> str:
    lines = [columns, ["---"] * len(columns), *([tables.shown(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
