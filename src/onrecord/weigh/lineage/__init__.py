"""Lineage: who has it from whom, where chains of telling end, and how many origins stand behind an event."""

from onrecord.weigh.lineage.trace import Traced, trace

__all__ = ["Traced", "trace"]
