"""Accounts of staff: what is done to them, their roles, and the links by which people come to them."""
