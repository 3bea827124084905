"""Who is named as alleged perpetrator, and that hiding a name changes nothing else of a quotation."""

from dataclasses import replace

from onrecord.records.record import Event, Named, Record
from onrecord.records.vocabulary import ActorKind
from onrecord.testing.records import fictional_record
from onrecord.weigh.gate import UNNAMED, unnamed


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
