"""Move stories from the command line, by the same door as the buttons."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.workflow.moves import MOVES, why_not_permitted
from people.base.clock import chosen


class Command(BaseCommand):
    help = (
        "Makes a move (submit, approve, publish, withdraw, ...) with stories, in the name of a member of staff and with their "
        "permissions. Exit code 0: every story was moved; 1: at least one was not changed, with the reason on stderr."
    )

    def add_arguments(self, parser):
        parser.add_argument("move", choices=MOVES)
        parser.add_argument("ids", nargs="+", type=int, metavar="id", help="Numbers of stories.")
        parser.add_argument("--as", dest="username", required=True, help="The sign-in name of who does it.")
        parser.add_argument("--note", default="", help="A note to colleagues; with publish or withdraw, the reason.")
        parser.add_argument("--tell-readers", action="store_true", help="With withdraw: show the reason to readers.")
        parser.add_argument(
            "--at", help="With publish: 2026-11-24T14:00, in the newsroom's time zone unless it names another."
        )

    def handle(self, *, move, ids, username, note, tell_readers, at, **options):
        user = get_user_model().objects.filter(username=username, is_active=True, is_staff=True).first()
        if user is None:
            raise CommandError(f"There is no active member of staff with the sign-in name {username}.")
        more = self._options(move, at, tell_readers, note)
        left = [key for key in dict.fromkeys(ids) if not self._move(move, key, user, note, more)]
        if left:
            raise CommandError(f"{len(left)} of {len(set(ids))} not changed: {', '.join(map(str, left))}.")

    @staticmethod
    def _options(move, at, tell_readers, note) -> dict:
        if at and move != "publish":
            raise CommandError("--at works with publish only.")
        if tell_readers and (move != "withdraw" or not note.strip()):
            raise CommandError("--tell-readers needs withdraw and a --note with the reason.")
        return ({"at": _instant(at)} if at else {}) | ({"is_public": True} if tell_readers else {})

    def _move(self, name, key, user, note, more) -> bool:
        article = Article.objects.visible_to(user).filter(pk=key).first()
        if article is None:
            self.stderr.write(f"#{key}: there is no such story, or {user} may not see it.")
            return False
        try:
            workflow.perform(name, article, by=user, note=note, **more)
        except PermissionDenied:
            self.stderr.write(f"#{key}: {why_not_permitted(name)}")
        except workflow.Refused as refusal:
            self.stderr.write(f"#{key}: {' '.join(map(str, refusal.messages))}")
        else:
            self.stdout.write(f"#{key}: {MOVES[name].label} ({article.stage().label}).")
            return True
        return False


def _instant(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
        if not 1900 <= time.year <= 2200:
            raise CommandError("Give a year between 1900 and 2200.")
        return time if timezone.is_aware(time) else chosen(time)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    except ValueError:
        raise CommandError(f"“{text}” is not a time: write it as 2026-11-24T14:00.") from None
