"""Corpora → documents with labels on words.

One `Document` a line of a corpus; what a corpus does not annotate is None there and costs nothing in training.
The shapes of the corpora are described in `training/README.md`.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.read.encode import Encoded, encode
from onrecord.read.labels import (
    ABUSE_ACTS,
    ABUSE_ROLES,
    ATTRIBUTION_ROLES,
    ENTITY_TAGS,
    RESPONSE_ACTS,
    RESPONSE_ROLES,
)

Json = dict[str, Any]
IGNORE = -100
STATUS_OF = {"actual": 0, "negated": 1, "unreal": 2}
CORPUS_ROLE = {
    "perp": "alleged_perpetrators",
    "victim": "victims",
    "place": "places",
    "time": "times",
    "count": "counts",
}


@dataclass(slots=True)
class Trigger:
    """A cue or a trigger with what hangs on it, in words.

    Attributes:
        group: index into `GROUPS` (attribution, abuse, response).
        span: half-open range of words.
        act: index into the group's acts; IGNORE for attributions.
        status: index into `STATUSES`; IGNORE for attributions.
        told: 1 somebody is made responsible, 0 the report's own voice, IGNORE unknown.
        roles: role index within the group → ranges of words.
    """

    group: int
    span: tuple[int, int]
    act: int = IGNORE
    status: int = IGNORE
    told: int = IGNORE
    roles: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass(slots=True)
class Document:
    """A text with its labels.

    Attributes:
        has: which of `attribution`, `frames` are annotated throughout.
        entities: int64 [W], index into ENTITY_TAGS or IGNORE; None where nothing is annotated.
        clusters: mentions `(first word, stop word)` that stand for the same, or None.
    """

    id: str
    corpus: str
    encoded: Encoded
    has: frozenset[str]
    triggers: list[Trigger]
    entities: NDArray[np.int64] | None = None
    clusters: list[list[tuple[int, int]]] | None = None


def lines(path: Path) -> Iterator[Json]:
    """JSON objects of a (gzipped) JSON Lines file."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def attribution_triggers(encoded: Encoded, attributions: Iterable[Json]) -> list[Trigger]:
    """Cues with their sources and contents; stray one-letter spans, PolNeAR's known noise, are dropped."""
    out = []
    for attribution in attributions:
        spans = {
            role: [words for s, e in attribution[role] if e - s > 1 and (words := encoded.words(s, e))[0] < words[1]]
            for role in ("source", "cue", "content")
        }
        if not spans["cue"] or not spans["content"]:
            continue
        cue = spans["cue"][0]
        roles = {i: spans[role] for i, role in enumerate(ATTRIBUTION_ROLES) if spans[role]}
        out.append(Trigger(0, cue, roles=roles))
    return out


def frame_triggers(encoded: Encoded, frames: Iterable[Json]) -> list[Trigger]:
    """Abuse and response triggers with act, status, roles and whether somebody tells it."""
    out = []
    for frame in frames:
        span = encoded.words(*frame["trigger"])
        if span[0] >= span[1] or span[1] - span[0] > 8:
            continue
        abuse = frame["frame"] == "abuse"
        acts, roles = (ABUSE_ACTS, ABUSE_ROLES) if abuse else (RESPONSE_ACTS, RESPONSE_ROLES)
        trigger = Trigger(
            1 if abuse else 2,
            span,
            act=acts.index(frame["act"]),
            status=STATUS_OF[frame["real"]],
            told=int(bool(frame["told_by"])) if frame.get("told_by") is not None else IGNORE,
        )
        for role, fillers in frame["roles"].items():
            name = CORPUS_ROLE.get(role, role)
            if name not in roles:
                continue
            ranges = sorted({encoded.words(*filler["span"]) for filler in fillers})
            ranges = [r for r in ranges if r[0] < r[1]]
            if ranges:
                trigger.roles[roles.index(name)] = ranges
        out.append(trigger)
    return out


