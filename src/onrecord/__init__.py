"""onrecord: who is said to have done what to whom, on whose word, and who answered."""

__version__ = "0.1.0"
