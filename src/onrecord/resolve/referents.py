"""Referents: somebody in the making, before it is an actor."""

from collections import Counter
from dataclasses import dataclass, field

from onrecord.records import EntityType
from onrecord.resolve.mentions import Mention
from onrecord.resolve.names import PersonName


@dataclass(slots=True, eq=False)
class Description:
    """What a text says that somebody is: "human rights lawyer"."""

    head: str
    modifiers: frozenset[str]
    sentence: int


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody, in the making.

    Attributes:
        names: names as written, each with how often.
        people: the same parsed, for persons.
        aliases: acronyms defined in brackets.
        genders: votes for m and f, from titles, gendered nouns and pronouns of the text itself.
        called: how often a pronoun of a gender was taken for it, which is a guess and no vote.
        descriptions: what the text says that he, she or it is.
        body: the organisation that a person speaks for, where told.
    """

    type: EntityType
    names: Counter[str] = field(default_factory=Counter)
    people: set[PersonName] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    genders: Counter[str] = field(default_factory=Counter)
    called: Counter[str] = field(default_factory=Counter)
    descriptions: list[Description] = field(default_factory=list)
    body: "Referent | None" = None
    state: str | None = None
    described: str | None = None
    plural: bool = False
    somebody: bool = True
    roles: set[str] = field(default_factory=set)
    _first: int | None = None

    @property
    def gender(self) -> str | None:
        """The gender that the text itself tells, where it tells one."""
        m, f = self.genders["m"], self.genders["f"]
        if m >= 3 * f and m:
            return "m"
        return "f" if f >= 3 * m and f else None

    @property
    def first(self) -> int:
        """Where it is first mentioned."""
        return 0 if self._first is None else self._first

    def take(self, mention: Mention) -> None:
        """Add a mention."""
        mention.referent = self
        self.mentions.append(mention)
        # kept: asked for each name that may be this one's, of whom a long text may have thousands of mentions
        self._first = mention.span.start if self._first is None else min(self._first, mention.span.start)
