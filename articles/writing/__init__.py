"""What is kept while somebody writes: unsaved text, who else is there, what was saved meanwhile. No admin in it."""
