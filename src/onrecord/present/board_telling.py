"""What a board's entries say, wherever it is shown: which comes first, of when it is, what it is about."""

from collections.abc import Sequence

from onrecord.records.record import CellKind, Entry, Record
from onrecord.records.vocabulary import ResponseAct


class Telling:
    """What entries say, as words of a record: which comes first, of when it is, and what it is about.

    Args:
        weighed: the record.
    """

    def __init__(self, weighed: Record) -> None:
        from onrecord.weigh.board import is_told

        self._titles = {event.id: event.title for event in weighed.events if is_told(event)}
        self._responses = {response.id: response for response in weighed.responses}

    def best_first(self, entries: Sequence[Entry]) -> list[Entry]:
        """Entries, the one that tells most first.

        What is about the case's main events, in own words, by the actor itself, confirmed, of an act that has a name;
        then what the reader is surest of; then the latest.
        """
        ordered = sorted(entries, key=self._weight, reverse=True)
        # of what may be about another event, the board knows which is likeliest to be about this: its order stays
        far = iter([entry for entry in entries if _is_far(entry)])
        return [next(far) if _is_far(entry) else entry for entry in ordered]

    def _weight(self, entry: Entry) -> tuple[bool, bool, bool, bool, bool, float, str]:
        told = self._responses.get(entry.response)
        score = 0.0 if told is None else 1.0 if told.score is None else told.score
        named = entry.act is not ResponseAct.OTHER
        direct = entry.through is None
        return (not entry.elsewhere, entry.own_words, named, direct, entry.held, score, entry.when or "")

    def when(self, entry: Entry) -> str | None:
        """The day; where the words tell only a month or a year, no more than that."""
        told = self._responses.get(entry.response)
        if entry.when is None or told is None:
            return entry.when
        for time in told.times:
            if time.first == entry.when and time.last is not None and time.last != time.first:
                same = next((length for length in (7, 4) if time.first[:length] == time.last[:length]), None)
                return entry.when if same is None else entry.when[:same]
        return entry.when

    def about(self, entry: Entry) -> str | None:
        """The titles of the events that it is about, where known."""
        # a board of one event says it with the doubt
        return None if entry.why.startswith("about: ") else self._about(entry)

    def _about(self, entry: Entry) -> str | None:
        titles = [self._titles[event] for event in entry.events if self._titles.get(event)]
        if not titles:
            return None
        more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
        return f"{titles[0]}{more}"

    def elsewhere(self, entry: Entry) -> str | None:
        """A clause for what isn't known to be an answer to what the case mainly tells of; None for all else."""
        if not entry.elsewhere:
            return None
        about = self._about(entry)
        return "not known to be about the main events" if about is None else f"about “{about}”"


def _is_far(entry: Entry) -> bool:
    return entry.elsewhere and entry.kind is CellKind.POSSIBLE
