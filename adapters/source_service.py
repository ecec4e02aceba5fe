"""Reads the `source` section of a register behind a web service."""

from adapters.document import Scalar, Section, expect
from adapters.rules import SoapSource, WebSource

_WEB = ("path", "items", "next", "page", "lists", "changed")
_SOAP = ("operation", "items", "arguments", "page", "lists", "changed")


def read_web(section: Section) -> WebSource:
    """Where a web service lists its weapons.

    Raises:
        BadData: a key or value is wrong.
    """
    section.only(_WEB)
    if not (path := section.text("path")).startswith("/") or path.startswith("//"):
        raise section.entries["path"].place.bad(
            "mapping.path",
            "a path begins with one slash; its address is the option 'url' of the adapter",
        )
    return WebSource(
        place=section.place,
        path=path,
        items=section.text("items"),
        next=section.text("next"),
        page=section.text("page"),
        lists=section.texts("lists"),
        changed=section.text("changed"),
    )


def read_soap(section: Section) -> SoapSource:
    """Which SOAP operation lists the weapons.

    Raises:
        BadData: a key or value is wrong.
    """
    section.only(_SOAP)
    arguments = section.get("arguments", Section)
    return SoapSource(
        place=section.place,
        operation=section.text("operation"),
        items=section.text("items"),
        arguments=tuple(
            (name, expect(node, Scalar, name).text)
            for name, node in (arguments.entries.items() if arguments else ())
        ),
        page=section.text("page"),
        lists=section.texts("lists"),
        changed=section.text("changed"),
    )
