"""The guards that a ledger keeps, and who of those they stand for may be named: what all reports tell, put together."""

import json
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, Text, func, select, type_coerce

from onrecord.ledger import schema
from onrecord.ledger.guarding import Guard, Part, Person, name_words
from onrecord.ledger.names import OPENING, OPENS, STEM
from onrecord.ledger.protected import Sign, person_key
from onrecord.records.acquisition import Access
from onrecord.records.decision import Role

# SQLite takes 32,766 values a statement, PostgreSQL 65,535.
AT_ONCE = 5000
# Keys that a session has looked up: most words of most texts, some 20 MB.
REMEMBERED = 100_000


class KeptGuards:
    """The guards of a ledger, as of one snapshot; see `onrecord.ledger.guarding.Guards`.

    Args:
        connection: the snapshot.
        named: whom the user names already, as on a roster of office-holders: they are not masked, though a reader took
            one for a victim or a source, unless a reviewer marked them.
    """

    def __init__(self, connection: Connection, *, named: Iterable[str] = ()) -> None:
        self._connection = connection
        self._named = {person_key(name) for name in named}
        self._found: OrderedDict[str, tuple[Guard, ...]] = OrderedDict()
        self._persons: dict[int, Person] = {}
        self._marked = set(marked_by_reviewers(connection))
        self._revealed = revealed_keys(connection)
        self._any = connection.execute(select(schema.guards.c.number).limit(1)).first() is not None

    def found(self, keys: Collection[str]) -> Mapping[str, Sequence[Guard]]:
        """Guards by what they are sought by, for those of the keys that have any."""
        if not self._any:
            return {}
        unknown = sorted(key for key in keys if key not in self._found)
        for start in range(0, len(unknown), AT_ONCE):
            self._look_up(unknown[start : start + AT_ONCE])
        told = {key: guards for key in keys if (guards := self._found[key])}
        while len(self._found) > REMEMBERED:
            self._found.popitem(last=False)
        return told

    def _look_up(self, keys: Sequence[str]) -> None:
        guards = schema.guards
        rows: dict[str, list[Guard]] = defaultdict(list)
        # Folded letters have nothing that a database can't hold, so that they need no turning back.
        key_as_it_is, rest_as_it_is = (type_coerce(column, Text) for column in (guards.c.key, guards.c.rest))
        chosen = select(key_as_it_is, guards.c.person, guards.c.part, rest_as_it_is)
        piece = guards.c.part == Part.PIECE.value
        openings = [key.removeprefix(OPENS) for key in keys if key.startswith(OPENS)]
        stems = sorted({opening[:STEM] for opening in openings})
        begins = func.substr(guards.c.rest, 1, OPENING)
        for which in (
            chosen.where(guards.c.key.in_([key for key in keys if not key.startswith(OPENS)]), ~piece),
            chosen.where(guards.c.key.in_(stems), piece, begins.in_(openings)),
        ):
            for key, person, part, rest in self._connection.execute(which):
                guard = Guard(key, person, Part(part), rest)
                rows[guard.sought].append(guard)
        for key in keys:
            self._found[key] = tuple(rows.get(key, ()))

    def persons(self, numbers: Collection[int]) -> Mapping[int, Person]:
        """Persons by number."""
        unknown = [number for number in numbers if number not in self._persons]
        for start in range(0, len(unknown), AT_ONCE):
            self._tell(unknown[start : start + AT_ONCE])
        return {number: self._persons[number] for number in numbers}

    def any_starting(self, prefix: str) -> bool:
        """Whether the key of any guarded word starts with the prefix."""
        key = schema.guards.c.key
        last = prefix + "\U0010ffff"
        chosen = select(key).where(key >= prefix, key <= last, schema.guards.c.part != Part.PIECE.value).limit(1)
        return self._connection.execute(chosen).first() is not None

    def marked_roles(self) -> dict[str, set[str]]:
        """What reviewers marked persons as, by person's key."""
        protections = schema.protections
        roles: dict[str, set[str]] = defaultdict(set)
        for person, role in self._connection.execute(select(protections.c.person, protections.c.role)):
            roles[person_key(person)].add(role)
        return roles

    def named_by_reveal(self, key: str) -> bool:
        """Whether the latest reveal of the person of a key says that they may be named."""
        return key in self._revealed

    def _tell(self, numbers: Sequence[int]) -> None:
        persons, appearances = schema.persons, schema.appearances
        roles: dict[int, set[str]] = defaultdict(set)
        chosen = select(appearances.c.person, appearances.c.role).where(appearances.c.person.in_(numbers)).distinct()
        for person, role in self._connection.execute(chosen):
            roles[person].add(role)
        # What one report calls a site may be somebody's name in another.
        called = [person for person, told in roles.items() if {Sign.THING.value, Role.SOURCE.value} <= told]
        for person in self._quoted_elsewhere(called):
            roles[person].discard(Sign.THING.value)
        rows = self._connection.execute(select(persons).where(persons.c.number.in_(numbers))).mappings().all()
        things = self._things([row["name"] for row in rows])
        for row in rows:
            self._persons[row["number"]] = Person(
                row["number"],
                row["label"],
                revealed=row["key"] in self._revealed
                or (
                    row["key"] not in self._marked
                    and (
                        row["key"] in self._named
                        or self._is_open(row, roles[row["number"]], thing=row["name"] in things)
                    )
                ),
            )

    def _quoted_elsewhere(self, persons: Sequence[int]) -> Iterator[int]:
        """Those whom a report quotes that doesn't call them a thing."""
        quoted, called = schema.appearances.alias(), schema.appearances.alias()
        there = select(called.c.person).where(
            called.c.person == quoted.c.person, called.c.report == quoted.c.report, called.c.role == Sign.THING.value
        )
        if persons:
            chosen = select(quoted.c.person).where(
                quoted.c.person.in_(persons), quoted.c.role == Role.SOURCE.value, ~there.exists()
            )
            yield from self._connection.scalars(chosen.distinct())

    def _is_open(self, row: RowMapping, told: Collection[str], *, thing: bool) -> bool:
        if is_open(told, thing=thing):
            return True
        # "Mr Orsany", hardly a victim, where the case tells of a minister Lev Orsany.
        if (
            Sign.UNLIKELY not in told
            or not set(told) <= {Sign.UNLIKELY, Sign.HUMAN}
            or len(name_words(row["name"])) > 1
        ):
            return False
        guards, appearances = schema.guards, schema.appearances
        namesakes = select(guards.c.person).where(
            guards.c.key == row["key"], guards.c.part == Part.WORD.value, guards.c.person != row["number"]
        )
        roles: dict[int, set[str]] = defaultdict(set)
        chosen = select(appearances.c.person, appearances.c.role).where(appearances.c.person.in_(namesakes)).distinct()
        for person, role in self._connection.execute(chosen):
            roles[person].add(role)
        return bool(roles) and all(Sign.PUBLIC in each and is_open(each) for each in roles.values())

    def _things(self, names: Collection[str]) -> set[str]:
        """Which of the names are also a state's, a body's or an outlet's, so that a reader took it for a person's.

        An outlet's is the name of a publisher that stands in the addresses of what it publishes, in reports that
        anybody may see: an import may have a source's name as the publisher's.
        """
        actors, reports = schema.actors, schema.reports
        alone = [name for name in names if len(name_words(name)) == 1]
        kinds = ("organisation", "state_body", "state", "outlet")
        of_actors = select(actors.c.name).where(actors.c.name.in_(alone), actors.c.kind.in_(kinds)).distinct()
        called = {form: name for name in names for form in (name, f"The {name}")}
        published = (
            select(reports.c.publisher, reports.c.url)
            .where(reports.c.publisher.in_(called), reports.c.url.is_not(None), reports.c.access == Access.PUBLIC.value)
            .distinct()
        )
        there = {called[name] for name, url in self._connection.execute(published) if _is_at(called[name], url)}
        return there.union(self._connection.scalars(of_actors))


