"""A brief: what an advocate can hand over, as one document in four forms."""

from onrecord.present.brief.compose import compose
from onrecord.present.brief.context import About, Coordinate, Measured
from onrecord.present.brief.document import Document
from onrecord.present.paper import Paper

__all__ = ["About", "Coordinate", "Document", "Measured", "Paper", "compose"]
