# SPDX-License-Identifier: Apache-2.0
"""Whether everything that the server names has words in both languages on the desk."""
import functools
import json
import re

from checks.tree import Finding

CONTRACT = "openapi/signoff.json"
STATES = "web/src/i18n/states.ts"
FAR_SIDES = "web/src/desk/words/farSides.ts"
HERE = "tools/checks/web_words.py"


class Table:
    """An object of the pages, by its members' names: both languages by its type."""

    def __init__(self, path, name):
        self.path, self.name = path, name

    def lacks(self, tree, value):
        """The file that has no words for it, or None."""
        body = re.search(rf"\b{self.name}\b[^=]*= \{{\n(.*?)^\}};", tree.text(self.path),
                         re.M | re.S)
        key = re.escape(value)
        has = body and re.search(rf"^  '?{key}'?: \{{", body[1], re.M)
        return None if has else self.path

    def __str__(self):
        return self.name


class Keys:
    """Texts in the dictionaries of the desk, one a value, after `before`."""

    def __init__(self, before):
        self.before = before

    def lacks(self, tree, value):
        """The file that has no words for it, or None."""
        for language in ("zh-CN", "en"):
            book = dictionary(tree, language)
            if f"'{self.before}{value}':" not in "".join(book.values()):
                return next((path for path, text in book.items()
                             if f"'{self.before}" in text), CONTRACT)
        return None

    def __str__(self):
        return f"'{self.before}…'"


CHANNELS = Table(STATES, "kChannels")
ROLES = Table(STATES, "kRoles")
TYPES, KINDS = Keys("case.type."), Keys("case.kind.")
REFUNDS, VOUCHERS = Keys("case.refund."), Keys("case.voucher.")

# Every enumeration of the contract, and where its words stand.
WORDED = {
    "Session.role": ROLES, "Caller.role": ROLES, "Caller.channel": CHANNELS,
    "CaseSummary.state": Table(STATES, "kCaseStates"), "CaseSummary.type": TYPES,
    "CaseSummary.channel": CHANNELS, "CaseSummary.surrender": Keys("case.surrender_"),
    "OpenCase.type": TYPES, "Line.state": Table(STATES, "kLineStates"),
    "Case.documents.kind": KINDS, "Case.refunds.state": REFUNDS, "Refund.state": REFUNDS,
    "Case.vouchers.kind": VOUCHERS, "VoucherStatus.kind": VOUCHERS,
    "Need.kind": Keys("proof."), "Proof.kind": Keys("proof."),
    "Customer.language": Keys("customer.language_"),
    "Unmasking.fields": Keys("masked."), "AccessLog.items.act": Keys("access.act."),
    "CaseLinks.items.kind": Keys("fraud.kind."), "CaseMessages.items.state": Keys("case.sent."),
    "CaseMessages.items.channel": Keys("case.to."),
    "RefundAccount.target": Keys("refunds.target."),
    "/cases.hold_reason": Keys("case.hold."),
    "CardEvidence.state": Keys("card.state."),
    "CardEvidence.reports.change": Keys("card.change."),
}
# Those that a page acts on or writes out by another name: nobody reads the value itself.
SILENT = {
    "Event.actor",  # A role, or the system.
    "Need.documents", "CaseSummary.open_items.documents", "/cases/{id}/documents.kind",
    "Line.actions", "CaseSummary.actions", "Refund.actions", "Obligation.class",
    "Precheck.alternatives.id", "Catalogue.offers.id", "Decision.decision",
    "Resolution.action", "PortAct.action", "Offer.offer", "Offer.outcome", "Pairing.state",
    "Case.vouchers.status", "VoucherStatus.status", "/cases.sort",
    "RetiredThing.outcome",  # For the program at a desk with a card reader.
    # Of the subscriber's page alone; its dictionaries are typed by them.
    "Line.type", "Binding.kind", "MessageVerdict.verdict",
}


