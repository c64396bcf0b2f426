"""Admin forms filled in as a browser would send them back."""


def as_typed(response, **changes) -> dict:
    """What the form of an admin page would post if nothing was touched but ``changes`` (None: left out)."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {field.html_name: field.value() for form in forms for field in form}
    data = {name: "" if value is None else value for name, value in data.items() if value is not False}
    return {name: value for name, value in (data | changes).items() if value is not None}


def add_row(data: dict, prefix: str, **values) -> dict:
    """One more row in the inline with this prefix."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data | row | {f"{prefix}-TOTAL_FORMS": str(number + 1)}


def sentences(response) -> str:
    """The messages on the page that follows, as one text."""
    return " ".join(str(message) for message in response.context["messages"])


def opened(client, url) -> dict:
    """How a form remembers what stood when it was opened."""
    return {"opened": client.get(url).context["adminform"].form.initial["opened"]}


def post(client, url, data):
    """Send a form that was opened just before."""
    return client.post(url, data | opened(client, url))


def errors_of(response) -> str:
    assert response.status_code == 200
    return str(response.context["errors"])
