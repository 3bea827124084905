"""Acts are counted as the scorer meets findings with frames."""

from benchmarks.acts import Act, acts
from training.score.words import Words

TEXT = "They arrested Oru Dann and beat Ila Voss. She died."


def found(word: str, act: str) -> dict[str, object]:
    start = TEXT.index(word)
    return {"act": act, "trigger": [start, start + len(word)]}


def test_each_finding_is_right_another_act_or_nothing() -> None:
    counted: dict[str, Act] = {}
    wanted = [found("arrested", "detention"), found("beat", "assault"), found("died", "killing")]
    acts(
        [found("arrested", "detention"), found("beat", "torture"), found("She", "killing")],
        wanted,
        Words(TEXT),
        counted,
    )
    detention, torture, killing = (counted[act] for act in ("detention", "torture", "killing"))
    assert (detention.read, detention.so_told, detention.missed) == (1, 1, 0)
    assert (torture.read, torture.so_told, dict(torture.told_as)) == (1, 0, {"assault": 1})
    assert (killing.read, killing.so_told, killing.missed) == (1, 0, 1)
    assert counted["assault"].missed == 1
