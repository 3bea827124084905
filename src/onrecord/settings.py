"""What the user's environment sets: read once, checked, passed on as a value.

Each field of `Settings` is one environment variable: `ONRECORD_` and the field's name in capitals. Unset or empty means
the default. Options of a command come before the environment. docs/reference/settings.md is generated from the fields
and their metadata, so no setting goes undocumented.
"""

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.errors import UsageError
from onrecord.records.acquisition import Access

PREFIX = "ONRECORD_"

PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


def _proxy(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in PROXY_SCHEMES or not parts.hostname:
        raise ValueError(f"is not an address such as socks5h://127.0.0.1:9050 ({', '.join(PROXY_SCHEMES)})")
    return value


def _seconds(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:  # also refuses nan, which compares false
        raise ValueError("is not a number of seconds above 0")
    return number


def _count(value: str) -> int:
    if not (value.isascii() and value.isdigit()) or int(value) < 1:
        raise ValueError("is not a whole number above 0")
    return int(value)


def _flag(value: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if value.lower() not in words:
        raise ValueError("is neither yes nor no")
    return words[value.lower()]


def _access(value: str) -> Access:
    levels = {level.value: level for level in Access}
    if value not in levels:
        raise ValueError(f"is none of {', '.join(levels)}")
    return levels[value]


def _as(parse: Callable[[str], object], told: str) -> dict[str, object]:
    return {"parse": parse, "told": told}


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What the environment sets, with defaults for what it doesn't."""

    proxy: str | None = field(
        default=None,
        metadata=_as(_proxy, "Proxy that every fetch goes through, for example `socks5h://127.0.0.1:9050`."),
    )
    user_agent: str | None = field(
        default=None,
        metadata=_as(str, "How a fetch names itself to the server. Without it, onrecord and its version."),
    )
    fetch_seconds: float = field(
        default=60.0,
        metadata=_as(_seconds, "Seconds that one fetch may take, redirects included."),
    )
    max_bytes: int | None = field(
        default=None,
        metadata=_as(_count, "Bytes of the largest original opened or fetched, unpacked. Without it, 200 MiB."),
    )
    allow_private: bool = field(
        default=False,
        metadata=_as(_flag, "Whether loopback and private addresses may be fetched, `yes` or `no`."),
    )
    jobs: int | None = field(
        default=None,
        metadata=_as(_count, "Processes that read at the same time. Without it, one a core."),
    )
    reader: Path | None = field(
        default=None,
        metadata=_as(Path, "File with the reader's weights. Without it, those that come with the package."),
    )
    reviewer: str | None = field(
        default=None,
        metadata=_as(str, "Who acts on a case, as its ledger will keep it. Without it, the login name."),
    )
    access: Access = field(
        default=Access.CONFIDENTIAL,
        metadata=_as(_access, "The highest level of reports shown: `public`, `restricted` or `confidential`."),
    )
    passphrase_file: Path | None = field(
        default=None,
        metadata=_as(
            Path,
            "File that holds a sealed case's passphrase on its first line, readable by its owner alone. Without it, "
            "the passphrase is asked for.",
        ),
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings out of environment variables.

        Args:
            environment: names to values; the process's own environment when None.

        Raises:
            UsageError: a value isn't of its setting's form, or a variable with the prefix is no setting (most likely
                misspelt, and a misspelt proxy must not send a fetch out bare).
        """
        given = os.environ if environment is None else environment
        settings = {variable_name(entry.name): entry for entry in fields(cls)}
        values: dict[str, Any] = {}
        for name in sorted(given):
            if not name.startswith(PREFIX):
                continue
            if name not in settings:
                raise UsageError(f"{name} is not a setting of onrecord; unset it. Settings: {', '.join(settings)}.")
            if given[name] == "":
                continue
            entry = settings[name]
            try:
                values[entry.name] = entry.metadata["parse"](given[name])
            except ValueError as error:
                # The value is left out of the message: a proxy's may hold a password.
                raise UsageError(f"The value of {name} {error}; set it anew or unset it.") from error
        return cls(**values)


def variable_name(setting: str) -> str:
    """The environment variable of a setting, `max_bytes` → `ONRECORD_MAX_BYTES`."""
    return PREFIX + setting.upper()


def reference() -> str:
    """The page docs/reference/settings.md, in Markdown."""
    lines = [
        "# Settings",
        "",
        "Environment variables. Unset or empty means the default; an option of a command comes first. A variable that",
        f"starts with `{PREFIX}` and is not listed here is refused as misspelt.",
        "",
        "| variable | default | what it sets |",
        "| --- | --- | --- |",
    ]
    for entry in fields(Settings):
        default = {"None": "none", "False": "no", "True": "yes"}.get(str(entry.default), str(entry.default))
        lines.append(f"| `{variable_name(entry.name)}` | {default} | {entry.metadata['told']} |")
    return "\n".join(lines) + "\n"
