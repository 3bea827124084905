"""Our own annotated training text: fictional reports in a compact markup, read into the shape of the corpora.

A file is YAML: ``note: FICTIONAL`` and ``texts``, a list of ``{id, body}``. In a body every line that is not
indented is one sentence (sentences of a paragraph are joined by one space, an empty line starts a new paragraph);
the indented lines below a sentence annotate it::

    Speaking on Monday, he said he had not raised the arrests.
      ~ Oru Tavsan
      @ he > said > he had not raised the arrests
      silent | not raised | who: he = Oru Tavsan | about: the arrests
      detention? | arrests | by: -

- ``@ source > cue > content``: an attribution; ``-`` for a source that the text does not name, ``//`` between
  pieces, ``*`` as content for the rest of the paragraph behind the cue (a speaker's turn in a transcript).
- ``act | trigger | role: filler // filler | by: teller // teller | note: words``: a frame; ``act!`` is negated,
  ``act?`` unreal, otherwise actual. The act ``other`` is ``abuse.other`` or ``response.other``. ``filler = Name``
  is the corpora's ``is``. ``by`` runs from the innermost teller outward, ``-`` for none.
- ``~ teller // teller``: the ``by`` of the frames of this sentence that give none.

A quotation is searched on word boundaries in its own sentence, where it must stand once or carry ``#n`` for the
n-th; ``^quotation`` searches the whole text instead, and ``<quotation`` takes the nearest standing before the
sentence. ``first words ... last words`` spans from the one to the next
standing of the other, also over sentences. Whatever is not found, or found twice, raises `OwnTextError`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Span = list[int]

ABUSE_ACTS = frozenset(
    "killing disappearance abduction detention torture sexual_violence assault threat prosecution expulsion raid other"
    " abuse.other".split()
) - {"other"}
RESPONSE_ACTS = frozenset(
    "condemn raise demand call_for_inquiry inquiry sanction legislate accountability aid acknowledge deny justify"
    " decline silent support response.other".split()
)
ABUSE_ROLES = ("victim", "perp", "place", "time", "count")
RESPONSE_ROLES = ("who", "to", "about", "time", "place")
REAL = {"": "actual", "!": "negated", "?": "unreal"}

FRAME_HEAD = re.compile(r"^([a-z_.]+)([!?]?)$")
OCCURRENCE = re.compile(r"^(.*)#(\d+)$", re.DOTALL)


class OwnTextError(ValueError):
    """An own text that cannot be read: names the file's text, the line and what is wrong with it."""


