"""Tellings that a sentence calls untrue, and all that looks like it. A "not" that is lost harms most."""

import pytest

from onrecord.read import Reader
from onrecord.read.untruth import calls_untrue, is_doubly_denied, is_untrue, owns_true
from onrecord.records import Report, ResponseAct, Span, Status


def marked(sentence: str) -> tuple[str, Span]:
    """The sentence without its marks, and where the trigger between [ and ] stands."""
    start, end = sentence.index("["), sentence.index("]") - 1
    return sentence.replace("[", "").replace("]", ""), Span(start, end)


def denied(sentence: str) -> bool:
    """Whether the act between [ and ] is told only to be called untrue."""
    text, trigger = marked(sentence)
    return is_untrue(text, Span(0, len(text)), trigger)


DENIED = [
    # a telling, and a predicate that calls it not so
    "Reports that police [killed] two men in Torvale on 3 May are untrue, the Ministry of the Interior said on 4 May.",
    "Claims that soldiers [tortured] five prisoners at the Mill Street barracks are false, said General Oden Marr.",
    "Allegations that police [tortured] ten students are baseless, the interior minister, Oda Renn, said.",
    "Reports that soldiers [shot] three farmers near Kell on 3 May are fabricated, the army said in a statement.",
    "Claims that students were [beaten] are untrue, the Torvale City Police said.",
    "The claim that police [killed] Ana Torv is wrong, the coroner said.",
    "Rumours that nurses had been [abducted] were lies, the governor said.",
    "Accusations that the army [shelled] the hospital are pure fiction, the colonel told reporters.",
    "The story that guards [beat] the students is an invention, said the rector.",
    "The idea that police [murdered] the journalist is a fabrication, the minister said.",
    "Suggestions that soldiers [raped] women in Kell were nonsense, the army said.",
    "The notion that his men had [burned] the village was a malicious lie, the captain told the court.",
    "The rector said that reports that students were being [held] were simply false.",
    "“Reports that police [killed] two men are totally untrue,” said the minister.",
    "The allegation that wardens [starved] him is entirely without foundation, the prison service said.",
    "Claims that officers [beat] him are not true, the spokeswoman said.",
    "The report that soldiers had [executed] prisoners isn't true, the general said.",
    "Reports in the press that police [arrested] two monks are incorrect, the abbot said.",
    "A claim by the union that guards [shot] a miner is false, the company said.",
    "Reports that police, armed with clubs, [beat] the miners are false, the company said.",
    "Reports that police [shot] two men who were asleep are untrue, the mayor said.",
    "Claims that police beat and [killed] a student are untrue, the ministry said.",
    "Claims that police [beat] and killed a student are untrue, the ministry said.",
    "Reports that police [killed] two men, a woman and a child are untrue, the ministry said.",
    "Reports that police [killed] two men, the minister said, are untrue.",
    "Allegations that soldiers [opened fire] on a crowd have no basis, the army said.",
    "Claims that guards [shot] at protesters were a hoax, the ministry said.",
    "Allegations that there was [torture] at the Mill barracks are false, the general said.",
    "Claims that the army had committed [murder] are lies, the colonel said.",
    "Reports that a [massacre] took place at Kell are untrue, the mayor said.",
    "Reports of a [killing] at Kell are untrue, the mayor said.",
    "Rumours of [torture] at the Mill barracks are nonsense, the general said.",
    "Claims of mass [arrests] in Torvale were invented, the police chief said.",
    "Claims that he had been [kidnapped] turned out to be false.",
    "Reports that police [killed] a boy were dismissed by the mayor as lies.",
    "The claim that she was [abducted] has been debunked.",
    "The minister said reports police [killed] two men were untrue.",
    "Claims students were [beaten] are false, the ministry says.",
    "The claim police [killed] Ana Torv is wrong, the coroner said.",
    "“The accusation that my officers [tortured] this young man is an outright fabrication,” Inspector Lund said.",
    "Reports that police [killed] two men are untrue, but officers did beat a third, the coroner said.",
    "Reports of the [killing] of two men by police are untrue, the ministry said.",
    "Reports of police [torturing] students are false, the ministry said.",
    "Rumours of [arrests] were dismissed as gossip, and the paper said so.",
    "The reports of mass [killings] in Kell were “lies and propaganda”, the foreign ministry said.",
    "Claims that soldiers [raped] a nurse were found to be false.",
    # it is not so
    "It is false that guards [raped] prisoners at the Mill barracks, the governor said.",
    "It was untrue that anyone had been [beaten], the warden said.",
    "It is untrue to say that police [beat] the students, the minister said.",
    "It would be wrong to say that our men [shot] anyone, the captain said.",
    "It is not true that soldiers [burned] the village, the army said.",
    "It's a lie that we [tortured] him, the colonel said.",
    "It isn’t true that soldiers [beat] the monks, the abbot said.",
    "It is not the case that officers [assaulted] her, the force said.",
    "It is false, the governor said, that guards [raped] prisoners.",
    "There is no truth in claims that police [tortured] him, the ministry said.",
    # who rejects a telling
    "The army rejected as lies reports that it had [burned] the village of Kell.",
    "The governor dismissed claims that soldiers had [shot] the farmers.",
    "The ministry dismissed as nonsense the allegation that police [raped] her.",
    "The general rejected the union's claim that guards [beat] the miners.",
    "The police refuted allegations that officers had [strangled] the boy.",
    "The mayor denied reports that two men had been [executed].",
    "Contrary to claims that police [beat] him, he fell, the coroner said.",
    "Rejecting claims that guards [beat] the miners, the company said that all were well.",
    "Police deny reports that officers [shot] a boy.",
    "The colonel branded as lies accusations that he [shot] prisoners.",
    # who calls it so
    "The army called reports that it had [killed] the nurse lies.",
    "The minister branded claims that police [beat] the students a fabrication.",
    "The colonel described the allegation that his men [tortured] the boy as untrue.",
    "The envoy called rumours of a [massacre] baseless.",
]

