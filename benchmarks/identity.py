"""Identity: how long it takes to find who is who across the reports of a case, and how well it does on a made one.

    python -m benchmarks.identity                              # 1,000, 10,000 and 100,000 actors
    python -m benchmarks.identity --actors 1000,10000

The cases are made: every report tells of ten actors, people of a few hundred given names and a few thousand surnames
among them, so that namesakes and relatives are common, some of them by initial, by surname and office, or in another
spelling; states, ministries, organisations with their acronyms, and groups without a name. Who is who is known, so that
pairs are scored too; how well identity does on texts that somebody wrote to be hard, `tests/weigh/data/identity.yaml`
tells.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks import machine
from onrecord.records.entity import Actor, Entity
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind, EntityType
from onrecord.weigh.identity import Identities, identify

_STARTS = ("v", "k", "m", "t", "br", "s", "l", "d", "gr", "p", "n", "r", "h", "z", "tr", "f", "b", "j", "st")
_MIDDLES = ("a", "e", "i", "o", "u", "ae", "ia")
_ENDS = ("", "n", "r", "l", "s", "m", "nd", "rk", "v")
_TRADES = ("lawyer", "doctor", "teacher", "farmer", "miner", "nurse", "journalist", "student", "driver", "priest")
_BODIES = ("foreign ministry", "interior ministry", "parliament", "government", "embassy")
_TYPES = {ActorKind.PERSON: EntityType.PERSON, ActorKind.STATE: EntityType.PLACE, ActorKind.GROUP: EntityType.GROUP}
ACTORS = 10
"""Actors of each report."""


@dataclass
class _World:
    """People, states and organisations, as many as a case of that size has."""

    chosen: random.Random
    people: list[tuple[str, str, str | None]] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)


def _word(chosen: random.Random, syllables: int) -> str:
    return "".join(
        chosen.choice(_STARTS) + chosen.choice(_MIDDLES) + (chosen.choice(_ENDS) if k == syllables - 1 else "")
        for k in range(syllables)
    ).capitalize()


def _world(actors: int, chosen: random.Random) -> _World:
    world = _World(chosen)
    given = [_word(chosen, 2) for _ in range(300)]
    surnames = [_word(chosen, 3) for _ in range(4_000)]
    world.states = [f"{_word(chosen, 2)}ia" for _ in range(40)]
    for number in range(max(40, actors // 8)):
        office = f"the minister of justice of {world.states[number]}" if number < len(world.states) else None
        trade = chosen.choice(_TRADES) if office is None and chosen.random() < 0.3 else None
        world.people.append((chosen.choice(given), chosen.choice(surnames), office or (trade and f"a {trade}")))
    for _ in range(max(20, actors // 60)):
        world.organisations.append(f"Union of the {_word(chosen, 3)} {_word(chosen, 2)}")
    return world


def _report(world: _World, number: int) -> tuple[Weighable, dict[str, str]]:
    """A report of ten actors, and who each of them is."""
    chosen = world.chosen
    pieces: list[str] = []
    at = 0
    entities: list[Entity] = []
    actors: list[Actor] = []
    truth: dict[str, str] = {}

    def tell(before: str, name: str, after: str, kind: ActorKind, who: str) -> None:
        nonlocal at
        local = f"a{len(actors) + 1}"
        span = Span(at + len(before), at + len(before) + len(name))
        pieces.append(f"{before}{name}{after}")
        at += len(pieces[-1])
        entities.append(Entity(f"e{len(actors) + 1}", _TYPES.get(kind, EntityType.ORGANIZATION), span, 0.9, local))
        actors.append(Actor(local, name, kind, (f"e{len(actors) + 1}",)))
        truth[local] = who

    for _ in range(6):
        index = min(int(chosen.paretovariate(0.7)) - 1, len(world.people) - 1)
        index = chosen.randrange(len(world.people)) if chosen.random() < 0.6 else index
        given, surname, told = world.people[index]
        style = chosen.random()
        name = f"{given} {surname}"
        before = "Neighbours said that "
        if told is not None and told.startswith("the ") and style < 0.2:
            name, before = surname, f"On Monday {told.rpartition(' ')[2]}'s justice minister, "
        elif style < 0.05:
            name = f"{given[0]}. {surname}"
        elif style < 0.1:
            name = name.replace("i", "y").replace("v", "w")
        if name == surname:
            tell(before, name, ", spoke. ", ActorKind.PERSON, f"person{index}")
            continue
        after = f", {told}, spoke. " if told is not None and chosen.random() < 0.7 else " spoke. "
        tell(before, name, after, ActorKind.PERSON, f"person{index}")
    state = chosen.choice(world.states)
    body = chosen.choice(_BODIES)
    tell("", f"The {body} of {state}", " was silent. ", ActorKind.STATE_BODY, f"{body} {state}")
    tell("In ", state, " nobody spoke. ", ActorKind.STATE, state)
    organisation = chosen.choice(world.organisations)
    tell("The ", organisation, " asked. ", ActorKind.ORGANISATION, organisation)
    tell("", "Two men", f" came on day {number}. ", ActorKind.GROUP, f"group{number}")
    report = Report(
        id=str(number), source=str(number), text="".join(pieces), publisher=f"Paper {number % 200}",
        published=f"{2020 + number % 5}-{number % 12 + 1:02}-{number % 28 + 1:02}",
    )  # fmt: skip
    reading = Reading(report, "fictional@1", entities=tuple(entities), actors=tuple(actors))
    ids = {actor.id: f"a{number:08x}{int(actor.id[1:]):08x}" for actor in actors}
    weighable = Weighable(
        number=number, report=report, sha256="0" * 64, obtained="2026-01-01T00:00:00+00:00", reading=reading, ids=ids
    )
    return weighable, truth


def made(actors: int) -> tuple[Material, dict[tuple[int, str], str]]:
    """A case of so many actors, and who is who."""
    world = _world(actors, random.Random(actors))
    reports: list[Weighable] = []
    truth: dict[tuple[int, str], str] = {}
    for number in range(1, actors // ACTORS + 1):
        weighable, told = _report(world, number)
        reports.append(weighable)
        truth |= {(number, local): who for local, who in told.items()}
    return Material(reports=tuple(reports)), truth


def pairs(identities: Identities, truth: dict[tuple[int, str], str]) -> tuple[float, float]:
    """Precision and recall of the pairs that are joined."""
    cells: Counter[tuple[str, str]] = Counter()
    for (number, local), who in truth.items():
        found = identities.of(number, local)
        if found is not None:
            cells[found.id, who] += 1
    joined, same = Counter[str](), Counter[str]()
    for (found_id, who), count in cells.items():
        joined[found_id] += count
        same[who] += count
    both = _pairs(cells.values())
    return both / max(1, _pairs(joined.values())), both / max(1, _pairs(same.values()))


def _pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--actors", default="1000,10000,100000", help="numbers of actors, ascending, between commas")
    options = parser.parse_args()
    print("\n".join(machine.describe()))
    print(
        f"{'actors':>9} {'of the case':>12} {'seconds':>8} {'ms each':>8} {'growth':>7} {'precision':>10} {'recall':>7}"
    )
    before: tuple[int, float] | None = None
    for actors in map(int, options.actors.split(",")):
        case, truth = made(actors)
        start = time.process_time()
        identities = identify(case)
        spent = time.process_time() - start
        growth = "" if before is None else f"{spent / before[1] / (actors / before[0]):.2f}"
        precision, recall = pairs(identities, truth)
        print(
            f"{actors:9,} {len(identities.actors):12,} {spent:8.2f} {1000 * spent / actors:8.3f} {growth:>7}"
            f" {precision:10.3f} {recall:7.3f}"
        )
        before = (actors, spent)


if __name__ == "__main__":
    main()
