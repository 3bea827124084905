"""The order of the stages, and where they run: here, in several processes, or on a cluster."""

from onrecord.runs.local import Progress, Result, read_sources
from onrecord.runs.long_reading import LongReading

__all__ = ["LongReading", "Progress", "Result", "read_sources"]
