"""Which report of the case a report means when it cites an outlet."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from onrecord.records.allegation import Allegation
from onrecord.records.material import Weighable
from onrecord.records.vocabulary import Act, Status
from onrecord.weigh.lineage.likeness import Features, akin, features, likeness
from onrecord.weigh.lineage.outlets import Outlets
from onrecord.weigh.lineage.tellers import Teller
from onrecord.weigh.publication import earlier

# From where on an allegation of the cited outlet is the one repeated; a named outlet needs the act and a little more.
NAMED = 1.3
# An outlet that isn't named is only found where the telling is alike and no other outlet tells it so.
UNNAMED = 2.4
_MARGIN = 0.4  # by which the best report must lead
_SAID_SO = 1.0  # the day of the week on which the report says that the outlet reported is that of its publication
_COMPARED = 20  # candidates that are compared in full, those with most in common
_LOOKED_UP = 200  # allegations that are looked up by what they share
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Place = tuple[int, str]
"""A report's number, and the id of an allegation within its reading."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The report that is cited.

    Attributes:
        report: its number; None where several might be.
        allegation: id within its reading of the allegation that is repeated, None where none is alike.
        reason: a sentence.
    """

    report: int | None
    allegation: str | None
    reason: str


class Citing:
    """Finds cited reports, over a whole case."""

    def __init__(
        self, reports: Mapping[int, Weighable], outlets: Outlets, *, source_of: Mapping[int, int | None]
    ) -> None:
        self._reports = reports
        self._outlets = outlets
        self._source_of = source_of
        self._features: dict[Place, Features] = {}
        self._allegations = {
            (number, allegation.id): allegation
            for number, weighable in reports.items()
            for allegation in (() if weighable.reading is None else weighable.reading.allegations)
        }
        self._by_outlet: dict[str, list[int]] = {}
        self._index: dict[tuple[str | None, Act, str], list[Place]] = {}
        for number, weighable in reports.items():
            key = outlets.of_publisher(weighable.report.publisher)
            if key is None or weighable.reading is None or number in source_of:
                continue
            self._by_outlet.setdefault(key, []).append(number)
            for allegation in weighable.reading.allegations:
                place = (number, allegation.id)
                for mark in _marks(self.features(place, allegation)):
                    self._index.setdefault((key, allegation.act, mark), []).append(place)
                    self._index.setdefault((None, allegation.act, mark), []).append(place)

    def features(self, place: Place, allegation: Allegation) -> Features:
        """What an allegation is compared by; worked out once."""
        if place not in self._features:
            self._features[place] = features(self._reports[place[0]].report, allegation)
        return self._features[place]

    def find(
        self, weighable: Weighable, allegation: Allegation, teller: Teller, *, cut: frozenset[int], words: str
    ) -> Cited | None:
        """The report of the case that `weighable` means by `teller`; None where the case has none.

        Args:
            weighable: the report that cites.
            allegation: what it cites for.
            teller: the outlet that it cites.
            cut: numbers of reports that a reviewer says it hasn't it from.
            words: those that cite, for the day of the week that they name.
        """
        publisher = self._outlets.of_publisher(weighable.report.publisher)
        key = teller.outlet if teller.by_name else None
        if key is not None and key not in self._by_outlet:
            return None
        mine = self.features((weighable.number, allegation.id), allegation)
        best: dict[int, tuple[float, str]] = {}
        for place in self._candidates(key, mine):
            other = self._reports[place[0]]
            if place[0] == weighable.number or place[0] in cut or not _before(other, weighable):
                continue
            if key is None and self._outlets.of_publisher(other.report.publisher) == publisher:
                continue
            theirs = self._allegations[place]
            if theirs.status is not allegation.status and Status.NEGATED in (theirs.status, allegation.status):
                continue
            value = likeness(mine, self.features(place, theirs)) + _day_said(words, other)
            if value > best.get(place[0], (0.0, ""))[0]:
                best[place[0]] = (value, place[1])
        return self._judge(best, key, weighable, teller)

    def best_within(
        self, weighable: Weighable, allegation: Allegation, number: int, *, least: float
    ) -> tuple[str, float] | None:
        """The allegation of report `number` that is most alike, at least so much; with how much."""
        reading = self._reports[number].reading
        mine = self.features((weighable.number, allegation.id), allegation)
        found: tuple[str, float] | None = None
        for theirs in () if reading is None else reading.allegations:
            if (theirs.status is Status.NEGATED) != (allegation.status is Status.NEGATED):
                continue
            value = likeness(mine, self.features((number, theirs.id), theirs))
            if value >= least and (found is None or value > found[1]):
                found = (theirs.id, value)
        return found

    def only_report(self, weighable: Weighable, key: str, *, cut: frozenset[int]) -> int | None:
        """The one report of an outlet that was published before, where there is just one."""
        found = [
            number
            for number in self._by_outlet.get(key, ())
            if number != weighable.number and number not in cut and _before(self._reports[number], weighable)
        ]
        return found[0] if len(found) == 1 else None

    def _judge(
        self, best: Mapping[int, tuple[float, str]], key: str | None, weighable: Weighable, teller: Teller
    ) -> Cited | None:
        least = UNNAMED if key is None else NAMED
        ranked = sorted(((value, -number) for number, (value, _) in best.items() if value >= least), reverse=True)
        if not ranked:
            return None
        value, number = ranked[0][0], -ranked[0][1]
        rivals = [-other for worth, other in ranked[1:] if value - worth < _MARGIN]
        if rivals:
            names = " and ".join(f"report {each}" for each in sorted([number, *rivals])[:4])
            return Cited(None, None, f"Report {weighable.number} cites {teller.name}: {names} might be meant.")
        other = self._reports[number].report
        dated = "" if weighable.report.published is None or other.published is None else "published earlier, "
        shown = other.publisher or f"report {number}"
        return Cited(
            number,
            best[number][1],
            f"Report {weighable.number} cites {teller.name}; report {number}, by {shown}, {dated}tells the same.",
        )

    def _candidates(self, key: str | None, mine: Features) -> Iterable[Place]:
        """Allegations with most in common, the rarest figures, names and words looked up first."""
        counted: Counter[Place] = Counter()
        acts, marks = akin(mine.act), _marks(mine)
        found = [
            (len(places), mark, act, places)
            for mark in marks
            for act in acts
            if (places := self._index.get((key, act, mark)))
        ]
        looked_up = 0
        for size, mark, _, places in sorted(found, key=lambda each: each[:3]):
            if looked_up and looked_up + size > _LOOKED_UP:
                break
            looked_up += min(size, _LOOKED_UP)
            weight = 3 if mark.startswith(("#", "@")) else 1
            for place in places[:_LOOKED_UP]:
                counted[place] += weight
        return [place for _, place in nsmallest(_COMPARED, ((-count, place) for place, count in counted.items()))]


def _marks(one: Features) -> frozenset[str]:
    """What allegations that may be the same have in common: figures, names, words."""
    return frozenset(f"#{number}" for number in one.numbers) | frozenset(f"@{name}" for name in one.names) | one.words


def _before(other: Weighable, weighable: Weighable) -> bool:
    """Whether a report may be cited by another: not published after it, as far as the dates tell."""
    return earlier(weighable.report.published, other.report.published) is not True


def _day_said(words: str, other: Weighable) -> float:
    published = other.report.published
    if published is None:
        return 0.0
    try:
        day = _DAYS[date.fromisoformat(published[:10]).weekday()]
    except ValueError:
        return 0.0  # a month or a year: no day of the week
    return _SAID_SO if day in words.casefold() else 0.0
