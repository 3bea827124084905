"""States by their names and adjectives, as `onrecord.names` knows them."""

from onrecord.names.states import is_adjective, state_of, state_of_capital

__all__ = ["is_adjective", "state_of", "state_of_capital"]
