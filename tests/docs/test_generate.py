from typing import Any

import jsonschema
import pytest
import typer.main

from docs.contract_page import example
from docs.generate import PAGES
from onrecord.present import contract
from onrecord.present.cli import app
from onrecord.present.commands import every, loaded


def _parameters() -> list[Any]:
    group: Any = typer.main.get_command(app)
    return [
        pytest.param(parameter, id=f"{command.name} {parameter.name}")
        for command in (group, *every().values())
        for parameter in command.params
    ]


@pytest.mark.parametrize("parameter", _parameters())
def test_every_option_says_what_it_does(parameter: Any) -> None:  # noqa: ANN401  typer keeps its classes to itself
    assert parameter.help
    assert parameter.help.rstrip().endswith(".")


def test_every_command_says_what_it_does() -> None:
    group: Any = typer.main.get_command(app)

    assert all(command.help for command in (group, *every().values()))


def test_the_page_names_every_option_and_key() -> None:
    commands, keys = PAGES["cli.md"](), PAGES["contract.md"]()

    assert all(
        f"`{flag}" in commands
        for parameter in loaded("read").params
        for flag in parameter.opts[:1]
        if flag.startswith("-")
    )
    for part in contract.schema()["$defs"].values():
        assert all(f"| `{key}` |" in keys for key in part.get("properties", {}))


def test_examples_stand_in_the_page_as_a_shell_takes_them() -> None:
    assert 'onrecord reveal harbour "[victim 3]" -r' in PAGES["cli.md"]()


def test_the_example_is_as_the_schema_says() -> None:
    reading = contract.to_object(example())

    jsonschema.Draft202012Validator(contract.schema()).validate(reading)
    start, end = reading["allegations"][0]["counts"][0]["span"]
    assert reading["text"][start:end] == "over 100"
