import html
import itertools
import json
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.present.brief.html import html as page_of
from onrecord.present.words import UNREVIEWED
from tests.present.brief.briefs import brief, nothing, reviewed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


@dataclass
class Page(HTMLParser):
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [str(attributes[name]) for _, attributes in self.elements if name in attributes]


def page(written: str | None = None) -> Page:
    made = Page()
    made.feed(page_of(brief()) if written is None else written)
    return made


def test_the_same_document_gives_the_same_page() -> None:
    assert page_of(brief()) == page_of(brief())


def test_nothing_is_fetched_and_nothing_runs() -> None:
    made = page()
    assert {tag for tag, _ in made.elements}.isdisjoint({"script", "img", "iframe", "object", "link", "form", "base"})
    assert all(target.startswith("#") for target in made.values("href"))
    assert not [name for _, attributes in made.elements for name in attributes if name.startswith("on")]
    policy = next(attributes["content"] for _, attributes in made.elements if "http-equiv" in attributes)
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in page_of(brief())
    assert "@import" not in page_of(brief())


def test_hostile_words_are_words() -> None:
    written = page_of(brief())
    assert "<script" not in written
    assert "<script>alert('Oram')</script>" in page().text
    assert "\u202e" not in written
    assert '<bdi dir="rtl">ברית הבארות</bdi>' in written


def test_every_link_leads_somewhere_and_notes_lead_back() -> None:
    made = page()
    ids = made.values("id")
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert {target.removeprefix("#") for target in made.values("href")} <= set(ids)
    for note in brief().notes:
        assert f"note-{note.number}" in ids
        assert any(target.startswith(f"#ref-{note.number}-") for target in made.values("href"))


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(tag[1]) for tag, _ in page().elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_page_says_that_nobody_reviewed_it_and_a_reviewed_one_does_not() -> None:
    written = page_of(brief())
    assert f'@top-center {{ content: "{UNREVIEWED}"' in written
    assert f"<title>{UNREVIEWED}" in written
    assert written.count(f'class="mark-line">{UNREVIEWED}') == len(brief().sections) + 1
    assert UNREVIEWED not in page_of(brief(reviewed()))
    assert "Nothing is confirmed yet" in page_of(brief(nothing()))


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: axe-core does not check the brief's page")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_barrier(tmp_path: Path, *, dark: bool) -> None:
    assert CHROMIUM is not None
    pytest.importorskip("axe_core_python", reason="axe-core-python is not installed: the brief's page is not checked")
    axe = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    # The checker is a script, which the page's own policy would not let run.
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page_of(brief()))
    told = "axe.run(document).then(told => document.documentElement.dataset.axe = JSON.stringify(told.violations))"
    path = tmp_path / "page.html"
    path.write_text(bare.replace("</body>", f"<script>{axe}</script><script>{told}</script></body>"), encoding="utf-8")
    scheme = ("--blink-settings=preferredColorScheme=0",) if dark else ()

    shown = subprocess.run(
        [CHROMIUM, *FLAGS, *scheme, f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=60000",
         "--dump-dom", path.as_uri()],
        capture_output=True, text=True, check=True, timeout=300,
    ).stdout  # fmt: skip
    found = re.search(r'data-axe="([^"]*)"', shown)

    assert found is not None, "axe-core did not finish"
    violations = json.loads(html.unescape(found[1]))
    assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == []
