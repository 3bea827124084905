"""What weighing knows of customs: YAML files in `data/`, read once and only when wanted."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> dict[str, Any]:
    """The table `data/NAME.yaml`, as read; callers treat it as frozen."""
    text = files("onrecord.weigh").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both load plain data only
    return loaded
