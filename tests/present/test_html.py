import base64
import hashlib
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.present.html import HtmlWriter
from onrecord.present.words import UNREVIEWED
from onrecord.records import (
    Attribution,
    Entity,
    EntityType,
    Failure,
    Force,
    Manner,
    Reading,
    Span,
)
from tests.present.readings import FAILURE, TEXT, bare_reading, full_reading

VOID = {"meta", "input", "br", "link", "img"}


@dataclass
class Page(HTMLParser):
    """A page taken apart: texts of the reports, elements, what each stretch of text bears."""

    texts: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    marked: list[tuple[str, str, str]] = field(default_factory=list)
    contents: dict[str, str] = field(default_factory=dict)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, dict[str, str | None]]] = []

    def __hash__(self) -> int:
        return id(self)

    def _in_text(self) -> bool:
        return any(attributes.get("class") == "text" for _, attributes in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag in ("dd", "dt"):
            self.words += " "
        if attributes.get("class") == "text":
            self.texts.append("")
        if tag not in VOID:
            self._open.append((tag, attributes))
        code_point = attributes.get("data-code-point")
        if code_point is not None and self._in_text() and re.fullmatch("0000|D[89A-F]..", code_point):
            self.texts[-1] += chr(int(code_point, 16))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tag, attributes = self._open[-1] if self._open else ("", {})
        if tag in ("style", "script"):
            self.contents[tag] = data
            return
        self.words += data
        if self._in_text():
            self.texts[-1] += data
            if tag == "mark":
                self.marked.append((data, attributes["class"] or "", attributes["data-findings"] or ""))


def page_of(*results: Reading | Failure) -> str:
    stream = io.StringIO(newline="")
    writer = HtmlWriter(stream)
    for result in results:
        writer.add(result)
    writer.finish()
    return stream.getvalue()


def parsed(*results: Reading | Failure) -> Page:
    page = Page()
    page.feed(page_of(*results))
    page.close()
    return page


HOSTILE = (
    "plain text",
    "\u202egnp.exe\u202c and \u2066isolated\u2069",
    "e\u0301 combining \u0301alone",
    "one\r\ntwo\rthree\n\n four",
    "👩‍👩‍👧 🇺🇳 emoji",
    "\ttabs\t",
    "<script>alert(1)</script><!-- & &amp; &#13; \" ' ]]>",
    "\x00\x1b[31m\x7f\x9b\x0c",
    "\ud800 lone \udfff",
    "\n\nleading lines",
    "</div></article><mark class=x>",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_text_comes_back_out_of_the_page(text: str) -> None:
    assert parsed(bare_reading(text, title=text)).texts == [text]


@st.composite
def marked_readings(draw: st.DrawFn) -> Reading:
    text = draw(
        st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(alphabet=st.characters(exclude_categories=())))).map(
            "".join
        )
    )
    offsets = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(offsets, offsets).map(lambda pair: Span(min(pair), max(pair))), max_size=9))
    attributions = tuple(
        Attribution(f"t{number}", (), (), (span,), Manner.DIRECT, Force.ASSERT, 0.5)
        for number, span in enumerate(spans[::2])
    )
    entities = tuple(Entity(f"e{number}", EntityType.PERSON, span, 0.5) for number, span in enumerate(spans[1::2]))
    return replace(bare_reading(text, title=text[:9]), attributions=attributions, entities=entities)


@given(marked_readings())
def test_the_text_comes_back_whatever_marks_it_bears(reading: Reading) -> None:
    page = page_of(reading)
    taken = Page()
    taken.feed(page)
    taken.close()

    assert taken.texts == [reading.report.text]
    # The bytes of a file: what UTF-8 can't hold is boxed, and no parser makes a line feed of a carriage return.
    assert "\r" not in page.encode("utf-8").decode("utf-8")


def test_overlapping_marks_share_their_stretch() -> None:
    marked = parsed(full_reading()).marked

    over_100 = next(findings for text, _, findings in marked if text == "Over 100")
    assert set(over_100.split()) == {"r1-t1:content", "r1-t2:content", "r1-g1:victims", "r1-g1:counts"}
    assert "".join(text for text, _, findings in marked if "r1-t1:content" in findings.split()) == (
        "Over 100 men were abducted in Port Sael in April 2031"
    )


def test_nested_contents_and_uncertain_acts_look_different() -> None:
    classes = {text: set(names.split()) for text, names, _ in parsed(full_reading()).marked}

    assert "content-2" in classes["Over 100"]
    assert "content-1" in classes["abducted"]
    assert "allegation-trigger" in classes["abducted"]
    assert {"allegation-trigger", "negated"} <= classes["killed"]
    assert {"allegation-trigger", "hypothetical"} <= classes["expelled"]
    assert {"response-trigger", "negated"} <= classes["raised"]


