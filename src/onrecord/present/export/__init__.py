"""Exports of a masked record. What may leave is listed in the tables of `rows.py`; each format has its module."""
