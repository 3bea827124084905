"""A brief as a document: what every form of it holds, whatever it looks like there.

It is made once from a record, and each writer puts it down whole. Texts are as the record has them; each writer makes
them safe for the place where they stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Look(StrEnum):
    """What a run of text is."""

    PLAIN = "plain"
    QUOTED = "quoted"  # a report's own words; the quotation marks are the writer's
    STRONG = "strong"
    SOFT = "soft"  # beside the point
    CODE = "code"  # a digest, an id


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text.

    Attributes:
        text: one line.
        look: what it is.
        target: id of the section, or the address, that it leads to.
    """

    text: str
    look: Look = Look.PLAIN
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or what a cell of a table says.

    Attributes:
        runs: its text.
        notes: numbers of the notes that bear it out.
        mark: what a reader must know about it, such as that nobody reviewed it; empty: nothing.
    """

    runs: tuple[Run, ...]
    notes: tuple[int, ...] = ()
    mark: str = ""

    @property
    def text(self) -> str:
        """The words alone, quotations in quotation marks."""
        return "".join(f"“{run.text}”" if run.look is Look.QUOTED else run.text for run in self.runs)


class Tone(StrEnum):
    """How a paragraph is meant."""

    PLAIN = "plain"
    LEAD = "lead"
    CAUTION = "caution"  # boxed: nobody may pass it over


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences, one after another."""

    sentences: tuple[Sentence, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `title`, where it has one, stands above it as a paragraph."""

    items: tuple[Sentence, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is said of it, each sentence on a line of its own."""

    name: str
    sentences: tuple[Sentence, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what is said of each."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: sentences, each on a line of its own."""

    sentences: tuple[Sentence, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. The first cell of each row heads it.

    Attributes:
        caption: what it shows.
        columns: their names.
        widths: shares of the width, one a column.
        rows: as many cells as there are columns.
        caution: printed with it; empty: nothing.
    """

    caption: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, whose every fact stands in its text alternative too.

    Attributes:
        caption: what it shows.
        alternative: the same in words.
        svg: the drawing; its root has a viewBox, colours are attributes that a style can override.
        width: natural width, in CSS pixels; `height` likewise.
        caution: printed with it.
    """

    caption: str
    alternative: str
    svg: str
    width: int
    height: int
    caution: str = ""


Block: TypeAlias = "Paragraph | Bullets | Facts | Table | Drawing | Section"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, sections within included.

    Attributes:
        id: unique in the document, fit for an address's fragment.
        title: its heading.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def sections(self) -> tuple["Section", ...]:
        """Those directly within it."""
        return tuple(block for block in self.blocks if isinstance(block, Section))


@dataclass(frozen=True, slots=True)
class Note:
    """A quotation and where it stands.

    Attributes:
        number: from 1, in order of first mention.
        quotation: the words, as the record has them; masked where it is.
        report: number of the report in the case; its section's id is `report-N`.
        source: the report's publisher, title and date, shortened.
        start: first code point of the quotation in the report's text, `end` behind the last.
        sha256: of the original's bytes.
        finding: id of the finding, if the words show one.
        held: whether a person confirmed that finding as correctly read; None where there is none.
    """

    number: int
    quotation: str
    report: int
    source: str
    start: int
    end: int
    sha256: str
    finding: str | None = None
    held: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A brief.

    Attributes:
        title: of the file, in its metadata: it says so where nobody reviewed it.
        heading: of the page.
        mark: what every page says of it, such as that nobody reviewed it; empty: nothing.
        warning: the mark, in a sentence or two; empty: nothing.
        about: a line under the title.
        at: when it was weighed, UTC, ISO 8601.
        sections: in order.
        notes: by number.
        footer: what every page's foot says beside its number.
    """

    title: str
    heading: str
    mark: str
    warning: str
    about: str
    at: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    footer: str

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in order."""
        for block in self.walk():
            if isinstance(block, Paragraph):
                yield from block.sentences
            elif isinstance(block, Bullets):
                yield from block.items
            elif isinstance(block, Facts):
                for fact in block.facts:
                    yield from fact.sentences
            elif isinstance(block, Table):
                for row in block.rows:
                    for cell in row:
                        yield from cell.sentences

    def walk(self) -> Iterator[Block]:
        """Every block, in order, sections before what stands in them."""
        waiting: list[Block] = list(reversed(self.sections))
        while waiting:
            block = waiting.pop()
            yield block
            if isinstance(block, Section):
                waiting.extend(reversed(block.blocks))
