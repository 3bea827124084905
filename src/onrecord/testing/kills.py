"""Killing `onrecord add` at random moments, and looking at what is left.

    python -m onrecord.testing.kills --kills 200 --reports 300

After each `kill -9`, `check` must find no fault, and every report that the command had told as added must be there.
When all is added, the content digest must be that of a case to which the same was added without interruption.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.ledger.check import Fault, check
from onrecord.ledger.content import content_digest
from onrecord.ledger.store import Ledger

COMMAND = (sys.executable, "-m", "onrecord")
SEED = 20261126

_WHO = ("Ilve Marr", "Tomas Quell", "the Harbour Committee", "Governor Anse Droy", "a relative")
_ACTS = ("was beaten", "was taken from home", "was shot dead", "was held without charge", "was not harmed")
_PLACES = ("Ostmere", "Lysmark", "Selgrad", "Aldmark")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the killing showed.

    Attributes:
        kills: how many hit the command while it worked.
        finished: how many times it was done before it was hit.
        cases: how many cases were filled meanwhile.
        faults: what `check` found after a kill; empty if all is well.
        lost: reports told as added that were not there.
        differing: cases whose digest, once complete, was not that of the uninterrupted one.
    """

    kills: int
    finished: int
    cases: int
    faults: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    differing: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.faults or self.lost or self.differing)


def write_reports(folder: Path, count: int) -> None:
    """Write that many short fictional reports, each its own, every tenth one that can't be read."""
    chosen = random.Random(SEED)  # noqa: S311 (fictional text, no secret)
    folder.mkdir()
    for number in range(count):
        who, act, place = chosen.choice(_WHO), chosen.choice(_ACTS), chosen.choice(_PLACES)
        text = (
            f"FICTIONAL report {number}. {who} said on Monday that a teacher {act} in {place}.\n\n"
            f'"Nobody told us why," a neighbour said. The ministry did not respond to request {number}.\n'
        )
        name = folder / f"report-{number:05}.txt"
        if number % 10 == 9:
            name.write_bytes(b"\x00\x01\x02" * 50 + str(number).encode())
        else:
            name.write_text(text, encoding="utf-8")


def torment(
    folder: Path,
    *,
    kills: int,
    reports: int,
    command: Sequence[str] = COMMAND,
    told: Callable[[str], None] = lambda line: None,
) -> Outcome:
    """Kill `add` that many times.

    Args:
        folder: an empty one, for cases and reports.
        kills: how many are to hit while it works.
        reports: how many are added to a case.
        command: what runs `onrecord`.
        told: told how far it has come.
    """
    sources = folder / "reports"
    write_reports(sources, reports)
    whole = folder / "whole.case"
    started = time.monotonic()
    _make(whole)
    _add([*command, "add", str(whole), str(sources), "--json", "--jobs", "2"])
    usual = time.monotonic() - started
    digest = _digest(whole)
    chosen = random.Random(SEED)  # noqa: S311 (when to kill, no secret)
    outcome_kills = finished = cases = differing = 0
    faults: list[str] = []
    lost: list[str] = []
    case: Path | None = None
    while outcome_kills < kills:
        if case is None:
            cases += 1
            case = folder / f"killed-{cases}.case"
            _make(case)
        adding = [*command, "add", str(case), str(sources), "--json", "--jobs", str(chosen.choice((1, 2)))]
        # Three of four once something new is told, so that a case grows under the kills; the others at any moment.
        begun, after = chosen.random() < 0.75, chosen.uniform(0, usual / 3)
        done, lines = _killed(adding, after=after, begun=begun, group=chosen.random() < 0.5)
        faults += [f"{case.name} after kill {outcome_kills + 1}: {fault}" for fault in _faults(case)]
        lost += _lost(case, lines)
        if done:
            finished += 1
            differing += _digest(case) != digest
            shutil.rmtree(case)
            case = None
        else:
            outcome_kills += 1
            told(f"{outcome_kills} of {kills} kills, {len(faults)} faults, {len(lost)} lost, {differing} differing")
    if case is not None:
        _add([*command, "add", str(case), str(sources), "--json", "--jobs", "2"])
        faults += [f"{case.name} at its end: {fault}" for fault in _faults(case)]
        differing += _digest(case) != digest
    return Outcome(outcome_kills, finished, cases, faults, lost, differing)


def _make(case: Path) -> None:
    Ledger.create(case).close()


def _add(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 (the project's own command)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"add ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")


def _killed(command: Sequence[str], *, after: float, begun: bool, group: bool) -> tuple[bool, list[str]]:
    """Run, kill after so many seconds, counted from its first new report if `begun`; whether it was done, its lines."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 (as above)
        while begun and process.poll() is None and b'"added"' not in os.pread(out.fileno(), 1 << 24, 0):
            time.sleep(0.01)
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            # Alone, so that its reading processes outlive it for a moment, or all of them at once, as by a power cut.
            if group:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        status = process.wait()
        out.seek(0)
        lines = out.read().decode("utf-8", "replace").splitlines(keepends=True)
    if status not in (0, 3, -signal.SIGKILL):
        raise RuntimeError(f"add ended with {status} before it was killed")
    # A line cut in its midst was not told to anybody.
    return status != -signal.SIGKILL, [line for line in lines if line.endswith("\n")]


def _faults(case: Path) -> list[str]:
    with Ledger.open(case) as ledger:
        return [f"{each.subject}: {each.message}" for each in check(ledger) if isinstance(each, Fault)]


def _lost(case: Path, lines: list[str]) -> list[str]:
    with Ledger.open(case, read_only=True) as ledger:
        reports = {kept.number: kept.id for kept in ledger.reports()}
        failures = {(failure.id, failure.code) for failure in ledger.failures()}
    lost = []
    for line in lines:
        told = json.loads(line)
        if "error" in told:
            there = (told["id"], told["error"]["code"]) in failures
        else:
            there = reports.get(told["report"]) == told["id"]
        if not there:
            lost.append(f"{case.name}: {told['id']}")
    return lost


def _digest(case: Path) -> str:
    with Ledger.open(case, read_only=True) as ledger, ledger.snapshot() as connection:
        return content_digest(connection)


def _show(line: str) -> None:
    sys.stderr.write(f"\r{line}")
    sys.stderr.flush()


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--reports", type=int, default=300)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-kills-") as folder:
        outcome = torment(
            Path(folder),
            kills=chosen.kills,
            reports=chosen.reports,
            told=_show,
        )
    sys.stdout.write(
        f"\n{outcome.kills} kills over {outcome.cases} cases of {chosen.reports} reports "
        f"({outcome.finished} runs were done before they were hit): {len(outcome.faults)} faults, "
        f"{len(outcome.lost)} lost, {outcome.differing} with another content digest.\n"
    )
    for line in (*outcome.faults, *outcome.lost):
        sys.stdout.write(f"  {line}\n")
    return 0 if outcome.sound else 1


if __name__ == "__main__":
    sys.exit(main())
