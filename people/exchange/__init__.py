"""Subjects in and out: imports of files that others keep."""
