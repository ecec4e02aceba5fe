"""What a browser does with a form: reads its controls, posts them, and presses its buttons."""

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from accord.pages.errors.saying import Words
from accord.pages.errors.showing import shown_phrase
from node.console import forms
from node.console.forms.view import FormView

Attributes = dict[str, str | None]


def rendered(view: FormView) -> str:
    """The page of a form, in English."""
    return _template().render(view=view)


@cache
def _template() -> Template:
    folder = Path(str(forms.__file__)).parent / "templates"
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.globals["phrase"] = lambda text: shown_phrase(text, Words(str))
    source = (
        '{% import "forms/form.html" as forms %}'
        '{{ forms.form(view, "/send", "token", "key", "tag", "Send it") }}'
    )
    return made.from_string(source)


@dataclass
class Page(HTMLParser):
    """The controls of one page, read as HTML says."""

    text: str
    pairs: list[tuple[str, str]] = field(default_factory=list)  # what would be posted
    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    words: str = ""
    labelled: set[str] = field(default_factory=set)  # the ids of controls that have a label
    _select: str = ""
    _options: list[tuple[str, bool]] = field(default_factory=list)
    _area: str | None = None
    _typed: str = ""
    _in_label: bool = False

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.close()

    @property
    def buttons(self) -> list[str]:
        """The names of the buttons that have one."""
        found = [given.get("name") for tag, given in self.elements if tag == "button"]
        return [name for name in found if name]

    def of(self, name: str) -> Attributes:
        """The last control of a name, which hidden companions stand before."""
        found = [given for _, given in self.elements if given.get("name") == name]
        return found[-1]

    def typed(self, **values: str) -> list[tuple[str, str]]:
        """The pairs with other texts in the boxes named (`__` for a point)."""
        texts = {name.replace("__", "."): text for name, text in values.items()}
        assert texts.keys() <= {name for name, _ in self.pairs} | {
            given.get("name") for _, given in self.elements
        }
        kept = [(name, value) for name, value in self.pairs if name not in texts]
        return [*kept, *texts.items()]

    def pressed(self, button: str) -> list[tuple[str, str]]:
        """The pairs of a press on a button."""
        assert button in self.buttons
        return [*self.pairs, (button, "1")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "label":
            self._in_label = True
            self.labelled.add(given.get("for") or "")
        elif self._in_label:
            self.labelled.add(given.get("id") or name)
        if tag == "input" and name:
            ticked = given.get("type") not in {"radio", "checkbox"} or "checked" in given
            if ticked and given.get("type") != "file":
                self.pairs.append((name, value.replace("\n", "").replace("\r", "")))
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option":
            self._options.append((value, "selected" in given))
        elif tag == "textarea":
            self._area, self._typed = name, ""

    def handle_data(self, data: str) -> None:
        self._typed += data
        self.words += data

    def handle_endtag(self, tag: str) -> None:
        self._in_label &= tag != "label"
        if tag == "select" and self._options:
            chosen = [value for value, selected in self._options if selected]
            self.pairs.append((self._select, (chosen or [self._options[0][0]])[-1]))
        elif tag == "textarea" and self._area:
            text = self._typed.removeprefix("\n").replace("\n", "\r\n")
            self.pairs.append((self._area, text))
            self._area = None
