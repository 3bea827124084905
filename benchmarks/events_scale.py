"""How long matching takes as cases grow, beside what it can't be faster than: counting the pairs that it compares."""

import random
import time
from collections.abc import Sequence
from hashlib import sha256

from onrecord.records import (
    Act,
    Actor,
    ActorKind,
    Allegation,
    Bound,
    Count,
    Participant,
    Place,
    Reading,
    Report,
    Span,
    Status,
    Time,
    Unit,
)
from onrecord.records.material import Material, Weighable
from onrecord.testing.weighing import Nobody
from onrecord.weigh.events import match
from onrecord.weigh.events.alleged import alleged_of
from onrecord.weigh.events.around import Hints
from onrecord.weigh.events.candidates import candidates

_A_REPORT = 20
_ACTS = (Act.KILLING, Act.DETENTION, Act.ABDUCTION, Act.TORTURE, Act.ASSAULT, Act.RAID, Act.PROSECUTION)
_SORTS = ("boatmen", "teachers", "students", "villagers", "journalists", "miners", "nurses", "farmers")


def scale(sizes: Sequence[int]) -> None:
    """Print seconds of processor time, pairs and growth for cases of so many allegations, of a tenth as many things."""
    before: tuple[int, float] | None = None
    for size in sizes:
        material = made(size)
        began = time.process_time()
        events = match(material, Nobody(), None)
        seconds = time.process_time() - began
        found = alleged_of(material, Nobody())
        began = time.process_time()
        pairs = candidates(found, Hints())
        limit = time.process_time() - began
        grown = "" if before is None else f", {seconds / before[1]:.1f} times as long for {size / before[0]:.0f} times"
        print(
            f"{size:7} allegations: {seconds:6.1f} s, {len(pairs)} pairs of {size * (size - 1) // 2} compared, "
            f"{len(events)} events; finding the pairs alone {limit:.1f} s{grown}"
        )
        before = size, seconds


def made(size: int, *, seed: int = 7) -> Material:
    """A case of `size` allegations in reports of twenty, of a tenth as many things; nobody's names."""
    chance = random.Random(seed)
    things = [_thing(number, chance) for number in range(max(1, size // 10))]
    weighables = []
    for number in range(1, size // _A_REPORT + 1):
        told = [chance.choice(things) for _ in range(_A_REPORT)]
        weighables.append(_report(number, told, chance))
    return Material(reports=tuple(weighables), at="2024-01-01T00:00:00+00:00")


def _thing(number: int, chance: random.Random) -> tuple[Act, str, str, str, int]:
    digest = sha256(f"name {number}".encode()).hexdigest()
    name = f"{_syllables(digest[:6])} {_syllables(digest[6:12])}"
    place = _syllables(sha256(f"place {number // 40}".encode()).hexdigest()[:8])
    day = f"20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}"
    many = 1 if chance.random() < 0.6 else chance.randrange(2, 300)
    return chance.choice(_ACTS), name if many == 1 else f"{many} {chance.choice(_SORTS)}", place, day, many


def _syllables(digest: str) -> str:
    letters = "".join("bdfgklmnprstvz"[int(one, 16) % 14] + "aeiou"[int(one, 16) % 5] for one in digest)
    return letters[:8].capitalize()


def _report(number: int, told: Sequence[tuple[Act, str, str, str, int]], chance: random.Random) -> Weighable:
    text, actors, allegations = "", [], []
    for place, (act, name, where, day, many) in enumerate(told, 1):
        words = f"{name} suffered it in {where} on {day}."
        start = len(text)
        victim = Span(start, start + len(name))
        trigger = Span(victim.end + 1, victim.end + 9)
        spot = Span(trigger.end + 7, trigger.end + 7 + len(where))
        when = Span(spot.end + 4, spot.end + 4 + len(day))
        text += words + "\n\n"
        actors.append(Actor(f"a{place}", name, ActorKind.PERSON if many == 1 else ActorKind.GROUP))
        full = chance.random() < 0.7
        allegations.append(
            Allegation(
                f"g{place}",
                act,
                Status.ASSERTED,
                trigger,
                0.9,
                victims=(Participant(victim, f"a{place}"),),
                places=(Place(spot, where),) if full else (),
                times=(Time(when, day, day),) if full else (),
                counts=() if many == 1 else (Count(victim, many, Bound.EXACT, many, many, Unit.PERSONS),),
            )
        )
    report = Report(f"made-{number}", "", text, published="2024-01-01")
    return Weighable(
        number=number,
        report=report,
        sha256="0" * 64,
        obtained="2024-01-01T00:00:00+00:00",
        reading=Reading(report, "made@1", actors=tuple(actors), allegations=tuple(allegations)),
        ids={one.id: f"g{number:08x}{place:08x}" for place, one in enumerate(allegations)},
    )
