"""Documents from text, files, folders and addresses: the first step.

`read_text` is pure: it turns one text into a `Document`, whose *view* is the text as a reader sees it (hard line
wraps joined, indents and empty lines gone) with a map of every offset back to the text as given. `read` finds the
texts. The words that head and foot use (来源, 记者, 发布日期, …) stand in `ontology/fields.ttl`.
"""

from __future__ import annotations

from kg.model import Role
from kg.read.document import Document, read_text
from kg.read.fields import Field, iso_date
from kg.read.formats import FORMS, ROLES, InputError
from kg.read.roles import Paragraph
from kg.read.sources import expand, holds_many, read, stem
from kg.read.tasks import Task
from kg.read.wraps import joins

__all__ = [
    "FORMS",
    "ROLES",
    "Document",
    "Field",
    "InputError",
    "Paragraph",
    "Role",
    "Task",
    "expand",
    "holds_many",
    "iso_date",
    "joins",
    "read",
    "read_text",
    "stem",
]