def _is_at(name: str, url: str) -> bool:
    """Whether a name stands in the host of an address: The Lamplighter in lamplighter.example."""
    _, _, behind = url.partition("//")
    host = "".join(char for char in behind.partition("/")[0].casefold() if char.isalnum())
    letters = "".join(char for char in name.casefold() if char.isalnum())
    return len(letters) >= STEM and letters in host


def is_open(told: Collection[str], *, thing: bool = False) -> bool:
    """Whether what the reports of a case tell of somebody protects them not.

    A source isn't protected who holds a public position, or is said to have done it, or is no person. A victim is,
    unless every reading that takes them for one is hardly right, and they hold a public position or are no person.
    Whoever asked not to be named is protected whatever their position.

    Args:
        told: roles and signs of all reports.
        thing: whether the name is also that of a state, a body or an outlet of the case.
    """
    told = set(told)
    if told & {Role.VICTIM, Role.WITNESS, Role.RELATIVE, Sign.UNNAMED}:
        return False
    if Sign.PUBLIC in told or ((thing or Sign.THING in told) and Sign.HUMAN not in told):
        return True
    return Sign.ACCUSED in told and Sign.UNLIKELY not in told


def revealed_keys(connection: Connection) -> set[str]:
    """Keys of the persons whom the latest reveal names."""
    reveals = schema.reveals
    latest = select(func.max(reveals.c.number)).group_by(reveals.c.person)
    told: dict[str, bool] = {}
    chosen = select(reveals.c.person, reveals.c.ends).where(reveals.c.number.in_(latest)).order_by(reveals.c.number)
    for person, ends in connection.execute(chosen):
        told[person_key(person)] = not ends
    return {key for key, revealed in told.items() if revealed}


def marked_by_reviewers(connection: Connection) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What reviewers marked, by person's key: names and phrases."""
    marked: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    protections = schema.protections
    rows = connection.execute(
        select(protections.c.person, protections.c.aliases, protections.c.phrases).order_by(protections.c.number)
    )
    for person, aliases, phrases in rows:
        names, told = marked.get(person_key(person), ((), ()))
        marked[person_key(person)] = (
            (*names, person, *json.loads(aliases)),
            (*told, *json.loads(phrases)),
        )
    return marked
