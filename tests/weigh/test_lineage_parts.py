"""Parts of lineage: names of outlets, ties on actors, transcripts, ids, texts met twice."""

from datetime import date, timedelta

import pytest

from onrecord.records.material import Material, Weighable
from onrecord.records.record import NodeKind, Standing
from onrecord.records.tie import Tie, TieKind
from onrecord.testing.weighing import Nobody, marked, material_of
from onrecord.weigh.copies import Copies, find_copies
from onrecord.weigh.identity import identify
from onrecord.weigh.lineage import Traced, trace
from onrecord.weigh.lineage.outlets import Outlets
from onrecord.weigh.lineage.voices import access
from onrecord.weigh.lineage.wording import names_somebody, node_id

TOLD = (
    "[Soldiers [killed|g1.killing] [four villagers|g1.victim g1.count:4] in Velm|t1.content],"
    " [said|t1.cue] [six relatives|t1.source:group]."
)
CITING = (
    "[The Velm Courier|t1.source:outlet] [reported|t1.cue] that"
    " [soldiers had [killed|g1.killing] [four villagers|g1.victim g1.count:4] in Velm|t1.content]."
)
SAID = "[Ilva Brandt|t1.source:person] [said|t1.cue] that [they [killed|g1.killing] [men|g1.victim]|t1.content]."


def traced(*reports: Weighable, ties: tuple[Tie, ...] = ()) -> Traced:
    return trace(material_of(reports, ties=ties), Nobody(), Copies((), (), (), ()))


def tie(kind: TieKind, first: str, second: str) -> Tie:
    return Tie(number=1, kind=kind, first=first, second=second, who="Ilva", at="2026-03-01T09:00:00+00:00")


@pytest.mark.parametrize(
    ("name", "somebody"),
    [
        ("Milo", True),
        ("The Ministry of the Interior", True),
        ("a bargeman of 29", False),
        ("Relatives", False),
        ("A spokesman for the police in Harrowgate Bay", False),
        ("Both men who were held", False),
        ("Two guards", False),
    ],
)
def test_who_goes_by_a_name(name: str, somebody: bool) -> None:
    assert names_somebody(name) is somebody


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Halyard", "halyard"),
        ("The Halyard News Service", "halyard"),
        ("the Evening Post", "evening post selgrad"),
        ("the Hearth Committee", "committee hearth"),
        ("the Committee", None),  # any committee may be meant
        ("Lysmark", None),  # the state, not the Lysmark Tribune
        ("a newspaper", None),
    ],
)
def test_outlets_by_their_names(name: str, key: str | None) -> None:
    publishers = ("Halyard News Service", "Selgrad Evening Post", "The Hearth Committee", "The Lysmark Tribune")
    outlets = Outlets(
        [marked(number, "It rained in [Lysmark|place].", publisher=each) for number, each in enumerate(publishers, 1)]
    )
    assert outlets.key(name) == key


def test_a_section_of_an_agency_is_the_agency() -> None:
    outlets = Outlets(
        [marked(1, "Rain.", publisher="Halyard News Service"), marked(2, "Rain.", publisher="Halyard: Karvenia")]
    )
    assert outlets.of_publisher("Halyard: Karvenia") == outlets.of_publisher("Halyard News Service")


def test_a_name_in_a_text_is_found_whole() -> None:
    outlets = Outlets(
        [marked(1, "Rain.", publisher="The Hearth Committee"), marked(2, "Rain.", publisher="Ostra Daily")]
    )
    text = "According to the Hearth Committee and to Ostra Daily’s reporter, it rained."
    assert [span.of(text) for span, _ in outlets.mentions(text)] == ["Hearth Committee", "Ostra Daily"]


def test_words_of_an_official_are_no_access() -> None:
    text = "“Nobody has been beaten,” Tomas Eskerin, the governor’s spokesman, told the Courier."
    assert not access(marked(1, text)).strong
    assert access(marked(1, "“They beat us,” a survivor told the Courier.")).strong
    assert access(marked(1, "A survivor told us so. We could not independently verify it.")).strong is False


def test_a_reviewer_cuts_an_outlet_off() -> None:
    reports = (
        marked(1, TOLD, publisher="The Velm Courier", published="2024-03-01"),
        marked(2, CITING, publisher="Ostra Daily", published="2024-03-02"),
    )
    citing = reports[1].ids["a1"]
    assert reports[1].reading is not None
    assert next(actor.name for actor in reports[1].reading.actors if actor.id == "a1") == "The Velm Courier"
    found = traced(*reports, ties=(tie(TieKind.NOT_CITES, "report:2", citing),))
    origins, _ = found.origins([reports[1].ids["g1"]])
    assert [(origin.name, origin.kind) for origin in origins] == [("Ostra Daily", NodeKind.OWN_REPORTING)]
    assert any("says a reviewer" in doubt for doubt in found.lineage.doubts)


