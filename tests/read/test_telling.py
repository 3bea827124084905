"""On whose word: nesting, carrying on, and the report's own voice."""

from onrecord.read.telling import Tellers, Telling, Thresholds
from onrecord.records import Span

#        0         1         2         3         4         5         6
#        0123456789012345678901234567890123456789012345678901234567890123456789
TEXT = "HRW said witnesses told it that men were shot. It also lists arrests."
THRESHOLDS = Thresholds(carry=0.0, own=-2.0)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


OUTER = Telling(span("said"), (span("HRW"),), (span("witnesses told it that men were shot"),), 0, quoted=False)
INNER = Telling(span("told"), (span("witnesses"),), (span("that men were shot"),), 0, quoted=False)


def test_an_attribution_within_another_s_content_nests() -> None:
    assert Tellers([OUTER, INNER], THRESHOLDS).parents == [None, 0]


def test_a_finding_is_told_from_the_innermost_outward() -> None:
    tellers = Tellers([OUTER, INNER], THRESHOLDS)
    assert tellers.of(span("shot"), paragraph=0, quoted=False, told=1.0) == (1, 0)


def test_presupposed_content_stays_the_report_s_own() -> None:
    tellers = Tellers([OUTER, INNER], THRESHOLDS)
    assert tellers.of(span("shot"), paragraph=0, quoted=False, told=-3.0) == ()


def test_an_account_goes_on_where_the_model_says_that_somebody_tells_it() -> None:
    tellers = Tellers([OUTER, INNER], THRESHOLDS)
    assert tellers.of(span("arrests"), paragraph=0, quoted=False, told=1.0) == (1, 0)
    assert tellers.of(span("arrests"), paragraph=0, quoted=False, told=-1.0) == ()
    assert tellers.of(span("arrests"), paragraph=4, quoted=False, told=1.0) == ()


def test_a_source_does_not_tell_what_stands_in_its_own_name() -> None:
    named = Telling(
        span("told"), (span("witnesses"),), (span("witnesses told it that men were shot"),), 0, quoted=False
    )
    assert Tellers([named], THRESHOLDS).of(span("witnesses"), paragraph=0, quoted=False, told=-1.0) == ()


def test_two_that_hold_each_other_do_not_loop() -> None:
    a = Telling(span("said"), (), (span("told it"),), 0, quoted=False)
    b = Telling(span("told"), (), (span("said witnesses"),), 0, quoted=False)
    parents = Tellers([a, b], THRESHOLDS).parents
    assert parents.count(None) == 1
    assert Tellers([a, b], THRESHOLDS).of(span("told it"), paragraph=0, quoted=False, told=1.0) in {(0,), (0, 1)}
