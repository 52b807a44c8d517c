"""The user's language on the terminal: messages and help by gettext, types and relations by the ontology's labels.

The package says what it says in English, in its logs, its errors and its stores, whatever the language of the one who
runs it: the same input gives the same bytes. Only here, on the way to the terminal, a message becomes Chinese. The
catalogue holds each message as a template (`{0}: no such file or folder`), and a message is what fits one: so those of
the libraries beneath are covered too, which format before they could be translated.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

DOMAIN: Final = "policy-kg"
LOCALES: Final = Path(__file__).parents[1] / "locale"
LANGUAGES: Final = ("zh", "en")
_FIELD = re.compile(r"\{(\w*)(!s)?\}")
_LONGEST = 2000  # characters of a message that is compared with templates


def asked(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language that a command line asks for by `--lang`, None where it does not, and the other words.

    >>> asked(["build", "--lang", "zh", "a.txt"])
    ('zh', ['build', 'a.txt'])
    """
    language, left = None, []
    ahead = iter(words)
    for word in ahead:
        if word == "--":
            left += [word, *ahead]
        elif word == "--lang":
            language = next(ahead, "")
        elif word.startswith("--lang="):
            language = word.removeprefix("--lang=")
        else:
            left.append(word)
    return language, left


def speak(language: str | None) -> None:
    """Say everything from here on in the language; None: in that of LANGUAGE, LC_ALL, LC_MESSAGES or LANG."""
    if language is not None:
        os.environ["LANGUAGE"] = language  # what the library of the command line goes by
    gettext.bindtextdomain(DOMAIN, LOCALES)
    gettext.textdomain(DOMAIN)
    _catalogue.cache_clear()
    _templates.cache_clear()


def chinese() -> bool:
    """True where the user's language is Chinese."""
    return bool(_catalogue())


@cache
def _catalogue() -> dict[str, str]:
    """The translations by their templates; none where the language is English or another one."""
    found = gettext.translation(DOMAIN, LOCALES, fallback=True)
    held: dict[Any, str] = getattr(found, "_catalog", {})  # gettext has no other way to list what it holds
    return {key: text for key, text in held.items() if key and isinstance(key, str)}


@cache
def _templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The templates with something to fill in, as patterns, those with most words of their own first."""
    found = [key for key in _catalogue() if _FIELD.search(key)]
    found.sort(key=lambda key: (-len(_FIELD.sub("", key)), key))
    return tuple((re.compile(_pattern(key), re.DOTALL), _catalogue()[key]) for key in found)


def _pattern(template: str) -> str:
    r"""The regular expression that a template stands for.

    >>> _pattern("{0}: empty")
    '(?P<_0>.*?):\\ empty'
    """
    parts: list[str] = []
    end = 0
    for m in _FIELD.finditer(template):
        parts += [re.escape(template[end : m.start()]), f"(?P<_{m[1]}>.*?)"]
        end = m.end()
    return "".join([*parts, re.escape(template[end:])])


def told(message: str) -> str:
    """The message in the user's language; itself where that is English, or where no template fits it."""
    exact = _catalogue().get(message)
    if exact is not None:
        return exact
    if len(message) > _LONGEST:
        return message
    for pattern, text in _templates():
        if m := pattern.fullmatch(message):
            return _FIELD.sub(lambda f, m=m: _filled(m, f), text)  # type: ignore[misc]
    return message


def _filled(found: re.Match[str], field: re.Match[str]) -> str:
    """What goes into a field of a translation; `{0!s}` is a message itself."""
    said = found[f"_{field[1]}"]
    return told(said) if field[2] else said


def named(term: str) -> str:
    """What a type, kind, relation or modality is called: its term, or in Chinese its label in the ontology."""
    if not chinese():
        return term
    from kg.relations import labels

    return labels()[term][0] if term in labels() else term


def translate(command: Any) -> None:
    """Put a command's help, and that of all below it, into the user's language."""
    for said in ("help", "short_help", "epilog"):
        text = getattr(command, said, None)
        if text:
            setattr(command, said, told(text))
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = told(parameter.help)
    own, usage = command.get_help_option, command.get_usage
    # the library has this word fixed
    command.get_usage = lambda context: re.sub(r"^Usage: ", told("Usage: "), usage(context))

    def help_option(context: Any) -> Any:
        option = own(context)
        if option is not None:
            option.help = told(option.help)
        return option

    command.get_help_option = help_option
    for below in getattr(command, "commands", {}).values():
        translate(below)


def fold_help() -> None:
    """Let the help break lines between any characters: Chinese has no blanks, and what is not broken is cut off."""
    from typer import rich_utils

    marked = rich_utils.highlighter

    def folding(text: Any) -> Any:
        made = marked(text)
        made.overflow = "fold"
        return made

    rich_utils.highlighter = folding  # type: ignore[assignment]
