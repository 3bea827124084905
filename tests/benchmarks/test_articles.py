"""What the benchmarks read is the same every time, and is what they say it is."""

from benchmarks import articles
from onrecord.acquire import Options
from onrecord.acquire.html import html_of
from onrecord.read.encode import blocks
from onrecord.read.reader import STRETCH


def test_an_article_has_its_words_and_depends_on_its_number_alone() -> None:
    first = articles.article(3)

    assert sum(len(paragraph.split()) for paragraph in first) == articles.WORDS
    assert articles.article(3) == first
    assert articles.article(4) != first


def test_a_page_gives_back_its_article_and_nothing_around_it() -> None:
    page = articles.page(5, words=200)

    text, metadata = html_of(page.encode(), options=Options())

    assert text == "\n\n".join(articles.article(5, words=200))
    assert metadata.publisher == "The Yardstick (FICTIONAL)"
    assert len(page) > 20 * len(text)


def test_a_long_text_goes_on_past_the_texts_there_are() -> None:
    everything = sum(map(len, articles.texts()))

    assert len(articles.long_text(2 * everything)) == 2 * everything


def test_a_repeated_text_is_cut_into_the_same_stretches_again_and_again() -> None:
    text = articles.repeated_text(1_000_000, period=STRETCH)

    stretches = [text[start:end] for start, end in blocks(text, STRETCH)]

    assert len(text) == 1_000_000
    assert len(stretches) == 6
    assert set(stretches[:-1]) == {stretches[0]}
    assert stretches[0].startswith(stretches[-1])
