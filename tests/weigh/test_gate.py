"""Who is named as alleged perpetrator, and that hiding a name changes nothing else of a quotation."""

from dataclasses import replace

import pytest

from onrecord.records.allegation import Allegation
from onrecord.records.entity import Actor
from onrecord.records.frame import Participant
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.record import Event, Lineage, Named, Node, NodeKind, Record
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, ActorKind, Status
from onrecord.testing.records import fictional_record
from onrecord.weigh.accused import HIDDEN, address_without
from onrecord.weigh.gate import UNNAMED, reviewed, unnamed

VENN = Named(words="Colonel Dario Venn", name="Dario Venn", kind=ActorKind.PERSON, actor="cvenn")


def record_of(accused: Named, words: str) -> Record:
    """A record of one unreviewed allegation in these words, against one."""
    made = fictional_record()
    event = made.events[0]
    told = event.allegations[0]
    told = replace(
        told,
        held=False,
        quotation=replace(told.quotation, text=words),
        alleged_perpetrators=(accused,),
        victims=(),
        told_by=(),
    )
    event = replace(event, title=words, allegations=(told,), alleged_perpetrators=(accused,), victims=(), doubts=())
    return replace(made, events=(event,))


def only(record: Record) -> Event:
    (event,) = record.events
    return event


def test_a_name_is_hidden_wherever_it_stands() -> None:
    accused = Named(words="Colonel Dario Venn of the Weir Guard", name="Dario Venn", kind=ActorKind.PERSON)
    event = only(unnamed(record_of(accused, "Colonel Dario Venn sent the Weir Guard; Venn paid them.")))
    assert [one.name for one in event.alleged_perpetrators] == [UNNAMED]
    told = event.allegations[0].quotation.text
    assert "Venn" not in told
    assert "Dario" not in told
    assert "the Weir Guard" in told, "what he commands isn't his name"


def test_a_name_is_found_in_its_genitive_and_after_a_particle() -> None:
    for words, said in (("Dario Verrun’s men", "Verrun sent them."), ("Sami al-Masrun", "al-Masrun sent them.")):
        accused = Named(words=words, name=words, kind=ActorKind.PERSON)
        assert only(unnamed(record_of(accused, said))).allegations[0].quotation.text == f"{UNNAMED} sent them."


def test_a_pronoun_is_left_as_it_stands() -> None:
    words = "We held this story for eleven days, she said. We, the ministers, condemn it."
    for accused in (
        Named(words="We", name="We"),
        Named(words="We", name="Dario Venn", kind=ActorKind.PERSON),
        Named(words="They", name="They"),
    ):
        event = only(unnamed(record_of(accused, words)))
        assert event.allegations[0].quotation.text == words
        assert event.title == words
    assert only(unnamed(record_of(Named(words="He", name="Dario Venn", kind=ActorKind.PERSON), words))).allegations[
        0
    ].alleged_perpetrators == (Named(words=UNNAMED, name=UNNAMED, kind=ActorKind.PERSON),)


def test_whom_nobody_names_is_not_told_as_a_named_person() -> None:
    for name in ("a guard", "A man", "one of the guards", "two men in grey"):
        accused = Named(words=name, name=name, kind=ActorKind.PERSON)
        assert only(unnamed(record_of(accused, f"{name} beat them."))).alleged_perpetrators == (accused,)
    for name in ("An Derrow", "the governor"):
        accused = Named(words=name, name=name, kind=ActorKind.PERSON)
        assert only(unnamed(record_of(accused, "He beat them."))).alleged_perpetrators[0].name == UNNAMED


@pytest.mark.parametrize(
    "name",
    [
        "Dario Emil Costa Venn",
        "Maria da Luz Orvik Tann Venn",
        "Colonel Maks Verrun of the River Guard",
        "Maks Verrun, who commands the guard",
        "Sami al-Verrun",
        "Luc d'Aubin",
    ],
)
def test_somebody_of_unknown_kind_with_a_long_name_may_be_a_person(name: str) -> None:
    accused = Named(words=name, name=name)
    event = only(unnamed(record_of(accused, f"{name} beat them.")))
    assert [one.name for one in event.alleged_perpetrators] == [UNNAMED]
    last = name.split(" of ")[0].split(",")[0].split()[-1]
    assert last not in event.allegations[0].quotation.text


def test_whoever_is_of_unknown_kind_and_called_by_no_name_is_told_as_told() -> None:
    for name in ("soldiers of the Weir Guard", "Weir Guard soldiers", "the governor's men"):
        accused = Named(words=name, name=name)
        assert only(unnamed(record_of(accused, f"{name} beat them."))).alleged_perpetrators == (accused,)


