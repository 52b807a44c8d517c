"""What words of the ontology can do in the grammar: closed lists, so that a misspelt one is refused (see `loading`)."""

from __future__ import annotations

from enum import StrEnum


class _Closed(StrEnum):
    """Values of a property of the ontology; hashed as the strings that they are."""

    __hash__ = str.__hash__


class Cue(_Closed):
    """What a function word does to the words around it (`kg:role`); `ontology/cues.ttl` defines each."""

    ABOUT = "about"
    ABOVE = "above"
    ACTIVITY = "activity"
    ADDRESS = "address"
    ADDRESSED = "addressed"
    NOUN_SUFFIX = "noun suffix"
    ADVERBIAL = "adverbial"
    AGE = "age"
    AGENT = "agent"
    AIM = "aim"
    AMONG = "among"
    AMONG_THEM = "among them"
    ANNIVERSARY = "anniversary"
    APPOINTED = "appointed"
    APPOINTS = "appoints"
    ASPECT = "aspect"
    ASSEMBLY = "assembly"
    ATTACHED = "attached"
    AUTONOMOUS = "autonomous"
    BEARER = "bearer"
    BELONGS = "belongs to"
    BOTH = "both"
    BRANCH = "branch"
    BOUND = "bound"
    BENEFICIARY = "beneficiary"
    CAMPAIGN = "campaign"
    CARRIES = "carries"
    CENTRAL = "central"
    CHARGE = "charge"
    CLITIC = "clitic"
    CONDITION = "condition"
    CONSENT = "consent"
    CONVENES = "convenes"
    COORDINATION = "coordination"
    COPULA = "copula"
    COUNTER = "counter"
    COUNTS_AS = "counts as"
    CREDIT = "credit"
    DATELINE = "dateline"
    DEMONSTRATIVE = "demonstrative"
    DESTINATION = "destination"
    DIVISION = "division"
    EDITION = "edition"
    EMPLOYS = "employs"
    EVERYONE = "everyone"
    FEAST = "feast"
    FELLOWS = "fellows"
    FIELD = "field"
    FORMER = "former"
    FORMULA = "formula"
    FRAME = "frame"
    GENERIC = "generic"
    GLOBAL = "global"
    GOVERNMENT = "government"
    GOVERNS = "governs"
    HAPPENS = "happens"
    HELPS = "helps"
    INSTANCE = "instance"
    LAND = "land"
    LANDFORM = "landform"
    SPOT = "spot"
    LAUNCHES = "launches"
    SIDE = "side"
    NO_SIDE = "no side"
    SINGLES_OUT = "singles out"
    TROUBLE = "trouble"
    TOLD_ALONE = "told alone"
    STREET = "street"
    LEADER = "leader"
    LENDS = "lends"
    LESSON = "lesson"
    LEVEL = "level"
    LIES = "lies in"
    LIGHT = "light"
    LOCATIVE = "locative"
    MAKES = "makes"
    MANNER = "manner"
    MEANS = "means"
    MEASURE = "measure"
    MEASURE_WORD = "measure word"
    MEMBERS = "members"
    NAMING = "naming"
    NATIONAL = "national"
    NEGATION = "negation"
    OCCASION = "occasion"
    ONE_EACH = "one of each"
    OWN_MEDIUM = "own medium"
    OVERSEES = "oversees"
    PARTICLE = "particle"
    PASSIVE = "passive"
    PIVOT = "pivot"
    PLACES_TOO = "places too"
    PLAN = "plan"
    POINTER = "pointer"
    PREPOSED = "preposed"
    PREPOSER = "preposer"
    PRESENT = "present"
    PRINCIPLE = "principle"
    PRONOUN = "pronoun"
    PUBLIC = "public"
    PURPOSE = "purpose"
    QUESTION = "question"
    POSSESSIVE = "possessive"
    REGION = "region"
    REMEMBERS = "remembers"
    REPORTER = "reporter"
    REPRESENTS = "represents"
    RECURRENT = "recurrent"
    REPEATED = "repeated"
    RESPECTIVE = "respective"
    RESULT = "result"
    RURAL = "rural"
    SELF = "self"
    SELF_GOVERNED = "self-governed"
    SCOPE = "scope"
    SEAT = "seat"
    SESSION = "session"
    SETTLEMENT = "settlement"
    SEX = "sex"
    SHAPE = "shape"
    SHORT = "short"
    SORT = "sort"
    SOUND = "sound"
    SOUND_ALONE = "sound alone"
    SHOWS = "shows"
    SPAN = "span"
    SPEAKER = "speaker"
    STANDING = "standing"
    ANSWERS = "answers for"
    SPEECH = "speech"
    STANDS_IN = "stands in"
    STATIONED = "stationed"
    TAIL = "tail"
    SCHOOL = "stands in for a school"
    SPIRIT = "spirit"
    TENETS = "tenets"
    THEME = "theme"
    STATESMAN = "statesman"
    THIS = "this"
    UNIQUE = "unique"
    VAGUE = "vague"
    VENUE = "venue"
    VERB = "verb"
    WHOLE = "whole"
    YEARLY = "yearly"
    AND = "and"
    AND_WITH = "and with"
    AS_WELL_AS = "as well as"
    JOINTLY = "jointly"
    DOUBLE = "double"
    COMRADE = "comrade"
    TOWARD = "toward"
    BY_WAY_OF = "by way of"
    REGARDING = "regarding"
    AT = "at"
    BY = "by"
    BY_MEANS = "by means"
    DURING = "during"
    AFTERWARDS = "afterwards"
    STANDS_FOR_VERB = "stands for a verb"
    PREPOSES = "preposes"
    MOREOVER = "moreover"
    EXAMPLE = "example"
    PROVINCIAL = "provincial"
    COMMITTEE = "committee"
    WHOLE_COMMITTEE = "whole committee"
    OF_THE_PARTY = "of the Party"
    OF_AFFAIRS = "of affairs"
    WORK = "work"
    PROVINCE = "province"
    AUTONOMOUS_REGION = "autonomous region"
    WITH = "with"
    WHEN = "when"
    GIVES = "gives"
    GIVEN = "given"
    HEARS = "hears"
    IDENTIFIES = "identifies"
    ORDER = "order"
    COMES_FROM = "comes from"
    GUESTS = "guests"
    CREED = "creed"
    PERIODICAL = "periodical"
    ISSUED_ALONE = "issued alone"
    LOOSE = "loose"


