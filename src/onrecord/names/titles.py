"""Titles of office in their canonical form: a secretary for external affairs is a foreign minister."""

from functools import cache

from onrecord.names.tables import table


@cache
def titles() -> dict[str, str]:
    """Every form of every title, with its canonical form."""
    words = table("positions")
    found = {title: title for title in words["single"]} | {title: title for title in words["many"]}
    found |= {form: title for title, forms in words["single"].items() for form in forms}
    found |= dict(words["other_forms_of_many"])
    for portfolio, forms in words["portfolios"].items():
        canonical = f"{portfolio} minister"
        for form in forms:
            bare = form.removeprefix("the ")
            found |= {f"{bare} {office}": canonical for office in ("minister", "secretary")}
            for office in ("minister", "secretary", "secretary of state", "cabinet secretary"):
                for joint in ("of", "for"):
                    found[f"{office} {joint} {bare}"] = canonical
                    found[f"{office} {joint} the {bare}"] = canonical
    found |= {form: f"{portfolio} minister" for form, portfolio in words["special_portfolios"].items()}
    return found
