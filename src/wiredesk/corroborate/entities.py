"""Whether an entity of one report is one of another, and why. Not for: what is known of each (see `entities_profiles`).

A comparison adds up log odds: what the names prove, by how rare they are, and what roles, companions, countries, days, sex and
age speak for or against. Source: Fellegi, Sunter. 1969. A theory for record linkage. JASA 64; frequency-based weights as in
Winkler. 1989. Frequency-based matching in the Fellegi-Sunter model. The weights are our choice, by eye on ECB+ train
(`python -m benchmarks.entities`). A surname alone never joins: it takes the
same role and names beside it.
"""

import math

from wiredesk.codebook import EntityType
from wiredesk.corroborate.comparison import Comparison, Reason
from wiredesk.corroborate.entities_evidence import evidence
from wiredesk.corroborate.entities_keys import entity_keys
from wiredesk.corroborate.entities_names import name_evidence
from wiredesk.corroborate.entities_profiles import EntityProfile, entity_profile, merged

__all__ = ["JOIN_ENTITY", "PROPOSE_ENTITY", "EntityProfile", "compare_entities", "entity_keys", "entity_profile", "merged"]

JOIN_ENTITY = 0.9
PROPOSE_ENTITY = 0.4

# Log odds that two entities of one type, met at random on a desk, are one.
_PRIOR = -11.0
_COMPANIONS_TELL = 3.0


def compare_entities(left: EntityProfile, right: EntityProfile) -> Comparison:
    """Return how likely two entities are one, with the reasons; 0 where their types or names cannot be."""
    if left.type is not right.type:
        return Comparison(0.0, (Reason("type", f"one is {_article(left.type)}, the other {_article(right.type)}", _PRIOR),))
    names = name_evidence(left, right)
    if names.is_apart:
        return Comparison(0.0, (names.reason,))
    reasons = [names.reason, *evidence(left, right)]
    score = _sigmoid(_PRIOR + sum(reason.weight for reason in reasons))
    most = 1.0 if names.may_join or _is_told_otherwise(reasons) else JOIN_ENTITY - 0.2
    return Comparison(min(score, most), tuple(sorted(reasons, key=lambda reason: -abs(reason.weight))))


def _is_told_otherwise(reasons: list[Reason]) -> bool:
    """A single name joins where a role and the names beside it say the same; else it may be proposed at most."""
    weights = {reason.code: reason.weight for reason in reasons}
    has_role = max(weights.get("same_role", 0.0), weights.get("same_body", 0.0)) > 0
    return "single_name" in weights and has_role and weights.get("companions", 0.0) >= _COMPANIONS_TELL


def _sigmoid(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _article(kind: EntityType) -> str:
    return f"{'an' if kind.value[0] in 'aeiou' else 'a'} {kind.value}"
