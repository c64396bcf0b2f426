"""Who and where: persons, organisations and places, and every name each of them is known by."""

from people.base.jobs import Job
from people.models.choices import SEE_PROTECTED
from people.models.decisions import NotTheSame
from people.models.facts import Identifier, Membership, OldSlug, SubjectText
from people.models.kinds import Organization, Person, Place
from people.models.merging import MergeRecord
from people.models.name import Name, NameKey
from people.models.namesakes import NamesakeQuestion
from people.models.rules import TextRules
from people.models.subject import Exposure, Kind, Subject
from people.models.tokens import NameToken
from people.models.traces import NameTrace

__all__ = [
    "SEE_PROTECTED",
    "Exposure",
    "Identifier",
    "Job",
    "Kind",
    "Membership",
    "MergeRecord",
    "Name",
    "NameKey",
    "NameToken",
    "NameTrace",
    "NamesakeQuestion",
    "NotTheSame",
    "OldSlug",
    "Organization",
    "Person",
    "Place",
    "Subject",
    "SubjectText",
    "TextRules",
]
