"""Whether a description names another place than the one where the text puts somebody's post.

"Prime Minister Vel of Lorrin" is not "the prime minister of Seld", though both are prime ministers.
"""

import re

from onrecord.records import EntityType
from onrecord.resolve.mentions import Form, Mention
from onrecord.resolve.names import folded, without_possessive
from onrecord.resolve.referents import Referent
from onrecord.resolve.timeline import Timeline

# Right after a name: whose he or she is.
_OF = re.compile(r"\s*(?:,|\()?\s*of (?:the )?")


def is_of_elsewhere(timeline: Timeline, mention: Mention, referent: Referent) -> bool:
    """Whether the description's own place is none of those that the text tells with the referent's name."""
    owner = mention.owner
    if owner is None or owner.type is not EntityType.PLACE:
        return False
    told = _places(timeline, referent)
    return bool(told) and _key(owner.span.of(timeline.article.text)) not in told


def _places(timeline: Timeline, referent: Referent) -> set[str]:
    """Places that stand with the posts told of a referent, and right after the name."""
    named = {
        _key(m.name.of(timeline.article.text)): m
        for place in timeline.referents
        if place.type is EntityType.PLACE
        for m in place.mentions
        if m.name is not None
    }
    words = {word for description in referent.descriptions for word in description.modifiers}
    found = {key for key in named if key in words}
    text = timeline.article.text
    for mention in referent.mentions:
        if mention.form is not Form.NAME or mention.name is None:
            continue
        match = _OF.match(text, mention.name.end)
        if match is not None:
            found |= {key for key, m in named.items() if text.startswith(m.span.of(text), match.end())}
    return found


def _key(name: str) -> str:
    return folded(without_possessive(name)).removeprefix("the ")
