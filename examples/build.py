"""Build the example reports that are not plain text: a PDF, an e-mail, a Word document and a web archive.

Their words are kept readable in ``examples/sources/``; this script wraps them the way such reports arrive in
practice. The same sources give the same content on every run: every date, identifier and order is fixed here.

Run it from anywhere: ``python examples/build.py [FOLDER]`` (default: ``examples/reports``).
"""

import io
import sys
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from html import escape
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
REPORTS = HERE / "reports"

# A ZIP member can't carry a date before 1980, nor a time zone; the hearing's own day serves.
ZIP_MOMENT = (2023, 5, 23, 18, 0, 0)


@dataclass(frozen=True)
class Capture:
    """One page of the web archive: where it was found, when, and what the server answered."""

    url: str
    captured: str
    status: str
    media_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


def paragraphs(name: str) -> list[str]:
    """The paragraphs of a source text, in order, without the blank lines between them."""
    text = (SOURCES / name).read_text(encoding="utf-8")
    return [block.strip() for block in text.split("\n\n") if block.strip()]


class AccountPages(FPDF):
    """A4 pages with the running head and the page number that such accounts carry, which a reader must see past."""

    def header(self) -> None:
        """Print the running head, from the second page on."""
        if self.page_no() > 1:
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, "The Hearth Committee | Account | 14 April 2023", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(4)

    def footer(self) -> None:
        """Print the page number."""
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, f"{self.page_no()}", align="C")


