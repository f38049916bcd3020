# SPDX-License-Identifier: Apache-2.0
"""What people at the desks decide: one reviewer, two, refusals, and their rights."""
import pathlib
import re
import struct
import subprocess
import tempfile
import zlib

from subscriber import Journey


def chunk(name, body):
    return (struct.pack(">I", len(body)) + name + body +
            struct.pack(">I", zlib.crc32(name + body)))


# A grey square of 64 points.
PNG = (b"\x89PNG\r\n\x1a\n" +
       chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)) +
       chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * 64) * 64)) + chunk(b"IEND", b""))
MP4 = bytes.fromhex("00000018") + b"ftypmp42" + bytes(12)
CHINESE = re.compile("[\u4e00-\u9fff]")


class Desk(Journey):
    def upload(self, asked, token, content=PNG, filename="id.png", kind=""):
        head = (b'--edge\r\nContent-Disposition: form-data; name="kind"\r\n\r\n' +
                kind.encode() + b"\r\n" if kind else b"")
        body = (head +
                b'--edge\r\nContent-Disposition: form-data; name="file"; filename="' +
                filename.encode() + b'"\r\nContent-Type: image/png\r\n\r\n' + content +
                b"\r\n--edge--\r\n")
        return self.demo.call("POST", asked.path + "/documents", body, token,
                              headers={"Content-Type":
                                       "multipart/form-data; boundary=edge"})

    def under_review(self, kind="review"):
        return self.await_state(self.ask(self.a(kind)), "UNDER_REVIEW")

    def test_one_reviewer_approves_and_never_the_one_who_asked(self):
        asked = self.under_review()
        self.assert_told(asked.person, "a person looks at it", "申请已进入审核")
        self.assertNotIn("decide", asked.case["actions"])
        self.refused(403, "rights.missing", "POST", asked.path + "/decision",
                     {"decision": "approve"}, asked.token)
        for role in ("clerk", "agent", "finance", "engineer", "auditor", "fraud"):
            self.assertEqual(self.decide(role, asked, "approve", 403)["code"],
                             "rights.missing")
        seen = self.look(asked, self.staff("reviewer"))
        self.assertIn("decide", seen["actions"])
        self.assertTrue(seen["risk"]["factors"])
        self.decide("reviewer", asked, "approve")
        self.await_state(asked, "COOLING_OFF")
        self.assert_attached(asked.person, False)

    def test_two_people_approve_and_the_second_is_another(self):
        asked = self.under_review("two_people")
        self.assertTrue(self.look(asked, self.staff("reviewer"))["wants_second"])
        case = self.decide("supervisor", asked, "approve")
        self.assertEqual(case["state"], "SECOND_APPROVAL")
        self.assertNotIn("decide", case["actions"])
        self.assertEqual(self.decide("supervisor", asked, "approve", 403)["code"],
                         "review.same_person")
        self.assertEqual(self.decide("reviewer", asked, "approve", 403)["code"],
                         "rights.missing")
        asked = self.under_review("two_people")
        self.decide("reviewer", asked, "approve")
        self.decide("supervisor", asked, "approve")
        self.await_state(asked, "COOLING_OFF")

    def test_a_second_person_returns_the_case_to_the_first(self):
        asked = self.under_review("two_people")
        self.decide("reviewer", asked, "approve")
        self.assertEqual(self.decide("supervisor", asked, "need_more")["state"],
                         "UNDER_REVIEW")

    def test_a_clerk_who_submitted_is_no_reviewer(self):
        person = self.a("review")
        found = self.demo.good("GET", "/api/v1/lines?msisdn=" + person["msisdn"][1:],
                               token=self.staff("clerk"))["items"][0]
        case = self.demo.good("POST", "/api/v1/cases", {
            "line_id": found["id"], "reason": "moved", "effective": "now",
            "settlements": [{"obligation": "OB-31", "option": "refund_source"}],
            "acknowledgements": ["OB-23"]}, self.staff("clerk"))
        path = "/api/v1/cases/" + case["id"]
        case = self.demo.good("POST", path + "/submission",
                              {"quote_hash": case["quote"]["hash"]}, self.staff("clerk"))
        self.assertEqual([need["kind"] for need in case["needs"]], ["in_person"])
        case = self.demo.good(
            "POST", path + "/confirmation",
            {"proofs": [{"kind": "in_person", "value": person["id_number"]}]},
            self.staff("clerk"))
        self.assertEqual(case["state"], "UNDER_REVIEW")
        self.assertNotIn("decide", case["actions"])

    def test_more_is_asked_for_a_document_comes_and_the_case_goes_on(self):
        asked = self.under_review()
        self.assertEqual(self.decide("reviewer", asked, "need_more", 422)["code"],
                         "defects.count")
        self.decide("reviewer", asked, "need_more", 422, defects=["made_up"])
        case = self.decide("reviewer", asked, "need_more", defects=["blurred", "edge_cut"])
        self.assertEqual(case["state"], "AWAITING_SUBSCRIBER")
        items = self.look(asked)["open_items"]
        self.assertEqual([item["obligation"] for item in items], ["OB-04", "OB-04"])
        for item in items:
            self.assertTrue(item["text"]["en"])
            self.assertRegex(item["text"]["zh"], CHINESE)
        self.assert_told(asked.person, "left to do: ", "还需您办理")
        status, answer = self.upload(asked, asked.token, b"MZ no picture")
        self.assertEqual((status, answer["code"]), (422, "document.type"))
        status, answer = self.upload(asked, self.staff("reviewer"))
        self.assertEqual((status, answer["code"]), (403, "rights.missing"))
        status, case = self.upload(asked, asked.token, filename="../b.png")
        self.assertEqual(status, 201, case)
        self.await_state(asked, "UNDER_REVIEW")
        document = self.look(asked, self.staff("reviewer"))["documents"][0]
        shown = f"{asked.path}/documents/{document['id']}"
        status, shown_now = self.demo.call("GET", shown, token=self.staff("reviewer"))
        self.assertEqual((status, shown_now[:3]), (200, b"\xff\xd8\xff"))
        self.refused(403, "rights.missing", "GET", shown, token=self.staff("agent"))
        self.decide("reviewer", asked, "approve")
        self.await_state(asked, "COOLING_OFF")

    def test_photographs_of_a_document_are_checked_and_the_good_side_stays(self):
        asked = self.under_review()
        self.decide("reviewer", asked, "need_more", defects=["blurred"])
        self.assertEqual(self.look(asked)["open_items"][0]["documents"],
                         ["id_front", "id_back"])
        samples = self.samples(asked.person["id_number"])
        for name, defect in (("blurred", "blurred"), ("glare", "glare"),
                             ("cropped", "edge_cut"), ("back", "wrong_side"),
                             ("other_person", "wrong_person"), ("screen", "screen_photo")):
            status, answer = self.upload(asked, asked.token, samples[name], kind="id_front")
            self.assertEqual((status, answer["code"]), (422, "document.defects"), name)
            self.assertIn(defect, [one["code"] for one in answer["defects"]])
        status, answer = self.upload(asked, asked.token, samples["polyglot"],
                                     kind="id_front")
        self.assertEqual((status, answer["code"]), (422, "document.image_more"))
        status, case = self.upload(asked, asked.token, samples["with_gps"], kind="id_front")
        self.assertEqual((status, case["state"]), (201, "AWAITING_SUBSCRIBER"), case)
        self.assertEqual(case["documents"][0]["fields"]["id_number"]["matches"], True)
        status, case = self.upload(asked, asked.token, samples["back"], kind="id_back")
        self.assertEqual(status, 201, case)
        self.await_state(asked, "UNDER_REVIEW")
        front = self.look(asked, self.staff("reviewer"))["documents"][0]
        status, kept = self.demo.call("GET", f"{asked.path}/documents/{front['id']}",
                                      token=self.staff("reviewer"))
        self.assertEqual((status, b"Exif" in kept), (200, False))

    def samples(self, number):
        program = pathlib.Path(self.demo.program).resolve().parent / "idcards"
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([program, "--sample", folder, "--number", number], check=True,
                           timeout=60)
            return {file.stem: file.read_bytes() for file in pathlib.Path(folder).iterdir()}

    def test_a_rejection_names_reason_and_remedy_in_both_languages(self):
        asked = self.under_review()
        self.assertEqual(self.decide("reviewer", asked, "reject", 422)["code"],
                         "reason_code.unknown")
        self.decide("reviewer", asked, "reject", reason_code="document_of_another")
        case = self.look(asked)
        self.assertEqual((case["state"], case["reason_code"]),
                         ("REJECTED", "document_of_another"))
        for part in (case["reason"], case["remedy"]):
            self.assertTrue(part["en"])
            self.assertRegex(part["zh"], CHINESE)
        self.assert_told(asked.person, case["reason"]["en"], case["reason"]["zh"])
        self.assert_told(asked.person, case["remedy"]["en"], case["remedy"]["zh"])
        self.assert_attached(asked.person, True)
        line = self.line_of(asked.token, asked.person)
        self.assertEqual(line["state"], "ACTIVE")
        self.assertIn("open_case", line["actions"])

    def test_a_fresh_sim_change_asks_for_a_video_that_a_person_judges(self):
        asked = self.submit(self.open(self.a("swapped")))
        self.assertEqual([need["kind"] for need in asked.case["needs"]],
                         ["id_number", "video"])
        path = asked.path + "/confirmation"
        proofs = [{"kind": "id_number", "value": asked.person["id_number"]}]
        answer = self.refused(403, "assurance.needed", "POST", path, {"proofs": proofs},
                              asked.token)
        self.assertEqual([need["kind"] for need in answer["needs"]], ["video"])
        self.refused(403, "proof.wrong", "POST", path,
                     {"proofs": [{"kind": "video", "value": "none"}]}, asked.token)
        status, case = self.upload(asked, asked.token, MP4, "me.mp4")
        self.assertEqual(status, 201, case)
        video = {"kind": "video", "value": case["documents"][0]["id"]}
        case = self.demo.good("POST", path, {"proofs": [*proofs, video]}, asked.token)
        self.assertEqual(case["state"], "UNDER_REVIEW")

    def test_samples_of_who_may_do_what(self):
        asked = self.under_review()
        line = "/api/v1/lines/" + asked.line["id"]
        samples = [
            ("GET", line, None, {"clerk", "agent", "engineer", "fraud"}),
            ("GET", line + "/precheck", None, {"clerk", "agent"}),
            ("GET", asked.path, None, {"clerk", "agent", "reviewer", "supervisor", "fraud",
                                       "finance", "engineer", "auditor"}),
            ("GET", "/api/v1/network/orphan-keys", None, {"engineer"}),
            ("POST", asked.path + "/withdrawal", {}, {"clerk"}),
            ("POST", asked.path + "/resolution", {"action": "retry", "reason": "x"},
             {"engineer"}),
        ]
        for method, path, body, allowed in samples:
            for role in self.demo.ready["staff"]:
                status, answer = self.demo.call(method, path, body, self.staff(role))
                refused = status == 403 and answer["code"] == "rights.missing"
                self.assertEqual(refused, role not in allowed, (method, path, role, answer))
            self.assertEqual(self.demo.call(method, path, body)[0], 401, path)

    def test_staff_see_no_risk_papers_or_whole_numbers_that_are_not_theirs(self):
        asked = self.under_review()
        # A manager sees figures, no case.
        status, _ = self.demo.call("GET", asked.path,
                                   token=self.staff("manager"))
        self.assertEqual(status, 403)
        for role in self.demo.ready["staff"].keys() - {"manager"}:
            case = self.look(asked, self.staff(role))
            self.assertNotIn(asked.person["msisdn"][1:], str(case), role)
            self.assertNotIn(asked.person["id_number"], str(case), role)
            self.assertEqual("risk" in case,
                             role in ("reviewer", "supervisor", "fraud", "auditor"), role)
        self.assertNotIn("risk", self.look(asked))
