"""The form of a pending change: the story's own form over what the change says."""
