"""The commands `onrecord head`, `sign`, `timestamp`, `vouched` and `key`: the end of the chain, vouched for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from onrecord.errors import OnrecordError
from onrecord.ledger import signing, timestamps
from onrecord.ledger.head import Head
from onrecord.ledger.heads import SIGNATURE, TOKEN, Vouched, keep_vouched, vouched
from onrecord.ledger.overview import head_of
from onrecord.ledger.store import Ledger
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, Who, cell, console, opened, passphrase, table, write_json
from onrecord.settings import Settings

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

KeyFile = Annotated[
    Path, typer.Option("--key", metavar="FILE", help="The signing key, from `onrecord key`.", show_default=False)
]
Roots = Annotated[
    Path | None,
    typer.Option(
        "--certificates",
        metavar="PEM",
        help="Certificates that you trust to vouch for the authority. Without them, only that the token is about this "
        "head is known.",
        show_default=False,
    ),
]


def head(
    case: CaseName,
    *,
    statement: Annotated[
        bool, typer.Option("--statement", help="Print the four lines that signatures and timestamps are over.")
    ] = False,
    json_: Json = False,
) -> None:
    """Print the end of the custody chain, to write down.

    Two lines that fit on paper. Whoever holds them can show later that nothing up to here was changed, dropped or
    cut: `onrecord check CASE --head FILE`. Write them down, read them to somebody, print them in a newspaper.

    [bold]Example[/bold]

        [cyan]onrecord head harbour[/cyan]
    """
    with ends.told(ends.standard_error()), opened(case, read_only=True) as ledger:
        end = _head(ledger)
        if json_:
            write_json({"case": end.case, "entry": end.seq, "hash": end.hash, "note": end.note()})
        else:
            typer.echo(end.statement().decode("ascii") if statement else end.note(), nl=not statement)


def key(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write it; nothing is overwritten.", show_default=False)
    ],
    *,
    show: Annotated[bool, typer.Option("--show", help="Print the public key of a key that is there.")] = False,
    json_: Json = False,
) -> None:
    """Make a key for signing heads, under a passphrase; print its public half.

    Publish the public key where people will find it, before it is needed. The file is as good as your signature: keep
    it apart from the case.

    [bold]Example[/bold]

        [cyan]onrecord key ~/harbour.key[/cyan]
    """
    with ends.told(ends.standard_error()):
        settings = Settings.from_environment()
        if show:
            made = signing.open_key(path, passphrase(settings, prompt="Passphrase of the key"))
        else:
            made = signing.new_key(path, passphrase(settings, prompt="Passphrase for the key", confirm=True))
        if json_:
            write_json({"public": made.public, "pem": made.pem})
        else:
            typer.echo(made.pem, nl=False)


def sign(case: CaseName, *, key: KeyFile, who: Who = None, json_: Json = False) -> None:
    """Sign the end of the custody chain, and keep the signature in the case.

    [bold]Example[/bold]

        [cyan]onrecord sign harbour --key ~/harbour.key[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors), opened(case, who=who) as ledger:
        opened_key = signing.open_key(key, passphrase(Settings.from_environment(), prompt="Passphrase of the key"))
        end = _head(ledger)
        keep_vouched(ledger, end, kind=SIGNATURE, authority=opened_key.public, proof=opened_key.sign(end))
        if json_:
            write_json({"entry": end.seq, "hash": end.hash, "public": opened_key.public})
        else:
            typer.echo(f"Signed entry {end.seq} with the key {opened_key.public[:16]}….")


