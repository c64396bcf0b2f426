"""A read-only API of what readers' pages show: published stories, public subjects, sections and topics (docs/api.md)."""
