"""onrecord: who is said to have done what to whom, on whose word, and who answered.

`onrecord.new` makes a case, `onrecord.open` opens one; both give a `Case`. They load what they need when first used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.present.api import Case, new
    from onrecord.present.api import open_case as open

__version__ = "0.1.0"

__all__ = ["Case", "__version__", "new", "open"]

_FROM_API = {"Case": "Case", "new": "new", "open": "open_case"}


def __getattr__(name: str) -> Any:  # noqa: ANN401  whatever the API has under that name
    if name not in _FROM_API:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from onrecord.present import api

    return getattr(api, _FROM_API[name])
