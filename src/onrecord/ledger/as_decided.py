"""All readings of one text as one reading, as it was decided on.

What a reader read and what people entered become one set of findings: misread, split and withdrawn ones left out,
amended fields in place, nothing pointing to what is not there. Ids within it are the reader's; what was entered by
hand goes on counting behind them. The same finding entered by two people is there once.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from onrecord.ledger.findings import by_hand
from onrecord.ledger.fold import Amended, State
from onrecord.records.plain import Plain, from_plain
from onrecord.records.reading import Reading
from onrecord.records.report import Report

PARTS: Final = ("actors", "attributions", "allegations", "responses")
"""What findings are made of, in a reading."""

_ROLES: Final = ("victims", "alleged_perpetrators", "who", "to", "about")
_NUMBERED: Final = re.compile(r"[a-z]([0-9]{1,9})")
# The summary tells of the reading as it came.
_LEFT_OUT: Final = frozenset({"summary"})
_NO_REPORT: Final = Report(id="", source="", text="")

Name = Callable[[str], str | None]
"""From an id that a value holds to the id within the one reading; None: it isn't there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneReading:
    """A reading that counts, as the ledger has it.

    Attributes:
        content: its plain values.
        ids: ids within it to ids of findings.
    """

    content: Plain
    ids: Mapping[str, str]

    @property
    def entered(self) -> bool:
        """Whether somebody entered it by hand."""
        return by_hand(self.content["reader"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One text's findings as they count now.

    Attributes:
        reading: of a report without anything.
        ids: ids within it to ids of findings.
        entered: ids of findings that somebody entered by hand.
    """

    reading: Reading
    ids: Mapping[str, str]
    entered: frozenset[str] = field(default_factory=frozenset)

    def of(self, report: Report) -> Reading:
        """The reading, as that report's."""
        return replace(self.reading, report=report)


def as_decided(
    readings: Sequence[OneReading],
    *,
    gone: Callable[[str], bool],
    amended: Mapping[str, State],
    earlier: Callable[[str], Mapping[str, str]],
) -> Decided | None:
    """All readings of a text as one.

    Args:
        readings: those that count: a reader's, if there is one, then those entered by hand, in order.
        gone: whether a finding counts no more.
        amended: states of the findings of which a field is amended.
        earlier: from the name of a reader to ids within its reading of this text to ids of findings, for amendments
            that were made on it.
    """
    if not readings:
        return None
    first = readings[0]
    ids = first.ids.values()
    if len(readings) == 1 and not first.entered and not any(gone(one) or one in amended for one in ids):
        values = {name: value for name, value in first.content.items() if name not in _LEFT_OUT}
        return Decided(reading=from_plain(Reading, values, report=_NO_REPORT), ids=first.ids)
    return _Joined(readings, gone=gone, amended=amended, earlier=earlier).decided()


class _Joined:
    """Names are given to all first, since what one reading holds may point to what another does."""

    def __init__(
        self,
        readings: Sequence[OneReading],
        *,
        gone: Callable[[str], bool],
        amended: Mapping[str, State],
        earlier: Callable[[str], Mapping[str, str]],
    ) -> None:
        self._readings = readings
        self._amended = amended
        self._earlier = earlier
        self._last: Counter[str] = Counter()
        self._of_finding: dict[str, str] = {}
        self._mentions: dict[Any, str] = {}
        self._within: dict[str, str | None] = {}  # of attributions that count no more, the one around each
        self._ids: dict[str, str] = {}
        self._kept: dict[str, list[tuple[Plain, Name, str | None]]] = defaultdict(list)
        names: list[dict[str, str]] = []
        for reading in readings:
            names.append({})
            for part in PARTS:
                for each in reading.content.get(part, ()):
                    self._take(part, each, reading, names[-1], gone)
            self._take_mentions(reading, names[-1])
            for each in reading.content.get("citations", ()):
                self._kept["citations"].append((each, names[-1].get, None))

    def _take(
        self, part: str, each: Plain, reading: OneReading, names: dict[str, str], gone: Callable[[str], bool]
    ) -> None:
        finding = reading.ids[each["id"]]
        known = self._of_finding.get(finding)
        if known is not None:
            names[each["id"]] = known
            return
        local = names[each["id"]] = self._of_finding[finding] = self._new(each["id"], entered=reading.entered)
        if not gone(finding):
            self._ids[local] = finding
            self._kept[part].append(({**each, "id": local}, names.get, finding))
        elif part == "attributions":
            self._kept["gone"].append(({**each, "id": local}, names.get, finding))

    def _take_mentions(self, reading: OneReading, names: dict[str, str]) -> None:
        for each in reading.content.get("entities", ()):
            same = (each["type"], *each["span"], names.get(each.get("actor", "")))
            known = self._mentions.get(same)
            if known is not None and reading.entered:
                names[each["id"]] = known
                continue
            local = names[each["id"]] = self._mentions[same] = self._new(each["id"], entered=reading.entered)
            self._kept["entities"].append(({**each, "id": local}, names.get, None))

    def _new(self, given: str, *, entered: bool) -> str:
        letter, numbered = given[:1], _NUMBERED.fullmatch(given)
        if entered:
            self._last[letter] += 1
            return f"{letter}{self._last[letter]}"
        if numbered is not None:
            self._last[letter] = max(self._last[letter], int(numbered[1]))
        return given

    def decided(self) -> Decided:
        """The one reading."""
        for values, name, finding in self._kept.pop("gone", ()):
            self._within[values["id"]] = self._around(values.get("within"), name, finding)
        told: Plain = {"reader": self._readings[0].content["reader"]}
        for part, kept in self._kept.items():
            told[part] = [self._amend(finding, self._pointed(values, name), name) for values, name, finding in kept]
        told["citations"] = [one for one in told.get("citations", ()) if one["attribution"] and one["outlet"]]
        _cut_circles(told.get("attributions", ()))
        for part in ("attributions", "allegations", "responses"):
            told[part] = sorted(told.get(part, ()), key=_place)
        entered = {one for reading in self._readings if reading.entered for one in reading.ids.values()}
        reading = from_plain(Reading, told, report=_NO_REPORT)
        return Decided(reading=reading, ids=self._ids, entered=frozenset(entered & set(self._ids.values())))

    def _around(self, within: str | None, name: Name, finding: str | None) -> str | None:
        """What lies around an attribution that counts no more, whether or not that counts."""
        state = None if finding is None else self._amended.get(finding)
        if state is not None and "within" in state.amended:
            amended = state.amended["within"]
            within, name = None if amended.value is None else str(amended.value), self._name_in(amended, name)
        return None if within is None else name(within)

    def _amend(self, finding: str | None, values: Plain, name: Name) -> Plain:
        """A finding's values with amended fields in place."""
        state = None if finding is None else self._amended.get(finding)
        for key, amended in ({} if state is None else state.amended).items():
            values |= self._pointed({key: amended.value}, self._name_in(amended, name))
        return values

    def _name_in(self, amended: Amended, own: Name) -> Name:
        """What ids mean in an amendment: ids of findings, or those within the reading that it was made on."""
        reader = amended.decision.basis
        if reader is None or reader == self._readings[0].content["reader"]:
            return lambda one: self._of_finding.get(one) or own(one)
        earlier = self._earlier(reader)
        return lambda one: self._of_finding.get(one) or self._of_finding.get(earlier.get(one, ""))

    def _pointed(self, values: Plain, name: Name) -> Plain:
        """Values that point to what is there, by its name within the one reading."""
        pointed = dict(values)
        for key in ("speaker", "actor", "outlet", "attribution"):
            if key in values:
                pointed[key] = self._counting(values[key], name)
        if "within" in values:
            pointed["within"] = None if values["within"] is None else self._outward(name(values["within"]))
        if "told_by" in values:
            tellers = [self._counting(one, name) for one in values["told_by"]]
            pointed["told_by"] = list(dict.fromkeys(teller for teller in tellers if teller is not None))
        if "entities" in values:
            pointed["entities"] = [local for one in values["entities"] if (local := name(one)) is not None]
        for role in _ROLES:
            if role in values:
                pointed[role] = [{**one, "actor": self._counting(one.get("actor"), name)} for one in values[role]]
        return pointed

    def _counting(self, one: str | None, name: Name) -> str | None:
        local = None if one is None else name(one)
        return local if local in self._ids else None

    def _outward(self, local: str | None) -> str | None:
        """The attribution, or the next one around it that counts."""
        seen = set[str]()
        while local is not None and local not in self._ids:
            if local in seen:
                return None
            seen.add(local)
            local = self._within.get(local)
        return local


def _cut_circles(attributions: Iterable[Plain]) -> None:
    """Take an attribution out of what lies within itself, as amendments of several may leave it."""
    within = {each["id"]: each.get("within") for each in attributions}
    for each in attributions:
        around, steps = within[each["id"]], 0
        while around is not None and around != each["id"] and steps <= len(within):
            around, steps = within[around], steps + 1
        if around == each["id"]:
            each["within"] = within[each["id"]] = None


def _place(values: Plain) -> tuple[int, int]:
    """Where a finding stands in the text: at its trigger, its cue, or what is said."""
    spans = [values["trigger"]] if "trigger" in values else values["cue"] or values["content"] or values["source"]
    start, end = min(spans, default=(0, 0))
    return start, end
