import pytest
from sqlalchemy import insert

from onrecord.errors import UnprovenHead
from onrecord.ledger import schema, signing
from onrecord.ledger.entries import head as newest_entry
from onrecord.ledger.head import Head
from onrecord.ledger.heads import SIGNATURE, keep_vouched, vouched
from onrecord.ledger.store import Ledger
from onrecord.testing.builders import fictional_addition

KEY = signing.SigningKey(bytes(range(32)))


def newest(ledger: Ledger) -> Head:
    with ledger.snapshot() as connection:
        entry = newest_entry(connection)
    assert entry is not None
    return Head(ledger.case.id, entry.seq, entry.hash)


def test_a_signature_is_kept_with_the_head_that_it_is_over(ledger: Ledger) -> None:
    head = newest(ledger)
    keep_vouched(ledger, head, kind=SIGNATURE, authority=KEY.public, proof=KEY.sign(head))
    list(ledger.add_all([fictional_addition(1)]))
    (kept,) = vouched(ledger)
    assert (kept.head, kept.kind, kept.authority) == (head, SIGNATURE, KEY.public)
    assert kept.in_chain
    signing.verify(kept.head, kept.proof, public=KEY.public)
    with pytest.raises(UnprovenHead):
        signing.verify(newest(ledger), kept.proof, public=KEY.public)


def test_a_head_of_another_chain_is_told(ledger: Ledger) -> None:
    head = newest(ledger)
    with ledger.database.write() as connection:
        row = {"number": 1, "seq": head.seq, "hash": "ab" * 32, "kind": SIGNATURE, "authority": KEY.public}
        connection.execute(insert(schema.heads), [{**row, "proof": bytes(64), "at": ledger.clock()}])
    (kept,) = vouched(ledger)
    assert not kept.in_chain


def test_every_signature_is_kept_in_order(ledger: Ledger) -> None:
    for number in range(1, 4):
        head = newest(ledger)
        keep_vouched(ledger, head, kind=SIGNATURE, authority=KEY.public, proof=KEY.sign(head))
        list(ledger.add_all([fictional_addition(number)]))
    assert [kept.number for kept in vouched(ledger)] == [1, 2, 3]
    assert [kept.head.seq for kept in vouched(ledger)] == [1, 2, 3]
