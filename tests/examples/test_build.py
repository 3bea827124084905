import gzip
import io
import re
import zipfile
from email import message_from_bytes, policy
from pathlib import Path

import docx
import pypdfium2
import pytest
from warcio.archiveiterator import ArchiveIterator

from examples.build import BUILDERS, build
from tests.examples.texts import (
    EXAMPLES,
    PAGE_OF,
    REPORTS,
    SOURCE_OF,
    SOURCES,
    every_report,
    one_line,
    page_words,
    table,
    words_of,
)

# Names of vocabularies look like addresses but lead nowhere that anybody publishes.
VOCABULARIES = {
    "www.w3.org",
    "purl.org",
    "schema.org",
    "schemas.openxmlformats.org",
    "schemas.microsoft.com",
}


def unpacked(path: Path) -> dict[str, bytes]:
    """What a file holds once decompressed: the deflated bytes differ between zlib builds, the content must not."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        return {"": gzip.decompress(data)}
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {
                f"{member.filename} {member.date_time} {member.external_attr}": package.read(member)
                for member in package.infolist()
            }
    return {"": data}


@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_building_twice_gives_equal_bytes(name: str) -> None:
    assert BUILDERS[name]() == BUILDERS[name]()


def test_the_committed_reports_are_what_the_sources_build(tmp_path: Path) -> None:
    for built in build(tmp_path):
        assert unpacked(built) == unpacked(REPORTS / built.name), f"{built.name}: run python examples/build.py"


def test_every_built_report_holds_all_words_of_its_source() -> None:
    pdf = pypdfium2.PdfDocument(REPORTS / "05-hearth-committee-account.pdf")
    try:
        printed = one_line(" ".join(page.get_textpage().get_text_range() for page in pdf))
    finally:
        pdf.close()
    transcript = [paragraph.text for paragraph in docx.Document(str(REPORTS / "09-hearing-transcript.docx")).paragraphs]
    mail = message_from_bytes((REPORTS / "07-joint-statement.eml").read_bytes(), policy=policy.default)
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None

    account = (SOURCES / SOURCE_OF["reports/05-hearth-committee-account.pdf"]).read_text(encoding="utf-8")
    # Where a page ends, its number and the next one's running head stand between two paragraphs.
    for paragraph in account.split("\n\n"):
        for sentence in re.split(r"(?<=\.) ", one_line(paragraph.lstrip("# "))):
            assert sentence in printed
    assert "\n\n".join(transcript) + "\n" == words_of("reports/09-hearing-transcript.docx")
    assert plain.get_content() == words_of("reports/07-joint-statement.eml")
    assert one_line(page_words(page.get_content())) == one_line(words_of("reports/07-joint-statement.eml"))


def test_the_web_archive_holds_its_three_articles_among_what_is_no_report() -> None:
    responses: dict[str, tuple[str, str, bytes]] = {}
    with (REPORTS / "14-autumn.warc.gz").open("rb") as archive:
        for record in ArchiveIterator(archive):
            if record.rec_type == "response":
                headers = record.http_headers
                responses[record.rec_headers.get_header("WARC-Target-URI")] = (
                    headers.get_statuscode(),
                    headers.get_header("Content-Type"),
                    record.content_stream().read(),
                )
    articles = {
        uri: body for uri, (status, kind, body) in responses.items() if status == "200" and kind.startswith("text/html")
    }
    assert articles == {uri: (SOURCES / source).read_bytes() for uri, source in PAGE_OF.items()}
    assert {status for status, _, _ in responses.values()} == {"200", "301"}
    assert len(responses) == len(articles) + 2


@pytest.mark.parametrize(("report", "uri"), every_report())
def test_every_report_says_that_it_is_fictional(report: str, uri: str | None) -> None:
    assert "FICTIONAL – written for onrecord" in one_line(words_of(report, uri)).replace("’", "'")


def test_only_example_domains_occur() -> None:
    # Member names keep their folder: [Content_Types].xml and the like are XML, the thumbnail is a picture.
    texts = {f"{path.name} {part}": data for path in REPORTS.iterdir() for part, data in unpacked(path).items()}
    texts |= {path.name: path.read_bytes() for path in EXAMPLES.rglob("*") if path.suffix in {".csv", ".md", ".html"}}
    hosts = {
        (name, host.decode().lower())
        for name, data in texts.items()
        for host in re.findall(rb"(?:https?://|[\w.+-]@|Host: )([A-Za-z0-9.-]+[A-Za-z0-9])", data)
    }
    assert len(hosts) > 20
    assert [
        (name, host) for name, host in sorted(hosts) if not host.endswith(".example") and host not in VOCABULARIES
    ] == []


def test_reports_have_the_length_of_real_ones() -> None:
    lengths = {(report, uri): len(words_of(report, uri).split()) for report, uri in every_report()}
    articles = {key: length for key, length in lengths.items() if not key[0].endswith(".xml")}
    assert len(articles) >= 12
    assert {key: length for key, length in articles.items() if not 350 <= length <= 1000} == {}


def test_the_manifest_names_reports_that_are_there_and_says_what_their_files_cannot() -> None:
    rows = table("manifest.csv")
    assert list(rows[0]) == ["path", "url", "publisher", "title", "byline", "published"]
    assert {row["path"] for row in rows} == {
        f"reports/{path.name}" for path in REPORTS.iterdir() if path.suffix in {".txt", ".pdf", ".eml", ".docx"}
    }
    for row in rows:
        assert row["publisher"], row["path"]
        assert row["title"], row["path"]
        assert re.fullmatch(r"2023-\d\d-\d\d", row["published"]), row["path"]


def test_the_roster_has_a_state_that_no_report_mentions() -> None:
    everything = " ".join(words_of(report, uri) for report, uri in every_report())
    silent = [row["name"] for row in table("roster.csv") if row["name"] not in everything]
    assert silent == ["Istren"]
