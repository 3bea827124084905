"""How long chains of telling take to follow as cases grow: `python -m benchmarks.lineage [--most REPORTS]`.

Each made report has eight allegations; two in five cite an outlet, one in five names no teller. Beside it stands what
following can't be faster than: making the features by which allegations are compared.
"""

import argparse
import random
import time

from onrecord.records.material import Material
from onrecord.testing.weighing import Nobody, marked, material_of
from onrecord.weigh.copies import Copies
from onrecord.weigh.lineage import trace
from onrecord.weigh.lineage.likeness import features

_EACH = 8
_TOWNS = ("Velm", "Ostra", "Karvand", "Amsel", "Dorrin", "Selgrad", "Tolva", "Brenn", "Hask", "Mirr", "Teln", "Borv")
_OUTLETS = tuple(f"The {town} {name}" for town in _TOWNS for name in ("Courier", "Herald", "Tribune", "Observer"))
_ACTS = (("killing", "killed"), ("detention", "detained"), ("torture", "tortured"), ("abduction", "abducted"))
_VICTIMS = ("villagers", "students", "boatmen", "farmers", "teachers")
_SOURCES = ("six relatives", "two officers", "a doctor", "Ilva Brandt", "Tomas Eskerin")
_NO_COPIES = Copies((), (), (), ())


def made(count: int, *, seed: int = 7) -> Material:
    """A fictional case of so many reports."""
    chance = random.Random(seed)
    reports = []
    for number in range(1, count + 1):
        text = "\n\n".join(_paragraph(place, chance) for place in range(1, _EACH + 1))
        day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        reports.append(marked(number, text, publisher=chance.choice(_OUTLETS), published=day))
    return material_of(reports)


def main() -> None:
    """Print seconds, nodes and growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=4000, help="reports of the largest case")
    most = parser.parse_args().most
    before: tuple[int, float] | None = None
    for size in (most // 4, most // 2, most):
        material = made(size)
        began = time.process_time()
        for each in material.reports:
            for allegation in () if each.reading is None else each.reading.allegations:
                features(each.report, allegation)
        limit = time.process_time() - began
        began = time.process_time()
        traced = trace(material, Nobody(), _NO_COPIES)
        seconds = time.process_time() - began
        grown = "" if before is None else f"; {seconds / before[1]:.1f} times as long for {size / before[0]:.0f} times"
        print(
            f"{size:6} reports, {size * _EACH} allegations: {seconds:5.1f} s of one core, "
            f"{len(traced.lineage.nodes)} nodes, {len(traced.lineage.edges)} edges; features alone {limit:.1f} s{grown}"
        )
        before = size, seconds


def _paragraph(place: int, chance: random.Random) -> str:
    act, verb = chance.choice(_ACTS)
    number, town, victims = chance.randint(2, 60), chance.choice(_TOWNS), chance.choice(_VICTIMS)
    told = (
        f"Soldiers [{verb}|g{place}.{act}] [{number} {victims}|g{place}.victim g{place}.count:{number}] near "
        f"[{town}|g{place}.place] on the night of the {chance.randint(1, 28)}th"
    )
    if chance.random() < 0.2:
        return f"{told}."
    outlet = chance.random() < 0.5
    who, kind = (chance.choice(_OUTLETS), ":outlet") if outlet else (chance.choice(_SOURCES), "")
    source = f"{who}|t{place}.source{kind}"
    return (
        f"[{told}|t{place}.content], [{source}] [said|t{place}.cue]. The road was closed, and nothing else was known."
    )


if __name__ == "__main__":
    main()