def load(folder: Path) -> list[dict[str, Any]]:
    """Read every ``*.yaml`` of a folder, in name order, into the corpora's shape.

    Returns:
        One dict per text: ``id``, ``text``, ``sentences`` ([start, end) pairs), ``attributions`` and ``frames``
        with code-point spans.

    Raises:
        OwnTextError: a file does not say FICTIONAL, an id stands twice, or an annotation does not fit its text.
    """
    documents: list[dict[str, Any]] = []
    seen: set[str] = set()
    for path in sorted(Path(folder).glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or content.get("note") != "FICTIONAL":
            raise OwnTextError(f"{path.name}: must carry `note: FICTIONAL`")
        for item in content["texts"]:
            if item["id"] in seen:
                raise OwnTextError(f"{path.name}: id {item['id']} stands twice; ids are unique over all files")
            seen.add(item["id"])
            documents.append(parse(item["id"], item["body"]))
    return documents


def parse(name: str, body: str) -> dict[str, Any]:
    """Read one body of the markup; `name` becomes its id and stands in every error."""
    text, sentences, notes = _layout(name, body)
    place = _Text(name, text, sentences)
    attributions: list[dict[str, Any]] = []
    frames: list[dict[str, Any]] = []
    for index, lines in enumerate(notes):
        tellers: list[str] = []
        for line in lines:
            if line.startswith("~"):
                tellers = place.tellers(line[1:], line)
            elif line.startswith("@"):
                attributions.append(_attribution(place, index, line))
            else:
                frames.append(_frame(place, index, line, tellers))
    frames.sort(key=lambda frame: frame["trigger"])
    return {"id": name, "text": text, "sentences": sentences, "attributions": attributions, "frames": frames}


def _layout(name: str, body: str) -> tuple[str, list[Span], list[list[str]]]:
    text = ""
    sentences: list[Span] = []
    notes: list[list[str]] = []
    glue = ""
    for line in body.splitlines():
        if not line.strip():
            glue = "\n\n"
        elif line.startswith("  "):
            if not notes:
                raise OwnTextError(f"{name}: annotation before the first sentence: {line.strip()}")
            notes[-1].append(line.strip())
        else:
            text += glue if text else ""
            sentences.append([len(text), len(text) + len(line.rstrip())])
            text += line.rstrip()
            notes.append([])
            glue = " "
    return text, sentences, notes


class _Text:
    """One text, to look quotations up in."""

    def __init__(self, name: str, text: str, sentences: list[Span]) -> None:
        self.name = name
        self.text = text
        self.sentences = sentences

    def fail(self, line: str, why: str) -> OwnTextError:
        return OwnTextError(f"{self.name}: {why} (in the line `{line}`)")

    def span(self, index: int, quotation: str, line: str) -> Span:
        quotation = quotation.strip()
        start, end = self.sentences[index]
        if quotation.startswith("^"):
            quotation, start, end = quotation[1:], 0, len(self.text)
        if quotation.startswith("<"):
            earlier = list(self._occurrences(quotation[1:], 0, start))
            if not earlier:
                raise self.fail(line, f"`{quotation[1:]}` does not stand before this sentence")
            return earlier[-1]
        if " ... " in quotation:
            first, last = quotation.split(" ... ", 1)
            begin = self._once(first, start, end, line)
            return [begin[0], self._once(last, begin[1], self._paragraph_end(begin[1]), line)[1]]
        return self._once(quotation, start, end, line)

    def _paragraph_end(self, position: int) -> int:
        end = self.text.find("\n\n", position)
        return len(self.text) if end < 0 else end

    def turn(self, position: int) -> Span:
        """The rest of a paragraph from `position`, without the blanks before it."""
        end = self._paragraph_end(position)
        return [end - len(self.text[position:end].lstrip()), end]

    def _once(self, quotation: str, start: int, end: int, line: str) -> Span:
        wanted = 0
        if match := OCCURRENCE.match(quotation):
            quotation, wanted = match[1], int(match[2])
            if wanted == 0:
                raise self.fail(line, "#n counts from 1")
        found = list(self._occurrences(quotation, start, end))
        if not found:
            raise self.fail(line, f"`{quotation}` does not stand in `{self.text[start:end]}`")
        if wanted == 0 and len(found) > 1:
            raise self.fail(line, f"`{quotation}` stands {len(found)} times; say which with #n")
        if wanted > len(found):
            raise self.fail(line, f"`{quotation}` stands only {len(found)} times")
        return found[max(wanted, 1) - 1]

    def _occurrences(self, quotation: str, start: int, end: int) -> Iterator[Span]:
        if not quotation:
            return
        before = r"(?<!\w)" if re.match(r"\w", quotation[0]) else ""
        after = r"(?!\w)" if re.match(r"\w", quotation[-1]) else ""
        for match in re.finditer(before + re.escape(quotation) + after, self.text[:end]):
            if match.start() >= start:
                yield [match.start(), match.end()]

    def tellers(self, words: str, line: str) -> list[str]:
        names = [name.strip() for name in words.split("//")]
        if names == ["-"]:
            return []
        for name in names:
            for single in name.split(" & "):
                self.check_name(single, line)
        return names

    def check_name(self, name: str, line: str) -> None:
        """Names of tellers and of `is` must be the text's own words, whatever their first letter's case."""
        if name.casefold() not in self.text.casefold():
            raise self.fail(line, f"the name `{name}` does not stand in the text")


def _attribution(place: _Text, index: int, line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line[1:].split(" > ")]
    if len(parts) != 3:
        raise place.fail(line, "an attribution is `@ source > cue > content`")
    if parts[1] == "-":
        raise place.fail(line, "an attribution needs its cue")
    source, cue = ([] if part == "-" else _pieces(place, index, part, line) for part in parts[:2])
    content = [place.turn(cue[-1][1])] if parts[2] == "*" else _pieces(place, index, parts[2], line)
    return {"source": source, "cue": cue, "content": content}


def _pieces(place: _Text, index: int, words: str, line: str) -> list[Span]:
    return [place.span(index, piece, line) for piece in words.split(" // ")]


def _frame(place: _Text, index: int, line: str, tellers: list[str]) -> dict[str, Any]:
    head, *fields = [part.strip() for part in line.split(" | ")]
    match = FRAME_HEAD.match(head)
    if match is None or match[1] not in ABUSE_ACTS | RESPONSE_ACTS:
        raise place.fail(line, f"`{head}` is no act of the list")
    if not fields:
        raise place.fail(line, "a frame needs its trigger")
    kind = "abuse" if match[1] in ABUSE_ACTS else "response"
    allowed = ABUSE_ROLES if kind == "abuse" else RESPONSE_ROLES
    roles: dict[str, list[dict[str, Any]]] = {}
    frame = {
        "frame": kind,
        "act": match[1].rpartition(".")[2],
        "real": REAL[match[2]],
        "trigger": place.span(index, fields[0], line),
        "roles": roles,
        "told_by": tellers,
    }
    for field in fields[1:]:
        key, colon, value = field.partition(": ")
        if key == "by" and colon:
            frame["told_by"] = place.tellers(value, line)
        elif key == "note" and colon:
            frame["note"] = value
        elif key in allowed and colon and key not in roles:
            roles[key] = [_filler(place, index, piece, line) for piece in value.split(" // ")]
        else:
            raise place.fail(line, f"`{field}` is no field of a {kind} frame, or stands twice")
    return frame


def _filler(place: _Text, index: int, piece: str, line: str) -> dict[str, Any]:
    quotation, equals, name = piece.partition(" = ")
    filler: dict[str, Any] = {"span": place.span(index, quotation, line)}
    if equals:
        place.check_name(name.strip(), line)
        filler["is"] = name.strip()
    return filler
