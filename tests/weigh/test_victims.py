"""Nobody is told as the victim of what they did, of what befell others, or of what can't befall them."""

from dataclasses import replace

from onrecord.records.material import Material
from onrecord.testing.weighing import marked, material_of
from onrecord.weigh.victims import with_own_victims

FICTIONAL = "FICTIONAL. "


def victims(text: str, *, held: bool = False, publisher: str = "The Velm Courier") -> dict[str, list[str]]:
    """The victims that are left of each act of a text."""
    made = material_of([marked(1, FICTIONAL + text, publisher=publisher)])
    if held:
        (one,) = made.reports
        made = Material(reports=(replace(one, held=frozenset(one.ids.values())),), at=made.at)
    (weighable,) = with_own_victims(made).reports
    assert weighable.reading is not None
    return {
        one.act.value: [victim.span.of(weighable.report.text) for victim in one.victims]
        for one in weighable.reading.allegations
    }


def test_those_who_took_them_were_not_taken() -> None:
    text = "[Three men|g1.victim] were [taken|g1.abduction] by [eight guards|g1.victim g1.perpetrator]."
    assert victims(text) == {"abduction": ["Three men"]}


def test_who_is_told_in_both_roles_without_by_stays() -> None:
    text = "[The guard|g1.victim g1.perpetrator] was [beaten|g1.assault]."
    assert victims(text) == {"assault": ["The guard"]}


def test_those_held_are_not_those_killed() -> None:
    text = (
        "[[Over 100|g1.count:100 g2.count:100] boatmen|g1.victim g2.victim] [held|g1.detention], "
        "[three|g1.count:3 g2.count:3 g1.victim g2.victim] [killed|g2.killing] on the Ander."
    )
    assert victims(text) == {"detention": ["Over 100 boatmen"], "killing": ["three"]}


def test_two_numbers_told_in_one_breath_stay() -> None:
    text = "[[Two|g1.count:2] men|g1.victim] and [[three|g1.count:3] women|g1.victim] were [killed|g1.killing]."
    assert victims(text) == {"killing": ["Two men", "three women"]}


def test_one_number_may_be_of_two_acts() -> None:
    text = (
        "[[112|g1.count:112 g2.count:112] men|g1.victim g2.victim] were [taken|g1.abduction] and [held|g2.detention]."
    )
    assert victims(text) == {"abduction": ["112 men"], "detention": ["112 men"]}


def test_a_number_that_opens_the_next_clause_is_not_of_the_act_before_it() -> None:
    text = (
        "[The boatmen|g1.victim] were [beaten|g1.assault], and "
        "[[at least three|g1.count:3 g2.count:3] of them|g1.victim g2.victim] were [killed|g2.killing]."
    )
    assert victims(text) == {"assault": ["The boatmen"], "killing": ["at least three of them"]}


def test_a_newspaper_is_not_the_victim_of_what_befalls_bodies() -> None:
    courier = "[The Velm Courier|g1.victim] was [not able to visit|g1.disappearance] the mill."
    assert victims(courier) == {"disappearance": []}
    assert victims(courier, publisher="The Ander Post") == {"disappearance": ["The Velm Courier"]}


def test_a_newspaper_may_be_sued() -> None:
    text = "[The Velm Courier|g1.victim] was [charged|g1.prosecution] with libel."
    assert victims(text) == {"prosecution": ["The Velm Courier"]}


def perpetrators(text: str, *, held: bool = False) -> dict[str, list[str]]:
    report = marked(1, f"{FICTIONAL}{text}")
    report = replace(report, held=frozenset(report.ids.values())) if held else report
    (weighed,) = with_own_victims(material_of([report])).reports
    assert weighed.reading is not None
    return {
        one.act.value: [each.span.of(weighed.report.text) for each in one.alleged_perpetrators]
        for one in weighed.reading.allegations
    }


def test_whoever_suffered_it_did_not_do_it() -> None:
    beaten = (
        "Guards [beat|g1.assault] [Tomas Vell|g1.victim]. "
        "[Tomas Vell|g2.perpetrator] [broke|g2.torture] an arm when he fell."
    )
    assert perpetrators(beaten)["torture"] == []
    assert perpetrators(beaten, held=True)["torture"] == ["Tomas Vell"]
    both = "[Tomas Vell|g1.victim g1.perpetrator] [broke|g1.assault] an arm when he fell."
    assert perpetrators(both)["assault"] == []


def test_who_hurts_others_is_told_so_though_they_were_hurt() -> None:
    others = (
        "Men [beat|g1.assault] [Tomas Vell|g1.victim]. [Tomas Vell|g2.perpetrator] [beat|g2.torture] [a boy|g2.victim]."
    )
    assert perpetrators(others)["torture"] == ["Tomas Vell"]
    force = "Men [hurt|g1.assault] [guards|g1.victim]. [guards|g2.perpetrator] [beat|g2.torture] them."
    assert perpetrators(force)["torture"] == ["guards"]


def test_what_a_person_confirmed_stays() -> None:
    text = "[Three men|g1.victim] were [taken|g1.abduction] by [eight guards|g1.victim g1.perpetrator]."
    assert victims(text, held=True) == {"abduction": ["Three men", "eight guards"]}


def test_an_unread_report_stays() -> None:
    unread = replace(marked(1, FICTIONAL), reading=None)
    assert with_own_victims(material_of([unread])).reports == (unread,)
