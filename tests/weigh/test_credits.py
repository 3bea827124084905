import pytest

from onrecord.weigh.credits import credits_of, same_outlet
from tests.weigh.texts import AGENCY, OTHER, report


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (AGENCY, "dateline", "Quarrel"),
        (
            f"{OTHER}\n\nThis story was supplied by Quarrel News Agency and has been cut.",
            "credit",
            "Quarrel News Agency",
        ),
        (f"{OTHER}\n\nFirst published by The Sel Evening Mail.", "credit", "The Sel Evening Mail"),
        (f"{OTHER}\n\nRepublished with permission from The Tide.", "credit", "The Tide"),
        (f"{OTHER}\n\nSource: Bureau of Quays", "credit", "Bureau of Quays"),
        (f"{OTHER}\n\n(Quarrel)", "signature", "Quarrel"),
        (f"{OTHER}\n\n— Quarrel", "signature", "Quarrel"),
        (f"{OTHER}\n\n© 2031 Quarrel. All rights reserved.", "copyright", "Quarrel"),
        (f"{OTHER}\n\nCopyright 2031 Quarrel News Agency", "copyright", "Quarrel News Agency"),
    ],
)
def test_a_credit_is_found_and_anchored(text: str, kind: str, name: str) -> None:
    (credit,) = credits_of(report(text, publisher="Cold Point Post"))
    assert (credit.kind, credit.name) == (kind, name)
    assert name in credit.span.of(text)


def test_what_an_outlet_says_of_itself_is_no_credit() -> None:
    assert credits_of(report(f"{OTHER}\n\n© 2031 Cold Point Post", publisher="The Cold Point Post")) == ()
    assert credits_of(report(AGENCY, publisher="Quarrel News Agency")) == ()


def test_credits_far_from_either_end_and_small_words_are_none() -> None:
    middle = f"{AGENCY}\n\nIt was first published by The Tide.\n\n{AGENCY}{AGENCY}"
    assert "The Tide" not in {credit.name for credit in credits_of(report(middle))}
    assert credits_of(report(f"{OTHER}\n\nThis story was published by mistake.")) == ()


def test_outlets_are_one_when_what_tells_them_apart_is() -> None:
    assert same_outlet("Quarrel", "Quarrel News Agency")
    assert not same_outlet("The News Agency", "Quarrel News Agency")
    assert not same_outlet("The Tide", "Quarrel")
    assert not same_outlet("Quarrel", None)