def account_pdf() -> bytes:
    """The rights organisation's account as a PDF of text pages."""
    pages = AccountPages(format="A4")
    # The core fonts need no font file, and this encoding has the curly quotes and the dash.
    pages.core_fonts_encoding = "windows-1252"
    # Deflate differs between zlib builds; plain streams are the same bytes everywhere.
    pages.set_compression(False)
    pages.set_creation_date(datetime(2023, 4, 14, 8, 0, tzinfo=UTC))
    pages.set_title("“Sign or swim”: men held at Dorrin Lock, Karvenia, February to April 2023")
    pages.set_author("The Hearth Committee")
    pages.set_subject("FICTIONAL – written for onrecord’s demonstration")
    pages.set_margins(left=28, top=24, right=28)
    pages.set_auto_page_break(True, margin=24)
    pages.add_page()
    for paragraph in paragraphs("05-hearth-committee-account.txt"):
        mark, _, rest = paragraph.partition(" ")
        if mark == "#":
            pages.set_font("Times", style="B", size=18)
            words = rest
        elif mark == "##":
            pages.set_font("Times", style="B", size=13)
            words = rest
        else:
            pages.set_font("Times", size=11)
            words = paragraph
        pages.multi_cell(0, 5.6 if mark != "#" else 8, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        pages.ln(2.8)
    return bytes(pages.output())


def statement_email() -> bytes:
    """The joint statement as the press office mailed it: plain text and HTML of the same words."""
    blocks = paragraphs("07-joint-statement.txt")
    message = EmailMessage()
    message["From"] = "Press Office, External Affairs <press@external.lysmark.example>"
    message["To"] = "newsdesks <newsdesks@external.lysmark.example>"
    message["Subject"] = blocks[1]
    message["Date"] = "Wed, 19 Apr 2023 11:00:00 +0100"
    message["Message-ID"] = "<2023-04-19.seld@external.lysmark.example>"
    message.set_content("\n\n".join(blocks) + "\n", charset="utf-8", cte="quoted-printable")
    inner = "\n".join(f"<p>{escape(block, quote=False)}</p>".replace("\n", "<br>\n") for block in blocks)
    message.add_alternative(
        f'<!DOCTYPE html>\n<html lang="en"><body>\n{inner}\n</body></html>\n',
        subtype="html",
        charset="utf-8",
        cte="quoted-printable",
    )
    # The library draws a random boundary unless it is given one.
    message.set_boundary("=-seld-2023-04-19-=")
    return message.as_bytes()


def hearing_docx() -> bytes:
    """The hearing's transcript as a Word document."""
    document = Document()
    properties = document.core_properties
    properties.title = "Oral evidence: the Government’s policy towards Karvenia"
    properties.author = "House of Deputies of the Federation of Aldmark, Committee on Foreign Affairs"
    properties.subject = "FICTIONAL – written for onrecord’s demonstration"
    properties.comments = ""
    properties.created = properties.modified = datetime(2023, 5, 23, 18, 0)  # noqa: DTZ001 - Word keeps naive UTC
    properties.last_modified_by = ""
    normal = document.styles["Normal"].font
    normal.name, normal.size = "Times New Roman", Pt(11)
    for number, words in enumerate(paragraphs("09-hearing-transcript.txt")):
        paragraph = document.add_paragraph()
        speaker, colon, said = words.partition(": ")
        if number < 4:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(words).bold = True
        elif colon and speaker.isupper():
            paragraph.add_run(speaker + colon).bold = True
            paragraph.add_run(said)
        else:
            paragraph.add_run(words)
    written = io.BytesIO()
    document.save(written)
    return _dated(written.getvalue())


def _dated(package: bytes) -> bytes:
    """The same ZIP with one fixed moment on every member; python-docx stamps the present."""
    dated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(dated, "w") as wanted:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, date_time=ZIP_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            # ZipInfo otherwise notes the system that it was made on.
            member.create_system = 3
            wanted.writestr(member, given.read(name))
    return dated.getvalue()


def captures() -> Iterator[Capture]:
    """What a crawler brought home in the autumn: a redirect, three articles, and a style sheet that is no report."""
    html = "text/html; charset=utf-8"
    pages = SOURCES / "14-autumn"
    westgallery = "https://westgallery.example/2023/may/halvard-seld"
    moved = (("Location", westgallery),)
    yield Capture(
        "http://westgallery.example/halvard", "2023-09-21T08:00:00Z", "301 Moved Permanently", html, b"", moved
    )
    yield Capture(westgallery, "2023-09-21T08:00:01Z", "200 OK", html, (pages / "westgallery.html").read_bytes())
    gazette = "https://gazette.aldmark.example/house/resolution-41-adopted"
    yield Capture(gazette, "2023-09-21T08:00:03Z", "200 OK", html, (pages / "gazette.html").read_bytes())
    style = b"/* FICTIONAL */ article { max-width: 40em }\n"
    yield Capture("https://gazette.aldmark.example/style.css", "2023-09-21T08:00:04Z", "200 OK", "text/css", style)
    post = "https://eveningpost.selgrad.example/politics/no-crime"
    yield Capture(post, "2023-09-21T08:00:06Z", "200 OK", html, (pages / "evening-post.html").read_bytes())


def autumn_warc() -> bytes:
    """The autumn's articles as a gzipped web archive, each capture a request and its response."""
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=True, warc_version="WARC/1.1")

    def identified(url: str, kind: str) -> str:
        return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind} {url}')}>"

    first = next(captures())
    about = (
        "software: onrecord examples/build.py\r\nformat: WARC File Format 1.1\r\n"
        "description: FICTIONAL – written for onrecord's demonstration\r\n"
    ).encode()
    writer.write_record(
        writer.create_warc_record(
            "",
            "warcinfo",
            payload=io.BytesIO(about),
            # Without a length the library buffers into a temporary file that it never closes.
            length=len(about),
            warc_content_type="application/warc-fields",
            warc_headers_dict={
                "WARC-Record-ID": identified("14-autumn.warc.gz", "warcinfo"),
                "WARC-Filename": "14-autumn.warc.gz",
                "WARC-Date": first.captured,
            },
        )
    )
    for capture in captures():
        host, _, path = capture.url.split("://", 1)[1].partition("/")
        response = writer.create_warc_record(
            capture.url,
            "response",
            payload=io.BytesIO(capture.body),
            length=len(capture.body),
            http_headers=StatusAndHeaders(
                capture.status,
                [
                    ("Content-Type", capture.media_type),
                    ("Content-Length", str(len(capture.body))),
                    *capture.headers,
                ],
                protocol="HTTP/1.1",
            ),
            warc_headers_dict={
                "WARC-Record-ID": identified(capture.url, "response"),
                "WARC-Date": capture.captured,
            },
        )
        request = writer.create_warc_record(
            capture.url,
            "request",
            payload=io.BytesIO(),
            length=0,
            http_headers=StatusAndHeaders(
                f"GET /{path} HTTP/1.1", [("Host", host), ("Accept", "text/html")], is_http_request=True
            ),
            warc_headers_dict={
                "WARC-Record-ID": identified(capture.url, "request"),
                "WARC-Date": capture.captured,
            },
        )
        writer.write_request_response_pair(request, response)
    return written.getvalue()


BUILDERS = {
    "05-hearth-committee-account.pdf": account_pdf,
    "07-joint-statement.eml": statement_email,
    "09-hearing-transcript.docx": hearing_docx,
    "14-autumn.warc.gz": autumn_warc,
}


def build(folder: Path) -> list[Path]:
    """Write every built report into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, builder in BUILDERS.items():
        path = folder / name
        path.write_bytes(builder())
        written.append(path)
    return written


if __name__ == "__main__":
    for built in build(Path(sys.argv[1]) if len(sys.argv) > 1 else REPORTS):
        sys.stdout.write(f"{built}\n")
