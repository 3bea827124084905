"""The language of searches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.ledger.search import Field, Query, Term, folded, parse, tokens


@pytest.mark.parametrize(
    ("query", "means"),
    [
        ("boats", Query(((Term(("boats",)),),))),
        ("Boats burnt", Query(((Term(("boats",)),), (Term(("burnt",)),)))),
        ('"at the Weir"', Query(((Term(("at", "the", "weir")),),))),
        ("boat*", Query(((Term(("boat",), prefix=True),),))),
        ("a OR b OR c d", Query(((Term(("a",)), Term(("b",)), Term(("c",))), (Term(("d",)),)))),
        ("river -drill", Query(((Term(("river",)),),), (Term(("drill",)),))),
        ('river -"fire drill"', Query(((Term(("river",)),),), (Term(("fire", "drill")),))),
        ("publisher:courier", Query(((Term(("courier",), field=Field.PUBLISHER),),))),
        ('title:"at dusk"', Query(((Term(("at", "dusk"), field=Field.TITLE),),))),
        ("actor:Vel*", Query(((Term(("vel",), prefix=True, field=Field.ACTOR),),))),
        ("act:killing ACT:torture", Query(choices={"act": frozenset({"killing", "torture"})})),
        (
            "status:negated kind:allegation",
            Query(choices={"status": frozenset({"negated"}), "kind": frozenset({"allegation"})}),
        ),
        ("after:2024 before:2024-03-31", Query(after="2024", before="2024-03-31")),
        ("Çelik-Önal", Query(((Term(("celik", "onal")),),))),
        ("𝓐𝕓", Query(((Term(("ab",)),),))),
        ("boats, -", None),
        ("boats ,", Query(((Term(("boats",)),),))),
        ('"or"', Query(((Term(("or",)),),))),
        ("or", Query(((Term(("or",)),),))),
    ],
)  # fmt: skip
def test_a_query_means(query: str, means: Query | None) -> None:
    if means is None:
        with pytest.raises(UsageError, match="no word at character 8"):
            parse(query)
    else:
        assert parse(query) == means


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "Nothing to search for"),
        ("   ", "Nothing to search for"),
        ("-drill", "Nothing to search for"),
        ('"at the weir', "quotation mark at character 1 has no partner"),
        ('boats "at', "quotation mark at character 7 has no partner"),
        ("OR boats", "OR needs a word on either side"),
        ("boats OR", "OR needs a word on either side"),
        ("a OR OR b", "OR needs a word on either side"),
        ("a OR -b", "OR joins words and phrases only"),
        ("a OR act:killing", "OR joins words and phrases only"),
        ("publishr:courier", "did you mean publisher:"),
        ("https://a.example", "is no field to search in"),
        ("act:kiling", "Did you mean act:killing"),
        ("-act:killing", "can't be excluded"),
        ("after:yesterday", "takes a date such as 2024"),
        ("after:2024-13", "takes a date such as 2024"),
        ("before:2024-02-30", "takes a date such as 2024"),
        ("b*", "at least 2 letters"),
        ("*", "no word at character 1"),
        ("bo*ts", "at a word's end only"),
        ("title:", "no word at character 1"),
        ("x" * 1001, "characters long"),
        (" ".join("a" for _ in range(41)), "more than 40 words"),
    ],
)
def test_a_fault_is_told_with_what_to_write(query: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse(query)


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("\"*-:() ORANDNEAR^{}+\\'%;é\x1b\0\u202e"), st.characters()), max_size=60
    )
)
def test_any_query_is_read_or_refused_and_gives_nothing_but_letters_and_digits(query: str) -> None:
    try:
        means = parse(query)
    except UsageError as refused:
        told = refused.message
    else:
        told = ""
    assert told.isprintable()
    if told:
        return
    for term in [*means.excluded, *(term for group in means.groups for term in group)]:
        assert term.words
        assert all(word.isalnum() and word == folded(word) for word in term.words)


@given(st.text(max_size=60))
def test_words_of_a_text_are_where_they_are_said_to_be(text: str) -> None:
    for word, start, end in tokens(text):
        assert folded(text[start:end]) == word
