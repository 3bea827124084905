import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord import __version__, acquire
from onrecord.acquire import Options
from onrecord.present.cli import app
from onrecord.present.contract import schema
from onrecord.settings import reference
from tests.runs.fakes import STAGES


def onrecord(*arguments: str, **environment: str) -> Result:
    """The command with fake stages, in this process."""
    return CliRunner().invoke(app, list(arguments), obj=STAGES, env=environment)


def ids(lines: str) -> list[str]:
    return [json.loads(line)["id"] for line in lines.splitlines()]


@pytest.mark.parametrize("jobs", ["1", "2", "3"])
def test_json_lines_hold_an_object_a_source_in_order(jobs: str) -> None:
    result = onrecord("read", "b", "a", "missing", "c", "--format", "jsonl", "--jobs", jobs)

    assert ids(result.stdout) == ["b", "a", "missing", "c"]
    assert json.loads(result.stdout.splitlines()[2])["error"]["code"] == "missing"


def test_json_is_one_array() -> None:
    assert [entry["id"] for entry in json.loads(onrecord("read", "b", "missing", "-f", "json", "-j", "1").stdout)] == [
        "b",
        "missing",
    ]
    assert json.loads(onrecord("read", "many 0", "-f", "json", "-j", "1").stdout) == []


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["read", "a", "b"], 0),
        (["read", "a", "missing"], 3),
        (["read", "broken"], 3),
        (["read", "deutsch"], 3),
        (["read", "a", "--format", "xml"], 2),
        (["read", "a", "--jobs", "0"], 2),
        (["read", "a", "--timeout", "0"], 2),
        (["read", "a", "--out", "no/such/folder/out.jsonl"], 2),
        (["read", "a", "--out", "."], 2),
        (["read", "wrong"], 2),
        (["read"], 2),
        (["raed", "a"], 2),
    ],
)
def test_exit_status(arguments: list[str], status: int) -> None:
    jobs = ["-j", "1"] if "--jobs" not in arguments and len(arguments) > 1 else []

    assert onrecord(*arguments, *jobs).exit_code == status


def test_a_setting_that_is_misspelt_is_wrong_usage() -> None:
    result = onrecord("read", "a", ONRECORD_PROXXY="http://127.0.0.1:1")

    assert result.exit_code == 2
    assert "ONRECORD_PROXXY" in result.stderr


def test_weights_that_cannot_be_used_are_told_in_one_line() -> None:
    result = onrecord("read", "a", "-j", "1", ONRECORD_READER="damaged")

    assert result.exit_code == 1
    assert result.stderr == "onrecord: The weights are damaged; install them anew.\n"


@pytest.mark.parametrize("format", ["table", "html"])
def test_failures_are_named_on_standard_error_where_the_format_has_no_place_for_them(format: str) -> None:
    result = onrecord("read", "a", "broken", "--format", format, "-j", "1")

    assert "onrecord: broken: Its bytes are damaged; get it anew. [broken]" in result.stderr
    assert "1 read, 1 failed" in result.stderr


def test_nothing_but_results_goes_to_standard_output() -> None:
    result = onrecord("read", "a", "https://paper.example/story", "--format", "jsonl", "-j", "1")

    assert ids(result.stdout) == ["a", "https://paper.example/story"]
    assert result.stderr == "onrecord: using the network, directly, to fetch from paper.example\n"


def test_a_proxy_is_announced_without_its_password() -> None:
    result = onrecord("read", "https://paper.example/", "--proxy", "socks5h://me:secret@127.0.0.1:9", "-j", "1")

    assert "through the proxy" in result.stderr
    assert "secret" not in result.output


def test_no_network_is_no_announcement() -> None:
    assert onrecord("read", "a", "-j", "1", "-f", "jsonl").stderr == ""


def test_the_limit_that_the_settings_page_tells_is_the_one_that_holds() -> None:
    assert "Without it, 200 MiB." in reference()
    assert Options().max_bytes == 200 * 1024 * 1024


def test_a_limit_is_taken_from_the_command_then_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("The ministry said that nobody had been held. " * 10, encoding="utf-8")

    def read(*options: str, **environment: str) -> str:
        stages = replace(STAGES, items=acquire.items, open_item=acquire.open_item)
        arguments = ["read", str(path), "--format", "jsonl", "-j", "1", *options]
        return CliRunner().invoke(app, arguments, obj=stages, env=environment).stdout

    assert '"code":"refused"' in read(ONRECORD_MAX_BYTES="100")
    assert '"code":"refused"' in read("--max-bytes", "100")
    assert '"text":' in read("--max-bytes", "1000", ONRECORD_MAX_BYTES="100")


