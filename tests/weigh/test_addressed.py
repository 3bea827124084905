"""Whom letters went to. All names are invented."""

from onrecord.records.record import CaseActor
from onrecord.records.tie import Request
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.addressed import addressed


def actor(number: int, name: str, *names: str) -> CaseActor:
    return CaseActor(id=f"c{number:016}", name=name, kind=ActorKind.PERSON, members=(), names=names)


def asked(whom: str) -> Request:
    return Request(number=1, whom=whom, channel="letter", sent="2031-04-02")


ACTORS = (
    actor(1, "Governor Corin Halvard", "Halvard"),
    actor(2, "Ada Halvard"),
    actor(3, "Corin Brandt", "the governor"),
)


def test_a_letter_is_to_whoever_is_so_named_and_to_nobody_by_a_surname_of_two() -> None:
    for whom, wanted in (
        ("Corin Halvard", {1}),
        ("corin  HALVARD", {1}),
        ("Ada Halvard", {2}),
        ("The Governor", {3}),
        ("Brandt", set()),
        ("Corin", set()),
    ):
        (told,) = addressed([asked(whom)], ACTORS)
        assert {int(each[1:]) for each in told.actors} == wanted, whom
    assert addressed([], ACTORS) == ()
