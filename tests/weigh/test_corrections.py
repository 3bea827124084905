"""Reports that take back what their outlet reported. All names are invented."""

import pytest

from onrecord.testing.weighing import marked, material_of
from onrecord.weigh.corrections import correction
from onrecord.weigh.record import weigh


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        (
            "Correction: the dead of Velm",
            "It rained. That figure was too high. It was four.",
            "That figure was too high.",
        ),
        ("Clarification", "Clarification\n\nOna Brandt was not asked.", "Clarification"),
        ("The dead of Velm (corrected)", "It rained in Velm.", "It rained in Velm."),
        (
            "The dead of Velm",
            "On Monday we wrongly reported that nine had died. The Courier regrets the error.",
            "On Monday we wrongly reported that nine had died.",
        ),
        (
            "The dead of Velm",
            "An earlier version of this article misstated the number. That number was wrong.",
            "An earlier",
        ),
    ],
)
def test_who_takes_back_what_they_reported_is_read(title: str, text: str, words: str) -> None:
    found = correction(marked(1, text, title=title))
    assert found is not None
    assert found.quotation.text.startswith(words)
    assert found.quotation.span.of(text) == found.quotation.text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Correction officers beat four men", "Correction officers beat four men in Velm."),
        ("House of Correction burns", "Four died in the House of Correction."),
        ("Minister corrects the governor", "“That figure was wrong. The ministry regrets the error,” she said."),
        ("The dead of Velm", "The ministry said that nine had died. That figure was too high, relatives say."),
    ],
)
def test_who_corrects_others_or_is_called_so_takes_nothing_back(title: str, text: str) -> None:
    assert correction(marked(1, text, title=title)) is None


def test_an_event_that_a_correction_tells_of_says_so_first() -> None:
    told = "Soldiers [killed|g1.killing] [Tomas Vell|g1.victim] in [Velm|g1.place]."
    reports = (
        marked(1, told, published="2024-03-01", title="The dead of Velm"),
        marked(2, f"{told} That account was wrong.", published="2024-03-09", title="Correction: the dead of Velm"),
        marked(3, "Soldiers [beat|g1.assault] [Ana Brandt|g1.victim] in [Ostra|g1.place].", published="2024-03-09"),
    )
    record = weigh(material_of(reports), case="velm")
    doubts = {event.title: [doubt for doubt in event.doubts if "corrects" in doubt] for event in record.events}
    (told_of,) = doubts.pop("Killing: Tomas Vell, Velm")
    assert told_of.startswith("Report 2 corrects what The Velm Courier reported before: “That account was wrong.”")
    assert list(doubts.values()) == [[]]
