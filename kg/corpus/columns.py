"""Records as rows: the columns of a table are the fields of its record, so that a new field needs no word here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from dataclasses import fields as dataclass_fields
from enum import Enum
from functools import cached_property
from itertools import chain
from operator import attrgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from kg.model import Evidence

if TYPE_CHECKING:
    import pyarrow as pa

Record = TypeVar("Record")
_Turn = Callable[[Any], Any] | None
_Type = Callable[[], "pa.DataType"]
"""A column's type, made where a table is: rows are read without the library of tables, which takes long to load."""


def _plain(name: str) -> _Type:
    """The type of this name."""

    def make() -> pa.DataType:
        from pyarrow import type_for_alias

        return type_for_alias(name)

    return make


def _listed(of: _Type) -> _Type:
    """Lists of a type."""

    def make() -> pa.DataType:
        from pyarrow import list_

        return list_(of())

    return make


def _packing(parts: Sequence[Column]) -> _Type:
    """A record of columns."""

    def make() -> pa.DataType:
        from pyarrow import struct

        return struct([(part.name, part.type()) for part in parts])

    return make


_PLAIN: Mapping[type, _Type] = {
    str: _plain("string"),
    int: _plain("int32"),
    float: _plain("float64"),
    bool: _plain("bool"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a record as a column: its type, and how its values become the column's and come back (None: as is)."""

    name: str
    type: _Type
    encode: _Turn = None
    decode: _Turn = None


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and (is_dataclass(hint) or (issubclass(hint, tuple) and hasattr(hint, "_fields")))


def _names(record: type) -> tuple[str, ...]:
    named: tuple[str, ...] | None = getattr(record, "_fields", None)
    return named or tuple(f.name for f in dataclass_fields(record))


def _hints(record: type) -> dict[str, Any]:
    """The types of a record's fields; those of a tuple may stand in the one that it extends."""
    found: dict[str, Any] = {}
    for base in reversed(record.__mro__[:-1]):
        found |= get_type_hints(base)
    return found


def _column(name: str, hint: Any) -> Column:
    """The column of a field. Raises TypeError for a type that no column holds."""
    if hint in _PLAIN:
        return Column(name, _PLAIN[hint])
    if isinstance(hint, type) and issubclass(hint, Enum):
        known = {str(member.value): member for member in hint}
        return Column(name, _PLAIN[str], None if issubclass(hint, str) else attrgetter("value"), known.__getitem__)
    if isinstance(hint, type) and issubclass(hint, str):  # a relation: the object of its name
        return Column(name, _PLAIN[str], None, hint)
    if get_origin(hint) is None and _is_record(hint):
        parts = [_column(n, h) for n, h in _hints(hint).items() if n in _names(hint)]
        return Column(name, _packing(parts), _packed(parts), _unpacked(hint, parts))
    return _made_of(name, hint)


def _made_of(name: str, hint: Any) -> Column:
    """The column of a field that may be missing, or that holds several values of one type."""
    if get_origin(hint) in {Union, UnionType}:
        (inner,) = (a for a in get_args(hint) if a is not type(None))
        one = _column(name, inner)
        return Column(name, one.type, _optional(one.encode), _optional(one.decode))
    if get_origin(hint) is tuple:
        one = _column(name, get_args(hint)[0])
        return Column(name, _listed(one.type), _each(one.encode, list), _each(one.decode, tuple))
    raise TypeError(f"no column holds {hint!r} of the field {name}")


def _optional(turn: _Turn) -> _Turn:
    return None if turn is None else lambda value: None if value is None else turn(value)


def _each(turn: _Turn, into: type) -> Callable[[Any], Any]:
    return into if turn is None else lambda values: into(map(turn, values))


def _packed(parts: Sequence[Column]) -> Callable[[Any], Any]:
    def pack(value: Any) -> dict[str, Any]:
        found = {p.name: getattr(value, p.name) for p in parts}
        return {p.name: p.encode(found[p.name]) if p.encode else found[p.name] for p in parts}

    return pack


def _unpacked(record: type, parts: Sequence[Column]) -> Callable[[Any], Any]:
    return lambda row: record(**{p.name: p.decode(row[p.name]) if p.decode else row[p.name] for p in parts})


class Rows(Generic[Record]):
    """How the records of one type stand as rows of a table.

    Where a record has evidence, `article`, `start`, `end` and `quote` are columns of their own, and a record with
    several pieces of evidence has a row for each.
    """

    WORDS = ("article", "start", "end", "quote")

    def __init__(self, record: Callable[..., Record]) -> None:
        """Look at the fields of the record. Raises TypeError for a field that no column holds."""
        assert isinstance(record, type)
        self.record: type = record
        hints = {name: hint for name, hint in _hints(record).items() if name in _names(record)}
        self.single = hints.get("evidence") is Evidence
        self.several = hints.get("evidence") == tuple[Evidence, ...]
        own = [_column(n, h) for n, h in hints.items() if not (n == "evidence" and (self.single or self.several))]
        words = [_column(n, _hints(Evidence)[n]) for n in self.WORDS] if self.single or self.several else []
        self.own, self.words = tuple(own), tuple(words)

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns in the order of the fields, the words last."""
        from pyarrow import schema

        return schema([(c.name, c.type()) for c in (*self.own, *self.words)])

    def columns(self, records: Iterable[Record]) -> dict[str, list[Any]]:
        """For each column its values, a row for each record or, where it has several, for each piece of evidence."""
        rows: list[Any] = list(records)
        found: list[Evidence] = []
        if self.several:
            found = list(chain.from_iterable(r.evidence for r in rows))
            rows = [r for r in rows for _ in r.evidence]
        elif self.single:
            found = [r.evidence for r in rows]
        made: dict[str, list[Any]] = {}
        for column in self.own:
            values = map(attrgetter(column.name), rows)
            made[column.name] = list(map(column.encode, values) if column.encode else values)
        for column in self.words:
            made[column.name] = list(map(attrgetter(column.name), found))
        return made

    def records(self, table: pa.Table) -> Iterator[Record]:
        """A record for each row; columns that the table lacks (it is older than they are) have the field's default."""
        return self._records({name: table.column(name).to_pylist() for name in table.column_names})

    def of(self, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[Record]:
        """A record for each row of values; `names` are the columns of the values, of which some may be missing."""
        return self._records(dict(zip(names, zip(*rows, strict=True), strict=False)))

    def _records(self, held: Mapping[str, Sequence[Any]]) -> Iterator[Record]:
        """A record for each row of columns; no rows are no columns."""
        own = [c for c in self.own if c.name in held]
        values = [list(map(c.decode, held[c.name])) if c.decode else held[c.name] for c in own]
        names = [c.name for c in own]
        if self.words and held:
            words = [Evidence(*row) for row in zip(*(held[name] for name in self.WORDS), strict=True)]
            names.append("evidence")
            values.append(words if self.single else [(e,) for e in words])
        for row in zip(*values, strict=True):
            yield self.record(**dict(zip(names, row, strict=True)))
