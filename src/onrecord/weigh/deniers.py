"""Who denies a thing doesn't tell it: "the governor's office rejected a report that men had been detained"."""

from dataclasses import replace

from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.material import Material, Weighable
from onrecord.records.vocabulary import Force, Status


def without_deniers(material: Material) -> Material:
    """The material with nobody told as the teller of what he denies.

    The reader links what is asserted to the nearest cue, a denial's too. A brief would then say that whoever denies an
    abuse alleges it, and the figure would be theirs.
    """
    return replace(material, reports=tuple(_told(weighable) for weighable in material.reports))


def _told(weighable: Weighable) -> Weighable:
    reading = weighable.reading
    if reading is None:
        return weighable
    deniers = {one.id: one for one in reading.attributions if one.force is Force.DENY}
    if not deniers:
        return weighable
    allegations = tuple(_without(allegation, deniers) for allegation in reading.allegations)
    return replace(weighable, reading=replace(reading, allegations=allegations))


def _without(allegation: Allegation, deniers: dict[str, Attribution]) -> Allegation:
    """Of what is told as not having happened the denier is the teller."""
    if allegation.status is Status.NEGATED or not deniers.keys() & set(allegation.told_by):
        return allegation
    return replace(allegation, told_by=tuple(one for one in allegation.told_by if one not in deniers))
