"""IRIs, literals and blocks as a built graph's Turtle writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from kg.model import KGI, KGV
from kg.terms import OTHER_PREFIXES, PREFIXES

Pairs = Sequence[tuple[str, Sequence[str]]]
_LOCAL = re.compile(r"[A-Za-z0-9_一-鿿](?:[-·（）、＋A-Za-z0-9_一-鿿]*[（）、＋A-Za-z0-9_一-鿿])?")
_SIGNS = r"\w、。（）·—…\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e-"
_PATH = rf"(?:[{_SIGNS}][{_SIGNS}.]*/)+[{_SIGNS}][{_SIGNS}.]*"
_RELATIVE = re.compile(rf"{_PATH}(?:#[a-z]+=\d+,\d+|#{_PATH})?")
WEB = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)
_ESCAPES = {c: f"\\u{c:04X}" for c in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}
_LONG = {c: e for c, e in _ESCAPES.items() if c not in {ord("\n"), ord("\t")}}


def literal(text: str, suffix: str = "") -> str:
    r"""The text as a Turtle literal; `suffix` is a language (`@zh`) or a datatype (`^^xsd:date`).

    >>> literal("城市建设司", "@zh")
    '"城市建设司"@zh'
    """
    if "\n" in text:
        return f'"""{text.translate(_LONG)}"""{suffix}'
    return f'"{text.translate(_ESCAPES)}"{suffix}'


def ref(iri: str) -> str:
    """The IRI as a built graph's Turtle writes it: with a prefix, relative to the base, or in full.

    >>> ref("https://w3id.org/policy-kg/vocab/高质量发展"), ref("https://w3id.org/policy-kg/id/Program/城市体检")
    ('kgv:高质量发展', '<Program/城市体检>')
    """
    if iri.startswith(KGI) and _RELATIVE.fullmatch(iri, len(KGI)):
        return f"<{iri[len(KGI) :]}>"
    if iri.startswith(KGV) and _LOCAL.fullmatch(iri, len(KGV)):
        return f"kgv:{iri[len(KGV) :]}"
    return f"<{iri}>"


def date_literal(value: str) -> str:
    """The date as a typed literal: a day, a month, a year, or plain text where it is none of them.

    >>> date_literal("2021-04-14"), date_literal("2021-04")
    ('"2021-04-14"^^xsd:date', '"2021-04"^^xsd:gYearMonth')
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return literal(value)
        return literal(value, "^^xsd:date")
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        return literal(value, "^^xsd:gYearMonth")
    if re.fullmatch(r"\d{4}", value):
        return literal(value, "^^xsd:gYear")
    return literal(value)


def block(subject: str, pairs: Pairs, indent: str = "") -> str:
    """One subject with its predicates and objects as Turtle; pairs without objects are left out."""
    body = f" ;\n{indent}    ".join(f"{p} {' , '.join(o)}" for p, o in pairs if o)
    return f"{indent}{subject} {body} .\n"


def head(others: Iterable[str] = ()) -> str:
    """The base and the prefixes that `to_turtle` and TriG start with; `others` are those that not every graph needs."""
    prefixes = {**PREFIXES, **{name: OTHER_PREFIXES[name] for name in others}}
    return f"@base <{KGI}> .\n" + "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes.items())
