"""Exports of a masked record. What may leave is listed in the tables of `rows.py`; each format has a module of its own."""
