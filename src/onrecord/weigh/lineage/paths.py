"""Whole paths: chains followed from report to report, to where they end."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.records.material import Weighable
from onrecord.records.record import NodeKind, Quotation
from onrecord.records.span import Span
from onrecord.weigh.lineage.outlets import Outlets
from onrecord.weigh.lineage.steps import Chain, Step
from onrecord.weigh.lineage.tellers import Teller, Tellers
from onrecord.weigh.lineage.telling import Telling
from onrecord.weigh.lineage.wording import node_id

_NAMELESS = (NodeKind.ANONYMOUS, NodeKind.UNKNOWN)
_MOST = 24  # paths of one allegation; more only where a report names many outlets that name many


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A chain from a report of the case to an origin.

    Attributes:
        tellers: from the report to the origin.
        steps: the one that led to each teller but the first.
        beyond: whom the origin heard and doesn't name.
        knows: whether the origin's words show how it knows.
        allegation: id of the finding whose chain it is.
        report: number of the last report of the case on the way.
        trigger: where that report tells it, if it is the first report too.
    """

    tellers: tuple[Teller, ...]
    steps: tuple[Step, ...]
    beyond: tuple[Step, ...]
    knows: bool
    allegation: str
    report: int
    trigger: Span | None = None

    @property
    def origin(self) -> Teller:
        """Where it ends."""
        return self.tellers[-1]

    @property
    def presupposes(self) -> bool:
        """Whether the words only take it for granted."""
        return self.steps[-1].presupposes

    @property
    def quotation(self) -> Quotation | None:
        """The words nearest to the origin."""
        for step in reversed((*self.steps, *self.beyond[:1])):
            if step.quotation is not None:
                return step.quotation
        return None