def test_every_finding_has_a_card_that_leads_to_its_words() -> None:
    page = parsed(full_reading(), full_reading())

    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    cards = [attributes for tag, attributes in page.elements if tag == "a" and "data-finding" in attributes]
    assert len(ids) == len(set(ids))
    assert len(cards) == 2 * (4 + 4 + 3)
    for card in cards:
        assert card["href"] == f"#{card['data-finding']}"
        assert card["data-finding"] in ids
        assert set((card.get("data-told-by") or "").split()) <= set(ids)
    told_by = {card["data-finding"]: card.get("data-told-by") for card in cards}
    assert told_by["r2-g1"] == "r2-t2 r2-t1"
    assert told_by["r1-g4"] is None


def test_every_mark_says_what_it_is() -> None:
    marks = [attributes for tag, attributes in parsed(full_reading()).elements if tag == "mark"]

    titles = {attributes["title"] for attributes in marks}
    assert all(titles)
    assert "who says it" in " ".join(title or "" for title in titles)
    assert any("alleged perpetrator" in (title or "") for title in titles)


def test_the_words_of_the_page() -> None:
    words = " ".join(parsed(full_reading(), FAILURE, bare_reading()).words.split())

    for part in (
        "Unreviewed machine reading",
        "alleged perpetrator police officers",
        "alleged perpetrator not named",
        "on whose word Sael Rights Watch, as told by Harbour Post",
        "on whose word the report's own voice",
        "negated: told as not happened",
        "hypothetical: planned, threatened, feared or conditional",
        "reported as not having responded",
        "Could not be read. It is encrypted; remove the password and read it again.",
        "Nothing found.",
        "All reports 3",
    ):
        assert part in words


def test_only_the_page_s_own_style_and_script_may_run_and_nothing_is_fetched() -> None:
    page = parsed(full_reading(), bare_reading("<img src=x onerror=alert(1)>", title="<b>bold</b>"))

    policy = next(
        attributes["content"] or ""
        for tag, attributes in page.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.contents[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert [tag for tag, _ in page.elements if tag in ("img", "link", "iframe", "b")] == []
    assert [tag for tag, _ in page.elements].count("script") == 1
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")]
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"url\(|@import|https?:", page.contents["style"] + page.contents["script"])


def test_every_printed_sheet_says_that_nobody_has_checked_it() -> None:
    sheet = re.search(r"@page \{.*?\n\}", parsed(bare_reading()).contents["style"], re.S)

    assert sheet
    assert f'content: "{UNREVIEWED}"' in sheet[0]


def test_landmarks_and_language_are_given() -> None:
    elements = parsed(full_reading(), bare_reading()).elements

    tags = [tag for tag, _ in elements]
    assert [tags.count(tag) for tag in ("main", "article", "aside", "nav", "h2")] == [1, 2, 2, 1, 3]
    named = [attributes["aria-label"] for _, attributes in elements if "aria-label" in attributes]
    assert len(named) == len(set(named))
    assert ("html", {"lang": "en"}) in elements
    labelled = [attributes["aria-labelledby"] for _, attributes in elements if "aria-labelledby" in attributes]
    ids = {attributes.get("id") for _, attributes in elements}
    assert labelled
    assert set(labelled) <= ids


def test_the_same_readings_give_the_same_page() -> None:
    assert page_of(full_reading(), FAILURE) == page_of(full_reading(), FAILURE)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _palettes(style: str) -> Iterator[dict[str, str]]:
    light, dark = (
        {
            name: colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
            for name, colour in found
        }
        for found in (
            re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})", block)
            for block in re.findall(r":root \{(.*?)\}", style, re.S)[:2]
        )
    )
    yield light
    yield {**light, **dark}


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *((ink, paper) for ink in ("ink", "soft", "blue", "faded") for paper in ("paper", "card")),
        *(("ink", paper) for paper in ("blue-1", "blue-2", "blue-3", "amber-1", "violet-1", "grey-1", "notice")),
        ("red", "red-1"),
        ("green", "green-1"),
        ("blue", "blue-1"),
        ("blue", "blue-2"),
        ("amber", "card"),
    ],
)
def test_colours_can_be_read_by_weak_eyes(ink: str, paper: str) -> None:
    for palette in _palettes(parsed(bare_reading()).contents["style"]):
        lighter, darker = sorted((_luminance(palette[ink]), _luminance(palette[paper])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5  # WCAG 2.2, level AA


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the page is not tried in a browser")
def test_a_browser_shows_the_text_and_lights_up_a_finding(tmp_path: Path) -> None:
    assert CHROMIUM is not None
    path = tmp_path / "page.html"
    path.write_text(page_of(full_reading()), encoding="utf-8", newline="\n")

    shown = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom",
         f"{path.as_uri()}#r1-g2"],
        capture_output=True, text=True, check=True, timeout=120,
    ).stdout  # fmt: skip
    page = Page()
    page.feed(shown)

    assert page.texts == [TEXT]
    lit = {text: names for text, names, _ in page.marked if "lit" in names.split()}
    assert {text: next(name for name in names.split() if name.startswith("lit-")) for text, names in lit.items()} == {
        "Sael Rights Watch": "lit-word",
        "police officers": "lit-alleged-perpetrators",
        "beaten": "lit-trigger",
        "two": "lit-victims",
        " of them": "lit-victims",
    }
