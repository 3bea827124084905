"""What a comparison's level says, in a sentence about the two allegations. They may quote names: to be masked."""

from collections.abc import Callable, Sequence

from onrecord.records.record import Named, When, Where
from onrecord.weigh.events.alleged import Alleged

Sentence = Callable[[Alleged, Alleged], str]


def _who(named: Sequence[Named]) -> str:
    return _listed([one.name for one in named])


def _places(places: Sequence[Where]) -> str:
    return _listed([place.words for place in places])


def _times(times: Sequence[When]) -> str:
    return _listed([time.words for time in times])


def _listed(words: Sequence[str]) -> str:
    told = [f"“{word}”" for word in words[:3]]
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told) or "nobody"


def _about(pattern: str, part: Callable[[Alleged], str]) -> Sentence:
    return lambda first, second: pattern.format(part(first), part(second))


def _plain(sentence: str) -> Sentence:
    return lambda first, second: sentence


def _victims(one: Alleged) -> str:
    return _who(one.told.victims)


def _perpetrators(one: Alleged) -> str:
    return _who(one.told.alleged_perpetrators)


def _act(one: Alleged) -> str:
    return one.act.replace("_", " ")


def _where(one: Alleged) -> str:
    return _places(one.told.places)


def _when(one: Alleged) -> str:
    return _times(one.told.times)


def _counts(one: Alleged) -> str:
    return ", ".join(str(number if number is not None else low) for number, low, _ in one.counts)


