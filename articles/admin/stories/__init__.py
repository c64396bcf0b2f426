"""The story in the admin: the list that a desk works from, and the form that a journalist writes in."""
