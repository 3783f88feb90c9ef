import pytest

from college.rules.audience import KNOWN, fits, tidy


@pytest.mark.parametrize(
    ("audience", "held", "right"),
    [([], [], True), ([], ["learner"], True), (["building_head"], [], False), (["building_head", "grid_worker"], ["grid_worker", "learner"], True)],
)
def test_one_of_the_roles_is_enough_and_no_role_is_everybody(audience, held, right):
    assert fits(audience, held) is right


def test_codes_stand_once_in_one_order_and_roles_of_the_office_are_no_audience():
    assert tidy(["grid_worker", "building_head", "grid_worker", "staff", "x"]) == ["building_head", "grid_worker"]
    assert "administrator" not in KNOWN
