"""What a query may be: what is refused, and what cannot be read, with its place."""

from __future__ import annotations

import re

from kg.shown import width
from kg.terms import QUERY_PREFIXES

_SKIP = r"#[^\n\r]*|<[^<>\"{}|^`\\\s]*>"
_STRINGS = "|".join(
    rf"{mark}(?:[^{mark[0]}\\{end}]|\\.{more})*{mark}"
    for mark, end, more in (
        ('"""', "", '|"(?!"")'),
        ("'''", "", "|'(?!'')"),
        ('"', r"\n", ""),
        ("'", r"\n", ""),
    )
)


TOKEN = re.compile(
    rf"(?P<skip>{_SKIP}|{_STRINGS}|[?$@]\w[\w-]*|\\.)|(?P<name>(?<![\w.-])[\w.-]*+:(?:[\w.:%-]|\\.)*)|"
    r"(?P<word>[A-Za-z]+\w*)|(?P<mark>[{}()*])",
    re.DOTALL,
)
_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class QueryError(ValueError):
    """A query that is refused or cannot be read; `line` and `column` count from 1, 0 where no place is meant."""

    def __init__(self, message: str, query: str = "", line: int = 0, column: int = 0) -> None:
        """Say what is wrong; with a place, show the line of the query and point at it."""
        self.line, self.column = line, column
        lines = query.splitlines()
        if line and line <= len(lines):
            shown = lines[line - 1].replace("\t", " ")
            message = f"line {line}, column {column}: {message}\n  {shown}\n  {' ' * width(shown[: column - 1])}^"
        super().__init__(message)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def refuse(sparql: str) -> None:
    r"""Nothing, for a query that only reads what is here.

    Raises QueryError for SERVICE, for every update (LOAD, INSERT, DELETE, …) and for what is no query, however the
    keyword is spelled: code point escapes (`\u0053ERVICE`) are looked through.
    """
    stage = sparql
    while True:
        first = ""
        declared: set[str] = set()
        prologue = False
        for token in TOKEN.finditer(stage):
            if token["name"] is not None and prologue:
                declared.add(token["name"])
                prologue = False
            word = (token["word"] or "").upper()
            if not word:
                continue
            if word == "SERVICE":
                raise QueryError(
                    "SERVICE is refused: a query reads this graph alone", stage, *place(stage, token.start())
                )
            if not first:
                if word in {"PREFIX", "BASE"}:
                    prologue = word == "PREFIX"
                    continue
                first = word
                if word in _UPDATES:
                    raise QueryError(
                        f"{word} is refused: graphs are read-only here", stage, *place(stage, token.start())
                    )
                if word not in FORMS:
                    raise QueryError("expected SELECT, ASK, CONSTRUCT or DESCRIBE", stage, *place(stage, token.start()))
        if not first:
            raise QueryError("the query is empty: expected SELECT, ASK, CONSTRUCT or DESCRIBE")
        decoded = _CODE.sub(_decode, stage)
        if decoded == stage:
            return
        stage = decoded


def _decode(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else ""


def _unknown_prefix(sparql: str) -> tuple[str, int]:
    known = {p + ":" for p in QUERY_PREFIXES}
    previous = ""
    for token in TOKEN.finditer(sparql):
        if token["name"] is not None:
            prefix = token["name"].partition(":")[0] + ":"
            if previous == "PREFIX":
                known.add(prefix)
            elif prefix not in known and prefix != "_:":
                return prefix, token.start()
        previous = (token["word"] or "").upper()
    return "", 0


def explained(error: SyntaxError, sparql: str) -> QueryError:
    """The error with its place, which rdflib's parser tells: Oxigraph's tells how far it looked ahead."""
    prefix, offset = _unknown_prefix(sparql)
    if prefix:
        return QueryError(f"the prefix {prefix} is not declared", sparql, *place(sparql, offset))
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(sparql)
    except ParseBaseException as found:
        rest = sparql[found.loc :].split(maxsplit=1)
        if not rest:
            return QueryError("the query ends too early", sparql, *place(sparql, len(sparql.rstrip())))
        return QueryError(f"cannot be read from {rest[0]} on", sparql, found.lineno, found.col)
    reason = re.search(r"(?:^|, |one of )((?:The|A|An) [^,\[]+)", _PLACE.sub(r"\3", str(error)))
    return QueryError(reason[1].strip() if reason else str(error))