class TimeSense(_Closed):
    """What a word says of times (`kg:timeSense`); `ontology/times.ttl` has the words, `kg.qualify` puts them together.

    `YEAR` to `DAY` are counted from the day of the text; `NOW`, `RECENT` and `HENCE` are that day, what leads to it and
    what follows it. The parts and units go with a number or another time, the marks stand before or after one.
    """

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    NOW = "now"
    RECENT = "recent"
    HENCE = "hence"
    PART_OF_YEAR = "part of year"
    PART_OF_MONTH = "part of month"
    UNIT_OF_YEAR = "unit of year"
    UNIT_OF_QUARTER = "unit of quarter"
    UNIT_OF_MONTH = "unit of month"
    UNIT_OF_DAY = "unit of day"
    UNIT_OF_DECADE = "unit of decade"
    UNIT_OF_CENTURY = "unit of century"
    HOUR = "hour"
    SPAN_OF_YEARS = "span of years"
    SPAN_OF_MONTHS = "span of months"
    SPAN_OF_DAYS = "span of days"
    PLAN = "of a five-year plan"
    BEGINS = "begins"
    UNTIL = "until"
    PAST = "past"
    COMING = "coming"
    ROUGHLY = "roughly"
    SINCE = "since"
    FROM = "from"
    BEFORE = "before"
    DURING = "during"
    THROUGH = "through"
    LOCAL = "local"
    EVENT = "event"


