"""A fuzz target for each opener: damaged samples, a fixed seed, a bounded time.

Whatever the bytes, an item becomes a report or a failure with a reason, in bounded time and memory. Runs for
`ONRECORD_FUZZ_SECONDS` seconds in all, 16 unless set; `ONRECORD_FUZZ_SEED` sets another seed.
"""

import os
import random
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from onrecord.acquire import Item, Options, report
from onrecord.acquire.containers import expand
from onrecord.acquire.formats import Format
from onrecord.errors import ItemError
from onrecord.records import Failure, Report
from tests.acquire import samples

SECONDS: Final = float(os.environ.get("ONRECORD_FUZZ_SECONDS", "16"))
SEED: Final = int(os.environ.get("ONRECORD_FUZZ_SEED", "2031"))
LEAST: Final = 20
"""Mutations that each target meets however slow the machine."""

OPTIONS: Final = Options(open_timeout_s=60.0, max_bytes=8_000_000, max_markup=2_000_000, max_text=4_000_000)
MEMORY: Final = 1_500_000_000
"""Bytes that the process may grow to; the openers' libraries alone take some 200 million."""

_ENTRIES = tuple(samples.entry(f"https://courier.example/{n}", full=f"<p>{samples.TEXT}</p>") for n in range(3))
TARGETS: Final[dict[str, tuple[bytes, Format | None]]] = {
    "text": (samples.TEXT.encode(), None),
    "text, UTF-16": (samples.TEXT.encode("utf-16"), None),
    "text, legacy": (samples.TEXT.encode("cp1252"), None),
    "html": (
        samples.html(head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>'),
        None,
    ),
    "fragment": (samples.html(), Format.FRAGMENT),
    "pdf": (samples.pdf((samples.PARAGRAPHS, samples.PARAGRAPHS), running=True, title="Forty men"), None),
    "docx": (samples.word(table=(("Name", "Age"), ("A. B.", "40"))), None),
    "email": (samples.message(attachments=(("r.txt", b"Two men."), ("m.eml", samples.message()))), None),
    "feed": (samples.rss(*_ENTRIES), None),
    "warc": (samples.warc(("https://courier.example/1", samples.html(), "text/html"), zipped=False), None),
    "warc.gz": (samples.warc(("https://courier.example/1", samples.html(), "text/html")), None),
    "wacz": (samples.wacz(samples.warc(("https://courier.example/1", samples.html(), "text/html"))), None),
    "jsonl": (b'{"id":"a","text":"Two men.","published":"2031"}\n{"id":"b","text":"Three \\ud83d\\ude00"}\n', None),
    "gzip": (samples.gzipped(samples.html()), None),
}
_TROUBLE: Final = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b">",
    b"&#x0;",
    b"\r\n\r\n",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b'"',
    b"{",
)


def _flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 16)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _truncate(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _remove(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content))
    del content[start : start + chance.randint(1, 200)]


def _repeat(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content))
    content[start:start] = content[start : start + chance.randint(1, 64)] * chance.randint(2, 400)


def _splice(content: bytearray, chance: random.Random) -> None:
    other, _ = chance.choice(list(TARGETS.values()))
    start = chance.randrange(len(other))
    at = chance.randrange(len(content))
    content[at:at] = other[start : start + chance.randint(1, 2_000)]


def _plant(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content))
        content[at:at] = chance.choice(_TROUBLE)


def _number(content: bytearray, chance: random.Random) -> None:
    """Put extreme numbers where lengths and offsets may stand."""
    at = chance.randrange(len(content))
    content[at : at + 4] = chance.choice(
        (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"9999", b"\x7f\xff\xff\xff", b"-001")
    )


_MUTATIONS: Final[tuple[Callable[[bytearray, random.Random], None], ...]] = (
    _flip,
    _truncate,
    _remove,
    _repeat,
    _splice,
    _plant,
    _number,
)


def _mutated(content: bytes, chance: random.Random) -> bytes:
    mutant = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        if mutant:
            chance.choice(_MUTATIONS)(mutant, chance)
    return bytes(mutant)


def _outcomes(item: Item) -> list[Report | Failure]:
    """What becomes of an item, taken apart as in a run, and opened as it stands where its container fixed a format."""
    parts = [item] if item.format is not None else expand(item, OPTIONS)
    return [part if isinstance(part, Failure) else report(part, OPTIONS) for part in parts]


def _check(outcome: Report | Failure) -> None:
    if isinstance(outcome, Failure):
        assert outcome.code in {kind.code for kind in _all_kinds(ItemError)}
        assert outcome.message
    else:
        assert outcome.text.strip()
        assert len(outcome.text) <= OPTIONS.max_text
        outcome.text.encode("utf-8")
    for value in (outcome.id, outcome.source):
        value.encode("utf-8")


def _all_kinds(kind: type[ItemError]) -> set[type[ItemError]]:
    return {kind}.union(*(_all_kinds(child) for child in kind.__subclasses__()))


@pytest.mark.parametrize("target", TARGETS)
def test_whatever_the_bytes_there_is_a_report_or_a_reason(target: str) -> None:
    content, format = TARGETS[target]
    whole = Item(id="x", source="x", content=content, format=format)
    assert any(isinstance(outcome, Report) for outcome in _outcomes(whole)), "the undamaged sample must be readable"
    chance = random.Random(f"{SEED} {target}")  # noqa: S311 - repeatable damage, not cryptography
    end = time.monotonic() + SECONDS / len(TARGETS)
    count = 0
    while count < LEAST or time.monotonic() < end:
        mutant = _mutated(content, chance)
        count += 1
        for outcome in _outcomes(replace(whole, content=mutant)):
            _check(outcome)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < MEMORY
