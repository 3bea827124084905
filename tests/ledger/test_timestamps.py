import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from onrecord.errors import UnprovenHead, UsageError
from onrecord.ledger import timestamps
from onrecord.ledger.head import Head
from tests.ledger.authority import Authority

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl isn't installed")

HEAD = Head("0e3c1c2a-8d0f-4f6e-9f43-7a2f6a3b9a10", 1042, "9f3a1c22" * 8)
URL = "https://timestamps.example/"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.made(tmp_path / "authority")


def test_a_token_is_asked_for_and_holds(authority: Authority) -> None:
    token, timestamp = timestamps.ask(HEAD, authority=URL, send=authority.reply, roots=[authority.root])
    assert timestamp.proven
    assert abs(datetime.now(UTC) - timestamp.at) < timedelta(minutes=1)
    assert timestamp.authority == "CN=Fictional Timestamps"
    assert timestamp.policy == "1.2.3.4.1"
    assert timestamps.verify(HEAD, token, roots=[authority.root]) == timestamp


def test_the_authority_sees_a_digest_and_nothing_else(authority: Authority) -> None:
    asked = []

    def send(url: str, query: bytes) -> bytes:
        asked.append((url, query))
        return authority.reply(url, query)

    timestamps.ask(HEAD, authority=URL, send=send)
    assert asked[0][0] == URL
    assert HEAD.case.encode() not in asked[0][1]
    assert bytes.fromhex(HEAD.hash) not in asked[0][1]


def test_openssl_verifies_the_token(authority: Authority) -> None:
    token, _ = timestamps.ask(HEAD, authority=URL, send=authority.reply)
    (authority.folder / "head.tsr").write_bytes(token)
    (authority.folder / "head.txt").write_bytes(HEAD.statement())
    told = authority.run("-verify", "-data", "head.txt", "-in", "head.tsr", "-CAfile", "root.pem")
    assert "Verification: OK" in told.stdout + told.stderr


def test_without_certificates_a_token_is_kept_and_not_called_proven(authority: Authority) -> None:
    _, timestamp = timestamps.ask(HEAD, authority=URL, send=authority.reply)
    assert not timestamp.proven


@pytest.mark.parametrize("other", [replace(HEAD, seq=1), replace(HEAD, hash="00" * 32), replace(HEAD, case="another")])
def test_a_token_over_another_head_proves_nothing(authority: Authority, other: Head) -> None:
    token, _ = timestamps.ask(HEAD, authority=URL, send=authority.reply)
    with pytest.raises(UnprovenHead, match="something other than entry"):
        timestamps.verify(other, token, roots=[authority.root])


def test_an_old_answer_played_back_is_refused(authority: Authority) -> None:
    old, _ = timestamps.ask(HEAD, authority=URL, send=authority.reply)
    with pytest.raises(UnprovenHead, match="another request"):
        timestamps.ask(HEAD, authority=URL, send=lambda url, query: old)


def test_an_authority_that_nobody_vouches_for_is_refused(authority: Authority, tmp_path: Path) -> None:
    stranger = Authority.made(tmp_path / "stranger")
    with pytest.raises(UnprovenHead, match="doesn't lead to a certificate"):
        timestamps.ask(HEAD, authority=URL, send=stranger.reply, roots=[authority.root])


@pytest.mark.parametrize("valid", [(-10, -5), (5, 10)], ids=["expired", "not yet valid"])
def test_a_certificate_that_was_not_valid_at_the_time_is_refused(tmp_path: Path, valid: tuple[int, int]) -> None:
    authority = Authority.made(tmp_path / "old", valid=(timedelta(days=valid[0]), timedelta(days=valid[1])))
    with pytest.raises(UnprovenHead, match="valid then"):
        timestamps.ask(HEAD, authority=URL, send=authority.reply, roots=[authority.root])


def test_every_changed_byte_of_a_token_is_caught(authority: Authority) -> None:
    token, timestamp = timestamps.ask(HEAD, authority=URL, send=authority.reply, roots=[authority.root])
    caught = 0
    for place in range(0, len(token), 7):
        changed = token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :]
        try:
            told = timestamps.verify(HEAD, changed, roots=[authority.root])
        except UnprovenHead:
            caught += 1
        else:
            # Fields that nothing signs, such as the root's copy in the token, may differ; what is told may not.
            assert told == timestamp
    assert caught > len(token) // 7 // 2


def test_a_token_is_cut_off(authority: Authority) -> None:
    token, _ = timestamps.ask(HEAD, authority=URL, send=authority.reply)
    for cut in (0, 1, 10, len(token) // 2, len(token) - 1):
        with pytest.raises(UnprovenHead):
            timestamps.verify(HEAD, token[:cut])


@pytest.mark.parametrize("answer", [b"", b"<html>no such page</html>", bytes(1000)])
def test_an_answer_that_is_no_token_is_said_so(answer: bytes) -> None:
    with pytest.raises(UnprovenHead, match="no timestamp"):
        timestamps.ask(HEAD, authority=URL, send=lambda url, query: answer)


def test_a_refusal_is_told_with_its_reason(tmp_path: Path) -> None:
    authority = Authority.made(tmp_path / "strict", digests="sha512")
    with pytest.raises(UnprovenHead, match="rejection"):
        timestamps.ask(HEAD, authority=URL, send=authority.reply)


def test_another_digest_than_we_asked_for_is_refused(tmp_path: Path) -> None:
    authority = Authority.made(tmp_path / "other", digests="sha512")
    query = TimestampRequestBuilder().data(HEAD.statement()).hash_algorithm(HashAlgorithm.SHA512).build()
    with pytest.raises(UnprovenHead, match="other than SHA-256"):
        timestamps.verify(HEAD, authority.reply(URL, query.as_bytes()))


def test_a_certificate_for_another_use_is_refused(tmp_path: Path) -> None:
    authority = Authority.made(tmp_path / "good")
    web = Authority.made(tmp_path / "web", usage=ExtendedKeyUsageOID.SERVER_AUTH)
    # openssl itself won't sign timestamps with it, so the token of a good one is tried against its root.
    token, _ = timestamps.ask(HEAD, authority=URL, send=authority.reply)
    with pytest.raises(UnprovenHead):
        timestamps.verify(HEAD, token, roots=[web.root])


def test_certificates_are_read_from_pem(authority: Authority, tmp_path: Path) -> None:
    assert timestamps.read_certificates(authority.folder / "root.pem") == [authority.root]
    (tmp_path / "none.pem").write_text("nothing")
    for path in (tmp_path / "none.pem", tmp_path / "missing.pem"):
        with pytest.raises(UsageError, match="no certificate"):
            timestamps.read_certificates(path)
