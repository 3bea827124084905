"""Names compared, each comparison with its reason, as a report's actors need it; the comparing is `onrecord.names`'s.

A comparison says that two names are the same, that they differ, or that one may stand for the other (a surname for the
full name); only whoever sees all names of a report can settle the last.
"""

from onrecord.names.bodies import compare_organisations, is_acronym, organisation_key
from onrecord.names.comparison import Comparison, Verdict
from onrecord.names.people import PersonName, compare_people, person_name
from onrecord.names.sounds import SHORTEST_SOUND, folded, sound, unaccented
from onrecord.names.words import without_possessive

__all__ = [
    "SHORTEST_SOUND",
    "Comparison",
    "PersonName",
    "Verdict",
    "compare_organisations",
    "compare_people",
    "folded",
    "is_acronym",
    "organisation_key",
    "person_name",
    "sound",
    "unaccented",
    "without_possessive",
]
