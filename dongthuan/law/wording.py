"""The sentences in which limits are explained and refused; English, put into other words by `translate`."""

from collections.abc import Callable

from dongthuan.law.model import CannotCompute
from dongthuan.law.steps import Step

Translate = Callable[[str], str]


def sentence(of: Step | CannotCompute, translate: Translate) -> str:
    """Return a step, or the reason for which a limit cannot be given, in one sentence."""
    return translate(of.code)
