"""A pack of law as a YAML file: read strictly, every fault with its file, row and field."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypedDict, TypeVar

import yaml

from dongthuan.law.checking import faults_of
from dongthuan.law.model import Cap, Ceiling, Direction, Parameter, Provision, Roll, Rule, Unit, Verified

Choice = TypeVar("Choice", bound=StrEnum)
COMMON = ("instrument", "source", "valid_from", "valid_to", "verified", "verified_by", "verified_on")
SECTIONS = ("rules", "ceilings", "parameters", "provisions")
MEASURES = ("vnd", "percent", "mm", "pt", "coefficient", "rounds", "day-of-month", "months")
_DATED = ("key", "title", "article", "note", *COMMON)
FIELDS = {
    "rules": (
        *(*_DATED, "alias", "amount", "unit", "start_event", "roll", "direction", "extension"),
        *("channel", "complexity", "agency_kind", "month", "day"),
    ),
    "ceilings": (*_DATED, "amount_vnd", "per"),
    "parameters": (*_DATED, "value", "upper", "measure"),
    "provisions": (*_DATED, "text"),
}


class Dated(TypedDict):
    """The fields of every kind of row."""

    key: str
    title: str
    valid_from: date
    valid_to: date | None
    instrument: str
    article: str
    source: str
    verified: Verified
    note: str


class PackFault(Exception):
    """A pack cannot be used; its text has a line a fault: file, row, field, what is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Loader(yaml.SafeLoader):
    """YAML without repeated keys."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    names = [key.value for key, _ in node.value]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise yaml.constructor.ConstructorError(None, None, f"field {name!r} twice", node.start_mark)
    loader.flatten_mapping(node)
    return {
        loader.construct_object(key): loader.construct_object(value, deep=True) for key, value in node.value
    }


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


class Row:
    """One row of a pack: gives its fields with their kinds and notes what is wrong with them."""

    def __init__(self, values: Mapping[str, Any], place: str, faults: list[str]) -> None:
        self._values = values
        self._place = place
        self._faults = faults

    def fault(self, field: str, text: str) -> None:
        """Note that a field is wrong."""
        self._faults.append(f"{self._place}: {field}: {text}")

    def text(self, field: str, *, is_needed: bool = True) -> str:
        """Return a text, composed; "" where there is none."""
        value = self._values.get(field)
        if value is None and not is_needed:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(field, "must be a text" if value is not None else "is missing")
            return ""
        if value != unicodedata.normalize("NFC", value):
            self.fault(field, "is not composed (NFC)")
        return value.strip()

    def whole(self, field: str, *, is_needed: bool = True) -> int | None:
        """Return a whole number, or None where there is none."""
        value = self._values.get(field)
        if value is None and not is_needed:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(field, "must be a whole number" if value is not None else "is missing")
            return None
        return value

    def day(self, field: str, *, is_needed: bool = True) -> date | None:
        """Return a day, or None where there is none."""
        value = self._values.get(field)
        if value is None and not is_needed:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fault(field, "must be a day, as 2026-07-01" if value is not None else "is missing")
            return None
        return value

    def choice(self, field: str, kind: type[Choice], default: Choice) -> Choice:
        """Return one of the values of `kind`; the default stands in for what is wrong."""
        value = self._values.get(field)
        if value is None:
            self.fault(field, "is missing")
        elif value not in list(kind):
            self.fault(field, f"{value!r} is none of {', '.join(kind)}")
        else:
            return kind(value)
        return default

    def has(self, field: str) -> bool:
        """Return whether the field is given."""
        return self._values.get(field) is not None

    def positive(self, field: str) -> int:
        """Return a whole number above 0."""
        value = self.whole(field)
        if value is not None and value < 1:
            self.fault(field, "must be above 0")
        return value or 0

    def cap(self, field: str) -> Cap | None:
        """Return the cap of an extension, or None where there is none."""
        value = self._values.get(field)
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != {"amount", "unit"}:
            self.fault(field, "must have amount and unit")
            return None
        inner = Row(value, f"{self._place}: {field}", self._faults)
        return Cap(inner.whole("amount") or 0, inner.choice("unit", Unit, Unit.DAYS))

    def dated(self) -> Dated:
        """Return the fields that every kind of row has."""
        return {
            "key": self.text("key"),
            "title": self.text("title"),
            "valid_from": self.day("valid_from") or date.min,
            "valid_to": self.day("valid_to", is_needed=False),
            "instrument": self.text("instrument"),
            "article": self.text("article"),
            "source": self.text("source"),
            "verified": self.choice("verified", Verified, Verified.NO),
            "note": self.text("note", is_needed=False),
        }


def mapping_of(text: str, name: str, faults: list[str]) -> dict[Any, Any]:
    """Return a YAML file that must be one mapping; what is wrong is added to `faults`."""
    try:
        found = yaml.load(text, _Loader)  # noqa: S506  # a SafeLoader that also refuses repeated fields
    except yaml.YAMLError as problem:
        faults.append(f"{name}: {' '.join(str(problem).split())}")
        return {}
    if not isinstance(found, dict):
        faults.append(f"{name}: must be a mapping")
        return {}
    return found


def rows_of(text: str, name: str, faults: list[str]) -> dict[str, list[Row]]:
    """Return the rows of each section of a pack; what is wrong is added to `faults`."""
    pack = mapping_of(text, name, faults)
    faults += [
        f"{name}: {field}: is no field of a pack" for field in pack if field not in (*COMMON, *SECTIONS)
    ]
    return {section: _rows(pack, section, name, faults) for section in SECTIONS}


def _rows(pack: Mapping[str, Any], section: str, name: str, faults: list[str]) -> list[Row]:
    common = {field: pack[field] for field in COMMON if field in pack}
    rows = pack.get(section) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(f"{name}: {section}: must be a list of rows")
        return []
    found = []
    for number, row in enumerate(rows, 1):
        place = f"{name}: {row.get('alias') or row.get('key') or f'{section} {number}'}"
        known = FIELDS[section]
        faults += [f"{place}: {field}: is no field of {section}" for field in row if field not in known]
        found.append(Row(common | row, place, faults))
    return found


def rule_of(row: Row) -> Rule:
    """Return a row as a rule, checked."""
    rule = Rule(
        alias=row.text("alias", is_needed=False),
        amount=row.whole("amount", is_needed=False),
        unit=row.choice("unit", Unit, Unit.DAYS) if row.has("unit") else None,
        start_event=row.text("start_event"),
        roll=row.choice("roll", Roll, Roll.NONE),
        direction=row.choice("direction", Direction, Direction.AFTER)
        if row.has("direction")
        else Direction.AFTER,
        extension=row.cap("extension"),
        channel=row.text("channel", is_needed=False),
        complexity=row.text("complexity", is_needed=False),
        agency_kind=row.text("agency_kind", is_needed=False),
        month=row.whole("month", is_needed=False),
        day=row.whole("day", is_needed=False),
        verified_by=row.text("verified_by", is_needed=False),
        verified_on=row.day("verified_on", is_needed=False),
        **row.dated(),
    )
    for fault in faults_of(rule):
        row.fault(fault.field, fault.code)
    return rule


def ceiling_of(row: Row) -> Ceiling:
    """Return a row as a ceiling."""
    return Ceiling(amount_vnd=row.positive("amount_vnd"), per=row.text("per"), **row.dated())


def parameter_of(row: Row) -> Parameter:
    """Return a row as a parameter."""
    value, upper = row.positive("value"), row.whole("upper", is_needed=False)
    if upper is not None and upper <= value:
        row.fault("upper", "must be more than value")
    measure = row.text("measure")
    if measure not in MEASURES:
        row.fault("measure", f"{measure!r} is none of {', '.join(MEASURES)}")
    return Parameter(value=value, upper=upper, measure=measure, **row.dated())


def provision_of(row: Row) -> Provision:
    """Return a row as a provision."""
    return Provision(text=row.text("text"), **row.dated())
