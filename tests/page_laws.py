"""What every page must be, checked wherever a test looks at one."""

from collections import Counter
from html.parser import HTMLParser

from werkzeug.test import TestResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
LABELLED = {"input", "select", "textarea"}


class PageReader(HTMLParser):
    """Collects what the laws speak of; refuses elements left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {"title": [], "h1": []}
        self.form_fields: list[set[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag == "form":
            self.form_fields.append(set())
        if tag == "input" and "form" in self.open:
            self.form_fields[-1].add(attributes.get("name") or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        for tag in self.texts:
            if tag in self.open:
                self.texts[tag].append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def assert_page_laws(response: TestResponse) -> PageReader:
    """Hold one HTML answer to all the laws; gives the page as read."""
    page = PageReader()
    page.feed(response.text)
    page.close()
    assert not page.open, f"left open: {page.open}"
    _check_head(page)
    _check_forms(page)
    _check_references(page)
    _check_headers(response)
    return page


def _check_head(page: PageReader) -> None:
    assert page.named("html")[0].get("lang"), "the page names its language"
    assert page.named("html")[0].get("dir") in ("ltr", "rtl")
    assert len(page.named("h1")) == 1, "one h1"
    assert "".join(page.texts["h1"]).strip(), "the h1 says something"
    assert "".join(page.texts["title"]).strip(), "a title"
    assert len(page.named("main")) == 1, "one main"
    ids = Counter(attributes["id"] for _, attributes in page.elements if attributes.get("id"))
    assert all(count == 1 for count in ids.values()), f"ids twice: {ids}"


def _check_forms(page: PageReader) -> None:
    labels = {attributes.get("for") for attributes in page.named("label")}
    for tag, attributes in page.elements:
        if tag in LABELLED and attributes.get("type") != "hidden":
            assert attributes.get("id") in labels, f"{tag} without a label"
    for attributes, fields in zip(page.named("form"), page.form_fields, strict=True):
        assert attributes.get("action"), "a form says where it goes"
        if attributes.get("method") == "post":
            assert "csrf_token" in fields, "a form that changes something carries its token"


def _check_references(page: PageReader) -> None:
    for tag, attributes in page.elements:
        assert "style" not in attributes, f"{tag} carries a style: the policy forbids it"
        assert not any(name.startswith("on") for name in attributes), f"{tag} carries a script"
        for name in ("src", "href", "action"):
            target = attributes.get(name) or ""
            assert target.startswith(("/", "#", "data:,")) or not target, f"remote: {target}"
            assert not target.startswith("//"), f"remote: {target}"


def _check_headers(response: TestResponse) -> None:
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
