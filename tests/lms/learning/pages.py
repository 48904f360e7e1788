"""Reads pages as a person does: the words, where links lead, and what forms hold."""

from bs4 import BeautifulSoup


class Page:
    """A response's HTML."""

    def __init__(self, response):
        self.status = response.status_code
        self.soup = BeautifulSoup(response.content.decode(), "html.parser")

    def all(self, selector):
        return [" ".join(element.get_text(" ").split()) for element in self.soup.select(selector)]

    def text(self, selector):
        (only,) = self.all(selector)
        return only

    def links(self, selector):
        return [(" ".join(a.get_text(" ").split()), a["href"]) for a in self.soup.select(f"{selector} a[href]")]

    def has(self, selector):
        return bool(self.soup.select(selector))

    def fields(self, selector):
        """What a browser without script would post from the form, its buttons left out."""
        (form,) = self.soup.select(selector)
        data = {}
        for control in form.select("input[name], textarea[name]"):
            if control.name == "textarea":
                value = control.get_text().removeprefix("\n")
            elif control["type"] in {"radio", "checkbox"} and not control.has_attr("checked"):
                continue
            else:
                value = control.get("value", "on")
            data.setdefault(control["name"], []).append(value)
        data.pop("csrfmiddlewaretoken", None)
        return data
