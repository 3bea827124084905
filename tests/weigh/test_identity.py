import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import ActorKind, PositionHeld
from onrecord.records.material import Material
from onrecord.records.record import Monitored
from onrecord.records.tie import Tie, TieKind
from onrecord.weigh.identity import Identities, identify
from tests.weigh.cases import Told, material, told
from tests.weigh.identity_pairs import judged, scores

LINES = (
    "2023-04-04, The Quill: Governor <person|Ravel Dost> of Ulm sent <group|River Guard>; <person|Jan Vel>, a boatman,"
    " was taken. <group|Two men> came for <person|Petar Sund>.",
    "2023-04-05, Tern Wire: <person|Jan Vel>, a bargeman, was taken by the <organisation|River Guard>,"
    " <outlet|The Quill> said. <group|Two men> came.",
    "2023-04-09, The Quill: Governor <person|Dost> denied it. <person|Petar Sund>'s brother, <person|Jan Sund>, fled.",
    "2023-04-11, Tern Wire: <state_body|The foreign ministry of Karvenia> was silent, as was <state|Karvenia>;"
    " <person|Yusuf Khoury> and <person|J. Vel> spoke.",
    "2023-04-15, Tern Wire: <person|Youssef Khouri>, a lawyer, accused <state_body|Karvenia's foreign ministry>.",
    "2023-05-15, Harbour Post: <person|Jan Vel>, 61, finance minister of Aldmar, spoke; the embassy of Aldmar agreed.",
)


def tie(number: int, kind: TieKind, first: str, second: str) -> Tie:
    return Tie(number=number, kind=kind, first=first, second=second, who="Ada", at="2026-01-01T00:00:00+00:00")


def partition(found: Material, identities: Identities) -> set[frozenset[str]]:
    """The actors as sets of findings."""
    groups: dict[str, set[str]] = {}
    for weighable in found.reports:
        for local, finding in weighable.ids.items():
            actor = identities.of(weighable.number, local)
            assert actor is not None
            groups.setdefault(actor.id, set()).add(finding)
    return {frozenset(group) for group in groups.values()}


def findings(reports: list[Told]) -> list[str]:
    return [each.finding(actor.id) for each in reports for actor in each.actors]


def local(each: Told, name: str) -> str:
    return next(actor.id for actor in each.actors if actor.name == name)


def actor_of(lines: list[Told], identities: Identities, number: int, name: str) -> str:
    found = identities.of(number, local(lines[number - 1], name))
    assert found is not None
    return found.id


@pytest.mark.parametrize(("file", "least"), [("identity", 120), ("identity_again", 40), ("identity_third", 40)])
def test_labelled_pairs_are_joined_with_a_precision_of_98_and_a_recall_of_80_in_a_hundred(
    file: str, least: int
) -> None:
    pairs = list(judged(file))
    assert len(pairs) >= least
    precision, recall = scores(pairs)
    assert precision >= 0.98
    assert recall >= 0.8


def test_every_member_but_the_first_has_a_reason() -> None:
    identities = identify(material(map(told, LINES)))
    for actor in identities.actors:
        assert actor.members[0].reason == ""
        assert all(member.reason for member in actor.members[1:])
        assert actor.id == f"c{actor.members[0].finding[1:]}"


def test_what_is_nearly_joined_is_a_doubt_of_both() -> None:
    lines = [told(line) for line in LINES]
    identities = identify(material(lines))
    initial = identities.get(actor_of(lines, identities, 4, "J. Vel"))
    assert initial is not None
    assert any("Jan Vel" in doubt and "an initial" in doubt for doubt in initial.doubts)
    boatman = identities.get(actor_of(lines, identities, 1, "Jan Vel"))
    assert boatman is not None
    assert any("report 6" in doubt or "J. Vel" in doubt for doubt in boatman.doubts)


def test_groups_and_people_without_a_name_stay_within_their_report() -> None:
    lines = [told(line) for line in LINES]
    identities = identify(material(lines))
    assert actor_of(lines, identities, 1, "Two men") != actor_of(lines, identities, 2, "Two men")


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(rng: random.Random) -> None:
    lines = [told(line) for line in LINES]
    straight = material(lines)
    rng.shuffle(lines)
    shuffled = material(lines)
    assert partition(shuffled, identify(shuffled)) == partition(straight, identify(straight))


def test_the_same_material_gives_the_same_ids_and_reasons() -> None:
    found = material(map(told, LINES))
    assert identify(found).actors == identify(found).actors


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_ties_bind_whatever_the_comparisons_say(data: st.DataObject) -> None:
    lines = [told(line) for line in LINES]
    ids = findings(lines)
    first = data.draw(st.sampled_from(ids))
    second = data.draw(st.sampled_from([each for each in ids if each != first]))
    for kind, together in ((TieKind.SAME_ACTOR, True), (TieKind.OTHER_ACTOR, False)):
        found = material(lines, ties=[tie(1, kind, first, second)])
        groups = partition(found, identify(found))
        assert any({first, second} <= group for group in groups) is together


