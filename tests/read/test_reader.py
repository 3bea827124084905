"""The shipped reader on real texts: anchored, ordered, the same every time, and plain about what it can't read."""

from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.acquire import Item, Options, items, open_item
from onrecord.errors import ReaderError, UnreadLanguage
from onrecord.present.contract import to_line
from onrecord.read import Reader
from onrecord.records import Failure, Reading, Report, ResponseAct, Span, Status

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ODD = [
    "e\u0301",
    "\u200f",
    "\u202e",
    "😀",
    "👩\u200d👧",
    "\r\n",
    "\n\n",
    "\t",
    "“",
    "”",
    "’",
    '"',
    "[SEP]",
    "\u0000",
    "ﬁ",
]
WORDS = [
    "police",
    "said",
    "three men",
    "were killed",
    "the minister",
    "condemned",
    "the arrests",
    "denied",
    "No.",
    "in Seld",
    "on Monday",
    "she",
    "told reporters",
    "that",
    "beat",
    "him",
    ".",
    ",",
    "at least 12",
    "refused to",
    "comment",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    found = items([str(EXAMPLES / "reports")], Options(manifest=EXAMPLES / "manifest.csv"))
    return [open_item(item, Options(manifest=EXAMPLES / "manifest.csv")) for item in found if isinstance(item, Item)]


def spans(reading: Reading) -> Iterator[Span]:
    for entity in reading.entities:
        yield entity.span
    for attribution in reading.attributions:
        yield from (*attribution.source, *attribution.cue, *attribution.content)
    for allegation in reading.allegations:
        yield allegation.trigger
        for party in (*allegation.victims, *allegation.alleged_perpetrators):
            yield party.span
        yield from (place.span for place in allegation.places)
        yield from (time.span for time in allegation.times)
        yield from (count.span for count in allegation.counts)
    for response in reading.responses:
        yield response.trigger
        for party in (*response.who, *response.to, *response.about):
            yield party.span
        yield from (place.span for place in response.places)
        yield from (time.span for time in response.times)
    for link in reading.links:
        yield link.mention
        if link.antecedent is not None:
            yield link.antecedent


def check(reading: Reading) -> None:
    """What holds of every reading."""
    text = reading.report.text
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
    attributions = [a.id for a in reading.attributions]
    for findings in (reading.entities, reading.attributions, reading.allegations, reading.responses):
        assert len({finding.id for finding in findings}) == len(findings)
        assert all(0 <= finding.score <= 1 for finding in findings)
    cues = [a.cue[0] for a in reading.attributions]
    assert cues == sorted(cues)
    within = {a.id: a.within for a in reading.attributions}
    for attribution in reading.attributions:
        assert attribution.content
        seen = {attribution.id}
        parent = attribution.within
        while parent is not None:
            assert parent not in seen
            seen.add(parent)
            parent = within[parent]
    for found in (reading.allegations, reading.responses):
        triggers = [finding.trigger for finding in found]
        assert triggers == sorted(triggers)
        assert all(a.end <= b.start for a, b in pairwise(triggers))
        for finding in found:
            assert set(finding.told_by) <= set(attributions)
            assert len(set(finding.told_by)) == len(finding.told_by)


def test_every_finding_in_the_examples_is_anchored_and_in_order(reader: Reader, reports: list[Report]) -> None:
    assert len(reports) > 15
    for report in reports:
        reading = reader.read(report)
        check(reading)
        assert reading.report is report
        assert reading.attributions


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from(ODD + WORDS), min_size=1, max_size=80))
def test_whatever_stands_in_a_text_spans_lie_in_it(reader: Reader, parts: list[str]) -> None:
    check(reader.read(Report("odd", "test", " ".join(parts))))


def test_the_same_text_gives_the_same_bytes_whatever_else_is_read(reader: Reader, reports: list[Report]) -> None:
    few = reports[:4]
    first = [to_line(reader.read(report)) for report in few]
    assert [to_line(reading) for reading in Reader().pipe(reversed(few))] == first[::-1]


def test_a_text_without_words_has_an_empty_reading(reader: Reader) -> None:
    for text in ("", " \n\n\t", "\u200b\u200b"):
        reading = reader.read(Report("empty", "test", text))
        assert not list(spans(reading))


def test_another_language_is_said_to_be_unread(reader: Reader) -> None:
    foreign = Report("fr", "test", "Les hommes ont été arrêtés.", language="fr")
    with pytest.raises(UnreadLanguage, match="fr"):
        reader.read(foreign)
    english = Report("en", "test", "Police said that three men were killed in Seld.", language="en")
    failure, reading = reader.pipe([foreign, english])
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == ("fr", "unread-language")
    assert isinstance(reading, Reading)
    assert reading.allegations


