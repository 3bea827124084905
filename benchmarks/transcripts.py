"""How many texts of the corpora are taken for transcripts, and whose turns they are.

    python -m benchmarks.transcripts CORPORA

The corpora hold news, reports and a few speeches: next to none of their texts is a transcript. Each one that is taken
for one is printed with its labels, to be looked up by a person. Reads no weights.
"""

import argparse
import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.read.turns import turns
from training.score.files import read_lines

LINES = ("polnear/train", "polnear/dev", "frames/train", "frames/train-more", "frames/dev", "gum/train", "gum/dev")
ARTICLES = ("hrdsattack/train", "hrdsattack/dev")
_PARAGRAPH = re.compile(r"</p>\s*")
_TAG = re.compile(r"<[^>]{1,200}>")


def texts(corpora: Path) -> Iterator[tuple[str, str, str]]:
    """Part, id and text of each text once."""
    for part in LINES:
        for name, text in {str(line["id"]): line["text"] for line in read_lines(corpora / f"{part}.jsonl.gz")}.items():
            yield part, name, text
    for part in ARTICLES:
        articles = json.loads(gzip.decompress((corpora / f"{part}.json.gz").read_bytes()))
        for number, article in enumerate(articles):
            page = _PARAGRAPH.sub("\n\n", article["sample"]["Input.article_interface"])
            yield part, str(number), html.unescape(_TAG.sub("", page))


def main() -> None:
    """Print what is taken for a transcript, and how many of each part."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    corpora: Path = parser.parse_args().corpora
    read: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for part, name, text in texts(corpora):
        read[part] += 1
        if found := turns(text):
            taken[part] += 1
            labels = Counter(turn.name.of(text) for turn in found)
            print(f"{part} {name}: {', '.join(f'{label} ({count})' for label, count in labels.most_common())}")
    for part, count in read.items():
        print(f"{part}: {count} texts, {taken[part]} taken for transcripts")


if __name__ == "__main__":
    main()
