"""Weighing: what many reports say together. Copies so far."""
