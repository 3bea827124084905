"""Coreference on GUM by the usual measures: MUC, B³, CEAFφ4, their average (CoNLL), and LEA.

    python -m benchmarks.gum_coreference GUM [--weights FILE] [--genre news] [--json]

GUM is a file of JSON Lines (may be gzipped) with `id`, `text` and `mentions: [{start, end, type, coref}]`.

Which mentions are scored decides more than how well they are joined, so there are four tables:

- `everything`: all of GUM's mentions, as published figures have it. onrecord makes actors of names, of whoever plays a
  role, and of what stands for them; of the rest (abstract things, events, objects, whoever is only in passing) it finds
  nothing, so recall is low by design. Not tuned for.
- `actors`: on both sides only mentions of persons, organisations and places, which is what onrecord is about.
- `actors, given`: the same where the mentions are given, each as a participant of one made-up response, so that only
  the joining is scored. onrecord may leave a mention with nobody; then it is not in any cluster.
- `names and pronouns, given`: the same again, of names and personal pronouns only.

Singletons are left out on both sides, as CorefUD and OntoNotes have it. `exact`: spans must be equal, a possessive 's
and marks at the edges aside. `head`: the head word must be the same; GUM's heads are not in the file, so a rule stands
for them on both sides (the last word before "of", "who", a comma …, names whole), which CorefUD's heads are not: near,
not equal, to its rule.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from benchmarks.coreference_scores import Cluster, Score, clusters, conll_average, scores
from onrecord.read import Reader
from onrecord.records import Participant, Reading, Report, Response, ResponseAct, Span, Status
from onrecord.resolve import resolve
from training.score.files import Line, read_lines

# Where a mention counts as standing, by one rule.
Key = Callable[[str, int, int], tuple[int, int]]
Pair = tuple[list[Cluster], list[Cluster]]

# GUM's types of those who can act, and of where; a group of people is a person there.
ACTORS = frozenset({"person", "organization", "place"})
_PRONOUNS = frozenset(
    "i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours"
    " ourselves they them their theirs themselves".split()
)
_EDGES = " \t\n\"“”‘’'().,;:[]"
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_HEAD_ENDS = re.compile(
    r"[,;:(]|\s(?:of|for|in|on|at|from|to|with|by|who|whom|whose|which|that|where|when|and|or|as|about|between|under)\s"
)
_PUBLISHED = Path(__file__).parent / "data" / "coreference_published.yaml"


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description="Coreference on GUM by the usual measures.")
    parser.add_argument("gum", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--genre", action="append", help="of GUM's, as in the ids: news, interview, bio …")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    gum = [line for line in read_lines(options.gum) if not options.genre or _genre(line) in options.genre]
    if not gum:
        parser.error(f"{options.gum} has no document of {', '.join(options.genre or ())}")
    tables = scored(gum, Reader(options.weights))
    if options.json:
        print(json.dumps({name: _as_object(found) for name, found in tables.items()}, indent=1))
    else:
        _show(tables)


def _genre(line: Line) -> str:
    """The genre in an id such as `GUM_news_iodine`."""
    return str(line["id"]).split("_")[1:2][0] if "_" in str(line["id"]) else ""


def scored(gum: Iterable[Line], reader: Reader) -> dict[str, dict[str, Score]]:
    """Each table's measures."""
    pairs: dict[str, list[Pair]] = {}
    for line in gum:
        report = Report(line["id"], line["id"], line["text"], published=line.get("dateCreated"))
        read = reader.read(report)
        gold = line["mentions"]
        actors = [m for m in gold if m["type"] in ACTORS]
        short = [m for m in actors if _is_short(line["text"][m["start"] : m["end"]])]
        found = resolve(read)
        for rule, key in (("exact", _exact), ("head", _head)):
            everything = _pair(line["text"], gold, found, key)
            pairs.setdefault(f"everything, {rule}", []).append(everything)
            pairs.setdefault(f"actors, {rule}", []).append(_pair(line["text"], actors, found, key, only=gold))
        for name, given in (("actors, given", actors), ("names and pronouns, given", short)):
            pairs.setdefault(name, []).append(_given(line["text"], given, read))
    return {name: scores(documents) for name, documents in pairs.items()}


