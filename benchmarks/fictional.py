"""Fictional reports in any number, with their readings, as fast as a ledger takes them.

Names, places, outlets and most words are put together from syllables, so that nobody real is among them, and are drawn
as those of a language are: a few often, most seldom. The same number gives the same report.
"""

import random
from functools import cache
from itertools import accumulate

from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.entity import Actor, Entity
from onrecord.records.frame import Participant, Place, Time
from onrecord.records.reading import Reading
from onrecord.records.report import Report
from onrecord.records.response import Response
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, ActorKind, EntityType, Force, Manner, ResponseAct, Status

READER = "fictional@1"
WORDS, PLACES, OUTLETS = 30_000, 2_000, 200
PEOPLE, FIRST_NAMES, LAST_NAMES = 100_000, 500, 5_000
FINDINGS = 10
"""Findings of each report: three attributions, two allegations, two responses, three actors."""

ACTS = {
    "killed": Act.KILLING,
    "detained": Act.DETENTION,
    "beat": Act.ASSAULT,
    "abducted": Act.ABDUCTION,
    "tortured": Act.TORTURE,
    "threatened": Act.THREAT,
}
WHO = ("villagers", "farmers", "students", "dock workers", "teachers", "ferrymen", "miners", "nurses")
BY = ("soldiers", "police officers", "militiamen", "prison guards", "border guards")
COMMON = (
    "the of and to in that was on for with by at it from as had were after which they their been who before when over"
    " not into there would market road bridge harbour river night morning week water grain boats school valley letter"
    " council families convoy district weather power station hospital office records price"
).split()
_STARTS = ("v", "k", "m", "t", "br", "s", "l", "d", "gr", "p", "n", "r", "h", "z", "tr", "f", "b", "j", "st", "kl")
_MIDDLES = ("a", "e", "i", "o", "u", "ae", "ou", "ia")
_ENDS = ("", "n", "r", "l", "s", "m", "nd", "rk", "th", "v")


def fictional_reading(number: int) -> Reading:
    """The reading of the report of that number."""
    chosen = random.Random(number)
    written = _Written(chosen)
    source, place, minister = person(chosen), _of(_places(), chosen), person(chosen)
    outlet = _of(_outlets(), chosen)
    acts = chosen.sample(list(ACTS), 2)
    body = f"The ministry of {_of(_words(), chosen)}"
    written.add(f"FICTIONAL REPORT {number} from {place}\n\n")
    written.filler(40)
    written.new_paragraph()
    first = written.claim(source, "said", acts[0], place)
    written.filler(30)
    written.new_paragraph()
    quoted = written.quotation()
    written.filler(30)
    written.new_paragraph()
    second = written.claim(f"Minister {minister}", "confirmed", acts[1], place)
    denied = written.reply(body, "denied it")
    silent = written.reply("The army's spokesman", "did not answer")
    written.filler(40)
    day = chosen.randrange(12 * 28)
    report = Report(
        id=f"report-{number}",
        source=f"reports/report-{number}.txt",
        text="".join(written.pieces),
        language="en",
        publisher=outlet,
        title=f"FICTIONAL: {' '.join(_of(_words(), chosen) for _ in range(5))} in {place}, part {number}",
        byline=None,
        published=f"{2020 + number % 7}-{day // 28 + 1:02}-{day % 28 + 1:02}",
        url=f"https://{outlet.split()[1].casefold()}.example/{number}",
    )
    scored = round(0.5 + chosen.random() / 2, 3)
    people = (first["who"], second["who"])
    name = Span(people[1].start + len("Minister "), people[1].end)
    return Reading(
        report=report,
        reader=READER,
        entities=(
            Entity("e1", EntityType.PERSON, people[0], 0.97, "a1"),
            Entity("e2", EntityType.GROUP, first["by"], 0.9),
            Entity("e3", EntityType.PLACE, first["place"], 0.99),
            Entity("e4", EntityType.ORGANIZATION, denied["who"], 0.95, "a3"),
            Entity("e5", EntityType.PERSON, name, 0.95, "a2"),
            Entity("e6", EntityType.GROUP, second["by"], 0.9),
        ),
        actors=(
            Actor("a1", source, ActorKind.PERSON, ("e1",)),
            Actor("a2", minister, ActorKind.PERSON, ("e5",)),
            Actor("a3", body, ActorKind.STATE_BODY, ("e4",)),
        ),
        attributions=(
            _attribution("t1", first, scored, "a1"),
            Attribution(
                "t2",
                source=(quoted["who"],),
                cue=(quoted["cue"],),
                content=(quoted["said"],),
                manner=Manner.DIRECT,
                force=Force.ASSERT,
                score=0.88,
                speaker="a1",
            ),
            _attribution("t3", second, scored, "a2"),
        ),
        allegations=(
            _allegation("g1", acts[0], first, place, ("t1",)),
            _allegation("g2", acts[1], second, place, ("t3",)),
        ),
        responses=(
            Response("r1", ResponseAct.DENY, Status.ASSERTED, denied["cue"], 0.83, who=(Participant(denied["who"]),)),
            Response("r2", ResponseAct.SILENT, Status.ASSERTED, silent["cue"], 0.7, who=(Participant(silent["who"]),)),
        ),
    )


