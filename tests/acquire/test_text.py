import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.acquire import Options
from onrecord.acquire.text import decode, text_of
from onrecord.errors import EmptyOriginal, RefusedOriginal, UnknownFormat

# What a text file may hold: no NUL and no other control that text never holds, no half characters.
_characters = st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r")


@given(st.text(_characters, min_size=1).filter(lambda text: text.strip() and not text.startswith("\ufeff")))
def test_utf8_passes_through_untouched(text: str) -> None:
    assert text_of(text.encode(), options=Options()) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["a\r\nb", "e\u0301 \u202bعربي\u202c 👩‍👩‍👧", "Zoë said: “no”."])
def test_a_byte_order_mark_decides_and_goes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(encoding: str) -> None:
    text = "The ministry denied it. Two men were held."
    assert decode(text.encode(encoding)) == text


def test_curly_quotes_of_windows_survive() -> None:
    text = "He said: “nobody was hurt” – and left for Zürich. " * 3
    assert decode(text.encode("cp1252")) == text


def test_another_alphabet_is_told_by_its_statistics() -> None:
    text = "Министерство внутренних дел опровергло сообщение о задержании сорока человек в деревне у брода. " * 5
    assert decode(text.encode("cp1251")) == text


def test_a_declared_encoding_counts_where_it_fits() -> None:
    text = "Güvenlik güçleri köyde kırk kişiyi gözaltına aldı"
    assert decode(text.encode("iso-8859-9"), charset="iso-8859-9") == text


@pytest.mark.parametrize("charset", ["no-such-charset", "ascii", "utf-8", "zlib", "idna", "\x00"])
def test_a_declared_encoding_that_does_not_fit_is_passed_over(charset: str) -> None:
    assert decode("café “yes”".encode("cp1252"), charset=charset) == "café “yes”"


def test_damaged_bytes_do_not_garble_the_rest_of_utf8() -> None:
    text = "Zoë’s brother — “held” — was freed."
    damaged = text.encode().replace(b"freed", b"fr\xffed")
    assert decode(damaged) == text.replace("freed", "fr\ufffded")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text = text_of(content, options=Options())
    except (UnknownFormat, EmptyOriginal):
        return
    assert text.encode("utf-8").decode() == text


@pytest.mark.parametrize("content", [b"abc\x00def", b"text\n" * 20_000 + b"\x00"])
def test_nul_is_not_text(content: bytes) -> None:
    with pytest.raises(UnknownFormat):
        text_of(content, options=Options())


def test_white_space_is_empty() -> None:
    with pytest.raises(EmptyOriginal):
        text_of(" \n\u3000\n".encode(), options=Options())


def test_a_line_without_end_is_refused_and_its_place_named() -> None:
    with pytest.raises(RefusedOriginal, match="From byte 9 on"):
        text_of(b"Two men.\n" + b"a" * 200, options=Options(max_line=100))


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_as_long_as_allowed_are_read(end: bytes) -> None:
    content = (b"a" * 99 + end) * 5
    assert text_of(content, options=Options(max_line=100)) == content.decode()
