# SPDX-License-Identifier: Apache-2.0
"""A pause on the real register, the customer's own screen at a counter, a text that is
checked, and a voucher fetched without the old number."""
import time

from subscriber import Journey, claims_of


class Counter(Journey):
    def await_attached(self, person, yes):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            phone = self.demo.phone(person["msisdn"])
            if (phone["attached_cs"], phone["attached_ps"]) == (yes, yes):
                return
            time.sleep(0.05)
        self.assert_attached(person, yes)

    def test_a_paused_line_leaves_the_network_and_comes_back(self):
        person = self.a("plain")
        token = self.log_in(person)
        line = self.line_of(token, person)
        self.assertIn("suspend", line["actions"])
        path = f"/api/v1/lines/{line['id']}/suspension"
        paused = self.demo.good("POST", path, {}, token)
        self.assertEqual(paused["state"], "SUSP_USER")
        self.await_attached(person, False)
        self.refused(409, "line.state", "POST", path, {}, token)
        back = self.demo.good("DELETE", path, token=token)
        self.assertEqual(back["state"], "ACTIVE")
        self.await_attached(person, True)
        self.assert_told(person, "works again", "已复机")

    def test_the_customers_screen_is_good_for_its_line(self):
        person = self.a("plain")
        token = self.log_in(person)
        line = self.line_of(token, person)
        clerk = self.staff("clerk")
        pairing = self.demo.good("POST", "/api/v1/pairings", {"line_id": line["id"]}, clerk)
        screen = self.demo.good("POST", "/api/v1/pairings/join", {"code": pairing["code"]})
        self.assertEqual(screen["line_id"], line["id"])
        self.refused(403, "pairing.wrong", "POST", "/api/v1/pairings/join",
                     {"code": pairing["code"]})
        lines = self.demo.good("GET", "/api/v1/lines", token=screen["token"])["items"]
        self.assertEqual([one["id"] for one in lines], [line["id"]])
        path = "/api/v1/pairings/" + pairing["id"]
        self.assertEqual(self.demo.good("GET", path, token=clerk)["state"], "joined")
        self.assertEqual(self.demo.call("DELETE", path, token=clerk)[0], 204)
        self.refused(401, "session.invalid", "GET", "/api/v1/session",
                     token=screen["token"])

    def test_a_text_is_checked_and_a_voucher_fetched_by_the_other_phone(self):
        asked = self.stopped()
        person = asked.person
        number = asked.case["number"]
        ours = next(item["text"] for item in self.messages(person["msisdn"])
                    if number in item["text"] and "Code " not in item["text"] and
                    "验证码" not in item["text"])
        check = lambda text: self.demo.good("POST", "/api/v1/message-checks",
                                            {"text": text})["verdict"]
        self.assertEqual(check(ours), "genuine")
        self.assertEqual(check(ours.replace(number, "2611-0000000-0")), "worded_like_ours")
        self.assertEqual(check(ours + " http://a.example/x"), "not_ours")

        enquiry = {"voucher": asked.case["voucher"], "id_last6": person["id_number"][-6:]}
        sent = self.demo.call("POST", "/api/v1/voucher-enquiries", enquiry)
        self.assertEqual(sent, (202, {}))
        code = self.code(person["other_msisdn"], person["email"])
        paper = self.demo.good("POST", "/api/v1/voucher-enquiries/answers",
                               {**enquiry, "code": code})
        self.assertEqual(paper["status"]["number"], asked.case["voucher"])
        self.assertIn(asked.case["voucher"], claims_of(paper["jws"].encode()).values())
