"""Who is asked for a response: a name that nothing else in the case has is mostly a slip.

"Did not reply" stands in the cell of whoever the request names. A name that no board has would never show.
"""

import difflib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.ledger.store import Ledger
from onrecord.ledger.view import open_view
from onrecord.names.states import state_of
from onrecord.records.acquisition import Access

if TYPE_CHECKING:
    from onrecord.resolve.monitored import Monitoring

# Of 1: how alike two names must be for one to be a slip of the other. "Varow" and "Varrow" are 0.91, "Karvenia" and
# "Karvena" 0.93; "Austria" and "Australia" 0.88, but both are known.
_ALIKE = 0.8
_MOST = 3
_NAMES = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*")


def nearest(ledger: Ledger, whom: str, monitored: "Monitoring | None") -> tuple[str, ...] | None:
    """Names that were probably meant; empty where it is like none that is known, None where it is known.

    Args:
        ledger: of the case; names that it masks are never told.
        whom: as given.
        monitored: a roster, whose names count too.
    """
    known: dict[str, str] = {}
    if monitored is not None:
        for actor in monitored.actors:
            known |= {_key(name): actor.name for name in (actor.name, *actor.aliases)}
    with open_view(ledger, access=Access.CONFIDENTIAL) as view:
        for one in view.actors():
            # "A diplomat of Varrow" names Varrow too
            for name in (one.name, *_NAMES.findall(one.name)):
                known.setdefault(_key(name), name)
        publishers = (one.publisher for one in view.reports())
        known |= {_key(name): name for name in publishers if name is not None}
    wanted = _key(whom)
    if state_of(whom) is not None or _is_known(wanted, known):
        return None
    close = difflib.get_close_matches(wanted, list(known), n=_MOST, cutoff=_ALIKE)
    return tuple(dict.fromkeys(known[key] for key in close))


def _is_known(wanted: str, known: Iterable[str]) -> bool:
    """Whether it is a known name, or one of the two stands in the other: "the embassy of Aldmark", "Halvard"."""
    within = f" {wanted} "
    return any(key and (f" {key} " in within or within in f" {key} ") for key in known)


def _key(name: str) -> str:
    words = [word.strip(".,;:'’\"“”()").removesuffix("'s").removesuffix("’s") for word in name.casefold().split()]
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
