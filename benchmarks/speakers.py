"""How often a pronoun or a description gets the right actor, when spans are given right.

    python -m benchmarks.speakers GOLD READINGS [--show wrong] [--form they]

GOLD is a frames corpus (JSON Lines, may be gzipped) whose role fillers without a name carry `is`, the fullest name in
the article. READINGS are the reader's own over the same articles, as `onrecord read --format jsonl` prints; they lend
entities and attributions; roles come from GOLD. With `--labels FILE`, speakers are scored instead: each label has a
report's `id`, `cue`, `source` and `name`, GOLD lends attributions.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.records import (
    Act,
    Allegation,
    Attribution,
    Entity,
    EntityType,
    Force,
    Link,
    Manner,
    Participant,
    Reading,
    Report,
    Response,
    ResponseAct,
    Span,
    Status,
)
from onrecord.resolve.actors import resolve_actors
from training.score.chains import same_name
from training.score.files import Line, read_lines, readings_by_id

_FIRST_SECOND = frozenset("i me my mine we us our you your".split())
_THIRD = frozenset("he him his she her it its they them their themselves himself herself who".split())


def main() -> None:
    """Print right, wrong and none by form of mention."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--show", choices=["right", "wrong", "none", "apart"], default=None)
    parser.add_argument("--form", default=None)
    options = parser.parse_args()
    readings = readings_by_id(read_lines(options.readings))
    tally: Counter[tuple[str, str]] = Counter()
    words, seconds = 0, 0.0
    outcomes = (
        fillers(options.gold, readings) if options.labels is None else speakers(options.gold, readings, options.labels)
    )
    for form, told, outcome, context, spent, size in outcomes:
        words, seconds = words + size, seconds + spent
        if not form:
            continue
        tally[(form, outcome)] += 1
        if outcome == options.show and options.form in (None, form):
            print(f"{form:12} {told:60.60} | {context}")
    for form in sorted({form for form, _ in tally}):
        right, wrong, none = (tally[(form, outcome)] for outcome in ("right", "wrong", "none"))
        apart = tally[(form, "apart")]
        total = right + wrong + none + apart
        precision = right / max(1, right + wrong)
        rates = (
            f"right {right / total:6.1%} wrong {wrong / total:6.1%} none {none / total:6.1%} apart {apart / total:6.1%}"
        )
        print(f"{form:14} n={total:5} {rates} precision {precision:6.1%}")
    total = sum(tally.values())
    right = sum(count for (_, outcome), count in tally.items() if outcome == "right")
    print(
        f"all            n={total:5} right {right / max(1, total):6.1%};"
        f" {1000 * seconds * 750 / max(1, words):.1f} ms for 750 words"
    )


Outcome = tuple[str, str, str, str, float, int]


def fillers(gold: Path, readings: Mapping[str, Line]) -> Iterator[Outcome]:
    """Outcome of each gold role filler that carries `is`."""
    for line in read_lines(gold):
        if str(line["id"]) not in readings:
            continue
        reading, names = with_gold_roles(line, base_reading(line, readings[str(line["id"])]))
        resolved, spent = timed(reading)
        called = {actor.id: actor.name for actor in resolved.actors}
        found = {
            participant.span: participant.actor
            for finding in (*resolved.allegations, *resolved.responses)
            for role in ("victims", "alleged_perpetrators", "who", "to", "about")
            for participant in getattr(finding, role, ())
        }
        yield "", "", "", "", spent, len(line["text"].split())
        for span, name in names.items():
            text = line["text"][slice(*span)]
            yield (*judged(text, name, called.get(found.get(span) or ""), line["text"], span), 0.0, 0)


def speakers(gold: Path, readings: Mapping[str, Line], labels: Path) -> Iterator[Outcome]:
    """Outcome of each labelled attribution."""
    wanted: dict[str, list[Line]] = {}
    for label in read_lines(labels):
        wanted.setdefault(label["id"], []).append(label)
    seen = set()
    for line in read_lines(gold):
        id_ = str(line["id"])
        if id_ not in wanted or id_ in seen or id_ not in readings:
            continue
        seen.add(id_)
        reading = with_labelled(line, readings[id_], wanted[id_])
        resolved, spent = timed(reading)
        called = {actor.id: actor.name for actor in resolved.actors}
        by_source = {a.source[0]: a.speaker for a in resolved.attributions if a.source}
        yield "", "", "", "", spent, len(line["text"].split())
        for label in wanted[id_]:
            span = Span(*label["source"])
            name = called.get(by_source.get(span) or "")
            yield (*judged(line["text"][slice(*span)], label["name"], name, line["text"], span), 0.0, 0)


