"""The gazetteer: states, areas, first-level regions and cities by their names.

States and areas are our own tables (`states.yaml` in `onrecord.names`, `data/areas.yaml`); regions and cities of at
least 5,000 people come from GeoNames (CC BY 4.0) and were packed by `training/gazetteer.py`.
"""

import gzip
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.resolve.names import unaccented
from onrecord.resolve.tables import table

# Letters that Unicode does not take apart, and marks that names carry or leave out at will.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("-‐‑–/", " ")
    | dict.fromkeys("'’‘ʿʾʻ`.,", None)
)


class Kind(StrEnum):
    """What sort of place a name stands for."""

    STATE = "state"
    AREA = "area"
    REGION = "region"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for.

    Attributes:
        country: ISO 3166-1 alpha-2 code.
        region: the first-level region that it is or lies in.
        rank: among an area's states, which comes how readily to mind (0 first).
        other_name: whether it was found by another than its main name.
    """

    name: str
    kind: Kind
    country: str
    region: str | None = None
    population: int = 0
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    capital: bool = False
    rank: int = 0
    other_name: bool = False


def folded(name: str) -> str:
    """A name as a key: small letters, no accents, no apostrophes, hyphens as blanks, "saint" as "st"."""
    words = unaccented(name).translate(_PLAIN).split()
    return " ".join("st" if word == "saint" else word for word in words)


class Gazetteer:
    """Names and what they may stand for.

    Attributes:
        longest: the most words that a name has.
    """

    def __init__(self) -> None:
        self._states: dict[str, list[Candidate]] = {}
        self._abbreviations: dict[str, list[Candidate]] = {}
        self._adjectives: dict[str, tuple[str, ...]] = {}
        self._regions: dict[str, list[Candidate]] = {}
        self._cities: dict[str, list[str]] = {}
        self._region_names: list[str] = []
        self._capitals: dict[str, str] = {}
        self._state_of: dict[str, Candidate] = {}
        self._too_common = frozenset(table("areas")["too_common"])
        ids = self._load_packed()
        self._load_states(ids)
        self._load_areas()
        self.longest = 6

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """All that the name, as written, may stand for."""
        bare = name.replace(".", "")
        if bare.isupper() and bare in self._abbreviations:
            return tuple(self._abbreviations[bare])
        key = folded(name)
        states = self._states.get(key, [])
        if (key in self._too_common and name.isascii()) or len(key) < 3:  # "male", but "Malé"
            return tuple(states)
        cities = [self._city(line, key) for line in self._cities.get(key, [])]
        return (*states, *self._regions.get(key, []), *cities)

    def countries_of_adjective(self, word: str) -> tuple[str, ...]:
        """The states that an adjective or a word for people points to: "Kenyan", "Poles"."""
        key = folded(word)
        return self._adjectives.get(key) or (self._adjectives.get(key.removesuffix("s"), ()) if key[-1:] == "s" else ())

    def state(self, country: str) -> Candidate | None:
        """The state of that ISO code."""
        return self._state_of.get(country)

    def capital(self, country: str) -> Candidate | None:
        """The capital of the state of that ISO code, if it is in the gazetteer."""
        name = self._capitals.get(country)
        if name is None:
            return None
        cities = [city for city in self.candidates(name) if city.kind is Kind.CITY and city.country == country]
        return max(cities, key=lambda city: city.population, default=None)

    def towns(self, *, south: float, west: float, north: float, east: float, most: int) -> tuple[Candidate, ...]:
        """The largest cities within a frame of degrees, the largest first.

        Args:
            south: least latitude.
            west: least longitude.
            north: greatest latitude.
            east: greatest longitude.
            most: how many at most.
        """
        within: dict[str, int] = {}
        for lines in self._cities.values():
            for line in lines:
                fields = line.split("\t", 7)
                if south <= float(fields[5]) <= north and west <= float(fields[6]) <= east:
                    within[line] = int(fields[4])
        largest = sorted(within, key=lambda line: (-within[line], line))[:most]
        return tuple(self._city(line, folded(line.split("\t", 2)[1])) for line in largest)

    def _load_packed(self) -> dict[str, int]:
        """Reads regions and cities; gives the states' GeoNames ids."""
        packed = files("onrecord.resolve").joinpath("data", "gazetteer.tsv.gz").read_bytes()
        ids: dict[str, int] = {}
        for line in gzip.decompress(packed).decode("utf-8").split("\n"):
            fields = line.split("\t")
            if fields[0] == "state":
                ids[fields[1]] = int(fields[2])
            elif fields[0] == "region":
                self._region_names.append(fields[2])
                region = Candidate(fields[2], Kind.REGION, fields[1], region=fields[2])
                self._regions.setdefault(folded(fields[2]), []).append(region)
            else:
                self._cities.setdefault(folded(fields[1]), []).append(line)
                for other in fields[7].split("|") if fields[7] else ():
                    self._cities.setdefault(folded(other), []).append(line)
        return ids

    def _load_states(self, ids: dict[str, int]) -> None:
        for code, entry in table("states").items():
            state = Candidate(entry["name"], Kind.STATE, code, geonames=ids.get(code))
            self._state_of[code] = state
            if capital := entry.get("capital"):
                self._capitals[code] = capital
            for name in (entry["name"], *entry.get("names", ())):
                bare = name.replace(".", "")
                if bare.isupper():
                    self._abbreviations.setdefault(bare, []).append(state)
                else:
                    self._states.setdefault(folded(name), []).append(state)
            for word in (*entry.get("adjectives", ()), *entry.get("people", ())):
                self._adjectives[folded(word)] = (*self._adjectives.get(folded(word), ()), code)

    def _load_areas(self) -> None:
        areas = table("areas")
        for name, codes in areas["areas"].items():
            for rank, code in enumerate(codes):
                area = Candidate(name, Kind.AREA, code, region=name, rank=rank)
                same = [old for old in self._regions.get(folded(name), []) if old.country != code]
                self._regions[folded(name)] = [*same, area]
        for word, codes in areas["area_adjectives"].items():
            self._adjectives[folded(word)] = tuple(codes)

    def _city(self, line: str, key: str) -> Candidate:
        identity, name, country, region, population, latitude, longitude, _ = line.split("\t")
        capital = self._capitals.get(country)
        return Candidate(
            name,
            Kind.CITY,
            country,
            region=self._region_names[int(region)] if region else None,
            population=int(population),
            geonames=int(identity),
            latitude=float(latitude),
            longitude=float(longitude),
            capital=capital is not None and folded(capital) in {folded(name), key},
            other_name=folded(name) != key,
        )


@lru_cache(maxsize=8192)
def candidates_of(name: str) -> tuple[Candidate, ...]:
    """All that the name, as written, may stand for; remembered, because reports repeat their names."""
    return gazetteer().candidates(name)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once when first wanted."""
    return Gazetteer()
