"""What a text says that somebody is: titles, appositions and "is a …", read around each name.

"Human rights lawyer Gamal Orin", "Jan Vel, a lawyer for the family", "the guild's director, Ama Terrin": from these
"the lawyer" and "the director" find their person later, and "we" finds the body that a director speaks for.
"""

from onrecord.records import Entity, EntityType, Span
from onrecord.resolve.article import Article
from onrecord.resolve.mentions import Mention, nouns, singular, words_of_kind
from onrecord.resolve.names import folded, without_possessive
from onrecord.resolve.referents import Description, Referent

# How many words a description may have before its head, and an apposition before a name.
LONGEST = 9
# Words that no description before a name holds.
STOPS = frozenset(
    "by said says told and or but that as while when where who whom which is was are were be been has had have of for"
    " to from in on at with after before against over about than if because since until .".split()
)
_DETERMINERS = frozenset("a an the his her its their our my this that".split())
_ENDS = frozenset("of for from at in on with to by who whom whose which that , ; : . ( ) — – and".split())
_IS = frozenset({"is", "was", "became", "remains"})


def describe(article: Article, mentions: list[Mention], entities: tuple[Entity, ...]) -> None:
    """Add what is said around each named mention to its referent's descriptions and genders."""
    bodies: dict[Span, Referent | None] = {
        m.span: m.referent for m in mentions if m.type in (EntityType.ORGANIZATION, EntityType.OUTLET)
    }
    for mention in mentions:
        if mention.name is None or mention.type is EntityType.PLACE or not isinstance(mention.referent, Referent):
            continue
        referent = mention.referent
        for first, last in _phrases(article, mention):
            if (described := _description(article, first, last, mention.sentence)) is None:
                continue
            if _makes_outlet(referent, described, last == article.word_at(mention.name.start)):
                referent.type = EntityType.OUTLET
            if not _may_be_said_of(referent, described):
                continue
            referent.descriptions.append(described)
            gender = nouns().get(described.head)
            if gender in ("m", "f") and referent.type is EntityType.PERSON:
                referent.genders[gender] += 2
            if referent.body is None:
                referent.body = _body(article, first, last, bodies)


def _may_be_said_of(referent: Referent, described: Description) -> bool:
    """Whether somebody can be that: "a spokesman for Lorrin’s ministry, Jan Vel" makes nobody a ministry."""
    if referent.type is not EntityType.PERSON or described.head in nouns():
        return True
    return described.head not in words_of_kind("organisation_nouns") | words_of_kind("state_body_nouns")


def _makes_outlet(referent: Referent, described: Description, before: bool) -> bool:
    """Whether what stands right before a name says that the reader took an outlet for a person: "the paper Munro"."""
    outlet = described.head in words_of_kind("outlet_nouns") - words_of_kind("organisation_nouns")
    return before and outlet and referent.type is EntityType.PERSON and not any(name.gender for name in referent.people)


def _phrases(article: Article, mention: Mention) -> list[tuple[int, int]]:
    """Ranges of words that describe the name: before it, after a comma, before a comma, after "is"."""
    assert mention.name is not None  # noqa: S101  only named mentions come here
    words = article.lowered
    first = article.word_at(mention.name.start)
    after = article.word_at(mention.name.end)
    found = []
    start = first
    while start > 0 and first - start < LONGEST and words[start - 1] not in STOPS and _plain(words[start - 1]):
        start -= 1
        if words[start] in _DETERMINERS:
            break
    if start < first:
        found.append((start, first))
    # titles may be part of the name's span: "President Orin"
    if after - first > 1:
        found.append((first, after - 1))
    if after + 1 < len(words) and words[after] == ",":
        begin = after + 1
        if words[begin].isdigit() and begin + 2 < len(words) and words[begin + 1] == ",":
            begin += 2  # an age: "Jan Vel, 41, a lawyer"
        end = begin
        while end < len(words) and end - begin < LONGEST * 2 and words[end] not in ",;.()—–:":
            end += 1
        if _is_description(words, begin, end):
            found.append((begin, end))
    elif after + 2 < len(words) and words[after] in _IS and words[after + 1] in ("a", "an", "the"):
        found.append((after + 1, min(len(words), after + 1 + LONGEST)))
    if first >= 2 and words[first - 1] == ",":
        begin = first - 1
        least = article.word_at(article.sentence_start(article.sentence(mention.name.start)))
        while begin > least and first - begin < LONGEST and words[begin - 1] not in ',;.:()—–”“"':
            begin -= 1
            # "before the vote the foreign minister, Jan Vel", "Lorrin’s president, Jan Vel"
            if words[begin] in _DETERMINERS or words[begin].endswith(("'s", "’s")):
                break
        named = words[begin] in _DETERMINERS or words[begin].endswith(("'s", "’s"))
        if named or (begin and words[begin - 1] in '.”“"' and words[begin] in nouns()):
            found.append((begin, first - 1))
    return found


def _plain(word: str) -> bool:
    return word[0].isalnum()


def _is_description(words: list[str], begin: int, end: int) -> bool:
    """Whether what follows a comma is an apposition: it has a determiner or begins at once with what somebody is."""
    if begin >= end:
        return False
    if words[begin] in _DETERMINERS:
        return True
    head = begin
    while head < end and words[head] not in _ENDS:
        head += 1
    return head > begin and head - begin <= 4 and words[head - 1] in nouns() and words[begin] not in ("and", "or")


def _description(article: Article, first: int, last: int, sentence: int) -> Description | None:
    words = article.lowered
    end = first
    while end < last and words[end] not in _ENDS:
        end += 1
    if end == first:
        return None
    head, plural = singular(words[end - 1])
    if head not in nouns() and head not in words_of_kind("organisation_nouns") | words_of_kind(
        "outlet_nouns"
    ) | words_of_kind("state_body_nouns") | words_of_kind("titles"):
        return None
    if plural and head in nouns():
        return None
    modifiers = frozenset(
        folded(without_possessive(word)) for word in words[first : end - 1] if word not in _DETERMINERS
    )
    return Description(head, modifiers, sentence)


def _body(article: Article, first: int, last: int, bodies: dict[Span, Referent | None]) -> Referent | None:
    """The organisation named within a description: "director of Sael Rights Watch"."""
    start, end = article.starts[first], article.ends[last - 1]
    for span, referent in bodies.items():
        if referent is not None and start <= span.start and span.end <= end + 1:
            return referent
    return None