NOT_DENIED = [
    # true, doubly negated, or open
    "Reports that police [killed] two men are true, the coroner said.",
    "Reports that police [killed] two men are not untrue, the coroner said.",
    "It is not false that police [killed] two men, the coroner said.",
    "Claims that soldiers [shot] the farmers are neither false nor exaggerated, the judge said.",
    "The minister denied that reports that police [killed] two men were false.",
    "Nobody says that reports that police [killed] two men are untrue.",
    "If reports that police [killed] two men are untrue, the ministry should say so.",
    "Are reports that police [killed] two men untrue?",
    "He asked whether claims that police [beat] him were false.",
    "Reports that police [killed] two men are partly false, the coroner said.",
    "Reports that police [killed] two men may be false, the coroner said.",
    "The army did not dismiss claims that it had [shot] the farmers.",
    "It is untrue that nobody was [beaten], the witness said.",
    "Claims that police did not [kill] the men are false, the widow said.",
    # a moral "wrong", and a "false" that belongs elsewhere
    "It was wrong to [kill] the farmers, the bishop said.",
    "It is wrong that people are [killed] for their faith, the bishop said.",
    "It is a nonsense that she should have been [arrested] twice, the union said.",
    "The false [arrest] of the students was condemned by the union.",
    "The minister said that reports were untrue and that police had [killed] two men.",
    "He was [killed] by those who called him a liar.",
    "Police [killed] two men, and reports of a robbery were false, the coroner said.",
    "Reports that the bridge had fallen were untrue, but police [killed] two men there.",
    "The report said that police [killed] two men and that the ministry's figures were false.",
    "A report that police [killed] two men quoted army statements that were false.",
    "Reports that police [killed] two men spread fast, and the minister's answers were lies.",
    "Reports that police [killed] two men had emerged; the ministry's denial was false.",
    # a telling's own deed
    "The rumours that led to the [killing] of five men were false.",
    "The rumours that sparked the riot in which a man was [killed] were false.",
    # what the clause takes for granted
    "Claims that the student [killed] in May was armed are untrue, the family said.",
    "Claims that the man police [shot] was armed are untrue, the family said.",
    "Claims that Ana Torv, who was [killed] on 3 May, was a spy are false.",
    "Claims that the men [arrested] on Monday were robbers are lies, the union said.",
    "The claim police made about those they [shot] was false, the court found.",
    "Reports that the man soldiers [arrested] this week was a thief are false, the union said.",
    "Claims that police fled before soldiers [shot] the students are false.",
    "Claims that he ran away when he was [shot] are false, the family said.",
    "The claim that he was [shot] because he was armed is a lie, his mother said.",
    "The claim that they [shot] him in self-defence is false, the court found.",
    "Claims that he [hanged] himself are untrue, the family said.",
    "Claims that the [killing] was ordered by the mayor are false, the court found.",
    "The police's account of the [killing] was a lie, the court found.",
    "Reports about the [torture] of students are wrong in one point, the editor said.",
    "Claims that the minister knew that prisoners were [tortured] are false, his office said.",
    "The ministry dismissed a report that detailed the [torture] of prisoners.",
    "The army rejected claims that the men had guns and [arrested] a reporter.",
    "The mayor dismissed claims that the man was armed and said that police had [killed] him.",
    "Contrary to claims that he fled, soldiers [shot] him, the widow said.",
    "Dismissing claims that the men were armed, the general had them [executed].",
    "The mayor refused to dismiss claims that police [killed] two men.",
    "The officer in charge of the [killing] said that the story was a lie.",
    "Media reports of the [killing] of Ana Torv were wrong about the date.",
    "It is untrue that he fled, the witness said, and soldiers [shot] him.",
    "The army denied claims that the boy [shot] on Monday was a rebel.",
]


@pytest.mark.parametrize("sentence", DENIED)
def test_an_act_that_is_told_only_to_be_called_untrue(sentence: str) -> None:
    assert denied(sentence)


