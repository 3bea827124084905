"""The forms that a brief is written in, told by the ending of the file's name."""

from enum import StrEnum
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.present.brief.document import Document
from onrecord.present.paper import Paper


class Form(StrEnum):
    """A form of a brief, by the ending of its file's name."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "md"


_OTHER_ENDINGS = {"htm": Form.HTML, "markdown": Form.MARKDOWN}


def form_of(out: Path) -> Form:
    """The form that a file's name asks for.

    Raises:
        UsageError: none is meant by its ending.
    """
    ending = out.suffix.lower().removeprefix(".")
    if ending in _OTHER_ENDINGS:
        return _OTHER_ENDINGS[ending]
    try:
        return Form(ending)
    except ValueError:
        told = ", ".join(f".{form.value}" for form in Form)
        raise UsageError(f"A brief is written to a name that ends in {told}, not to {out.name!a}.") from None


def written(document: Document, form: Form, *, paper: Paper = Paper.A4) -> bytes:
    """The brief's bytes; the same document gives the same bytes.

    Args:
        document: the brief.
        form: which.
        paper: on which a PDF and a DOCX are set; HTML takes the printer's.
    """
    # Each library is loaded only for its own form.
    if form is Form.HTML:
        from onrecord.present.brief.html import html

        return html(document).encode("utf-8")
    if form is Form.MARKDOWN:
        from onrecord.present.brief.markdown import markdown

        return markdown(document).encode("utf-8")
    if form is Form.PDF:
        from onrecord.present.brief.pdf import pdf

        return pdf(document, paper=paper)
    from onrecord.present.brief.docx import docx

    return docx(document, paper=paper)
