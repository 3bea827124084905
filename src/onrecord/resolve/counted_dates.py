"""Dates counted off: "three days ago", and from the date told before: "two months later", "the following Tuesday"."""

from dataclasses import replace

from onrecord.resolve.expressions import WEEKDAY, Expression
from onrecord.resolve.numbers import number_at
from onrecord.resolve.periods import Period, a_day, middle_of, moved_by, unit_of
from onrecord.resolve.relative_dates import RelativeReader


class CountedReader(RelativeReader):
    """Reads steps of so many units, and steps to a neighbour of the date before."""

    def _counted(self, at: int) -> Expression | None:
        if self._text(at) not in {"a", "an", "one"} and self._text(at)[:1] == "~":
            return None
        number = number_at(self._tokens, at)
        if number is None and self._text(at) in {"a", "an"}:
            amount: int | None = 1
            end = at + 1
        elif number is not None:
            amount = None if number.value is None or number.value.denominator != 1 else int(number.value)
            end = number.end
        elif self._units.get(self._text(at)) and self._text(at).endswith("s"):
            amount, end = None, at  # "months ago"
        else:
            return None
        while self._text(end) in {"full", "whole", "more", "-", "of", "calendar"}:
            end += 1
        unit = self._units.get(self._text(end))
        if unit is None:
            return None
        return self._shifted(at, end + 1, amount, unit)

    def _shifted(self, at: int, end: int, amount: int | None, unit: str) -> Expression | None:
        word = self._text(end)
        backward = word in self._table["backward"]
        if not backward and word not in self._table["forward"]:
            return None
        if word == "ago" or (word in {"back", "previously"}):
            point = self._clock.published
        elif word in {"before", "prior", "after"} and (base := self._base_after(end + 1)) is not None:
            if base.period is None or base.period.first is None or (base.period.days or 9) > 7:
                return replace(base, period=None)
            point, end = base.period.first, base.end - 1
        elif word in {"before", "prior", "after", "on"} and self._goes_on(end + 1):
            # "A week after his brother was taken": told against an event, whose date we don't know.
            return Expression(end + 1, period=None)
        else:
            before = self._clock.before(unit)
            point = None if before is None else before.last if not backward else before.first
        if point is None or amount is None:
            return Expression(end + 1, period=None)
        reached = moved_by(point, unit, -amount if backward else amount)
        if word == "ago" and (limit := self._loosened(at)):
            return Expression(end + 1, period=Period(None, reached) if limit == "more" else Period(reached, point))
        return Expression(end + 1, period=unit_of(reached, "year" if unit == "decade" else unit))

    def _base_after(self, at: int) -> Expression | None:
        """The date that "three days after" counts from, if one follows at once."""
        while self._text(at) in {"the", "on"}:
            at += 1
        if self._text(at)[:1].isdecimal() or self._text(at) in self._months or self._text(at) in self._weekdays:
            found = self.date_at(at)
            if found is not None and (found.calendar or found.weekday is not None):
                return Expression(found.end, period=self._period(found), rank=found.rank)
        return None

    def _goes_on(self, at: int) -> bool:
        """Whether the clause goes on after the word with something that may be an event."""
        token = self._token(at)
        return token is not None and token.text[0].isalpha() and token.text not in self._table["not_an_event"]

    def _loosened(self, at: int) -> str:
        words = (self._text(at - 2), self._text(at - 1))
        if words[1] in {"over"} or words in {("more", "than"), ("at", "least"), ("well", "over")}:
            return "more"
        return "less" if words in {("less", "than"), ("fewer", "than")} else ""

    def _anaphoric(self, at: int) -> Expression | None:
        start = at + 1 if self._text(at) == "the" else at
        word, noun = self._text(start), self._text(start + 1)
        unit = self._units.get(noun)
        if word in {"day", "night", "week", "month", "year"} and self._text(at) == "the":
            if noun not in {"after", "before"} or self._goes_on(start + 2):
                return None
            return self._neighbour(start + 2, self._units[word], 1 if noun == "after" else -1)
        if word in self._table["same_words"] and unit is not None and unit != "season":
            before = None if self._text(start + 2) in {"that", "as", "when", "of"} else self._clock.before(unit)
            return Expression(
                start + 2, period=None if before is None or before.first is None else unit_of(before.first, unit)
            )
        step = 1 if word in self._table["next_words"] else -1 if word in self._table["previous_words"] else 0
        if not step:
            return None
        if noun in self._weekdays:
            before = self._clock.before("weekday")
            if before is None or before.last is None or before.first is None:
                return Expression(start + 2, period=None, rank=WEEKDAY)
            gap = (self._weekdays[noun] - before.last.weekday()) % 7 or 7
            back = (before.first.weekday() - self._weekdays[noun]) % 7 or 7
            reached = moved_by(before.last, "day", gap) if step > 0 else moved_by(before.first, "day", -back)
            return Expression(start + 2, period=a_day(reached))
        if unit is None or unit == "season":
            return None
        return self._neighbour(start + 2, unit, step)

    def _neighbour(self, end: int, unit: str, step: int) -> Expression:
        before = self._clock.before(unit)
        point = None if before is None else before.last if step > 0 else before.first
        if point is None:
            return Expression(end, period=None)
        return Expression(end, period=unit_of(moved_by(middle_of(point, unit), unit, step), unit))
