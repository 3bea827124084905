"""The tables that `make score` prints: our figures, and the published ones beside them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rich import box
from rich.console import Console
from rich.table import Table

from training.score import plover
from training.score.attributions import ROLES
from training.score.frames import FRAMES
from training.score.gum import TYPES
from training.score.ratchet import Verdict, is_error
from training.score.suites import Results

Value = float | int | str | None


@cache
def published() -> Mapping[str, Any]:
    """The published figures and our aims, as `published.yaml` has them."""
    data: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "published.yaml").read_text(encoding="utf-8"))
    return data


def aims(figures: Mapping[str, float | None]) -> list[tuple[str, str, float | None, bool | None]]:
    """Each aim: the figure's name, the bound, our figure, and whether it is reached (None: not measured)."""
    found = []
    for aim in published()["aims"]:
        name, low, high = aim["figure"], aim.get("at_least"), aim.get("at_most")
        figure = figures.get(name)
        bound = f"≥ {low:g}" if low is not None else f"≤ {high:g}"
        reached = None if figure is None else (figure >= low if low is not None else figure <= high)
        found.append((name, bound, figure, reached))
    return found


def print_results(console: Console, results: Results) -> None:
    """Print the tables of every suite that was scored."""
    scored = results.scores.tallies.keys() | results.scores.rates.keys()
    if any(name.startswith("attributions.") for name in scored):
        names = [f"attributions.{group}.{role}" for group in ("exact", "token") for role in ROLES]
        names += ["attributions.linked.exact", "attributions.linked.half"]
        _print_tallies(console, "Attributions, raw documents (PolNeAR dev)", results, names)
        _print_published(console, "attributions_raw", "citron")
    if any(name.startswith("cofenet.") for name in scored):
        _print_cofenet(console, results)
        _print_published(console, "attributions")
    for frame, title in (("abuse", "Allegations"), ("response", "Responses")):
        if f"{frame}.trigger" in scored:
            roles = [f"role.{role}" for role in (*FRAMES[frame].roles, "all")]
            names = [f"{frame}.{part}" for part in ("trigger", "act", "status", *roles)]
            _print_tallies(console, f"{title} (frames dev)", results, names)
            rates = (name for name in results.scores.rates if name.startswith(f"{frame}."))
            _print_rates(console, "errors that can hurt people, per cent of the chances", results, rates)
            _print_published(console, frame)
    if "chains.told" in scored:
        names = [f"chains.{part}" for part in ("told", "innermost", "chain", "own_voice")]
        _print_tallies(console, "On whose word (frames dev)", results, names)
        _print_rates(console, "hearsay promoted to the report's own voice", results, ["chains.promoted"])
    if any(name.startswith("plover.") for name in scored):
        _print_plover(console, results, "plover", "PLOVER sentences: per cent read as a fitting response")
        _print_plover(console, results, "plover-records", "PLOVER gold-standard records, the same")
        _print_published(console, "plover")
    if "entities.all" in scored:
        names = [f"entities.{name}" for name in (*sorted(set(TYPES.values())), "all", "overlap", "every")]
        _print_tallies(console, "Entities (GUM dev)", results, names)
    for kind, bins in results.reliability.items():
        error = results.figures()[f"calibration.{kind}"]
        rows = [
            (f"{b.low:.1f}–{b.high:.1f}", b.findings, round(100 * b.score, 1), round(100 * b.right, 1)) for b in bins
        ]
        title = f"Calibration of {kind} scores: expected error {shown(error)}"
        _print(console, title, ["score", "findings", "mean score", "right"], rows)


def print_aims(console: Console, figures: Mapping[str, float | None]) -> None:
    """Print what was aimed at and whether it is reached."""
    marks = {True: "reached", False: "missed", None: "not measured"}
    rows = [(name, bound, figure, marks[reached]) for name, bound, figure, reached in aims(figures)]
    _print(console, "Aims", ["figure", "aim", "ours", ""], rows)


