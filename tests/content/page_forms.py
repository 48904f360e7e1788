"""What Wagtail's page edit forms hold, as a browser would send them back."""

from django.urls import reverse
from wagtail.test.utils.form_data import rich_text


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client, page):
    """What the page's edit form holds, as a browser would send it back."""
    form = client.get(edit_url(page)).context["form"]
    data = {}
    for field in form:
        if field.name in form.fields and field.name != "body" and not field.field.disabled:
            value = field.value()
            if isinstance(value, bool):
                data |= {field.html_name: "on"} if value else {}
            else:
                data[field.html_name] = "" if value is None else getattr(value, "pk", value)
    if "comments-TOTAL_FORMS" not in data:
        data |= {
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "",
        }
    return data


def body_of(page):
    """The page's body as its form would send it: texts as the editor's JSON."""
    data = {"body-count": str(len(page.body))}
    for n, block in enumerate(page.body):
        prefix = f"body-{n}"
        data |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": str(n),
            f"{prefix}-type": block.block_type,
            f"{prefix}-id": block.id,
        }
        data |= dict(_fields(f"{prefix}-value", block.block_type, block.value))
    return data


def _fields(prefix, kind, value):
    if kind == "text":
        yield prefix, rich_text(value.source, features=["h2", "h3", "bold", "italic", "link", "ol", "ul"])
    elif kind == "fact_box":
        yield f"{prefix}-title", value["title"]
        yield f"{prefix}-text", rich_text(value["text"].source, features=["bold", "italic", "link", "ol", "ul"])
    elif kind == "film":
        yield prefix, value.pk
    elif kind == "exercise":
        for name in ("key", "title", "intro"):
            yield f"{prefix}-{name}", value[name]
        yield f"{prefix}-questions-count", str(len(value["questions"]))
        for n, question in enumerate(value["questions"]):
            yield f"{prefix}-questions-{n}-value", question.pk
            yield f"{prefix}-questions-{n}-order", str(n)
            yield f"{prefix}-questions-{n}-deleted", ""
            yield f"{prefix}-questions-{n}-id", value["questions"].bound_blocks[n].id
    else:
        for name, part in value.items():
            yield f"{prefix}-{name}", part