LISTED = frozenset({
    Cue.PLACES_TOO,
    Cue.SEAT,
    Cue.NOUN_SUFFIX,
    Cue.ADVERBIAL,
    Cue.YEARLY,
    Cue.REPEATED,
    Cue.AND,
    Cue.AND_WITH,
    Cue.AS_WELL_AS,
    Cue.DESTINATION,
    Cue.JOINTLY,
    Cue.DOUBLE,
    Cue.COMRADE,
    Cue.TOWARD,
    Cue.BY_WAY_OF,
    Cue.REGARDING,
    Cue.AT,
    Cue.BY,
    Cue.BY_MEANS,
    Cue.DURING,
    Cue.AFTERWARDS,
    Cue.STANDS_FOR_VERB,
    Cue.PREPOSES,
    Cue.MOREOVER,
    Cue.EXAMPLE,
    Cue.PROVINCIAL,
    Cue.OVERSEES,
    Cue.STANDING,
    Cue.STATIONED,
    Cue.COMMITTEE,
    Cue.WHOLE_COMMITTEE,
    Cue.OF_THE_PARTY,
    Cue.OF_AFFAIRS,
    Cue.WORK,
    Cue.PROVINCE,
    Cue.AUTONOMOUS_REGION,
    Cue.ABOVE,
    Cue.ACTIVITY,
    Cue.ADDRESSED,
    Cue.AGE,
    Cue.ANNIVERSARY,
    Cue.APPOINTED,
    Cue.AUTONOMOUS,
    Cue.BEARER,
    Cue.BOUND,
    Cue.CONVENES,
    Cue.COUNTER,
    Cue.COUNTS_AS,
    Cue.CAMPAIGN,
    Cue.CARRIES,
    Cue.CREDIT,
    Cue.EDITION,
    Cue.EMPLOYS,
    Cue.FEAST,
    Cue.FORMULA,
    Cue.FRAME,
    Cue.GOVERNS,
    Cue.HAPPENS,
    Cue.IDENTIFIES,
    Cue.MAKES,
    Cue.MEASURE,
    Cue.MEASURE_WORD,
    Cue.INSTANCE,
    Cue.LAND,
    Cue.LANDFORM,
    Cue.SPOT,
    Cue.LAUNCHES,
    Cue.BOTH,
    Cue.BRANCH,
    Cue.SIDE,
    Cue.NO_SIDE,
    Cue.SINGLES_OUT,
    Cue.TROUBLE,
    Cue.TOLD_ALONE,
    Cue.STREET,
    Cue.OCCASION,
    Cue.ONE_EACH,
    Cue.PARTICLE,
    Cue.POSSESSIVE,
    Cue.PRINCIPLE,
    Cue.PUBLIC,
    Cue.PURPOSE,
    Cue.QUESTION,
    Cue.RECURRENT,
    Cue.REMEMBERS,
    Cue.RESULT,
    Cue.RURAL,
    Cue.SELF_GOVERNED,
    Cue.SCOPE,
    Cue.SESSION,
    Cue.SETTLEMENT,
    Cue.SEX,
    Cue.SHAPE,
    Cue.SHOWS,
    Cue.THEME,
    Cue.STANDS_IN,
    Cue.SCHOOL,
    Cue.SORT,
    Cue.SOUND,
    Cue.SOUND_ALONE,
    Cue.SPAN,
    Cue.SPIRIT,
    Cue.STATESMAN,
    Cue.TAIL,
    Cue.UNIQUE,
    Cue.VENUE,
    Cue.VERB,
    Cue.WHOLE,
    Cue.WHEN,
    Cue.GIVES,
    Cue.GIVEN,
    Cue.HEARS,
    Cue.ORDER,
    Cue.COMES_FROM,
    Cue.GUESTS,
    Cue.CREED,
    Cue.PERIODICAL,
    Cue.ISSUED_ALONE,
    Cue.LOOSE,
})
"""Cues whose words are only asked for as a list (`Lexicon.roles`): what else such a word is does not change by it."""


class Strength(_Closed):
    """How much an ending says by itself (`kg:strength`).

    `STRONG` endings make a name wherever enough stands before them, `WEAK` ones after a place or a body or where a body
    is expected, `ANCHORED` ones after a place or a body alone; `NEVER` says that a word has the ending but makes no
    name. The others are strong in their own way: of a `UNIT` or `MINISTRY`, a `GROUP` set up for a task, a `PHRASE`
    that a verb takes (a `WEAK_PHRASE` with more before it), a `SPEECH`, a meeting `NAMED` by its kind, and what follows
    a name in quotation marks (`QUOTED`).
    """

    STRONG = "strong"
    WEAK = "weak"
    ANCHORED = "anchored"
    UNIT = "unit"
    MINISTRY = "ministry"
    GROUP = "group"
    PHRASE = "phrase"
    WEAK_PHRASE = "weak phrase"
    SPEECH = "speech"
    NAMED = "named"
    QUOTED = "quoted"
    NEVER = "never"


class Post(_Closed):
    """Whose post a title is (`kg:postOf`): of a Party secretary, a member, an expert, a head, a government's head."""

    SECRETARY = "secretary"
    MEMBER = "member"
    EXPERT = "expert"
    HEAD = "head"
    GOV = "gov"
