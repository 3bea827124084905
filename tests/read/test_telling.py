"""On whose word: nesting, carrying on, and the report's own voice."""

import random

from onrecord.read.telling import WAYS, Tellers, Telling
from onrecord.records import Force, Span

#        0         1         2         3         4         5         6
#        0123456789012345678901234567890123456789012345678901234567890123456789
TEXT = "HRW said witnesses told it that men were shot. It also lists arrests."
WEIGHTS = {way: 0.0 if way.startswith("carried") else 2.0 for way in WAYS} | {"urge": -5.0}


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


OUTER = Telling(
    span("said"), (span("HRW"),), (span("witnesses told it that men were shot"),), 0, quoted=False, force=Force.ASSERT
)
INNER = Telling(span("told"), (span("witnesses"),), (span("that men were shot"),), 0, quoted=False, force=Force.ASSERT)


def test_an_attribution_within_another_s_content_nests() -> None:
    assert Tellers([OUTER, INNER], WEIGHTS).parents == [None, 0]


def test_a_finding_is_told_from_the_innermost_outward() -> None:
    tellers = Tellers([OUTER, INNER], WEIGHTS)
    assert tellers.of(span("shot"), paragraph=0, quoted=False, told=1.0) == (1, 0)


def test_presupposed_content_stays_the_report_s_own() -> None:
    tellers = Tellers([OUTER, INNER], WEIGHTS)
    assert tellers.of(span("shot"), paragraph=0, quoted=False, told=-3.0) == ()


def test_an_account_goes_on_where_the_model_says_that_somebody_tells_it() -> None:
    tellers = Tellers([OUTER, INNER], WEIGHTS)
    assert tellers.of(span("arrests"), paragraph=0, quoted=False, told=1.0) == (1, 0)
    assert tellers.of(span("arrests"), paragraph=0, quoted=False, told=-1.0) == ()
    assert tellers.of(span("arrests"), paragraph=4, quoted=False, told=1.0) == ()


def test_a_source_does_not_tell_what_stands_in_its_own_name() -> None:
    named = Telling(
        span("told"),
        (span("witnesses"),),
        (span("witnesses told it that men were shot"),),
        0,
        quoted=False,
        force=Force.ASSERT,
    )
    assert Tellers([named], WEIGHTS).of(span("witnesses"), paragraph=0, quoted=False, told=-1.0) == ()


def test_two_that_hold_each_other_do_not_loop() -> None:
    a = Telling(span("said"), (), (span("told it"),), 0, quoted=False, force=Force.ASSERT)
    b = Telling(span("told"), (), (span("said witnesses"),), 0, quoted=False, force=Force.ASSERT)
    parents = Tellers([a, b], WEIGHTS).parents
    assert parents.count(None) == 1
    assert Tellers([a, b], WEIGHTS).of(span("told it"), paragraph=0, quoted=False, told=1.0) in {(0,), (0, 1)}


def test_what_is_urged_is_presupposed() -> None:
    urged = Telling(
        span("said"), (span("HRW"),), (span("witnesses told it that men were shot"),), 0, quoted=False, force=Force.URGE
    )
    assert Tellers([urged], WEIGHTS).of(span("shot"), paragraph=0, quoted=False, told=2.0) == ()


def test_a_teller_without_a_name_gives_way_to_the_one_around_it() -> None:
    nameless = Telling(span("told"), (), (span("that men were shot"),), 0, quoted=False, force=Force.ASSERT)
    assert Tellers([OUTER, nameless], WEIGHTS).of(span("shot"), paragraph=0, quoted=False, told=1.0) == (0,)
    assert Tellers([nameless], WEIGHTS).of(span("shot"), paragraph=0, quoted=False, told=1.0) == (0,)


def test_the_innermost_is_found_among_contents_of_any_length() -> None:
    rng = random.Random(7)  # noqa: S311  # reproducible, not secret
    for _ in range(40):
        found = []
        for _ in range(rng.randrange(1, 30)):
            start = rng.randrange(0, 300)
            pieces = tuple(
                Span(s, s + rng.choice((1, 2, 5, 30, 31, 200)))
                for s in sorted(rng.sample(range(300), rng.randrange(1, 3)))
            )
            anchor = Span(start, start + 2)
            found.append(Telling(anchor, (Span(start, start + 1),), pieces, 0, quoted=False, force=Force.ASSERT))
        found.sort(key=lambda telling: telling.anchor)
        tellers = Tellers(found, dict.fromkeys(WAYS, 9.0) | dict.fromkeys(WAYS[-4:], -99.0))
        for at in range(0, 520, 7):
            holding = [
                (sum(piece.end - piece.start for piece in telling.content), k)
                for k, telling in enumerate(found)
                if any(piece.start <= at < piece.end for piece in telling.content)
                and Span(at, at + 1) not in telling.source
            ]
            chain = tellers.of(Span(at, at + 1), paragraph=9, quoted=False, told=0.0)
            assert (chain[0] if chain else None) == (min(holding)[1] if holding else None)


def test_an_account_is_carried_on_from_whom_the_text_names() -> None:
    named = Telling(Span(0, 4), (Span(5, 9),), (Span(10, 20),), 0, quoted=False, force=Force.ASSERT)
    nameless = Telling(Span(30, 34), (), (Span(40, 50),), 0, quoted=False, force=Force.ASSERT)
    tellers = Tellers([named, nameless], dict.fromkeys(WAYS, 0.0))
    assert tellers.of(Span(60, 64), paragraph=0, quoted=False, told=1.0) == (0,)
    assert Tellers([nameless], dict.fromkeys(WAYS, 0.0)).of(Span(60, 64), paragraph=0, quoted=False, told=1.0) == (0,)


def test_who_did_not_say_a_thing_tells_none() -> None:
    silent = Telling(span("said"), (span("HRW"),), (), 0, quoted=False, force=Force.OTHER, silent=True)
    assert Tellers([silent], WEIGHTS).of(span("arrests"), paragraph=0, quoted=False, told=1.0) == ()


def test_an_answer_s_teller_stays_in_the_chain_though_no_source_is_named() -> None:
    answer = Telling(
        span("said"),
        (),
        (span("witnesses told it that men were shot"),),
        0,
        quoted=True,
        force=Force.ASSERT,
        answers=True,
    )
    tellers = Tellers([answer, INNER], WEIGHTS)
    assert tellers.of(span("shot"), paragraph=0, quoted=False, told=1.0) == (1, 0)
