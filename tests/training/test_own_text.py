"""The loader of our own annotated texts, and the texts themselves."""

import re
from pathlib import Path

import pytest
import yaml

from training.own_text import ABUSE_ACTS, RESPONSE_ACTS, OwnTextError, load, parse

OWN = Path(__file__).parents[2] / "training" / "own"
ACTS = {act.rpartition(".")[2] for act in ABUSE_ACTS | RESPONSE_ACTS}

BODY = """\
Oru Tavsan, the minister, said on Monday he had not raised the arrests.
  ~ Oru Tavsan
  @ Oru Tavsan, the minister, > said > he had not raised the arrests
  silent | not raised | who: he = Oru Tavsan | about: the arrests
  detention | arrests | by: -

“It is for others. It is not for me,” he said.
  @ he > said > “It is ... me,”
  decline | not for me | who: he = Oru Tavsan | by: Oru Tavsan
He did not condemn them.
  condemn! | condemn | who: He = Oru Tavsan | about: <the arrests
"""


def test_every_text_loads_with_unique_ids_and_acts_of_the_list() -> None:
    documents = load(OWN)
    assert documents, "training/own holds no text"
    assert len({document["id"] for document in documents}) == len(documents)
    for document in documents:
        assert document["frames"] or document["attributions"], document["id"]  # a report may hold no abuse
        assert {frame["act"] for frame in document["frames"]} <= ACTS
        assert {frame["frame"] for frame in document["frames"]} <= {"abuse", "response"}
        assert {frame["real"] for frame in document["frames"]} <= {"actual", "negated", "unreal"}


def test_every_span_lies_in_its_text_and_frames_keep_to_one_sentence() -> None:
    for document in load(OWN):
        length = len(document["text"])
        for attribution in document["attributions"]:
            assert attribution["cue"], document["id"]
            for start, end in attribution["source"] + attribution["cue"] + attribution["content"]:
                assert 0 <= start < end <= length
                words = document["text"][start:end]
                assert words == words.strip()
        for frame in document["frames"]:
            fillers = [filler["span"] for role in frame["roles"].values() for filler in role]
            for start, end in [frame["trigger"], *fillers]:
                assert any(first <= start < end <= last for first, last in document["sentences"]), document["id"]


def test_every_trigger_is_the_words_that_its_line_quotes() -> None:
    documents = {document["id"]: document for document in load(OWN)}
    for path in sorted(OWN.glob("*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["texts"]:
            lines = [line.strip() for line in item["body"].splitlines() if line.startswith("  ")]
            quoted = [line.split(" | ")[1].strip() for line in lines if line[0] not in "~@"]
            wanted = sorted(re.sub(r"#\d+$", "", quotation.lstrip("^<")) for quotation in quoted)
            document = documents[item["id"]]
            assert sorted(document["text"][slice(*frame["trigger"])] for frame in document["frames"]) == wanted


def test_a_text_is_read_into_the_corpora_s_shape() -> None:
    document = parse("t", BODY)
    text = document["text"]
    assert text.count("\n\n") == 1
    assert [text[start:end] for start, end in document["sentences"]] == [
        "Oru Tavsan, the minister, said on Monday he had not raised the arrests.",
        "“It is for others. It is not for me,” he said.",
        "He did not condemn them.",
    ]
    second = document["attributions"][1]
    assert [text[start:end] for start, end in second["content"]] == ["“It is for others. It is not for me,”"]
    silent, detention, decline, condemn = document["frames"]
    assert text[slice(*silent["trigger"])] == "not raised"
    assert silent["told_by"] == ["Oru Tavsan"]
    assert silent["roles"]["who"] == [{"span": [text.index("he had"), text.index("he had") + 2], "is": "Oru Tavsan"}]
    assert (detention["frame"], detention["told_by"]) == ("abuse", [])
    assert decline["act"] == "decline"
    assert condemn["real"] == "negated"
    assert text[slice(*condemn["roles"]["about"][0]["span"])] == "the arrests"


def test_a_star_stands_for_the_rest_of_the_speaker_s_turn() -> None:
    document = parse(
        "t", "THE CHAIR: Did you ask?\n  @ THE CHAIR > : > *\nAnswer me.\n\nMR SENLU: No.\n  @ MR SENLU > : > *\n"
    )
    contents = [document["text"][slice(*attribution["content"][0])] for attribution in document["attributions"]]
    assert contents == ["Did you ask? Answer me.", "No."]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("silent | not asked", "does not stand"),
        ("silent | raised", "2 times"),
        ("silent | raised#3", "only 2 times"),
        ("silent | raised#0", "counts from 1"),
        ("silent | <raised", "before this sentence"),
        ("whisper | raised#1", "no act"),
        ("silent | raised#1 | victim: he", "no field"),
        ("silent | raised#1 | who: he = Nobody Known", "does not stand in the text"),
        ("silent | raised#1 | by: Nobody Known", "does not stand in the text"),
        ("@ he > raised#1", "an attribution is"),
        ("@ he > - > raised#1", "needs its cue"),
        ("silent", "needs its trigger"),
    ],
)
def test_an_annotation_that_does_not_fit_names_text_and_line(line: str, complaint: str) -> None:
    with pytest.raises(OwnTextError, match=complaint) as caught:
        parse("t-7", f"Oru said he raised, then raised, nothing.\n  {line}\n")
    assert "t-7" in str(caught.value)
    assert line in str(caught.value)


def test_a_file_must_say_that_it_is_fiction(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("texts: []\n", encoding="utf-8")
    with pytest.raises(OwnTextError, match="FICTIONAL"):
        load(tmp_path)


def test_an_id_must_not_stand_twice(tmp_path: Path) -> None:
    item = "- id: one\n  body: |\n    Nothing happened.\n"
    (tmp_path / "x.yaml").write_text(f"note: FICTIONAL\ntexts:\n{item}{item}", encoding="utf-8")
    with pytest.raises(OwnTextError, match="stands twice"):
        load(tmp_path)
