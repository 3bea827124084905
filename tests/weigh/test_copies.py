import random
from collections.abc import Iterable

import pytest

from onrecord.errors import UsageError
from onrecord.records import Report
from onrecord.weigh.comparison import Kind
from onrecord.weigh.copies import Copies, find_copies
from tests.weigh.texts import AGENCY, FOOTER, LETTER, OTHER, STATEMENT, report


def clusters(copies: Copies) -> list[tuple[int, ...]]:
    return [cluster.numbers for cluster in copies.clusters]


def trimmed(text: str, paragraphs: int) -> str:
    return "\n\n".join(text.split("\n\n")[:paragraphs])


def test_an_agencys_text_under_another_headline_is_a_copy_that_names_whose_it_is() -> None:
    wire = report(AGENCY, publisher="Quarrel News Agency", published="2031-05-03")
    paper = report(
        "Netmakers held in Ulm\n\nFrom our wire desk\n\n"
        + trimmed(AGENCY, 5).replace("TARN HARBOUR, May 3 (Quarrel) - ", "")
        + "\n\nThis story was supplied by Quarrel and shortened.",
        publisher="Sel Evening Mail",
        published="2031-05-04",
    )
    copies = find_copies([(1, wire), (2, paper), (3, report(OTHER, publisher="Cold Point Post"))])
    assert clusters(copies) == [(1, 2)]
    (cluster,) = copies.clusters
    assert (cluster.fullest, cluster.earliest) == (1, 1)
    assert cluster.credited == ("Quarrel",)
    (join,) = cluster.joins
    assert join.kind is Kind.COPY
    assert join.credited == 1
    assert join.shares[1] > 0.85
    assert "Report 2 says that its text is that of report 1's publisher." in join.sentences()
    assert "Report 1 was published earlier." in join.sentences()


def test_a_trimmed_text_is_a_copy_and_the_shared_passage_is_anchored_in_both() -> None:
    short = trimmed(AGENCY, 4)
    copies = find_copies([(5, report(short)), (9, report(AGENCY))])
    assert clusters(copies) == [(5, 9)]
    assert copies.clusters[0].fullest == 9
    (join,) = copies.clusters[0].joins
    for here, there in join.passages:
        assert here.of(short) == there.of(AGENCY)
    assert sum(here.end - here.start for here, _ in join.passages) > 0.95 * len(short)


def test_misspellings_spaces_and_a_pages_frame_do_not_hide_a_copy() -> None:
    noisy = AGENCY.replace("netmakers", "netmakres").replace("witnesses", "wit nesses").replace("lawyer", "1awyer")
    framed = "Home World Tides Sign in\n\n" + noisy.upper() + "\n\nMore tides. Terms. Imprint."
    assert clusters(find_copies([(0, report(AGENCY)), (1, report(framed))])) == [(0, 1)]


def test_a_quotation_in_common_is_a_passage_and_said_to_be_quoted() -> None:
    first = report(f"{OTHER}\n\nThe commander said: {STATEMENT}.", publisher="Cold Point Post")
    second = report(f"{STATEMENT}, the commander wrote.\n\n{AGENCY}", publisher="Sel Evening Mail")
    copies = find_copies([(1, first), (2, second)])
    assert copies.clusters == ()
    (passage,) = copies.passages
    assert passage.quoted
    assert passage.longest >= 40
    assert passage.passages[0][0].of(first.text) == passage.passages[0][1].of(second.text) == STATEMENT.strip("“”")


def test_a_passage_that_is_not_quoted_is_told_so() -> None:
    paragraph = AGENCY.split("\n\n")[3] + " " + AGENCY.split("\n\n")[5]
    copies = find_copies([(1, report(AGENCY)), (2, report(OTHER + "\n\n" + paragraph + "\n\n" + FOOTER))])
    assert copies.clusters == ()
    (passage,) = copies.passages
    assert not passage.quoted
    assert passage.kind is Kind.PASSAGE


