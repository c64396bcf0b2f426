"""Readers' search: an index of the words that readers see, the same on both databases, and what a query finds in it."""
