"""Writes docs/reference from the code, so that the reference can't lag behind it: `make docs`."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

from docs.commands_page import commands_page
from docs.contract_page import contract_page
from docs.vocabulary_page import vocabulary_page
from onrecord import errors, settings

REFERENCE = Path(__file__).parent / "reference"


def error_classes() -> Iterator[type[errors.OnrecordError]]:
    """Every class of the error tree, in the order of its source."""
    for _, value in inspect.getmembers(errors, inspect.isclass):
        if issubclass(value, errors.OnrecordError):
            yield value


def errors_page() -> str:
    """The page docs/reference/errors.md, in Markdown."""
    lines = [
        "# Errors",
        "",
        "Each item that cannot be read is reported with a code and a message that says what happened and what to do;",
        'the rest goes on. In JSON Lines: `{"id", "source", "error": {"code", "message"}}`. Exit status: 0 all were',
        "read, 3 some failed, 2 wrong usage.",
        "",
        "| code | what it means | class in `onrecord.errors` |",
        "| --- | --- | --- |",
    ]
    for error in sorted(error_classes(), key=lambda error: error.code):
        told = (inspect.getdoc(error) or "").partition("\n\n")[0].replace("\n", " ")
        lines.append(f"| `{error.code}` | {told} | `{error.__name__}` |")
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": commands_page,
    "contract.md": contract_page,
    "errors.md": errors_page,
    "settings.md": settings.reference,
    "vocabulary.md": vocabulary_page,
}


def main() -> None:
    """Write every page of the reference."""
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
