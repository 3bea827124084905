"""The commands `onrecord decide`, `undo` and `assess`: a reviewer's word on findings."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger.amendments import fields_of
from onrecord.ledger.decisions import assess as keep_assessment
from onrecord.ledger.decisions import decide as keep_decision
from onrecord.ledger.decisions import undo as keep_undoing
from onrecord.ledger.view import open_view
from onrecord.ledger.worded import in_words
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, Who, opened, wanted_number, write_json, write_json_line
from onrecord.present.case.finding_words import pronouns
from onrecord.present.plain import shortened, visible
from onrecord.records.acquisition import Access
from onrecord.records.decision import Decision, Dimension, Value, Verdict

QUOTATION = 110

FindingId = Annotated[
    str,
    typer.Argument(metavar="FINDING", help="The finding's id, as `onrecord show` prints it.", show_default=False),
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", "-r", metavar="TEXT", help="Why, in your words; kept with it.", show_default=False),
]


def decide(
    case: CaseName,
    finding: Annotated[
        list[str],
        typer.Argument(
            metavar="FINDING...", help="The findings' ids, as `onrecord show` prints them.", show_default=False
        ),
    ],
    verdict: Annotated[
        Verdict,
        typer.Argument(
            metavar="VERDICT",
            help="confirmed (correctly read), amended, misread, merged, split, or commented.",
            show_default=False,
        ),
    ],
    *,
    field: Annotated[
        str | None,
        typer.Option("--field", metavar="NAME", help="Of an amendment: which field.", show_default=False),
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(
            "--value",
            metavar="VALUE",
            help="Of an amendment: the field's value, a word or JSON; `null` for none; of a role or of told_by words "
            "of the report, several parted by semicolons; of own_words yes or no. Of a merge: the finding to merge "
            "into. Of a split: its parts' ids, with commas.",
            show_default=False,
        ),
    ] = None,
    reason: Reason = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Say whether a finding was correctly read, and mend it field by field.

    Nothing is overwritten: the machine's value is kept beside yours, and every decision can be undone. Whether the
    source is reliable and the information true are other questions: `onrecord assess`. Of several findings each gets a
    decision of its own, with the words that were decided on; one that can't be decided is named, the others are.

    [bold]Examples[/bold]

        [cyan]onrecord decide harbour g3f0a9c1d2e4b5a67 confirmed[/cyan]

        [cyan]onrecord decide harbour g3f0a9c1d2e4b5a67 r77c2e8aa90b1d3f4 g5d4c3b2a1f0e9d8c confirmed[/cyan]

        [cyan]onrecord decide harbour g3f0a9c1d2e4b5a67 amended --field act --value detention -r "then held"[/cyan]

        [cyan]onrecord decide harbour r77c2e8aa90b1d3f4 amended --field who --value "Corin Halvard"[/cyan]

        [cyan]onrecord decide harbour r77c2e8aa90b1d3f4 amended --field own_words --value yes[/cyan]

        [cyan]onrecord decide harbour g3f0a9c1d2e4b5a67 misread -r "the sentence denies it"[/cyan]

        [cyan]onrecord decide harbour g3f0a9c1d2e4b5a67 merged --value g77c2e8aa90b1d3f4[/cyan]

    [bold]Exit status[/bold]: 0 · 3 some of several findings could not be decided, each named · 2 wrong usage
    """
    errors = ends.standard_error()
    with ends.told(errors):
        if verdict is Verdict.UNDONE:
            raise UsageError("A decision is undone by its number: `onrecord undo CASE NUMBER`.")
        if verdict is Verdict.AMENDED and field is None:
            kinds = ", ".join(f"{kind}: {' '.join(fields_of(kind))}" for kind in ("allegation", "response"))
            raise UsageError(f"Which field is amended? --field NAME; of an {kinds}.")
        if len(finding) > 1 and verdict in (Verdict.MERGED, Verdict.SPLIT):
            raise UsageError(f"Only one finding is {verdict.value} at a time.")
        failed = 0
        with opened(case, who=who) as ledger:
            for one in dict.fromkeys(finding):
                try:
                    with ledger.writing() as writing:
                        given = _value(verdict, value)
                        if verdict is Verdict.AMENDED and field is not None and isinstance(given, str):
                            given = in_words(writing.connection, one, field, given)
                        made = keep_decision(writing, one, verdict, field=field, value=given, reason=reason)
                except (NoSuchCase, UsageError) as error:
                    if len(finding) == 1:
                        raise
                    ends.tell(errors, f"{one}: {error.message}")
                    failed += 1
                    continue
                with open_view(ledger, access=Access.CONFIDENTIAL) as view:
                    judged = view.finding(one)
                    words = judged.finding.quotation
                    taken = pronouns(view, judged, "alleged_perpetrators") if verdict is Verdict.CONFIRMED else []
                _tell(made, json_=json_, words=words, line=len(finding) > 1)
                for pronoun, name in taken:
                    ends.tell(
                        errors,
                        f"{one}: “{pronoun}”, who is said to have done it, is taken for {name}. If another is meant, "
                        "amend alleged_perpetrators.",
                    )
        if field == "victims" and verdict is Verdict.AMENDED and not json_:
            typer.echo("Whoever is named a victim by this is masked from now on; `onrecord persons CASE` lists them.")
    if failed:
        raise typer.Exit(ends.SOME_FAILED)


