import pytest

from benchmarks.figures_cases import cases, judged

CASES = cases()

# What weighing gets wrong of the written cases, and why. A case that is mended must leave this list.
WRONG = {
    "by the end of the month": "“June 70” is read as a date, so that the count has no number",
}


def test_the_table_is_of_sixty_cases_or_more_with_names_of_their_own() -> None:
    assert len({case["case"] for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_a_written_case_is_told_as_a_careful_person_tells_it(case: dict[str, object]) -> None:
    found = judged(case)
    assert bool(found.misses) == (found.name in WRONG), "; ".join(found.misses)
