# SPDX-License-Identifier: Apache-2.0
"""What subscribers and staff do with the demo, for the journeys."""
import base64
import json
import time
import unittest
import urllib.parse

STATE_SECONDS = 20


class Asked:
    """A person, the line he ends, his case and his session."""

    def __init__(self, person, line, case, token):
        self.person, self.line, self.case, self.token = person, line, case, token

    @property
    def path(self):
        return "/api/v1/cases/" + self.case["id"]


class Journey(unittest.TestCase):
    """Tests of one running demo, which whoever runs them puts into `demo`."""

    demo = None
    people = {}  # Kind of line to those not used yet.
    staff_tokens = {}
    used_codes = set()

    @classmethod
    def use(cls, demo):
        cls.demo = demo
        cls.people = {kind: iter(all_of) for kind, all_of in demo.ready["lines"].items()}

    # Reaching people.

    @classmethod
    def a(cls, kind):
        return dict(next(cls.people[kind]))

    @classmethod
    def messages(cls, *addresses):
        found = []
        for to in addresses:
            query = urllib.parse.urlencode({"to": to})
            found += cls.demo.good("GET", "/lab/messages?" + query)["items"]
        return found

    @classmethod
    def code(cls, *addresses):
        """The newest code that came to any of them and that nobody has used."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            for item in cls.messages(*addresses):
                digits = "".join(c if c.isdigit() else " " for c in item["text"]).split()
                codes = [word for word in digits if len(word) == 6]
                if codes and item["text"] not in cls.used_codes:
                    cls.used_codes.add(item["text"])
                    return codes[0]
            time.sleep(0.02)
        raise AssertionError(f"no code came to {addresses}")

    @classmethod
    def log_in(cls, person, *addresses):
        cls.demo.good("POST", "/api/v1/login-codes", {"msisdn": person["msisdn"]})
        code = cls.code(*(addresses or [person["msisdn"]]))
        return cls.demo.good("POST", "/api/v1/sessions",
                             {"msisdn": person["msisdn"], "code": code})["token"]

    @classmethod
    def staff(cls, role):
        if role not in cls.staff_tokens:
            cls.staff_tokens[role] = cls.demo.log_in_staff(role)
        return cls.staff_tokens[role]

    # Ending a line.

    @classmethod
    def line_of(cls, token, person):
        items = cls.demo.good("GET", "/api/v1/lines", token=token)["items"]
        return next(line for line in items
                    if line["msisdn_masked"].endswith(person["msisdn"][-4:]))

    @classmethod
    def open(cls, person, choose=None, effective="now", leave_out=(), reach=()):
        """A draft with every obligation settled, by its default where `choose` is silent."""
        token = cls.log_in(person, *reach)
        line = cls.line_of(token, person)
        precheck = cls.demo.good("GET", f"/api/v1/lines/{line['id']}/precheck", token=token)
        settlements, acknowledgements = [], []
        for one in precheck["obligations"]:
            if one["id"] in leave_out:
                continue
            if one["class"] == "warning":
                acknowledgements.append(one["id"])
            elif one["options"] and one["class"] != "info":
                option = (choose or {}).get(one["id"], one["options"][0]["id"])
                settlements.append({"obligation": one["id"], "option": option})
        case = cls.demo.good("POST", "/api/v1/cases", {
            "line_id": line["id"], "reason": "moved", "effective": effective,
            "settlements": settlements, "acknowledgements": acknowledgements}, token)
        asked = Asked(person, line, case, token)
        asked.precheck = precheck
        return asked

    @classmethod
    def submit(cls, asked):
        asked.case = cls.demo.good("POST", asked.path + "/submission",
                                   {"quote_hash": asked.case["quote"]["hash"]}, asked.token)
        return asked

    @classmethod
    def proofs(cls, person, needs, *addresses):
        known = {"id_number": person["id_number"], "iccid": person["iccid"]}
        return [{"kind": need["kind"],
                 "value": known.get(need["kind"]) or
                 cls.code(*(addresses or [person["msisdn"]]))} for need in needs]

    @classmethod
    def confirm(cls, asked, *addresses):
        given = cls.proofs(asked.person, asked.case["needs"], *addresses)
        asked.case = cls.demo.good("POST", asked.path + "/confirmation", {"proofs": given},
                                   asked.token)
        return asked

    @classmethod
    def ask(cls, person, **how):
        """Everything the owner has to do himself."""
        return cls.confirm(cls.submit(cls.open(person, **how)))

    @classmethod
    def look(cls, asked, token=None):
        asked.case = cls.demo.good("GET", asked.path, token=token or asked.token)
        return asked.case

    @classmethod
    def await_state(cls, asked, *states):
        end = time.monotonic() + STATE_SECONDS
        while cls.look(asked)["state"] not in states:
            if time.monotonic() > end:
                raise AssertionError(f"{asked.case['state']} and not {states}: "
                                     f"{json.dumps(asked.case)}")
            time.sleep(0.02)
        return asked

    @classmethod
    def stopped(cls, kind="plain", **how):
        return cls.await_state(cls.ask(cls.a(kind), **how), "COOLING_OFF")

    # Asking for an answer.

    def decide(self, role, asked, decision, expect=200, **more):
        status, answer = self.demo.call("POST", asked.path + "/decision",
                                        {"decision": decision, **more}, self.staff(role))
        self.assertEqual(status, expect, answer)
        return answer

    def refused(self, status, code, method, path, body=None, token=None, **more):
        got, answer = self.demo.call(method, path, body, token, **more)
        self.assertEqual((got, answer.get("code")), (status, code), answer)
        return answer

    def contacts(self, person):
        return [person["msisdn"], person["other_msisdn"], person["email"]]

    def assert_told(self, person, *parts):
        """One message to the person holds one of the parts."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            texts = [item["text"] for item in self.messages(*self.contacts(person))]
            if any(part in text for part in parts for text in texts):
                return
            time.sleep(0.02)
        self.fail(f"nothing like {parts} among {texts}")

    def assert_attached(self, person, yes):
        phone = self.demo.phone(person["msisdn"])
        self.assertEqual((phone["attached_cs"], phone["attached_ps"]), (yes, yes), phone)


def claims_of(jws):
    """The payload of a compact JWS, unverified."""
    body = jws.split(b".")[1]
    return json.loads(base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)))