def web_words(tree):
    """Each value of the contract, step, account and far-side code has words on the desk."""
    found = []
    contract = json.loads(tree.text(CONTRACT))
    named = dict(enumerations(contract))
    for name in sorted(named):
        if name in WORDED:
            found += unsaid(tree, name, named[name], WORDED[name])
        elif name not in SILENT:
            found.append(Finding(CONTRACT, 1, f"{name}: say in {HERE} where its words stand, "
                                              "or that nobody reads it"))
    gone = (WORDED.keys() | SILENT) - named.keys()
    found += [Finding(HERE, 1, f"{name} is no enumeration of the contract any more")
              for name in sorted(gone)]
    for name, values, place in lists(tree, contract):
        found += unsaid(tree, name, values, place)
    return found


def unsaid(tree, name, values, place):
    lacking = ((value, place.lacks(tree, value)) for value in sorted(values))
    return [Finding(path, 1, f"'{value}' of {name} has no words: add them to {place}")
            for value, path in lacking if path]


def lists(tree, contract):
    """(what, its values, where its words stand) of names that no enumeration holds."""
    steps = re.findall(r'"(E\d+)"', tree.text("src/domain/case_states.h"))
    yield "steps", set(steps), Table(FAR_SIDES, "kSteps")
    chart = tree.text("src/connectors/billing/ledger_fold.h").split("namespace chart", 1)[1]
    accounts = re.findall(r' = "([\w.]+)";', chart.split("namespace chart", 1)[0])
    yield "accounts", set(accounts), Table("web/src/desk/words/accounts.ts", "kAccounts")
    read = re.findall(r'\bfield\("(\w+)"', tree.text("src/idcheck/examiner.cpp"))
    yield "fields of a document", set(read), Keys("pictures.field_")
    looks = re.findall(r'look\.fields = "(\w+)"', tree.text("src/service/papers.cpp"))
    looks += contract["components"]["schemas"]["Unmasking"]["properties"]["fields"]["items"]["enum"]
    yield "fields of the access log", set(looks), Keys("access.field.")
    yield "codes of the far side", far_codes(tree), Table(FAR_SIDES, "kFarErrors")
    back = contract["paths"]["/api/v1/oidc/callback"]["get"]["responses"]["302"]
    yield ("codes of a failed sign-in",
           set(re.findall(r"\b(?:login|oidc)\.\w+", json.dumps(back))),
           Table("web/src/desk/words/signIn.ts", "kSignInRefusals"))


def far_codes(tree):
    """What a step may get stuck with, as the connectors and the steps write it."""
    folders = ("src/steps/", "src/engine/", "src/connectors/hlr/", "src/connectors/billing/")
    codes = set()
    for path in tree.code():
        if path.startswith(folders) and path.endswith(".cpp") and "_test" not in path:
            codes |= set(re.findall(r'"((?:register|billing|number|ledger)\.[a-z_]+)"',
                                    tree.text(path)))
    return codes


@functools.lru_cache
def dictionary(tree, language):
    """The texts of the desk in one language, by file."""
    return {path: tree.text(path) for path in tree.files()
            if path.startswith("web/src/desk/") and path.endswith(f".{language}.ts")}


def enumerations(contract):
    """(name, values) of each: `Case.refunds.state` of a schema, `/cases.sort` of a path."""
    for name, schema in contract["components"]["schemas"].items():
        yield from below(name, schema)
    for path, methods in contract["paths"].items():
        short = path.removeprefix("/api/v1")
        for method in methods.values():
            for one in method.get("parameters", ()):
                yield from below(f"{short}.{one.get('name', '')}", one.get("schema", {}))
            body = method.get("requestBody", {}).get("content", {})
            for content in body.values():
                yield from below(short, content["schema"])


def below(name, schema):
    if "enum" in schema:
        yield name, schema["enum"]
    for part in schema.get("allOf", ()):
        yield from below(name, part)
    for member, inner in schema.get("properties", {}).items():
        yield from below(f"{name}.{member}", inner)
    if "items" in schema:
        yield from below(name, schema["items"])
