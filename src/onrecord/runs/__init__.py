"""The order of the stages, and where they run: here, in several processes, or on a cluster."""

from onrecord.runs.local import Progress, read_sources

__all__ = ["Progress", "read_sources"]
