"""Offsets prove themselves; windows cover everything; layout is told from typography."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from onrecord.read.encode import BOUNDARIES, FEATURES, SHAPES, blocks, encode, shape_of, windows

VOCABULARY = ["[UNK]", *"abcdefghijklmnopqrstuvwxyz", *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"), ".", ",", '"']


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    built = Tokenizer(WordPiece({piece: i for i, piece in enumerate(VOCABULARY)}, unk_token="[UNK]"))  # noqa: S106  # a word piece
    built.normalizer = BertNormalizer(lowercase=True)
    built.pre_tokenizer = BertPreTokenizer()
    return built


ODD = ["\u0301", "\u200f", "\u202e", "😀", "👩\u200d👧", "ﬁ", "é", "ß", "İ", "\r\n", "\n\n", "\t", "“", "’", '"']
TEXTS = st.lists(
    st.one_of(st.text(st.characters(codec="utf-8"), max_size=5), st.sampled_from([*ODD, "men ", "Were", "1.", " "])),
    max_size=60,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_words_lie_in_order_in_the_text_and_hold_something_visible(tokenizer: Tokenizer, text: str) -> None:
    encoded = encode(text, tokenizer)
    last = 0
    for start, end in zip(encoded.starts.tolist(), encoded.ends.tolist(), strict=True):
        assert last <= start < end <= len(text)
        assert text[start:end].strip()
        last = end
    assert len(encoded.features) == len(encoded.pieces)
    assert encoded.first[-1] == len(encoded.pieces)
    assert (encoded.features >= 0).all()
    assert (encoded.features < FEATURES).all()
    assert (np.diff(encoded.sentences) >= 0).all()
    assert (np.diff(encoded.paragraphs) >= 0).all()


@settings(max_examples=200, deadline=None)
@given(
    words=st.lists(st.sampled_from(["men", "Were", "é😀", "x"]), max_size=400),
    size=st.integers(4, 60),
    overlap=st.integers(0, 3),
)
def test_windows_cover_every_word_within_the_size(
    tokenizer: Tokenizer, words: list[str], size: int, overlap: int
) -> None:
    encoded = encode(" ".join(words), tokenizer)
    found = windows(encoded, size, overlap)
    covered: set[int] = set()
    for window in found:
        assert window.start < window.stop
        pieces = int(encoded.first[window.stop] - encoded.first[window.start])
        assert pieces <= size or window.stop - window.start == 1
        covered |= set(range(window.start, window.stop))
    assert covered == set(range(len(encoded)))
    assert [w.start for w in found] == sorted({w.start for w in found})


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("ab \n"), max_size=400), size=st.integers(2, 80))
def test_blocks_join_to_the_text(text: str, size: int) -> None:
    found = list(blocks(text, size))
    assert "".join(text[a:b] for a, b in found) == text
    assert all(b - a <= size for a, b in found)


def test_text_encoded_in_blocks_is_encoded_as_one(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The men were taken.\n\n" * 40 + "“No,” she said. " * 40
    whole = encode(text, tokenizer)
    monkeypatch.setattr("onrecord.read.encode.blocks", lambda t: blocks(t, 97))
    parts = encode(text, tokenizer)
    for name in ("pieces", "features", "first", "starts", "ends", "paragraphs", "sentences", "quoted"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name)), name


def test_quotations_sentences_and_paragraphs(tokenizer: Tokenizer) -> None:
    text = "“Let us go,” Mr. Orsany said. He left.\n\n'I won’t,' she said. Then: \"No. Never.\""
    encoded = encode(text, tokenizer)
    words = [text[a:b] for a, b in zip(encoded.starts, encoded.ends, strict=True)]
    quoted = [word for word, inside in zip(words, encoded.quoted, strict=True) if inside]
    assert quoted[:5] == ["“", "Let", "us", "go", ","]
    assert quoted[-6:] == ['"', "No", ".", "Never", ".", '"']
    sentence = {word: int(s) for word, s in zip(words, encoded.sentences, strict=True)}
    assert sentence["Orsany"] == sentence["said"] - 2 or sentence["Orsany"] == 0
    assert sentence["left"] == 1
    paragraphs = dict(zip(words, encoded.paragraphs.tolist(), strict=True))
    assert (paragraphs["left"], paragraphs["Never"]) == (0, 1)


@pytest.mark.parametrize(
    ("word", "shape"),
    [("men", "lower"), ("Ostmere", "title"), ("UN", "upper"), ("A", "initial"), ("McCaw", "mixed"), ("2024", "digits"),
     ("A4", "alphanumeric"), (",", "mark"), (".", "stop"), ("“", "quote"), ("'", "quote")],
)  # fmt: skip
def test_shape(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape


def test_boundaries_tell_a_line_from_a_paragraph(tokenizer: Tokenizer) -> None:
    encoded = encode("a b,\nc\n\nd\r\ne", tokenizer)
    names = [BOUNDARIES[(int(f) // 2) % len(BOUNDARIES)] for f in encoded.features]
    assert names == ["paragraph", "space", "glued", "line", "paragraph", "line"]


def test_a_literal_special_piece_is_only_text(tokenizer: Tokenizer) -> None:
    with_special = Tokenizer.from_str(tokenizer.to_str())
    with_special.add_special_tokens(["[SEP]"])
    assert not set(encode("He said [SEP] so", with_special).pieces.tolist()) & {101, 102, 103}


def test_a_wrapped_line_goes_on_and_keeps_its_quotation(tokenizer: Tokenizer) -> None:
    text = "“They came at\nnight,” she said.\nThe men left."
    encoded = encode(text, tokenizer)
    assert encoded.paragraphs.tolist() == [0] * 10 + [1] * 4
    assert encoded.quoted.tolist() == [True] * 7 + [False] * 7


def test_an_accent_written_apart_belongs_to_its_letter(tokenizer: Tokenizer) -> None:
    text = "cafe\u0301 so"
    encoded = encode(text, tokenizer)
    assert text[encoded.starts[0] : encoded.ends[0]] == "cafe\u0301"
