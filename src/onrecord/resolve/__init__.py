"""Who, where, when, how many: readings made into records, by rules, within one report."""
