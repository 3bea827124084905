"""Commands that keep a case: make it, add to it, look into it, decide, prove, protect."""
