"""Timestamps of RFC 3161: an authority's word that a head existed at a time.

The authority sees the SHA-256 of a head's statement, and thereby nothing of the case. Its answer, the token, is kept
whole, in the form that OpenSSL reads:

    openssl ts -verify -data HEAD.txt -in HEAD.tsr -CAfile AUTHORITY.pem

Nothing here reaches the network; the caller brings the means.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.tsp import PKIStatus, TimeStampTokenInfo

from onrecord.errors import UnprovenHead, UsageError
from onrecord.ledger.der import certificates_sorted
from onrecord.ledger.head import Head

QUERY_TYPE: Final = "application/timestamp-query"

Send = Callable[[str, bytes], bytes]
"""Posts a body of the media type `QUERY_TYPE` to a URL, and gives the answer's body."""

_SHA256: Final = "2.16.840.1.101.3.4.2.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Timestamp:
    """What a token says.

    Attributes:
        at: when the authority says that the head existed, in UTC.
        serial: the authority's own number for the token.
        policy: the rules that it says it followed, as an object identifier.
        authority: the subject of the certificate that signed it, None where the token carries no certificate.
        proven: whether certificates that the caller trusts were given and the token's signature leads to one of them;
            without, anybody could have made the token.
    """

    at: datetime
    serial: int
    policy: str
    authority: str | None
    proven: bool


def read_certificates(path: Path) -> list[x509.Certificate]:
    """The certificates in a PEM file.

    Raises:
        UsageError: it can't be read, or holds none.
    """
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} holds no certificate in PEM: {error}.") from error


def ask(head: Head, *, authority: str, send: Send, roots: Sequence[x509.Certificate] = ()) -> tuple[bytes, Timestamp]:
    """A token over `head`, and what it says.

    Args:
        head: to have timestamped.
        authority: its URL.
        send: posts to it.
        roots: certificates that are trusted to vouch for the authority, intermediate ones included.

    Raises:
        UnprovenHead: the answer is no token over this head, or not one for this request, or its signature doesn't hold.
        Any error of `send`.
    """
    request = (
        TimestampRequestBuilder().data(head.statement()).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).build()
    )
    token = send(authority, request.as_bytes())
    return token, verify(head, token, roots=roots, nonce=request.nonce)


def verify(head: Head, token: bytes, *, roots: Sequence[x509.Certificate] = (), nonce: int | None = None) -> Timestamp:
    """What `token` says of `head`, once it is sure to be about it.

    Args:
        head: that the token is said to be over.
        token: the authority's answer, as received.
        roots: see `ask`. A certificate must have been valid at the token's time, not today.
        nonce: of the request, where the token has just come.

    Raises:
        UnprovenHead: it isn't about this head, answers another request, or its signature doesn't hold.
    """
    answer, told = _decoded(token)
    if told.message_imprint.hash_algorithm.dotted_string != _SHA256:
        raise UnprovenHead("The timestamp is over a digest other than SHA-256, which onrecord never asks for.")
    if told.message_imprint.message != hashlib.sha256(head.statement()).digest():
        raise UnprovenHead(
            f"The timestamp is over something other than entry {head.seq} with the hash {head.hash[:16]}…."
        )
    if nonce is not None and told.nonce != nonce:
        raise UnprovenHead("The authority's answer is to another request; an old answer may have been played back.")
    if roots:
        _prove(answer, head, roots)
    return Timestamp(
        at=told.gen_time,
        serial=told.serial_number,
        policy=told.policy.dotted_string,
        authority=_signer(answer),
        proven=bool(roots),
    )


def _decoded(token: bytes) -> tuple[TimeStampResponse, TimeStampTokenInfo]:
    try:
        answer = decode_timestamp_response(certificates_sorted(token))
        status = PKIStatus(answer.status)
        if status is not PKIStatus.GRANTED:
            reason = "; ".join(answer.status_string) or "no reason given"
            raise UnprovenHead(f"The authority gave no timestamp: {status.name.lower().replace('_', ' ')} ({reason}).")
        return answer, answer.tst_info
    except ValueError as error:
        raise UnprovenHead(f"The authority's answer is no timestamp: {error}.") from error


def _prove(answer: TimeStampResponse, head: Head, roots: Sequence[x509.Certificate]) -> None:
    builder = VerifierBuilder()
    for certificate in dict.fromkeys(roots):
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify_message(answer, head.statement())
    except (VerificationError, ValueError, x509.InvalidVersion) as error:
        raise UnprovenHead(
            f"The timestamp's signature doesn't lead to a certificate that you gave and that was valid then: {error}."
        ) from error


def _signer(answer: TimeStampResponse) -> str | None:
    try:
        certificates = [x509.load_der_x509_certificate(data) for data in answer.signed_data.certificates]
        signers = {(signer.issuer, signer.serial_number) for signer in answer.signed_data.signer_infos}
    except (ValueError, x509.InvalidVersion):
        return None
    for certificate in certificates:
        if (certificate.issuer, certificate.serial_number) in signers:
            return certificate.subject.rfc4514_string()
    return None