_SILVER = {
    "PERSON": "person",
    "ORGANIZATION": "organization",
    "LOCATION": "place",
    "DATE": "time",
    "TIME": "time",
    "DURATION": "time",
    "SET": "time",
    "NUMBER": "number",
}
# Outlets by the words in their names: silver labels only, so that the head learns the contexts outlets stand in.
_OUTLET = re.compile(
    r"\b(?:Times|Post|News|Journal|Tribune|Herald|Gazette|Guardian|Reuters|CNN|NBC|CBS|ABC|MSNBC|PBS|NPR|BBC|AFP|"
    r"Politico|Breitbart|Bloomberg|Associated Press|AP|Telegraph|Observer|Magazine|Weekly|Radio|Television|TV|Press|"
    r"Daily|Chronicle|Globe|Independent|Jazeera|Vox|Slate|BuzzFeed|Examiner|Dispatch|Courier)\b"
)
# Positions likewise; a title word, with what it governs, directly before a name or on its own.
_POSITION = re.compile(
    r"\b(?:(?:[Ff]ormer|[Aa]cting|[Dd]eputy|[Vv]ice|[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|[Ii]nformation|[Jj]ustice|"
    r"[Ff]irst|[Ss]enior|[Cc]hief|[Ss]tate|[Aa]ssistant|[Aa]ttorney|[Gg]eneral|[Ee]xecutive|[Pp]ress)[ -])*"
    r"(?:[Pp]resident|[Mm]inister|[Ss]ecretary(?: of [A-Z]\w+)?(?: [Gg]eneral)?|"
    r"[Ss]enator|Sen\.|Rep\.|[Gg]overnor|Gov\.|[Mm]ayor|"
    r"[Ss]pokes(?:man|woman|person)|[Aa]mbassador|[Dd]irector|[Cc]hairman|[Cc]hairwoman|[Cc]ommissioner|[Pp]rosecutor|"
    r"[Jj]udge|[Ll]awyer|[Aa]ttorney|[Cc]ommander|[Cc]olonel|[Mm]ajor|[Cc]aptain|[Ss]heriff|[Cc]oordinator|"
    r"[Rr]apporteur|[Cc]ongress(?:man|woman)|[Cc]hief)\b"
)


def tag(labels: NDArray[np.int64], start: int, stop: int, kind: str) -> None:
    """Write a B-, I-… run over words `[start, stop)`."""
    if start < stop:
        labels[start] = ENTITY_TAGS.index(f"B-{kind}")
        labels[start + 1 : stop] = ENTITY_TAGS.index(f"I-{kind}")


def silver_entities(encoded: Encoded, entities: Iterable[tuple[int, int, str]]) -> NDArray[np.int64]:
    """Labels from automatic (CoNLL-like) entities, with outlets and positions told apart by their words."""
    labels = np.zeros(len(encoded), np.int64)
    for match in _POSITION.finditer(encoded.text):
        tag(labels, *encoded.words(*match.span()), "position")
    for start, end, kind in entities:
        name = _SILVER.get(kind)
        if kind == "MISC":
            labels[slice(*encoded.words(start, end))] = IGNORE
        if name is None:
            continue
        if name == "organization" and _OUTLET.search(encoded.text[start:end]):
            name = "outlet"
        first, stop = encoded.words(start, end)
        # CoreNLP at times takes the title into the person: the title stays a position
        while name == "person" and first < stop and ENTITY_TAGS[labels[first]].endswith("position"):
            first += 1
        tag(labels, first, stop, name)
    return labels


def gum_entities(encoded: Encoded, mentions: Iterable[Json]) -> NDArray[np.int64]:
    """Names among GUM's gold mentions, the innermost winning; every other word is labelled as outside."""
    kinds = {"person": "person", "organization": "organization", "place": "place", "time": "time"}
    labels = np.zeros(len(encoded), np.int64)
    for mention in sorted(mentions, key=lambda m: m["start"] - m["end"]):
        span = encoded.words(mention["start"], mention["end"])
        text = encoded.text[mention["start"] : mention["end"]]
        kind = kinds.get(mention["type"])
        named = any(w[0].isupper() for w in text.split()[-1:]) or (kind == "time" and any(c.isdigit() for c in text))
        if kind and named and span[1] - span[0] <= 8:
            tag(labels, *span, kind)
    return labels


def frame_entities(encoded: Encoded, frames: Iterable[Json]) -> NDArray[np.int64]:
    """Partial labels: groups, places, times and numbers among the fillers; every other word is left out of the loss."""
    labels = np.full(len(encoded), IGNORE, np.int64)
    for frame in frames:
        for role, fillers in frame["roles"].items():
            for filler in fillers:
                text = encoded.text[slice(*filler["span"])]
                words = text.split()
                first, stop = encoded.words(*filler["span"])
                if stop - first > 8 or not words:
                    continue
                if role in ("victim", "perp") and words[-1].islower() and words[-1].endswith("s") and len(words) > 1:
                    while words and words[0].casefold() in (
                        "the",
                        "a",
                        "an",
                        "some",
                        "his",
                        "her",
                        "their",
                        "at",
                        "least",
                    ):
                        words = words[1:]
                        first += 1
                    tag(labels, first, stop, "group")
                elif role == "place" and words[0][0].isupper():
                    tag(labels, first, stop, "place")
                elif role == "count":
                    tag(labels, first, stop, "number")
    return labels


