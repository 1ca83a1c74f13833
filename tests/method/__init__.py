"""Promises of the method layer."""
