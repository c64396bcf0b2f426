"""The demo newsroom: what it holds is in the files beside this one, how it gets into a database in ``loading``."""
