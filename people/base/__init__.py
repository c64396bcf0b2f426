"""The ground of all apps: fields of text, languages, times, locks, base classes of the admin. Imports nothing of ours."""
