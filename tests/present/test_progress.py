import io
from pathlib import Path

from rich.console import Console

from onrecord.present.progress import count_files, shown
from onrecord.runs import Progress


def test_files_are_counted_where_that_is_cheap(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    for name in ("a.txt", "deeper/b.txt", "deeper/c.txt", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "loop").symlink_to(tmp_path)

    assert count_files([str(tmp_path)]) == 3
    assert count_files([str(tmp_path), "single.txt"]) == 4
    assert count_files(["single.txt"]) is None
    assert count_files([str(tmp_path), "-"]) is None
    assert count_files([str(tmp_path), "https://paper.example/"]) is None


def test_a_terminal_is_told_how_far_a_run_has_come() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=120)

    with shown(console, ["a", "b", "c"], visible=True) as on_progress:
        on_progress(Progress(1, 0, "a"))
        on_progress(Progress(2, 1, "b"))

    assert "2 reports · file 2 of 3 · 1 failed" in stream.getvalue()


def test_where_nobody_watches_nothing_is_shown() -> None:
    stream = io.StringIO()

    with shown(Console(file=stream), ["a"], visible=False) as on_progress:
        on_progress(Progress(1, 0, "a"))

    assert stream.getvalue() == ""
