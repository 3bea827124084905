from benchmarks.fictional import FINDINGS, fictional_reading
from onrecord.ledger.findings import found_in, plain_body
from onrecord.ledger.protected import Sign, protected_in
from onrecord.records.decision import Role


def test_the_same_number_gives_the_same_report_and_another_number_another() -> None:
    assert fictional_reading(7) == fictional_reading(7)
    texts = {fictional_reading(number).report.text for number in range(1, 50)}
    assert len(texts) == 49
    assert all("FICTIONAL" in text for text in texts)


def test_a_report_has_its_findings_where_its_reading_says() -> None:
    reading = fictional_reading(12)
    text = reading.report.text
    found = list(found_in(plain_body(reading), text, reading.report.text_digest))
    assert len(found) == FINDINGS
    assert len({each.values["id"] for each in found}) == FINDINGS
    assert [each.name for each in found if each.name is not None] == [actor.name for actor in reading.actors]
    assert [attribution.cue[0].of(text) for attribution in reading.attributions] == ["said", "added", "confirmed"]
    assert [reply.trigger.of(text) for reply in reading.responses] == ["denied it", "did not answer"]
    source, minister = reading.actors[0].name, reading.actors[1].name
    assert reading.attributions[0].source[0].of(text) == source
    told = {named.name: named.role for named in protected_in(plain_body(reading), text)}
    assert told == {source: Role.SOURCE, minister: Sign.PUBLIC}
