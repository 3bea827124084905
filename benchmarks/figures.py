"""The score of figures on written cases: `python -m benchmarks.figures`.

Each case says what a careful person notes of a report's counts, or of several reports' counts of one event. A case is
right where each of the fields that it states is.
"""

from benchmarks.figures_cases import cases, judged


def main() -> None:
    """Print the misses and the score."""
    found = [judged(case) for case in cases()]
    for one in found:
        for miss in one.misses:
            print(f"{one.name}: {miss}")
    right = sum(not one.misses for one in found)
    fields = sum(one.fields for one in found)
    wrong = sum(len(one.misses) for one in found)
    print(f"figures: {right} of {len(found)} written cases right, {fields - wrong} of {fields} fields")


if __name__ == "__main__":
    main()