@pytest.mark.parametrize(
    ("confirmed", "told", "named"),
    [
        (Status.ASSERTED, Status.ASSERTED, True),
        (Status.ASSERTED, Status.NEGATED, True),
        (Status.NEGATED, Status.ASSERTED, False),
        (Status.HYPOTHETICAL, Status.ASSERTED, False),
        (Status.NEGATED, Status.NEGATED, True),
    ],
)
def test_only_an_accusation_confirms_an_accusation(confirmed: Status, told: Status, named: bool) -> None:
    record = record_of(VENN, "Colonel Dario Venn sent them.")
    event = only(record)
    (allegation,) = event.allegations
    held = replace(allegation, id="gheld", held=True, status=confirmed)
    event = replace(event, allegations=(replace(allegation, status=told), held))
    shown = only(unnamed(replace(record, events=(event,))))
    assert [one.name for one in shown.alleged_perpetrators] == ["Dario Venn" if named else UNNAMED]


def test_titles_and_answers_of_others_do_not_name_the_accused_either() -> None:
    record = record_of(VENN, "Colonel Dario Venn sent them.")
    (allegation,) = only(record).allegations
    number = allegation.reports[0]
    title = "COLONEL DARIO VENN sent them; the Weir Guard is silent"
    response, own = record.responses[0], record.responses[1]
    words = "The deputy condemned Dario Venn."
    response = replace(
        response,
        reports=(number,),
        events=(),
        quotation=replace(response.quotation, report=number, text=words),
        about=(VENN,),
    )
    own = replace(own, reports=(number,), who=(VENN,), quotation=replace(own.quotation, text="Venn denies it."))
    assert record.board is not None
    cell = next(one for one in record.board.cells if one.entries)
    entry = replace(cell.entries[0], response=response.id, quotation=response.quotation)
    given = replace(
        record,
        sources=tuple(replace(one, title=title, url="https://post.example/venn-sent-them") for one in record.sources),
        responses=(response, own),
        lineage=Lineage(nodes=(Node(id="n1", kind=NodeKind.REPORT, name=f"Oram Post: {title}", report=number),)),
        board=replace(record.board, cells=(replace(cell, entries=(entry,), possible=(entry,), beside=(entry,)),)),
    )
    shown = unnamed(given)
    titles = {source.number: source.title for source in shown.sources}
    addresses = {source.number: source.url for source in shown.sources}
    assert addresses.pop(number) == f"https://post.example/{HIDDEN}-sent-them"
    assert set(addresses.values()) == {"https://post.example/venn-sent-them"}
    assert titles.pop(number) == f"{UNNAMED} sent them; the Weir Guard is silent"
    assert set(titles.values()) == {title}, "other reports don't tell of him as accused"
    assert [node.name for node in shown.lineage.nodes] == [f"Oram Post: {UNNAMED} sent them; the Weir Guard is silent"]
    assert shown.responses[0].quotation.text == f"The deputy condemned {UNNAMED}."
    assert [one.name for one in shown.responses[0].about] == [UNNAMED]
    assert shown.responses[1] == own, "what he answers himself stays under his name"
    assert shown.board is not None
    (cell,) = shown.board.cells
    for several in (cell.entries, cell.possible, cell.beside):
        assert [one.quotation.text for one in several] == [f"The deputy condemned {UNNAMED}."]
    assert unnamed(shown) == shown


def test_a_title_leaves_without_whom_nothing_confirmed_accuses() -> None:
    text = "Colonel Dario Venn killed Ilse Tann."
    report = Report("one", "one.txt", text, title="Venn killed her", url="https://post.example/a/Venn")
    reading = Reading(
        report,
        "hand@1",
        actors=(Actor("a1", "Dario Venn", ActorKind.PERSON),),
        allegations=(
            Allegation(
                "g1",
                Act.KILLING,
                Status.ASSERTED,
                Span(text.index("killed"), text.index("killed") + 6),
                0.9,
                alleged_perpetrators=(Participant(Span(0, 18), "a1"),),
            ),
        ),
    )
    weighable = Weighable(number=1, report=report, sha256="0" * 64, obtained="", reading=reading, ids={"g1": "gone"})
    (left,) = reviewed(Material(reports=(weighable,))).reports
    assert left.report.title == f"{UNNAMED} killed her"
    assert left.report.url == f"https://post.example/a/{HIDDEN}"
    assert left.reading is not None
    assert left.reading.report == left.report
    confirmed = replace(weighable, held=frozenset({"gone"}))
    assert reviewed(Material(reports=(confirmed,))).reports[0].report.title == "Venn killed her"


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("/2031/colonel-venn-accused", f"/2031/colonel-{HIDDEN}-accused"),
        ("/DarioVenn.html", f"/{HIDDEN}.html"),
        ("/a?who=dario+venn#Venn", f"/a?who={HIDDEN}+{HIDDEN}#{HIDDEN}"),
        ("/D%C3%A0rio_Venn", f"/{HIDDEN}"),
        ("/d%2561rio", f"/{HIDDEN}"),
        ("/convenn/ventures", "/convenn/ventures"),
        ("", ""),
    ],
)
def test_an_address_leaves_without_the_names_in_it(path: str, left: str) -> None:
    assert address_without(f"https://venn.example{path}", ["Colonel Dario Venn"]) == f"https://venn.example{left}"


def test_an_address_of_a_file_has_no_host() -> None:
    assert address_without("reports/venn.html", ["Dario Venn"]) == f"reports/{HIDDEN}.html"
    assert address_without("reports/weir.html", ["Dario Venn", "he"]) == "reports/weir.html"