def _attribution(local: str, told: dict[str, Span], score: float, speaker: str) -> Attribution:
    return Attribution(
        local,
        source=(told["who"],),
        cue=(told["cue"],),
        content=(told["said"],),
        manner=Manner.INDIRECT,
        force=Force.ASSERT,
        score=score,
        speaker=speaker,
    )


def _allegation(local: str, verb: str, told: dict[str, Span], place: str, by: tuple[str, ...]) -> Allegation:
    return Allegation(
        local,
        act=ACTS[verb],
        status=Status.ASSERTED,
        trigger=told["act"],
        score=0.91,
        victims=(Participant(told["victims"]),),
        alleged_perpetrators=(Participant(told["by"]),),
        places=(Place(told["place"], place, None, None),),
        times=(Time(told["day"]),),
        told_by=by,
    )


class _Written:
    """A text as it grows, and where its parts lie."""

    def __init__(self, chosen: random.Random) -> None:
        self.pieces: list[str] = []
        self._at = 0
        self._chosen = chosen

    def add(self, text: str) -> Span:
        self.pieces.append(text)
        start = self._at
        self._at += len(text)
        return Span(start, self._at)

    def new_paragraph(self) -> None:
        self.add("\n\n")

    def filler(self, words: int) -> None:
        found = self._chosen.choices(_words(), cum_weights=_weights(len(_words())), k=words)
        self.add(" " + " ".join(found).capitalize() + ". ")

    def claim(self, who: str, cue: str, act: str, place: str) -> dict[str, Span]:
        told = {"who": self.add(who)}
        self.add(" ")
        told["cue"] = self.add(cue)
        self.add(" on ")
        told["day"] = self.add(self._chosen.choice(("Monday", "Tuesday", "Friday", "Sunday")))
        self.add(" that ")
        told["by"] = self.add(self._chosen.choice(BY))
        self.add(" ")
        told["act"] = self.add(act)
        self.add(f" {self._chosen.randrange(2, 40)} ")
        told["victims"] = self.add(self._chosen.choice(WHO))
        self.add(" near ")
        told["place"] = self.add(place)
        told["said"] = Span(told["by"].start, told["place"].end)
        self.add(".")
        return told

    def quotation(self) -> dict[str, Span]:
        self.add("“")
        found = self._chosen.choices(_words(), cum_weights=_weights(len(_words())), k=8)
        told = {"said": self.add(f"Nobody asked who they were, {' '.join(found)},")}
        self.add("” ")
        told["who"] = self.add("she")
        self.add(" ")
        told["cue"] = self.add("added")
        self.add(".")
        return told

    def reply(self, who: str, cue: str) -> dict[str, Span]:
        self.add(" ")
        told = {"who": self.add(who)}
        self.add(" ")
        told["cue"] = self.add(cue)
        self.add(".")
        return told


def person(chosen: random.Random) -> str:
    """One of the people, a few often met and most seldom; 200 share a first name, 20 a last name."""
    rank = chosen.choices(range(PEOPLE), cum_weights=_weights(PEOPLE))[0]
    first, last = _names(FIRST_NAMES, 2), _names(LAST_NAMES, 3)
    return f"{first[rank % FIRST_NAMES]} {last[(rank // FIRST_NAMES + rank % FIRST_NAMES * 37) % LAST_NAMES]}"


def word(chosen: random.Random) -> str:
    """A word as texts have it, frequent ones often."""
    return _of(_words(), chosen)


def place(chosen: random.Random) -> str:
    """A place, frequent ones often."""
    return _of(_places(), chosen)


def outlet(chosen: random.Random) -> str:
    """An outlet, frequent ones often."""
    return _of(_outlets(), chosen)


def _of(values: tuple[str, ...], chosen: random.Random) -> str:
    return chosen.choices(values, cum_weights=_weights(len(values)))[0]


@cache
def _weights(count: int) -> tuple[float, ...]:
    """Of the n-th most frequent, one nth as often as the most frequent."""
    return tuple(accumulate(1 / rank for rank in range(1, count + 1)))


@cache
def _made(count: int, syllables: int, seed: int) -> tuple[str, ...]:
    chosen = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        parts = range(chosen.randrange(syllables, syllables + 2))
        found.setdefault(
            "".join(chosen.choice(_STARTS) + chosen.choice(_MIDDLES) + chosen.choice(_ENDS) for _ in parts)
        )
    return tuple(found)


@cache
def _words() -> tuple[str, ...]:
    made = [word for word in _made(WORDS, 2, 1) if word not in COMMON]
    return (*COMMON, *made)[:WORDS]


@cache
def _names(count: int, seed: int) -> tuple[str, ...]:
    return tuple(word.capitalize() for word in _made(count, 2, 10 + seed))


@cache
def _places() -> tuple[str, ...]:
    return tuple(word.capitalize() for word in _made(PLACES, 2, 3))


@cache
def _outlets() -> tuple[str, ...]:
    kinds = ("Courier", "Daily", "Observer", "Post", "Herald")
    return tuple(f"The {word.capitalize()} {kinds[n % 5]}" for n, word in enumerate(_made(OUTLETS, 2, 4)))
