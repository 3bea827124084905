import json
import os
import shutil
import stat
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import UnprovenHead, UsageError, WrongPassphrase
from onrecord.ledger import signing
from onrecord.ledger.head import Head
from onrecord.ledger.passphrases import Cost

PASSPHRASE = "lantern orchard seventeen gravel"  # noqa: S105 - of a key that lives as long as its test
HEAD = Head("0e3c1c2a-8d0f-4f6e-9f43-7a2f6a3b9a10", 1042, "9f3a1c22" * 8)


def made(folder: Path) -> signing.SigningKey:
    return signing.new_key(folder / "my.key", PASSPHRASE, cost=Cost.LEAST)


def test_a_key_is_written_for_its_owner_alone_and_opens_again(tmp_path: Path) -> None:
    key = made(tmp_path)
    path = tmp_path / "my.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert signing.open_key(path, PASSPHRASE) == key
    content = path.read_bytes()
    assert key.seed not in content
    assert key.seed.hex().encode() not in content
    assert key.seed.hex() not in repr(key)


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    made(tmp_path)
    with pytest.raises(UsageError, match="Nothing is ever overwritten"):
        made(tmp_path)


def test_a_key_opens_only_with_its_passphrase(tmp_path: Path) -> None:
    made(tmp_path)
    with pytest.raises(WrongPassphrase):
        signing.open_key(tmp_path / "my.key", PASSPHRASE + "!")


def test_another_public_key_in_the_file_is_not_believed(tmp_path: Path) -> None:
    made(tmp_path)
    path = tmp_path / "my.key"
    fields = json.loads(path.read_bytes()) | {"public": "ab" * 32}
    path.write_text(json.dumps(fields))
    with pytest.raises(WrongPassphrase):
        signing.open_key(path, PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"-----BEGIN PRIVATE KEY-----", b"[" * 60_000])
def test_what_is_no_key_is_said_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "my.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(UsageError, match="no signing key"):
        signing.open_key(path, PASSPHRASE)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "my.key").chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        signing.open_key(tmp_path / "my.key", PASSPHRASE)


def test_a_signature_holds_for_its_head_alone(tmp_path: Path) -> None:
    key = made(tmp_path)
    signature = key.sign(HEAD)
    signing.verify(HEAD, signature, public=key.public)
    others = (
        replace(HEAD, seq=1043),
        replace(HEAD, hash="00" * 32),
        replace(HEAD, case="another"),
    )
    for other in others:
        with pytest.raises(UnprovenHead, match=f"entry {other.seq}"):
            signing.verify(other, signature, public=key.public)
    for wrong in (signature[:-1], signature + b"\x00", bytes([signature[0] ^ 1]) + signature[1:], b""):
        with pytest.raises(UnprovenHead):
            signing.verify(HEAD, wrong, public=key.public)
    with pytest.raises(UnprovenHead):
        signing.verify(HEAD, signature, public="ab" * 32)


def test_a_public_key_is_read_in_both_forms(tmp_path: Path) -> None:
    key = made(tmp_path)
    assert signing.read_public(key.pem) == key.public
    assert signing.read_public(f" {key.public.upper()}\n") == key.public


@pytest.mark.parametrize("text", ["", "abcd", "xyz", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"])
def test_what_is_no_public_key_is_said_so(text: str) -> None:
    with pytest.raises(UsageError, match="no Ed25519 public key"):
        signing.read_public(text)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl isn't installed")
def test_openssl_verifies_what_onrecord_signed(tmp_path: Path) -> None:
    key = made(tmp_path)
    (tmp_path / "key.pem").write_text(key.pem)
    (tmp_path / "head.txt").write_bytes(HEAD.statement())
    (tmp_path / "head.sig").write_bytes(key.sign(HEAD))
    command = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in head.txt -sigfile head.sig".split()
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert "Verified Successfully" in told.stdout
    (tmp_path / "head.txt").write_bytes(replace(HEAD, seq=1).statement())
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode != 0
