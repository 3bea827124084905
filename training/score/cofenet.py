"""Attributions by the rule that published PolNeAR figures were measured with (CofeNet, COLING 2022).

That corpus cut is a file of tokenised instances of one to a few sentences, each token carrying one label. Here each
instance is read as the stretch of the raw article that it came from, and predicted spans are laid back on its tokens: a
token belongs to a span that covers any of its characters, and the first attribution, in the order of the reading, keeps
it. `exact.ROLE` and `begin.ROLE` are F1 over runs of tokens and over their first tokens; `jaccard.ROLE` is the mean
overlap of each gold run with its best guess, guesses that overlap nothing counting as 0.

Since the instances were cut with gold at hand, the honest figure is that on raw documents (`attributions`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from training.score.attributions import ROLES
from training.score.files import Line
from training.score.tally import Scores

# What the corpus's tokeniser (Penn Treebank's) wrote, and what may stand for it in the article.
_RAW_FORMS = {
    "``": ("“", '"', "``", "''", "‘‘"),
    "''": ("”", '"', "''", "’’", "“"),
    "`": ("‘", "`", "'", "’"),
    "'": ("’", "'", "‘"),
    "-LRB-": ("(",),
    "-RRB-": (")",),
    "-LSB-": ("[",),
    "-RSB-": ("]",),
    "-LCB-": ("{",),
    "-RCB-": ("}",),
    "--": ("--", "—", "–"),
    "...": ("...", "…", ". . ."),
}
_WIDEST_GAP = 6  # characters between neighbouring tokens; more means that the token was found elsewhere
_MOST_TRIES = 60  # places where an instance's first token may stand before the article is given up

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Instance:
    """A stretch of an article, with the characters of each token and the gold labels.

    Attributes:
        id: its number in the file.
        text: the raw stretch, or the tokens joined by spaces where it could not be found.
        tokens: half-open ranges of characters of `text`.
        labels: one a token: `O`, `B-ROLE` or `I-ROLE`.
    """

    id: str
    text: str
    tokens: tuple[Run, ...]
    labels: tuple[str, ...]


def instances(cut: Sequence[Line], articles: Sequence[Line]) -> Iterator[Instance]:
    """The instances of the published cut, each laid on its article's raw text.

    Args:
        cut: lines with `id` (article and annotator), `tokens` and `labels`.
        articles: lines of the raw corpus, with `id`, `annotator` and `text`.
    """
    texts: dict[str, str] = {}
    for line in articles:
        texts[f"{line['id']}_{line['annotator']}"] = line["text"]
        texts.setdefault(line["id"], line["text"])
    ended: dict[str, int] = {}
    for number, line in enumerate(cut):
        id_, tokens = line["id"], line["tokens"]
        text = texts.get(id_) or texts.get(id_.rsplit("_", 1)[0])
        found = None if text is None else _find(tokens, text, after=ended.get(id_, 0))
        if text is not None and found is not None:
            start, end = found[0][0], found[-1][1]
            ended[id_] = end
            ranges = tuple((s - start, e - start) for s, e in found)
            yield Instance(str(number), text[start:end], ranges, tuple(line["labels"]))
        else:
            yield Instance(str(number), " ".join(tokens), tuple(_joined(tokens)), tuple(line["labels"]))


def score(gold: Sequence[Instance], readings: Mapping[str, Line]) -> Scores:
    """Scores of the readings over all instances; one without reading counts as one that found nothing."""
    scores = Scores()
    for instance in gold:
        reading = readings.get(instance.id, {})
        wanted = runs(instance.labels)
        guessed = runs(lay(reading.get("attributions") or [], instance.tokens))
        for role in ROLES:
            ours, theirs = guessed.get(role, []), wanted.get(role, [])
            _count(scores, f"exact.{role}", set(ours), set(theirs))
            _count(scores, f"begin.{role}", {start for start, _ in ours}, {start for start, _ in theirs})
            best = sum(max((_overlap(run, guess) for guess in ours), default=0.0) for run in theirs)
            stray = sum(all(_overlap(run, guess) == 0 for run in theirs) for guess in ours)
            scores.rate(f"jaccard.{role}", hit=best, of=len(theirs) + stray)
    return scores


def lay(attributions: Sequence[Line], tokens: Sequence[Run]) -> list[str]:
    """One label a token, from spans of characters: nested and overlapping ones flattened, the first keeping a token."""
    labels = ["O"] * len(tokens)
    spans = chain.from_iterable(((role, span) for role in ROLES for span in a.get(role) or []) for a in attributions)
    for role, (start, end) in spans:
        mark = "B"
        for number, (first, last) in enumerate(tokens):
            if first < end and last > start and labels[number] == "O":
                labels[number] = f"{mark}-{role}"
                mark = "I"
    return labels


def runs(labels: Sequence[str]) -> dict[str, list[Run]]:
    """Role to its half-open runs of tokens; an `I-` that continues no run of its role is dropped."""
    found: dict[str, list[Run]] = {}
    role, start = "", 0
    for number, label in enumerate([*labels, "O"]):
        mark, _, name = label.partition("-")
        if role and not (mark == "I" and name == role):
            found.setdefault(role, []).append((start, number))
            role = ""
        if mark == "B":
            role, start = name, number
    return found


def _find(tokens: Sequence[str], text: str, *, after: int) -> list[Run] | None:
    """Where the tokens stand in the text: behind the instance before, or else anywhere."""
    for begin in (after, 0):
        at = begin
        for _ in range(_MOST_TRIES):
            heads = [place for form in _forms(tokens[0]) if (place := text.find(form, at)) >= 0]
            if not heads:
                break
            found = _align(tokens, text, min(heads))
            if found is not None:
                return found
            at = min(heads) + 1
    return None


def _align(tokens: Sequence[str], text: str, at: int) -> list[Run] | None:
    """Ranges of the tokens from `at` on, none further than a few characters from the one before; else None."""
    ranges: list[Run] = []
    for token in tokens:
        end = ranges[-1][1] if ranges else at
        places = [(text.find(form, end), len(form)) for form in _forms(token)]
        near = [
            (place, length) for place, length in places if place >= 0 and (not ranges or place - end <= _WIDEST_GAP)
        ]
        if not near:
            return None
        # Of forms that stand at one place the first listed is meant: min() keeps it.
        place, length = min(near, key=lambda found: found[0])
        ranges.append((place, place + length))
    return ranges


def _forms(token: str) -> tuple[str, ...]:
    if token in _RAW_FORMS:
        return _RAW_FORMS[token]
    forms = [token]
    if "'" in token:
        forms += [token.replace("'", "’"), token.replace("'", "‘")]
    if "-" in token:
        forms += [token.replace("--", "—"), token.replace("-", "–")]
    return tuple(forms)


def _joined(tokens: Sequence[str]) -> Iterator[Run]:
    at = 0
    for token in tokens:
        yield at, at + len(token)
        at += len(token) + 1


def _count(scores: Scores, name: str, guessed: set[Run] | set[int], gold: set[Run] | set[int]) -> None:
    scores.count(name, hit=len(guessed & gold), guessed=len(guessed), gold=len(gold))


def _overlap(left: Run, right: Run) -> float:
    shared = max(0, min(left[1], right[1]) - max(left[0], right[0]))
    return shared / ((left[1] - left[0]) + (right[1] - right[0]) - shared)
