"""When reports were published, as far as they say."""

from datetime import UTC, datetime


def earlier(published: str | None, other: str | None) -> bool | None:
    """Whether the first was published before the second; None where the dates don't tell: a day, and an hour of it."""
    if published is None or other is None:
        return None
    moment, other_moment = _moment(published), _moment(other)
    if moment is not None and other_moment is not None:
        return None if moment == other_moment else moment < other_moment
    length = min(len(published), len(other), len("2023-04-05"))
    return None if published[:length] == other[:length] else published[:length] < other[:length]


def _moment(published: str) -> datetime | None:
    if "T" not in published:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
