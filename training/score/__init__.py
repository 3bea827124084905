"""Scores of readings against gold: what `make score` prints and the ratchet holds.

Every scorer works on readings as `onrecord read --format jsonl` prints them and on gold files of the corpora that
`training/README.md` names; none imports the reader. All offsets are Unicode code points of the gold text.
"""

SCORER_VERSION = "1"
"""Raised whenever a rule changes, so that figures under different rules are never compared."""
