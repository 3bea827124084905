from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.ledger import masking, names
from onrecord.ledger.guarding import Guard, Part, Person, guards_of
from onrecord.ledger.masking import DETAILS, WITHHELD, Masked, Masker, _Hit, _merged
from onrecord.records import Span
from tests.ledger import planted


class HeldGuards:
    """Guards held in memory."""

    def __init__(self, persons: Iterable[Person], guards: Iterable[Guard]) -> None:
        self._persons = {person.number: person for person in persons}
        self._guards: dict[str, list[Guard]] = defaultdict(list)
        for guard in guards:
            self._guards[guard.sought].append(guard)

    def found(self, keys: Collection[str]) -> Mapping[str, Sequence[Guard]]:
        return {key: self._guards[key] for key in keys if key in self._guards}

    def persons(self, numbers: Collection[int]) -> Mapping[int, Person]:
        return {number: self._persons[number] for number in numbers}

    def any_starting(self, prefix: str) -> bool:
        return any(
            key.startswith(prefix)
            for key, guards in self._guards.items()
            if any(guard.part is not Part.PIECE for guard in guards)
        )


def masker(*names: str, revealed: tuple[str, ...] = (), phrases: tuple[str, ...] = ()) -> Masker:
    persons = [Person(n, f"[victim {n}]", name in revealed) for n, name in enumerate(names, start=1)]
    guards = [guard for n, name in enumerate(names, start=1) for guard in guards_of(n, [name], phrases)]
    return Masker(HeldGuards(persons, guards))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Jan Velov was beaten.", "[victim 1] was beaten."),
        ("JAN VELOV’S boat", "[victim 1]’S boat"),
        ("Velov, Jan (29)", "[victim 1] (29)"),
        ("J. Velov and J.V. are one.", "[victim 1] and [victim 1] are one."),
        ("Mr Velov said so; Velov's mother too.", "Mr [victim 1] said so; [victim 1]'s mother too."),
        ("Velov. The guards left.", "[victim 1]. The guards left."),
        ("Yesterday Velov came.", "Yesterday [victim 1] came."),
        ("the minister, Piet Velov", "the minister, Piet [name withheld]"),
        ("Jan Kerr met him", "[name withheld] Kerr met him"),
        ("Ве́лов wrote: Велов", "[victim 1] wrote: [victim 1]"),
        ("see http://x.example/jan-velov/7", "see http://x.example/[victim 1]/7"),
        ("V e l o v", "[victim 1]"),
        ("Velovgrad has a velodrome in January.", "Velovgrad has a velodrome in January."),
        ("U.S. officials", "U.S. officials"),
    ],
)
def test_a_name_gives_way_to_its_label(text: str, told: str) -> None:
    assert masker("Jan Velov").mask(text).text == told


def test_what_several_may_bear_is_withheld_without_saying_whose() -> None:
    both = masker("Jan Velov", "Mira Velov")
    assert both.mask("Velov fled; Mira Velov did not.").text == f"{WITHHELD} fled; [victim 2] did not."


def test_everyday_words_are_names_with_a_capital_or_beside_the_rest_of_the_name() -> None:
    hope = masker("Grace Hope")
    assert hope.mask("They had hope, by the grace of a guard.").text == "They had hope, by the grace of a guard."
    assert (
        hope.mask("Hope was led away; grace hope, they wrote.").text
        == "[victim 1] was led away; [victim 1], they wrote."
    )


def test_whoever_is_revealed_is_named_unless_the_words_may_mean_another() -> None:
    some = masker("Jan Velov", "Mira Velov", revealed=("Jan Velov",))
    assert some.mask("Jan Velov, Velov, Mira Velov").text == f"Jan Velov, {WITHHELD}, [victim 2]"
    alone = masker("Jan Velov", revealed=("Jan Velov",), phrases=("the ferryman of Lor",))
    text = "J. Velov, the ferryman of Lor"
    assert alone.mask(text).text == text


def test_words_that_tell_a_person_without_a_name_are_withheld() -> None:
    some = masker("Jan Velov", phrases=("his wife", "the ferryman of Lor"))
    masked = some.mask("His wife saw the ferry-\nman; the Ferryman  of Lor’s boat. His wifely ways.")
    assert masked.text == f"{DETAILS} saw the ferry-\nman; {DETAILS} boat. His wifely ways."


