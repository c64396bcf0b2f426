"""The picture library in the admin, split by what is done there; image.py holds the admin class."""
