"""docs/reference/vocabulary.md: every word that a reading may hold, and what it means."""

import inspect
from enum import StrEnum
from pathlib import Path

import yaml

import onrecord
from onrecord.records import vocabulary

DEFINITIONS = Path(onrecord.__file__).parent / "records" / "data" / "vocabulary.yaml"


def lists() -> dict[str, type[StrEnum]]:
    """The closed lists of words, by name, in the order of their source."""
    found = (value for value in vars(vocabulary).values() if inspect.isclass(value) and issubclass(value, StrEnum))
    return {value.__name__: value for value in found if value is not StrEnum}


def definitions() -> dict[str, dict[str, str]]:
    """List → word → what it means."""
    told: dict[str, dict[str, str]] = yaml.safe_load(DEFINITIONS.read_text(encoding="utf-8"))
    return told


def vocabulary_page() -> str:
    """The page in Markdown."""
    told = definitions()
    lines = ["# Vocabulary", "", "Plain language throughout: no word here is a legal finding."]
    for name, words in lists().items():
        lines += ["", f"## {name}", "", inspect.getdoc(words) or "", "", "| word | meaning |", "| --- | --- |"]
        lines += [f"| `{word}` | {told[name][word]} |" for word in words]
    return "\n".join(lines) + "\n"
