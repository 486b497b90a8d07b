"""Acts and kinds of records in the words of officers; the record itself keeps the codes."""

from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext


def act_in_words(code: str) -> str:
    """Return what an act is called: its code is the message, so a code without words reads as plain English.

    >>> act_in_words("plans.no_such_act")
    'No such act'
    """
    words = gettext(code) if code else ""
    return code.rpartition(".")[2].replace("_", " ").capitalize() if words == code else words


def kind_in_words(record_type: str) -> str:
    """Return what a kind of record is called; of a kind that is no more, its code."""
    try:
        return str(apps.get_model(record_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return record_type


def has_page(record_type: str) -> bool:
    """Say whether records of this kind have a page of their own."""
    try:
        return hasattr(apps.get_model(record_type), "get_absolute_url")
    except (LookupError, ValueError):
        return False


@cache
def known_acts() -> tuple[str, ...]:
    """Return the codes of all acts in the tables of access of the installed apps."""
    codes: list[str] = []
    for config in apps.get_app_configs():
        if config.name.startswith("dongthuan.") and module_has_submodule(config.module, "rules"):
            acts = getattr(import_module(f"{config.name}.rules"), "Act", ())
            codes += [str(act.value) for act in acts]
    return tuple(sorted(codes))


def acts_called(text: str) -> list[str]:
    """Return the codes of the acts whose code or words hold `text`, in whatever case."""
    wanted = text.casefold()
    return [
        code for code in known_acts() if wanted in code.casefold() or wanted in act_in_words(code).casefold()
    ]


def kinds_called(text: str) -> list[str]:
    """Return the kinds of records whose code or words hold `text`, in whatever case."""
    wanted = text.casefold()
    kinds = (model._meta.label_lower for model in apps.get_models())
    return [kind for kind in kinds if wanted in kind or wanted in kind_in_words(kind).casefold()]