def timestamp(
    case: CaseName,
    *,
    authority: Annotated[
        str,
        typer.Option(
            "--authority", metavar="URL", help="A time-stamping authority that speaks RFC 3161.", show_default=False
        ),
    ],
    certificates: Roots = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Have an authority confirm that the chain's end existed now (RFC 3161), and keep its token.

    Uses the network: the authority learns 32 bytes of a digest and your address, and nothing of the case. It goes
    through the proxy that the settings name.

    [bold]Example[/bold]

        [cyan]onrecord timestamp harbour --authority https://tsa.example/ --certificates tsa.pem[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors), opened(case, who=who) as ledger:
        settings = Settings.from_environment()
        roots = timestamps.read_certificates(certificates) if certificates is not None else []
        how = "directly" if settings.proxy is None else "through the proxy"
        ends.tell(errors, f"using the network, {how}, to ask {urlsplit(authority).hostname or authority}")
        end = _head(ledger)
        token, told = timestamps.ask(end, authority=authority, send=_sender(settings), roots=roots)
        keep_vouched(ledger, end, kind=TOKEN, authority=authority, proof=token)
        if json_:
            write_json({"entry": end.seq, "hash": end.hash, "at": told.at.isoformat(), "proven": told.proven})
        else:
            typer.echo(f"Entry {end.seq} existed at {told.at.isoformat()}, says {told.authority or authority}.")


def vouched_for(
    case: CaseName,
    *,
    public: Annotated[
        list[str] | None,
        typer.Option(
            "--public",
            metavar="KEY|FILE",
            help="A public key that you trust, as PEM in a file or 64 digits.",
            show_default=False,
        ),
    ] = None,
    certificates: Roots = None,
    json_: Json = False,
) -> None:
    """Verify every signature and timestamp that a case holds.

    Each is checked against the head that it is over, and that head against the chain. A key proves something only if
    you know whose it is: give those you trust.

    [bold]Example[/bold]

        [cyan]onrecord vouched harbour --public harbour.pem --certificates tsa.pem[/cyan]

    [bold]Exit status[/bold]: 0 all hold · 3 one doesn't, and is named · 2 wrong usage
    """
    errors = ends.standard_error()
    with ends.told(errors):
        trusted = {_public(given) for given in public or ()}
        roots = timestamps.read_certificates(certificates) if certificates is not None else []
        with opened(case, read_only=True) as ledger:
            verified = [(each, *_verify(each, trusted, roots)) for each in vouched(ledger)]
        if json_:
            write_json([_object(each, holds, told) for each, holds, told in verified])
        else:
            rows = table("entry", "kept", "by", "holds", numeric=("entry",))
            for each, holds, told in verified:
                rows.add_row(
                    str(each.head.seq),
                    each.at[:19],
                    cell(each.authority),
                    cell(told, style="" if holds else "bold red"),
                )
            console().print(rows if verified else "Nobody has signed or timestamped this case's chain yet.")
    if not all(holds for _, holds, _ in verified):
        raise typer.Exit(ends.SOME_FAILED)


def _object(each: Vouched, holds: bool, told: str) -> dict[str, object]:
    about = {"entry": each.head.seq, "hash": each.head.hash, "kind": each.kind, "authority": each.authority}
    return {**about, "kept": each.at, "holds": holds, "told": told}


def _verify(each: Vouched, trusted: set[str], roots: "list[Certificate]") -> tuple[bool, str]:
    if not each.in_chain:
        return False, f"It is over another chain: entry {each.head.seq} has another hash here."
    try:
        if each.kind == SIGNATURE:
            signing.verify(each.head, each.proof, public=each.authority)
            return True, "signed by a key you trust" if each.authority in trusted else "signed; whose key is it?"
        told = timestamps.verify(each.head, each.proof, roots=roots)
    except OnrecordError as error:
        return False, error.message
    sure = "an authority you trust" if told.proven else "the authority it names, unverified"
    return True, f"existed at {told.at.isoformat()}, says {sure}"


def _public(given: str) -> str:
    path = Path(given)
    return signing.read_public(path.read_text(encoding="utf-8") if path.is_file() else given)


def _head(ledger: Ledger) -> Head:
    with ledger.snapshot() as connection:
        return head_of(ledger, connection)


def _sender(settings: Settings) -> Callable[[str, bytes], bytes]:
    """Posts to an authority, by the rules that hold for every request."""
    from onrecord.acquire import Options
    from onrecord.acquire.web import post

    options = Options(proxy=settings.proxy, allow_private=settings.allow_private, timeout_s=settings.fetch_seconds)
    return lambda url, body: post(url, body, media_type=timestamps.QUERY_TYPE, options=options)