@pytest.mark.parametrize("sentence", NOT_DENIED)
def test_an_act_that_no_words_call_untrue(sentence: str) -> None:
    assert not denied(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister's claim that nobody was [tortured] is untrue, three doctors said.",
        "The statement by the ministry that soldiers did not [kill] the boy was a lie, the court found.",
        "Claims that police did not [beat] him are false, the widow said.",
        "Claims that he was never [beaten] are false, the widow said.",
        "The report that police had [killed] nobody is untrue, the monks said.",
        "It is untrue that nobody was [beaten], the witness said.",
        "It is false that no student was [arrested], the rector said.",
        "The survivors called the claim that no nurse was [abducted] a lie.",
        "The army's denial that it [killed] the nurses was a lie, the survivors said.",
    ],
)
def test_what_it_is_called_untrue_to_deny(sentence: str) -> None:
    text, trigger = marked(sentence)
    assert is_doubly_denied(text, Span(0, len(text)), trigger)
    assert not is_untrue(text, Span(0, len(text)), trigger)


@pytest.mark.parametrize("sentence", [*DENIED, *NOT_DENIED[:10]])
def test_what_is_denied_once_is_not_denied_twice(sentence: str) -> None:
    text, trigger = marked(sentence)
    assert not is_doubly_denied(text, Span(0, len(text)), trigger)


@pytest.mark.parametrize(
    "sentence",
    [
        "The claim that police killed Ana Torv is [wrong], the coroner said.",
        "Rumours of torture at the barracks are [nonsense], the general said.",
        "It is [untrue] to say that police beat the students.",
        "The army [rejected] as lies reports that it had burned the village.",
    ],
)
def test_what_calls_a_telling_untrue_denies_it(sentence: str) -> None:
    text, trigger = marked(sentence)
    assert calls_untrue(text, Span(0, len(text)), trigger)


@pytest.mark.parametrize(
    "sentence",
    ["It was [wrong] to kill the farmers.", "The killing of Ana Torv was [wrong], the bishop said."],
)
def test_what_judges_an_act_does_not_deny_it(sentence: str) -> None:
    text, trigger = marked(sentence)
    assert not calls_untrue(text, Span(0, len(text)), trigger)


@pytest.mark.parametrize(
    ("sentence", "true"),
    [
        ("Reports that police killed two men are [not untrue], the coroner said.", True),
        ("The claim that nobody was tortured is [untrue], three doctors said.", True),
        ("The army's denial that it killed the nurses was a [lie], the survivors said.", True),
        ("The claims weren't [false], the judge found.", True),
        ("The claims are [false], the minister said.", False),
        ("They are [not true], the minister said.", False),
    ],
)
def test_what_is_not_untrue_is_not_denied(sentence: str, *, true: bool) -> None:
    text, trigger = marked(sentence)
    assert owns_true(text, Span(0, len(text)), trigger) is true


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("number", [0, 1, 3, 4, 5, 7, 9, 10, 30, 31, 45, 47, 55, 65])
def test_the_reader_keeps_the_not(reader: Reader, number: int) -> None:
    text, _ = marked(DENIED[number])
    reading = reader.read(Report("1", "1", text))
    assert [allegation.status for allegation in reading.allegations] == [Status.NEGATED]
    assert all(response.act is ResponseAct.DENY for response in reading.responses)


@pytest.mark.parametrize("number", [0, 1, 2, 19, 27])
def test_the_reader_makes_none(reader: Reader, number: int) -> None:
    text, _ = marked(NOT_DENIED[number])
    reading = reader.read(Report("1", "1", text))
    assert Status.NEGATED not in [allegation.status for allegation in reading.allegations]


@pytest.mark.parametrize(
    "text",
    [
        "The minister's claim that nobody was tortured is untrue, three doctors said.",
        "The statement by the ministry that soldiers did not kill the boy was a lie, the court found.",
        "The army's denial that it killed the nurses was a lie, the survivors said.",
    ],
)
def test_the_reader_keeps_what_is_denied_twice(reader: Reader, text: str) -> None:
    reading = reader.read(Report("1", "1", text))
    assert [allegation.status for allegation in reading.allegations] == [Status.ASSERTED]


@pytest.mark.parametrize(
    ("text", "teller"),
    [
        ("The minister's claim that nobody was tortured is untrue, three doctors said.", "three doctors"),
        ("The family says that the police claim that he was killed by a gang is a lie.", "The family"),
        ("Reports that police killed two men are untrue, the ministry said.", "the ministry"),
    ],
)
def test_whoever_calls_it_untrue_tells_of_it(reader: Reader, text: str, teller: str) -> None:
    reading = reader.read(Report("1", "1", text))
    tellers = {
        attribution.id: [source.of(text) for source in attribution.source] for attribution in reading.attributions
    }
    assert [[tellers[each] for each in one.told_by] for one in reading.allegations] == [[[teller]]]
