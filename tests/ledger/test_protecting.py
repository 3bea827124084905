"""Whom a ledger protects: taken from readings, marked, revealed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from sqlalchemy import select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.decisions import decide
from onrecord.ledger.kept_guards import KeptGuards
from onrecord.ledger.masking import Masker
from onrecord.ledger.mentions import names_in
from onrecord.ledger.protected import Sign, person_key, protected_in
from onrecord.ledger.protecting import protect, reveal
from onrecord.ledger.store import Ledger
from onrecord.ledger.view import open_view
from onrecord.records.acquisition import Access
from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.decision import Role, Value, Verdict
from onrecord.records.entity import Actor, Entity
from onrecord.records.finding import FindingKind
from onrecord.records.frame import Participant
from onrecord.records.plain import to_plain
from onrecord.records.reading import Reading
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, ActorKind, EntityType, Force, Manner, Status
from onrecord.testing.builders import fictional_addition, fictional_report
from onrecord.testing.ledger_suite import faults

TEXT = (
    "FICTIONAL. Soldiers beat Jan Velov at the weir. His wife, Mira Stolbe, saw it. “They laughed,” Oda Tarn said."
    " Interior Minister Kasimir Brandt denied it. The Courier wrote that Velov, a ferryman of Lor, had no lawyer."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def reading(number: int = 1) -> Reading:
    report = fictional_report(number, text=TEXT + f"\n\nPart {number}.", url="https://courier.example/jan-velov")
    entities = (
        Entity("e1", EntityType.PERSON, span("Jan Velov"), 0.9, "a1"),
        Entity("e2", EntityType.PERSON, span("Mira Stolbe"), 0.9, "a2"),
        Entity("e3", EntityType.PERSON, span("Oda Tarn"), 0.9, "a3"),
        Entity("e4", EntityType.PERSON, span("Kasimir Brandt"), 0.9, "a4"),
        Entity("e5", EntityType.PERSON, span("Courier"), 0.9, "a5"),
    )
    actors = (
        Actor("a1", "Jan Velov", ActorKind.PERSON, ("e1",)),
        Actor("a2", "Mira Stolbe", ActorKind.PERSON, ("e2",)),
        Actor("a3", "Oda Tarn", ActorKind.PERSON, ("e3",)),
        Actor("a4", "Kasimir Brandt", ActorKind.PERSON, ("e4",)),
        Actor("a5", "Courier", ActorKind.PERSON, ("e5",)),
    )

    def told(local: str, source: str, cue: str, content: str, speaker: str) -> Attribution:
        return Attribution(
            local, (span(source),), (span(cue),), (span(content),), Manner.INDIRECT, Force.ASSERT, 0.9, speaker
        )

    return Reading(
        report=report,
        reader="fictional@1",
        entities=entities,
        actors=actors,
        attributions=(
            told("t1", "Oda Tarn", "said", "They laughed", "a3"),
            told("t2", "Kasimir Brandt", "denied", "it", "a4"),
        ),
        allegations=(
            Allegation(
                "g1", Act.ASSAULT, Status.ASSERTED, span("beat"), 0.9, victims=(Participant(span("Jan Velov"), "a1"),)
            ),
        ),
    )


def masked(ledger: Ledger, text: str) -> str:
    with ledger.snapshot() as connection:
        return Masker(KeptGuards(connection)).mask(text).text


def test_a_reading_tells_victims_relatives_sources_and_who_holds_an_office() -> None:
    found = protected_in(to_plain(reading(), leave_out=frozenset({"report"})), TEXT)
    assert [(named.name, named.role) for named in found] == [
        ("Jan Velov", Role.VICTIM),
        ("Mira Stolbe", Role.RELATIVE),
        ("Oda Tarn", Role.SOURCE),
        ("Kasimir Brandt", Sign.PUBLIC),
    ]


def test_whoever_is_victim_and_said_to_have_done_it_is_protected() -> None:
    both = reading()
    (beaten,) = both.allegations
    done = replace(beaten, id="g2", alleged_perpetrators=beaten.victims, victims=())
    found = protected_in(to_plain(replace(both, allegations=(beaten, done)), leave_out=frozenset({"report"})), TEXT)
    assert ("Jan Velov", Role.VICTIM) in [(named.name, named.role) for named in found]
    alone = protected_in(to_plain(replace(both, allegations=(done,)), leave_out=frozenset({"report"})), TEXT)
    assert ("Jan Velov", Sign.ACCUSED) in [(named.name, named.role) for named in alone]


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        ("Milo, a bargeman of 29", ["Milo"]),
        ("the police officer, who has served in Selgrad", []),
        ("A bargeman of 29", []),
        ("the Lamplighter", []),
        ("Colonel Maks Verrun", ["Maks Verrun"]),
        ("Edrik Valm’s", ["Edrik Valm"]),
        ("a third man, Petar Sund", ["Petar Sund"]),
        ("Anna van der Berg and Ali Hassan", ["Anna van der Berg", "Ali Hassan"]),
        ("Police", []),
    ],
)
def test_a_mention_gives_the_names_in_it(mention: str, names: list[str]) -> None:
    assert names_in(mention) == names


def test_a_persons_key_is_the_same_for_any_order_and_spelling() -> None:
    assert person_key("Velov, Jan") == person_key("Jan Velov") == person_key("Dr. JAN VÉLOV")
    assert person_key("Jan Velov") != person_key("Jana Velov")


def test_whom_readings_tell_is_masked_from_the_moment_of_adding(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1, reading=reading())]))
    assert masked(ledger, "Jan Velov, Mira Stolbe, Oda Tarn, Kasimir Brandt") == (
        "[victim 1], [relative 2], [source 3], Kasimir Brandt"
    )


def test_labels_stay_however_many_come_after(ledger: Ledger) -> None:
    for number in range(1, 4):
        list(ledger.add_all([fictional_addition(number, reading=reading(number))]))
    with ledger.writing() as writing:
        assert protect(writing, "Petar Anker", Role.WITNESS) == "[witness 5]"
    assert masked(ledger, "Jan Velov, P. Anker") == "[victim 1], [witness 5]"


def test_marking_a_known_person_adds_names_and_phrases_and_keeps_the_label(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1, reading=reading())]))
    with ledger.writing() as writing:
        label = protect(writing, "[victim 1]", Role.WITNESS, aliases=["Stork"], phrases=["a ferryman of Lor"])
        assert label == "[victim 1]"
    assert masked(ledger, "Stork, a ferryman of Lor, is J. Velov") == "[victim 1], [details withheld], is [victim 1]"


def test_an_officer_of_state_is_masked_once_a_reviewer_says_so(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1, reading=reading())]))
    with ledger.writing() as writing:
        protect(writing, "Kasimir Brandt", Role.WITNESS)
    assert masked(ledger, "Brandt") == "[person 4]"


def test_only_whom_masking_hides_or_a_reveal_names_is_listed(ledger: Ledger) -> None:
    def listed() -> list[tuple[str, bool]]:
        with open_view(ledger, access=Access.PUBLIC) as view:
            return [(person.label, person.revealed) for person in view.sheltered()]

    known = reading(1)
    unknown = replace(known.report, text=known.report.text.replace("Interior Minister", "Harbour neighbour"))
    list(ledger.add_all([fictional_addition(1, reading=replace(known, report=unknown))]))
    velov, brandt = masked(ledger, "Jan Velov"), masked(ledger, "Kasimir Brandt")
    assert brandt.startswith("[source ")
    assert {(velov, False), (brandt, False)} <= set(listed())
    assert len(listed()) == 4
    # Another report tells of his position: nobody protects him any more, and no reveal named him.
    list(ledger.add_all([fictional_addition(2, reading=reading(2))]))
    assert masked(ledger, "Kasimir Brandt") == "Kasimir Brandt"
    assert len(listed()) == 3
    assert brandt not in dict(listed())
    with ledger.writing() as writing:
        reveal(writing, velov, "his family asks that he be named")
    assert dict(listed())[velov]
    assert len(listed()) == 3
    with ledger.writing() as writing:
        protect(writing, "Kasimir Brandt", Role.WITNESS)
    assert (brandt, False) in listed()


def test_whom_a_roster_names_is_not_masked_unless_a_reviewer_protects_them(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1, reading=reading()))
    told = "Jan Velov spoke; Mira Stolbe and Oda Tarn did not."
    with ledger.snapshot() as connection:
        masked = Masker(KeptGuards(connection, named=["Tarn, Oda"])).mask(told).text
    assert "Oda Tarn" in masked
    assert "Velov" not in masked
    assert "Stolbe" not in masked
    with ledger.writing() as writing:
        protect(writing, "Oda Tarn", Role.SOURCE)
    with ledger.snapshot() as connection:
        assert "Tarn" not in Masker(KeptGuards(connection, named=["Oda Tarn"])).mask(told).text


def test_whom_an_amendment_makes_a_victim_is_masked_and_a_group_is_not(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1, reading=reading()))
    (found,) = (finding for finding in ledger.findings() if finding.kind is FindingKind.ALLEGATION)
    assert masked(ledger, "Kasimir Brandt") == "Kasimir Brandt"
    victims: list[Value] = [{"span": list(span(words))} for words in ("Kasimir Brandt", "Soldiers", "Jan Velov")]
    with ledger.writing() as writing:
        decide(writing, found.id, Verdict.AMENDED, field="victims", value=victims)
    assert "Brandt" not in masked(ledger, "Kasimir Brandt")
    assert masked(ledger, "Soldiers of Velm") == "Soldiers of Velm"
    with ledger.snapshot() as connection:
        marked = connection.execute(select(schema.protections.c.person)).scalars().all()
    assert marked == ["Kasimir Brandt"]
    assert faults(ledger) == []


def test_a_group_among_victims_is_masked_once_an_amendment_makes_it_a_person(ledger: Ledger) -> None:
    told = reading()
    actors = tuple(replace(actor, kind=ActorKind.GROUP) if actor.name == "Oda Tarn" else actor for actor in told.actors)
    told = replace(told, report=replace(told.report, text=told.report.text.replace("Tarn said", "Tarn sang")))
    ledger.add_one(fictional_addition(1, reading=replace(told, actors=actors, attributions=())))
    found = {(finding.kind, finding.quotation): finding.id for finding in ledger.findings()}
    victims: list[Value] = [{"span": list(span(words)), "actor": one} for words, one in (("Oda Tarn", "a3"),)]
    with ledger.writing() as writing:
        allegation = next(id for (kind, _), id in found.items() if kind is FindingKind.ALLEGATION)
        decide(writing, allegation, Verdict.AMENDED, field="victims", value=victims)
    with ledger.writing() as writing:
        decide(writing, found[FindingKind.ACTOR, "Oda Tarn"], Verdict.AMENDED, field="kind", value="person")
    assert "Tarn" not in masked(ledger, "Oda Tarn")
    with ledger.snapshot() as connection:
        marked = connection.execute(select(schema.protections.c.person, schema.protections.c.role)).all()
    assert [tuple(row) for row in marked] == [("Oda Tarn", "victim")]
    assert faults(ledger) == []


def test_the_name_that_an_amendment_gives_a_victim_is_masked(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1, reading=reading()))
    (velov,) = (
        finding for finding in ledger.findings() if finding.quotation == "Jan Velov" and finding.kind == "actor"
    )
    with ledger.writing() as writing:
        decide(writing, velov.id, Verdict.AMENDED, field="name", value="Rasko Ombric Velov")
    assert not {"Rasko", "Ombric", "Velov"} & set(masked(ledger, "Rasko Ombric Velov; Ombric").replace(";", "").split())
    assert faults(ledger) == []


def test_whom_an_amendment_makes_a_source_is_masked_unless_the_position_is_public(ledger: Ledger) -> None:
    told = reading()
    # Whoever stands beside a word of telling is protected however the reader took it.
    told = replace(told, report=replace(told.report, text=told.report.text.replace("Tarn said", "Tarn sang")))
    unnamed = replace(told.attributions[0], source=(), speaker=None)
    ledger.add_one(fictional_addition(1, reading=replace(told, attributions=(unnamed, *told.attributions[1:]))))
    (said,) = (found for found in ledger.findings() if found.kind == "attribution" and found.local == "t1")
    assert masked(ledger, "Oda Tarn") == "Oda Tarn"
    with ledger.writing() as writing:
        decide(writing, said.id, Verdict.AMENDED, field="speaker", value="a4")
    assert masked(ledger, "Kasimir Brandt") == "Kasimir Brandt"
    with ledger.writing() as writing:
        decide(writing, said.id, Verdict.AMENDED, field="speaker", value="a3")
    assert "Tarn" not in masked(ledger, "Oda Tarn")
    assert faults(ledger) == []


def test_a_reveal_needs_a_reason_is_in_the_chain_and_can_end(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1, reading=reading())]))
    with pytest.raises(UsageError, match="needs a reason"), ledger.writing() as writing:
        reveal(writing, "[victim 1]", "  ")
    with ledger.writing() as writing:
        assert reveal(writing, "victim 1", "his family asks that he be named") == "[victim 1]"
        entry = writing.head
    assert entry is not None
    assert (entry.action, entry.subject) == ("revealed", "reveal:1")
    assert masked(ledger, "Jan Velov and Mira Stolbe") == "Jan Velov and [relative 2]"
    with ledger.writing() as writing:
        reveal(writing, "Jan Velov", "they changed their mind", ends=True)
    assert masked(ledger, "Jan Velov and Mira Stolbe") == "[victim 1] and [relative 2]"


def test_a_reveal_of_nobody_tells_nothing_of_the_name(ledger: Ledger) -> None:
    for person in ("Nobody Known", "[victim 9]"):
        with pytest.raises(NoSuchCase) as raised, ledger.writing() as writing:
            reveal(writing, person, "why not")
        assert "Nobody Known" not in raised.value.message


def test_a_name_without_letters_cannot_be_protected(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="holds no letter"), ledger.writing() as writing:
        protect(writing, "123", Role.VICTIM)


@pytest.mark.parametrize("name", ["Ilmarinen d’Arvignac", "Anna dell'Orto", "d’Arvignac"])
def test_a_name_whose_particle_runs_into_it_is_found_whole(name: str) -> None:
    assert names_in(name) == [name]


def test_an_apostrophe_alone_makes_no_name() -> None:
    assert names_in("the minister’s driver said it’s late, wasn’t it") == []


def told_by(text: str, *people: str, number: int = 9, scores: Mapping[str, float] = MappingProxyType({})) -> Reading:
    """A reading that takes each of these for a person, wherever they stand, and whoever is before "said" for a source.

    Args:
        scores: of victims, by name.
    """
    report = fictional_report(number, text=f"FICTIONAL {number}. {text}", url=f"https://kestrel.example/{number}")
    report = replace(report, publisher="Kestrel")
    places = {name: [m.start() for m in re.finditer(re.escape(name), report.text)] for name in people}
    entities = [
        Entity(f"e{k}{n}", EntityType.PERSON, Span(start, start + len(name)), 0.9, f"a{n}")
        for n, name in enumerate(people)
        for k, start in enumerate(places[name])
    ]
    saying = Span(report.text.index(" said") + 1, report.text.index(" said") + 5)
    speaker = max(entities, key=lambda entity: (entity.span.end <= saying.start) * entity.span.end)
    return Reading(
        report=report,
        reader="fictional@1",
        entities=tuple(entities),
        actors=tuple(Actor(f"a{n}", name, ActorKind.PERSON) for n, name in enumerate(people)),
        attributions=(
            Attribution("t1", (speaker.span,), (saying,), (), Manner.INDIRECT, Force.ASSERT, 0.9, speaker.actor),
        ),
        allegations=tuple(
            Allegation(
                f"g{n}",
                Act.THREAT,
                Status.ASSERTED,
                saying,
                scores[name],
                victims=(Participant(Span(places[name][0], places[name][0] + len(name)), f"a{n}"),),
            )
            for n, name in enumerate(people)
            if name in scores
        ),
    )


@pytest.mark.parametrize(
    ("text", "name", "open"),
    [
        ("Kestrel, an online magazine, said so.", "Kestrel", True),
        ("Kestrel said so.", "Kestrel", True),
        ("Mr Kestrel said so.", "Kestrel", False),
        ("Harrier said so.", "Harrier", False),
        ("The Lamplighter said so.", "Lamplighter", True),
        ("The Velov family was there; the Velov boys said so.", "Velov", False),
        ("The interior minister, Clara Vost, said so.", "Clara Vost", True),
        ("The widow of the minister, Clara Vost, said so.", "Clara Vost", False),
        ("Lieutenant Davit Sorn of the army said so.", "Davit Sorn", True),
        ("Lieutenant Davit Sorn of the army, who asked not to be named, said so.", "Davit Sorn", False),
        ("The Edmund Hale Foundation said so.", "Edmund Hale Foundation", True),
    ],
)
def test_who_is_masked_for_being_quoted(ledger: Ledger, text: str, name: str, open: bool) -> None:
    ledger.add_one(fictional_addition(9, reading=told_by(text, name)))
    assert (name in masked(ledger, text)) is open
    assert faults(ledger) == []


def test_what_one_report_calls_a_site_may_be_somebodys_name_in_another(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1, reading=told_by("Harrier, a news site, said so.", "Harrier", number=1)))
    assert masked(ledger, "Harrier") == "Harrier"
    ledger.add_one(fictional_addition(2, reading=told_by("Harrier said that he wept.", "Harrier", number=2)))
    assert "Harrier" not in masked(ledger, "Harrier")


@pytest.mark.parametrize(("score", "open"), [(0.2, True), (0.4, False)])
def test_a_reading_that_is_hardly_right_masks_only_whoever_holds_no_office(
    ledger: Ledger, score: float, open: bool
) -> None:
    office = told_by("The interior minister, Clara Vost, said so.", "Clara Vost", scores={"Clara Vost": score})
    private = told_by("Ana Bell said so.", "Ana Bell", number=8, scores={"Ana Bell": score})
    ledger.add_one(fictional_addition(9, reading=office))
    ledger.add_one(fictional_addition(8, reading=private))
    assert ("Vost" in masked(ledger, "Clara Vost")) is open
    assert "Bell" not in masked(ledger, "Ana Bell")
    assert faults(ledger) == []


def test_a_namesake_of_a_minister_is_hardly_a_victim_by_surname_either(ledger: Ledger) -> None:
    weak = told_by("Mr Orsany was told; Ana Bell said so.", "Orsany", "Ana Bell", number=2, scores={"Orsany": 0.25})
    ledger.add_one(fictional_addition(2, reading=weak))
    assert "Orsany" not in masked(ledger, "Mr Orsany")
    minister = told_by(
        "The interior minister, Lev Orsany, said so.", "Lev Orsany", number=1, scores={"Lev Orsany": 0.2}
    )
    ledger.add_one(fictional_addition(1, reading=minister))
    assert masked(ledger, "Mr Orsany") == "Mr Orsany"


def test_a_reviewers_victim_is_masked_whatever_the_office_and_the_score(ledger: Ledger) -> None:
    office = told_by("The interior minister, Clara Vost, said so; Ana Bell wept.", "Clara Vost", scores={})
    weak = Allegation("g1", Act.THREAT, Status.ASSERTED, office.attributions[0].cue[0], 0.1)
    ledger.add_one(fictional_addition(9, reading=replace(office, allegations=(weak,))))
    (found,) = (finding for finding in ledger.findings() if finding.kind is FindingKind.ALLEGATION)
    victim = office.entities[0].span
    with ledger.writing() as writing:
        value: list[Value] = [{"span": [victim.start, victim.end], "actor": "a0"}]
        decide(writing, found.id, Verdict.AMENDED, field="victims", value=value)
    assert "Vost" not in masked(ledger, "Clara Vost")


def test_by_whom_somebody_can_be_found_is_masked_though_the_reader_took_them_for_nobody(ledger: Ledger) -> None:
    text = (
        "Vard’s landlady, Agda Blom, keeps it; Clara Vost said so. Ana Bell saw it. His neighbour, Ob Ros, did not."
        " A mechanic, Tor, mended it."
    )
    people = ("Agda Blom", "Clara Vost", "Ana Bell", "Ob Ros", "Tor")
    ledger.add_one(fictional_addition(9, reading=told_by(text, *people)))
    shown = masked(ledger, text)
    assert not any(name in shown for name in people)


def test_a_name_that_the_reader_cut_is_masked_whole(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(9, reading=told_by("Peder Quick said so.", "Peder")))
    assert masked(ledger, "Peder Quick") == "[source 1]"


def test_whoever_is_accused_is_named_only_where_that_is_read_for_sure(ledger: Ledger) -> None:
    told = told_by("Bruno Carr said that he carried them.", "Bruno Carr")
    who = (Participant(told.entities[0].span, "a0"),)
    cue = told.attributions[0].cue[0]
    for number, score in ((1, 0.3), (2, 0.8)):
        allegation = Allegation("g1", Act.ABDUCTION, Status.ASSERTED, cue, score, alleged_perpetrators=who)
        text = replace(told.report, text=f"{told.report.text} {number}")
        ledger.add_one(fictional_addition(number, reading=replace(told, report=text, allegations=(allegation,))))
        assert ("Carr" in masked(ledger, "Bruno Carr")) is (score > 0.5)


def test_in_a_report_that_changed_names_everybody_without_an_office_is_masked(ledger: Ledger) -> None:
    text = "Names have been changed. Goran was there. The minister, Clara Vost, said nothing."
    ledger.add_one(fictional_addition(9, reading=told_by(text, "Goran", "Clara Vost")))
    assert masked(ledger, "Goran; Clara Vost").endswith("; Clara Vost")
    assert "Goran" not in masked(ledger, "Goran")


def test_a_hostile_text_is_looked_through_once_however_often_a_name_stands_in_it() -> None:
    text = "resolution introduced by Ana Vol and of the " * 2000
    starts = [match.start() for match in re.finditer("Ana Vol", text)]
    entities = [
        {"id": f"e{k}", "type": "person", "span": [start, start + 7], "score": 0.9, "actor": "a1"}
        for k, start in enumerate(starts)
    ]
    content = {
        "entities": entities,
        "actors": [{"id": "a1", "name": "Ana Vol", "kind": "person"}],
        "attributions": [{"id": "t1", "source": [entity["span"] for entity in entities], "speaker": "a1"}],
    }
    found = protected_in(content, text)
    assert {(named.name, named.role) for named in found} == {("Ana Vol", Sign.PUBLIC)}
