"""The command over corpora of one invented sentence each, with a reader that is no model."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from onrecord.records import Allegation, Attribution, Participant, Reading, Report, Span
from onrecord.records.vocabulary import Act, Force, Manner, Status
from training.score import __main__ as command
from training.score import ratchet, shipped

TEXT = "Orla Penhask said guards beat Teodric Vallo."
SOURCE, CUE, CONTENT = (0, 12), (13, 17), (18, 43)
BEAT, GUARDS, VALLO = (25, 29), (18, 24), (30, 43)


class KnowsOneSentence:
    """Reads the one sentence right, except where it is told to swap who beat whom."""

    def __init__(self, *, swaps: bool = False, digest: str = "aa") -> None:
        self.swaps = swaps
        self.digest = digest

    def pipe(self, reports: Iterable[Report]) -> Iterator[Reading]:
        victim, perpetrator = (GUARDS, VALLO) if self.swaps else (VALLO, GUARDS)
        for report in reports:
            attribution = Attribution(
                "t1", (Span(*SOURCE),), (Span(*CUE),), (Span(*CONTENT),), Manner.INDIRECT, Force.ASSERT, 0.9
            )
            allegation = Allegation(
                "g1",
                Act.ASSAULT,
                Status.ASSERTED,
                Span(*BEAT),
                0.8,
                victims=(Participant(Span(*victim)),),
                alleged_perpetrators=(Participant(Span(*perpetrator)),),
                told_by=("t1",),
            )
            yield Reading(report, "fake@0", attributions=(attribution,), allegations=(allegation,))


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    attributions = [{"source": [SOURCE], "cue": [CUE], "content": [CONTENT]}]
    roles = {"victim": [{"span": VALLO}], "perp": [{"span": GUARDS}]}
    frame = {
        "frame": "abuse",
        "act": "assault",
        "real": "actual",
        "trigger": BEAT,
        "roles": roles,
        "told_by": ["Penhask"],
    }
    lines: dict[str, object] = {
        "polnear/dev.jsonl": {"id": "p", "annotator": "x", "text": TEXT, "attributions": attributions},
        "polnear/cofenet-dev.txt": {
            "id": "p_x",
            "tokens": [*TEXT[:-1].split(), "."],
            "labels": "B-source I-source B-cue B-content I-content I-content I-content O".split(),
        },
        "frames/dev.jsonl": {"id": "f", "text": TEXT, "frames": [frame]},
        "gum/dev.jsonl": {"id": "g", "text": TEXT, "mentions": [{"start": 0, "end": 12, "type": "person"}]},
        "plover/gsr.json": [],
    }
    for name, line in lines.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    for path in list(folder.glob("*/dev.jsonl")) + list(folder.glob("*/cofenet-dev.txt")):
        path.rename(path.with_name(path.name + ".gz")).write_bytes(
            packed(path.with_name(path.name + ".gz").read_bytes())
        )
    row = "\t0\t<s>Orla Penhask</s> said guards beat <t>Teodric Vallo</t>.\tACCUSE\n"
    (folder / "plover/train.tsv").write_text("\tsentence_id\tmarked_sentence\tgold_root\n" + row, encoding="utf-8")
    return folder


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def score(*arguments: str | Path) -> int:
    return command.main([str(argument) for argument in arguments])


def use(monkeypatch: pytest.MonkeyPatch, reader: KnowsOneSentence) -> None:
    def open_reader(_weights: Path | None) -> KnowsOneSentence:
        return reader

    monkeypatch.setattr(shipped, "open_reader", open_reader)


def test_the_ratchet_is_written_held_and_turned(
    corpora: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    held = tmp_path / "ratchet.json"
    common = (corpora, "--ratchet", held)
    use(monkeypatch, KnowsOneSentence())

    assert score(*common) == 1, "there is no ratchet yet"
    assert score(*common, "--update") == 0
    figures = ratchet.load(held).figures
    assert figures["attributions.linked.exact"] == 100.0
    assert figures["cofenet.exact.content"] == 100.0
    assert figures["abuse.role.all"] == 100.0
    assert figures["chains.innermost"] == 100.0
    assert figures["abuse.swapped"] == 0.0
    assert figures["response.reversed"] is None
    assert figures["plover.ACCUSE.read"] == 0.0
    assert figures["calibration.attribution"] == 10.0  # one finding of score .9, and right
    assert score(*common) == 0

    use(monkeypatch, KnowsOneSentence(swaps=True))
    capsys.readouterr()
    assert score(*common, "--update") == 1
    printed = capsys.readouterr().out
    assert "abuse.swapped" in printed.partition("Ratchet")[2]
    assert ratchet.load(held).figures == figures, "a fall is not written"

    assert score(*common, "--update", "--allow-fall", "abuse.*=to see what happens") == 0
    turned = ratchet.load(held)
    assert turned.figures["abuse.swapped"] == 100.0
    assert {fall.reason for fall in turned.allowed_falls} == {"to see what happens"}


def test_other_corpora_are_not_compared_unless_started_anew(
    corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    common = (corpora, "--ratchet", tmp_path / "ratchet.json")
    use(monkeypatch, KnowsOneSentence())
    assert score(*common, "--update") == 0
    with (corpora / "plover/train.tsv").open("a", encoding="utf-8") as file:
        file.write("\t1\t<s>Guards</s> beat <t>him</t>.\tASSAULT\n")
    assert score(*common, "--update") == 1
    assert score(*common, "--update", "--start-anew") == 0
    assert score(*common) == 0


def test_saved_readings_score_as_they_did(corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, KnowsOneSentence())
    saved, first, second = tmp_path / "saved", tmp_path / "first.json", tmp_path / "second.json"
    score(corpora, "--save-readings", saved, "--out", first, "--ratchet", tmp_path / "none.json")
    assert score(corpora, "--readings", saved, "--out", second, "--against", first) == 0
    assert json.loads(first.read_text())["figures"] == json.loads(second.read_text())["figures"]


def test_one_suite_alone(corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, KnowsOneSentence())
    out = tmp_path / "out.json"
    assert score(corpora, "--only", "frames", "--out", out) == 0
    written = json.loads(out.read_text())
    assert written["corpora"].keys() == {"frames/dev.jsonl.gz"}
    assert "abuse.trigger" in written["figures"]
    assert "attributions.exact.cue" not in written["figures"]


def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score() == 2
    assert score(tmp_path / "nowhere") == 2
    assert "nowhere" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        score(tmp_path, "--allow-fall", "abuse.swapped")
    assert stopped.value.code == 2
