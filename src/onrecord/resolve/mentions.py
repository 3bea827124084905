"""Mentions: what in a report stands for somebody, and of what form it is: a name, a description, a pronoun."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from onrecord.records import Entity, EntityType, Span
from onrecord.resolve.article import Article
from onrecord.resolve.names import folded, without_possessive
from onrecord.resolve.states import is_adjective
from onrecord.resolve.tables import table

# Words that end the head of a noun phrase.
HEAD_ENDS = frozenset(
    "of for from at in on with to by who whom whose which that against about near under among amid as including before"
    " after during while where when following outside inside into over between".split()
)
ACTOR_TYPES = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.OUTLET})


class Form(StrEnum):
    """What a mention is made of."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    JOINT = "joint"
    NOBODY = "nobody"


@dataclass(slots=True, eq=False)
class Mention:
    """A mention in the making: coreference gives it a `referent`.

    Attributes:
        span: as it stands in the text.
        name: for names the span of the name itself, without what describes it.
        core: for roles the span without a "who" that the reader took along.
        head: folded head noun in the singular, or the pronoun.
        modifiers: folded words before the head noun, without determiners.
        owner: the entity in the possessive before the head ("Vel's lawyer"), or after "of", "for".
        definite: "the", "his", "this" … before it.
        seen_from: for a source after its quotation, where the quotation begins: its words come between.
        quoted: whether it stands in quotation marks.
    """

    span: Span
    form: Form
    type: EntityType
    sentence: int
    paragraph: int
    score: float
    name: Span | None = None
    core: Span | None = None
    head: str = ""
    modifiers: frozenset[str] = frozenset()
    owner: Entity | None = None
    definite: bool = False
    indefinite: bool = False
    plural: bool = False
    gender: str | None = None
    person: int = 3
    speaks: bool = False
    seen_from: int | None = None
    quoted: bool = False
    somebody: bool = True
    referent: Any = field(default=None, repr=False)


def name_in(article: Article, mention: Mention) -> str:
    """The words of a named mention's name, without a possessive."""
    assert mention.name is not None  # noqa: S101  only named mentions come here
    return without_possessive(mention.name.of(article.text))


@cache
def nouns() -> dict[str, str]:
    """Head nouns of people, each with m, f or any."""
    return {noun: gender for gender, words in table("people")["person_nouns"].items() for noun in words}


@cache
def words_of_kind(kind: str) -> frozenset[str]:
    """A list of the table, as a set."""
    return frozenset(map(str, table("people")[kind]))


def singular(noun: str) -> tuple[str, bool]:
    """A head noun's singular and whether it was a plural."""
    irregular: dict[str, str] = table("people")["plurals"]
    if noun in irregular:
        return irregular[noun], True
    if noun in nouns() or noun in words_of_kind("group_nouns"):
        return noun, noun in words_of_kind("group_nouns")
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y", True
    for ending in ("ches", "shes", "sses", "xes"):
        if noun.endswith(ending):
            return noun[:-2], True
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1], True
    return noun, False


def has_name(text: str, type_: EntityType) -> bool:
    """Whether a mention has a name in it, and is no plain description that the reader typed.

    "Police", "the current Prime Minister" and "The American" are descriptions, however they are spelled.
    """
    words = without_possessive(text).split()
    if words and words[0].lower() in ("the", "a", "an", "some"):
        words = words[1:]
    if (
        not words
        or words[0] in HEAD_ENDS
        or words[0].lower() in words_of_kind("nobody")
        or " ".join(words).lower() in words_of_kind("pronouns")
    ):
        return False
    if type_ is EntityType.PLACE:
        return any(word[0].isupper() or not word[0].isascii() for word in words)
    if not any(word[0].isupper() or (word[0].isalpha() and not word[0].isascii()) for word in words):
        return False
    stop = next((k for k, word in enumerate(words) if word.lower() in HEAD_ENDS), len(words))
    if 0 < stop < len(words):
        noun, plural = singular(words[stop - 1].lower())
        if noun not in nouns() or (plural and words[stop - 1][0].isupper() and words[-1][0].isupper()):
            return True
        words = words[:stop]
    named = words[-1] in words_of_kind("outlet_nouns") and words[0][0].isupper() and not is_adjective(words[0])
    if type_ is not EntityType.PERSON and words[-1].islower() and not named:
        return False  # "Nigerian government", "Harbour police": told by what they are
    last, _ = singular(words[-1].lower())
    if len(words) == 1:
        if is_adjective(last):
            return False
        return last not in _common_nouns() and last not in words_of_kind("documents") - words_of_kind("outlet_names")
    return last not in nouns() or not all(
        word[0].islower() or folded(word) in _common_nouns() or is_adjective(word) for word in words[:-1]
    )


@cache
def _known_nouns() -> frozenset[str]:
    return _common_nouns() | words_of_kind("documents") | words_of_kind("state_nouns")


def is_known(noun: str) -> bool:
    """Whether the tables tell what a noun in the singular stands for."""
    return noun in _known_nouns() or is_adjective(noun)


@cache
def _common_nouns() -> frozenset[str]:
    kinds = ("titles", "group_nouns", "state_body_nouns", "international", "organisation_nouns", "outlet_nouns")
    return frozenset().union(nouns(), *(words_of_kind(kind) for kind in kinds)) - {"amnesty"}