def test_a_long_text_is_read_like_its_parts(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    part = "Police said on Monday that three men were killed in Seld. The minister condemned the killings.\n\n"
    monkeypatch.setattr("onrecord.read.reader.STRETCH", len(part) * 10)
    once, often = (reader.read(Report("x", "test", part * n)) for n in (10, 40))
    assert len(often.allegations) == 4 * len(once.allegations) > 0
    shift = len(part) * 10
    assert [a.trigger.shifted(shift) for a in once.allegations] == [
        a.trigger for a in often.allegations if shift <= a.trigger.start < 2 * shift
    ]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("MS. ASTRIDGE", "MR. HALVARD"),
        ("Ms Astridge (Northfield)", "Mr Halvard"),
        ("Q7 Ilse Astridge", "Jan Halvard"),
        ("**Ilse Astridge**", "**Jan Halvard**"),
    ],
)
def test_a_hearing_puts_the_minister_s_no_on_record_and_denies_no_killing(
    reader: Reader, asks: str, answers: str
) -> None:
    text = (
        f"{asks}: You met Mr. Orsany in Port Quill. Did you raise the killing of these men with him?\n\n"
        f"{answers}: No.\n\n{asks}: Thank you.\n\n{answers}: Thank you.\n"
    )
    reading = reader.read(Report("hearing", "test", text))
    answer = next(a for a in reading.attributions if a.source[0].start == text.index(answers.strip("*")))
    assert [piece.of(text) for piece in answer.content] == ["Did you raise the killing of these men with him?", "No."]
    raised = [r for r in reading.responses if r.trigger.of(text) == "raise"]
    assert [(r.act, r.status, r.told_by) for r in raised] == [(ResponseAct.SILENT, Status.ASSERTED, (answer.id,))]
    assert all(a.status is not Status.NEGATED for a in reading.allegations)


def test_a_refusal_in_own_words_is_as_sure_as_what_it_makes_of_the_question(reader: Reader) -> None:
    text = (
        "Ilse Astridge: Men died there. I ask you again: will you condemn it?\n\n"
        "Jan Halvard: I am not going to condemn a friendly government on the strength of a newspaper.\n\n"
        "Ilse Astridge: Is that your answer?\n\nJan Halvard: I have no other.\n"
    )
    reading = reader.read(Report("hearing", "test", text))
    declined = {r.trigger.of(text): r for r in reading.responses if r.act is ResponseAct.DECLINE}
    assert {"condemn", "not going to condemn"} <= declined.keys()
    assert declined["not going to condemn"].score > declined["condemn"].score > 0.3


def test_an_answer_in_an_interview_of_q_and_a_is_whose_interview_it_is(reader: Reader) -> None:
    text = (
        "Interview with Oru Dann\n\nQ: Were you beaten with rifle butts?\n\nA: No, I was not.\n\n"
        "Q: Did anybody die there?\n\nA: A boy died in the cell beside mine.\n"
    )
    reading = reader.read(Report("interview", "test", text))
    told = {a.id: [piece.of(text) for piece in a.source] for a in reading.attributions}
    found = [(a.trigger.of(text), a.status, [told[t] for t in a.told_by]) for a in reading.allegations]
    assert ("beaten", Status.NEGATED, [["Oru Dann"]]) in found
    assert ("died", Status.ASSERTED, [["Oru Dann"]]) in found


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The witness said that he did not see who fired at the crowd.", "fired"),
        ("The mission is therefore not in a position to say how many people were killed there, or by whom.", "killed"),
        ("The minister, Mr. Jan Halvard, has ordered an internal inquiry. He will publish its results.", "inquiry"),
    ],
)
def test_what_no_word_negates_is_not_read_as_negated(reader: Reader, text: str, trigger: str) -> None:
    reading = reader.read(Report("x", "test", text))
    found = [a.status for a in reading.allegations if trigger in a.trigger.of(text)]
    found += [r.status for r in reading.responses if trigger in r.trigger.of(text)]
    assert found
    assert Status.NEGATED not in found


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("No worker was killed by any member of the Guard.", "killed"),
        ("Nobody has been tortured in Hask or in any other barracks.", "tortured"),
        ("The ministry said that the men had not been beaten by the guards.", "beaten"),
    ],
)
def test_what_a_word_negates_stays_negated(reader: Reader, text: str, trigger: str) -> None:
    reading = reader.read(Report("x", "test", text))
    assert [f.status for f in reading.allegations if trigger in f.trigger.of(text)] == [Status.NEGATED]


def test_weights_that_are_none_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="can't be read"):
        Reader(tmp_path / "missing.npz")
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"PK\x03\x04 not an archive")
    with pytest.raises(ReaderError, match="make train"):
        Reader(broken)
    other = tmp_path / "other.npz"
    np.savez(other, something=np.zeros(3))
    with pytest.raises(ReaderError, match="not a whole weights file"):
        Reader(other)


def test_weights_of_another_form_are_refused_once_and_by_name(tmp_path: Path) -> None:
    with np.load(str(files("onrecord.read") / "weights" / "reader.npz")) as archive:
        arrays = dict(archive)
    arrays["config"] = np.frombuffer(b'{"name": "old@0", "form": 0}', np.uint8)
    np.savez(tmp_path / "old.npz", **arrays)
    with pytest.raises(ReaderError, match="another version"):
        Reader(tmp_path / "old.npz")
