"""The mentions of one report whose referents are known, in text order."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.records import Link
from onrecord.resolve.article import Article
from onrecord.resolve.linked import Linked
from onrecord.resolve.mentions import Mention
from onrecord.resolve.referents import Referent


class Timeline:
    """Whom a mention may stand for: who was mentioned before it, and who is named after it.

    Args:
        article: the report's text.
        referents: those that the text names.
        links: the reader's own.

    Attributes:
        article: the same.
        referents: those that the text names.
        linked: the links, by what is known of their ends.
    """

    def __init__(self, article: Article, referents: Sequence[Referent], links: Iterable[Link] = ()) -> None:
        self.article = article
        self.referents = tuple(referents)
        self.linked = Linked(links)
        self._mentions: list[Mention] = sorted(
            (m for r in referents for m in r.mentions), key=lambda m: (m.span.start, -m.span.end)
        )
        self._starts = [m.span.start for m in self._mentions]
        for mention in self._mentions:
            self.linked.know(mention)

    def add(self, mention: Mention) -> None:
        """Put a resolved mention where later ones find it."""
        at = bisect_left(self._starts, mention.span.start)
        self._mentions.insert(at, mention)
        self._starts.insert(at, mention.span.start)
        self.linked.know(mention)

    def before(self, position: int, count: int) -> list[Mention]:
        """The last mentions that begin before a position, the nearest first."""
        at = bisect_left(self._starts, position)
        return self._mentions[max(0, at - count) : at][::-1]

    def after(self, position: int, count: int) -> list[Mention]:
        """The first mentions that begin at a position or after it."""
        at = bisect_left(self._starts, position)
        return self._mentions[at : at + count]

    def candidates(self, mention: Mention, reach: int) -> list[tuple[Referent, list[Mention]]]:
        """Referents mentioned before, up to `reach` sentences back, each with its mentions there."""
        at = bisect_left(self._starts, mention.span.start)
        found: dict[int, tuple[Referent, list[Mention]]] = {}
        sentence = self.sentence(mention)
        for other in reversed(self._mentions[:at]):
            if sentence - other.sentence > reach:
                break
            if mention.speaks and other.quoted:
                continue  # whoever is named in a quotation is not its speaker
            if not isinstance(other.referent, Referent) or other.span.end > mention.span.start:
                continue
            found.setdefault(id(other.referent), (other.referent, []))[1].insert(0, other)
        return list(found.values())

    def sentence(self, mention: Mention) -> int:
        """The sentence from which a mention looks back: a source that follows its quotation, from before that."""
        return mention.sentence if mention.seen_from is None else self.article.sentence(mention.seen_from)
