"""Names of people, bodies, states and offices: parsed and compared, for whichever stage meets them."""
