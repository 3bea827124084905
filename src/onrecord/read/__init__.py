"""Reading: a report's text → what is said in it, by whom, of whom."""

from onrecord.read.reader import Reader

__all__ = ["Reader"]
