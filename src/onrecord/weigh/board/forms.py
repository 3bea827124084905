"""What the form of a text tells of who speaks: letterheads, heads of turns and interviews, whose publication it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.records.span import Span
from onrecord.weigh.board.phrases import holds_any, is_office_alone, names_nobody
from onrecord.weigh.board.voice import Voice
from onrecord.weigh.responses import Found

# A heading stands within so many characters.
_HEADING = 500
# The state in the name of a body that publishes: "House of Representatives of Karvenia".
_OF_STATE = re.compile(
    r" of (?:the )?(?:(?:Federal |Democratic |Islamic )*(?:Republic|Kingdom|State|Federation|Union) of (?:the )?)?"
    r"([A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*)$"
)
# A turn's head: a name of two words or more, perhaps numbered, perhaps with an office.
_LABEL = re.compile(
    r"(?:(?:Q|A|No\.) ?\d+\.? )?(?P<name>(?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|da|al) (?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|da|al)"
    r"(?: [A-ZÀ-Þ][\w.’'-]*){0,3})(?:,? \(?(?P<title>[^:\n()]{3,80})\)?)?:\s"
)
# Who speaks in an answer that has no name before it, and where a heading tells who answers.
_ANSWERS = re.compile(r"(?:A|Answer|ANSWER)\W*")
_INTERVIEW = re.compile(r"\b[Ii]nterview with ([^,;:.\n(]{3,80})((?:, [^,;:.\n(]{3,80})?)")
# "the Ministry", where the publisher's name tells which.
_GENERIC = re.compile(
    r"(?:the |this |our )?"
    r"(ministry|government|embassy|department|presidency|cabinet|administration|mission|delegation|office|chancellery)",
    re.I,
)
# A line of a letterhead: names and what stands between them, no sentence.
_HEAD = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]*|of|the|and|for|to|&)(?:,? (?:[A-ZÀ-Þ][\w’'-]*|of|the|and|for|to|&)){0,14}")


def turn_of(text: str, span: Span) -> Voice | None:
    """Who speaks in a paragraph that a name and a colon begin, in it or in the line above; None where nobody is named.

    For transcripts whose turns the reader doesn't know.
    """
    start = text.rfind("\n", 0, span.start) + 1
    label = _LABEL.match(text, start, span.start)
    if label is None:
        above = text[:start].rstrip()
        line = above[above.rfind("\n") + 1 :]
        label = _LABEL.fullmatch(f"{line} ") if line.endswith(":") else None
    if label is None:
        return None
    name, title = label["name"], label["title"]
    phrases = (name,) if title is None else (name, f"{name}, {title}", title)
    return Voice(name, phrases, turn=True)


def placed(voice: Voice, one: Found) -> Voice:
    """With the state of whose body published it, where an office is told without any: "THE PRIME MINISTER:"."""
    publisher = one.weighable.report.publisher
    alone = [phrase for phrase in voice.phrases if is_office_alone(phrase)]
    if publisher is None or not alone or not all(map(names_nobody, voice.phrases)):
        return voice
    of = _OF_STATE.search(publisher)
    if of is None or not holds_any(publisher[: of.start()], "publishing"):
        return voice
    inferred = tuple(f"{phrase.casefold()} of {of[1]}" for phrase in alone)
    return replace(voice, phrases=(*voice.phrases, *inferred), inferred=inferred)


def is_publishers(one: Found, words: str, called: Iterable[str] = ()) -> bool:
    """Whether "the Ministry" in a ministry's own publication is that ministry: no other is named in it.

    Args:
        one: the response.
        words: by which the report speaks of whose it is.
        called: all else that it is called; must be of the publisher's name too.
    """
    report, generic = one.weighable.report, _GENERIC.fullmatch(words)
    if report.publisher is None or generic is None:
        return False
    own = set(_words_of(report.publisher))
    noun = generic[1].casefold()
    if noun not in own:
        return False
    others = [
        match.group()
        for match in re.finditer(rf"(?i:{noun}) (?:of|for) (?:the )?(?-i:[A-ZÀ-Þ])\w{{0,40}}", report.text)
    ]
    others += [
        match.group() for match in re.finditer(rf"\b(?!The\b)[A-ZÀ-Þ][\w’'-]{{0,40}} (?i:{noun})\b", report.text)
    ]
    told = (*others, *(phrase for phrase in called if _GENERIC.fullmatch(phrase) is None))
    return all(own.issuperset(_words_of(phrase)) for phrase in told)


def _words_of(text: str) -> list[str]:
    words = (re.sub(r"['’]s?$", "", word) for word in re.findall(r"\w[\w’'-]*", text.casefold()))
    return [word for word in words if word not in ("the", "of", "for", "and")]


def interviewed(words: str, text: str) -> tuple[str, ...]:
    """Whose the answers are behind "A:" in "Interview with Ansa Quill, minister of Lumeria"; empty elsewhere."""
    match = _INTERVIEW.search(text, 0, _HEADING) if _ANSWERS.fullmatch(words) is not None else None
    if match is None:
        return ()
    return (match[1], match[1] + match[2]) if match[2] else (match[1],)


def letterhead(text: str, span: Span) -> Iterator[str]:
    """What a letterhead calls a body that it begins with: the whole line, and with the line that tells whose it is."""
    if span.start > _HEADING:
        return
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[start : len(text) if end < 0 else end]
    if _HEAD.fullmatch(line.strip()) is None or text[start : span.start].strip():
        return
    yield _titled(line)
    before, after = (
        text[: max(0, start - 1)].rpartition("\n")[2],
        text[end + 1 :].partition("\n")[0] if end >= 0 else "",
    )
    for other in (before, after):
        if _HEAD.fullmatch(other.strip()) is not None:
            yield f"{_titled(line)} of {_titled(other)}"


def _titled(line: str) -> str:
    """A line in capitals as names are written."""
    line = line.strip()
    if not line.isupper():
        return line
    return " ".join(w.lower() if w in ("OF", "THE", "AND", "FOR") else w.capitalize() for w in line.split())