def undo(
    case: CaseName,
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="The decision's number, as `onrecord show` prints it.")
    ],
    *,
    reason: Reason = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Undo a decision, or an undoing. Both stay in the history.

    [bold]Example[/bold]

        [cyan]onrecord undo harbour 12 -r "wrong finding"[/cyan]
    """
    with ends.told(ends.standard_error()):
        wanted = wanted_number(number, what="decision")
        with opened(case, who=who) as ledger, ledger.writing() as writing:
            made = keep_undoing(writing, wanted, reason=reason)
        _tell(made, json_=json_)


def assess(
    case: CaseName,
    finding: FindingId,
    dimension: Annotated[
        Dimension,
        typer.Argument(
            metavar="DIMENSION",
            help="reliability of the source (A–F), credibility of the information (1–6), or verification (unverified, "
            "corroborated, verified, disputed, retracted).",
            show_default=False,
        ),
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="A word of that list; `none` takes it back.", show_default=False)
    ],
    *,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Of a verification: who verified it.", show_default=False),
    ] = None,
    standard: Annotated[
        str | None,
        typer.Option(
            "--standard",
            metavar="TEXT",
            help="Of a verification: the standard of proof that was met.",
            show_default=False,
        ),
    ] = None,
    reason: Reason = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Judge the source, the information, or its verification; three questions, and none answers another.

    onrecord never sets a verification by itself.

    [bold]Examples[/bold]

        [cyan]onrecord assess harbour g3f0a9c1d2e4b5a67 reliability B[/cyan]

        [cyan]onrecord assess harbour g3f0a9c1d2e4b5a67 verification verified --by "Legal team" --standard \
"reasonable grounds"[/cyan]
    """
    with ends.told(ends.standard_error()):
        with opened(case, who=who) as ledger, ledger.writing() as writing:
            made = keep_assessment(
                writing,
                finding,
                dimension,
                None if value == "none" else value,
                by=by,
                standard=standard,
                reason=reason,
            )
        if json_:
            write_json({**asdict(made), "dimension": made.dimension.value})
        else:
            typer.echo(visible(f"{made.finding}: {made.dimension.value} {made.value or 'taken back'}."))


def _value(verdict: Verdict, given: str | None) -> Value:
    if given is None:
        return None
    if verdict is Verdict.SPLIT:
        return [part.strip() for part in given.split(",") if part.strip()]
    if verdict is Verdict.MERGED:
        return given
    try:
        value: Value = json.loads(given)
    except ValueError:
        return given  # a bare word, such as an act
    return value


def _tell(made: Decision, *, json_: bool, words: str = "", line: bool = False) -> None:
    """What was decided, and on which words, masked; of several decisions, a line of JSON each."""
    if json_:
        write = write_json_line if line else write_json
        write({**asdict(made), "verdict": made.verdict.value})
        return
    what = f"decision {made.undoes} {made.verdict.value}" if made.undoes else made.verdict.value
    quoted = f" “{shortened(words, QUOTATION)}”" if words else ""
    typer.echo(visible(f"Decision {made.number}: {made.finding} {what}.{quoted}"))
