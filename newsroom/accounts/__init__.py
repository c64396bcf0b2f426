"""Accounts of staff: what is done to them, their roles, and the links by which people come to them."""

from newsroom.accounts.changes import after_closing, choose_password, end_sessions, forget_kept, give_role, new_link

__all__ = ["after_closing", "choose_password", "end_sessions", "forget_kept", "give_role", "new_link"]
