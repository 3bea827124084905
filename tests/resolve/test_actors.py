from onrecord.records import ActorKind, Reading
from onrecord.resolve.actors import resolve_actors
from tests.resolve.people import called, names, reading_of


def speakers(reading: Reading) -> list[str | None]:
    return [called(reading, attribution.speaker) for attribution in resolve_actors(reading).attributions]


def test_a_surname_alone_joins_the_one_full_name_that_carries_it() -> None:
    reading = resolve_actors(reading_of("{Jan Vel|p} was held in {Lorrin|l}. {Vel|p} said that he was beaten."))
    assert names(reading) == ["Jan Vel"]
    assert reading.actors[0].entities == ("e1", "e3")


def test_he_added_goes_to_the_last_speaker() -> None:
    reading = resolve_actors(
        reading_of(
            "“They beat us,” {Jan Vel|p} told the {Harbour Post|n}. He added that nobody answered.",
            sources=(("Jan Vel", 1, "“They beat us,”"), ("He", 1, "that nobody answered")),
        )
    )
    assert [called(reading, a.speaker) for a in reading.attributions] == ["Jan Vel", "Jan Vel"]


def test_a_title_tells_a_gender_and_a_given_name_does_not() -> None:
    reading = resolve_actors(
        reading_of(
            "Ms {Dana Orin|p} met Mr {Karel Tos|p} in the court. She said that it was over.",
            sources=(("She", 1, "that it was over"),),
        )
    )
    assert called(reading, reading.attributions[0].speaker) == "Dana Orin"


def test_office_ministry_state_and_person_stay_apart() -> None:
    reading = resolve_actors(
        reading_of(
            "{Karvenia|l} said no. The {Foreign Ministry|o} said so too. Ms {Ama Terrin|p}, the foreign minister, said "
            "nothing. The government of {Karvenia|l} said more.",
            sources=(
                ("Karvenia", 1, ""),
                ("The Foreign Ministry", 1, ""),
                ("Ama Terrin", 1, ""),
                ("The government of Karvenia", 1, ""),
            ),
        )
    )
    kinds = [next(a.kind for a in reading.actors if a.id == t.speaker) for t in reading.attributions]
    assert kinds == [ActorKind.STATE, ActorKind.STATE_BODY, ActorKind.PERSON, ActorKind.STATE_BODY]
    assert len({t.speaker for t in reading.attributions}) == 4


def test_an_apposition_gives_a_description_its_person() -> None:
    reading = resolve_actors(
        reading_of(
            "{Jan Vel|p}, a lawyer for the family, went to court. The lawyer said that it was late.",
            sources=(("The lawyer", 1, "that it was late"),),
        )
    )
    assert called(reading, reading.attributions[0].speaker) == "Jan Vel"


def test_an_attribution_to_an_outlet_is_a_citation() -> None:
    reading = resolve_actors(
        reading_of(
            "The {Harbour Post|n} reported that two men fled.", sources=(("The Harbour Post", 1, "that two men"),)
        )
    )
    assert [(c.attribution, called(reading, c.outlet)) for c in reading.citations] == [("t1", "Harbour Post")]


def test_entities_added_for_pronouns_keep_text_order_and_ids() -> None:
    reading = resolve_actors(reading_of("{Jan Vel|p} fled. He was shot, {Dana Orin|p} said.", victims=(("He", 1),)))
    spans = [entity.span for entity in reading.entities]
    assert spans == sorted(spans)
    assert [entity.id for entity in reading.entities] == ["e1", "e2", "e3"]
    assert reading.entities[1].actor == reading.entities[0].actor == reading.allegations[0].victims[0].actor
    assert reading.actors[0].entities == ("e1", "e2")


def test_nobody_stays_nobody() -> None:
    reading = resolve_actors(reading_of("Some said that it rained.", sources=(("Some", 1, "that it rained"),)))
    assert reading.attributions[0].speaker is None
    assert reading.actors == ()
