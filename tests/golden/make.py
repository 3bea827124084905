"""Write the goldens anew: `make golden`. With `--read` the example reports are read again first."""

import sys
import tempfile
from pathlib import Path

from tests.golden import case
from tests.golden.shows import short

GOLDEN = Path(__file__).parent / "record.txt"


def made() -> str:
    """The golden, from the kept readings."""
    with tempfile.TemporaryDirectory() as folder:
        return "\n".join(short(case.examples_record(Path(folder)))) + "\n"


if __name__ == "__main__":
    if "--read" in sys.argv:
        case.keep(case.read_examples())
    GOLDEN.write_text(made(), encoding="utf-8")
