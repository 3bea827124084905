"""Folders: every file below, in sorted order, without being led astray by links."""

import os
import stat
from collections.abc import Iterator

from onrecord.acquire.bounded import shown
from onrecord.acquire.item import Item, failure
from onrecord.errors import AcquireError, EmptyOriginal, MissingOriginal, RefusedOriginal
from onrecord.records import Failure


def walk(source: str, *, leave_out: frozenset[str] = frozenset()) -> Iterator[Item | Failure]:
    """The file at `source`, or every file below the folder `source`, sorted by name, folder by folder.

    Names that begin with a dot are left out below a folder: systems keep their own files there. A link is followed
    where the caller gave it, and below a folder where it leads to a file of that folder; a bundle that somebody sent us
    must not read files from elsewhere on the machine. Everything else that can't be read is named as a failure.

    Args:
        source: path as given.
        leave_out: real paths to pass over below a folder (the manifest).
    """
    if "\x00" in source or not os.path.isdir(source):
        yield Item(id=shown(source), source=shown(source), path=source)
        return
    root = os.path.realpath(source)
    found = 0
    pending = [source]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            found += 1
            yield _failure(MissingOriginal(f"The folder can't be listed: {error.strerror or error}."), folder, source)
            continue
        folders: list[str] = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = os.path.join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
                continue
            found += 1
            objection = _objection(path, root) if entry.is_symlink() else None
            if objection is not None:
                yield _failure(objection, path, source)
            elif os.path.realpath(path) not in leave_out:
                yield Item(id=shown(path), source=shown(path), path=path)
        pending.extend(reversed(folders))
    if found == 0:
        yield _failure(EmptyOriginal("There is no file in the folder."), source, source)


def _objection(link: str, root: str) -> AcquireError | None:
    """Why the link at `link`, below the folder `root`, isn't followed; None where it is."""
    try:
        target = os.path.realpath(link, strict=True)
        mode = os.stat(target).st_mode
    except OSError:
        if _leads_to_itself(link):
            return RefusedOriginal("It is a link that leads back to itself. Remove it, or put the file in its place.")
        return MissingOriginal("It is a link to a file that isn't there. Put the file in its place.")
    if stat.S_ISDIR(mode):
        if os.path.commonpath([target, os.path.realpath(os.path.dirname(link))]) == target:
            return RefusedOriginal("It is a link to a folder that it lies in: a loop. Remove it.")
        return RefusedOriginal("It is a link to a folder, which isn't followed. Give that folder itself.")
    if os.path.commonpath([target, root]) != root:
        return RefusedOriginal("It is a link that leads out of the folder. Give the file it leads to itself.")
    return None


def _leads_to_itself(link: str) -> bool:
    seen: set[str] = set()
    while os.path.islink(link):
        if link in seen:
            return True
        seen.add(link)
        link = os.path.normpath(os.path.join(os.path.dirname(link), os.readlink(link)))
    return False


def _failure(error: AcquireError, path: str, source: str) -> Failure:
    return failure(error, id=shown(path), source=shown(source))
