"""The project's scorers against the corpora's reference scorers, on dev gold that is damaged in many ways.

Needs two folders that don't travel with the project: ONRECORD_CORPORA, the corpora, and ONRECORD_TOOLS, the reference
scorers published with them (`score_attributions.py`, `score_frames.py`, `score_chains.py`, `cofenet.py`).
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from training.score import attributions, chains, cofenet, frames
from training.score.files import Line, read_lines, readings_by_id
from training.score.tally import Scores

SEEDS = (1, 2, 3)
MARKS = {"actual": "asserted", "negated": "negated", "unreal": "hypothetical"}
FIELDS = {"perp": "alleged_perpetrators", "victim": "victims", "place": "places", "time": "times", "count": "counts"}


def folder(variable: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set: the scorers were NOT compared with the reference scorers")
    return Path(value)


@pytest.fixture(scope="module")
def corpora() -> Path:
    return folder("ONRECORD_CORPORA")


@pytest.fixture(scope="module")
def tools() -> Path:
    return folder("ONRECORD_TOOLS")


@pytest.mark.parametrize("seed", SEEDS)
def test_attributions_agree(corpora: Path, tools: Path, tmp_path: Path, seed: int) -> None:
    path = corpora / "polnear/dev.jsonl.gz"
    gold = read_lines(path)
    readings = [damaged_attributions(line, seeded(seed, line["id"])) for line in gold]
    drop_and_fail(readings, seeded(seed))

    reference = run(tools / "score_attributions.py", path, written(readings, tmp_path))
    ours = attributions.score(gold, readings_by_id(readings))

    assert 20 < ours.tallies["linked.half"].f1 < 90, "damage too light or too heavy to compare anything"
    for group in ("exact", "token", "linked"):
        for role, printed in reference[group].items():
            assert tally(ours, f"{group}.{role}") == printed, (group, role)
    assert ours.rates["unread"].hit == reference["without_reading"]
    assert ours.rates["unread"].hit > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_frames_agree(corpora: Path, tools: Path, tmp_path: Path, seed: int) -> None:
    path = corpora / "frames/dev.jsonl.gz"
    gold = read_lines(path)
    readings = [damaged_frames(line, seeded(seed, line["id"])) for line in gold]
    drop_and_fail(readings, seeded(seed))

    reference = run(tools / "score_frames.py", path, written(readings, tmp_path))
    ours = frames.score(gold, readings_by_id(readings))

    for frame in ("abuse", "response"):
        assert 20 < ours.tallies[f"{frame}.act"].f1 < 95, "damage too light or too heavy to compare anything"
        for part in ("trigger", "act", "status"):
            assert tally(ours, f"{frame}.{part}") == reference[frame][part], (frame, part)
        for role, printed in reference[frame]["role"].items():
            assert tally(ours, f"{frame}.role.{role}") == printed, (frame, role)
        assert ours.tallies[f"{frame}.trigger"].gold == reference[frame]["gold"]
        assert ours.rates[f"{frame}.unnegated"].per_cent == reference[frame]["harm"]["unnegated"]
    assert ours.rates["abuse.swapped"].per_cent == reference["abuse"]["harm"]["swapped"]
    assert ours.rates["response.reversed"].per_cent == reference["response"]["harm"]["reversed"]
    assert ours.rates["abuse.swapped"].hit > 0
    assert ours.rates["response.reversed"].hit > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_chains_agree(corpora: Path, tools: Path, tmp_path: Path, seed: int) -> None:
    path = corpora / "frames/dev.jsonl.gz"
    gold = read_lines(path)
    readings = [damaged_frames(line, seeded(seed, line["id"])) for line in gold]
    drop_and_fail(readings, seeded(seed))

    reference = run(tools / "score_chains.py", path, written(readings, tmp_path))
    ours = chains.score(gold, readings_by_id(readings))

    for part in ("told", "innermost", "chain", "own_voice"):
        assert 5 < ours.tallies[part].f1 < 95, "damage too light or too heavy to compare anything"
        assert tally(ours, part) == reference[part], part
    assert ours.rates["promoted"].per_cent == reference["promoted"]
    assert ours.tallies["told"].gold == reference["gold"]["told"]
    assert ours.tallies["own_voice"].gold == reference["gold"]["own_voice"]


def test_the_published_cut_is_laid_on_the_same_stretches(corpora: Path, tools: Path) -> None:
    cut, articles = corpora / "polnear/cofenet-dev.txt.gz", corpora / "polnear/dev.jsonl.gz"
    printed = output(tools / "cofenet.py", "input", str(cut), str(articles))
    reference = [json.loads(line) for line in printed.split("\n") if line]

    ours = list(cofenet.instances(read_lines(cut), read_lines(articles)))

    assert [(i.id, i.text, [list(run) for run in i.tokens]) for i in ours] == [
        (line["id"], line["text"], line["ranges"]) for line in reference
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_published_rule_agrees(corpora: Path, tools: Path, tmp_path: Path, seed: int) -> None:
    path = corpora / "polnear/cofenet-dev.txt.gz"
    cut = list(cofenet.instances(read_lines(path), read_lines(corpora / "polnear/dev.jsonl.gz")))
    stretches = [{"id": i.id, "text": i.text, "ranges": i.tokens} for i in cut]
    readings = [
        damaged_attributions({"id": i.id, "text": i.text, "attributions": gold_of(i)}, seeded(seed, i.id)) for i in cut
    ]

    printed = output(
        tools / "cofenet.py", "score", str(path), str(written(stretches, tmp_path)), str(written(readings, tmp_path))
    )
    reference = json.loads(printed)
    ours = cofenet.score(cut, readings_by_id(readings))

    for role in attributions.ROLES:
        assert 20 < ours.tallies[f"exact.{role}"].f1 < 95, "damage too light or too heavy to compare anything"
        assert ours.tallies[f"exact.{role}"].f1 == reference["exact"][role]
        assert ours.tallies[f"begin.{role}"].f1 == reference["begin"][role]
        assert ours.rates[f"jaccard.{role}"].per_cent == reference["jaccard"][role]
        assert ours.tallies[f"exact.{role}"].gold == reference["gold"][role]


# --- damage ----------------------------------------------------------------------------------------------------------


def seeded(*parts: object) -> random.Random:
    return random.Random(repr(parts))  # noqa: S311 - the same damage on every run, not cryptography


def damaged_attributions(line: Line, chance: random.Random) -> dict[str, Any]:
    """Gold as a reading: spans dropped, shifted and doubled, roles swapped, attributions lost, doubled and invented."""
    text, found = line["text"], []
    for item in deepcopy(line["attributions"]):
        dice = chance.random()
        if dice < 0.1:
            continue
        for role in attributions.ROLES:
            spans = [moved(span, text, chance) for span in item.get(role) or [] if chance.random() > 0.08]
            item[role] = spans + spans[:1] * (chance.random() < 0.05)
        if dice < 0.2:
            item["source"], item["content"] = item["content"], item["source"]
        found += [item, *([deepcopy(item)] * (dice > 0.95))]
    for _ in range(chance.randrange(3)):
        found.append({role: [invented(text, chance)] * chance.randrange(2) for role in attributions.ROLES})
    if chance.random() < 0.3:
        chance.shuffle(found)
    return {"id": line["id"], "attributions": [{"id": f"t{n}", **item} for n, item in enumerate(found)]}


def damaged_frames(line: Line, chance: random.Random) -> dict[str, Any]:
    """Gold as a reading: triggers, acts, statuses, roles and chains damaged, frames lost, doubled and invented."""
    text, numbers = line["text"], count()
    reading: dict[str, Any] = {"id": line["id"], "actors": [], "attributions": [], "allegations": [], "responses": []}
    acts = {
        "abuse": ["killing", "detention", "torture", "other"],
        "response": ["condemn", "justify", "support", "deny", "acknowledge", "decline", "demand"],
    }
    for frame in line["frames"]:
        if chance.random() < 0.1:
            continue
        kind = frame["frame"]
        finding: dict[str, Any] = {
            "trigger": moved(frame["trigger"], text, chance),
            "act": chance.choice(acts[kind]) if chance.random() < 0.25 else frame["act"],
            "status": MARKS[frame["real"]] if chance.random() > 0.2 else chance.choice([*MARKS.values()]),
            "told_by": list(chain(frame.get("told_by", []), text, reading, numbers, chance)),
        }
        for role, fillers in frame["roles"].items():
            field = frames.FRAMES[kind].roles[role]
            finding[field] = [
                {"span": moved(f["span"], text, chance)} if chance.random() < 0.8 else {"span": invented(text, chance)}
                for f in fillers
                if chance.random() > 0.1
            ]
        if kind == "abuse" and chance.random() < 0.15:
            victims = finding.pop("victims", [])
            finding["victims"] = finding.get("alleged_perpetrators", [])
            finding["alleged_perpetrators"] = victims
        findings = reading[frames.FRAMES[kind].findings]
        findings += [finding] * (2 if chance.random() < 0.08 else 1)
        if chance.random() < 0.1:
            findings.append({"trigger": invented(text, chance), "act": "killing", "status": "asserted", "told_by": []})
    if chance.random() < 0.3:
        chance.shuffle(reading["allegations"])
    return reading


def chain(
    names: list[str], text: str, reading: dict[str, Any], numbers: Iterator[int], chance: random.Random
) -> Iterator[str]:
    """Ids of tellers: the gold ones, some lost, swapped, abbreviated, known by name or by the words of a source."""
    names = [name for name in names if chance.random() > 0.15]
    if chance.random() < 0.1:
        names = [*names, "Nobody In Particular"]
    if chance.random() < 0.1:
        names.reverse()
    for name in names:
        number = next(numbers)
        attribution: dict[str, Any] = {"id": f"t{number}", "source": [], "speaker": None}
        at = text.find(name)
        dice = chance.random()
        if dice < 0.4 and at >= 0:
            attribution["source"] = [[at, at + len(name)]]
        elif dice < 0.9:
            letters = "".join(word[0] for word in name.split())
            actor = {"id": f"a{number}", "name": chance.choice([name, name.split()[-1], letters, f"The {name}"])}
            reading["actors"].append(actor)
            attribution["speaker"] = actor["id"]
        reading["attributions"].append(attribution)
        yield attribution["id"]


def moved(span: list[int], text: str, chance: random.Random) -> list[int]:
    """The span, now and then with other edges: by characters or by far."""
    start, end = span
    if chance.random() < 0.2:
        start = max(0, start + chance.choice([-25, -7, -1, 1, 3]))
    if chance.random() < 0.2:
        end = min(len(text), end + chance.choice([-7, -1, 1, 4, 30, 90]))
    return [start, end] if start < end else span


def invented(text: str, chance: random.Random) -> list[int]:
    start = chance.randrange(max(1, len(text) - 60))
    return [start, min(len(text), start + chance.randrange(1, 60))]


def drop_and_fail(readings: list[dict[str, Any]], chance: random.Random) -> None:
    """Lose one reading and make another unread."""
    del readings[chance.randrange(len(readings))]
    lost = readings[chance.randrange(len(readings))]["id"]
    for reading in readings:
        if reading["id"] == lost:
            reading["error"] = {"code": "unread-language", "message": "read as other than English"}


def gold_of(instance: cofenet.Instance) -> list[dict[str, Any]]:
    """The instance's gold runs as attributions, one run to each."""
    empty: dict[str, list[list[int]]] = {role: [] for role in attributions.ROLES}
    return [
        {**empty, role: [[instance.tokens[start][0], instance.tokens[end - 1][1]]]}
        for role, found in cofenet.runs(instance.labels).items()
        for start, end in found
    ]


# --- reference -------------------------------------------------------------------------------------------------------


def written(lines: list[dict[str, Any]], folder_: Path) -> Path:
    path = folder_ / f"{len(list(folder_.iterdir()))}.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def output(*command: str | Path) -> str:
    # A fixed hash seed: one reference rule joins a set of words in whatever order it comes.
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *map(str, command)], capture_output=True, check=True, text=True, env=environment
    )
    return done.stdout


def run(tool: Path, gold: Path, readings: Path) -> Any:  # noqa: ANN401 - whatever the reference prints
    return json.loads(output(tool, gold, readings))


def tally(scores: Scores, name: str) -> dict[str, float]:
    found = scores.tallies[name]
    return {"p": found.precision, "r": found.recall, "f1": found.f1}
