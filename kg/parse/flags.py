"""Bits that say what a unit may be the beginning of, so that finders pass over the others (`Unit.marks`)."""

from typing import Final

NAMED: Final = 1 << 0  # vocabularies hold it
ACTS: Final = 1 << 1  # it evokes relations
TITLE: Final = 1 << 2  # a post or a reporter's label
ENDS: Final = 1 << 3  # it ends in a form or is the end of one
PLACE: Final = 1 << 4  # the segmenter takes it for a place
PERSON: Final = 1 << 5  # the segmenter takes it for a person
STOP: Final = 1 << 6  # it ends a sentence
BREAK: Final = 1 << 7  # it ends a clause
EVERYONE: Final = 1 << 8  # a subject that is no one in particular
POINTS: Final = 1 << 9  # it begins with a word that points back to a place
JOINS: Final = 1 << 10  # it stands between the members of a list or after them
COMMA: Final = 1 << 11  # ，
COLON: Final = 1 << 12  # ：
LISTS: Final = 1 << 13  # 、
AUTONOMOUS: Final = 1 << 16  # the level of an autonomous division
STANDS_IN: Final = 1 << 17  # it may stand for the body of its kind that is spoken of
BEARER: Final = 1 << 14  # says what someone is whose name may follow
SETTLES: Final = 1 << 15  # it ends as places below the county do
PREPOSES: Final = 1 << 18  # what follows it may be the object of a later verb
SETTLED: Final = 1 << 24  # a place below the county, as the words around it say

SAYS: Final = 1 << 19  # a verb of saying
ASSEMBLES: Final = 1 << 20  # 会上, 致辞: said where one meets
APPOINTS: Final = 1 << 21  # 任, 年任: posts follow
FRAMES: Final = 1 << 23  # 方面: it only says in what
DOT: Final = 1 << 22  # it parts what is written in characters for sounds
LANDS: Final = 1 << 25  # places of other countries end so, follow it, or are listed before it
VENUE: Final = 1 << 26  # places where people go end so
DEED: Final = 1 << 27  # what the names of programmes end in

TELLING: Final = SAYS - 1  # it is no plain word
ENDINGS: Final = LANDS | VENUE | DEED  # it may be a plain word all the same
ENDS_CLAUSE: Final = STOP | BREAK
ENDS_REACH: Final = STOP | COMMA  # what goes before it governs nothing after it
