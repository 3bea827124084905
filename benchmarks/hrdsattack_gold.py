"""HRDsAttack's articles and labels: what its files hold, mended where they are plainly wrong.

The files are those of github.com/dataminr-ai/HRDsAttack (MIT), gzipped: a JSON array of `{sample, merged_sample}`.
"""

import gzip
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onrecord.records import Report

_ABSENT = frozenset({"", "n/a", "n//a", "none", "nan"})
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class GoldVictim:
    """A victim with a name; `types` as labelled, "insufficient information" only where it stands alone."""

    name: str
    types: frozenset[str]
    sex: str
    age: str


@dataclass(frozen=True, slots=True)
class Gold:
    """One article with its labels, in the benchmark's own words; what is None is not told."""

    id: str
    title: str
    published: str
    text: str
    mentioned: bool
    perpetrator_type: str | None
    violations: frozenset[str]
    victims: tuple[GoldVictim, ...]
    country: str | None
    region: str | None
    city: str | None
    year: str | None
    month: str | None
    day: str | None

    def report(self) -> Report:
        """The article as a report."""
        return Report(self.id, self.id, self.text, title=self.title, published=self.published, language="en")


@cache
def mapping() -> dict[str, Any]:
    """`data/hrdsattack.yaml`."""
    loaded: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "data" / "hrdsattack.yaml").read_text(encoding="utf-8")
    )
    return loaded


def read_gold(path: Path) -> Iterator[Gold]:
    """The articles of a file, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        items = json.load(file)
    for item in items:
        yield gold_of(item["sample"], item["merged_sample"])


def gold_of(sample: Mapping[str, Any], labels: Mapping[str, Any]) -> Gold:
    """One article's labels."""
    number = int(sample["Input.GLOBALEVENTID"])
    told = {"day": labels.get("date"), "month": labels.get("month"), "year": labels.get("year")}
    told |= mapping()["mended"].get(number, {})
    violations = frozenset(labels["violation_types"])
    if len(violations) > 1:
        violations -= {"unknown"}
    return Gold(
        id=str(number),
        title=sample["Input.title"] or "",
        published=sample["Input.publish_date"][:10],
        text=_text(sample),
        mentioned=bool(labels["perpetrator_mention"]),
        perpetrator_type=labels["perpetrator_type"],
        violations=violations,
        victims=tuple(
            GoldVictim(v["victim_name"], _types(v["victim_type"]), v["victim_sex_type"], v["victim_age_group"])
            for v in labels["victims"]
            if v["victim_name"]
        ),
        country=_word(labels.get("country")),
        region=_word(labels.get("region")),
        city=_word(mapping()["misspelt_cities"].get(labels.get("city"), labels.get("city"))),
        year=whole(told["year"]),
        month=_month(told["month"]),
        day=whole(told["day"]),
    )


def is_absent(value: object) -> bool:
    """Whether a value stands for nothing."""
    return value is None or str(value).strip().lower() in _ABSENT


def whole(value: object) -> str | None:
    """A year or day without a fraction: "2020.0" is "2020"; None where absent; other words stay."""
    if is_absent(value):
        return None
    try:
        return str(int(float(str(value))))
    except ValueError:
        return str(value)


def _word(value: object) -> str | None:
    return None if is_absent(value) else str(value)


def _types(labels: list[str]) -> frozenset[str]:
    found = frozenset(labels)
    return found - {"insufficient information"} if len(found) > 1 else found


def _month(value: object) -> str | None:
    if is_absent(value):
        return None
    plain = str(value).strip()
    mended: str | None = mapping()["misspelt_months"].get(plain.lower())
    if mended is not None:
        return mended
    number = plain.replace(".0", "")
    months: list[str] = mapping()["months"]
    return months[int(number) - 1] if number.isdigit() and 1 <= int(number) <= 12 else str(value)


def _text(sample: Mapping[str, Any]) -> str:
    """Title and paragraphs, each on a line, blank lines between them."""
    page = sample["Input.article_interface"]
    pieces = [_flat(sample["Input.title"] or "")]
    pieces += [piece for part in _PARAGRAPH.findall(page) or [page] if (piece := _flat(_TAG.sub(" ", part)))]
    return "\n\n".join(pieces) + "\n"


def _flat(words: str) -> str:
    return " ".join(html.unescape(words).split())
