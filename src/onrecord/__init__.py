"""onrecord: who is said to have done what to whom, on whose word, and who answered.

`onrecord.new` makes a case, `onrecord.open` opens one; both give a `Case`. `import_case` makes one of an export; `seal`
and `unseal` put one under a passphrase and take it off. They load what they need when first used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.present.api import Case, import_case, new, seal, unseal
    from onrecord.present.api import open_case as open

__version__ = "0.1.0"

__all__ = ["Case", "__version__", "import_case", "new", "open", "seal", "unseal"]

_FROM_API = {
    "Case": "Case",
    "import_case": "import_case",
    "new": "new",
    "open": "open_case",
    "seal": "seal",
    "unseal": "unseal",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  whatever the API has under that name
    if name not in _FROM_API:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from onrecord.present import api

    return getattr(api, _FROM_API[name])
