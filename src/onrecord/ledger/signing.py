"""Signatures over heads: Ed25519, with a key that the user makes and keeps.

A signature shows that the holder of a key vouched for a head. Who that is, is said by where the public key was
published before; when, by a timestamp. The public key and the signature are in forms that OpenSSL reads, so that nobody
needs onrecord to check them:

    openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in HEAD.txt -sigfile HEAD.sig
"""

import base64
import binascii
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey as _Ed25519
from nacl.signing import VerifyKey

from onrecord.errors import UnprovenHead, UsageError, WrongPassphrase
from onrecord.ledger import cipher
from onrecord.ledger.head import Head
from onrecord.ledger.passphrases import SALT_BYTES, Cost, check_passphrase, read_private, stretch

FORMAT: Final = "onrecord signing key 1"

# DER of a SubjectPublicKeyInfo up to the key's 32 bytes (RFC 8410).
_PUBLIC_PREFIX: Final = bytes.fromhex("302a300506032b6570032100")
_PEM_BEGIN: Final = "-----BEGIN PUBLIC KEY-----"
_PEM_END: Final = "-----END PUBLIC KEY-----"
_LONGEST_FILE: Final = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, and its public one.

    Attributes:
        seed: 32 secret bytes.
    """

    seed: bytes = field(repr=False)

    @property
    def public(self) -> str:
        """The public key as 64 hexadecimal digits."""
        return bytes(_Ed25519(self.seed).verify_key).hex()

    @property
    def pem(self) -> str:
        """The public key as the PEM that OpenSSL reads."""
        return public_pem(self.public)

    def sign(self, head: Head) -> bytes:
        """The signature over `head`'s statement, 64 bytes."""
        return bytes(_Ed25519(self.seed).sign(head.statement()).signature)


def new_key(path: Path, passphrase: str, *, cost: Cost = Cost.USUAL) -> SigningKey:
    """A fresh key, written to a new file that its owner alone can read, locked by `passphrase`.

    Raises:
        UsageError: something lies there already, the place can't be written, or the passphrase is too short.
    """
    check_passphrase(passphrase)
    key = SigningKey(os.urandom(32))
    salt = os.urandom(SALT_BYTES)
    about = _about(key.public)
    fields = {
        "format": FORMAT,
        "public": key.public,
        "argon2id": cost.plain(salt),
        "secret": base64.b64encode(
            cipher.lock(key.seed, key=stretch(passphrase, salt=salt, cost=cost), about=about)
        ).decode("ascii"),
    }
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UsageError(
            f"The key can't be written to {path}: {error.strerror}. Nothing is ever overwritten."
        ) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(json.dumps(fields, indent=1).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def open_key(path: Path, passphrase: str) -> SigningKey:
    """The key in the file at `path`.

    Raises:
        UsageError: there is no such file, others can read it, or it holds no key.
        WrongPassphrase: it opens nothing, or the file was changed.
    """
    data = read_private(path, what="key", longest=_LONGEST_FILE)
    try:
        fields = json.loads(data)
        if fields["format"] != FORMAT:
            raise ValueError("another format")
        public = str(fields["public"])
        cost, salt = Cost.from_plain(fields["argon2id"])
        secret = base64.b64decode(fields["secret"], validate=True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{path} holds no signing key of onrecord; make one with `onrecord key`.") from error
    seed = cipher.unlock(secret, key=stretch(passphrase, salt=salt, cost=cost), about=_about(public))
    if seed is None:
        raise WrongPassphrase(f"The passphrase doesn't open the key {path}, or the file was changed.")
    return SigningKey(seed)


def verify(head: Head, signature: bytes, *, public: str) -> None:
    """Return if `signature` is the holder of `public`'s over `head`.

    Raises:
        UnprovenHead: it isn't.
    """
    try:
        VerifyKey(bytes.fromhex(public)).verify(head.statement(), signature)
    except (BadSignatureError, ValueError, TypeError) as error:
        raise UnprovenHead(
            f"The signature isn't the key {public[:16]}…'s over entry {head.seq} with the hash {head.hash[:16]}…: "
            "the chain, the signature or the key is another."
        ) from error


def public_pem(public: str) -> str:
    """A public key, given as 64 hexadecimal digits, as PEM."""
    der = base64.b64encode(_PUBLIC_PREFIX + bytes.fromhex(public)).decode("ascii")
    return f"{_PEM_BEGIN}\n{der}\n{_PEM_END}\n"


def read_public(text: str) -> str:
    """A public key, given as PEM or as 64 hexadecimal digits, as the latter.

    Raises:
        UsageError: it is neither.
    """
    text = text.strip()
    try:
        if text.startswith(_PEM_BEGIN) and text.endswith(_PEM_END):
            der = base64.b64decode("".join(text[len(_PEM_BEGIN) : -len(_PEM_END)].split()), validate=True)
            if der.startswith(_PUBLIC_PREFIX) and len(der) == len(_PUBLIC_PREFIX) + 32:
                return der[len(_PUBLIC_PREFIX) :].hex()
        elif len(key := bytes.fromhex(text)) == 32:
            return key.hex()
    except (ValueError, binascii.Error):
        pass
    raise UsageError("It is no Ed25519 public key: neither PEM nor 64 hexadecimal digits.")


def _about(public: str) -> bytes:
    return f"{FORMAT} {public}".encode()
