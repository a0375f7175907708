from types import MappingProxyType

import pytest

from bot.evaluation.agreement import cohens_kappa, disagreements, route_agreement, tier_agreement
from bot.evaluation.vignettes import Label, Vignette

KNEE = Label("recommendation", "T4", "physical_therapist")
HAND = Label("recommendation", "T4", "occupational_therapist")
DANGER = Label("emergency", "T0", None)


def labelled(first, second):
    return Vignette("made_up", "plain", "-", MappingProxyType({}), (), first, second, "made up")


def test_kappa_takes_away_what_chance_would_give():
    # Both say yes to half and agree on 35 of 50: (0.7 - 0.5) / (1 - 0.5).
    pairs = [("yes", "yes")] * 20 + [("no", "no")] * 15 + [("yes", "no")] * 5 + [("no", "yes")] * 10
    assert cohens_kappa(pairs) == pytest.approx(0.4)


def test_kappa_is_one_in_full_agreement_and_below_zero_when_worse_than_chance():
    assert cohens_kappa([("yes", "yes"), ("no", "no")]) == 1
    assert cohens_kappa([("yes", "no"), ("no", "yes")]) == -1


def test_kappa_is_not_defined_where_only_one_answer_was_ever_given():
    assert cohens_kappa([("yes", "yes")] * 3) is None


def test_vignettes_without_a_second_label_do_not_count():
    agreement = route_agreement([labelled(KNEE, None), labelled(KNEE, KNEE), labelled(KNEE, HAND)])
    assert (agreement.cases, agreement.agreed) == (2, 1)


def test_another_professional_is_another_route_at_the_same_tier():
    vignettes = [labelled(KNEE, HAND), labelled(DANGER, DANGER)]
    assert (route_agreement(vignettes).agreed, tier_agreement(vignettes).agreed) == (1, 2)


def test_what_a_label_accepts_besides_is_no_disagreement():
    also = Label("recommendation", "T4", "physical_therapist", ("sports_medicine_doctor",))
    assert disagreements([labelled(KNEE, also)]) == []
    assert len(disagreements([labelled(KNEE, DANGER)])) == 1
