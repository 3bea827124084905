"""Fit the weights by which pronouns find their antecedents.

    python -m training.fit_pronouns CORPORA

CORPORA holds `gum/train.jsonl.gz` (gold mentions and coreference) and `frames/{train,train-more}.jsonl.gz` (role
fillers with names), which the reader reads, so that its own links count as they do in use. Weights are tried one after
the other, a step up and a step down, and kept where right answers less wrong ones grow. Prints the weights to write
into `resolve/coreference.py`.
"""

import sys
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.speakers import judged, with_gold_roles
from onrecord.read import Reader
from onrecord.records import Act, Allegation, Entity, EntityType, Participant, Reading, Report, Span, Status
from onrecord.resolve.actors import resolve_actors
from onrecord.resolve.coreference import Weights
from training.score.files import Line, read_lines

PRONOUNS = frozenset("he him his she her they them their it its".split())
GENDERED = frozenset("he him his she her".split())
_TYPES = {"person": EntityType.PERSON, "organization": EntityType.ORGANIZATION, "place": EntityType.PLACE}
_PASSES, _FIRST_STEP = 3, 0.5
# Genres nearest to reports.
_GENRES = ("GUM_news", "GUM_bio", "GUM_interview")
_NOT_NAMES = PRONOUNS | frozenset("i we you my our your me us".split())
# A wrong answer does more harm than a right one does good.
_HARM = 1.0

Case = tuple[Reading, dict[Span, str]]


def main() -> None:
    """Fit and print."""
    corpora, reader = Path(sys.argv[1]), Reader()
    cases = [
        with_gold_roles(line, reader.read(Report(str(line["id"]), "", line["text"], published=line.get("published"))))
        for part in ("train-more", "train")
        for line in read_lines(corpora / "frames" / f"{part}.jsonl.gz")
    ]
    cases += gum(corpora / "gum" / "train.jsonl.gz")
    cases = [(reading, pronouns_only(reading, names)) for reading, names in cases]
    weights = Weights()
    best = gain(cases, weights)
    print(f"{sum(len(names) for _, names in cases)} pronouns; gain {best[0]:.0f}, right {best[1]}, wrong {best[2]}")
    step = _FIRST_STEP
    for _ in range(_PASSES):
        for name in asdict(weights):
            if name == "link":
                continue
            for change in (step, -step):
                while (found := gain(cases, tried := moved(weights, name, change)))[0] > best[0]:
                    weights, best = tried, found
                    print(f"{name} {getattr(weights, name):+.2f}: gain {best[0]:.0f}, right {best[1]}, wrong {best[2]}")
        step /= 2
    print(weights)


def gain(cases: list[Case], weights: Weights) -> tuple[float, int, int]:
    """Right answers less wrong ones, right, wrong."""
    right = wrong = 0
    for reading, names in cases:
        resolved = resolve_actors(reading, weights=weights)
        called = {actor.id: actor.name for actor in resolved.actors}
        for finding in (*resolved.allegations, *resolved.responses):
            for role in ("victims", "alleged_perpetrators", "who", "to"):
                for participant in getattr(finding, role, ()):
                    name = names.get(participant.span)
                    if name is None or participant.actor is None:
                        continue
                    text = reading.report.text
                    outcome = judged(participant.span.of(text), name, called[participant.actor], text, participant.span)
                    right += outcome[2] == "right"
                    wrong += outcome[2] == "wrong"
    return right - _HARM * wrong, right, wrong


def moved(weights: Weights, name: str, change: float) -> Weights:
    """The weights with one of them changed."""
    return replace(weights, **{name: getattr(weights, name) + change})


def pronouns_only(reading: Reading, names: dict[Span, str]) -> dict[Span, str]:
    """The gold names of fillers that are pronouns of the third person."""
    return {span: name for span, name in names.items() if span.of(reading.report.text).lower() in PRONOUNS}


def gum(path: Path) -> list[Case]:
    """GUM's documents: named mentions as entities, pronouns of named clusters as victims."""
    cases: list[Case] = []
    for line in read_lines(path):
        if not line["id"].startswith(_GENRES):
            continue
        text = line["text"]
        clusters: dict[str, list[Line]] = {}
        for mention in line["mentions"]:
            clusters.setdefault(mention["coref"], []).append(mention)
        entities: list[Entity] = []
        names: dict[Span, str] = {}
        for mentions in clusters.values():
            named = [m for m in mentions if m["type"] in _TYPES and _is_name(text[m["start"] : m["end"]])]
            entities += [Entity("", _TYPES[m["type"]], Span(m["start"], m["end"]), 1.0) for m in named]
            if not named:
                continue
            all_names = " & ".join(sorted({text[m["start"] : m["end"]] for m in named}))
            for mention in mentions:
                if text[mention["start"] : mention["end"]].lower() in GENDERED:
                    names[Span(mention["start"], mention["end"])] = all_names
        found = tuple(Participant(span) for span in sorted(names))
        allegation = Allegation("g1", Act.OTHER, Status.ASSERTED, Span(0, 1), 1.0, victims=found)
        report = Report(line["id"], "", text)
        cases.append((Reading(report, "gold@0", tuple(sorted(entities, key=_span)), allegations=(allegation,)), names))
    return cases


def _span(entity: Entity) -> Span:
    return entity.span


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 6 and words[-1][0].isupper() and text.lower() not in _NOT_NAMES


if __name__ == "__main__":
    main()
