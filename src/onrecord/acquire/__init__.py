"""Acquiring: from files, folders, URLs and JSON Lines to reports.

Two steps, so that the costly one can run in worker processes: `items` lists what there is to read, lazily and in order,
and takes containers apart; `open_item` (or `report`, which never raises) makes a report of one item.
"""

from onrecord.acquire.item import Item, Metadata
from onrecord.acquire.opening import content_of, open_item, report
from onrecord.acquire.options import Options
from onrecord.acquire.sources import items

__all__ = ["Item", "Metadata", "Options", "content_of", "items", "open_item", "report"]
