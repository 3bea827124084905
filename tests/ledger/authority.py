"""A timestamping authority of our own, for tests: certificates made here, tokens made by `openssl ts`."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


@dataclass
class Authority:
    """A folder with a root certificate, a signing one, and what `openssl ts` wants to know."""

    folder: Path
    root: x509.Certificate

    @classmethod
    def made(
        cls,
        folder: Path,
        *,
        valid: tuple[timedelta, timedelta] = (timedelta(days=-1), timedelta(days=1)),
        usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING,
        digests: str = "sha256",
    ) -> "Authority":
        """A new one; `valid` is from now on."""
        folder.mkdir()
        now = datetime.now(UTC)
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = (
            x509.CertificateBuilder()
            .subject_name(_name("Fictional Root"))
            .issuer_name(_name("Fictional Root"))
            .public_key(root_key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=4000))
            .not_valid_after(now + timedelta(days=4000))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(root_key, hashes.SHA256())
        )
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_name("Fictional Timestamps"))
            .issuer_name(root.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + valid[0])
            .not_valid_after(now + valid[1])
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
            .sign(root_key, hashes.SHA256())
        )
        (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
        (folder / "tsa.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        (folder / "tsa.key").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        )
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder, digests=digests))
        (folder / "serial").write_text("01\n")
        return cls(folder, root)

    def reply(self, url: str, query: bytes) -> bytes:
        """As the server would answer; the `send` that `timestamps.ask` takes."""
        (self.folder / "query.tsq").write_bytes(query)
        self.run("-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr")
        return (self.folder / "reply.tsr").read_bytes()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One `openssl ts` in the folder."""
        told = subprocess.run(["openssl", "ts", *arguments], cwd=self.folder, capture_output=True, text=True)
        assert told.returncode == 0, told.stderr
        return told
