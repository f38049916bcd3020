# SPDX-License-Identifier: Apache-2.0
"""What every caller may rely on: one case per line, nothing twice, no word to
strangers."""
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from subscriber import Journey


class Promises(Journey):
    def request(self, asked):
        return {"line_id": asked.line["id"], "reason": "moved", "effective": "now",
                "settlements": [], "acknowledgements": []}

    def test_two_channels_at_once_make_one_case(self):
        person = self.a("plain")
        token = self.log_in(person)
        line = self.line_of(token, person)
        body = {"line_id": line["id"], "reason": "moved", "effective": "now",
                "settlements": [], "acknowledgements": []}
        tokens = [token, self.staff("clerk"), self.staff("agent")] * 4
        with ThreadPoolExecutor(len(tokens)) as pool:
            answers = list(pool.map(
                lambda one: self.demo.call("POST", "/api/v1/cases", body, one), tokens))
        self.assertEqual(sorted(status for status, _ in answers),
                         [200] * (len(tokens) - 1) + [201])
        self.assertEqual(len({case["id"] for _, case in answers}), 1)
        path = "/api/v1/cases/" + answers[0][1]["id"]
        events = [event["event"] for event in
                  self.demo.good("GET", path, token=token)["timeline"]]
        self.assertEqual(events.count("opened"), 1)

    def test_a_second_channel_joins_and_the_owner_is_told(self):
        asked = self.submit(self.open(self.a("plain")))
        status, case = self.demo.call("POST", "/api/v1/cases", self.request(asked),
                                      self.staff("clerk"))
        self.assertEqual((status, case["id"]), (200, asked.case["id"]))
        self.assert_told(asked.person, "already has a request", "已有注销申请")

    def test_a_repeated_key_answers_with_the_same_case_and_another_body_is_refused(self):
        person = self.a("plain")
        token = self.log_in(person)
        body = {"line_id": self.line_of(token, person)["id"], "reason": "moved",
                "effective": "now", "settlements": [], "acknowledgements": []}
        key = {"Idempotency-Key": str(uuid.uuid4())}
        first = self.demo.call("POST", "/api/v1/cases", body, token, headers=key)
        again = self.demo.call("POST", "/api/v1/cases", body, token, headers=key)
        self.assertEqual((first[0], again[0]), (201, 201))
        self.assertEqual(first[1]["id"], again[1]["id"])
        self.refused(409, "idempotency.other_request", "POST", "/api/v1/cases",
                     {**body, "reason": "something else"}, token, headers=key)

    def test_a_change_of_what_one_has_not_seen_is_refused(self):
        asked = self.open(self.a("plain"))
        status, headers, case = self.demo.exchange("GET", asked.path, token=asked.token)
        self.assertEqual(status, 200)
        stale = headers["ETag"]
        self.assertRegex(stale, f'^"{case["version"]}\\.[0-9a-f]{{16}}"$')
        change = {"settlements": [], "acknowledgements": [], "effective": "cycle_end"}
        status, headers, case = self.demo.exchange(
            "POST", asked.path + "/settlements", change, asked.token,
            headers={"If-Match": stale})
        self.assertEqual(status, 200, case)
        self.assertNotEqual(headers["ETag"], stale)
        before = self.look(asked)
        for act, body in (("settlements", change), ("withdrawal", {}),
                          ("submission", {"quote_hash": case["quote"]["hash"]})):
            self.refused(412, "case.version", "POST", f"{asked.path}/{act}", body,
                         asked.token, headers={"If-Match": stale})
        self.assertEqual(self.look(asked), before)
        self.demo.good("POST", asked.path + "/submission",
                       {"quote_hash": case["quote"]["hash"]}, asked.token,
                       headers={"If-Match": headers["ETag"]})

    def test_a_quote_that_was_not_the_one_consented_to_comes_back_new(self):
        asked = self.open(self.a("contract"))
        answer = self.refused(409, "quote.changed", "POST", asked.path + "/submission",
                              {"quote_hash": "0" * 64}, asked.token)
        case = self.look(asked)
        self.assertEqual(case["state"], "DRAFT")
        self.assertEqual(answer["quote"], case["quote"])
        self.submit(asked)

    def test_wrong_codes_lock_and_a_right_one_no_longer_helps(self):
        asked = self.submit(self.open(self.a("plain")))
        right = self.code(asked.person["msisdn"])
        wrong = "000000" if right != "000000" else "111111"
        path = asked.path + "/confirmation"
        codes = []
        for _ in range(5):
            _, answer = self.demo.call(
                "POST", path, {"proofs": [{"kind": "otp", "value": wrong}]}, asked.token)
            codes.append(answer["code"])
        self.assertEqual(codes, ["code.wrong"] * 4 + ["code.locked"])
        for _ in range(2):
            self.refused(403, "code.locked", "POST", path,
                         {"proofs": [{"kind": "otp", "value": right}]}, asked.token)
        self.assertEqual(self.look(asked)["state"], "AUTH_STEPUP")
        self.refused(403, "proof.wrong", "POST", path,
                     {"proofs": [{"kind": "id_number", "value": "110101199001010000"}]},
                     asked.token)

    def test_a_sign_in_code_is_good_once(self):
        person = self.a("plain")
        self.demo.good("POST", "/api/v1/login-codes", {"msisdn": person["msisdn"]})
        body = {"msisdn": person["msisdn"], "code": self.code(person["msisdn"])}
        self.assertEqual(self.demo.call("POST", "/api/v1/sessions", body)[0], 201)
        self.refused(401, "login.wrong", "POST", "/api/v1/sessions", body)

    def test_unknown_numbers_are_answered_like_known_ones(self):
        known, unknown = self.a("plain")["msisdn"], "+8610099999999"
        for path, body in (("login-codes", {}), ("loss-reports", {"id_number": "1" * 18})):
            answers = [self.demo.call("POST", "/api/v1/" + path,
                                      {"msisdn": number, **body})
                       for number in (known, unknown)]
            self.assertEqual(answers[0], answers[1], path)
            self.assertEqual(answers[0][0], 202)
        wrong = [self.demo.call("POST", "/api/v1/sessions",
                                {"msisdn": number, "code": "123456"})
                 for number in (known, unknown)]
        self.assertEqual(wrong[0], wrong[1])

    def test_what_is_anothers_does_not_exist(self):
        asked = self.submit(self.open(self.a("plain")))
        stranger = self.log_in(self.a("plain"))
        nobody = "01a1fb67-0000-7000-8000-000000000000"
        for path in ("/cases/{}", "/cases/{}/voucher", "/lines/{}", "/lines/{}/precheck"):
            mine = asked.case["id"] if "cases" in path else asked.line["id"]
            accept = "application/" + ("jose" if "voucher" in path else "json")
            answers = [self.demo.call("GET", "/api/v1" + path.format(one), token=stranger,
                                      accept=accept)
                       for one in (mine, nobody)]
            self.assertEqual(answers[0], answers[1])
            self.assertEqual(answers[0][0], 404)
        for act, body in (("withdrawal", {}), ("objection", {}), ("confirmation",
                          {"proofs": []}), ("submission", {"quote_hash": "0" * 64})):
            self.refused(404, "case.unknown", "POST", f"{asked.path}/{act}", body, stranger)
        self.refused(404, "line.unknown", "POST", "/api/v1/cases", self.request(asked),
                     stranger)
        own = self.demo.good("GET", "/api/v1/cases", token=stranger)["items"]
        self.assertEqual(own, [])
        self.refused(401, "session.invalid", "GET", asked.path, token="A" * 43)
        self.assertEqual(self.look(asked)["state"], "AUTH_STEPUP")

    def test_a_voucher_is_found_by_its_number_and_an_unknown_one_is_nothing(self):
        asked = self.submit(self.open(self.a("plain")))
        number = asked.case["voucher"]
        status = self.demo.good("GET", "/api/v1/vouchers/" + number)
        self.assertEqual((status["kind"], status["status"]), ("receipt", "valid"))
        self.assertNotIn(asked.person["msisdn"][1:], str(status))
        other = number[:-1] + ("2" if number[-1] != "2" else "3")
        answers = [self.demo.call("GET", "/api/v1/vouchers/" + one)
                   for one in (other, "V-AAAAA", "x" * 60)]
        self.assertEqual({status for status, _ in answers}, {404})
        self.assertEqual(len({str(body) for _, body in answers}), 1)


