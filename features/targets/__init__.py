"""Which org a run talks to, and what that org can do beyond what every Salesforce org can."""

from features.targets.mock import MockTarget
from features.targets.sandbox import SandboxTarget
from features.targets.target import CAPABILITIES, Explained, Target, TargetError

__all__ = ["CAPABILITIES", "Explained", "MockTarget", "SandboxTarget", "Target", "TargetError"]