def test_one_outlets_articles_with_the_same_long_footer_are_not_copies() -> None:
    stories = AGENCY.split("\n\n")[0], OTHER.split("\n\n")[2]
    bugle = [report(f"{story}\n\n{FOOTER}\n\n{FOOTER.swapcase()}", publisher="The Ulm Bugle") for story in stories]
    copies = find_copies(enumerate(bugle))
    assert copies.clusters == ()
    assert [passage.same_publisher for passage in copies.passages] == [True]


def test_letters_after_one_model_about_different_people_are_not_one_report() -> None:
    people = [("Oswin Pell", "netmaker", "Sel"), ("Ruth Amber", "teacher", "Varn"), ("Jori Keld", "cooper", "Osk")]
    letters = [report(LETTER.format(name=name, trade=trade, village=village)) for name, trade, village in people]
    copies = find_copies(enumerate(letters))
    assert copies.clusters == ()
    assert [(form.first, form.second) for form in copies.forms] == [(0, 1), (0, 2), (1, 2)]
    assert ("Oswin", "Ruth") in copies.forms[0].replaced
    # The same letter on another site is one with the first.
    again = report("Home Letters About\n\n" + letters[0].text, publisher="The Lantern Circle")
    assert clusters(find_copies([*enumerate(letters), (7, again)])) == [(0, 7)]


def test_letters_about_people_of_like_names_are_not_one_report() -> None:
    people = [
        f"{given} {family}" for given in ("Marta", "Marth", "Oswin") for family in ("Peller", "Peller", "Kelbert")
    ]
    letters = [report(LETTER.format(name=name, trade="netmaker", village="Sel")) for name in dict.fromkeys(people)]
    copies = find_copies(enumerate(letters))
    assert copies.clusters == ()
    assert len(copies.forms) == len(letters) * (len(letters) - 1) // 2


def test_among_many_letters_of_one_form_a_copy_is_found_and_not_every_pair_is_told() -> None:
    letters = [report(LETTER.format(name=f"Pell{n} Vard{n}x", trade="netmaker", village="Sel")) for n in range(120)]
    again = report(letters[77].text.upper().replace(" ", "  ") + "\n\nPrinted by the Sel Evening Mail.")
    copies = find_copies([*enumerate(letters), (500, again)])
    assert clusters(copies) == [(77, 500)]
    assert len(letters) < len(copies.forms) < 120 * 119 // 2


