"""What every page must be, checked wherever a test looks at one."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.test import TestResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
LABELLED = {"input", "select", "textarea"}
PRESSABLE = {"a", "button", "summary"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What a template or a sentence leaves behind when it was given nothing to say.
UNSAID = re.compile(r"\bNone\b|\bUndefined\b|\{\{|\}\}|\{%|%\(|<[a-z]+ object")

Attributes = dict[str, str | None]


@dataclass
class Form:
    """A form of a page: where it goes, what it brings."""

    attributes: Attributes
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


@dataclass
class Pressable:
    """A link or a button, known by what it says."""

    tag: str
    attributes: Attributes
    form: Form | None
    said: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What a screen reader says of it."""
        return plain(self.attributes.get("aria-label") or "".join(self.said))


class PageReader(HTMLParser):
    """Collects what the laws speak of; refuses elements left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {"title": [], "h1": [], "body": [], "script": []}
        self.headings: list[str] = []
        self.forms: list[Form] = []
        self.pressables: list[Pressable] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag == "form":
            self.forms.append(Form(attributes))
        if tag in LABELLED and "form" in self.open:
            self.forms[-1].fields[attributes.get("name") or ""] = attributes.get("value") or ""
        if tag in PRESSABLE:
            form = self.forms[-1] if "form" in self.open else None
            self.pressables.append(Pressable(tag, attributes, form))
        if tag in HEADINGS:
            self.headings.append(tag)
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
        if PRESSABLE & set(self.open):
            self.pressables[-1].said.append(data)

    def named(self, tag: str) -> list[Attributes]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return plain("".join(self.texts["title"]))

    @property
    def text(self) -> str:
        """What the page says, in reading order, one space between words."""
        return plain(" ".join(self.texts["body"]))

    @property
    def addresses(self) -> list[str]:
        """Every address the page leads to or asks for."""
        names = ("src", "href", "action", "formaction", "poster", "data", "srcset")
        return [
            address
            for _, attributes in self.elements
            for name in names
            if (address := attributes.get(name))
        ]


def plain(text: str) -> str:
    """Text with single ordinary spaces."""
    return " ".join(text.split())


def read_page(html: str) -> PageReader:
    """A page as read; refuses elements left open."""
    page = PageReader()
    page.feed(html)
    page.close()
    assert not page.open, f"left open: {page.open}"
    return page


def assert_page_laws(response: TestResponse) -> PageReader:
    """Hold one HTML answer to all the laws; gives the page as read."""
    page = assert_html_laws(response.text)
    _check_headers(response)
    return page


def assert_html_laws(html: str) -> PageReader:
    """Hold the page itself to the laws, whoever sent it."""
    page = read_page(html)
    _check_head(page)
    _check_headings(page)
    _check_forms(page)
    _check_names(page)
    _check_references(page)
    _check_words(page)
    return page


def _check_head(page: PageReader) -> None:
    assert page.named("html"), "an html element"
    assert page.named("html")[0].get("lang"), "the page names its language"
    assert page.named("html")[0].get("dir") in ("ltr", "rtl"), "the page names its direction"
    assert page.title, "a title"
    assert len(page.named("main")) == 1, "one main"
    ids = Counter(attributes["id"] for _, attributes in page.elements if attributes.get("id"))
    assert all(count == 1 for count in ids.values()), f"ids twice: {ids}"
    for _, attributes in page.elements:
        for name in ("for", "aria-describedby", "aria-labelledby"):
            for target in (attributes.get(name) or "").split():
                assert target in ids, f"{name} points to nothing: {target}"


def _check_headings(page: PageReader) -> None:
    assert page.headings.count("h1") == 1, "one h1"
    assert "".join(page.texts["h1"]).strip(), "the h1 says something"
    levels = [int(tag[1]) for tag in page.headings]
    for before, after in zip(levels, levels[1:], strict=False):
        assert after <= before + 1, f"a heading is skipped: {page.headings}"


def _check_forms(page: PageReader) -> None:
    labels = {attributes.get("for") for attributes in page.named("label")}
    for tag, attributes in page.elements:
        if tag in LABELLED and attributes.get("type") != "hidden":
            assert attributes.get("id") in labels, f"{tag} without a label"
    for form in page.forms:
        assert form.attributes.get("action"), "a form says where it goes"
        if (form.attributes.get("method") or "get").lower() == "post":
            assert form.fields.get("csrf_token"), "a form that changes something carries its token"


def _check_names(page: PageReader) -> None:
    for one in page.pressables:
        assert one.name, f"a {one.tag} says nothing"
    for attributes in page.named("img"):
        assert attributes.get("alt") is not None, "a picture without words"
    for tag, attributes in page.elements:
        assert int(attributes.get("tabindex") or 0) <= 0, f"{tag} jumps the queue of the Tab key"


def _check_references(page: PageReader) -> None:
    assert not page.named("style"), "a style element: the policy forbids it"
    assert not "".join(page.texts["script"]).strip(), "a script in the page: the policy forbids it"
    for tag, attributes in page.elements:
        assert "style" not in attributes, f"{tag} carries a style: the policy forbids it"
        assert not any(name.startswith("on") for name in attributes), f"{tag} carries a script"
    for target in page.addresses:
        assert target.startswith(("/", "#", "data:,")), f"remote: {target}"
        assert not target.startswith(("//", "/\\")), f"remote: {target}"


def _check_words(page: PageReader) -> None:
    unsaid = UNSAID.search(page.text)
    assert unsaid is None, f"left unsaid: {unsaid}"


def _check_headers(response: TestResponse) -> None:
    assert response.headers["Cache-Control"] == "no-store"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
