"""The newsroom's own admin site, its accounts, and what it answers when a form cannot be shown again."""
