"""The whole content as one decision diagram: every way evidence can end.

`assess` decides one case by walking the tables; this compiles the same tables into a diagram, so
that questions like "can this still matter?" and "does anything lead there?" have exact answers.
The two are built apart and held together by tests/triage/test_endings.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, eq=False)
class EndingsDiagram:
    """The compiled content. Each is equal to itself only, so that results can be kept for it.

    `root` leads to endings, `rules` to the id of the rule that decides, and `in_force` says when each
    red flag and each danger level holds.
    """

    diagrams: Diagrams[Ending | str]
    root: Node
    rules: Node
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


def endings(content: Content) -> EndingsDiagram:
    """The diagram of this content, compiled once a process for each content version."""
    if content.version not in _COMPILED:
        _COMPILED[content.version] = _compile(content)
    return _COMPILED[content.version]


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
    rules = diagrams.false
    for rule in reversed(content.rules):
        rules = diagrams.choose(diagrams.condition(rule.when, given), diagrams.leaf(rule.id), rules)
    root = _endings_of(diagrams, rules, given, _clearance(diagrams, given, content), content)
    return EndingsDiagram(diagrams, _sent_by_flag(diagrams, root, rules, at_tier, content), rules, given)


def _clearance(
    diagrams: Diagrams[Ending | str], given: Mapping[str, Mapping[str, Node]], content: Content
) -> Node:
    """When a doctor's OK is needed before exercise."""
    needed = diagrams.false
    for row in reversed(content.clearance):
        here = diagrams.true if row.needed else diagrams.false
        needed = diagrams.choose(diagrams.condition(row.when, given), here, needed)
    return needed


def _endings_of(
    diagrams: Diagrams[Ending | str],
    rules: Node,
    given: Mapping[str, Mapping[str, Node]],
    clearance: Node,
    content: Content,
) -> Node:
    """Each deciding rule as its ending: with the tier that cautions give it, and the clearance."""
    by_id = {rule.id: rule for rule in content.rules}

    def all_at(tier: str, clearance_needed: bool) -> Node:
        def ending(leaf: Ending | str | bool) -> Ending | str | bool:
            return _ending(by_id[leaf], tier, clearance_needed, content) if isinstance(leaf, str) else leaf

        return diagrams.map_leaves(rules, ending)

    danger = given[DANGER]
    root = diagrams.false
    for tier, levels in (("T4", ("T0", "T1", "T4")), ("T3", ("T3",)), ("T2", ("T2", "T2_msk"))):
        here = diagrams.any_of(danger[level] for level in levels)
        there = diagrams.choose(clearance, all_at(tier, True), all_at(tier, False))
        root = diagrams.choose(here, there, root)
    return root


def _ending(rule: Rule, tier: str, clearance_needed: bool, content: Content) -> Ending:
    return Ending(
        rule.outcome,
        TIER_OF_OUTCOME.get(rule.outcome, tier),
        rule.professional,
        rule.destination,
        rule.alternates,
        clearance_needed and rule.professional in content.clearance_applies_to,
    )


def _sent_by_flag(
    diagrams: Diagrams[Ending | str],
    root: Node,
    rules: Node,
    at_tier: Mapping[str, Mapping[str, Node]],
    content: Content,
) -> Node:
    """Rules that send people where the leading red flag says, with that place as destination."""
    for rule in content.rules:
        if rule.destination != BY_FLAG:
            continue
        tier = TIER_OF_OUTCOME[rule.outcome]
        node = diagrams.false
        for flag in reversed(tuple(content.flags.values())):
            sent = replace(_ending(rule, tier, False, content), destination=flag.destination)
            node = diagrams.choose(at_tier[flag.id][tier], diagrams.leaf(sent), node)
        decides = diagrams.leaf_is(rules, rule.id)
        root = diagrams.choose(decides, node, root)
    return root


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
