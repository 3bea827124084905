"""Writes what the package says of its reader's errors: `python -m training.measured`.

The board prints the recall with every "no public response found", a brief all of it among its limits. It is taken from
`ratchet.json`, which scoring writes, so that it can't be another than the committed weights'; a test holds the two
together.
"""

from pathlib import Path

from training.score.ratchet import Measured, load

ROOT = Path(__file__).parents[1]
RATCHET = ROOT / "training/ratchet.json"
OUT = ROOT / "src/onrecord/weigh/data/measured.yaml"


def told(measured: Measured) -> str:
    """The file's text."""
    lines = [
        "# Written by `python -m training.measured` from training/ratchet.json: how many of the allegations and",
        "# responses that people marked in articles held out from training the reader of these weights finds, and how",
        "# many of those that it gives are right.",
        f"reader: {measured.reader}",
        f"weights: {measured.weights}",
    ]
    for finding, detail in (("allegation", "abuse.trigger"), ("response", "response.trigger")):
        behind = measured.details[detail]
        lines += [
            f"{finding}:",
            f"  recall: {round(behind['recall'] / 100, 3)}",
            f"  precision: {round(behind['precision'] / 100, 3)}",
            f'  measured_on: "{int(behind["gold"])} {finding}s in news articles held out from training"',
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the file."""
    OUT.write_text(told(load(RATCHET)), encoding="utf-8")
    print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main()