def test_a_reviewer_says_whom_a_report_has_it_from() -> None:
    reports = (
        marked(1, SAID, publisher="The Velm Courier", published="2024-03-01"),
        marked(2, "Soldiers [killed|g1.killing] [four men|g1.victim] at the mill.", publisher="Ostra Daily"),
    )
    found = traced(*reports, ties=(tie(TieKind.CITES, "report:2", reports[0].ids["a1"]),))
    origins, _ = found.origins([reports[1].ids["g1"]])
    assert [origin.name for origin in origins] == ["Ilva Brandt"]
    assert {edge.how for edge in found.lineage.edges if edge.reason == "Ilva joined them."} == {"tie"}


def test_a_reviewer_says_that_two_people_are_independent() -> None:
    reports = (
        marked(1, TOLD, publisher="The Velm Courier", published="2024-03-01"),
        marked(2, SAID, publisher="Ostra Daily", published="2024-03-02"),
    )
    ids = [each.ids["g1"] for each in reports]
    before, _ = traced(*reports).origins(ids)
    assert [origin.standing for origin in before] == [Standing.ESTABLISHED, Standing.NOT_ESTABLISHED]
    after, told = traced(*reports, ties=(tie(TieKind.INDEPENDENT, reports[1].ids["a1"], "report:1"),)).origins(ids)
    assert [origin.standing for origin in after] == [Standing.ESTABLISHED, Standing.ESTABLISHED]
    assert told.told == "2 established origins"


def test_who_quotes_a_transcript_leads_to_it() -> None:
    turns = "\n\n".join(
        f"[MR. PELL|t{number}.source:person][:|t{number}.cue] [{words}|t{number}.content:direct]"
        for number, words in enumerate(
            ("Order.", "I have not raised it with my counterpart.", "Thank you.", "Next."), 1
        )
    )
    reports = (
        marked(1, turns, publisher="House of Deputies", published="2024-03-01"),
        marked(
            2,
            "“[I have not raised it with my counterpart|t1.content:direct],” [he|t1.source:person=Pell] [said|t1.cue].",
            publisher="Ostra Daily",
            published="2024-03-01",
        ),
        marked(
            3, "“[I raised it|t1.content:direct],” [he|t1.source:person=Pell] [said|t1.cue].", published="2024-03-02"
        ),
    )
    found = traced(*reports)
    numbers = {node.id: node.report for node in found.lineage.nodes}
    assert [(numbers[edge.teller], edge.how, numbers[edge.source]) for edge in found.lineage.edges] == [(2, "is", 1)]


def test_ids_stay() -> None:
    """Ids are kept in ledgers' exports and in reviewers' notes: another onrecord gives the same."""
    assert node_id("own", "lamplighter") == "n42e56058ff28e485"
    first = traced(marked(1, TOLD)).lineage
    assert first == traced(marked(1, TOLD)).lineage


def test_one_text_met_twice_is_one_allegation_with_one_origin() -> None:
    reports = (
        marked(1, TOLD, publisher="The Velm Courier", published="2024-03-01"),
        marked(2, TOLD, publisher="Ostra Daily", published="2024-03-02"),
    )
    material = material_of(reports)
    found = trace(material, Nobody(), find_copies((each.number, each.report) for each in reports))
    assert reports[0].ids["g1"] == reports[1].ids["g1"]
    origins, _ = found.origins([reports[0].ids["g1"]])
    assert [origin.name for origin in origins] == ["The Velm Courier"]
    assert len(origins[0].paths) == 2


def test_reports_that_each_cite_two_of_the_day_before_lead_to_the_first_two() -> None:
    towns = ["Amsel", "Borv", "Dorrin", "Hask", "Karvand", "Mirr", "Ostra", "Selgrad", "Teln", "Tolva", "Velm", "Brenn"]
    days = [(f"The {town} {a} Courier", f"The {town} {a} Herald") for a in ("Upper", "Lower", "Old") for town in towns]
    told = "Soldiers [killed|g1.killing] [40 boatmen|g1.victim g1.count:40]"
    reports: list[Weighable] = []
    for day, papers in enumerate(days):
        cited = ", according to " + " and according to ".join(days[day - 1]) if day else ""
        on = str(date(2024, 1, 1) + timedelta(day))
        for paper in papers:
            reports.append(marked(len(reports) + 1, f"{told}{cited}.", publisher=paper, published=on))
    # There are two ways more from each day to the one before: 2 to the 35th in all.
    found = trace(material_of(reports), Nobody(), Copies((), (), (), ()))
    origins, _ = found.origins([report.ids["g1"] for report in reports])
    assert {origin.name for origin in origins} == {*days[0]}


