"""Names that the reader did not mark, found by the surnames of those that it did."""

from onrecord.records import EntityType, Span
from onrecord.resolve.article import Article
from onrecord.resolve.mentions import Form, Mention
from onrecord.resolve.names import PersonName, folded, without_possessive
from onrecord.resolve.naming import bearer
from onrecord.resolve.referents import Referent


def find_missed(article: Article, referents: list[Referent], taken: list[Span]) -> list[Mention]:
    """Mentions by a known person's surname that the reader did not mark, each given its referent."""
    index: dict[str, list[Referent]] = {}
    for referent in referents:
        if referent.type is EntityType.PERSON:
            for name in referent.people:
                for key in {name.surname, *(name.surname.split("-") if name.full else ())}:
                    if len(key) > 2 and referent not in index.setdefault(key, []):
                        index[key].append(referent)
    covered = bytearray(len(article.text) + 1)
    for span in taken:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    found = []
    for number, word in enumerate(article.words):
        if not word[0].isupper() or covered[article.starts[number]]:
            continue
        bearers = index.get(folded(without_possessive(word)))
        if not bearers:
            continue
        span = Span(article.starts[number], article.starts[number] + len(without_possessive(word)))
        name = PersonName((word,), (folded(without_possessive(word)),))
        mention = Mention(
            span,
            Form.NAME,
            EntityType.PERSON,
            article.sentence(span.start),
            article.paragraph(span.start),
            0.0,
            name=span,
        )
        chosen = bearer(mention, name, bearers)
        if chosen is not None:
            chosen.take(mention)
            found.append(mention)
    return found
