"""The command `onrecord`, and `python -m onrecord`."""

import gc
import os

from onrecord.runs.pool import ONE_THREAD


def main() -> None:
    """Entry point."""
    # Before NumPy is loaded by whatever comes first: its products round differently on two threads, and the same text
    # must give the same bytes for any number of jobs.
    os.environ.update(ONE_THREAD)
    from onrecord.present.cli import app

    try:
        app()
    finally:
        # Python looks for cycles once more before it ends: half a second, where a large case was weighed.
        gc.freeze()


if __name__ == "__main__":
    main()
