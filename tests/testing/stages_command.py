"""The command with a reader that costs nothing: what is killed is the adding, not the reading."""

from dataclasses import replace

from onrecord import acquire
from onrecord.present.cli import app
from tests.runs.fakes import STAGES

if __name__ == "__main__":
    app(obj=replace(STAGES, items=acquire.items, open_item=acquire.open_item))