class Lost(Journey):
    def reach(self, person):
        return person["other_msisdn"], person["email"]

    def test_no_code_goes_to_a_lost_line_and_a_clerk_proves_the_owner_in_person(self):
        person = self.a("lost")
        asked = self.submit(self.open(person, reach=self.reach(person)))
        self.assertEqual(asked.line["state"], "BARRED_LOST")
        self.assertIn("OB-13", [one["id"] for one in asked.precheck["obligations"]])
        self.assertNotIn("otp", [need["kind"] for need in asked.case["needs"]])
        self.refused(403, "proof.wrong", "POST", asked.path + "/confirmation",
                     {"proofs": [{"kind": "in_person", "value": person["id_number"]}]},
                     asked.token)
        self.demo.good("POST", asked.path + "/confirmation",
                       {"proofs": [{"kind": "in_person", "value": person["id_number"]}]},
                       self.staff("clerk"))
        self.await_state(asked, "COOLING_OFF")
        self.assertEqual(self.messages(person["msisdn"]), [])

    def test_the_bar_of_a_lost_line_is_never_lifted_by_phone(self):
        person = self.a("lost")
        found = self.demo.good("GET", "/api/v1/lines?msisdn=" + person["msisdn"][1:],
                               token=self.staff("agent"))["items"][0]
        self.assertEqual(found["state"], "BARRED_LOST")
        self.assertFalse([act for act in found["actions"]
                          if act not in ("precheck", "open_case")])
        paths = self.demo.good("GET", "/api/v1/openapi.json")["paths"]
        self.assertFalse([path for path in paths if "lift" in path or "unbar" in path])
        asked = self.submit(self.open(person, reach=self.reach(person)))
        for act, body in (("confirmation", {"proofs": []}), ("withdrawal", {}),
                          ("finish", {})):
            self.refused(403, "rights.missing", "POST", f"{asked.path}/{act}", body,
                         self.staff("agent"))
        self.demo.good("POST", asked.path + "/withdrawal", {}, asked.token)
        self.assertEqual(self.line_of(asked.token, person)["state"], "BARRED_LOST")
        self.assert_attached(person, False)

    def test_a_withdrawal_in_cooling_off_leaves_the_bar_of_the_loss(self):
        person = self.a("lost")
        asked = self.submit(self.open(person, reach=self.reach(person)))
        proof = {"proofs": [{"kind": "in_person", "value": person["id_number"]}]}
        self.demo.good("POST", asked.path + "/confirmation", proof, self.staff("clerk"))
        self.await_state(asked, "COOLING_OFF")
        self.demo.good("POST", asked.path + "/withdrawal", proof, self.staff("clerk"))
        self.await_state(asked, "WITHDRAWN")
        self.assertEqual(self.line_of(asked.token, person)["state"], "BARRED_LOST")
        self.assert_attached(person, False)

    def test_a_loss_report_without_login_bars_within_seconds(self):
        person = self.a("plain")
        began = time.monotonic()
        wrong = self.demo.call("POST", "/api/v1/loss-reports",
                               {"msisdn": person["msisdn"],
                                "id_number": self.a("plain")["id_number"]})
        self.assert_attached(person, True)
        right = self.demo.call("POST", "/api/v1/loss-reports",
                               {"msisdn": person["msisdn"],
                                "id_number": person["id_number"]})
        self.assertEqual((wrong, right), ((202, {}), (202, {})))
        while self.demo.phone(person["msisdn"])["attached_cs"]:
            self.assertLess(time.monotonic() - began, 10)
        self.assert_attached(person, False)
        self.assert_told(person, "is reported lost and stopped", "已挂失停用")
        told = [item["text"] for item in self.messages(person["msisdn"])]
        self.assertFalse([text for text in told if "lost" in text or "挂失" in text])
        token = self.log_in(person, *self.reach(person))
        self.assertEqual(self.line_of(token, person)["state"], "BARRED_LOST")


