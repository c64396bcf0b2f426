"""What a story said when: its content, the versions that are kept of it, and what differs between two."""
