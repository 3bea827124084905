"""HRDsAttack: fourteen labels an article, read by onrecord.

    python -m benchmarks.hrdsattack < INPUT.jsonl > READINGS.jsonl
    python -m benchmarks.hrdsattack --score CORPORA [--split dev]

The first reads JSON Lines `{"id", "title", "published", "text"}` and prints one reading a line, as `onrecord read`
would, but with `summary` in the benchmark's shape and words. By default it is the product's own summary, which abstains
where the report is silent; with `--guess` every label gets the likeliest answer, as the published rule wants it. The
second reads `CORPORA/hrdsattack/SPLIT.json.gz` and prints all attributes by both rules, beside the published test
figures, with 95 % intervals from draws of articles.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.hrdsattack_answers import Answer, abstaining, guessing
from benchmarks.hrdsattack_gold import Gold, mapping, read_gold
from benchmarks.hrdsattack_score import Figure, tally, with_intervals
from onrecord.errors import UnreadLanguage
from onrecord.present.contract import to_json, to_object
from onrecord.read import Reader
from onrecord.records import Reading, Report
from onrecord.resolve.reading import resolve_findings
from onrecord.resolve.summary import summary_of
from onrecord.resolve.summary_scores import Scores, scores_of

# Names of figures, as the table prints them; the first of each pair is the published rule with guesses.
ROWS = (
    "perpetrator_mention", "perpetrator_type", "victim_name_exact", "victim_name_fuzzy", "victim_type", "victim_sex",
    "victim_age", "violations", "country", "region", "city", "year", "month", "day",
)  # fmt: skip
NULL_ROWS = ("victim_name", "perpetrator_type", "country", "region", "city", "year", "month", "day")


def main() -> None:
    """Print readings, or figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guess", action="store_true", help="answer where the report is silent")
    parser.add_argument("--score", type=Path, metavar="CORPORA", help="score the articles of a split instead")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--weights", type=Path, default=None, help="a reader's weights")
    parser.add_argument("--keep", type=Path, help="with --score: where both kinds of answers are written, a file each")
    options = parser.parse_args()
    reader = Reader(options.weights)
    if options.score is not None:
        _score(reader, options.score / "hrdsattack" / f"{options.split}.json.gz", options.keep)
        return
    for line in sys.stdin:
        if line.strip():
            print(_line(reader, json.loads(line), guess=options.guess))


def _line(reader: Reader, item: dict[str, Any], *, guess: bool) -> str:
    report = Report(
        str(item["id"]),
        str(item["id"]),
        item["text"],
        title=item.get("title"),
        published=item.get("published"),
        publisher=item.get("publisher"),
        url=item.get("url"),
        language="en",
    )
    try:
        reading, scores = read(reader, report)
    except UnreadLanguage as error:
        return to_json({"id": report.id, "source": report.source, "error": {"code": error.code, "message": str(error)}})
    return to_json(to_object(reading) | {"summary": guessing(scores) if guess else abstaining(reading, scores)})


def read(reader: Reader, report: Report) -> tuple[Reading, Scores]:
    """The reading as the product makes it, and what its summary was chosen from."""
    resolved, context = resolve_findings(reader.read(report))
    scores = scores_of(resolved, context)
    return replace(resolved, links=(), summary=summary_of(scores)), scores


def _score(reader: Reader, path: Path, keep: Path | None) -> None:
    articles = list(read_gold(path))
    given = [(article, *read(reader, article.report())) for article in articles]
    guessed = [(article, guessing(scores)) for article, _, scores in given]
    plain = [(article, abstaining(reading, scores)) for article, reading, scores in given]
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        for name, answers in (("guessing", guessed), ("abstaining", plain)):
            lines = [to_json({"id": article.id, "summary": answer}) for article, answer in answers]
            (keep / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for line in table(guessed, plain):
        print(line)


def table(guessed: list[tuple[Gold, Answer]], plain: list[tuple[Gold, Answer]]) -> Iterator[str]:
    """Both tables, line by line."""
    published = mapping()["published"]
    by_rule = with_intervals([tally(gold, answer) for gold, answer in guessed])
    silent = with_intervals([tally(gold, answer) for gold, answer in plain])
    yield f"{len(guessed)} articles; published figures are on the test part (T5-large, 770 M parameters)"
    yield ""
    head = ("here", "95 %", "published", "trivial", "reached")
    yield "{:28} {:>6} {:>13} {:>10} {:>8} {:>8}".format("published rule, with guesses", *head)
    reached = 0
    for name in ROWS:
        best, trivial = published[name]["best"], published[name].get("trivial")
        mine = by_rule[name]
        is_reached = mine.value is not None and mine.value >= best
        reached += is_reached
        yield (
            f"{name:28} {_told(mine):>6} {_interval(mine):>13} {best:>10} {'–' if trivial is None else trivial:>8}"
            f" {'yes' if is_reached else 'no':>8}"
        )
    yield f"{reached} of {len(ROWS)} at or above the published figure"
    yield ""
    yield f"{'null-aware rule, abstaining':28} {'right':>6} {'95 %':>13} {'precision':>10} {'95 %':>13} {'recall':>8}"
    for name in NULL_ROWS:
        right = silent[f"null_{name}"]
        precision, recall = silent.get(f"null_{name}_precision"), silent.get(f"null_{name}_recall")
        yield (
            f"{name:28} {_told(right):>6} {_interval(right):>13} {_told(precision):>10} {_interval(precision):>13}"
            f" {_told(recall):>8}"
        )
    precision, recall = silent["state_precision"], silent["state_recall"]
    yield (
        f"{'country, however spelled':28} {'':>6} {'':>13} {_told(precision):>10} {_interval(precision):>13}"
        f" {_told(recall):>8}"
    )
    yield "victim_name is an F1 by whole words; the others are shares of all articles"


def _told(figure: Figure | None) -> str:
    return "–" if figure is None or figure.value is None else f"{figure.value:.1f}"


def _interval(figure: Figure | None) -> str:
    return "" if figure is None or figure.low is None or figure.high is None else f"{figure.low:.1f}–{figure.high:.1f}"


if __name__ == "__main__":
    main()
