import hashlib
import json
import unicodedata
from dataclasses import replace

import pytest

from onrecord.errors import LedgerError, LostTail, TamperedFile, UsageError, WrongPassphrase
from onrecord.ledger import keys as sealing
from onrecord.ledger.keys import Header, Keys
from onrecord.ledger.passphrases import Cost

PASSPHRASE = "lantern orchard seventeen gravel"  # noqa: S105 - of a case that lives as long as its test
CASE = "0e3c1c2a-8d0f-4f6e-9f43-7a2f6a3b9a10"


def header_for(keys: Keys, passphrase: str = PASSPHRASE) -> Header:
    return sealing.wrap(keys, passphrase, case=CASE, covers=("ledger", "originals"), cost=Cost.LEAST)


def reopened(data: bytes, passphrase: str = PASSPHRASE) -> Keys:
    header, authenticator = sealing.load(data)
    return sealing.unwrap(header, passphrase, authenticator=authenticator)


def test_the_passphrase_gives_the_keys_back() -> None:
    keys = Keys.new()
    assert reopened(sealing.dump(header_for(keys), keys)) == keys


def test_four_keys_that_are_all_different_and_none_shows() -> None:
    keys = Keys.new()
    secrets = [keys.master, keys.ledger, keys.originals, keys.names, keys.header]
    assert len(set(secrets)) == 5
    assert all(len(secret) == 32 for secret in secrets)
    assert keys.master.hex() not in repr(keys)
    assert repr(keys.master) not in repr(keys)


def test_a_wrong_passphrase_is_said_so() -> None:
    keys = Keys.new()
    with pytest.raises(WrongPassphrase):
        reopened(sealing.dump(header_for(keys), keys), "lantern orchard seventeen grave!")


def test_every_changed_byte_of_the_header_is_tampering_whatever_the_passphrase() -> None:
    keys = Keys.new()
    data = sealing.dump(header_for(keys), keys)
    for place in range(len(data) - 2):
        changed = bytearray(data)
        changed[place] ^= 1
        if json_equal(bytes(changed), data):
            continue  # white space between fields carries no meaning
        for passphrase in (PASSPHRASE, "something else entirely"):
            with pytest.raises(TamperedFile):
                reopened(bytes(changed), passphrase)


def summed(fields: dict[str, object]) -> None:
    """Give `fields` the checksum that a forger would."""
    fields.pop("checksum")
    fields["checksum"] = hashlib.sha256(sealing._canonical(fields)).hexdigest()


def json_equal(one: bytes, other: bytes) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


def test_every_cut_of_the_header_is_a_lost_tail() -> None:
    keys = Keys.new()
    data = sealing.dump(header_for(keys), keys)
    for cut in range(len(data)):
        with pytest.raises(LostTail):
            reopened(data[:cut])


@pytest.mark.parametrize(
    "change",
    [
        {"case": "another"},
        {"covers": ["originals"]},
        {"master": "AAAA"},
        {"argon2id": {"memory": 8 << 10, "passes": 1, "salt": "00" * 16}},
    ],
)
def test_a_forged_header_with_a_right_checksum_opens_nothing(change: dict[str, object]) -> None:
    keys = Keys.new()
    fields = json.loads(sealing.dump(header_for(keys), keys)) | change
    summed(fields)
    with pytest.raises((TamperedFile, WrongPassphrase)):
        reopened(json.dumps(fields).encode() + b"\n")


def test_a_header_rewrapped_by_somebody_else_is_tampering_to_who_holds_the_passphrase() -> None:
    ours, theirs = Keys.new(), Keys.new()
    data = sealing.dump(header_for(theirs), ours)  # an authenticator by other keys than those wrapped
    with pytest.raises(TamperedFile):
        reopened(data)


@pytest.mark.parametrize("cost", [Cost(memory=1 << 50, passes=3), Cost(memory=256 << 20, passes=10**9)])
def test_a_header_cannot_ask_for_a_cost_that_hangs_the_machine(cost: Cost) -> None:
    keys = Keys.new()
    data = sealing.dump(replace(header_for(keys), cost=cost), keys)
    with pytest.raises(TamperedFile):
        sealing.load(data)


def test_a_later_format_is_named() -> None:
    keys = Keys.new()
    fields = json.loads(sealing.dump(header_for(keys), keys)) | {"format": "onrecord seal 9"}
    summed(fields)
    with pytest.raises(LedgerError, match="onrecord seal 9"):
        sealing.load(json.dumps(fields).encode() + b"\n")


def test_another_passphrase_or_cost_wraps_the_same_master_key() -> None:
    keys = Keys.new()
    dearer = Cost(memory=64 << 10, passes=2)
    header = sealing.wrap(keys, "another passphrase", case=CASE, covers=("ledger", "originals"), cost=dearer)
    data = sealing.dump(header, keys)
    assert reopened(data, "another passphrase") == keys
    assert sealing.load(data)[0].cost == dearer
    with pytest.raises(WrongPassphrase):
        reopened(data)


def test_the_usual_cost_is_not_below_the_moderate_one() -> None:
    assert Cost.USUAL.memory >= 256 << 20
    assert Cost.USUAL.passes >= 3


def test_the_header_shows_neither_the_passphrase_nor_a_key() -> None:
    keys = Keys.new()
    data = sealing.dump(header_for(keys), keys)
    for secret in (keys.master, keys.ledger, keys.originals, keys.names, keys.header):
        assert secret.hex().encode() not in data
    assert PASSPHRASE.encode() not in data


def test_the_same_words_in_another_normal_form_are_the_same_passphrase() -> None:
    keys = Keys.new()
    composed = unicodedata.normalize("NFC", "señora Łucja über alles")
    data = sealing.dump(header_for(keys, composed), keys)
    assert reopened(data, unicodedata.normalize("NFD", composed)) == keys


def test_a_short_passphrase_seals_nothing() -> None:
    with pytest.raises(UsageError, match="at least 12"):
        header_for(Keys.new(), "secret")