def clusters_of(encoded: Encoded, groups: Iterable[Iterable[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Mentions in words; clusters of one mention stay, since they teach "stands for nobody before"."""
    out = []
    for group in groups:
        mentions = sorted({encoded.words(s, e) for s, e in group})
        mentions = [m for m in mentions if 0 < m[1] - m[0] <= 12]
        if mentions:
            out.append(mentions)
    return out


def polnear(folder: Path, split: str, tokenizer: Tokenizer) -> list[Document]:
    """PolNeAR with its automatic entities and coreference."""
    silver = {line["id"]: line for line in lines(folder / "polnear" / f"{split}-corenlp.jsonl.gz")}
    out = []
    for line in lines(folder / "polnear" / f"{split}.jsonl.gz"):
        encoded = encode(line["text"], tokenizer)
        auto = silver.get(line["id"])
        out.append(
            Document(
                line["id"],
                "polnear",
                encoded,
                frozenset({"attribution"}),
                attribution_triggers(encoded, line["attributions"]),
                silver_entities(encoded, auto["entities"]) if auto else None,
            )
        )
    return out


def short(folder: Path, split: str, tokenizer: Tokenizer) -> list[Document]:
    """PolNeAR's articles in passages: as few whole sentences at a time as cut no attribution in two."""
    out = []
    for line in lines(folder / "polnear" / f"{split}.jsonl.gz"):
        whole = encode(line["text"], tokenizer)
        hulls = [_hull(attribution) for attribution in line["attributions"]]
        for start, end in _passages(whole, hulls):
            inside = [
                _moved(a, -start) for a, hull in zip(line["attributions"], hulls, strict=True) if start <= hull[0] < end
            ]
            encoded = encode(line["text"][start:end], tokenizer)
            triggers = attribution_triggers(encoded, inside)
            out.append(Document(f"{line['id']}@{start}", "short", encoded, frozenset({"attribution"}), triggers))
    return out


def _hull(attribution: Json) -> tuple[int, int]:
    spans = [span for role in ("source", "cue", "content") for span in attribution[role]]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _moved(attribution: Json, by: int) -> Json:
    roles = ("source", "cue", "content")
    return {role: [[start + by, end + by] for start, end in attribution[role]] for role in roles}


def _passages(encoded: Encoded, hulls: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of code points, each of whole sentences, that no hull reaches out of."""
    firsts = [0, *(np.flatnonzero(np.diff(encoded.sentences)) + 1).tolist(), len(encoded)]
    reached = 0
    reach = sorted(hulls)
    begun = 0
    for _, stop in pairwise(firsts):
        end = int(encoded.ends[stop - 1])
        while reach and reach[0][0] < end:
            reached = max(reached, reach.pop(0)[1])
        if reached <= end:
            yield int(encoded.starts[begun]), end
            begun = stop


def frames(folder: Path, name: str, tokenizer: Tokenizer) -> list[Document]:
    """Abuse and response frames."""
    out = []
    for line in lines(folder / "frames" / f"{name}.jsonl.gz"):
        encoded = encode(line["text"], tokenizer)
        groups: dict[str, list[tuple[int, int]]] = {}
        for frame in line["frames"]:
            for fillers in frame["roles"].values():
                for filler in fillers:
                    text = line["text"][slice(*filler["span"])]
                    groups.setdefault(filler.get("is") or text, []).append(tuple(filler["span"]))
        out.append(
            Document(
                line["id"],
                "frames",
                encoded,
                frozenset({"frames"}),
                frame_triggers(encoded, line["frames"]),
                frame_entities(encoded, line["frames"]),
                clusters_of(encoded, groups.values()),
            )
        )
    return out


def gum(folder: Path, split: str, tokenizer: Tokenizer) -> list[Document]:
    """GUM's gold mentions and coreference."""
    out = []
    for line in lines(folder / "gum" / f"{split}.jsonl.gz"):
        encoded = encode(line["text"], tokenizer)
        groups: dict[str, list[tuple[int, int]]] = {}
        for mention in line["mentions"]:
            if mention["type"] in ("person", "organization", "place", "abstract", "object", "event"):
                groups.setdefault(str(mention["coref"]), []).append((mention["start"], mention["end"]))
        out.append(
            Document(
                line["id"],
                "gum",
                encoded,
                frozenset(),
                [],
                gum_entities(encoded, line["mentions"]),
                clusters_of(encoded, groups.values()),
            )
        )
    return out


def own(folder: Path, tokenizer: Tokenizer) -> list[Document]:
    """The project's own fictional texts (`training/own`), annotated for both attributions and frames."""
    from training.own_text import load

    out = []
    for line in load(folder):
        encoded = encode(line["text"], tokenizer)
        triggers = attribution_triggers(encoded, line["attributions"]) + frame_triggers(encoded, line["frames"])
        out.append(Document(line["id"], "own", encoded, frozenset({"attribution", "frames"}), triggers))
    return out