def judged(text: str, gold: str, name: str | None, article: str, span: Span) -> tuple[str, str, str, str]:
    """Form, what was told, outcome and context of one mention."""
    lowered = text.lower().strip()
    if lowered in _THIRD:
        form = lowered if lowered in ("they", "it", "them", "their", "its") else "he/she"
    elif lowered in _FIRST_SECOND:
        form = "i/we/you"
    elif any(word[0].isupper() for word in text.split()[-1:]):
        form = "name"
    else:
        form = "description"
    outcome = "none" if name is None else "right" if _is_named(name, gold) else "wrong"
    if outcome == "wrong" and same_name(name or "", text):
        outcome = "apart"  # somebody of his own: a missed merge, not a wrong one
    context = article[max(0, span.start - 150) : span.start] + "[" + text + "]" + article[span.end : span.end + 40]
    return form, f"{text} = {gold}; got {name}", outcome, " ".join(context.split())


def _is_named(name: str, gold: str) -> bool:
    """Whether a name is the gold one, or one of those that gold joins with an ampersand."""
    return same_name(name, gold) or any(same_name(name, part) for part in gold.split(" & "))


def with_gold_roles(line: Line, reading: Reading) -> tuple[Reading, dict[Span, str]]:
    """The reading with gold roles in the place of its own, and the names that gold gives for fillers."""
    names: dict[Span, str] = {}
    allegations: list[Allegation] = []
    responses: list[Response] = []
    for number, frame in enumerate(line["frames"], 1):
        roles: dict[str, Any] = {}
        for role, items in frame["roles"].items():
            if role in ("place", "time", "count"):
                continue
            roles[{"victim": "victims", "perp": "alleged_perpetrators"}.get(role, role)] = tuple(
                Participant(Span(*item["span"])) for item in items
            )
            names.update({Span(*item["span"]): item["is"] for item in items if "is" in item and role != "about"})
        trigger = Span(*frame["trigger"])
        if frame["frame"] == "abuse":
            allegations.append(Allegation(f"g{number}", Act(frame["act"]), Status.ASSERTED, trigger, 1.0, **roles))
        else:
            responses.append(Response(f"r{number}", ResponseAct(frame["act"]), Status.ASSERTED, trigger, 1.0, **roles))
    return (
        replace(reading, allegations=tuple(allegations), responses=tuple(responses)),
        names,
    )


def with_labelled(line: Line, read: Line, labels: list[Line]) -> Reading:
    """The reader's entities with gold attributions, those labelled last so that theirs win."""
    base = base_reading(line, read)
    attributions = [
        Attribution(
            "", tuple(Span(*s) for s in a["source"]), tuple(Span(*s) for s in a["cue"]),
            tuple(Span(*s) for s in a["content"]), Manner.MIXED, Force.ASSERT, 1.0,
        )
        for a in line.get("attributions", ())
        if a["cue"]
    ]  # fmt: skip
    if not attributions:
        attributions = list(base.attributions)
    known = {span for a in attributions for span in a.source}
    for label in labels:
        if Span(*label["source"]) not in known:
            attributions.append(
                Attribution("", (Span(*label["source"]),), (Span(*label["cue"]),), (), Manner.MIXED, Force.ASSERT, 1.0)
            )
    attributions.sort(key=lambda a: a.cue)
    return replace(base, attributions=tuple(attributions))


def base_reading(line: Line, read: Line) -> Reading:
    """The reader's entities and attributions as records."""
    entities = tuple(Entity(e["id"], EntityType(e["type"]), Span(*e["span"]), e["score"]) for e in read["entities"])
    attributions = tuple(
        Attribution(
            a["id"], tuple(Span(*s) for s in a["source"]), tuple(Span(*s) for s in a["cue"]),
            tuple(Span(*s) for s in a["content"]), Manner(a["manner"]), Force(a["force"]), a["score"],
        )
        for a in read["attributions"]
    )  # fmt: skip
    report = Report(str(line["id"]), "", line["text"], published=line.get("published"), publisher=line.get("publisher"))
    links = tuple(
        Link(Span(*mention), None if antecedent is None else Span(*antecedent), score)
        for mention, antecedent, score in read.get("links", ())
    )
    return Reading(report, read["reader"], entities, attributions=attributions, links=links)


def timed(reading: Reading) -> tuple[Reading, float]:
    """The resolved reading and seconds of processor time."""
    began = time.process_time()
    resolved = resolve_actors(reading)
    return resolved, time.process_time() - began


if __name__ == "__main__":
    main()