def test_a_merge_binds_and_a_later_tie_undoes_it() -> None:
    lines = [told(line) for line in LINES]
    vel, sund = lines[0].finding(local(lines[0], "Jan Vel")), lines[2].finding(local(lines[2], "Jan Sund"))
    merged = material(lines, merged={vel: sund})
    assert any({vel, sund} <= group for group in partition(merged, identify(merged)))
    apart = material(lines, merged={vel: sund}, ties=[tie(1, TieKind.OTHER_ACTOR, vel, sund)])
    identities = identify(apart)
    assert not any({vel, sund} <= group for group in partition(apart, identities))
    assert any("gives way" in doubt for actor in identities.actors for doubt in actor.doubts)


def test_of_two_ties_the_later_counts() -> None:
    lines = [told(line) for line in LINES]
    first, second = lines[0].finding(local(lines[0], "Jan Vel")), lines[1].finding(local(lines[1], "Jan Vel"))
    ties = [tie(1, TieKind.OTHER_ACTOR, first, second), tie(2, TieKind.SAME_ACTOR, first, second)]
    found = material(lines, ties=ties)
    assert any({first, second} <= group for group in partition(found, identify(found)))


HALVARD = (
    "2023-04-18, Tern Wire: In Aldmar, the foreign minister, <person|Corin Halvard>, left."
    " <state_body|The foreign ministry of Aldmar> said nothing, nor did <state|Aldmar>.",
    "2023-05-23, The Quill: <office|The foreign minister of Aldmar> said “No.” <person|Tessa Lorne>, a spokeswoman for"
    " the foreign ministry of Aldmar, declined to comment.",
)


def test_person_office_ministry_and_state_are_four_and_relations_tell_how_they_hang_together() -> None:
    lines = [told(line) for line in HALVARD]
    identities = identify(material(lines))
    person = identities.of(1, local(lines[0], "Corin Halvard"))
    ministry = identities.of(1, local(lines[0], "The foreign ministry of Aldmar"))
    state = identities.of(1, local(lines[0], "Aldmar"))
    office = identities.of(2, local(lines[1], "The foreign minister of Aldmar"))
    speaker = identities.of(2, local(lines[1], "Tessa Lorne"))
    assert person is not None
    assert ministry is not None
    assert state is not None
    assert office is not None
    assert speaker is not None
    assert len({person.id, ministry.id, state.id, office.id}) == 4
    (held,) = identities.holds(person)
    assert (held.title, held.state, held.office) == ("foreign minister", "Aldmar", office.id)
    assert held.quotation is not None
    assert held.quotation.text == "the foreign minister, Corin Halvard"
    assert (held.first, held.former) == ("2023-04-18", False)
    belongs = identities.belongs_to(ministry)
    assert belongs is not None
    assert (belongs.state, belongs.state_actor) == ("Aldmar", state.id)
    (spoken,) = identities.speaks_for(speaker)
    assert (spoken.principal, spoken.state) == (ministry.id, "Aldmar")
    assert [person.state, office.state, speaker.state] == ["Aldmar"] * 3


def test_who_is_said_to_be_none_is_nobody_of_the_case() -> None:
    lines = [told("2023-04-18, Tern Wire: <group|No worker> was killed and <person|nobody> saw <group|Norvik Guards>.")]
    identities = identify(material(lines))
    assert [actor.name for actor in identities.actors if actor.name.startswith(("No ", "nobody"))] == []
    assert "Norvik Guards" in [actor.name for actor in identities.actors]


JOINT = """2023-04-19, Department of External Affairs of Lysmar: <organisation|We, the foreign ministers of Brennia, \
Lysmar and Ostmere>, condemn it.

Signed by:

<person|Clara Venn>, Minister of Foreign Affairs of Brennia
<person|Hugo Marsh>, Secretary for External Affairs of Lysmar
<person|Ines Dovrin>, Minister of Foreign Affairs of Ostmere
"""


def test_each_signatory_of_a_joint_statement_is_told() -> None:
    lines = [told(JOINT), told("2023-04-20, Tern Wire: <group|Three foreign ministers> condemned it.")]
    identities = identify(material(lines))
    for number, local_id in ((1, "a1"), (2, "a1")):
        signed = identities.signatories(number, local_id)
        assert [(one.name, one.state, one.title) for one in signed] == [
            ("Clara Venn", "Brennia", "foreign minister"),
            ("Hugo Marsh", "Lysmar", "foreign minister"),
            ("Ines Dovrin", "Ostmere", "foreign minister"),
        ]
        assert [one.actor for one in signed] == [
            actor_of(lines, identities, 1, name) for name in ("Clara Venn", "Hugo Marsh", "Ines Dovrin")
        ]