def print_verdict(console: Console, verdict: Verdict) -> None:
    """Print how the figures compare with the ratchet's."""
    for reason in verdict.incomparable:
        console.print(f"Ratchet: not comparable: {reason}", markup=False)
    changed = [("fell", verdict.falls), ("fell, allowed", verdict.allowed), ("rose", verdict.rises)]
    rows = [
        (fall.figure, fall.was, fall.now, ("better" if word == "rose" and is_error(fall.figure) else word), fall.reason)
        for word, falls in changed
        for fall in falls
    ]
    if rows:
        _print(console, "Ratchet", ["figure", "was", "is", "", "reason"], rows)
    elif verdict.passed:
        console.print("Ratchet: every figure is as held.")


def print_differences(
    console: Console, ours: Mapping[str, float | None], theirs: Mapping[str, float | None], *, name: str
) -> None:
    """Print every aimed-at figure beside that of other scores."""
    rows = []
    for figure in (aim["figure"] for aim in published()["aims"]):
        mine, other = ours.get(figure), theirs.get(figure)
        if mine is not None and other is not None:
            rows.append((figure, other, mine, round(mine - other, 1)))
    _print(console, f"Beside {name}", ["figure", "there", "here", "difference"], rows)


def _print_tallies(console: Console, title: str, results: Results, names: Iterable[str]) -> None:
    rows = []
    for name in names:
        tally = results.scores.tallies[name]
        rows.append((name, tally.precision, tally.recall, tally.f1, int(tally.gold)))
    _print(console, title, ["", "precision", "recall", "F1", "gold"], rows)


def _print_rates(console: Console, title: str, results: Results, names: Iterable[str]) -> None:
    rows = [(name, results.scores.rates[name].per_cent, int(results.scores.rates[name].of)) for name in names]
    _print(console, title, ["", "per cent", "of"], rows)


def _print_cofenet(console: Console, results: Results) -> None:
    rows = []
    for role in ROLES:
        exact, begin = (results.scores.tallies[f"cofenet.{rule}.{role}"] for rule in ("exact", "begin"))
        overlap = results.scores.rates[f"cofenet.jaccard.{role}"].per_cent
        rows.append((role, exact.f1, begin.f1, overlap, int(exact.gold)))
    title = "Attributions, published rule and cut (PolNeAR dev)"
    _print(console, title, ["", "exact F1", "begin F1", "Jaccard", "gold"], rows)


def _print_plover(console: Console, results: Results, prefix: str, title: str) -> None:
    asked = plover.mapping().asked
    rows: list[Sequence[Value]] = []
    for root in (*asked, "all", *(root for root in plover.mapping().roots if root not in asked)):
        rates = [results.scores.rates[f"{prefix}.{root}.{part}"] for part in ("read", "between", "by_anybody", "fits")]
        name = f"all {len(asked)}" if root == "all" else root
        rows.append((name, *(rate.per_cent for rate in rates), int(rates[0].of), int(rates[3].of)))
    columns = ["root", "read, by the source", "and about the target", "by anybody", "of those read, fit"]
    _print(console, title, [*columns, "sentences", "read"], rows)


def _print_published(console: Console, *names: str) -> None:
    for name in names:
        table = published()["tables"][name]
        rows = [(row["system"], row["part"], *row["figures"]) for row in table["rows"]]
        columns = ["system", "part", *table["columns"]]
        _print(console, f"beside it: {table['title']}", columns, rows, caption=table["source"])


def _print(
    console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], *, caption: str | None = None
) -> None:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, caption=caption, caption_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right")
    for row in rows:
        table.add_row(*(shown(value) for value in row))
    console.print(table)


def shown(value: Value) -> str:
    """A table's cell: one decimal, and a dash for what there was nothing to measure of."""
    if value is None:
        return "–"
    return f"{value:.1f}" if isinstance(value, float) else str(value)
