"""What PostgreSQL is asked of a text's words: does a vector hold them, and how near do they stand.

The literals of vectors and questions are made in Python (`lexemes.py` of an app); its parser is never asked.
"""

from typing import Any

from django.db import models
from django.db.models import F, FloatField, Func, Value
from django.db.models.functions import Cast


class _Query(models.Field):  # type: ignore[type-arg]  # only names the type of a cast
    """PostgreSQL's tsquery, made by a plain cast."""

    def db_type(self, connection: Any) -> str:
        """Return the name of the type."""
        return "tsquery"


class _Holds(Func):
    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = models.BooleanField()


class _Rank(Func):
    function = "ts_rank_cd"
    output_field = FloatField()


def holds(vector: str, asked: str) -> Func:
    """Return whether the column `vector` holds what the literal of a tsquery asks; a bad one raises."""
    return _Holds(F(vector), Cast(Value(asked), _Query()))


def rank(vector: str, asked: str) -> Func:
    """Return how near and how often the words stand, those of greater weight first: 0 = not at all."""
    return _Rank(F(vector), Cast(Value(asked), _Query()))
