"""Tags for the way back to a list of the admin."""

from django import template

from people.base import kept_lists

register = template.Library()


@register.simple_tag(takes_context=True)
def list_address(context, name: str) -> str:
    """The address of the list of that name, as the user left it."""
    return kept_lists.list_address(name, context.get("request"))
