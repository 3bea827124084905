"""A title that tells an act alone is told with the words that allege it."""

from dataclasses import replace

from onrecord.present.titles import title_of
from onrecord.testing.records import fictional_record

CAMPAIGN, KILLING = fictional_record().events
WORDS = KILLING.allegations[0].quotation.text


def test_a_title_that_tells_who_or_where_stays() -> None:
    assert title_of(replace(KILLING, title="Killing: two men, Velm")) == "Killing: two men, Velm"


def test_an_act_alone_is_told_with_the_words() -> None:
    assert title_of(replace(KILLING, title="Killing")) == f"Killing: “{WORDS}”"
    denied = replace(KILLING, title="Told as not happened: Killing")
    assert title_of(denied) == f"Told as not happened: Killing: “{WORDS}”"


def test_long_words_are_cut_and_bear_one_pair_of_quotation_marks() -> None:
    first = KILLING.allegations[0]
    long = replace(first, quotation=replace(first.quotation, text="“They were killed, " + "and killed, " * 20))
    title = title_of(replace(KILLING, title="Killing", allegations=(long,)))
    assert title.startswith("Killing: “They were killed")
    assert len(title) < 100
    assert title.count("“") == 1
