"""Long readings: what was put aside comes back, from a file that nobody else can read and that is gone afterwards."""

import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import ItemError
from onrecord.records import Actor, ActorKind, Attribution, Entity, EntityType, Force, Manner, Reading, Report, Span
from onrecord.runs.long_reading import LongReading, put_aside
from tests.present.readings import full_reading

PREFIX = "onrecord-test-"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def without_text(reading: Reading) -> Reading:
    return replace(reading, report=replace(reading.report, text=""))


def test_every_field_of_every_record_comes_back(folder: Path) -> None:
    reading = full_reading()

    aside = put_aside(reading.report, [reading], prefix=PREFIX)

    assert aside.whole() == reading
    assert aside.whole() == reading  # and again
    assert aside.opening().responses == reading.responses
    assert "".join(aside.texts()) == reading.report.text
    assert aside.count("text") == len(reading.report.text)
    assert aside.count("allegations") == len(reading.allegations)


def test_only_its_owner_may_read_the_file_and_closing_removes_it(folder: Path) -> None:
    reading = full_reading()
    aside = put_aside(reading.report, [reading], prefix=PREFIX)
    assert aside.path.parent == folder
    if os.name == "posix":
        assert stat.S_IMODE(aside.path.stat().st_mode) == 0o600

    aside.close()
    aside.close()

    assert not list(folder.iterdir())


def test_a_fault_midway_leaves_nothing(folder: Path) -> None:
    def pieces() -> Iterator[Reading]:
        yield full_reading()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        put_aside(full_reading().report, pieces(), prefix=PREFIX)

    assert not list(folder.iterdir())


def test_no_room_is_told_with_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "gone"))

    with pytest.raises(ItemError, match=r"can't be put aside in .*gone.*TMPDIR"):
        put_aside(full_reading().report, [], prefix=PREFIX)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this platform has no device that is always full")
def test_a_disk_that_fills_up_is_no_fault_of_the_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(prefix: str) -> tuple[int, str]:
        path = folder / prefix
        path.touch()
        return os.open("/dev/full", os.O_WRONLY), str(path)

    monkeypatch.setattr(tempfile, "mkstemp", full)

    with pytest.raises(ItemError, match="No space left"):
        put_aside(full_reading().report, [full_reading()], prefix=PREFIX)
    assert not list(folder.iterdir())


def two_pieces(folder: Path, monkeypatch: pytest.MonkeyPatch) -> LongReading:
    """A text in pieces of 7 code points, findings in chunks of 40 bytes, two actors of whom one goes on."""
    monkeypatch.setattr("onrecord.runs.long_reading.TEXT_PIECE", 7)
    monkeypatch.setattr("onrecord.runs.long_reading.CHUNK", 40)
    text = "Ama spoke. 😀 É\u0301milie spoke. Ama left."
    report = Report("x", "test", text)

    def piece(*named: tuple[str, str, int]) -> Reading:
        entities = tuple(
            Entity(id_, EntityType.PERSON, Span(start, start + 3), 0.123456789, actor) for id_, actor, start in named
        )
        actors = tuple(
            Actor(actor, f"“{actor}”\n\u2028", ActorKind.PERSON, tuple(e.id for e in entities if e.actor == actor))
            for actor in sorted({actor for _, actor, _ in named})
        )
        start = named[0][2]
        said = Attribution(
            f"t{start}", (Span(start, start + 3),), (Span(start, start + 1),), (), Manner.DIRECT, Force.ASSERT, 0.5
        )
        return Reading(report, "any@1", entities, actors, (said,))

    return put_aside(report, [piece(("e1", "a1", 0), ("e2", "a2", 13)), piece(("e3", "a1", 29))], prefix=PREFIX)


def test_an_actor_who_goes_on_comes_in_pieces_one_after_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = two_pieces(folder, monkeypatch)

    assert [(a.id, a.entities) for a in aside.actors()] == [("a1", ("e1",)), ("a1", ("e3",)), ("a2", ("e2",))]
    assert [(a.id, a.entities) for a in aside.whole().actors] == [("a1", ("e1", "e3")), ("a2", ("e2",))]
    assert "".join(aside.texts()) == "Ama spoke. 😀 É\u0301milie spoke. Ama left."
    assert len(list(aside.texts())) > 3


def test_kinds_may_be_gone_through_side_by_side(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = two_pieces(folder, monkeypatch)

    pairs = list(zip(aside.entities(), aside.entities(), aside.actors(), strict=True))

    assert [(one.id, other.id) for one, other, _ in pairs] == [("e1", "e1"), ("e2", "e2"), ("e3", "e3")]


def test_the_opening_has_the_text_as_far_as_its_findings_reach(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.runs.long_reading.SHORTEST_OPENING", 5)
    text = "Ama spoke. Nobody else did, and nothing more is told here."
    report = Report("x", "test", text)
    entities = (Entity("e1", EntityType.PERSON, Span(0, 9), 0.9),)
    aside = put_aside(report, [Reading(report, "any@1", entities), Reading(report, "any@1", entities)], prefix=PREFIX)

    opening = aside.opening()

    assert opening.entities == entities
    assert opening.report.text == text[:9]
    assert without_text(opening).report == aside.report