def _pair(text: str, gold: Iterable[Line], found: Reading, key: Key, *, only: Iterable[Line] | None = None) -> Pair:
    """Key and response; with `only`, without what is found of GUM's mentions of other types."""
    wanted = {key(text, m["start"], m["end"]) for m in gold}
    other = set() if only is None else {key(text, m["start"], m["end"]) for m in only} - wanted
    by_actor: dict[str, list[tuple[int, int]]] = {}
    for entity in found.entities:
        at = key(text, *entity.span)
        if entity.actor is not None and at not in other:
            by_actor.setdefault(entity.actor, []).append(at)
    return _gold_clusters(text, gold, key), clusters(by_actor.values(), singletons=False)


def _gold_clusters(text: str, gold: Iterable[Line], key: Key) -> list[Cluster]:
    by_entity: dict[str, list[tuple[int, int]]] = {}
    for mention in gold:
        by_entity.setdefault(mention["coref"], []).append(key(text, mention["start"], mention["end"]))
    return clusters(by_entity.values(), singletons=False)


def _given(text: str, gold: Iterable[Line], read: Reading) -> Pair:
    """Key and response where the gold mentions are given as participants."""
    spans = sorted({Span(*_exact(text, m["start"], m["end"])) for m in gold})
    asked = Response(
        "gold", ResponseAct.OTHER, Status.ASSERTED, Span(0, 1), 1.0, who=tuple(Participant(span) for span in spans)
    )
    resolved = resolve(replace(read, responses=(*read.responses, asked)))
    by_actor: dict[str, list[tuple[int, int]]] = {}
    for participant in resolved.responses[-1].who:
        if participant.actor is not None:
            by_actor.setdefault(participant.actor, []).append((participant.span.start, participant.span.end))
    return _gold_clusters(text, gold, _exact), clusters(by_actor.values(), singletons=False)


def _exact(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without marks at its edges and without a possessive."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    match = _POSSESSIVE.search(text[start:end])
    return start, end if match is None else start + match.start()


def _head(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the head word."""
    start, end = _exact(text, start, end)
    match = _HEAD_ENDS.search(text, start + 1, end)
    phrase = text[start : end if match is None else match.start()].rstrip()
    phrase = _POSSESSIVE.sub("", phrase)
    last = len(phrase) - len(re.split(r"\s", phrase)[-1])
    return start + last, start + len(phrase)


def _is_short(mention: str) -> bool:
    """Whether a mention is a personal pronoun, or a name and nothing more."""
    words = mention.split()
    if len(words) == 1 and words[0].lower() in _PRONOUNS:
        return True
    return len(words) <= 4 and all(word[0].isupper() for word in words) and words[0] not in ("The", "A", "An")


def _as_object(found: Mapping[str, Score]) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: {"recall": score.recall, "precision": score.precision, "f1": score.f1} for name, score in found.items()
    }
    return told | {"conll": conll_average(found)}


def _show(tables: Mapping[str, Mapping[str, Score]]) -> None:
    print(f"{'singletons left out; recall / precision / F1':30}")
    for name, found in tables.items():
        cells = "  ".join(
            f"{measure} {100 * s.recall:4.1f}/{100 * s.precision:4.1f}/{100 * s.f1:4.1f}"
            for measure, s in found.items()
        )
        print(f"{name:26} CoNLL {100 * conll_average(found):5.2f}  {cells}")
    print("\npublished, every noun phrase marked and joined:")
    for row in yaml.safe_load(_PUBLISHED.read_text(encoding="utf-8"))["rows"]:
        print(f"  {row['average']:5.2f}  {row['system']}; {row['part']}, {row['rule']}. {row['source']}")


if __name__ == "__main__":
    main()
