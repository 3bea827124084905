import json

import pytest

from onrecord.acquire import Options
from onrecord.acquire.html import fragment_of, html_of
from onrecord.errors import EmptyOriginal, RefusedOriginal
from tests.acquire import samples


def _text(content: bytes, options: Options | None = None) -> str:
    return html_of(content, options=options or Options())[0]


def test_the_article_is_read_and_what_surrounds_it_is_not() -> None:
    text = _text(samples.html())
    for paragraph in samples.PARAGRAPHS:
        assert paragraph in text
    assert "Section" not in text
    assert "cookies" not in text


def test_paragraphs_survive_as_blank_lines() -> None:
    assert _text(samples.html()).split("\n\n")[-3:] == list(samples.PARAGRAPHS)


def test_inline_marks_leave_no_seams() -> None:
    paragraph = (
        "She <b>said</b> that <a href='/x'>two men</a> were <i>held</i>; the <span>ministry</span> denied it. " * 4
    )
    text = _text(samples.html((paragraph, *samples.PARAGRAPHS)))
    assert "She said that two men were held; the ministry denied it." in text


def test_entities_and_white_space_are_resolved() -> None:
    text = _text(samples.html(("He said: &ldquo;no&rdquo; &amp;\n   left&#33; " * 5, *samples.PARAGRAPHS)))
    assert "He said: “no” & left! He said" in text


def test_scripts_and_styles_are_never_text() -> None:
    scripts = b"<script>var secret = 1</script><style>p {}</style>"
    text = _text(b"<html><body>" + scripts + b"<p>Two men were held.</p></body></html>")
    assert text == "Two men were held."


def test_lists_quotations_and_tables_of_an_article_stay() -> None:
    extra = (
        "<blockquote><p>We deny all of it, the ministry wrote to us.</p></blockquote><ul><li>One man was beaten.</li>"
        "<li>Two men were shot.</li></ul><table><tr><th>Name</th><th>Age</th></tr>"
        "<tr><td>A. B.</td><td>40</td></tr></table>"
    )
    blocks = _text(samples.html().replace(b"</article>", extra.encode() + b"</article>")).split("\n\n")
    assert blocks[-5:] == [
        "We deny all of it, the ministry wrote to us.",
        "One man was beaten.",
        "Two men were shot.",
        "Name | Age",
        "A. B. | 40",
    ]


def test_a_page_laid_out_as_a_table_keeps_its_paragraphs() -> None:
    cell = "".join(f"<p>{paragraph}</p>" for paragraph in samples.PARAGRAPHS)
    text = fragment_of(f"<table><tr><td>Left</td><td>{cell}</td></tr></table>".encode(), options=Options())
    assert text.split("\n\n") == ["Left", *samples.PARAGRAPHS]


def test_a_single_line_break_stays_and_two_part_paragraphs() -> None:
    text = fragment_of(b"<div>one<br>two<br/> <br>three</div>tail", options=Options())
    assert text == "one\ntwo\n\nthree\n\ntail"


def test_the_page_says_its_encoding() -> None:
    page = (
        b'<html><head><meta charset="windows-1251"></head><body><p>' + "Сорок человек".encode("cp1251") + b"</p></body>"
    )
    assert "Сорок человек" in _text(page)


def test_utf16_pages_are_read() -> None:
    assert samples.PARAGRAPHS[0] in _text(samples.html().decode().encode("utf-16"))


def test_nul_characters_do_not_cut_the_page() -> None:
    assert "after" in _text(b"<html><body><p>before\x00</p><p>after</p></body></html>")


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "article"])
def test_a_hundred_thousand_nested_tags_are_refused(tag: str) -> None:
    page = f"<html><body>{f'<{tag}>' * 100_000}text{f'</{tag}>' * 100_000}</body></html>".encode()
    with pytest.raises(RefusedOriginal, match="nested"):
        html_of(page, options=Options())


@pytest.mark.parametrize("tag", ["a", "p"])
def test_many_tags_that_close_themselves_are_read(tag: str) -> None:
    assert _text(f"<html><body>{f'<{tag}>' * 20_000}Two men were held.</body></html>".encode()) == "Two men were held."


def test_a_page_over_the_limit_is_refused() -> None:
    with pytest.raises(RefusedOriginal, match="larger"):
        _text(samples.html(), Options(max_markup=100))


@pytest.mark.parametrize(
    "page", [b"<html><body></body></html>", b"<html><body><script>load()</script></body></html>", b"<p>&nbsp;</p>"]
)
def test_a_page_without_text_is_empty(page: bytes) -> None:
    with pytest.raises(EmptyOriginal):
        html_of(page, options=Options())


def test_the_pages_own_description_is_read_first() -> None:
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "A host"},
            {
                "@type": ["NewsArticle"],
                "headline": "Forty held",
                "author": [{"@type": "Person", "name": "Ada Quill"}, {"name": "Bo Reed"}],
                "publisher": {"@type": "Organization", "name": "The Norland Courier"},
                "datePublished": "2031-04-02T10:00:00+02:00",
            },
        ],
    }
    head = (
        '<meta property="og:title" content="Another title"><meta property="og:site_name" content="courier.example">'
        f'<link rel="canonical" href="https://courier.example/1">'
        f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    )
    _, metadata = html_of(samples.html(head=head), options=Options())
    assert metadata.title == "Forty held"
    assert metadata.byline == "Ada Quill, Bo Reed"
    assert metadata.publisher == "The Norland Courier"
    assert metadata.published == "2031-04-02T10:00:00+02:00"
    assert metadata.url == "https://courier.example/1"


def test_meta_elements_serve_where_there_is_no_description() -> None:
    head = (
        '<meta property="og:title" content="Forty held"><meta property="og:site_name" content="The Norland Courier">'
        '<meta name="Author" content="Ada Quill"><meta property="article:published_time" content="2031-04-02">'
    )
    _, metadata = html_of(samples.html(head=head), options=Options())
    assert (metadata.title, metadata.publisher, metadata.byline, metadata.published) == (
        "Forty held",
        "The Norland Courier",
        "Ada Quill",
        "2031-04-02",
    )


def test_marks_in_the_page_serve_last() -> None:
    page = samples.html().replace(
        b"</h1>",
        b'</h1><p class="byline">By <a rel="author">Ada Quill</a></p><time pubdate datetime="2031-04-02">x</time>',
    )
    _, metadata = html_of(page, options=Options())
    assert (metadata.title, metadata.byline, metadata.published) == (
        "Forty men taken at the ford",
        "Ada Quill",
        "2031-04-02",
    )


def test_a_date_is_never_guessed() -> None:
    head = '<meta name="date" content="03/04/2031"><link rel="canonical" href="https://courier.example/2031/04/03/x">'
    page = samples.html(("On 3 May 2030 two men were held. © 2031. " * 5, *samples.PARAGRAPHS), head=head)
    assert html_of(page, options=Options())[1].published is None


@pytest.mark.parametrize(
    "source", ["{broken", '{"@type": "NewsArticle", "headline": ["x"], "author": 3}', "[" * 50_000, "[[[null]]]"]
)
def test_a_broken_description_does_not_cost_the_page(source: str) -> None:
    text, metadata = html_of(
        samples.html(head=f'<script type="application/ld+json">{source}</script>'), options=Options()
    )
    assert samples.PARAGRAPHS[0] in text
    assert metadata.title == "Forty men taken at the ford"
