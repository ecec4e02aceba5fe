import json
from importlib.resources import files

import pytest
from babel.support import NullTranslations

from accord.errors import AccordError, FormatError, PolicyError, TransitionError
from accord.pages.catalogue import merged
from accord.pages.errors.saying import LONGEST, Words
from accord.pages.errors.showing import shown_error, shown_finding, shown_phrase
from accord.pages.errors.template import Template, fill
from accord.pages.languages import Reader

TRANSLATIONS = {
    language: merged(
        language,
        [files("accord.pages.errors").joinpath("locale", f"{language}.po").read_bytes()],
    )
    for language in ("fr", "ar")
}


def french(text: str) -> str:
    return str(TRANSLATIONS["fr"].ugettext(text))


FRENCH = Words(french)


@pytest.mark.parametrize("path", ["marks[x]", "marks[", f"marks[{'9' * 5_000}]", "a b", "<b>", ""])
def test_what_is_no_path_of_a_field_stays_as_it_is(path: str) -> None:
    assert Words(str, fields={"marks": "Marks"}).path(path) == path


def test_what_was_filled_in_is_taken_out_and_put_where_the_translation_wants_it() -> None:
    error = PolicyError("guard.open_leg", "XA has answered about this weapon")
    assert FRENCH.error(error) == "XA a répondu sur cette arme"


def test_a_text_that_no_template_knows_stays_as_it_is() -> None:
    error = AccordError("nobody.knows", "a text of somebody")
    assert FRENCH.error(error) is None
    assert FRENCH.phrase("a text of somebody") is None


def test_a_text_beyond_all_bounds_is_not_looked_at() -> None:
    text = "has answered about this weapon" * LONGEST
    assert FRENCH.error(PolicyError("guard.open_leg", text)) is None
    assert FRENCH.phrase(text) is None


def test_a_list_of_problems_is_said_field_by_field() -> None:
    error = PolicyError(
        "requirement.missing", "grounds: give at least one of G1 to G4 (ITI 22); text: say why"
    )
    assert FRENCH.error(error) == (
        "grounds : invoquez au moins un motif de G1 à G4 (ITI 22) ; text : dites pourquoi"
    )


def test_a_sentence_inside_a_sentence_is_said_too() -> None:
    error = PolicyError(
        "casework.insufficient",
        "the weapon is not identified well enough to be traced: "
        "give the calibre as marked, or measure it",
    )
    assert FRENCH.error(error) == (
        "l'arme n'est pas assez identifiée pour être tracée : "
        "indiquez le calibre tel que marqué, ou mesurez-le"
    )


def test_fields_and_codes_are_called_as_a_form_calls_them() -> None:
    words = Words(
        str,
        codes={"SEND_LEG": "Request sent", "REGISTERED": "Case opened", "CLOSE": "Closed"},
        fields={"marks": "Marks", "kind": "Kind of mark", "reason": "Reason"},
    )
    refused = TransitionError("trace_case", "REGISTERED", "SEND_LEG", ["CLOSE"])
    assert words.error(refused) == ("Request sent is not allowed in Case opened; allowed: Closed")
    assert words.phrase("marks[1].kind: say why; unheard_of: say why") == (
        "Marks 2 – Kind of mark: say why; unheard_of: say why"
    )
    assert words.error(PolicyError("statistics.reason", "reason: say why")) == "Reason: say why"


def test_a_reason_is_put_together_of_its_parts() -> None:
    words = Words(french, codes={"FRAME": "Frame"})
    assert words.phrase("calibre: same family") == "calibre : même famille"
    assert words.phrase("maker: same") == "fabricant : identique"
    assert words.phrase("the numbers are equal (OTHER on FRAME)") == (
        "les numéros sont identiques (OTHER sur Frame)"
    )


def test_a_code_that_a_module_makes_up_is_found_by_its_pattern() -> None:
    error = TransitionError("trace_case", "CLOSED", "SEND_LEG", [])
    said = FRENCH.error(error)
    assert said is not None
    assert said.startswith("SEND_LEG n'est pas possible")


def test_beside_its_field_a_text_is_said_without_the_field() -> None:
    assert FRENCH.phrase("at most 255 characters") == "au plus 255 caractères"
    assert FRENCH.phrase("there is an account with this name already") == (
        "un compte porte déjà ce nom"
    )


@pytest.mark.parametrize(
    ("template", "text", "values"),
    [
        ("at most {0}", "at most 3", ("3",)),
        ("{0} of {1}", "2 of 3 of 4", ("2", "3 of 4")),
        ("{0}{1} days", "3 days", ("", "3")),
        ("at most {0}", "at least 3", None),
        ("plain", "plain", ()),
        ("ab{0}ba", "aba", None),
    ],
    ids=["end", "earliest", "adjacent", "other", "plain", "overlap"],
)
def test_a_template_takes_out_what_fills_its_gaps(
    template: str, text: str, values: tuple[str, ...] | None
) -> None:
    assert Template.of(template).match(text) == values


def test_a_translation_may_turn_the_gaps_around() -> None:
    assert fill("{1} vor {0}", ("a", "b")) == "b vor a"


def test_every_template_is_found_again_by_its_own_text() -> None:
    made = json.loads(files("accord.pages.errors").joinpath("texts.json").read_bytes())
    for code, texts in made["errors"].items():
        for text in texts:
            error = FormatError(code.replace("{0}", "trace"), text)
            assert Words(str).error(error) is not None, text


def test_a_page_says_an_error_in_its_language_and_marks_what_stays_english() -> None:
    arabic = Words(Reader(language="ar", translations=TRANSLATIONS["ar"]).text)
    known = PolicyError("guard.open_leg", "XA has answered about this weapon")
    assert shown_error(known, arabic) == "<bdi>أجابت XA بشأن هذا السلاح</bdi>"
    assert shown_error(AccordError("nobody.knows", "<b>"), arabic) == (
        '<bdi lang="en">&lt;b&gt;</bdi>'
    )
    assert shown_phrase("say why", arabic) == "<bdi>يُبيَّن السبب</bdi>"


def test_a_finding_writes_numbers_and_days_in_the_reader_s_way() -> None:
    french = Reader(language="fr", translations=NullTranslations())
    values = {"free": "66036", "day": "2027-11-24", "at": "2026-12-01T00:01:35Z", "mode": "0600"}
    said = shown_finding("%(free)s %(day)s %(at)s %(mode)s", values, Words(str), french)
    for written in ("66\u202f036", "24 nov. 2027", "1 déc. 2026 00:01 UTC", "0600"):
        assert f">{written}<" in said
    assert ">2027-13-01<" in shown_finding("%(day)s", {"day": "2027-13-01"}, Words(str), french)
