"""The reference of the commands, out of the commands themselves."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import typer.main

from onrecord.present.cli import app
from onrecord.present.commands import every


def commands_page() -> str:
    """The page docs/reference/cli.md, in Markdown."""
    return "\n".join(_commands()) + "\n"


def _commands() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    yield from ("# Commands", "", *_described(group, "onrecord"))
    for name, command in every().items():
        yield from ("", f"## `onrecord {name}`", "", *_described(command, f"onrecord {name}"))


def _described(command: Any, name: str) -> Iterator[str]:  # noqa: ANN401  typer keeps its command classes to itself
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    usage = [name, *(["[OPTIONS]"] if options else []), *(argument.metavar for argument in arguments)]
    if hasattr(command, "commands"):
        usage.append("COMMAND …")
    yield from ("```", " ".join(usage), "```", "", _markdown(command.help))
    if arguments:
        yield from ("", "| argument | |", "| --- | --- |")
        for argument in arguments:
            yield f"| `{_cell(argument.metavar)}` | {_cell(argument.help)} |"
    panels = dict.fromkeys(option.rich_help_panel or "Options" for option in options)
    for panel in panels:
        yield from ("", f"**{panel}**", "", "| option | | default |", "| --- | --- | --- |")
        for option in options:
            if (option.rich_help_panel or "Options") == panel:
                names = ", ".join(f"`{_cell(' '.join(filter(None, (flag, option.metavar))))}`" for flag in option.opts)
                default = "" if option.default in (None, False) else f"`{option.default}`"
                yield f"| {names} | {_cell(option.help)} | {default} |"


def _markdown(told: str) -> str:
    """Help text with the terminal's markup as Markdown's."""
    text = re.sub(r"\[bold\](.*?)\[/bold\]", r"**\1**", inspect.cleandoc(told))
    return _plain(re.sub(r"^ +\[cyan\](.*?)\[/cyan\]", r"    \1", text, flags=re.MULTILINE))


def _plain(told: str) -> str:
    """Without the backslash that keeps a bracket from being the terminal's markup."""
    return told.replace("\\[", "[")


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|").replace("\n", " ")
