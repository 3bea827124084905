import io
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.errors import (
    DamagedCase,
    LockedCase,
    LostTail,
    SealedCase,
    TamperedFile,
    UsageError,
    WrongPassphrase,
)
from onrecord.ledger import keys, schema, seal
from onrecord.ledger.changeover import SEALING, UNSEALING
from onrecord.ledger.check import Fault, check
from onrecord.ledger.content import content_digest
from onrecord.ledger.passphrases import Cost
from onrecord.ledger.store import Ledger
from onrecord.testing.builders import Ticking, fictional_addition, fictional_reading
from tests.ledger.killing import killed_at

PASSPHRASE = "lantern orchard seventeen gravel"  # noqa: S105 - of a case that lives as long as its test
LONG = "Zdzisława Przybylska-Wren, FICTIONAL, was taken from the bakery on Mill Lane. " * 2000
REPORTS = 4


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain case with a few reports, to be copied."""
    folder = tmp_path_factory.mktemp("example") / "velm"
    with Ledger.create(folder, who="A. Tester", clock=Ticking()) as ledger:
        list(ledger.add_all(fictional_addition(number) for number in range(1, REPORTS + 1)))
    return folder.with_name(folder.name + ".case")


@pytest.fixture
def case(tmp_path: Path, example: Path) -> Path:
    return copied(example, tmp_path)


def copied(case: Path, folder: Path) -> Path:
    shutil.copytree(case, folder / case.name)
    return folder / case.name


def sealed(case: Path) -> seal.Covered:
    return seal.seal(case, PASSPHRASE, who="A. Tester", clock=Ticking(), cost=Cost.LEAST)


def unsealed(case: Path) -> int:
    return seal.unseal(case, PASSPHRASE, who="A. Tester", clock=Ticking())


def opened(case: Path, passphrase: str = PASSPHRASE) -> Ledger:
    return Ledger.open(case, who="A. Tester", clock=Ticking(), secrets=seal.unlock(case, passphrase))


def content(ledger: Ledger) -> str:
    """The content digest, with every original read and checked."""
    with ledger.snapshot() as connection:
        for (sha256,) in connection.execute(
            schema.originals.select().with_only_columns(schema.originals.c.sha256)
        ).all():
            ledger.originals.read(sha256)
        return content_digest(connection)


def plain_content(case: Path) -> str:
    with Ledger.open(case) as ledger:
        return content(ledger)


def files(case: Path) -> Iterator[tuple[Path, bytes]]:
    for file in sorted(case.rglob("*")):
        if file.is_file():
            yield file, file.read_bytes()


def planted(case: Path) -> set[bytes]:
    """Words that the plain case holds."""
    words = {b"villagers", b"FICTIONAL", b"ministry of the interior", b"A. Tester", b"outlet-1.example", b"fictional@1"}
    held = b"".join(data for _, data in files(case))
    assert all(word in held for word in words)
    return words


def test_a_sealed_case_opens_with_its_passphrase_and_holds_the_same(case: Path) -> None:
    before = plain_content(case)
    covered = sealed(case)
    assert covered.parts == ("ledger", "originals")
    assert covered.originals == REPORTS
    with opened(case) as ledger:
        assert content(ledger) == before
        assert len(list(ledger.reports())) == REPORTS


def test_a_sealed_case_holds_no_plain_byte(case: Path) -> None:
    words = planted(case)
    with Ledger.open(case) as ledger, ledger.snapshot() as connection:
        digests = [bytes.fromhex(row.sha256) for row in connection.execute(schema.originals.select())]
    sealed(case)
    with opened(case) as ledger:
        ledger.add(
            fictional_reading(9), acquisition=fictional_addition(9).acquisition, original=io.BytesIO(LONG.encode())
        )
        # While it is open, with a log beside it.
        for file, data in files(case):
            if file.name != "case.json":
                assert not [word for word in words if word in data], file
                assert not data.startswith(b"SQLite format 3"), file
    for file, data in files(case):
        if file.name != "case.json":
            assert not [word for word in (*words, *digests, LONG[:30].encode()) if word in data], file
        assert not [digest for digest in digests if digest.hex() in str(file)], file
    folders = {folder.name for folder in (case / "originals").iterdir()} - {".incoming"}
    assert folders == {file.name[:2] for file in (case / "originals").rglob("*") if file.is_file()}


def test_what_is_added_to_a_sealed_case_is_there_again(case: Path) -> None:
    sealed(case)
    with opened(case) as ledger:
        added = ledger.add(
            fictional_reading(9), acquisition=fictional_addition(9).acquisition, original=io.BytesIO(LONG.encode())
        )
    with opened(case) as ledger:
        assert ledger.report(added.number).text == fictional_reading(9).report.text
        assert ledger.originals.read(ledger.kept(added.number).sha256) == LONG.encode()


def test_unsealing_gives_the_plain_case_back(case: Path) -> None:
    before = plain_content(case)
    sealed(case)
    assert unsealed(case) == REPORTS
    assert plain_content(case) == before
    assert not list(case.glob(".*"))
    with Ledger.open(case) as ledger, ledger.snapshot() as connection:
        actions = [row.action for row in connection.execute(schema.entries.select().order_by(schema.entries.c.seq))]
    assert actions[-2:] == ["sealed", "unsealed"]


def test_insert_only_triggers_and_full_text_survive_both_ways(case: Path) -> None:
    sealed(case)
    with opened(case) as ledger, ledger.snapshot() as connection:
        assert ledger.database.triggers(connection) == ledger.database.expected_triggers()
        found = connection.exec_driver_sql("SELECT count(*) FROM report_text WHERE report_text MATCH 'villagers'")
        assert found.scalar() == REPORTS
    unsealed(case)
    with Ledger.open(case) as ledger, ledger.snapshot() as connection:
        assert ledger.database.triggers(connection) == ledger.database.expected_triggers()
        assert list(ledger.database.damage(connection)) == []


def test_without_a_passphrase_nothing_opens(case: Path) -> None:
    sealed(case)
    with pytest.raises(SealedCase):
        Ledger.open(case)
    with pytest.raises(WrongPassphrase):
        opened(case, "another passphrase")


def test_a_case_is_sealed_once_and_unsealed_once(case: Path) -> None:
    with pytest.raises(UsageError, match="isn't sealed"):
        unsealed(case)
    sealed(case)
    with pytest.raises(UsageError, match="sealed already"):
        sealed(case)


def test_another_passphrase_opens_and_the_old_one_does_not(case: Path) -> None:
    before = plain_content(case)
    sealed(case)
    seal.change_passphrase(case, PASSPHRASE, "quarry thimble ninety willow", cost=Cost.LEAST, clock=Ticking())
    with pytest.raises(WrongPassphrase):
        opened(case)
    with opened(case, "quarry thimble ninety willow") as ledger:
        assert content(ledger) == before


def test_a_short_passphrase_changes_nothing(case: Path) -> None:
    before = {file: data for file, data in files(case)}
    with pytest.raises(UsageError):
        seal.seal(case, "short", cost=Cost.LEAST)
    after = {file: data for file, data in files(case)}
    assert {file.name for file in after} <= {file.name for file in before}


def flipped(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.chmod(0o600)
    file.write_bytes(data)


def cut(file: Path, size: int) -> None:
    file.chmod(0o600)
    os.truncate(file, size)


def an_original(case: Path) -> Path:
    return max(
        (file for file in (case / "originals").rglob("*") if file.is_file()), key=lambda file: file.stat().st_size
    )


@pytest.mark.parametrize("at", [5, 100, 3000])
def test_a_changed_ledger_is_tampered(case: Path, at: int) -> None:
    sealed(case)
    flipped(case / "ledger.sqlite", at)
    with pytest.raises(TamperedFile, match="isn't as it was sealed"):
        opened(case)


@pytest.mark.parametrize("kept", [0, 4096, -4096, -100, -40_960])
def test_a_ledger_that_was_cut_off_has_lost_its_tail(case: Path, kept: int) -> None:
    sealed(case)
    file = case / "ledger.sqlite"
    cut(file, kept if kept >= 0 else file.stat().st_size + kept)
    with pytest.raises(LostTail, match="is missing"):
        opened(case)


def test_a_page_changed_further_in_is_found_by_reading_it(case: Path) -> None:
    sealed(case)
    file = case / "ledger.sqlite"
    for page in range(5, file.stat().st_size // 4096, 3):
        flipped(file, page * 4096 + 77)
    with pytest.raises(DamagedCase), opened(case) as ledger:
        content(ledger)


def test_a_changed_original_is_tampered_and_named(case: Path) -> None:
    sealed(case)
    flipped(an_original(case), 200)
    with opened(case) as ledger, pytest.raises(TamperedFile, match=r"The original [0-9a-f]{64} isn't as it was sealed"):
        content(ledger)


def test_an_original_that_was_cut_off_has_lost_its_tail(case: Path) -> None:
    sealed(case)
    file = an_original(case)
    cut(file, file.stat().st_size - 20)
    with opened(case) as ledger, pytest.raises(LostTail, match="The end of The original"):
        content(ledger)


def test_originals_that_changed_places_are_damaged(case: Path) -> None:
    sealed(case)
    one, other = [file for file in sorted((case / "originals").rglob("*")) if file.is_file()][:2]
    held = one.read_bytes(), other.read_bytes()
    for file, data in zip((one, other), reversed(held), strict=True):
        file.chmod(0o600)
        file.write_bytes(data)
    with opened(case) as ledger, pytest.raises(DamagedCase):
        content(ledger)


def test_the_header_of_another_case_is_not_believed(case: Path) -> None:
    made = keys.Keys.new()
    header = keys.wrap(made, PASSPHRASE, case="another", covers=(), cost=Cost.LEAST)
    sealed(case)
    (case / "seal.json").write_bytes(keys.dump(header, made))
    with pytest.raises(TamperedFile, match="another case"):
        opened(case)


def test_a_case_that_somebody_has_open_is_not_sealed(case: Path) -> None:
    with Ledger.open(case), pytest.raises(LockedCase):
        sealed(case)
    assert not (case / "seal.json").exists()


def test_what_lies_among_the_originals_and_is_none_stops_sealing(case: Path) -> None:
    (case / "originals" / "notes.txt").write_text("names of sources")
    with pytest.raises(DamagedCase, match=r"notes\.txt"):
        sealed(case)
    assert not (case / "seal.json").exists()


def test_a_damaged_original_is_sealed_as_it_lies_there(case: Path) -> None:
    flipped(an_original(case), 10)
    sealed(case)
    with opened(case) as ledger, pytest.raises(DamagedCase, match="was changed"):
        content(ledger)


def test_a_failure_before_the_change_leaves_the_plain_case(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain_content(case)

    def full(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(seal, "copy_ledger", full)
    with pytest.raises(OSError, match="No space"):
        sealed(case)
    assert plain_content(case) == before
    assert not list(case.glob(".*"))
    assert len([file for file in (case / "originals").rglob("*") if file.is_file()]) == REPORTS


def test_a_page_added_behind_the_ledger_is_told_by_check(case: Path) -> None:
    sealed(case)
    with (case / "ledger.sqlite").open("ab") as file:
        file.write(bytes(4096))
    with opened(case) as ledger, ledger.snapshot() as connection:
        assert any("HMAC" in line for line in ledger.database.damage(connection))


def test_a_sealed_case_writes_no_file_outside_its_folder(case: Path) -> None:
    sealed(case)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        outside: list[str] = []

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
                path, flags = os.fsdecode(arguments[0]), arguments[2]
                if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and str(case) not in path:
                    outside.append(path)

        try:
            sys.addaudithook(hook)
            with opened(case) as ledger:
                list(ledger.add_all(fictional_addition(number) for number in range(20, 60)))
                list(check(ledger))
            os.write(writing, repr(outside).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        assert told.read() == b"[]"
    os.waitpid(child, 0)


def test_a_team_on_postgresql_seals_its_originals_and_is_told_that_the_ledger_is_not(
    tmp_path: Path, postgresql_url: str
) -> None:
    with Ledger.create(tmp_path / "team", who="A. Tester", clock=Ticking(), database=postgresql_url) as ledger:
        list(ledger.add_all(fictional_addition(number) for number in range(1, REPORTS + 1)))
    case = tmp_path / "team.case"
    before = plain_content(case)
    covered = sealed(case)
    assert covered.parts == ("originals",)
    assert "NOT sealed" in covered.left[0]
    for file, data in files(case):
        assert b"villagers" not in data, file
    with opened(case) as ledger:
        assert content(ledger) == before
        assert [told for told in check(ledger) if isinstance(told, Fault)] == []
    unsealed(case)
    assert plain_content(case) == before


def test_originals_that_lie_elsewhere_are_sealed_there(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with Ledger.create(tmp_path / "far", clock=Ticking(), originals=f"file://{store}") as ledger:
        list(ledger.add_all(fictional_addition(number) for number in range(1, REPORTS + 1)))
    case = tmp_path / "far.case"
    before = plain_content(case)
    sealed(case)
    held = list(files(store))
    assert len(held) == REPORTS
    assert not [file for file, data in held if b"villagers" in data]
    with opened(case) as ledger:
        assert content(ledger) == before
    unsealed(case)
    assert plain_content(case) == before
    assert len(list(files(store))) == REPORTS


def test_a_sealed_case_is_checked_like_a_plain_one(case: Path) -> None:
    sealed(case)
    with opened(case) as ledger:
        assert [told for told in check(ledger) if isinstance(told, Fault)] == []


def every_kill(case: Path, tmp_path: Path, work: Callable[[Path], object], *, least: int = 20) -> Iterator[Path]:
    """The case after each moment at which `work` can be killed; there are `least` at the least."""
    for step in range(100_000):
        copy = copied(case, tmp_path / f"{step}")
        if not killed_at(step, lambda copy=copy: work(copy)):  # type: ignore[misc] # the default binds the copy
            assert step > least
            return
        yield copy
        shutil.rmtree(copy.parent)


@pytest.mark.slow
def test_a_kill_while_sealing_leaves_a_plain_or_a_sealed_case(case: Path, tmp_path: Path) -> None:
    before, words = plain_content(case), planted(case)
    ends = set()
    for copy in every_kill(case, tmp_path, sealed):
        if (copy / "seal.json").exists():
            ends.add("sealed")
            with opened(copy) as ledger:
                assert content(ledger) == before
            for file, data in files(copy):
                assert file.name == "case.json" or not [word for word in words if word in data], file
        else:
            ends.add("plain")
            assert plain_content(copy) == before
            sealed(copy)
        assert not (copy / SEALING).exists()
        blobs = [file for file in (copy / "originals").rglob("*") if file.is_file()]
        assert len(blobs) == REPORTS
    assert ends == {"plain", "sealed"}


@pytest.mark.slow
def test_a_kill_while_unsealing_leaves_a_sealed_or_a_plain_case(case: Path, tmp_path: Path) -> None:
    before, words = plain_content(case), planted(case)
    sealed(case)
    ends = set()
    for copy in every_kill(case, tmp_path, unsealed):
        if (copy / "seal.json").exists():
            ends.add("sealed")
            with opened(copy) as ledger:
                assert content(ledger) == before
            for file, data in files(copy):
                assert file.name == "case.json" or not [word for word in words if word in data], file
        else:
            ends.add("plain")
            assert plain_content(copy) == before
        assert not (copy / UNSEALING).exists()
        blobs = [file for file in (copy / "originals").rglob("*") if file.is_file()]
        assert len(blobs) == REPORTS
    assert ends == {"plain", "sealed"}


@pytest.mark.slow
def test_a_kill_while_the_passphrase_changes_leaves_the_old_or_the_new_one(case: Path, tmp_path: Path) -> None:
    before, new = plain_content(case), "quarry thimble ninety willow"
    sealed(case)

    def change(copy: Path) -> None:
        seal.change_passphrase(copy, PASSPHRASE, new, cost=Cost.LEAST, clock=Ticking())

    ends = set()
    for copy in every_kill(case, tmp_path, change, least=8):
        try:
            ledger = opened(copy)
            ends.add("old")
        except WrongPassphrase:
            ledger = opened(copy, new)
            ends.add("new")
        with ledger:
            assert content(ledger) == before
    assert ends == {"old", "new"}


@pytest.mark.slow
def test_every_flipped_bit_of_a_sealed_case_is_caught(case: Path) -> None:
    sealed(case)
    chance = random.Random(7)  # noqa: S311 - which bits are tried is no secret
    targets = [case / "ledger.sqlite", case / "seal.json", *(f for f in (case / "originals").rglob("*") if f.is_file())]
    missed = []
    for _ in range(60):
        file = chance.choice(targets)
        whole = file.read_bytes()
        at = chance.randrange(len(whole))
        file.chmod(0o600)
        file.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        try:
            with opened(case) as ledger:
                found = [told for told in check(ledger) if isinstance(told, Fault)]
        except (DamagedCase, WrongPassphrase):
            found = [Fault(file.name, "it doesn't open")]
        # White space between the fields of seal.json is the one thing that carries no meaning.
        if not found and not (file.name == "seal.json" and whole[at : at + 1].isspace()):
            missed.append((file.name, at))
        for beside in case.glob("ledger.sqlite-*"):
            beside.unlink()
        file.write_bytes(whole)
    assert missed == []
    with opened(case) as ledger:
        assert [told for told in check(ledger) if isinstance(told, Fault)] == []
