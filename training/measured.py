"""Writes what the package says of its reader's recall: `python -m training.measured`.

The board prints it with every "no public response found". It is taken from `ratchet.json`, which scoring writes, so
that it can't be another than the committed weights'; a test holds the two together.
"""

from pathlib import Path

from training.score.ratchet import Measured, load

ROOT = Path(__file__).parents[1]
RATCHET = ROOT / "training/ratchet.json"
OUT = ROOT / "src/onrecord/weigh/data/measured.yaml"


def told(measured: Measured) -> str:
    """The file's text."""
    behind = measured.details["response.trigger"]
    recall = round(behind["recall"] / 100, 3)
    return (
        "# Written by `python -m training.measured` from training/ratchet.json: how many of the responses that people\n"
        "# marked in articles held out from training the reader of these weights finds.\n"
        f"reader: {measured.reader}\n"
        f"weights: {measured.weights}\n"
        "response:\n"
        f"  recall: {recall}\n"
        f'  measured_on: "{int(behind["gold"])} responses in news articles held out from training"\n'
    )


def main() -> None:
    """Write the file."""
    OUT.write_text(told(load(RATCHET)), encoding="utf-8")
    print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main()