def test_what_a_file_cannot_say_reaches_the_report() -> None:
    result = onrecord("read", "a", "--title", "A title", "--format", "jsonl", "-j", "1")

    assert json.loads(result.stdout)["title"] == "A title"


def test_out_is_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "readings.jsonl"
    out.write_text("before", encoding="utf-8")
    out.chmod(0o640)

    result = onrecord("read", "a", "b", "--format", "jsonl", "--out", str(out), "-j", "1")

    assert result.exit_code == 0
    assert result.stdout == ""
    assert ids(out.read_text(encoding="utf-8")) == ["a", "b"]
    assert os.listdir(tmp_path) == ["readings.jsonl"]
    assert out.stat().st_mode & 0o777 == 0o640


def test_out_keeps_what_it_held_when_the_run_is_cut_short(tmp_path: Path) -> None:
    out = tmp_path / "readings.jsonl"
    out.write_text("before", encoding="utf-8")

    result = onrecord("read", "a", "wrong", "--format", "jsonl", "--out", str(out), "-j", "1")

    assert result.exit_code == 2
    assert out.read_text(encoding="utf-8") == "before"
    assert os.listdir(tmp_path) == ["readings.jsonl"]


def test_ctrl_c_ends_it_and_leaves_out_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "readings.jsonl"
    out.write_text("before", encoding="utf-8")

    result = onrecord("read", "a", "interrupt", "--format", "jsonl", "--out", str(out), "-j", "1")

    assert result.exit_code == 130
    assert "stopped; " in result.stderr
    assert out.read_text(encoding="utf-8") == "before"
    assert os.listdir(tmp_path) == ["readings.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this platform has no device that is always full")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_is_told_in_one_line(jobs: str) -> None:
    result = onrecord("read", "many 9", "--format", "jsonl", "--out", "/dev/full", "-j", jobs)

    assert result.exit_code == 1
    assert result.stderr == "onrecord: stopped by the system: No space left on device; /dev/full is as it was before.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this platform has no device that is always full")
def test_standard_output_that_takes_no_more_is_told_in_one_line() -> None:
    program = "from onrecord.present.cli import app; from tests.runs.fakes import STAGES; app(obj=STAGES)"
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            [sys.executable, "-c", program, "read", "many 9", "--format", "jsonl", "-j", "1"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=Path(__file__).parents[2],
        )  # fmt: skip

    assert result.returncode == 1
    assert result.stderr == "onrecord: stopped by the system: No space left on device.\n"


def test_a_pipe_closed_early_ends_it_quietly() -> None:
    program = "from onrecord.present.cli import app; from tests.runs.fakes import STAGES; app(obj=STAGES)"
    with subprocess.Popen(
        [sys.executable, "-c", program, "read", "many 20000", "--format", "jsonl", "-j", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith('{"id":"many 20000#0"')
        process.stdout.close()
        assert process.stderr.read() == ""

    assert process.returncode == 1


def test_wrong_usage_writes_nothing() -> None:
    result = onrecord("read", "a", "--format", "html", "--published", "yesterday", "-j", "1")

    assert result.exit_code == 2
    assert result.stdout == ""


def test_out_through_a_link_leaves_the_link(tmp_path: Path) -> None:
    target = tmp_path / "target.jsonl"
    link = tmp_path / "link.jsonl"
    link.symlink_to(target)

    onrecord("read", "a", "--format", "jsonl", "--out", str(link), "-j", "1")

    assert link.is_symlink()
    assert ids(target.read_text(encoding="utf-8")) == ["a"]


def test_an_empty_run_says_so() -> None:
    result = onrecord("read", "many 0", "-j", "1", "-f", "jsonl")

    assert result.exit_code == 0
    assert result.stderr == "onrecord: There was nothing to read.\n"


def test_the_schema_is_printed_as_it_is() -> None:
    assert json.loads(onrecord("schema").stdout) == schema()


def test_version() -> None:
    assert onrecord("--version").stdout == f"onrecord {__version__}\n"


def test_help_teaches_with_examples() -> None:
    told = onrecord("read", "--help").output

    assert "onrecord read report.html" in told
    assert "Exit status" in told


def test_python_dash_m_is_the_command() -> None:
    ran = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)

    assert ran.stdout == f"onrecord {__version__}\n"
