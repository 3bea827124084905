"""How a brief was made, and what it doesn't prove."""

from collections.abc import Iterator

from onrecord.present.brief import phrases
from onrecord.present.brief.context import Context, sentence
from onrecord.present.brief.document import Bullets, Fact, Facts, Look, Paragraph, Run, Section, Sentence


def method(context: Context) -> Section:
    """The section."""
    return Section(
        "method",
        "Method and limits",
        (
            Bullets(tuple(_told(context))),
            Section("custody", "Head of the ledger", _head(context)),
        ),
    )


def _told(context: Context) -> Iterator[Sentence]:
    record, about = context.record, context.about
    readers = phrases.listed(about.readers) if about.readers else "a reader that isn't told"
    yield sentence(
        Run("Reading. ", Look.STRONG),
        f"A program, {readers}, read the reports: it marks who says what, what is alleged, and who responded. It reads "
        "English only; it misses findings and misreads some.",
    )
    if about.measured:
        told = "; ".join(
            f"{each.what}: {each.recall:.0%} of those that are there are found, and {each.precision:.0%} of those "
            "found are right"
            for each in about.measured
        )
        yield sentence(Run("Measured errors. ", Look.STRONG), f"On {about.measured_on}: {told}.")
    if record.reviewed_only:
        yield sentence(
            Run("Review. ", Look.STRONG),
            "This brief holds only allegations and responses that a person confirmed as correctly read: that the "
            "report says so, not that it happened. Who is the same, which allegations are one event and which origins "
            "stand behind it was weighed by the program, with reasons, and bound by reviewers where they spoke.",
        )
    else:
        yield sentence(
            Run("Review. ", Look.STRONG),
            f"This brief holds what nobody reviewed: a machine's reading, which may be wrong. Only what bears the mark "
            f"“{phrases.CONFIRMED}” was confirmed by a person as correctly read.",
        )
    yield sentence(
        Run("Quotations and notes. ", Look.STRONG),
        "Every note gives the words, the report, and where they stand in its text as kept: the first character and the "
        "one behind the last, counted in Unicode code points from 0. The first 16 digits of the original's SHA-256 "
        "name it; all 64 stand under Sources.",
    )
    yield sentence(
        Run("What a hash proves. ", Look.STRONG),
        "An original with the same SHA-256 has the same bytes as the one that was kept. That proves neither that it is "
        "true nor who wrote it.",
    )
    unseen = "; one that nobody confirmed may stand in the reports" if record.reviewed_only else ""
    yield sentence(
        Run("Names. ", Look.STRONG),
        "Victims, witnesses, relatives and sources are masked, by a label in brackets, unless somebody decided person "
        "by person, with a reason, that they may be named. A masked quotation keeps the place of the whole one. A "
        "natural person appears as alleged perpetrator only after a person confirmed that a report says so, with who "
        "names them and their reply. “Reply not sought” means that no letter to them is logged and that this brief "
        f"holds no answer of theirs{unseen}.",
    )
    yield sentence(
        Run("Figures. ", Look.STRONG),
        "Figures are as given, never added up, never averaged.",
    )
    yield sentence(
        Run("Verification. ", Look.STRONG),
        "The program verifies nothing. Where something is said to be verified, a reviewer set it.",
    )
    languages = sorted({source.language for source in record.sources if source.language is not None})
    unread = sum(not source.read for source in record.sources)
    yield sentence(
        Run("Languages. ", Look.STRONG),
        f"The reports are in {phrases.listed(languages) if languages else 'languages that are not told'}. ",
        f"{phrases.capitalised(phrases.counted(unread, 'report'))} "
        f"{'was' if unread == 1 else 'were'} kept and not read.",
    )
    yield sentence(Run("Access. ", Look.STRONG), f"Reports up to the access level {about.access} were used.")
    if record.lineage.doubts:
        yield sentence(Run("Chains of telling. ", Look.STRONG), " ".join(record.lineage.doubts))


def _head(context: Context) -> tuple[Paragraph | Facts, ...]:
    entry = context.about.entry
    if entry is None:
        return (Paragraph((phrases.plain("The record was made outside a case, so there is no chain of custody."),)),)
    number, digest = entry
    return (
        Paragraph(
            (
                phrases.plain(
                    "Each change of the case is an entry that holds the digest of the one before. Whoever holds this "
                    "head can tell whether the case was rewritten later: "
                ),
                sentence(Run(f"onrecord check {context.record.case}", Look.CODE), " walks the chain."),
            )
        ),
        Facts(
            (
                Fact("Entry", (phrases.plain(f"{number:,}"),)),
                Fact("Hash", (Sentence((Run(digest, Look.CODE),)),)),
                Fact("Weighed", (phrases.plain(f"{phrases.day(context.record.at)}, {context.record.at[11:16]} UTC"),)),
            )
        ),
    )
