"""The record of one decision: enough to reach the same result again, exactly, and to notice if not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.triage.assess import Assessment, assess
from bot.triage.entries import OUTCOMES, TIERS, Content
from bot.triage.evidence import UNKNOWN, Case, MalformedCase

DECIDED = ("outcome", "tier", "professional", "rule")
KEYS = ("evidence", "content_version", *DECIDED)


class RecordError(ValueError):
    """A decision record cannot be replayed. The message says why and what to do."""


class MalformedRecord(RecordError):
    """This is not a decision record, or a part of it was changed."""


class WrongContentVersion(RecordError):
    """The record was made with other content than the content at hand.

    `needed` is the version that made it. The page for reviewers carries the version of its content,
    so the history of that page leads to the commit.
    """

    def __init__(self, needed: str, at_hand: str) -> None:
        self.needed = needed
        super().__init__(
            f"the record needs content version {needed}; this is {at_hand}. "
            f"To find the commit to replay it with: git log -S {needed} -- docs/clinical-content.md"
        )


class NotReproduced(RecordError):
    """The same evidence and content gave another result: the code changed, or the record did."""


@dataclass(frozen=True)
class DecisionRecord:
    """What was decided, from which evidence, by which version of the content.

    The evidence holds health answers and the person's own words: keep a record as safe as the case.
    """

    evidence: Case
    content_version: str
    outcome: str
    tier: str
    professional: str | None
    rule: str

    def to_json(self) -> dict[str, Any]:
        """The record as plain JSON data."""
        return {**{key: getattr(self, key) for key in KEYS}, "evidence": self.evidence.to_json()}

    @classmethod
    def from_json(cls, data: Any) -> DecisionRecord:
        """Read what `to_json` wrote.

        Raises:
            MalformedRecord: naming the part that is missing, unknown or of another shape.
        """
        if not isinstance(data, Mapping):
            raise MalformedRecord("a decision record is a JSON object; give the file that holds one")
        if missing := [key for key in KEYS if key not in data]:
            raise MalformedRecord(f"the record lacks {', '.join(missing)}; give the whole record")
        if unknown := sorted(str(key) for key in data if key not in KEYS):
            raise MalformedRecord(f"no record has {', '.join(unknown)}; remove it")
        if not isinstance(data["evidence"], Mapping):
            raise MalformedRecord("`evidence` must be a case as the store keeps it")
        try:
            evidence = Case.from_json(data["evidence"])
        except MalformedCase as error:
            raise MalformedRecord(f"`evidence` cannot be read: {error}") from error
        return cls(
            evidence=evidence,
            content_version=_text(data, "content_version"),
            outcome=_one_of(data, "outcome", OUTCOMES),
            tier=_one_of(data, "tier", TIERS),
            professional=None if data["professional"] is None else _text(data, "professional"),
            rule=_text(data, "rule"),
        )


def record_of(case: Case, content: Content) -> DecisionRecord:
    """Decide the case and record the decision."""
    return _record(case, assess(case, content))


def replay(record: DecisionRecord, content: Content) -> Assessment:
    """Decide the recorded evidence again; the result is the recorded one.

    Raises:
        WrongContentVersion: this content did not make the record.
        MalformedRecord: the evidence has facts or values that this content does not have.
        NotReproduced: the result is another one.
    """
    if record.content_version != content.version:
        raise WrongContentVersion(record.content_version, content.version)
    for fact, answer in record.evidence.answers.items():
        if fact not in content.facts:
            raise MalformedRecord(
                f"`evidence` has the fact {fact!r}, which its content version does not have"
            )
        if answer.value not in (*content.facts[fact].values, UNKNOWN):
            raise MalformedRecord(f"`evidence` gives {fact} a value that its content version does not have")
    found = assess(record.evidence, content)
    again = _record(record.evidence, found)
    if again != record:
        differing = "; ".join(
            f"{key} was {getattr(record, key)}, is {getattr(again, key)}"
            for key in DECIDED
            if getattr(record, key) != getattr(again, key)
        )
        raise NotReproduced(
            f"not reproduced: {differing}. Either the record was changed, "
            "or the code that decides was: replay it with the code that made it"
        )
    return found


def _record(case: Case, found: Assessment) -> DecisionRecord:
    return DecisionRecord(
        evidence=case,
        content_version=found.content_version,
        outcome=found.outcome,
        tier=found.tier,
        professional=found.professional,
        rule=found.rule,
    )


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data[key]
    if not isinstance(value, str) or not value:
        raise MalformedRecord(f"`{key}` must be a text that is not empty")
    return value


def _one_of(data: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = _text(data, key)
    if value not in allowed:
        raise MalformedRecord(f"`{key}` must be one of {', '.join(allowed)}")
    return value