class Paths:
    """Follows chains, over a whole case."""

    def __init__(
        self, reports: Mapping[int, Weighable], *, telling: Telling, tellers: Tellers, outlets: Outlets
    ) -> None:
        self._reports = reports
        self._telling = telling
        self._tellers = tellers
        self._outlets = outlets
        self._number_of = {tellers.report(each).id: number for number, each in reports.items()}
        self._known: dict[tuple[int, str], tuple[Path, ...]] = {}
        self._triggers = {
            (number, each.ids.get(allegation.id, "")): allegation.trigger
            for number, each in reports.items()
            for allegation in (() if each.reading is None else each.reading.allegations)
        }
        self.doubts: dict[str, None] = {}

    def of(self, number: int, allegation: str) -> tuple[Path, ...]:
        """The paths of an allegation of report `number`, each origin once."""
        place = (number, allegation)
        if place not in self._known:
            self._known[place] = self._follow(number, allegation)
        return self._known[place]

    def completed(self, number: int, chain: Chain) -> tuple[Step, ...]:
        """A report's chain with the outlets' own voices put in where they belong."""
        steps: list[Step] = []
        before = self._tellers.report(self._reports[number])
        for step in chain.steps:
            if step.teller.kind in _NAMELESS and (own := self._heard_by(before, step.teller.kind)) is not None:
                steps.append(Step(teller=own, how="own", report=step.report))
            steps.append(step)
            before = step.teller
        if chain.onward is not None:
            return tuple(steps)
        last = next((step.teller for step in reversed(steps) if step.teller.kind not in _NAMELESS), before)
        if last.kind in _NAMELESS or steps[-1].teller.kind in _NAMELESS:
            return tuple(steps)
        own = self._voice(last)
        if own is not None:
            steps.append(Step(teller=own, how="own", reason=_speaks(last, own)))
        return tuple(steps)

    def _heard_by(self, before: Teller, kind: NodeKind) -> Teller | None:
        """The voice of whoever heard people without a name."""
        if before.kind is NodeKind.REPORT:
            number = self._number_of[before.id]
            if kind is NodeKind.UNKNOWN and not self._telling.access(number).any:
                return None
            return self._tellers.own(self._reports[number])
        if before.kind is NodeKind.OUTLET and kind is NodeKind.ANONYMOUS and before.outlet in self._outlets.names:
            return self._tellers.own_of(before.outlet)
        return None

    def _voice(self, last: Teller) -> Teller | None:
        """The own voice that stands behind the last teller of a chain, if it isn't that itself."""
        if last.kind is NodeKind.REPORT:
            return self._tellers.own(self._reports[self._number_of[last.id]])
        if last.outlet is not None and last.outlet in self._outlets.names:
            own = self._tellers.own_of(last.outlet)
            return None if own.id == last.id else own
        return None

    def _follow(self, number: int, allegation: str) -> tuple[Path, ...]:
        finding = self._reports[number].ids.get(allegation, f"{number}:{allegation}")
        start = self._tellers.report(self._reports[number])
        found: dict[str, Path] = {}
        # Each chain is followed by itself: where it goes on in another report, and which reports it came through.
        waiting: list[tuple[int, str, tuple[Step, ...], tuple[int, ...]]] = [(number, allegation, (), (number,))]
        # Once from each place, by the shortest way: the many others lead to the same origins.
        reached = {(number, allegation)}
        while waiting and len(found) < _MOST:
            at, local, steps, seen = waiting.pop(0)
            for chain in self._telling.chains(at, local):
                taken = (*steps, *self.completed(at, chain))
                if chain.onward is None:
                    path = self._ended(start, taken, finding, seen)
                elif chain.onward[0] in seen:
                    path = self._circle(start, taken, finding, (*seen[seen.index(chain.onward[0]) :],))
                else:
                    if chain.onward not in reached:
                        reached.add(chain.onward)
                        waiting.append((*chain.onward, taken, (*seen, chain.onward[0])))
                    continue
                found.setdefault(path.origin.id, path)
        return tuple(found.values())

    def _ended(self, start: Teller, steps: tuple[Step, ...], finding: str, seen: tuple[int, ...]) -> Path:
        last = seen[-1]
        tellers = (start, *(step.teller for step in steps))
        end = _end(tellers)
        if tellers[end].kind is NodeKind.REPORT:
            end += 1  # a report that tells on the word of somebody of whom it says nothing
        origin = tellers[end]
        knows = True
        if steps[end - 1].how == "own" and tellers[end - 1].kind is NodeKind.REPORT:
            ways = self._telling.access(last)
            knows = (ways.any and not ways.weak) or len(tellers) > end + 1
        return Path(
            tellers=tellers[: end + 1],
            steps=steps[:end],
            beyond=steps[end:],
            knows=knows and origin.kind is not NodeKind.UNKNOWN,
            allegation=finding,
            report=last,
            trigger=self._triggers.get((last, finding)) if len(seen) == 1 else None,
        )

    def _circle(self, start: Teller, steps: tuple[Step, ...], finding: str, reports: tuple[int, ...]) -> Path:
        names = ", ".join(f"report {number}" for number in sorted(reports))
        self.doubts.setdefault(f"A circle: {names} have it from one another; who told it first isn't told.")
        nobody = Teller(
            node_id("circle", *map(str, sorted(reports))), NodeKind.UNKNOWN, f"a circle of {names}", by_name=False
        )
        step = Step(teller=nobody, how="cites", reason="They have it from one another.")
        return Path(
            tellers=(start, *(each.teller for each in steps), nobody),
            steps=(*steps, step),
            beyond=(),
            knows=False,
            allegation=finding,
            report=reports[-1],
        )


def _end(tellers: tuple[Teller, ...]) -> int:
    """Index of the last teller that can be told from others.

    What people without a name say that somebody by name told them is theirs to tell; only where they cite an outlet,
    the chain goes on to it.
    """
    named = [index for index, teller in enumerate(tellers) if teller.kind not in _NAMELESS]
    elsewhere = [index for index in named if tellers[index].kind in (NodeKind.OUTLET, NodeKind.REPORT)]
    after = tellers[elsewhere[-1] :]
    for index, teller in enumerate(after):
        if teller.kind in _NAMELESS:
            return elsewhere[-1] + index - 1
    return named[-1]


def _speaks(last: Teller, own: Teller) -> str | None:
    if last.kind in (NodeKind.REPORT, NodeKind.OUTLET):
        return None
    return f"{last.name} speaks for {own.name}."
