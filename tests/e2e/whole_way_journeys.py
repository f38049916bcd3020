# SPDX-License-Identifier: Apache-2.0
"""Lines of every kind to their end. Each is asked for first, then the clock is moved for
all of them together, and each test looks at what became of its own."""
import json
import re
import subprocess
from decimal import Decimal

from subscriber import Journey, claims_of

PROGRAM = "signoff"
CHINESE = re.compile("[\u4e00-\u9fff]")
# What the owner reads on the whole way, in order.
STEPS = [("We got a request", "注销申请，编号"), ("is approved", "已通过"),
         ("is off. You can have it back", "前可恢复"),
         ("being ended for good", "正在正式注销"), ("Final bill of", "末次账单"),
         ("is ended for good. Voucher", "已正式注销，凭证")]


def money(value):
    return Decimal(value["amount"])


class WholeWay(Journey):
    @classmethod
    def setUpClass(cls):
        cls.asked = {"contract": cls.with_more_credit_than_fee(),
                     "arrears": cls.ask(cls.a("arrears"), choose={"OB-14": "pay_now"}),
                     "credit": cls.ask(cls.a("credit")),
                     "esim": cls.ask(cls.a("esim")),
                     "gift": cls.ask(cls.a("gift"))}
        for choice in ("promote_sub_line", "split", "end_all"):
            cls.asked[choice] = cls.ask(cls.a("sub_cards"), choose={"OB-21": choice})
        cls.of_language()
        cls.ask_for_the_lost()
        for asked in cls.asked.values():
            cls.await_state(asked, "COOLING_OFF")
        cls.in_cooling_off = {kind: cls.line_of(asked.token, asked.person)
                              for kind, asked in cls.asked.items()}
        cls.objected = cls.asked["gift"]
        cls.demo.advance("P8D")
        cls.look(cls.objected)
        cls.state_when_objected = cls.objected.case["state"]
        cls.demo.good("POST", "/api/v1/objections",
                      {"case_number": cls.objected.case["number"]})
        cls.after_objection = dict(cls.look(cls.objected))
        for _ in range(6):
            cls.demo.advance("P1D")
            cases = [cls.look(asked) for asked in cls.asked.values()]
            if all(case["state"] == "CLOSED" for case in cases):
                break

    @classmethod
    def with_more_credit_than_fee(cls):
        while True:
            draft = cls.open(cls.a("contract"), choose={"OB-17": "pay_fee"})
            if Decimal(draft.case["quote"]["refund"]["amount"]) > 0:
                return cls.confirm(cls.submit(draft))

    @classmethod
    def of_language(cls):
        """One plain line of an owner of each language."""
        while not ("zh" in cls.asked and "en" in cls.asked):
            person = cls.a("plain")
            draft = cls.open(person)
            text = cls.messages(person["msisdn"])[0]["text"]
            language = "zh" if CHINESE.search(text) else "en"
            if language not in cls.asked:
                cls.asked[language] = cls.confirm(cls.submit(draft))

    @classmethod
    def ask_for_the_lost(cls):
        person = cls.a("lost")
        asked = cls.submit(cls.open(person, reach=(person["other_msisdn"],)))
        cls.demo.good("POST", asked.path + "/confirmation",
                      {"proofs": [{"kind": "in_person", "value": person["id_number"]}]},
                      cls.staff("clerk"))
        cls.asked["lost"] = asked

    def voucher(self, asked):
        return claims_of(self.demo.good("GET", asked.path + "/voucher", token=asked.token,
                                        accept="application/jose"))

    def test_all_are_closed_and_dead(self):
        for kind, asked in self.asked.items():
            self.assertEqual(asked.case["state"], "CLOSED", (kind, asked.case))
            phone = self.demo.phone(asked.person["msisdn"])
            self.assertFalse(phone["attached_cs"] or phone["attached_ps"] or
                             phone["hlr_known"], (kind, phone))
            sent = self.demo.good("POST", f"/lab/phones/{asked.person['msisdn']}/sms",
                                  {"text": "hello"})
            self.assertFalse(sent["delivered"])
            claims = self.voucher(asked)
            self.assertEqual((claims["kind"], claims["case"]),
                             ("final", asked.case["number"]))
            self.assertTrue(claims["probes"])
            answers = [one for sample in claims["probes"] for one in sample[1:]]
            self.assertTrue(all(is_dead for _, _, is_dead in answers), answers)

    def test_a_contract_fee_is_on_the_final_bill_and_comes_off_the_refund(self):
        asked = self.asked["contract"]
        fee = next(money(option["cost"]) for one in asked.precheck["obligations"]
                   if one["id"] == "OB-17" for option in one["options"]
                   if option["id"] == "pay_fee")
        self.assertGreater(fee, 0)
        quote, claims = asked.case["quote"], self.voucher(asked)
        items = {item["id"]: money(item["amount"]) for item in quote["items"]}
        self.assertEqual(items["contract_fee"], fee)
        owed = fee + items.get("unbilled", 0)
        self.assertEqual(money(claims["bill"]), owed)
        self.assertEqual(money(claims["refund"]), -items["paid_credit"] - owed)
        self.assertEqual(claims["refund"], quote["refund"])

    def test_credit_is_paid_back_as_quoted(self):
        asked = self.asked["credit"]
        refunds = asked.case["refunds"]
        self.assertEqual([one["state"] for one in refunds], ["PAID"])
        self.assertEqual(refunds[0]["amount"], asked.case["quote"]["refund"])
        self.assertEqual(self.voucher(asked)["refund"], asked.case["quote"]["refund"])

    def test_arrears_are_paid_and_nothing_comes_back(self):
        asked = self.asked["arrears"]
        self.assertIn("OB-14", [one["id"] for one in asked.precheck["obligations"]])
        self.assertEqual(asked.case["refunds"], [])
        self.assertEqual(money(self.voucher(asked)["refund"]), 0)

    def test_gift_credit_lapses_and_is_named(self):
        asked = self.asked["gift"]
        self.assertGreater(money(asked.case["quote"]["forfeited"]), 0)
        self.assertEqual(self.voucher(asked)["forfeited"], asked.case["quote"]["forfeited"])

    def subs(self, kind):
        asked = self.asked[kind]
        items = self.demo.good("GET", "/api/v1/lines", token=asked.token)["items"]
        return [one for one in items if one["id"] != asked.line["id"]]

    def test_one_sub_line_takes_the_place_of_the_main_line(self):
        subs = self.subs("promote_sub_line")
        self.assertEqual([one["state"] for one in subs], ["ACTIVE", "ACTIVE"])
        main = [one for one in subs if "main_line_id" not in one]
        self.assertEqual(len(main), 1)
        self.assertEqual([one["main_line_id"] for one in subs if one is not main[0]],
                         [main[0]["id"]])

    def test_split_sub_lines_stand_alone(self):
        subs = self.subs("split")
        self.assertEqual([one["state"] for one in subs], ["ACTIVE", "ACTIVE"])
        self.assertFalse([one for one in subs if "main_line_id" in one])

    def test_sub_lines_end_with_the_main_line_where_that_was_chosen(self):
        subs = self.subs("end_all")
        self.assertEqual([one["state"] for one in subs], ["TERMINATED", "TERMINATED"])

    def test_an_esim_is_asked_to_delete_and_never_holds_up_the_end(self):
        asked = self.asked["esim"]
        self.assertIn("OB-36", [one["id"] for one in asked.precheck["obligations"]])
        self.assertTrue(asked.line["is_esim"])
        self.assertEqual(asked.line["card"], "ENABLED")
        stopped = self.in_cooling_off["esim"]["card"]
        self.assertNotEqual(stopped, "ENABLED")
        self.assertTrue(self.voucher(asked)["esim"])
        self.assertNotIn("esim", self.voucher(self.asked["credit"]))

    def test_an_esim_that_is_deleted_on_its_phone_is_proved_by_its_chip(self):
        asked = self.asked["esim"]
        number = asked.person["msisdn"]
        self.assertTrue(self.demo.phone(number)["esim"]["is_there"])
        for _ in range(2):  # The second time nothing is left to do.
            left = self.demo.good("POST", f"/lab/phones/{number}/esim/deletion", {})
            self.assertEqual((left["is_there"], left["undelivered"]), (False, 0))
        after = self.look(asked)
        self.assertTrue(after["profile"]["is_proved"])
        self.assertEqual([event["event"] for event in after["timeline"]
                          ].count("card.deleted"), 1)
        self.assertIsNone(self.demo.phone(self.asked["credit"].person["msisdn"])["esim"])

    def test_an_objection_after_the_point_of_no_return_is_noted_for_people(self):
        self.assertEqual(self.state_when_objected, "FINALISING")
        self.assertEqual(self.after_objection["state"], "FINALISING")
        self.assertIn("objected",
                      [event["event"] for event in self.after_objection["timeline"]])
        asked = self.asked["credit"]
        self.demo.good("POST", "/api/v1/objections", {"case_number": asked.case["number"]})
        case = self.look(asked)
        self.assertEqual(case["state"], "CLOSED")
        self.assertIn("objected", [event["event"] for event in case["timeline"]])

    def test_a_withdrawal_after_the_end_is_too_late(self):
        asked = self.asked["arrears"]
        self.refused(409, "case.past_return", "POST", asked.path + "/withdrawal", {},
                     asked.token)

    def test_every_step_is_told_in_both_languages_and_without_a_link(self):
        for language, column in (("en", 0), ("zh", 1)):
            asked = self.asked[language]
            texts = [item["text"] for item in
                     self.messages(*self.contacts(asked.person))]
            for step in STEPS:
                self.assertTrue([text for text in texts if step[column] in text],
                                (language, step, texts))
            for event in asked.case["timeline"]:
                self.assertTrue(event["text"]["en"], event)
                self.assertRegex(event["text"]["zh"], CHINESE)
        for asked in self.asked.values():
            for item in self.messages(*self.contacts(asked.person)):
                self.assertNotRegex(item["text"], r"(?i)https?:|www\.|://")

    def test_the_timeline_tells_nothing_twice_and_nothing_that_was_not(self):
        for kind, asked in self.asked.items():
            texts = [event["text"]["en"] for event in asked.case["timeline"]]
            for one, two in zip(texts, texts[1:]):
                self.assertNotEqual(one, two, kind)
        texts = {kind: [event["text"]["en"] for event in self.asked[kind].case["timeline"]]
                 for kind in ("en", "split")}
        self.assertIn("It has no sub-lines.", texts["en"])
        self.assertIn("Its sub-lines were treated as chosen.", texts["split"])
        self.assertIn("Check 1 of 3: the network does not know the line.", texts["en"])

    def test_a_bank_and_a_messenger_are_told_what_became_of_the_number(self):
        number = self.asked["en"].person["msisdn"]
        for party in ("bank", "messenger"):
            told = [json.loads(item["text"]) for item in self.messages(party)]
            events = [event.rsplit("/", 1)[1] for claims in reversed(told)
                      if claims["sub_id"]["phone_number"] == number
                      for event in claims["events"]]
            self.assertEqual(sorted(events), ["account-disabled", "account-purged",
                                              "line-terminated"], party)
            self.assertEqual({claims["iss"] for claims in told}, {self.demo.url})
            self.assertEqual({claims["aud"] for claims in told},
                             {f"https://{party}.example"})

    def test_a_token_that_the_operator_did_not_sign_is_refused_by_the_bank(self):
        status, answer = self.demo.call(
            "POST", "/lab/parties/bank/events", b"e30.e30.AAAA",
            headers={"Content-Type": "application/secevent+jwt"})
        self.assertEqual((status, answer["err"]), (400, "invalid_request"))

    def test_the_dead_line_itself_hears_nothing_more(self):
        asked = self.asked["en"]
        self.assertFalse([item for item in self.messages(asked.person["msisdn"])
                          if "ended for good. Voucher" in item["text"]])

    def run_tool(self, *command):
        done = subprocess.run([str(part) for part in command], capture_output=True,
                              text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def test_vouchers_verify_with_tools_that_are_not_ours(self):
        keys = self.demo.data / "journey-jwks.json"
        keys.write_text(json.dumps(self.demo.good("GET", "/.well-known/jwks.json")))
        for kind in ("zh", "en", "esim"):
            asked = self.asked[kind]
            files = {"pdf": self.demo.data / "journey.pdf",
                     "jose": self.demo.data / "journey.jws"}
            for name, file in files.items():
                file.write_bytes(self.demo.good("GET", asked.path + "/voucher",
                                                token=asked.token,
                                                accept="application/" + name))
            code, said = self.run_tool("pdfsig", "-nocert", files["pdf"])
            self.assertEqual(code, 0, said)
            self.assertIn("Signature is Valid", said)
            code, said = self.run_tool("jose", "jws", "ver", "-i", files["jose"],
                                       "-k", keys)
            self.assertEqual(code, 0, said)
            for file in files.values():
                code, said = self.run_tool(PROGRAM, "verify", file, "--jwks", keys)
                self.assertEqual(code, 0, said)

    def test_the_public_enquiry_knows_the_final_voucher(self):
        asked = self.asked["zh"]
        status = self.demo.good("GET", "/api/v1/vouchers/" + asked.case["voucher"])
        self.assertEqual((status["kind"], status["status"]), ("final", "valid"))
        self.assertTrue(status["terminated_at"])
