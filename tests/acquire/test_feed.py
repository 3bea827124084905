import pytest

from onrecord.acquire import Item, Options, open_item
from onrecord.acquire.containers import expand
from onrecord.records import Failure
from tests.acquire import samples

_FULL = f"<p>{samples.PARAGRAPHS[0]}</p><p>{samples.PARAGRAPHS[1]}</p>"
_ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Norland Rights Watch</title>
<entry><title>Statement &amp; appeal</title><link href="https://rights.example/1"/><id>urn:1</id>
<author><name>Bo Reed</name></author>
<published>2031-04-02T10:00:00Z</published><updated>2031-05-01T10:00:00Z</updated>
<content type="html">&lt;p&gt;Two men were held.&lt;/p&gt;&lt;p&gt;One was freed.&lt;/p&gt;</content></entry>
<entry><title>Undated</title><id>urn:2</id><updated>2031-05-01T10:00:00Z</updated>
<summary>Plain &lt;3 words.</summary></entry></feed>"""


def _expanded(content: bytes, options: Options | None = None) -> list[Item | Failure]:
    return list(expand(Item(id="f.xml", source="f.xml", content=content), options or Options()))


def test_entries_with_full_text_are_read() -> None:
    (item,) = _expanded(samples.rss(samples.entry("https://courier.example/1", full=_FULL, summary="Short.")))
    assert isinstance(item, Item)
    assert item.id == "f.xml#https://courier.example/1"
    report = open_item(item, Options())
    assert report.text == "\n\n".join(samples.PARAGRAPHS[:2])
    assert report.publisher == "The Norland Courier"
    assert report.title == "Forty men taken"
    assert report.published == "2031-04-02T10:00:00+02:00"
    assert report.url == "https://courier.example/1"


def test_entries_with_a_summary_alone_are_read_as_such() -> None:
    (item,) = _expanded(
        samples.rss(samples.entry("https://courier.example/1", summary="Two men &amp; a boy were held."))
    )
    assert isinstance(item, Item)
    assert open_item(item, Options()).text == "Two men & a boy were held."


def test_atom_is_read_and_a_change_is_no_publication() -> None:
    first, second = _expanded(_ATOM.encode())
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    report = open_item(first, Options())
    assert (report.id, report.title, report.byline, report.published) == (
        "f.xml#https://rights.example/1",
        "Statement & appeal",
        "Bo Reed",
        "2031-04-02T10:00:00Z",
    )
    assert report.text == "Two men were held.\n\nOne was freed."
    undated = open_item(second, Options())
    assert (undated.id, undated.published, undated.text) == ("f.xml#urn:2", None, "Plain <3 words.")


def test_an_entry_without_text_is_named_and_the_rest_is_read() -> None:
    failure, item = _expanded(
        samples.rss(samples.entry("https://courier.example/1"), samples.entry("https://courier.example/2", full=_FULL))
    )
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == ("f.xml#https://courier.example/1", "empty")
    assert isinstance(item, Item)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (samples.rss(), "empty"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel><title>x', "broken"),
        (b"<rss version='2.0'>" + b"<channel>" * 100_000, "broken"),
    ],
)
def test_feeds_without_entries_are_named(content: bytes, code: str) -> None:
    (failure,) = _expanded(content)
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == ("f.xml", code)


def test_a_cut_off_feed_gives_its_entries_and_says_that_more_may_be_lost() -> None:
    content = samples.rss(*(samples.entry(f"https://courier.example/{number}", full=_FULL) for number in range(3)))
    *read, failure = _expanded(content[:-60])
    assert len(read) >= 2
    assert isinstance(failure, Failure)
    assert failure.id == "f.xml"
    assert failure.code == "broken"


def test_entities_that_multiply_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    content = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]><rss version="2.0"><channel><title>x</title>'
        "<item><title>y</title><description>&l9;</description></item></channel></rss>"
    ).encode()
    (item,) = _expanded(content)  # no feed is made of it; it stands as the bytes that it was
    assert isinstance(item, Item)
    assert item.content == content


def test_a_feed_over_the_limit_is_refused() -> None:
    (failure,) = _expanded(samples.rss(samples.entry("https://a.example/", full=_FULL)), Options(max_markup=100))
    assert isinstance(failure, Failure)
    assert failure.code == "refused"
