"""What reviewers say of actors: merges and ties, which bind whatever the comparisons say. The later word counts."""

from collections.abc import Mapping, Sequence

from onrecord.records.tie import Tie, TieKind
from onrecord.weigh.identity.clusters import Clusters


def bind(clusters: Clusters, merged: Mapping[str, str], ties: Sequence[Tie]) -> None:
    """Join and keep apart as reviewers say.

    Ties are taken from the last to the first, then merges: what contradicts a later word is left, and noted.
    """
    by_finding: dict[str, list[int]] = {}
    for index, profile in enumerate(clusters.profiles):
        by_finding.setdefault(profile.finding, []).append(index)
    for members in by_finding.values():
        for index in members[1:]:
            clusters.join(members[0], index, "the same words of the same text")
    undone = {tie.undoes for tie in ties if tie.undoes is not None}
    for tie in sorted(ties, key=lambda one: -one.number):
        if tie.kind not in (TieKind.SAME_ACTOR, TieKind.OTHER_ACTOR) or tie.number in undone:
            continue
        pair = _pair(by_finding, tie.first, tie.second)
        if pair is None:
            continue
        first, second = pair
        if tie.kind is TieKind.SAME_ACTOR:
            _same(clusters, first, second, f"{tie.who} ties them (tie {tie.number})")
        elif not clusters.forbid(first, second):
            clusters.note(
                first, f"Tie {tie.number}, which keeps two apart, gives way to a later word that they are one."
            )
    for finding, other in sorted(merged.items()):
        pair = _pair(by_finding, finding, other)
        if pair is not None:
            _same(clusters, *pair, "a reviewer merged them")


def _pair(by_finding: Mapping[str, list[int]], first: str, second: str) -> tuple[int, int] | None:
    one, other = by_finding.get(first), by_finding.get(second)
    return None if one is None or other is None else (one[0], other[0])


def _same(clusters: Clusters, first: int, second: int, reason: str) -> None:
    if clusters.forbidden(first, second):
        clusters.note(first, "A word that this and another are one gives way to a later tie that keeps them apart.")
    else:
        clusters.join(first, second, reason)
