"""FICTIONAL reports, written for these tests: countries, people and outlets are invented."""

from onrecord.records import Report

AGENCY = """\
TARN HARBOUR, May 3 (Quarrel) - Police in the coastal province of Ulm detained eleven netmakers on Tuesday after a \
meeting about fishing quotas, two witnesses and a lawyer said.

The men were taken from a chapel in the village of Sel by officers who gave no reason, according to Ina Brask, a \
lawyer who arrived while they were being led away. She said that she had counted eleven and that one, Oswin Pell, \
was bleeding from the ear.

A spokesman for the provincial police, Teodor Mack, denied that anybody had been hurt. "Eleven citizens accepted our \
invitation to a conversation," he said. He declined to say where the conversation was taking place.

The quotas, which took effect in March, halve what small boats may land. The Net Union says that four hundred \
families cannot live on the rest. Its chairwoman, Maud Harrow, has called for the release of all eleven men before \
the Sunday market.

The ministry of waters in Port Ulm did not answer questions that were sent to it on Wednesday morning. Its minister, \
Casimir Rood, told the provincial council last month that the union was "a choir with one song".

In 2016 a court ordered the province to pay damages to three netmakers who had been held for nine days without a \
charge. The province appealed, and the appeal has not been heard.
"""

OTHER = """\
The lighthouse at Cold Point will be lit again from June, twelve years after its keeper retired, the county board \
has decided by five votes to four.

Members argued for three hours about the price of the lamp. Ferry captains had asked for it since the wreck of the \
Marigold, in which nobody drowned but forty sheep were lost. The board's treasurer, Alva Stint, voted against. She \
said that the county could buy a radar for each captain and still save money.

A teacher from the village school will climb the tower each evening. He has asked for a second pair of boots and for \
a chair at the top, both of which were granted without a vote. The lamp itself is being ground in Ostrava Bay by a \
family that has made nothing else for a century.
"""

STATEMENT = (
    "“We have looked at every page of the register, we have spoken with each of the guards who were on duty that "
    "night, and we can tell the families with complete certainty that nobody by any of these names has ever been "
    "brought to the fortress, whatever the gentlemen of the press may have been told by persons who wish our province "
    "ill”"
)

LETTER = """\
To the governor of Ulm. We write to express our deep concern about the continued detention of {name}, a {trade} from \
{village}, who was taken from home by officers of the provincial police and has since been held without charge and \
without access to a lawyer of choice. According to the family, the health of {name} has become worse in recent \
weeks, and requests for a doctor have been refused. International standards require that everybody who is arrested \
be told at the time of arrest of the reasons and be brought promptly before a judge. We call on you to release \
{name} at once and without conditions, to allow visits by relatives and a doctor, and to open an independent inquiry \
into the conduct of the officers. We should be glad to hear from you within thirty days. The Lantern Circle, for the \
family in {village}.
"""

FOOTER = """\
The Ulm Bugle is the province's oldest newspaper, written by eleven people in a former tannery. If you have seen \
something that we ought to know, come to the back door between six and seven in the morning and ask for the night \
desk. Support us by buying a subscription for yourself and another for your neighbour. Corrections are printed on \
the second page each Friday. Reproduction is allowed after a telephone call with the editor, who is usually in a \
good mood.
"""


def report(
    text: str, *, publisher: str | None = None, published: str | None = None, title: str | None = None
) -> Report:
    """A report that says no more than it is told to."""
    return Report(id="made", source="made", text=text, publisher=publisher, published=published)
