"""Which act a number counts doesn't depend on which findings were confirmed."""

from dataclasses import replace

from onrecord.records.material import Material
from onrecord.testing.weighing import marked, material_of
from onrecord.weigh.record import weigh

TEXT = (
    "FICTIONAL. The guard [over 100|g1.count:100 g2.count:100] [boatmen|g1.victim] [held|g1.detention], "
    "[three|g1.count:3 g2.count:3 g2.victim] [killed|g2.killing] on the Ander, the paper says."
)


def confirmed(made: Material, *locals_: str) -> Material:
    """The case with these allegations confirmed."""
    (one,) = made.reports
    held = frozenset(one.ids[local] for local in locals_)
    return replace(made, reports=(replace(one, held=held),))


def numbers(made: Material, *, reviewed_only: bool) -> dict[str, list[int | None]]:
    record = weigh(made, case="ander", reviewed_only=reviewed_only)
    return {event.act.value: [figure.number for figure in event.figures] for event in record.events}


def test_the_dead_are_not_among_the_held_because_nobody_confirmed_the_killing() -> None:
    made = material_of([marked(1, TEXT)])
    (one,) = made.reports
    assert one.reading is not None
    held = next(each.id for each in one.reading.allegations if each.act.value == "detention")
    whole = numbers(confirmed(made, held), reviewed_only=False)
    assert (whole["detention"], whole["killing"]) == ([100], [3])
    assert numbers(confirmed(made, held), reviewed_only=True) == {"detention": [100]}
