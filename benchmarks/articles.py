"""What is read: made-up news pages and long texts, put together from the project's own training texts.

Those texts are fictional and our own writing. Each article strings whole ones together, in an order that depends on
its number alone, so that every run reads the same bytes, with quotations, names and acts as dense as in real reports.
"""

import random
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import count
from pathlib import Path

from training import own_text

OWN = Path(__file__).parent.parent / "training" / "own"
WORDS = 750
SECTIONS = "World Region Courts Parliament Economy Science Letters Culture Weather Archive".split()


@cache
def texts() -> tuple[str, ...]:
    """The project's own training texts, without their annotations."""
    return tuple(str(document["text"]) for document in own_text.load(OWN))


def paragraphs(number: int) -> Iterator[str]:
    """Paragraphs without end: all texts in one shuffled order, then all in another."""
    for lap in count():
        order = list(texts())
        random.Random(f"{number} {lap}").shuffle(order)
        for text in order:
            yield from text.split("\n\n")


def article(number: int, *, words: int = WORDS) -> list[str]:
    """Paragraphs of exactly `words` words, headline included; the last paragraph is cut where the count is reached."""
    out: list[str] = []
    left = words
    for paragraph in paragraphs(number):
        parts = paragraph.split()
        out.append(" ".join(parts[:left]))
        left -= len(parts)
        if left <= 0:
            break
    return out


def long_text(characters: int, *, number: int = 0) -> str:
    """Running text of `characters` code points, cut within a word if need be."""
    out: list[str] = []
    length = 0
    for paragraph in paragraphs(number):
        out.append(paragraph)
        length += len(paragraph) + 2
        if length >= characters:
            break
    return "\n\n".join(out)[:characters]


def repeated_text(characters: int, *, period: int) -> str:
    """Text that repeats every `period` code points or a little earlier, each time from the start of a paragraph.

    Its longest paragraph comes first: none that follows the end of one period still fits into `period` code points,
    so who cuts a text there between paragraphs (as `onrecord.read.encode.blocks` does) cuts it between periods.
    """
    unit = long_text(period).split("\n\n")[:-1]
    unit.insert(0, unit.pop(max(range(len(unit)), key=lambda k: len(unit[k]))))
    text = "\n\n".join([*unit, ""])
    return (text * (characters // len(text) + 1))[:characters]


def page(number: int, *, words: int = WORDS) -> str:
    """The article as a news site would send it: scripts, styles, menus and teasers around the text."""
    headline, *body = article(number, words=words)
    menu = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in SECTIONS)
    others = "".join(
        f'<div class="teaser"><a href="/stories/{n}"><img src="/images/{n}.jpg" alt="" width="320" height="180">'
        f"<span>{escape(article(n, words=9)[0])}</span></a></div>\n"
        for n in range(number + 1, number + 13)
    )
    prose = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in body)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{escape(headline)} | The Yardstick (FICTIONAL)</title>
<link rel="canonical" href="https://www.yardstick.example/stories/{number}">
<meta name="author" content="A. Measure">
<meta property="og:type" content="article">
<meta property="og:site_name" content="The Yardstick (FICTIONAL)">
<meta property="og:title" content="{escape(headline)}">
<meta property="article:published_time" content="2023-04-04T05:30:00+02:00">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2023-04-04T05:30:00+02:00",
 "publisher": {{"@type": "NewsMediaOrganization", "name": "The Yardstick (FICTIONAL)"}}}}
</script>
<style>
{_style()}</style>
<script>
{_script(number)}</script>
</head>
<body class="story">
<header><a class="logo" href="/">The Yardstick</a><nav><ul>{menu}</ul></nav>
<form action="/search"><input name="q" placeholder="Search"><button>Search</button></form></header>
<main>
<article>
<h1>{escape(headline)}</h1>
<div class="share"><a href="#mail">Mail</a> <a href="#print">Print</a> <a href="#link">Copy link</a></div>
{prose}
</article>
<aside class="related"><h2>More stories</h2>
{others}</aside>
</main>
<footer><ul>{menu}</ul><p>FICTIONAL: made up to measure speed. Nothing here happened.</p></footer>
<script>
{_script(number + 1)}</script>
</body>
</html>
"""


def _style() -> str:
    return "".join(
        f".c{n}{{margin:{n % 7}px {n % 11}px;padding:{n % 5}px;color:#{n * 4099 % 0xFFFFFF:06x}}}\n" for n in range(250)
    )


def _script(number: int) -> str:
    return "".join(
        f'(window.slots=window.slots||[]).push({{id:"slot-{number}-{n}",size:[{300 + n},{250 + n % 40}]}});\n'
        for n in range(250)
    )


def write_pages(folder: Path, amount: int, *, words: int = WORDS) -> list[str]:
    """Write `amount` pages and name them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:05}.html" for number in range(amount)]
    for number, path in enumerate(paths):
        path.write_text(page(number, words=words), encoding="utf-8")
    return [str(path) for path in paths]
