"""Whether a description is of a post in another place or body than the one where the text puts somebody.

"Prime Minister Vel of Lorrin" is not "the prime minister of Seld", though both are prime ministers; nor is the
president of a guild a state's.
"""

import re

from onrecord.records import EntityType
from onrecord.resolve.mentions import Form, Mention
from onrecord.resolve.names import Verdict, compare_organisations, folded, without_possessive
from onrecord.resolve.referents import Referent
from onrecord.resolve.timeline import Timeline

# Right after a name: whose he or she is.
_OF = re.compile(r"\s*(?:,|\()?\s*of (?:the )?")


def is_of_elsewhere(timeline: Timeline, mention: Mention, referent: Referent) -> bool:
    """Whether the description's own place or body is none of those that the text tells with the referent's name."""
    owner = mention.owner
    if owner is None:
        return False
    text = timeline.article.text
    if owner.type is EntityType.PLACE:
        told = _places(timeline, referent)
        elsewhere = bool(told) and _key(owner.span.of(text)) not in told
        return elsewhere or (referent.body is not None and not told)
    if owner.type is EntityType.ORGANIZATION and referent.body is not None:
        return not _is_called(referent.body, without_possessive(owner.span.of(text)))
    # "the president of the guild", after a president of whom the text tells a state
    return owner.type is EntityType.ORGANIZATION and bool(_places(timeline, referent))


def is_new(mention: Mention, referent: Referent) -> bool:
    """Whether a description says that somebody is new in a post whose holder was told of before without a name."""
    if "new" not in mention.modifiers or referent.described is None:
        return False
    return not any("new" in other.modifiers for other in referent.mentions)


def _is_called(body: Referent, name: str) -> bool:
    return any(compare_organisations(name, other).verdict is not Verdict.DIFFERENT for other in body.names)


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
