"""The order in which events stand: the weightiest first."""

from dataclasses import replace

from onrecord.records.record import Event, Named, ToldAllegation
from onrecord.records.vocabulary import ActorKind, Status
from onrecord.testing.records import fictional_record
from onrecord.weigh.order import by_weight, named_victims

ONE = fictional_record().events[0].allegations[0]


def event(name: str, reports: int, victims: tuple[Named, ...] = (), *, status: Status = Status.ASSERTED) -> Event:
    """An event that so many reports tell, and nothing else."""
    told = tuple(replace(ONE, id=f"{name}{number}", reports=(number,)) for number in range(1, reports + 1))
    bare: tuple[ToldAllegation, ...] = told
    made = fictional_record().events[0]
    return replace(made, id=name, status=status, victims=victims, places=(), origins=(), figures=(), allegations=bare)


def person(name: str) -> Named:
    return Named(words=name, name=name, kind=ActorKind.PERSON, actor=f"c{name}")


def test_what_more_reports_tell_stands_first_and_what_is_told_of_nobody_last() -> None:
    slight = event("slight", 1)
    group = event("group", 1, (Named(words="the men", name="the men"),))
    named = event("named", 1, (person("Lena Orvik"),))
    several = event("several", 3)
    unreal = event("unreal", 4, status=Status.HYPOTHETICAL)
    assert [one.id for one in by_weight([slight, group, unreal, named, several])] == [
        "several",
        "named",
        "group",
        "unreal",
        "slight",
    ]


def test_equals_keep_their_order() -> None:
    first, second = event("first", 2), event("second", 2)
    assert by_weight([first, second]) == (first, second)
    assert by_weight([second, first]) == (second, first)


def test_who_is_described_is_not_named() -> None:
    described = event("one", 1, (person("A bargeman of 29"), person("Lena Orvik"), person("Lena Orvik")))
    assert [one.name for one in named_victims(described)] == ["Lena Orvik"]
