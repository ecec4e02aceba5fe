"""What stands in another's column counts, and what was only guessed hides nobody."""

from weapon_samples import weapon

from accord.weapons.codes import MatchGrade
from accord.weapons.description import describe
from accord.weapons.matching import compare


def test_a_maker_typed_into_the_models_cell_is_read() -> None:
    swapped = weapon("12345", maker="", model="Taurus")
    assert compare(swapped, weapon("12345")).grade is MatchGrade.A


def test_a_guess_by_the_model_supports_and_never_makes_certain() -> None:
    guessed = weapon("12345", maker="", model="PT 92")
    assert 0 < describe(guessed).told.maker_sure < 0.8
    assert compare(guessed, weapon("12345")).grade is MatchGrade.B
    assert compare(guessed, weapon("12345", maker="Beretta", country="")).grade is MatchGrade.B


def test_a_name_with_a_slip_agrees_and_does_not_conflict() -> None:
    slipped = weapon("12345", maker="Taurs")
    assert compare(slipped, weapon("12345")).grade is MatchGrade.A
    assert compare(slipped, weapon("12345", maker="Glock")).grade is MatchGrade.B


def test_makers_that_no_table_knows_agree_by_their_words() -> None:
    unknown = weapon("12345", maker="Casa Exemplo", model="PT 92")
    assert compare(unknown, weapon("12345", maker="CASA EXEMPLO")).grade is MatchGrade.A
