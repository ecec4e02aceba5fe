"""Every text that a page shows is there in every language."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import spoken
from babel.messages.catalog import Message
from messages import LANGUAGES, Key, catalogue_path, faults, load, rooms, texts, update, written

REMEDY = "run: make messages, and translate what is new (docs/guides/languages.md)"


@pytest.fixture(scope="module")
def wanted(root: Path) -> Mapping[Path, Sequence[Key]]:
    return {room: texts(room) for room in rooms(root)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_what_the_source_gives(
    wanted: Mapping[Path, Sequence[Key]], language: str
) -> None:
    stale = [
        str(catalogue_path(room, language))
        for room, keys in wanted.items()
        if not catalogue_path(room, language).exists()
        or catalogue_path(room, language).read_bytes() != written(room, language, list(keys))
    ]
    assert not stale, f"{REMEDY}\n" + "\n".join(stale)


def test_the_sentences_of_errors_are_what_the_source_says(root: Path) -> None:
    written = (root / spoken.PLACE).read_text(encoding="utf-8")
    assert written == spoken.render(root), REMEDY


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_whole(
    wanted: Mapping[Path, Sequence[Key]], language: str, root: Path
) -> None:
    found = [
        f"{room.relative_to(root)} {language}: {fault}: {key[0]}"
        for room in wanted
        for key, message in load(catalogue_path(room, language), language).items()
        for fault in faults(key, message, language)
    ]
    assert not found, f"{REMEDY}\n" + "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rooms_translate_one_text_differently(
    wanted: Mapping[Path, Sequence[Key]], language: str
) -> None:
    seen: dict[Key, dict[object, str]] = {}
    for room in wanted:
        for key, message in load(catalogue_path(room, language), language).items():
            seen.setdefault(key, {})[message.string] = room.name
    differing = {key: found for key, found in seen.items() if len(found) > 1}
    assert not differing, "\n".join(f"{key[0]}: {found}" for key, found in differing.items())


@pytest.fixture
def room(tmp_path: Path) -> Path:
    room = tmp_path / "node" / "room"
    for place in ("locale", "templates/room", "inner/locale"):
        (room / place).mkdir(parents=True)
    (room / "codes.py").write_text('_N("Awaiting answer")\nreader.plural("%(num)s leg", "legs", n)')
    (room / "inner" / "codes.py").write_text('_N("of another room")')
    (room / "templates/room/page.html").write_text(
        "<p>{{ _('Open') }} {% trans count=n %}{{ count }} case{% pluralize %}{{ count }} cases"
        "{% endtrans %} {% trans name=x %}<b>By</b> {{ name }}{% endtrans %}</p>"
    )
    return room


def test_a_room_is_read_with_its_templates_and_without_the_rooms_inside_it(room: Path) -> None:
    assert texts(room) == [
        ("%(count)s case", "%(count)s cases"),
        ("%(num)s leg", "legs"),
        ("<b>By</b> %(name)s",),
        ("Awaiting answer",),
        ("Open",),
    ]
    assert rooms(room.parents[1]) == [room, room / "inner"]


def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(room: Path) -> None:
    path = catalogue_path(room, "fr")
    path.write_bytes(
        written(room, "fr", [("Open",), ("Gone",)]).replace(
            b'msgid "Open"\nmsgstr ""', b'msgid "Open"\nmsgstr "Ouvrir"'
        )
    )
    path.write_bytes(written(room, "fr", [("Open",), ("New",)]))
    kept = load(path, "fr")
    assert {key: message.string for key, message in kept.items()} == {
        ("New",): "",
        ("Open",): "Ouvrir",
    }
    assert path.read_bytes() == written(room, "fr", [("New",), ("Open",)])


def _translate(room: Path, source: str, translation: str) -> None:
    path = catalogue_path(room, "es")
    entry = f'msgid "{source}"\nmsgstr ""'.encode()
    path.write_bytes(
        written(room, "es", [(source,)]).replace(entry, entry[:-1] + f'{translation}"'.encode())
    )


def test_a_text_that_rooms_share_is_translated_as_the_first_of_them_does(room: Path) -> None:
    inner = room / "inner"
    (inner / "codes.py").write_text('_N("Open"), _N("Awaiting answer")')
    _translate(room, "Awaiting answer", "En espera de respuesta")
    _translate(inner, "Open", "Abrir")
    update(room.parents[1])
    for place in (room, inner):
        known = load(catalogue_path(place, "es"), "es")
        assert known[("Open",)].string == "Abrir"
        assert known[("Awaiting answer",)].string == "En espera de respuesta"
    _translate(inner, "Awaiting answer", "Esperando respuesta")
    update(room.parents[1])
    assert load(catalogue_path(inner, "es"), "es")[("Awaiting answer",)].string == (
        "En espera de respuesta"
    )


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("Open", "", "not translated"),
        ("By %(name)s", "Par %(nom)s", "a placeholder that the text does not have"),
        ("at most {0}", "au plus", "placeholders differ"),
        ("<b>Open</b>", "Ouvrir", "HTML differs"),
        ("Open", "Ouvrir ", "space at an edge differs"),
    ],
    ids=["empty", "other-name", "left-out", "tag", "space"],
)
def test_a_fault_of_a_translation_is_named(source: str, translation: str, fault: str) -> None:
    found = list(faults((source,), Message(source, translation), "fr"))
    assert found[:1] == [fault]


def test_arabic_needs_all_its_six_forms_and_may_say_one_and_two_in_words() -> None:
    key = ("%(num)s case", "%(num)s cases")
    six = ("لا قضايا", "قضية واحدة", "قضيتان", "%(num)s قضايا", "%(num)s قضية", "%(num)s قضية")
    assert list(faults(key, Message(key, six), "ar")) == []
    assert list(faults(key, Message(key, six[:2]), "ar")) == ["not translated"]
