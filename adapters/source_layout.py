"""Reads the `source` section of an extract with a record layout."""

from adapters.document import Listing, Scalar, Section, choice, encoding_of, expect, whole
from adapters.rules import FixedField, FixedSource, Picture

_BINARY = {Picture.PACKED, Picture.BINARY}
_FIXED = ("layout", "encoding", "length", "changed")


def read_layout(section: Section) -> FixedSource:
    """The layout of an extract without delimiters.

    Raises:
        BadData: a key or value is wrong, or a field ends behind its record.
    """
    section.only(_FIXED)
    if not (encoding := encoding_of(section)):
        raise section.place.bad(
            "mapping.encoding", "state the encoding of the extract, such as cp037 or cp850"
        )
    layout = section.need("layout", Listing)
    fields = tuple(_field(expect(item, Section, "layout")) for item in layout)
    length = whole(section, "length", 0)
    names = [field.name for field in fields]
    if len(set(names)) != len(names):
        raise layout.place.bad("mapping.layout", "two fields of the layout have one name")
    if not length and any(field.picture in _BINARY for field in fields):
        raise layout.place.bad(
            "mapping.layout", "packed and binary fields may hold line ends: state the 'length'"
        )
    if length and any(field.start + field.length - 1 > length for field in fields):
        raise layout.place.bad("mapping.layout", f"a field ends behind the record's {length} bytes")
    return FixedSource(
        place=section.place,
        fields=fields,
        encoding=encoding,
        length=length,
        changed=section.text("changed"),
    )


def _field(section: Section) -> FixedField:
    section.only(("name", "start", "length", "picture", "decimals"))
    picture = section.get("picture", Scalar)
    pictures = {one.value: one for one in Picture}
    return FixedField(
        name=section.need("name", Scalar).text,
        start=whole(section, "start"),
        length=whole(section, "length"),
        picture=Picture.TEXT if picture is None else choice(picture, pictures),
        decimals=whole(section, "decimals", 0),
    )
