"""The words of each example report, taken from its readable source and not by onrecord's own openers."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REPORTS = EXAMPLES / "reports"
SOURCES = EXAMPLES / "sources"

# Built reports, and the text that each is built from.
SOURCE_OF = {
    "reports/05-hearth-committee-account.pdf": "05-hearth-committee-account.txt",
    "reports/07-joint-statement.eml": "07-joint-statement.txt",
    "reports/09-hearing-transcript.docx": "09-hearing-transcript.txt",
}
PAGE_OF = {
    "https://westgallery.example/2023/may/halvard-seld": "14-autumn/westgallery.html",
    "https://gazette.aldmark.example/house/resolution-41-adopted": "14-autumn/gazette.html",
    "https://eveningpost.selgrad.example/politics/no-crime": "14-autumn/evening-post.html",
}
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
BLOCKS = {"p", "h1", "h2", "h3", "h4", "div", "li", "article", "header", "footer", "time", "address", "title", "br"}


class _Words(HTMLParser):
    """Collects what a person sees of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        if tag in BLOCKS:
            self.seen.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")
        if tag in BLOCKS:
            self.seen.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.seen.append(data)


def page_words(markup: str) -> str:
    """What a person sees of an HTML page."""
    words = _Words()
    words.feed(markup)
    words.close()
    return "".join(words.seen)


def one_line(text: str) -> str:
    """The text with every run of white space as one space: line breaks differ between formats."""
    return re.sub(r"\s+", " ", text).strip()


def feed_items() -> dict[str, str]:
    """The words of each item of the example feed, by its link."""
    feed = ElementTree.parse(REPORTS / "15-halyard-feed.xml")  # noqa: S314 - the project's own file
    return {item.findtext("link", ""): page_words(item.findtext(CONTENT, "")) for item in feed.iter("item")}


def words_of(report: str, uri: str | None = None) -> str:
    """The words of an example report, or of one report within a container."""
    if report.endswith(".warc.gz"):
        assert uri is not None
        return page_words((SOURCES / PAGE_OF[uri]).read_text(encoding="utf-8"))
    if report.endswith(".xml"):
        assert uri is not None
        return feed_items()[uri]
    if report in SOURCE_OF:
        return (SOURCES / SOURCE_OF[report]).read_text(encoding="utf-8")
    text = (EXAMPLES / report).read_text(encoding="utf-8")
    return page_words(text) if report.endswith(".html") else text


def every_report() -> list[tuple[str, str | None]]:
    """Each example report as (path within examples/, address within its container), in order."""
    listed: list[tuple[str, str | None]] = []
    for path in sorted(REPORTS.iterdir()):
        name = f"reports/{path.name}"
        if name.endswith(".warc.gz"):
            listed += [(name, uri) for uri in PAGE_OF]
        elif name.endswith(".xml"):
            listed += [(name, uri) for uri in feed_items()]
        else:
            listed.append((name, None))
    return listed


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file in examples/."""
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))
