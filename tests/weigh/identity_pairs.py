"""Identity on the labelled pairs: `python -m tests.weigh.identity_pairs` prints precision, recall and mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from onrecord.weigh.identity import identify
from tests.weigh.cases import material, told

FILES = ("identity", "identity_again", "identity_third")


@dataclass(frozen=True)
class Judged:
    """A pair, as labelled and as joined."""

    same: bool
    joined: bool
    first: str
    second: str


def judged(file: str) -> Iterator[Judged]:
    """Each labelled pair of a file with what identity makes of it."""
    path = Path(__file__).parent / "data" / f"{file}.yaml"
    for label, first, second in yaml.safe_load(path.read_text(encoding="utf-8")):
        one, other = told(first), told(second)
        assert one.chief is not None, first
        assert other.chief is not None, second
        identities = identify(material([one, other]))
        ours, theirs = identities.of(1, one.chief), identities.of(2, other.chief)
        assert ours is not None
        assert theirs is not None
        yield Judged(label == "same", ours.id == theirs.id, first, second)


def scores(pairs: list[Judged]) -> tuple[float, float]:
    """Precision and recall of joining."""
    right = sum(pair.same and pair.joined for pair in pairs)
    return right / max(1, sum(pair.joined for pair in pairs)), right / max(1, sum(pair.same for pair in pairs))


def main() -> None:
    """Print the scores and the mistakes."""
    for file in FILES:
        pairs = list(judged(file))
        precision, recall = scores(pairs)
        for pair in pairs:
            if pair.same != pair.joined:
                print("wrongly joined" if pair.joined else "missed", "|", pair.first, "|", pair.second)  # noqa: T201 (a command)
        same = sum(pair.same for pair in pairs)
        print(f"{file}: {len(pairs)} pairs, {same} of them one: precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201 (a command)


if __name__ == "__main__":
    main()
