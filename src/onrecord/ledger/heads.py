"""Heads that somebody vouched for: signatures and timestamps, kept beside the chain that they are over."""

from dataclasses import dataclass

from sqlalchemy import select

from onrecord.ledger import schema
from onrecord.ledger.columns import moment
from onrecord.ledger.head import Head
from onrecord.ledger.store import Ledger

SIGNATURE = "signature"
TOKEN = "token"  # noqa: S105 (a timestamp's, no password)


@dataclass(frozen=True, slots=True)
class Vouched:
    """A head that somebody vouched for.

    Attributes:
        kind: `signature` or `token`.
        authority: the public key, or the timestamping authority, as it was named.
        proof: the signature's or the token's bytes.
        at: when it was put here.
        in_chain: whether the chain has that hash at that entry; without, what is vouched for is another chain.
    """

    number: int
    head: Head
    kind: str
    authority: str
    proof: bytes
    at: str
    in_chain: bool


def keep_vouched(ledger: Ledger, head: Head, *, kind: str, authority: str, proof: bytes) -> None:
    """Keep a signature or a token over a head. No entry covers it: whoever doubts it, checks it by itself."""
    with ledger.writing() as writing:
        number = writing.number(schema.heads)
        row = {"number": number, "seq": head.seq, "hash": head.hash, "kind": kind, "authority": authority}
        writing.insert(schema.heads, [{**row, "proof": proof, "at": writing.at}])


def vouched(ledger: Ledger) -> list[Vouched]:
    """Every signature and token that the case holds, in the order of keeping."""
    with ledger.snapshot() as connection:
        kept = select(schema.heads, schema.entries.c.hash.label("chained"))
        joined = kept.outerjoin(schema.entries, schema.entries.c.seq == schema.heads.c.seq)
        rows = connection.execute(joined.order_by(schema.heads.c.number)).mappings().all()
    return [
        Vouched(
            number=row["number"],
            head=Head(ledger.case.id, row["seq"], row["hash"]),
            kind=row["kind"],
            authority=row["authority"],
            proof=bytes(row["proof"]),
            at=moment(row["at"]),
            in_chain=row["hash"] == row["chained"],
        )
        for row in rows
    ]
