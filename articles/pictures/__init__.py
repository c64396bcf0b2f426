"""Pictures as files: what is made of one, in a process of its own, and under which names it lies.

``shapes``, ``metadata`` and ``workshop`` know neither Django nor the database: the workshop is a program that reads files of
strangers, and starts in a tenth of a second.
"""
