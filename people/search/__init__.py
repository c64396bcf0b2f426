"""Finding subjects in large numbers: the index of all names for texts, and who may be recorded twice."""
