"""The words in which findings are told to people; the same on every page and in every table."""

from onrecord.records import Act, Bound, Count, Force, Manner, ResponseAct, Stage, Status, Unit
from onrecord.records.vocabulary import BOUNDS

UNREVIEWED = "Unreviewed machine reading"
LEGEND = (
    "Nobody has checked it: findings may be misread or missing. An act is named in plain language, never as a legal "
    "finding. Only the report's text is evidence of what the report says."
)
OWN_VOICE = "the report's own voice"
UNNAMED = "not named"

ACTS = {act: act.value.replace("_", " ") for act in Act} | {Act.OTHER: "other abuse"}

RESPONSES = {
    ResponseAct.CONDEMN: "condemns",
    ResponseAct.RAISE: "raises it",
    ResponseAct.DEMAND: "demands",
    ResponseAct.CALL_FOR_INQUIRY: "calls for an inquiry",
    ResponseAct.INQUIRY: "inquires",
    ResponseAct.SANCTION: "sanctions",
    ResponseAct.LEGISLATE: "legislates",
    ResponseAct.ACCOUNTABILITY: "holds to account",
    ResponseAct.AID: "aids",
    ResponseAct.ACKNOWLEDGE: "acknowledges",
    ResponseAct.DENY: "denies",
    ResponseAct.JUSTIFY: "justifies",
    ResponseAct.DECLINE: "declines",
    ResponseAct.SILENT: "does not respond",
    ResponseAct.SUPPORT: "supports",
    ResponseAct.OTHER: "responds otherwise",
}

# What is told as not done: the "not" stands in the verb, where nobody reads past it.
NOT_DONE = {
    ResponseAct.CONDEMN: "does not condemn",
    ResponseAct.RAISE: "does not raise it",
    ResponseAct.DEMAND: "does not demand anything",
    ResponseAct.CALL_FOR_INQUIRY: "does not call for an inquiry",
    ResponseAct.INQUIRY: "does not inquire",
    ResponseAct.SANCTION: "does not sanction",
    ResponseAct.LEGISLATE: "does not legislate",
    ResponseAct.ACCOUNTABILITY: "holds nobody to account",
    ResponseAct.AID: "does not aid",
    ResponseAct.ACKNOWLEDGE: "does not acknowledge",
    ResponseAct.DENY: "does not deny",
    ResponseAct.JUSTIFY: "does not justify",
    ResponseAct.SUPPORT: "does not support",
}

# Nobody is said to decline, or to keep silent, on another's word alone.
REPORTED_AS = {
    ResponseAct.DECLINE: "declining",
    ResponseAct.SILENT: "not having responded",
}

STAGES = {
    Stage.INTRODUCED: "introduced",
    Stage.COMMITTEE: "in committee",
    Stage.ADOPTED: "adopted",
    Stage.IN_FORCE: "in force",
}

# What is told as happened bears no mark.
STATUSES = {
    Status.ASSERTED: "",
    Status.NEGATED: "negated: told as not happened",
    Status.HYPOTHETICAL: "hypothetical: planned, threatened, feared or conditional",
}

FORCES = {
    Force.ASSERT: "asserts",
    Force.ALLEGE: "alleges",
    Force.DENY: "denies",
    Force.ACKNOWLEDGE: "acknowledges",
    Force.ASK: "asks",
    Force.URGE: "urges",
    Force.PROMISE: "promises",
    Force.OTHER: "says",
}

MANNERS = {
    Manner.DIRECT: "quoted",
    Manner.INDIRECT: "in the report's words",
    Manner.MIXED: "partly quoted",
}

_SINGULAR = {Unit.PERSONS: "person", Unit.CASES: "case", Unit.ACTS: "act"}


def count_in_words(count: Count, quotation: str) -> str:
    """`more than 100 persons`; a count without a number is told in the report's own words."""
    if count.number is None or count.bound is Bound.VAGUE:
        return f"“{quotation}” ({count.unit.value})"
    return f"{BOUNDS[count.bound]}{count.number:,} {unit_in_words(count.unit, count.number, count.bound)}"


def unit_in_words(unit: Unit, number: int | None, bound: Bound) -> str:
    """`persons`; `person` of one."""
    return _SINGULAR[unit] if number == 1 and bound is Bound.EXACT else unit.value


CONCERNED = "expresses concern"


def response_in_words(act: ResponseAct, status: Status, quotation: str = "") -> str:
    """What was done, or not: `condemns`, `does not condemn`.

    Args:
        act: as it is read.
        status: the same.
        quotation: its words: who is concerned hasn't condemned, though it is one act.
    """
    if act is ResponseAct.CONDEMN and status is not Status.NEGATED and quotation:
        from onrecord.weigh.board import is_concern

        if is_concern(act, quotation):
            return CONCERNED
    told = NOT_DONE.get(act) if status is Status.NEGATED else None
    return RESPONSES[act] if told is None else told
