"""The desk for people, organisations and places."""

from people.admin.subjects import OrganizationAdmin, PersonAdmin, PlaceAdmin, SubjectAdmin

__all__ = ["OrganizationAdmin", "PersonAdmin", "PlaceAdmin", "SubjectAdmin"]
