"""The closed lists of labels that the encoder's heads score, in the order of their columns."""

from onrecord.records.vocabulary import Act, EntityType, ResponseAct, Status

GROUPS = ("attribution", "abuse", "response")
ATTRIBUTION_ROLES = ("source", "content")
ABUSE_ROLES = ("victims", "alleged_perpetrators", "places", "times", "counts")
RESPONSE_ROLES = ("who", "to", "about", "places", "times")
ROLES = (ATTRIBUTION_ROLES, ABUSE_ROLES, RESPONSE_ROLES)

ABUSE_ACTS = tuple(act.value for act in Act)
RESPONSE_ACTS = tuple(act.value for act in ResponseAct)
# Responses that say the contrary of one another: to take one for the other puts words in somebody's mouth.
OPPOSED = (("deny", "acknowledge"), ("condemn", "support"), ("condemn", "justify"), ("decline", "demand"))
STATUSES = tuple(status.value for status in Status)

CUE_TAGS = ("O", "B", "I")
FRAME_TAGS = ("O", "B-abuse", "I-abuse", "B-response", "I-response")
ENTITY_TAGS = ("O", *(f"{edge}-{kind.value}" for kind in EntityType for edge in "BI"))

# Signed distances in words from a trigger, in buckets that widen with distance.
_EDGES = (1, 2, 3, 4, 6, 9, 14, 22, 35, 60)
DISTANCES = 2 * len(_EDGES) + 1
# Signed steps in sentences (-3 … 3) and paragraphs (-2 … 2), clipped.
SENTENCE_STEPS = 7
PARAGRAPH_STEPS = 5
DISTANCE_EDGES = _EDGES