def test_a_list_of_offices_names_each_state_and_one_alone_is_no_joint_statement() -> None:
    lines = [
        told("2023-04-20, Tern Wire: <group|The foreign ministers of Brennia, Lysmar and Ostmere> condemned it."),
        told(
            "2023-04-21, Tern Wire: The foreign minister of Lysmar, <person|Hugo Marsh>, spoke to <person|Clara Venn>."
        ),
    ]
    identities = identify(material(lines))
    assert [(one.state, one.title) for one in identities.signatories(1, "a1")] == [
        ("Brennia", "foreign minister"),
        ("Lysmar", "foreign minister"),
        ("Ostmere", "foreign minister"),
    ]
    marsh = actor_of(lines, identities, 2, "Hugo Marsh")
    assert identities.signatories(1, "a1")[1].actor == marsh
    assert identities.signatories(2, local(lines[1], "Hugo Marsh")) == ()


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("<group|Ama Vel, Jan Sund and Piet Orr> said so.", ["Ama Vel", "Jan Sund", "Piet Orr"]),
        ("<group|The governments of Brennia, Lysmar and Ostmere> said so.", ["Brennia", "Lysmar", "Ostmere"]),
        ("<group|The presidents of Norway and Sweden> said so.", ["president of Norway", "president of Sweden"]),
        (
            "<group|Foreign ministers Clara Venn of Norway and Hugo Marsh of Sweden> said so.",
            ["Clara Venn", "Hugo Marsh"],
        ),
        (
            "<group|The Hearth Committee, Lantern International and the Guild of the Oar> said so.",
            ["The Hearth Committee", "Lantern International", "Guild of the Oar"],
        ),
        ("<organisation|The Committee for Peace and Justice> said so.", []),
        ("<group|Two men> said so.", []),
    ],
)
def test_who_speaks_together_is_read_from_lists_of_all_kinds(line: str, signed: list[str]) -> None:
    identities = identify(material([told(f"2023-04-20, Tern Wire: {line}")]))
    assert [one.name for one in identities.signatories(1, "a1")] == signed


def test_a_roster_tells_which_names_are_states() -> None:
    lines = [
        told("2023-04-20, Tern Wire: <person|Istren> stood aside."),
        told("2023-04-21, The Quill: <organisation|Istren> stood aside, too."),
    ]
    roster = (Monitored(name="Istren", kind=ActorKind.STATE),)
    identities = identify(material(lines), monitored=roster)
    found = identities.find("Istren", kind=ActorKind.STATE)
    assert found is not None
    assert {(member.report, member.local) for member in found.members} == {(1, "a1"), (2, "a1")}


@pytest.mark.parametrize(
    ("publisher", "words", "inferred"),
    [
        ("Aldmar Courier", "Chancellor <person|Emeric Vaul> condemned it.", True),
        ("Aldmar Courier", "Chancellor <person|Emeric Vaul> of Aldmar condemned it.", False),
        ("Aldmar Courier", "In Norway, Chancellor <person|Emeric Vaul> condemned it.", False),
        ("Tern Wire", "Chancellor <person|Emeric Vaul> condemned it.", False),
    ],
)
def test_a_state_that_only_the_outlets_name_tells_is_marked_so(publisher: str, words: str, inferred: bool) -> None:
    lines = [
        told(f"2023-04-18, {publisher}: {words}"),
        told("2023-04-19, Tern Wire: The embassy of <state|Aldmar> was silent."),
    ]
    identities = identify(material(lines))
    actor = identities.of(1, "a1")
    assert actor is not None
    assert actor.state_inferred is inferred
    assert not inferred or (actor.state, actor.offices) == ("Aldmar", ("chancellor of Aldmar",))


def test_what_a_roster_says_that_somebody_holds_is_told_with_its_days() -> None:
    line = told("2023-04-18, Tern Wire: <person|Corin Halvard> left.")
    held = PositionHeld(
        name="Corin Halvard", title="Minister of Foreign Affairs", body=None, state="NO", first="2021-01-01", last=None,
        roster="ministers.csv", reason="the same words",
    )  # fmt: skip
    line = replace(line, actors=tuple(replace(actor, positions=(held,)) for actor in line.actors))
    identities = identify(material([line]))
    actor = identities.of(1, "a1")
    assert actor is not None
    (holding,) = identities.holds(actor)
    assert (holding.title, holding.state, holding.first, holding.last) == ("foreign minister", "NO", "2021-01-01", None)
    assert holding.quotation is None
    assert "ministers.csv" in holding.reason
    assert actor.state == "NO"
    assert actor.offices == ("foreign minister of Norway",)


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("Corin Halvard", ActorKind.PERSON, "Corin Halvard"),
        ("Aldmar's foreign ministry", None, "The foreign ministry of Aldmar"),
        ("the Republic of Aldmar", ActorKind.STATE, "Aldmar"),
        ("Foreign Minister Corin Halvard", ActorKind.PERSON, "Corin Halvard"),
        ("Halvard", ActorKind.PERSON, None),
        ("Corin Halvard", ActorKind.STATE, None),
    ],
)
def test_actors_are_found_by_a_rosters_names(name: str, kind: ActorKind | None, found: str | None) -> None:
    identities = identify(material(map(told, HALVARD)))
    actor = identities.find(name, kind=kind)
    assert (None if actor is None else actor.name) == found