def test_a_quotation_that_begins_or_ends_within_a_name_holds_the_whole_label() -> None:
    text = "They took Jan Velov to the river, and Velov drowned."
    some = masker("Jan Velov")
    assert some.quotation(text, Span(12, 26)) == "[victim 1] to the"
    assert some.quotation(text, Span(0, 12)) == "They took [victim 1]"
    assert some.quotation(text, Span(13, 16)) == "[victim 1]"
    assert some.quotation(text, Span(20, 32)) == text[20:32]


def test_places_move_with_the_text() -> None:
    masked = Masked("ab[victim 1]fg", ((2, 5, "[victim 1]"),))
    assert [masked.place(offset) for offset in (0, 2, 3, 5, 7)] == [0, 2, 2, 12, 14]


@pytest.mark.parametrize("name", planted.names())
def test_a_planted_name_comes_out_in_no_shape(name: str) -> None:
    some = masker(name)
    made = list(planted.texts(name))
    for (shape, text), masked in zip(made, some.mask_all([text for _, text in made]), strict=True):
        assert planted.leaks(name, text), f"the test can't see the name: {shape}"
        assert not planted.leaks(name, masked.text), f"{shape}: {text!r} → {masked.text!r}"


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
def test_any_text_is_masked_without_fault_and_places_stay_in_order(text: str, pairs: list[tuple[int, int]]) -> None:
    some = masker("Jan Velov", "Grace Hope", phrases=("his wife",))
    masked = some.mask(text)
    assert [masked.place(k) for k in range(len(text) + 1)] == sorted(masked.place(k) for k in range(len(text) + 1))
    assert masked.place(len(text)) == len(masked.text)
    for start, end in pairs:
        if start <= end <= len(text):
            span = masked.span(Span(start, end))
            assert 0 <= span.start <= span.end <= len(masked.text)


@example(["J.", "V.", "J.", "VELOV", "Jan"])
@example(["Jan", "jan", "Velov", "/"])
@example(["Jan", "Jan", "’s"])
@example(["x", "Jan", "’s"])
@given(
    st.lists(st.sampled_from(["Jan", "Velov", "jan", "VELOV", "J.", "V.", " ", ", ", "-\n", "’s", "river", "/", "x"]))
)
def test_masking_a_masked_text_changes_nothing(parts: list[str]) -> None:
    some = masker("Jan Velov")
    once = some.mask("".join(parts)).text
    assert some.mask(once).text == once


_HITS = st.builds(
    lambda start, length, persons, matched: _Hit(start, start + length, persons, matched, strong=True),
    st.integers(0, 6),
    st.integers(1, 4),
    st.frozensets(st.integers(1, 4), min_size=1, max_size=3),
    st.frozensets(st.sampled_from("abc"), min_size=1),
)


@given(st.lists(_HITS, max_size=6).flatmap(lambda hits: st.tuples(st.just(hits), st.permutations(hits))))
def test_whom_overlapping_stretches_tell_does_not_depend_on_the_order_of_finding(
    hits: tuple[list[_Hit], list[_Hit]],
) -> None:
    found, otherwise = hits
    assert _merged(found) == _merged(otherwise)


# Letters alone and beside one another, with whatever may stand between them.
APART = st.text(alphabet="aJvé\u0301 .\u00a0-_*|·'’1\n/", max_size=24)


@given(APART)
@example("V e l o v")
@example("x-V\u0301. e\u0301 l")
def test_no_letters_spaced_out_are_passed_over(text: str) -> None:
    assert names.spaced(text) == [match.span() for match in names._SPACED.finditer(text)]


@given(APART)
@example("J. V.")
@example("J.-V.")
@example("_J V")
def test_no_initials_are_passed_over(text: str) -> None:
    every = [match.span() for match in masking._INITIALS.finditer(text)]

    assert [match.span() for match in masking.initials(text)] == every


@given(
    st.lists(
        st.sampled_from(["Velov", "JV", "J.", "V.", "Jan", "Ilse", "Kerr's", "kerr-", "/", "%4Aan", "\n"]).map(str)
    )
)
def test_texts_masked_together_are_masked_as_each_alone(pieces: list[str]) -> None:
    some = masker("Jan Velov", "Ilse Kerr", phrases=("Jan's mother",))
    texts = [" ".join(pieces), "".join(pieces), *pieces]

    assert some.mask_all(texts) == [some.mask(text) for text in texts]
