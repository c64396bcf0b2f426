"""The ground of all apps: text fields, languages, times, locks, the base classes of every admin class. Imports nothing of ours."""
