"""The demo case: which of its reports are copies."""

from onrecord.acquire import Options, items
from onrecord.acquire import report as opened
from onrecord.records import Failure, Report
from onrecord.weigh.copies import find_copies
from tests.examples.texts import EXAMPLES, REPORTS


def example_reports() -> list[Report]:
    options = Options(manifest=EXAMPLES / "manifest.csv")
    reports = []
    for item in items([str(REPORTS)], options):
        assert not isinstance(item, Failure), item.message
        report = opened(item, options)
        assert isinstance(report, Report)
        reports.append(report)
    return reports


def test_the_syndicated_copy_is_found_and_nothing_else_is_taken_for_one() -> None:
    reports = example_reports()
    part = {report.id.rsplit("/", 1)[1]: number for number, report in enumerate(reports)}
    wire, courier = part["02-halyard-wire.txt"], part["03-ostmere-courier-copy.html"]
    copies = find_copies(enumerate(reports))
    (cluster,) = copies.clusters
    # Not the newspaper that the agency repeats (01), nor the site that cites another (10).
    assert cluster.numbers == (wire, courier)
    assert cluster.earliest == wire
    assert cluster.credited == ("Halyard",)
    (join,) = cluster.joins
    assert join.credited == wire
    assert {credit.kind for credit in join.credits[1]} == {"dateline", "credit"}
    assert copies.passages == ()
    assert copies.forms == ()