def test_an_empty_case() -> None:
    found = trace(Material(reports=()), Nobody(), Copies((), (), (), ()))
    assert found.lineage.nodes == ()
    assert found.origins([]) == ((), found.origins([])[1])
    assert found.origins(["g0000000000000000"])[1].told == "0 established origins"
    assert found.origins_of("g0000000000000000") == ()


def test_who_says_that_they_asked_nobody_has_no_access() -> None:
    told = "Detained workers were beaten. The Velm Courier has {}interviewed detainees itself."
    assert not access(marked(1, told.format("not "))).any
    assert not access(marked(1, "Workers were beaten. We have never spoken to a detainee.")).any
    assert access(marked(1, told.format(""))).strong


KILLED = (
    "Soldiers [killed|g1.killing] [Tomas Vell|g1.victim] at the mill. {} [told|t2.cue] us that"
    " [Tomas Vell was [killed|g2.killing]|t2.content]."
)


@pytest.mark.parametrize(
    ("source", "teller"),
    [
        ("[The mother of Tomas Vell|t2.source=Tomas_Vell]", "The mother of Tomas Vell"),
        ("[The wife of one of the dead, Tomas Vell,|t2.source=Tomas_Vell]", "The wife of one of the dead"),
        ("[The wife of one of the dead, Ana Vell,|t2.source=Ana_Vell]", "Ana Vell"),
        ("[Ana Vell, the wife of Tomas Vell,|t2.source=Ana_Vell]", "Ana Vell"),
    ],
)
def test_the_dead_are_not_taken_for_those_who_mourn_them(source: str, teller: str) -> None:
    report = marked(1, KILLED.format(source))
    material = material_of((report,))
    found = trace(material, identify(material), Copies((), (), (), ()))
    tellers = {node.name for node in found.lineage.nodes}
    assert teller in tellers
    assert "Tomas Vell" not in tellers


def test_who_told_of_a_part_was_there_before_who_told_of_the_whole() -> None:
    part = "Our reporter saw it: soldiers [killed|g1.killing] [four men|g1.victim] at the mill."
    whole = "Our reporter saw it: soldiers [killed|g1.killing] [ninety men|g1.victim] in Velm."
    reports = (
        marked(1, part, publisher="The Velm Courier", published="2024-03-01"),
        marked(2, whole, publisher="Ostra Daily", published="2024-03-05"),
        marked(3, whole, publisher="The Velm Courier", published="2024-03-09"),
    )
    ids = [each.ids["g1"] for each in reports]
    found = traced(*reports)
    alone, _ = found.origins(ids[1:])
    assert [origin.name for origin in alone] == ["Ostra Daily", "The Velm Courier"]
    origins, _ = found.origins(ids[1:], within=ids[:1])
    assert [origin.name for origin in origins] == ["The Velm Courier", "Ostra Daily"]
    assert all(ids[0] not in origin.allegations for origin in origins)


@pytest.mark.parametrize(
    "words",
    [
        "is concerned by reports of the [killing|g2.killing] of [four villagers|g2.victim]",
        "is alarmed at allegations of a [killing|g2.killing] in Velm",
        "is following the reports that [four villagers|g2.victim] were [killed|g2.killing]",
    ],
)
def test_whoever_speaks_of_reports_tells_nothing_of_their_own(words: str) -> None:
    reports = (
        marked(1, TOLD, publisher="The Velm Courier", published="2024-03-01"),
        marked(2, f"[Estmark|t2.source] [said|t2.cue] that [it {words}|t2.content].", publisher="Ostra Daily",
               published="2024-03-03"),
    )  # fmt: skip
    origins, told = traced(*reports).origins([reports[0].ids["g1"], reports[1].ids["g2"]])
    assert [origin.name for origin in origins] == ["The Velm Courier"]
    assert told.told == "1 established origin"
    assert any("Taken for granted" in reason and "Estmark" in reason for reason in origins[0].reasons)


def test_who_reports_that_it_happened_tells_it() -> None:
    told = (
        "[Ostra Daily|t1.source:outlet] [reports that|t1.cue] "
        "[soldiers [killed|g1.killing] [four men|g1.victim]|t1.content]."
    )
    reports = (marked(1, told, publisher="The Velm Courier", published="2024-03-01"),)
    origins, _ = traced(*reports).origins([reports[0].ids["g1"]])
    assert [origin.name for origin in origins] == ["Ostra Daily"]
    assert not any("Taken for granted" in reason for reason in origins[0].reasons)
