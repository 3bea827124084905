import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import CaseExists, RefusedArchive
from onrecord.ledger.bagit import FolderSink, ZippedBag, ZipSink, writing

FILES = {"a.txt": b"one", "b/c.bin": bytes(100), "b/empty": b"", "new\nline": b"x"}


def zipped(files: dict[str, bytes] = FILES, **told: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive, writing(ZipSink(archive, "bag"), told, on=date(2026, 3, 1)) as bag:
        for path, data in files.items():
            bag.add(path, [data[:2], data[2:]])
    return target.getvalue()


def opened(data: bytes, *, max_bytes: int = 1 << 20, max_members: int = 100) -> ZippedBag:
    return ZippedBag(io.BytesIO(data), max_bytes=max_bytes, max_members=max_members)


def validated(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the reference implementation says of a bag."""
    return subprocess.run([sys.executable, "-m", "bagit", "--validate", str(folder)], capture_output=True, text=True)


def test_bagit_validates_what_was_written_to_a_folder(tmp_path: Path) -> None:
    pytest.importorskip("bagit")
    folder = tmp_path / "bag"
    with writing(FolderSink(folder), {"Contact-Name": "A. Tester\nPayload-Oxum: 0.0"}, on=date(2026, 3, 1)) as bag:
        for path, data in FILES.items():
            bag.add(path, [data])
    told = validated(folder)
    assert told.returncode == 0, told.stderr
    info = (folder / "bag-info.txt").read_text()
    assert f"Payload-Oxum: {sum(map(len, FILES.values()))}.{len(FILES)}\n" in info
    assert "Contact-Name: A. Tester Payload-Oxum: 0.0\n" in info
    (folder / "data" / "a.txt").write_bytes(b"two")
    assert validated(folder).returncode != 0


def test_bagit_validates_what_was_unpacked_from_a_zip(tmp_path: Path) -> None:
    pytest.importorskip("bagit")
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        archive.extractall(tmp_path)
    told = validated(tmp_path / "bag")
    assert told.returncode == 0, told.stderr


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(CaseExists):
        FolderSink(tmp_path)


def test_a_bag_is_read_back() -> None:
    files = {path: data for path, data in FILES.items() if "\n" not in path}
    bag = opened(zipped(files))
    assert bag.paths() == sorted(files)
    assert {path: b"".join(bag.chunks(path)) for path in bag.paths()} == files


def test_signs_that_would_break_a_manifest_are_escaped_as_the_standard_says() -> None:
    # The reference implementation (1.9) doesn't unescape a percent sign, so onrecord's own names have none.
    bag = opened(zipped({"100%.txt": b"percent"}))
    assert bag.paths() == ["100%.txt"]
    assert b"".join(bag.chunks("100%.txt")) == b"percent"


def test_the_same_files_give_the_same_bytes() -> None:
    assert zipped() == zipped()


def tampered(change: Callable[[zipfile.ZipFile], object]) -> bytes:
    target = io.BytesIO(zipped({"a.txt": b"one"}))
    with zipfile.ZipFile(target, "a") as archive:
        change(archive)
    return target.getvalue()


def member(name: str, *, attributes: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    info.external_attr = attributes
    return info


@pytest.mark.parametrize(
    "name",
    ["../evil", "bag/../../evil", "/etc/passwd", "C:/evil", "bag\\..\\evil", "bag/data/../../x", "\\\\host\\share"],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(RefusedArchive, match="leads out of the archive"):
        opened(tampered(lambda archive: archive.writestr(member(name), b"evil")))


@pytest.mark.parametrize(
    "name", ["bag/data/\x1b[2J", "bag/data/a\u202etxt.exe", "bag//data/x", "bag/./data/x", "bag/\n"]
)
def test_hostile_names_are_refused_and_shown_harmless(name: str) -> None:
    with pytest.raises(RefusedArchive, match="none that onrecord writes") as caught:
        opened(tampered(lambda archive: archive.writestr(member(name), b"evil")))
    assert "\x1b" not in caught.value.message
    assert "\u202e" not in caught.value.message


def test_links_are_refused() -> None:
    link = member("bag/data/link", attributes=0o120777 << 16)
    with pytest.raises(RefusedArchive, match="link or a device"):
        opened(tampered(lambda archive: archive.writestr(link, "/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["bag/data/a.txt", "bag/data/A.TXT"])
def test_two_files_of_one_name_are_refused(name: str) -> None:
    with pytest.raises(RefusedArchive, match="two files of the name"):
        opened(tampered(lambda archive: archive.writestr(name, b"other")))


def test_bombs_are_refused_before_anything_is_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bag/bagit.txt", bytes(5 << 20))
    with pytest.raises(RefusedArchive, match="more than the limit"):
        opened(bomb.getvalue())
    with pytest.raises(RefusedArchive, match="more than the limit of 3"):
        opened(zipped(), max_members=3)


def test_overlapping_members_are_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("bag/one", bytes(10_000))
        one = archive.getinfo("bag/one")
        for number in range(20):
            again = member(f"bag/{number}")
            again.header_offset, again.CRC = one.header_offset, one.CRC
            again.file_size, again.compress_size = one.file_size, one.compress_size
            archive.filelist.append(again)
    with pytest.raises(RefusedArchive, match="overlap"):
        opened(target.getvalue())


def test_encrypted_members_are_refused() -> None:
    data = bytearray(zipped({"a.txt": b"one"}))
    for signature, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + place] |= 1
    with pytest.raises(RefusedArchive, match="encrypted"):
        opened(bytes(data))


def test_a_size_that_the_table_understates_is_caught() -> None:
    data = bytearray(zipped({"a.txt": b"one" * 100}))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    bag = opened(bytes(data))
    with pytest.raises(RefusedArchive):
        b"".join(bag.chunks("a.txt"))


def test_changed_and_missing_files_are_named() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if "\n" not in name}
    members["bag/data/a.txt"] = b"two"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    with pytest.raises(RefusedArchive, match=r"new\\nline.*missing"):
        opened(target.getvalue())


def test_whatever_byte_is_changed_a_bag_is_refused_or_the_same() -> None:
    files = {path: data for path, data in FILES.items() if "\n" not in path}
    whole = zipped(files)
    chance = random.Random(11)  # noqa: S311 - which bytes are tried is no secret
    refused = 0
    for _ in range(1500):
        changed = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            bag = opened(bytes(changed))
            held = {path: b"".join(bag.chunks(path)) for path in bag.paths()}
        except RefusedArchive:
            refused += 1
        else:
            # Times, attributes and the like carry no meaning here.
            assert held == files
    assert refused > 300