class Porting(Journey):
    def port(self, asked, action, token=None):
        return self.demo.call("POST", f"/api/v1/lines/{asked.line['id']}/port",
                              {"action": action}, token or asked.token)

    def start(self, asked):
        """With all that is asked of an owner on the web."""
        needs = self.refused(403, "assurance.needed", "POST",
                             f"/api/v1/lines/{asked.line['id']}/port",
                             {"action": "start"}, asked.token)["needs"]
        return self.demo.call("POST", f"/api/v1/lines/{asked.line['id']}/port",
                              {"action": "start",
                               "proofs": self.proofs(asked.person, needs)}, asked.token)

    def test_a_move_in_flight_blocks_until_the_owner_gives_it_up(self):
        asked = self.open(self.a("plain"))
        self.demo.good("POST", asked.path + "/withdrawal", {}, asked.token)
        status, line = self.start(asked)
        self.assertEqual((status, line["state"]), (200, "PORTING_OUT"))
        precheck = self.demo.good("GET", f"/api/v1/lines/{line['id']}/precheck",
                                  token=asked.token)
        blockers = [one for one in precheck["obligations"] if one["class"] == "blocker"]
        self.assertEqual([one["id"] for one in blockers], ["OB-07"])
        settled = [{"obligation": one["id"], "option": one["options"][0]["id"]}
                   for one in precheck["obligations"] if one["class"] == "settle"]
        asked.case = self.demo.good("POST", "/api/v1/cases", {
            "line_id": line["id"], "reason": "moved", "effective": "now",
            "settlements": settled, "acknowledgements": []}, asked.token)
        answer = self.refused(409, "obligation.blocked", "POST",
                              asked.path + "/submission",
                              {"quote_hash": asked.case["quote"]["hash"]}, asked.token)
        self.assertEqual(answer["obligations"], ["OB-07"])
        self.assertEqual(self.look(asked)["state"], "DRAFT")
        asked.case = self.demo.good(
            "POST", asked.path + "/settlements",
            {"settlements": [{"obligation": "OB-07", "option": "revoke_code"}],
             "acknowledgements": []}, asked.token)
        self.await_state(self.confirm(self.submit(asked)), "COOLING_OFF")
        self.assertNotIn("port_code_until", self.line_of(asked.token, asked.person))

    def test_a_number_that_moved_takes_its_case_along(self):
        asked = self.submit(self.open(self.a("plain")))
        self.code(asked.person["msisdn"])  # That of the request, which the move's follows.
        self.assertEqual(self.start(asked)[0], 200)
        self.assertEqual(self.port(asked, "complete")[0], 403)
        self.assertEqual(self.port(asked, "complete", self.staff("engineer"))[0], 200)
        self.await_state(asked, "SUPERSEDED")
        self.assert_told(asked.person, "has moved to another provider", "已携号转网")
        self.assertEqual(self.line_of(asked.token, asked.person)["state"], "PORTED_OUT")
        left = [case for case in self.demo.good("GET", "/api/v1/cases",
                                                token=asked.token)["items"]
                if case["type"] == "PORT_COMPANION"]
        self.assertEqual(len(left), 1)
        asked.case = left[0]
        self.await_state(asked, "CLOSED")
        self.assert_told(asked.person, "contract with us", "合约已结清")

    def test_a_code_out_at_another_operator_is_seen_in_the_precheck(self):
        person = self.a("porting")
        token = self.log_in(person)
        line = self.line_of(token, person)
        precheck = self.demo.good("GET", f"/api/v1/lines/{line['id']}/precheck",
                                  token=token)
        self.assertIn("OB-07", [one["id"] for one in precheck["obligations"]])
        self.assertEqual(self.demo.call("POST", f"/api/v1/lines/{line['id']}/port",
                                        {"action": "revoke"}, token)[0], 200)
        precheck = self.demo.good("GET", f"/api/v1/lines/{line['id']}/precheck",
                                  token=token)
        self.assertNotIn("OB-07", [one["id"] for one in precheck["obligations"]])
