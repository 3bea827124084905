"""From corpora to weights, and from weights to figures; no part of the installed package."""
