"""A PostgreSQL server of one's own, for a test run: on a Unix socket, in a temporary folder, gone at its end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian puts the server's commands, a folder for each version, beside PATH."""

LOCALES = ("C.UTF-8", "en_US.UTF-8")
"""Of which a system has one; by plain `C`, PostgreSQL's search would take quotation marks for letters."""


class NoServer(Exception):
    """PostgreSQL's server can't be started here; the message says why."""


def commands() -> Path:
    """The folder of `initdb` and `pg_ctl`.

    Raises:
        NoServer: they are not here.
    """
    found = shutil.which("pg_ctl")
    if found is not None:
        # Debian links some commands from elsewhere; those that belong together lie where the link leads.
        return Path(found).resolve().parent
    places = sorted(DEBIAN.glob("*/bin/pg_ctl"))
    if not places:
        raise NoServer("PostgreSQL's server isn't installed (Debian's package postgresql)")
    return places[-1].parent


@contextmanager
def server() -> Iterator[str]:
    """Start a server, give the URL of its database, and end it.

    Raises:
        NoServer: it can't be started here.
    """
    folder = commands()
    account = _account()
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as name:
        home = Path(name)
        if account is not None:
            os.chown(home, account.pw_uid, account.pw_gid)

        def run(*arguments: str) -> None:
            who = {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
            with (home / "log").open("ab") as log:
                done = subprocess.run(arguments, stdout=log, stderr=log, cwd=home, check=False, **who)  # type: ignore[call-overload]  # noqa: S603 (found above)
            if done.returncode:
                raise NoServer(f"{arguments[0]} failed: {(home / 'log').read_text(errors='replace')[-2000:]}")

        data = str(home / "data")
        options = ("-U", "onrecord", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions")
        for locale in LOCALES:
            try:
                run(str(folder / "initdb"), "-D", data, *options, f"--locale={locale}")
                break
            except NoServer:
                if locale == LOCALES[-1]:
                    raise
        # Nothing of a test need survive a loss of power.
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": str(home),
            "max_connections": "50",
            "fsync": "off",
            "full_page_writes": "off",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "autovacuum": "off",
        }
        given = " ".join(f"-c {name}={value}" for name, value in settings.items())
        run(str(folder / "pg_ctl"), "-D", data, "-w", "-s", "-l", str(home / "server.log"), "-o", given, "start")
        try:
            yield f"postgresql://onrecord@/postgres?host={home}"
        finally:
            run(str(folder / "pg_ctl"), "-D", data, "-w", "-s", "-m", "immediate", "stop")


def _account() -> "pwd.struct_passwd | None":
    """Who runs the server where root, who may not, runs the tests."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServer("root may not run PostgreSQL, and there is no other account (postgres, nobody)")
