"""A case's originals, reports and custody chain as a BagIt folder, for archives and libraries."""

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

from sqlalchemy import select

from onrecord.ledger import bagit, holdings, schema
from onrecord.ledger.head import Head
from onrecord.ledger.holdings import Chosen
from onrecord.ledger.progress import Told, untold
from onrecord.ledger.signing import public_pem
from onrecord.ledger.store import Ledger
from onrecord.records.acquisition import Access

README: Final = """\
originals/        the bytes as obtained, named by their SHA-256
reports.jsonl     what was taken from each: text, what is known of it, what was read in it
custody/          the custody chain, entry by entry, and who vouched for its heads
custody/heads/    each signature or timestamp beside the statement that it is over:
                  openssl pkeyutl -verify -pubin -inkey N.pem -rawin -in N.txt -sigfile N.sig
                  openssl ts -verify -data N.txt -in N.tsr -CAfile AUTHORITY.pem

Names of victims, witnesses and sources are NOT masked here.
"""


def export_bag(
    ledger: Ledger,
    folder: Path,
    *,
    access: Collection[Access] = (Access.PUBLIC,),
    told: Told = untold,
) -> Chosen:
    """Write originals, reports with their readings, and the custody chain to a new bag; names in them are not masked.

    Args:
        ledger: open.
        folder: to be made; never overwritten.
        access: of the reports that are taken.
        told: how far it is.

    Raises:
        CaseExists: something lies there.
        UsageError: it can't be made there.
        DamagedCase, NoSuchCase: an original isn't what was put there, or is missing.
    """
    case = ledger.case
    sink = bagit.FolderSink(folder)
    try:
        info = {"External-Identifier": case.id, "External-Description": case.name, "Bag-Software-Agent": "onrecord"}
        with ledger.snapshot() as connection, bagit.writing(sink, info, on=ledger.clock().date()) as bag:
            chosen = holdings.choose(connection, access=access)
            bag.add("README.txt", [README.encode()])
            for number, sha256 in enumerate(chosen.originals, start=1):
                bag.add(f"originals/{sha256[:2]}/{sha256}", [ledger.originals.read(sha256)])
                told(number, len(chosen.originals))
            bag.add("reports.jsonl", holdings.report_lines(connection, chosen))
            bag.add("custody/entries.jsonl", holdings.custody_lines(connection))
            bag.add("custody/heads.jsonl", holdings.head_lines(connection, case.id))
            for row in connection.execute(select(schema.heads)).mappings():
                name = f"custody/heads/{row['number']}"
                bag.add(f"{name}.txt", [Head(case.id, row["seq"], row["hash"]).statement()])
                bag.add(f"{name}.{'sig' if row['kind'] == 'signature' else 'tsr'}", [bytes(row["proof"])])
                if row["kind"] == "signature":
                    bag.add(f"{name}.pem", [public_pem(row["authority"]).encode()])
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    holdings.record_export(ledger, "bag")
    return chosen
