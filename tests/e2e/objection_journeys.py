# SPDX-License-Identifier: Apache-2.0
"""An objection ("not me") in every state, by case number, by SMS and signed in; and what
the analyst does."""
from datetime import datetime, timedelta

from subscriber import Journey


class Objection(Journey):
    def by_number(self, asked):
        self.assertEqual(self.demo.call("POST", "/api/v1/objections",
                                        {"case_number": asked.case["number"]}), (202, {}))

    def by_sms(self, asked):
        self.demo.good("POST", "/lab/reply", {"from": asked.person["msisdn"], "text": "N"})

    def signed_in(self, asked):
        self.demo.good("POST", asked.path + "/objection", {}, asked.token)

    def hold_and_release(self, asked, object_to):
        before = asked.case["state"]
        object_to(asked)
        self.await_state(asked, "FRAUD_HOLD")
        self.assertNotIn("decide", asked.case["actions"])
        self.assertEqual(self.decide("reviewer", asked, "approve", 403)["code"],
                         "rights.missing")
        held = self.look(asked, self.staff("fraud"))
        self.assertEqual(held["hold_reason"], "objection")
        self.assert_told(asked.person, "is stopped at once", "即刻暂停")
        self.decide("fraud", asked, "release")
        self.await_state(asked, before)
        self.assert_told(asked.person, "is over; it goes on", "核查完毕，继续办理")

    def hold_and_reject(self, asked, object_to):
        object_to(asked)
        self.await_state(asked, "FRAUD_HOLD")
        self.decide("fraud", asked, "reject")
        self.await_state(asked, "REJECTED")
        self.assertEqual(asked.case["reason_code"], "owner_objected")
        self.assert_told(asked.person, "is closed after our check", "经核查已终止")
        self.assertEqual(self.line_of(asked.token, asked.person)["state"], "ACTIVE")
        self.assert_attached(asked.person, True)

    def test_a_draft_that_is_objected_to_is_gone(self):
        asked = self.open(self.a("plain"))
        self.signed_in(asked)
        self.assertEqual(self.look(asked)["state"], "WITHDRAWN")

    def test_while_proof_is_awaited(self):
        asked = self.submit(self.open(self.a("plain")))
        self.hold_and_release(asked, self.by_sms)
        self.hold_and_reject(asked, self.by_number)

    def test_while_the_owner_is_awaited(self):
        asked = self.ask(self.a("contract"), leave_out=("OB-17",))
        self.await_state(asked, "AWAITING_SUBSCRIBER")
        self.hold_and_release(asked, self.by_number)
        self.hold_and_reject(asked, self.signed_in)

    def test_under_review(self):
        asked = self.await_state(self.ask(self.a("review")), "UNDER_REVIEW")
        self.hold_and_release(asked, self.signed_in)
        self.hold_and_reject(asked, self.by_sms)

    def test_before_the_second_approval(self):
        asked = self.await_state(self.ask(self.a("two_people")), "UNDER_REVIEW")
        self.decide("reviewer", asked, "approve")
        self.await_state(asked, "SECOND_APPROVAL")
        self.hold_and_release(asked, self.by_sms)
        self.hold_and_reject(asked, self.by_number)

    def test_scheduled_for_a_day_to_come(self):
        now = self.demo.good("GET", "/lab/clock")["now"]
        day = datetime.fromisoformat(now.rstrip("Z")) + timedelta(days=20)
        asked = self.ask(self.a("plain"), effective=day.strftime("%Y-%m-%d"))
        self.await_state(asked, "SCHEDULED")
        self.hold_and_release(asked, self.by_number)
        self.hold_and_reject(asked, self.signed_in)

    def test_in_cooling_off_a_rejection_gives_the_same_sim_back(self):
        asked = self.stopped()
        self.assert_attached(asked.person, False)
        self.hold_and_release(asked, self.by_number)
        self.assert_attached(asked.person, False)
        self.hold_and_reject(asked, self.signed_in)

    def test_an_objector_learns_nothing_about_case_numbers(self):
        asked = self.submit(self.open(self.a("plain")))
        number = asked.case["number"]
        for wrong in ("2611-0000000-0", number[:-1] + str((int(number[-1]) + 1) % 10),
                      "x", "' OR 1=1 --"):
            self.assertEqual(self.demo.call("POST", "/api/v1/objections",
                                            {"case_number": wrong}), (202, {}))
        self.assertEqual(self.look(asked)["state"], "AUTH_STEPUP")

    def test_one_who_writes_other_things_stops_nothing(self):
        asked = self.submit(self.open(self.a("plain")))
        for text in ("no", "Yes", "1", "NN", "ok N"):
            self.demo.good("POST", "/lab/reply",
                           {"from": asked.person["msisdn"], "text": text})
        stranger = self.a("plain")
        self.demo.good("POST", "/lab/reply", {"from": stranger["msisdn"], "text": "N"})
        self.signed_in(asked)
        asked = self.submit(self.open(self.a("plain")))
        self.demo.good("POST", "/lab/reply", {"from": asked.person["msisdn"], "text": "n "})
        self.await_state(asked, "FRAUD_HOLD")

    def test_the_owner_takes_his_request_back_while_it_is_held(self):
        asked = self.submit(self.open(self.a("plain")))
        self.by_number(asked)
        self.await_state(asked, "FRAUD_HOLD")
        self.demo.good("POST", asked.path + "/withdrawal", {}, asked.token)
        self.assertEqual(self.look(asked)["state"], "WITHDRAWN")
        self.assert_told(asked.person, "is withdrawn", "已撤回")
