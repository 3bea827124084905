"""Names planted in a case: no form of a brief tells them, metadata and packed parts included."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from onrecord.present.brief.compose import compose
from onrecord.present.brief.forms import Form, written
from onrecord.records.record import Record
from tests.ledger import planted
from tests.present.brief.briefs import ABOUT
from tests.present.export.test_planted import NAMES, records

__all__ = ["records"]


def told_by(content: bytes) -> Iterator[str]:
    """Whatever a file tells: its bytes, what is packed in it, the text that its pages show, its metadata."""
    yield content.decode("utf-8", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield member.filename
                yield from told_by(archive.read(member))
    elif content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        yield from (page.get_textpage().get_text_bounded() for page in document)
        with pikepdf.open(io.BytesIO(content)) as file:
            for each in file.objects:
                if isinstance(each, pikepdf.Stream):
                    yield each.read_bytes().decode("utf-8", "replace")
                    yield each.read_bytes().decode("utf-16-be", "replace")
                yield from _strings(each)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, pikepdf.Dictionary):
        yield from (str(each) for each in value.as_dict().values() if isinstance(each, pikepdf.String))
    elif isinstance(value, pikepdf.String):
        yield str(value)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("gate", ["reviewed", "unreviewed"])
def test_no_brief_tells_a_planted_name(records: dict[str, Record], form: Form, gate: str) -> None:
    everything = "\n".join(told_by(written(compose(records[gate], ABOUT), form)))
    assert "The Velm Courier" in everything
    assert planted.leaked(NAMES, everything) == []


@pytest.mark.parametrize("form", list(Form))
def test_a_planted_name_would_be_found(records: dict[str, Record], form: Form) -> None:
    record = records["reviewed"]
    title = f"They took {NAMES[0]}"
    leaking = compose(_titled(record, title), ABOUT)
    assert NAMES[0] in planted.leaked(NAMES, "\n".join(told_by(written(leaking, form))))


def _titled(record: Record, title: str) -> Record:
    return replace(record, sources=(replace(record.sources[0], title=title), *record.sources[1:]))
