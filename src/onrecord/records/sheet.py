"""Cells of spreadsheets, as people name them."""


def letters(place: int) -> str:
    """The letters of a column, which is counted from 0: A, B, …, Z, AA."""
    told = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        told = chr(ord("A") + rest) + told
    return told
