"""The made case of the benchmark of lineage: the same each time, and with something to follow."""

from benchmarks.lineage import made
from onrecord.testing.weighing import Nobody
from onrecord.weigh.copies import Copies
from onrecord.weigh.lineage import trace


def test_made_case_is_the_same_each_time() -> None:
    assert made(6) == made(6)
    assert made(6) != made(6, seed=8)


def test_made_case_has_reports_that_cite_others() -> None:
    found = trace(made(60), Nobody(), Copies((), (), (), ()))
    assert {"cites", "is", "own", "quotes"} <= {edge.how for edge in found.lineage.edges}
