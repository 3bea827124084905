"""typst's one door: what is set, with the typefaces that the compiler brings along and none of the machine's.

So the same source gives the same bytes everywhere, and a file tells nothing of the machine that made it. The compiler
reads no file and no network: sources and data are handed to it.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import typst

from onrecord.errors import UnsetBrief

# What the compiler says where no typeface has a sign.
_LACKING: Final = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


class LackingSigns(Exception):
    """No typeface has some of the signs.

    Attributes:
        signs: as far as the compiler tells, which.
    """

    def __init__(self, signs: frozenset[str]) -> None:
        super().__init__("signs that no typeface has")
        self.signs = signs


def pdf_of(source: bytes, data: Mapping[str, str], *, at: datetime) -> bytes:
    """A PDF/UA-1 file.

    Args:
        source: in typst's language.
        data: what the source finds in `sys.inputs`.
        at: the moment that the file bears, timezone-aware.

    Raises:
        LackingSigns: no typeface has some of the signs.
        UnsetBrief: it can't be set for another reason.
    """
    try:
        made = typst.compile(
            source,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs=dict(data),
            pdf_standards=["ua-1"],
            timestamp=at.replace(microsecond=0),
        )
    except typst.TypstError as error:
        if found := _LACKING.search(str(error)):
            raise LackingSigns(frozenset(found[1])) from error
        raise UnsetBrief(f"The PDF could not be set: {error}. Write HTML, DOCX or Markdown instead.") from error
    return bytes(made)


def png_of(source: bytes, data: Mapping[str, str]) -> bytes:
    """A page as a picture of 192 pixels an inch."""
    try:
        made = typst.compile(source, format="png", ppi=192, ignore_system_fonts=True, sys_inputs=dict(data))
    except typst.TypstError as error:
        raise UnsetBrief(f"A drawing could not be set: {error}. Write HTML, PDF or Markdown instead.") from error
    return bytes(made)
