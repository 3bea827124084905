"""Small real files, built anew for each test; every report in them is FICTIONAL."""

import gzip
import io
import zipfile
from email.message import EmailMessage

import docx
from fpdf import FPDF

PARAGRAPHS = (
    "FICTIONAL. Soldiers of Norland took more than forty men from the village of Alder Ford on Tuesday, two "
    "witnesses told the Norland Courier, and beat three of them in the yard of the school before driving away.",
    "The ministry of the interior denied the account. “Nobody was detained,” a spokesman said, “and nobody was hurt "
    "in the area on that day, as far as we have been able to establish from the records.”",
    "The foreign minister of Sudmark, asked at a hearing whether she had raised the case with her counterpart, said "
    "that she had not, and declined to say whether she would do so when they meet again in the spring.",
)
"""Three paragraphs, each far longer than a line."""

TEXT = "\n\n".join(PARAGRAPHS)


def html(paragraphs: tuple[str, ...] = PARAGRAPHS, *, head: str = "") -> bytes:
    """A news page with a menu, an article and a footer."""
    menu = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(12))
    article = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page title</title>{head}</head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>Forty men taken at the ford</h1>{article}</article>"
        "<footer>Contact us about cookies</footer></body></html>"
    ).encode()


def pdf(
    pages: tuple[tuple[str, ...], ...] = (PARAGRAPHS,), *, running: bool = False, title: str | None = None
) -> bytes:
    """A PDF with its paragraphs set in lines; with `running`, a header, a footer and a number on each page."""

    class Paper(FPDF):
        def header(self) -> None:
            if running:
                self.set_font("Helvetica", size=8)
                self.cell(0, 8, "The Norland Courier, weekly edition", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            if running:
                self.set_y(-15)
                self.set_font("Helvetica", size=8)
                self.cell(0, 8, f"Page {self.page_no()}", align="C")

    paper = Paper()
    if title is not None:
        paper.set_title(title)
    for paragraphs in pages:
        paper.add_page()
        paper.set_font("Helvetica", size=11)
        for paragraph in paragraphs:
            paper.multi_cell(
                0, 6, paragraph.replace("“", '"').replace("”", '"'), align="L", new_x="LMARGIN", new_y="NEXT"
            )
            paper.ln(4)
    return bytes(paper.output())


def word(paragraphs: tuple[str, ...] = PARAGRAPHS, *, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word document; the table stands after the first paragraph."""
    document = docx.Document()
    for number, paragraph in enumerate(paragraphs):
        document.add_paragraph(paragraph)
        if number == 0 and table:
            grid = document.add_table(rows=len(table), cols=len(table[0]))
            for row, values in zip(grid.rows, table, strict=True):
                for cell, value in zip(row.cells, values, strict=True):
                    cell.text = value
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def message(text: str | None = TEXT, *, attachments: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A mail message."""
    mail = EmailMessage()
    mail["From"] = "Ada Quill <ada@courier.example>"
    mail["To"] = "desk@courier.example"
    mail["Subject"] = "Forty men taken at the ford"
    mail["Date"] = "Wed, 02 Apr 2031 10:00:00 +0200"
    mail["Message-ID"] = "<1@courier.example>"
    mail.set_content(text or "")
    for name, content in attachments:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def warc(*pages: tuple[str, bytes, str], zipped: bool = True, status: str = "200 OK") -> bytes:
    """A web archive of (address, content, content type), each with its request, as crawlers write them."""
    records = [warc_record({"WARC-Type": "warcinfo", "Content-Type": "application/warc-fields"}, b"software: hand\r\n")]
    for address, content, media_type in pages:
        asked = b"GET / HTTP/1.1\r\nHost: courier.example\r\n\r\n"
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
        for kind, block in (("request", asked), ("response", answer + content)):
            fields = {
                "WARC-Type": kind,
                "WARC-Target-URI": address,
                "Content-Type": f"application/http; msgtype={kind}",
            }
            records.append(warc_record(fields, block))
    return b"".join(gzipped(record) if zipped else record for record in records)


def warc_record(fields: dict[str, str], block: bytes) -> bytes:
    """One record of a web archive."""
    fields = {
        **fields,
        "WARC-Record-ID": "<urn:uuid:12345678-feed-4abc-8def-1234567890ab>",
        "WARC-Date": "2031-04-02T10:00:00Z",
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def wacz(archive: bytes) -> bytes:
    """The archive packed as WACZ."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("archive/data.warc.gz", archive)
        packed.writestr("datapackage.json", "{}")
    return stream.getvalue()


def rss(*entries: str) -> bytes:
    """An RSS feed around `entries`."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>The Norland Courier</title><link>https://courier.example/</link>{''.join(entries)}</channel></rss>"
    ).encode()


def entry(address: str, *, full: str | None = None, summary: str | None = None) -> str:
    """An RSS entry."""
    parts = [f"<title>Forty men taken</title><link>{address}</link><pubDate>Wed, 02 Apr 2031 10:00:00 +0200</pubDate>"]
    if full is not None:
        parts.append(f"<content:encoded><![CDATA[{full}]]></content:encoded>")
    if summary is not None:
        parts.append(f"<description><![CDATA[{summary}]]></description>")
    return f"<item>{''.join(parts)}</item>"


def zip_bomb() -> bytes:
    """A Word document whose text unpacks to a thousand times its size."""
    stream = io.BytesIO(word())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/filler.bin", b"\x00" * 50_000_000)
    return stream.getvalue()


def gzipped(content: bytes) -> bytes:
    """`content` as a gzip file that is the same each time."""
    return gzip.compress(content, mtime=0)