def test_a_bad_scan_of_a_text_full_of_names_is_its_copy() -> None:
    chance = random.Random(8)  # noqa: S311  seeded, for the same slips each time
    words = AGENCY.split(" ")
    for at in chance.sample(range(len(words)), len(words) // 12):
        words[at] = words[at][:1] + "".join(chance.choices("rnmlI1", k=len(words[at])))
    assert clusters(find_copies([(1, report(AGENCY)), (2, report(" ".join(words)))])) == [(1, 2)]


def test_accents_in_either_unicode_form_are_the_same_words() -> None:
    composed, apart = AGENCY.replace("e", "é"), AGENCY.replace("e", "e\u0301")
    (cluster,) = find_copies([(1, report(composed)), (2, report(apart))]).clusters
    assert cluster.joins[0].shares == (1.0, 1.0)


def test_monthly_bulletins_that_differ_in_figures_are_not_one_report() -> None:
    bulletin = (
        "The Net Union counted {} arrests at the quays this month, {} searches of boats, {} nets taken away and {} "
        "men who were released without a charge. It says that the figures are of reported cases and that many families "
        "do not dare to report. Whoever knows of further cases is asked to leave word at the chapel."
    )
    copies = find_copies([(1, report(bulletin.format(14, 31, 209, 8))), (2, report(bulletin.format(22, 45, 131, 19)))])
    assert copies.clusters == ()
    assert len(copies.forms) == 1


def test_an_updated_toll_leaves_a_copy_a_copy() -> None:
    later = AGENCY.replace("detained eleven", "detained 14").replace("counted eleven", "counted 14")
    assert clusters(find_copies([(1, report(AGENCY)), (2, report(later))])) == [(1, 2)]


def test_a_text_between_others_is_told_as_a_passage_of_theirs() -> None:
    roundup = OTHER + "\n\n" + AGENCY
    copies = find_copies([(1, report(AGENCY)), (2, report(roundup))])
    assert copies.clusters == ()
    assert [(passage.first, passage.second) for passage in copies.passages] == [(1, 2)]


def test_short_and_empty_texts_are_copies_only_when_equal_and_long_enough_to_mean_something() -> None:
    told = "The harbour master declined to comment on the netmakers of Sel."
    texts = ["", "", "Page not found", "Page not found", told, told.upper(), told.replace("Sel", "Varn"), AGENCY]
    copies = find_copies((number, report(text)) for number, text in enumerate(texts))
    assert clusters(copies) == [(4, 5)]
    assert copies.too_short == (0, 1, 2, 3, 6)


def test_no_reports_give_nothing() -> None:
    assert find_copies([]) == Copies(clusters=(), passages=(), forms=(), too_short=())


def test_a_text_of_a_million_characters_is_compared_like_any_other() -> None:
    chance = random.Random(3)  # noqa: S311  seeded, for the same texts each time
    words = [f"word{chance.randrange(5_000)}" for _ in range(120_000)]
    long = " ".join(words)
    assert len(long) > 1_000_000
    cut = " ".join(words[:100_000])
    copies = find_copies(
        [(1, report(long)), (2, report(cut)), (3, report(AGENCY)), (4, report(" ".join(words[500:700])))]
    )
    assert clusters(copies) == [(1, 2)]
    assert [(passage.first, passage.second) for passage in copies.passages] == [(1, 4)]


def test_a_text_that_repeats_itself_is_aligned_too() -> None:
    again = "netmakers and boats and nets " * 2_000
    assert clusters(find_copies([(1, report(again)), (2, report(again.upper()))])) == [(1, 2)]


def test_many_equal_texts_are_one_cluster_and_joined_by_one_comparison_fewer() -> None:
    copies = find_copies((number, report(AGENCY, publisher=f"Paper {number}")) for number in range(60))
    assert clusters(copies) == [tuple(range(60))]
    assert len(copies.clusters[0].joins) == 59


def made() -> list[tuple[int, Report]]:
    chance = random.Random(11)  # noqa: S311  seeded, for the same texts each time
    reports = []
    for number in range(24):
        base = (AGENCY, OTHER, LETTER.format(name="Oswin Pell", trade="netmaker", village="Sel"))[number % 3]
        words = base.split(" ")
        for _ in range(len(words) // 25):
            words[chance.randrange(len(words))] += "n"
        reports.append((number, report(" ".join(words[: chance.randrange(len(words) // 2, len(words) + 1)]))))
    return reports


def shuffled(reports: Iterable[tuple[int, Report]], seed: int) -> list[tuple[int, Report]]:
    again = list(reports)
    random.Random(seed).shuffle(again)  # noqa: S311  seeded, for the same orders each time
    return again


def test_the_order_in_which_reports_come_changes_nothing() -> None:
    first = find_copies(made())
    assert sum(len(cluster.numbers) for cluster in first.clusters) > 12
    assert {find_copies(shuffled(made(), seed)) for seed in range(4)} == {first}


def test_reports_are_asked_for_again_instead_of_being_held() -> None:
    reports = dict(made())
    asked: list[int] = []

    def report_of(number: int) -> Report:
        asked.append(number)
        return reports[number]

    assert find_copies(iter(reports.items()), report_of=report_of) == find_copies(made())
    assert asked


def test_one_number_for_two_reports_is_refused() -> None:
    with pytest.raises(UsageError, match="number 4"):
        find_copies([(4, report(AGENCY)), (4, report(OTHER))])
