import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from onrecord.present.cli import app
from onrecord.present.commands import COMMANDS, every
from onrecord.resolve.monitored import SHIPPED

PROGRAM = """
import atexit, json, sys
from pathlib import Path
place = Path(sys.argv.pop(1))
atexit.register(lambda: place.write_text(json.dumps(sorted(sys.modules))))
from onrecord.__main__ import main
main()
"""

LEDGER = {"sqlalchemy", "alembic", "sqlcipher3", "nacl", "cryptography"}
WEIGHING = {"onrecord.weigh.record", "onrecord.resolve", "numpy", "rensa", "rapidfuzz"}
READING = {
    "onrecord.read",
    "onrecord.acquire",
    "onnxruntime",
    "tokenizers",
    "trafilatura",
    "lxml",
    "httpx",
    "pypdfium2",
}
WRITING = {"docx", "jinja2", "typst", "openpyxl", "pyarrow", "onrecord.present.brief", "onrecord.present.export.forms"}


def loaded_by(folder: Path, *arguments: str) -> set[str]:
    place = folder / "modules.json"
    subprocess.run([sys.executable, "-c", PROGRAM, place, *arguments], cwd=folder, check=True, capture_output=True)
    return set(json.loads(place.read_text()))


def test_a_list_of_the_commands_loads_none_of_them(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "--help")

    assert "onrecord.present.commands" in loaded
    assert not {f"onrecord.present.{told.place.partition(':')[0]}" for told in COMMANDS} & loaded
    assert not (LEDGER | WEIGHING | READING | WRITING) & loaded


@pytest.mark.parametrize("command", ["record", "brief", "board", "read", "schema"])
def test_help_on_a_command_loads_nothing_that_it_works_with(command: str, tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, command, "--help")

    assert (
        f"onrecord.present.{next(told.place for told in COMMANDS if told.name == command).partition(':')[0]}" in loaded
    )
    assert not (LEDGER | WEIGHING | READING | WRITING) & loaded


def test_a_list_of_what_a_case_holds_loads_the_ledger_alone(tmp_path: Path) -> None:
    loaded_by(tmp_path, "new", "harbour")
    loaded = loaded_by(tmp_path, "list", "harbour")

    assert "sqlalchemy" in loaded
    assert not (WEIGHING | READING | WRITING) & loaded


def test_the_list_tells_of_each_command_what_its_own_help_begins_with() -> None:
    told = {one.name: one.sentence for one in COMMANDS}
    own = {name: " ".join(command.help.split("\n\n")[0].split()) for name, command in every().items()}

    assert told == own


def test_the_list_teaches_every_command() -> None:
    shown = " ".join(
        CliRunner().invoke(app, ["--help"], env={"COLUMNS": "300", "TERMINAL_WIDTH": "300"}).output.split()
    )

    for one in COMMANDS:
        assert f"│ {one.name} " in shown
        assert one.sentence in shown
        assert one.panel in shown


def test_a_command_that_is_not_there_is_refused_and_the_nearest_is_told() -> None:
    result = CliRunner().invoke(app, ["recrod"])

    assert result.exit_code == 2
    assert "Did you mean 'record'" in result.output


@pytest.mark.parametrize("name", ["record", "brief", "board"])
def test_help_names_the_rosters_that_are_shipped(name: str) -> None:
    (roster,) = (parameter for parameter in every()[name].params if parameter.name == "roster")

    assert all(shipped in roster.help for shipped in SHIPPED)


def test_commands_are_completed_with_their_sentences() -> None:
    group = get_command(app)
    completed = group.shell_complete(typer.Context(group), "rer")

    assert [item.value for item in completed] == ["reread"]
    assert str(completed[0].help).startswith("Read every kept report again")
