"""Names of victims, sources and relatives are planted wherever a report can give them; no export tells them."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.ledger.decisions import decide
from onrecord.ledger.store import Addition, Ledger
from onrecord.present.export.forms import MAKERS, export_record
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.decision import Verdict
from onrecord.records.entity import Actor, Entity
from onrecord.records.frame import Participant
from onrecord.records.reading import Reading
from onrecord.records.record import Record
from onrecord.records.report import Report
from onrecord.records.response import Response
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, ActorKind, EntityType, Force, Manner, ResponseAct, Status
from onrecord.runs.weighing import record
from onrecord.testing.builders import Ticking
from tests.ledger import planted

NAMES = planted.names()[:9]


def reading(number: int, victim: str, relative: str, source: str) -> Reading:
    """A report that gives its people in one shape in its text, and in others in what is known of it."""
    shapes = list(planted.SHAPES.values())
    make = shapes[number % len(shapes)]
    text = (
        f"FICTIONAL. Guards killed {victim} at the weir of Velm in May 2023, {source} said. The mother of {victim}, "
        f"{relative}, fled.\n\nThe ministry of Karvand condemned the killing of {victim}. People wrote {make(victim)} "
        f"and {make(source)} on the walls."
    )

    def at(words: str, start: int = 0) -> Span:
        found = text.index(words, start)
        return Span(found, found + len(words))

    report = Report(
        id=f"/srv/desk/{victim.replace(' ', '_')}.txt#{make(source)}",
        source=f"/srv/desk/{relative}.txt",
        text=text,
        language="en",
        publisher="The Velm Courier",
        title=f"They killed {make(victim)}, says {source}",
        byline=f"after {relative}",
        published="2023-05-09",
        url=f"https://courier.example/{planted.plain(victim).replace(' ', '-')}",
    )
    killed, said, condemned = at("killed"), at("said"), at("condemned")
    people = ((victim, at(victim)), (source, at(source)), (relative, at(relative)))
    return Reading(
        report=report,
        reader="fictional@1",
        entities=(
            *(
                Entity(f"e{place}", EntityType.PERSON, span, 0.9, f"a{place}")
                for place, (_, span) in enumerate(people, start=1)
            ),
            Entity("e4", EntityType.ORGANIZATION, at("The ministry of Karvand"), 0.9, "a4"),
        ),
        actors=(
            *(Actor(f"a{place}", name, ActorKind.PERSON, (f"e{place}",)) for place, (name, _) in enumerate(people, 1)),
            Actor("a4", "The ministry of Karvand", ActorKind.STATE_BODY, ("e4",)),
        ),
        attributions=(
            Attribution(
                "t1", (at(source),), (said,), (Span(at("Guards").start, at("2023").end),), Manner.INDIRECT,
                Force.ASSERT, 0.9, speaker="a2",
            ),
        ),
        allegations=(
            Allegation(
                "g1", Act.KILLING, Status.ASSERTED, killed, 0.95,
                victims=(Participant(at(victim), "a1"),),
                alleged_perpetrators=(Participant(at("Guards")),),
                told_by=("t1",),
            ),
        ),
        responses=(
            Response(
                "r1", ResponseAct.CONDEMN, Status.ASSERTED, condemned, 0.9,
                who=(Participant(at("The ministry of Karvand"), "a4"),),
                about=(Participant(at(f"the killing of {victim}")),),
            ),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """The record of a case full of planted names, through the gate and past it."""
    folder = tmp_path_factory.mktemp("planted")
    with Ledger.create(folder / "velm", who="Ilse", clock=Ticking()) as ledger:
        for number in range(3 * len(NAMES)):
            victim, relative, source = (NAMES[(number + step) % len(NAMES)] for step in (0, 3, 6))
            told = reading(number, victim, relative, source)
            ledger.add_one(Addition(result=told, acquisition=Acquisition(source=told.report.source, how=How.FILE)))
        findings = [one for one in ledger.findings() if one.kind.value in ("allegation", "response")]
        with ledger.writing() as writing:
            for finding in findings:
                decide(writing, finding.id, Verdict.CONFIRMED, reason="read it")
        return {
            "reviewed": record(ledger, access=Access.PUBLIC, reviewed_only=True),
            "unreviewed": record(ledger, access=Access.PUBLIC),
        }


def told_by(path: Path) -> Iterator[str]:
    """Whatever a file tells: its name, its bytes, what is packed in it, its columns, its metadata."""
    yield path.name
    yield from told_by_bytes(path.name, path.read_bytes())


def told_by_bytes(name: str, content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "replace")
    yield content.decode("utf-16-le", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment.decode("latin-1")
            for member in archive.infolist():
                yield member.filename + member.comment.decode("latin-1") + member.extra.decode("latin-1")
                yield from told_by_bytes(member.filename, archive.read(member))
    if name.endswith(".parquet"):
        parquet = pytest.importorskip("pyarrow.parquet")
        table = parquet.read_table(io.BytesIO(content))
        yield json.dumps(table.to_pylist(), ensure_ascii=False)
        yield str(table.schema.metadata) + str(parquet.ParquetFile(io.BytesIO(content)).metadata)
    elif name.endswith((".json", ".jsonl", ".jsonld")):
        for line in content.decode().splitlines():
            # Whatever is escaped there, a reader sees unescaped.
            yield line.encode().decode("unicode_escape", "replace") if "\\u" in line else line


@pytest.mark.parametrize("form", sorted(MAKERS))
@pytest.mark.parametrize("gate", ["reviewed", "unreviewed"])
@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_no_export_tells_a_planted_name(
    records: dict[str, Record], tmp_path: Path, form: str, gate: str, suffix: str
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: Parquet is not searched for names")
    written = export_record(records[gate], tmp_path / f"out{suffix}", form=form)
    everything = "\n".join(text for file in written.files for text in told_by(file))
    assert len(everything) > 1000
    assert planted.leaked(NAMES, everything) == []


def test_the_planted_names_would_be_found(records: dict[str, Record], tmp_path: Path) -> None:
    written = export_record(records["reviewed"], tmp_path / "out", form="csv")
    victim = NAMES[0]
    for place, content in enumerate([f"x {victim} y", f"https://paper.example/{planted.plain(victim)}"]):
        (tmp_path / f"leak-{place}.csv").write_text(content, "utf-8")
        told = "\n".join(told_by(tmp_path / f"leak-{place}.csv"))
        assert planted.leaked(NAMES, told) == [victim]
    # And the record does hold what the names were planted in.
    told = "\n".join(text for file in written.files for text in told_by(file))
    assert "They killed [victim" in told
    assert "The ministry of Karvand" in told


def test_who_looks_past_the_gate_finds_it_said_in_every_name_and_file(
    records: dict[str, Record], tmp_path: Path
) -> None:
    for form in sorted(set(MAKERS) - {"parquet"}):
        written = export_record(records["unreviewed"], tmp_path / form, form=form)
        assert all(".unreviewed." in file.name for file in written.files)
        about = json.loads(written.files[-1].read_text("utf-8"))
        assert about["reviewed_only"] is False
        assert about["content"] == "holds unreviewed machine reading"
        assert {each["name"] for each in about["files"]} == {file.name for file in written.files[:-1]}
        assert about["lost"]
