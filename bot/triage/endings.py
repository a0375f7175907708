"""The whole content as one decision diagram: every way evidence can end.

`assess` decides one case by walking the tables; this compiles the same tables into a diagram, so
that questions like "can this still matter?" and "does anything lead there?" have exact answers.
The two are built apart and held together by tests/triage/test_endings.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.triage.assess import TIER_OF_OUTCOME
from bot.triage.conditions import Atom, atoms
from bot.triage.diagram import Diagrams, Node
from bot.triage.entries import BY_FLAG, DANGER, DANGER_LEVELS, TIERS, Content, Rule
from bot.triage.evidence import NO, UNKNOWN, YES, Case

ASSESSED = Atom("assessed_this_episode", frozenset({YES}))


@dataclass(frozen=True)
class Ending:
    """What a person would notice of a result; two rules with one ending are no different to them."""

    outcome: str
    tier: str
    professional: str | None
    destination: str | None
    alternates: tuple[str, ...]
    clearance_needed: bool


@dataclass(frozen=True)
class EndingsDiagram:
    """The compiled content: `root` leads to endings, and `in_force` says when each red flag and
    each danger level holds."""

    diagrams: Diagrams[Ending | str]
    root: Node
    in_force: Mapping[str, Mapping[str, Node]]

    def known(self, case: Case, content: Content) -> dict[str, str]:
        """The levels of what a case has answered, as the diagram names them."""
        known: dict[str, str] = {}
        for fact, answer in case.answers.items():
            if fact in content.flags:
                known[fact] = NO if answer.value == NO else YES
            else:
                known[fact] = content.facts[fact].level(answer.value)
        return known


_COMPILED: dict[str, EndingsDiagram] = {}
_RULES: dict[str, Node] = {}


def endings(content: Content) -> EndingsDiagram:
    """The diagram of this content, compiled once a process for each content version."""
    if content.version not in _COMPILED:
        _COMPILED[content.version] = _compile(content)
    return _COMPILED[content.version]


def deciding_rules(content: Content) -> Node:
    """The diagram whose results are the ids of the rules that decide; only proofs need it."""
    if content.version not in _RULES:
        compiled = endings(content)
        diagrams = compiled.diagrams
        node = diagrams.false
        for rule in reversed(content.rules):
            when = diagrams.condition(rule.when, compiled.in_force)
            node = diagrams.choose(when, diagrams.leaf(rule.id), node)
        _RULES[content.version] = node
    return _RULES[content.version]


def _compile(content: Content) -> EndingsDiagram:
    diagrams: Diagrams[Ending | str] = Diagrams(_levels(content))
    at_tier = _flags_at_tier(diagrams, content)
    in_force: dict[str, Mapping[str, Node]] = {}
    for flag in content.flags:
        raised = diagrams.any_of(at_tier[flag].values())
        in_force[flag] = {
            YES: raised,
            NO: diagrams.choose(raised, diagrams.false, diagrams.true),
            UNKNOWN: diagrams.false,
        }
    given = {**in_force, DANGER: _danger(diagrams, at_tier, content)}
    cleared = diagrams.false
    for row in reversed(content.clearance):
        needed = diagrams.true if row.needed else diagrams.false
        cleared = diagrams.choose(diagrams.condition(row.when, given), needed, cleared)
    root = diagrams.false
    for rule in reversed(content.rules):
        when = diagrams.condition(rule.when, given)
        ending = _ending(diagrams, rule, given, at_tier, cleared, content)
        root = diagrams.choose(when, ending, root)
    return EndingsDiagram(diagrams, root, given)


def _levels(content: Content) -> dict[str, tuple[str, ...]]:
    """Facts in the order the diagram asks them: flags that only set a tier come first, since they
    settle a case at once; facts that rules look at come after, goal before the rest."""
    conditions = [rule.when for rule in content.rules]
    conditions += [row.when for row in content.clearance]
    looked_at = {atom.fact for condition in conditions for atom in atoms(condition)}
    flags = sorted(content.flags, key=lambda flag: (flag in looked_at, content.flags[flag].tier))
    facts = [fact for fact in content.facts if fact not in content.flags]
    order = [flag for flag in flags if flag not in looked_at]
    order += ["goal"] + [fact for fact in facts if fact != "goal"]
    order += [flag for flag in flags if flag in looked_at]
    return {
        fact: (NO, YES) if fact in content.flags else (*content.facts[fact].levels, UNKNOWN) for fact in order
    }


def _flags_at_tier(diagrams: Diagrams[Ending | str], content: Content) -> dict[str, dict[str, Node]]:
    """For each flag and tier: when the flag is in force at that tier."""
    assessed = diagrams.condition(ASSESSED, {})
    found: dict[str, dict[str, Node]] = {}
    for flag in content.flags.values():
        raised = diagrams.condition(Atom(flag.id, frozenset({YES})), {})
        for combination in content.combinations:
            if combination.raises == flag.id:
                when = diagrams.condition(combination.when, {})
                raised = diagrams.choose(when, diagrams.true, raised)
        tiers = dict.fromkeys(TIERS, diagrams.false)
        rest = raised
        if flag.unless is not None:
            settled = diagrams.condition(flag.unless, {})
            tiers["T3"] = diagrams.choose(rest, settled, diagrams.false)
            rest = diagrams.choose(settled, diagrams.false, rest)
        if flag.lowered_if_assessed:
            lower = TIERS[TIERS.index(flag.tier) + 1]
            lowered = diagrams.choose(rest, assessed, diagrams.false)
            tiers[lower] = diagrams.choose(tiers[lower], diagrams.true, lowered)
            rest = diagrams.choose(assessed, diagrams.false, rest)
        tiers[flag.tier] = diagrams.choose(tiers[flag.tier], diagrams.true, rest)
        found[flag.id] = tiers
    return found


def _danger(
    diagrams: Diagrams[Ending | str], at_tier: Mapping[str, Mapping[str, Node]], content: Content
) -> dict[str, Node]:
    """For each danger level: when it is the highest in the case."""
    anywhere = {tier: diagrams.any_of(tiers[tier] for tiers in at_tier.values()) for tier in TIERS}
    not_movement = diagrams.any_of(
        at_tier[flag.id]["T2"] for flag in content.flags.values() if flag.cause != "msk"
    )
    levels: dict[str, Node] = {}
    free = diagrams.true
    for tier in TIERS[:4]:
        levels[tier] = diagrams.choose(free, anywhere[tier], diagrams.false)
        free = diagrams.choose(anywhere[tier], diagrams.false, free)
    levels["T4"] = free
    t2 = levels["T2"]
    levels["T2"] = diagrams.choose(t2, not_movement, diagrams.false)
    levels["T2_msk"] = diagrams.choose(not_movement, diagrams.false, t2)
    return {level: levels[level] for level in DANGER_LEVELS}


def _ending(
    diagrams: Diagrams[Ending | str],
    rule: Rule,
    given: Mapping[str, Mapping[str, Node]],
    at_tier: Mapping[str, Mapping[str, Node]],
    cleared: Node,
    content: Content,
) -> Node:
    def leaf(tier: str, destination: str | None, clearance_needed: bool) -> Node:
        return diagrams.leaf(
            Ending(rule.outcome, tier, rule.professional, destination, rule.alternates, clearance_needed)
        )

    urgent = TIER_OF_OUTCOME.get(rule.outcome)
    if rule.destination == BY_FLAG and urgent is not None:
        node = diagrams.false
        for flag in reversed(tuple(content.flags.values())):
            here = leaf(urgent, flag.destination, False)
            node = diagrams.choose(at_tier[flag.id][urgent], here, node)
        return node
    needed = cleared if rule.professional in content.clearance_applies_to else diagrams.false
    if urgent is not None:
        return leaf(urgent, rule.destination, False)
    danger = given[DANGER]
    node = diagrams.false
    for tier, levels in (("T4", ("T0", "T1", "T4")), ("T3", ("T3",)), ("T2", ("T2", "T2_msk"))):
        here = diagrams.any_of(danger[level] for level in levels)
        with_clearance = leaf(tier, rule.destination, True)
        ending = diagrams.choose(needed, with_clearance, leaf(tier, rule.destination, False))
        node = diagrams.choose(here, ending, node)
    return node
