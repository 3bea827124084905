"""Who is told as somebody's relative, neighbour or friend, or beside a word of telling, by the words beside a name."""

import re

from onrecord.ledger.positions import signs
from onrecord.records.span import Span

_KIN = (
    "wife|husband|widow|widower|spouse|partner|fianc[eé]e?|mother|father|parents?|son|daughter|child|children|brother"
    "|sister|sibling|twin|cousin|uncle|aunt|niece|nephew|grand(?:mother|father|son|daughter|parents?)"
    "|(?:mother|father|son|daughter|brother|sister)-in-law|step(?:mother|father|son|daughter)|relative|relatives"
)
_OWNER = r"(?:his|her|their|my|our|whose|\w+['’]s?)"
_KIN_BEFORE = re.compile(rf"\b{_OWNER}\s(?:[\w-]+\s){{0,2}}(?:{_KIN}),?\s\Z", re.IGNORECASE)
# By whom somebody can be found; masked as a source is, unless they hold an office.
_CLOSE_BEFORE = re.compile(
    rf"\b{_OWNER}\s(?:[\w-]+\s){{0,2}}(?:landlady|landlord|neighbou?r|friend|girlfriend|boyfriend|lover|companion|roommate"
    rf"|flatmate|housemate|classmate|cellmate|co-worker|colleague),?\s\Z",
    re.IGNORECASE,
)
_KIN_BEHIND = re.compile(
    rf",?\s(?:{_OWNER}\s(?:[\w-]+\s){{0,2}}(?:{_KIN})|(?:the|a)\s(?:[\w-]+\s){{0,2}}(?:{_KIN})\sof)\b", re.IGNORECASE
)
# Verbs of those who tell what they saw, beside a name, where the reader found nobody telling anything.
_TELLS_BEHIND = re.compile(
    r"(?:\s\([^()\n]{1,40}\)|,\s[^,.;:!?\n]{1,80},|,)?\s(?:also\s|then\s|later\s)?(?:said|says|told|tells|recalled|recalls|added|saw|heard"
    r"|witnessed|described|remembers|remembered|testified|explained|confirmed|whispered|wrote"
    r"|(?:gave|showed|sent|handed|brought|drew|led|took)\s(?:us|me|this\snewspaper))\b"
)
_TELLS_BEFORE = re.compile(
    r"\b(?:said|says|recalled|added|according\sto|told\sby)\s(?:Mr\.?\s|Mrs\.?\s|Ms\.?\s|Dr\.?\s)?\Z"
)

_WHAT_BEFORE = re.compile(r"\b(?:[Aa]n?|[Aa]nother)\s(?:[a-z-]+\s){0,4}([a-z-]+),\s\Z")
_WHAT_BEHIND = re.compile(r",\san?\s(?:[a-z-]+\s){0,3}([a-z-]+),")


def is_relative(text: str, name: Span) -> bool:
    """Whether the words beside a name tell somebody's relative: "his wife, Mira Stolbe"."""
    before = _KIN_BEFORE.search(text, max(0, name.start - 60), name.start)
    return before is not None or _KIN_BEHIND.match(text, name.end) is not None


def is_close(text: str, name: Span) -> bool:
    """Whether they tell somebody by whom another can be found: "his landlady, Agda Blom"."""
    return _CLOSE_BEFORE.search(text, max(0, name.start - 60), name.start) is not None


def is_introduced(text: str, name: Span) -> bool:
    """Whether somebody of one name is told by what they are: "a mechanic, Tor, repaired it", "Tor, a mechanic"."""
    if " " in name.of(text):
        return False
    before = _WHAT_BEFORE.search(text, max(0, name.start - 60), name.start)
    if before is not None and text[name.end : name.end + 1] == ",":
        return before[1].casefold() not in signs().things
    behind = _WHAT_BEHIND.match(text, name.end)
    return behind is not None and behind[1].casefold() not in signs().things


def tells(text: str, name: Span) -> bool:
    """Whether a word of telling or seeing stands beside a name."""
    before = _TELLS_BEFORE.search(text, max(0, name.start - 30), name.start)
    return before is not None or _TELLS_BEHIND.match(text, name.end) is not None
