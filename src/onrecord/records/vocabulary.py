"""Closed lists of onrecord's words: acts, statuses, kinds, manners, forces, bounds.

The definitions that people read are in `data/vocabulary.yaml`; a test holds the two together.
"""

from enum import StrEnum


class Act(StrEnum):
    """Act of abuse, in plain language; never a legal finding."""

    KILLING = "killing"
    DISAPPEARANCE = "disappearance"
    ABDUCTION = "abduction"
    DETENTION = "detention"
    TORTURE = "torture"
    SEXUAL_VIOLENCE = "sexual_violence"
    ASSAULT = "assault"
    THREAT = "threat"
    PROSECUTION = "prosecution"
    EXPULSION = "expulsion"
    RAID = "raid"
    OTHER = "other"


class ResponseAct(StrEnum):
    """What an actor did, or pointedly did not do, about abuse."""

    CONDEMN = "condemn"
    RAISE = "raise"
    DEMAND = "demand"
    CALL_FOR_INQUIRY = "call_for_inquiry"
    INQUIRY = "inquiry"
    SANCTION = "sanction"
    LEGISLATE = "legislate"
    ACCOUNTABILITY = "accountability"
    AID = "aid"
    ACKNOWLEDGE = "acknowledge"
    DENY = "deny"
    JUSTIFY = "justify"
    DECLINE = "decline"
    SILENT = "silent"
    SUPPORT = "support"
    OTHER = "other"


class Status(StrEnum):
    """How the text presents a finding, by whomever it is told."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class Stage(StrEnum):
    """How far a `legislate` response has come, where the text tells it."""

    INTRODUCED = "introduced"
    COMMITTEE = "committee"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"


class Manner(StrEnum):
    """How the content of an attribution is given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Force(StrEnum):
    """What the source does by saying it."""

    ASSERT = "assert"
    ALLEGE = "allege"
    DENY = "deny"
    ACKNOWLEDGE = "acknowledge"
    ASK = "ask"
    URGE = "urge"
    PROMISE = "promise"
    OTHER = "other"


class EntityType(StrEnum):
    """Type of a mention in the text."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    OUTLET = "outlet"
    POSITION = "position"
    TIME = "time"
    NUMBER = "number"


class ActorKind(StrEnum):
    """Kind of a resolved actor; office, ministry, state and person are never one."""

    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"
    STATE_BODY = "state_body"
    STATE = "state"
    GROUP = "group"
    OUTLET = "outlet"


class Bound(StrEnum):
    """What a count says about the true number."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ABOUT = "about"
    VAGUE = "vague"


BOUNDS = {
    Bound.EXACT: "",
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_MOST: "at most ",
    Bound.LESS_THAN: "fewer than ",
    Bound.ABOUT: "about ",
}
"""What stands before a number, for people; a vague count has none."""


class Unit(StrEnum):
    """What a count counts."""

    PERSONS = "persons"
    CASES = "cases"
    ACTS = "acts"


class VictimKind(StrEnum):
    """What a victim in a summary is known for."""

    JOURNALIST = "journalist"
    HUMAN_RIGHTS_DEFENDER = "human_rights_defender"
    TRADE_UNIONIST = "trade_unionist"


class Sex(StrEnum):
    """A victim's sex, as the report's words tell it."""

    MAN = "man"
    WOMAN = "woman"


class AgeGroup(StrEnum):
    """A victim's age, as the report's words tell it."""

    ADULT = "adult"
    CHILD = "child"


class PerpetratorType(StrEnum):
    """What sort of alleged perpetrator a summary names; after the metadata of SDG indicator 16.10.1."""

    STATE = "state"
    OTHER_STATE = "other_state"
    WITH_PERMISSION = "with_permission"
    WITHOUT_PERMISSION = "without_permission"
    OTHER_NON_STATE = "other_non_state"
    REGIONAL_ORGANISATION = "regional_organisation"
