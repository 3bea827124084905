"""What a view gives: nothing of a protected name, whatever is asked; nothing above its access level."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger.adding import Terms
from onrecord.ledger.decisions import assess, decide, undo
from onrecord.ledger.protecting import protect, reveal
from onrecord.ledger.requests import log_reply, log_request
from onrecord.ledger.searching import What
from onrecord.ledger.snippets import shown
from onrecord.ledger.store import Addition, Ledger
from onrecord.ledger.ties import tie, untie
from onrecord.ledger.view import View, open_view
from onrecord.ledger.withdrawals import bring_back, withdraw
from onrecord.records.acquisition import Access
from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.decision import Dimension, Role, Verdict
from onrecord.records.entity import Actor, Entity
from onrecord.records.finding import FindingKind
from onrecord.records.frame import Participant
from onrecord.records.plain import to_plain
from onrecord.records.reading import Reading
from onrecord.records.report import Failure
from onrecord.records.span import Span
from onrecord.records.tie import TieKind
from onrecord.records.vocabulary import Act, ActorKind, EntityType, Force, Manner, Status
from onrecord.testing.builders import fictional_addition, fictional_failure, fictional_reading, fictional_report
from tests.ledger import planted

EACH = 20
"""Names that one report plants."""


def planted_addition(number: int, names: list[str], *, taken: bool) -> Addition:
    """A report that gives each name in every shape; `taken`: its reading has them as victims and sources."""
    lines, entities, actors, allegations, attributions = ["FICTIONAL."], [], [], [], []
    length = len(lines[0])
    for k, name in enumerate(names):
        lead = "\n\nGuards beat "
        start = length + len(lead)
        paragraph = f"{lead}{name} at the weir. " + " ".join(text for _, text in planted.texts(name))
        lines.append(paragraph)
        if taken:
            span = Span(start, start + len(name))
            entities.append(Entity(f"e{k}", EntityType.PERSON, span, 0.9, f"a{k}"))
            actors.append(Actor(f"a{k}", name, ActorKind.PERSON, (f"e{k}",)))
            beat = Span(start - 5, start - 1)
            filled = (Participant(span, f"a{k}"),)
            allegations.append(Allegation(f"g{k}", Act.ASSAULT, Status.ASSERTED, beat, 0.9, victims=filled))
            content = (Span(span.end + 1, span.end + 12),)
            attributions.append(
                Attribution(f"t{k}", (span,), (beat,), content, Manner.INDIRECT, Force.ASSERT, 0.9, f"a{k}")
            )
        length += len(paragraph)
    first, last = names[0], names[-1]
    report = replace(
        fictional_report(number, text="".join(lines), url=f"https://paper.example/{planted.squeezed(first)}"),
        title=f"What {first} and {last} saw",
        byline=last,
        publisher=f"{last.split()[-1]} Courier",
        source=f"inbox/{last.replace(' ', '_')}.txt",
        id=f"inbox/{last.replace(' ', '_')}-{number}.txt",
    )
    reading = Reading(
        report=report,
        reader="fictional@1",
        entities=tuple(entities),
        actors=tuple(actors),
        attributions=tuple(attributions),
        allegations=tuple(allegations),
    )
    return fictional_addition(number, reading=reading)


@pytest.fixture
def planted_case(ledger: Ledger) -> tuple[Ledger, list[str]]:
    """A case that holds two hundred names in every place where a name can stand."""
    names = planted.names()
    lots = [names[start : start + EACH] for start in range(0, len(names), EACH)]
    additions = [planted_addition(number, lot, taken=number % 2 == 1) for number, lot in enumerate(lots, start=1)]
    with ledger.writing() as writing:
        for lot in lots[1::2]:
            for name in lot:
                protect(writing, name, Role.WITNESS, reason=f"{name} asked for it")
    broken = Failure(id=f"{names[0]}.pdf", source=f"{names[0]}.pdf", code="broken", message=f"{names[3]}.pdf is cut")
    list(ledger.add_all([*additions, Addition(result=broken)]))
    findings = [finding for finding in ledger.findings() if finding.kind == "allegation"]
    actors = [finding for finding in ledger.findings() if finding.kind == "actor"]
    with ledger.writing() as writing:
        for finding, name in zip(findings, names, strict=False):
            decide(writing, finding.id, Verdict.COMMENTED, reason=f"{name} told us; {name.upper()} again")
        decide(writing, actors[0].id, Verdict.AMENDED, field="name", value=names[7])
        decide(writing, findings[1].id, Verdict.MERGED, value=findings[0].id, reason=names[2])
        said = decide(writing, findings[2].id, Verdict.MISREAD, reason=names[5])
        undo(writing, said.number, reason=names[6])
        assess(
            writing, findings[0].id, Dimension.VERIFICATION, "verified", by=names[8], standard=names[9], reason=names[1]
        )
        made = tie(writing, TieKind.CITES, "report:1", "report:2", reason=f"{names[10]} said so")
        untie(writing, made.number, reason=names[11].upper())
        asked = log_request(writing, names[12], f"by hand of {names[13]}", "2026-02-01", note=names[14])
        log_reply(writing, asked.number, "2026-02-03", note=f"{names[15]} is not known to us")
    first = additions[0].result
    assert isinstance(first, Reading)
    later = replace(first, reader="fictional@2", allegations=(), attributions=(), actors=())
    list(ledger.add_all([fictional_addition(1, reading=later)]))
    withdraw(ledger, f"finding:{findings[5].id}", f"{names[4]} asked for it")
    return ledger, names


def queries(names: list[str]) -> Iterator[str]:
    yield "weir"
    for name in names[::40]:
        given, family = name.split(" ", 1)
        yield from (family, given, f'"{name}"', f"{family[:4]}*", f"actor:{family}", f"title:{family}")


SLIDING = [Span(start, start + 35) for start in range(0, 700, 7)]
"""Spans that cut names, wherever they stand."""

Calls = Callable[[View, list[str]], list[Any]]
CALLS: dict[str, Calls] = {
    "reports": lambda view, _: list(view.reports()),
    "kept": lambda view, _: [view.kept(number) for number in range(1, 11)],
    "report": lambda view, _: [view.report(number) for number in range(1, 11)],
    "reading": lambda view, _: [view.reading(number) for number in range(1, 11)],
    "words": lambda view, _: [view.words(number, SLIDING) for number in range(1, 11)],
    "failures": lambda view, _: list(view.failures()),
    "acquisitions": lambda view, _: [obtained for number in range(1, 11) for obtained in view.acquisitions(number)],
    "findings": lambda view, _: list(view.findings()),
    "finding": lambda view, _: [view.finding(judged.finding.id) for judged in view.findings(limit=5)],
    "actors": lambda view, _: list(view.actors()),
    "orphans": lambda view, _: list(view.orphans()),
    "changed": lambda view, _: list(view.changed()),
    "withdrawals": lambda view, _: list(view.withdrawals()),
    "ties": lambda view, _: list(view.ties()),
    "requests": lambda view, _: list(view.requests()),
    "sheltered": lambda view, _: list(view.sheltered()),
    "counts": lambda view, _: [view.counts(field) for field in ("kind", "act", "status", "publisher")],
    "search": lambda view, names: [view.search(query, what=what) for query in queries(names) for what in What],
}


def test_every_query_of_a_view_is_among_those_tested() -> None:
    public = {name for name, _ in inspect.getmembers(View, inspect.isfunction) if not name.startswith("_")}
    assert public == set(CALLS), "add the new query to CALLS, so that it is searched for planted names"


@pytest.mark.slow
def test_no_query_gives_any_of_two_hundred_planted_names(planted_case: tuple[Ledger, list[str]]) -> None:
    ledger, names = planted_case
    raw = repr(list(ledger.reports())) + repr(list(ledger.findings()))
    assert len(planted.leaked(names, raw)) == len(names), "the test can't see names that stand there"
    with open_view(ledger, access=Access.CONFIDENTIAL) as view:
        for call in CALLS:
            told = CALLS[call](view, names)
            if call != "changed":
                assert told, f"{call} gave nothing to look through"
            assert not planted.leaked(names, repr(told)), call


@pytest.mark.slow
def test_a_search_for_a_protected_name_is_one_for_what_is_not_there(planted_case: tuple[Ledger, list[str]]) -> None:
    ledger, names = planted_case
    with open_view(ledger, access=Access.CONFIDENTIAL) as view:
        for name in names[::50]:
            given, family = name.split(" ", 1)
            for words in (given, family, f'"{name}"', f"weir {family}", f"actor:{family}", f"publisher:{family}"):
                for what in What:
                    assert view.search(words, what=what).hits == (), (words, what)
        every = view.search("weir", limit=50).hits
        assert len(every) == 10
        # Not even leaving a name out tells where it stands.
        assert view.search(f"weir -{names[0].split()[1]}", limit=50).hits == every


def test_what_is_revealed_is_told_and_found(ledger: Ledger) -> None:
    name = "Jaroslav Quorrath"
    list(ledger.add_all([planted_addition(1, [name], taken=True)]))
    with ledger.writing() as writing:
        reveal(writing, name, "he speaks under his own name")
    with open_view(ledger, access=Access.PUBLIC) as view:
        assert [hit.report for hit in view.search("Quorrath").hits] == [1]
        assert name in view.report(1).text
        assert [person.revealed for person in view.sheltered()] == [True]


def test_a_masked_reading_is_whole_and_its_spans_lie_on_labels(ledger: Ledger) -> None:
    list(ledger.add_all([planted_addition(1, ["Jaroslav Quorrath", "Mira Velov"], taken=True)]))
    with open_view(ledger, access=Access.PUBLIC) as view:
        reading = view.reading(1)
        assert reading is not None
        text = reading.report.text
        assert [entity.span.of(text) for entity in reading.entities] == ["[victim 1]", "[victim 2]"]
        assert [allegation.trigger.of(text) for allegation in reading.allegations] == ["beat", "beat"]
        assert [actor.name for actor in reading.actors] == ["[victim 1]", "[victim 2]"]
        assert to_plain(reading, leave_out=frozenset({"report"}))["allegations"][0]["act"] == "assault"
        quotations = [judged.finding.quotation for judged in view.findings() if judged.finding.kind == "allegation"]
        assert quotations == ["beat [victim 1]", "beat [victim 2]"]


def test_a_level_shows_what_is_at_or_below_it_and_nothing_tells_of_the_rest(ledger: Ledger) -> None:
    levels = (Access.PUBLIC, Access.RESTRICTED, Access.CONFIDENTIAL)
    for number, access in enumerate(levels, start=1):
        list(ledger.add_all([fictional_addition(number, terms=Terms(access=access))]))
    for seen, access in enumerate(levels, start=1):
        with open_view(ledger, access=access) as view:
            assert [kept.number for kept in view.reports()] == list(range(1, seen + 1))
            assert {judged.finding.report for judged in view.findings()} == set(range(1, seen + 1))
            assert {actor.report for actor in view.actors()} == set(range(1, seen + 1))
            assert {hit.report for hit in view.search("villagers").hits} == set(range(1, seen + 1))
            assert sum(view.counts("kind").values()) == sum(1 for _ in view.findings())
            for hidden in range(seen + 1, 4):
                for call in (view.kept, view.report, view.reading, lambda n: list(view.acquisitions(n))):
                    with pytest.raises(NoSuchCase) as refused:
                        call(hidden)
                    with pytest.raises(NoSuchCase) as absent:
                        call(99)
                    assert refused.value.message.replace(str(hidden), "99") == absent.value.message


def test_a_text_is_seen_where_any_report_that_has_it_may_be(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1, terms=Terms(access=Access.CONFIDENTIAL))]))
    again = fictional_addition(1)
    reading = again.result
    assert isinstance(reading, Reading)
    other = replace(reading, report=replace(reading.report, id="mail", source="mail", url="https://b.example/1"))
    list(ledger.add_all([fictional_addition(1, reading=other, terms=Terms(locator="part 2"))]))
    with open_view(ledger, access=Access.PUBLIC) as view:
        assert [kept.number for kept in view.reports()] == [2]
        assert len(list(view.findings(report=2))) == 8
        assert [hit.report for hit in view.search("villagers").hits] == [2]


def test_what_is_not_public_can_be_asked_to_have_an_agreement(ledger: Ledger) -> None:
    for number, consent in enumerate((None, "may be shared with lawyers", ""), start=1):
        terms = Terms(access=Access.RESTRICTED, consent=consent)
        list(ledger.add_all([fictional_addition(number, terms=terms)]))
    list(ledger.add_all([fictional_addition(4)]))
    with open_view(ledger, access=Access.RESTRICTED, agreed=True) as view:
        assert [kept.number for kept in view.reports()] == [2, 4]


def test_what_is_withdrawn_is_not_there_until_it_is_brought_back(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1), fictional_addition(2)]))
    finding = next(ledger.findings(report=2)).id
    withdraw(ledger, "report:1", "the outlet took it back")
    withdraw(ledger, f"finding:{finding}", "told in confidence")
    with open_view(ledger, access=Access.PUBLIC) as view:
        assert [each.subject for each in view.withdrawals()] == ["report:1", f"finding:{finding}"]
        assert [kept.number for kept in view.reports()] == [2]
        assert finding not in {judged.finding.id for judged in view.findings()}
        assert sum(view.counts("kind").values()) == sum(1 for _ in view.findings())
        assert [hit.report for hit in view.search("villagers").hits] == [2]
    bring_back(ledger, "report:1", "it was restored")
    with open_view(ledger, access=Access.PUBLIC) as view:
        assert [kept.number for kept in view.reports()] == [1, 2]


def test_of_decisions_on_what_is_withdrawn_a_newer_reading_tells_nothing(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1)]))
    allegation, response = (
        next(each.id for each in ledger.findings() if each.kind is kind)
        for kind in (FindingKind.ALLEGATION, FindingKind.RESPONSE)
    )
    with ledger.writing() as writing:
        decide(writing, allegation, Verdict.CONFIRMED)
        decide(writing, response, Verdict.MISREAD, reason="the army, not the ministry")
    newer = fictional_reading(1, reader="fictional@2")
    (told, *others) = newer.allegations
    newer = replace(newer, allegations=(replace(told, act=Act.TORTURE), *others), responses=newer.responses[1:])
    list(ledger.add_all([fictional_addition(1, reading=newer)]))
    with open_view(ledger, access=Access.PUBLIC) as view:
        assert [each.decision.finding for each in view.changed()] == [allegation]
        assert [(each.decision.reason is None, each.report) for each in view.orphans()] == [(False, 1)]
    withdraw(ledger, f"finding:{allegation}", "told in confidence")
    withdraw(ledger, f"finding:{response}", "told in confidence")
    with open_view(ledger, access=Access.PUBLIC) as view:
        assert list(view.changed()) == []
        assert [(each.decision.reason, each.report, each.quotation) for each in view.orphans()] == [(None, None, None)]


# --- searches ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def searched(ledger: Ledger) -> Ledger:
    list(ledger.add_all([fictional_addition(number) for number in range(1, 13)]))
    return ledger


@pytest.mark.parametrize(
    ("query", "what", "reports"),
    [
        ("villagers", What.REPORTS, set(range(1, 13))),
        ('"asked who they were"', What.REPORTS, set(range(1, 13))),
        ('"who asked they"', What.REPORTS, set()),
        ("abduct*", What.REPORTS, {3, 7, 11}),
        ("abducted OR detained", What.REPORTS, {1, 3, 5, 7, 9, 11}),
        ("villagers -abducted -detained", What.REPORTS, {2, 4, 6, 8, 10, 12}),
        ("act:abduction", What.REPORTS, {3, 7, 11}),
        ("act:abduction kind:response", What.REPORTS, set()),
        ("act:abduction act:detention", What.FINDINGS, {1, 3, 5, 7, 9, 11}),
        ("publisher:karvand", What.REPORTS, {2, 5, 8, 11}),
        ("publisher:karvand abducted", What.REPORTS, {11}),
        ("title:velm", What.REPORTS, {4, 8, 12}),
        ("after:2026-06 before:2026-08-10", What.REPORTS, {5, 6, 7}),
        ("villagers after:2026-12", What.REPORTS, {11}),
        ("actor:ministry denied", What.REPORTS, set(range(1, 13))),
        ("ministry", What.ACTORS, set(range(1, 13))),
        ("soldiers kind:group", What.ACTORS, set(range(1, 13))),
        ("soldiers kind:person", What.ACTORS, set()),
        ("denied", What.FINDINGS, set(range(1, 13))),
        ("nothing of the kind", What.REPORTS, set()),
    ],
)
def test_a_search_finds(searched: Ledger, query: str, what: What, reports: set[int]) -> None:
    with open_view(searched, access=Access.PUBLIC) as view:
        page = view.search(query, what=what, limit=100)
    assert {hit.report for hit in page.hits} == reports


def test_pages_follow_one_another_without_gap_or_repetition(searched: Ledger) -> None:
    for query, ranked in (("villagers", True), ("act:killing act:detention act:assault act:abduction", False)):
        with open_view(searched, access=Access.PUBLIC) as view:
            found: list[int] = []
            after = None
            while True:
                page = view.search(query, limit=5, after=after)
                assert page.ranked is ranked or not page.hits
                found += [hit.report for hit in page.hits]
                after = page.next
                if after is None:
                    break
        assert sorted(found) == list(range(1, 13))
        assert len(found) == 12


def test_a_snippet_shows_the_words_found(searched: Ledger) -> None:
    with open_view(searched, access=Access.PUBLIC) as view:
        for hit in view.search("abducted Tuesday").hits:
            assert sorted(hit.snippet[start:end] for start, end in hit.marks) == ["Tuesday", "abducted"]
            assert not hit.snippet.startswith(" ")


def test_terminal_escapes_do_not_reach_a_screen(ledger: Ledger) -> None:
    report = fictional_report(
        1, text="The \x1b[31mriver\x1b]0;owned\x07 rose \u202egnitset\u2066 \x9b2J at dusk.\x00\x08"
    )
    report = replace(report, title="\x1b[2JRiver \u202e")
    list(ledger.add_all([fictional_addition(1, reading=Reading(report=report, reader="fictional@1"))]))
    with open_view(ledger, access=Access.PUBLIC) as view:
        (hit,) = view.search("dusk").hits
    assert hit.title == "River"
    assert hit.snippet.isprintable()
    assert "river" in hit.snippet


def test_text_for_screens_holds_only_what_prints() -> None:
    assert shown("a\x1b[1;31mb\x1b[0m\tc\r\n d\u200b\u2028e ") == "ab c d e"


@pytest.mark.parametrize(
    "query", ['" OR "1"="1', "text:x*", "NEAR(a b)", "a AND b", "{a b}: c", "a^2", "x'; DROP TABLE reports; --"]
)
def test_hostile_syntax_is_words_or_refused(searched: Ledger, query: str) -> None:
    with open_view(searched, access=Access.PUBLIC) as view:
        with suppress(UsageError):
            assert view.search(query).hits == ()
        assert len(view.search("villagers").hits) == 12


def test_below_the_highest_level_a_failure_is_told_by_its_number_and_code_alone(ledger: Ledger) -> None:
    ledger.add_one(fictional_failure(7))
    with open_view(ledger, access=Access.CONFIDENTIAL) as view:
        (whole,) = view.failures()
    for access in (Access.PUBLIC, Access.RESTRICTED):
        with open_view(ledger, access=access) as view:
            (told,) = view.failures()
        assert (told.id, told.source, told.message) == (f"failure {whole.number}", "", "")
        assert (told.number, told.code) == (whole.number, whole.code)
    assert "broken-7.pdf" in whole.source