SENTENCES: dict[tuple[str, str], Sentence] = {
    ("act", "same"): _about("Both are of one act, {0}.", _act),
    ("act", "same_word"): _about("Both are of one act, {0}, in nearly the same word.", _act),
    ("act", "any_word"): _plain("Both are told in nearly the same word, of an act that has no name of its own here."),
    ("act", "any"): _plain("Both are of an act that has no word of its own here."),
    ("act", "near"): _about("{0} and {1} may be two words for one thing.", _act),
    ("act", "other"): _about("{0} and {1} are two things.", _act),
    ("victims", "same_named"): _about("The victims have the same name: {0}, and {1}.", _victims),
    ("victims", "same_again"): _about(
        "The victims have the same name, but may have suffered this more than once: {0}, and {1}.", _victims
    ),
    ("victims", "same_group"): _about("The report speaks of the same people: {0}, and {1}.", _victims),
    ("victims", "some_group"): _about("The one speaks of some whom the other speaks of: {0}, and {1}.", _victims),
    ("victims", "other_body"): _about("They are others, by name: {0}, and {1}.", _victims),
    ("victims", "excluded"): _about("The victims can't be the same people: {0}, and {1}.", _victims),
    ("victims", "same_actor"): _about("The victims are the same people: {0}, and {1}.", _victims),
    ("victims", "same_count"): _about("As many victims of one sort: {0}, and {1}.", _victims),
    ("victims", "same_noun"): _about("One report calls one victim so: {0}, and {1}.", _victims),
    ("victims", "same_sort"): _about("The victims are called much the same: {0}, and {1}.", _victims),
    ("victims", "may_be"): _about("The victims may be the same: {0}, and {1}.", _victims),
    ("victims", "may_be_some"): _about("The victims may be the same, or some of them: {0}, and {1}.", _victims),
    ("victims", "untold"): _plain("One of the two does not tell who suffered it."),
    ("victims", "other_sort"): _about("The victims are called otherwise: {0}, and {1}.", _victims),
    ("victims", "other_number"): _about("The victims are one in one, several in the other: {0}, and {1}.", _victims),
    ("victims", "one_of"): _about("One names a single victim, the other tells of several: {0}, and {1}.", _victims),
    ("victims", "contained"): _about("The one names more victims than the other: {0}, and {1}.", _victims),
    ("victims", "others_named"): _about("The victims are others, by name: {0}, and {1}.", _victims),
    ("victims", "nobody"): _about("The one says that nobody suffered it, the other tells of {1}.", _victims),
    ("alleged_perpetrators", "same_person"): _about("One report names {0} as having done both.", _perpetrators),
    ("alleged_perpetrators", "same_named"): _about("Both name {0} as alleged perpetrators.", _perpetrators),
    ("alleged_perpetrators", "same_actor"): _about("The alleged perpetrators are the same: {0}.", _perpetrators),
    ("alleged_perpetrators", "same_sort"): _about("Alleged perpetrators are called much the same: {0}.", _perpetrators),
    ("alleged_perpetrators", "untold"): _plain("One of the two does not tell who did it."),
    ("alleged_perpetrators", "other"): _about(
        "Alleged perpetrators are called otherwise: {0}, and {1}.", _perpetrators
    ),
    ("alleged_perpetrators", "others_named"): _about(
        "Others are named as having done it: {0}, and {1}.", _perpetrators
    ),
    ("place", "same"): _about("Both place it at {0}.", _where),
    ("place", "named_alike"): _about("The places share a name: {0}, and {1}.", _where),
    ("place", "nested"): _about("One place lies in the other: {0}, and {1}.", _where),
    ("place", "untold"): _plain("One of the two does not tell where."),
    ("place", "elsewhere"): _about("The places have other names: {0}, and {1}; one may lie in the other.", _where),
    ("place", "other_country"): _about("The places lie in two countries: {0}, and {1}.", _where),
    ("time", "same_day"): _about("Both tell the same day: {0}, and {1}.", _when),
    ("time", "overlap"): _about("The times overlap: {0}, and {1}.", _when),
    ("time", "within"): _about("One time is short and lies within the other, which is long: {0}, and {1}.", _when),
    ("time", "untold"): _plain("One of the two does not tell when."),
    ("time", "later"): _about("The times lie apart, but it is something that lasts: {0}, and {1}.", _when),
    ("time", "apart"): _about("The times lie apart: {0}, and {1}.", _when),
    ("time", "contradicts"): _about("The times can't both be true of one thing: {0}, and {1}.", _when),
    ("count", "same"): _about("Both give the same number, {0}.", _counts),
    ("count", "agree"): _about("The numbers can both be true: {0}, and {1}.", _counts),
    ("count", "untold"): _plain("One of the two gives no number."),
    ("count", "revised"): _about("The numbers differ, as figures do that are revised: {0}, and {1}.", _counts),
    ("count", "differ"): _about("The numbers differ within one report: {0}, and {1}.", _counts),
    ("count", "far"): _about("The one tells of several times as many: {0}, and {1}.", _counts),
    ("words", "follows"): _plain("One goes on from the other, without victims, place or time of its own."),
    ("words", "one_group"): _plain("The report calls all who suffered this by one noun."),
    ("words", "nearly_all"): _plain("The sentences share nearly all of their words."),
    ("words", "enumerated"): _plain("One sentence tells them one after another, as two acts."),
    ("words", "far_on"): _plain("They stand far apart in the report, and it may be told of more than once."),
    ("words", "mainly"): _plain("It tells no victims, place or time, and the report mainly tells of this one."),
    ("words", "same_sentence"): _plain("They stand in one sentence."),
    ("words", "next_sentence"): _plain("They stand in neighbouring sentences."),
    ("words", "one_story"): _plain("The report names one person alone as having suffered this."),
    ("words", "barely"): _plain("The report names one person alone as having suffered this, but here tells no more."),
    ("words", "many"): _plain("The sentences share half of their words or more."),
    ("words", "some"): _plain("The sentences share a quarter of their words or more."),
    ("words", "few"): _plain("The sentences share few words."),
    ("words", "goes_back"): _plain("One goes back, without its victims, to what the report mainly tells of this act."),
    ("times", "again"): _plain("The one is told as done again and again."),
    ("times", "another"): _plain("The one is told as another than those told of before."),
    ("times", "alike"): _plain("Both are told as done once, or both again and again."),
    ("standing", "opening"): _plain("The report opens with the one and goes straight on to the other."),
    ("standing", "heading"): _plain("The report opens with the one."),
    ("standing", "anywhere"): _plain("They stand anywhere."),
    ("wording", "several"): _plain("The sentences share several words."),
    ("wording", "other"): _plain("The sentences share few words, or stand in two reports."),
    ("lineage", "cites"): _plain("The one report has its account from the other."),
    ("lineage", "none"): _plain("Neither report is known to have it from the other."),
    ("tie", "same"): _plain("A reviewer says that they are of one event."),
    ("tie", "merged"): _plain("A reviewer merged them."),
}
