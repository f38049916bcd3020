// SPDX-License-Identifier: Apache-2.0
#include "card/desk/case_outbox.h"

#include "evidence/outside_tool.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>
#include <fstream>

namespace signoff {
namespace {

OutboxEntry outbox_entry() {
  return {"https://signoff.example",
          parse_instant("2026-11-22T08:47:03.123Z").value(),
          "89860000000000000019",
          "89049032123451234512345678901235",
          "a.b.c",
          {Bytes{0x30, 0}, Bytes{0x31, 0}}};
}

TEST(CaseOutbox, an_entry_comes_back_as_it_was_kept) {
  const TestDirectory directory;
  const CaseOutbox outbox{directory.path()};
  const auto entry = outbox_entry();
  const auto file = outbox.keep(entry);
  ASSERT_TRUE(file);
  EXPECT_EQ(outbox.keep(entry), file) << "the same entry has one file";
  EXPECT_EQ(outbox.files().value(), std::vector{*file});
  EXPECT_EQ(outbox.read(*file).value(), entry);
  EXPECT_EQ(std::filesystem::status(*file).permissions() & std::filesystem::perms::mask,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(CaseOutbox, entries_are_listed_oldest_first) {
  const TestDirectory directory;
  const CaseOutbox outbox{directory.path()};
  auto late = outbox_entry();
  late.at += std::chrono::milliseconds{5};
  const auto second = outbox.keep(late).value();
  const auto first = outbox.keep(outbox_entry()).value();
  EXPECT_EQ(outbox.files().value(), (std::vector{first, second}));
}

TEST(CaseOutbox, what_the_server_has_is_gone_and_what_it_never_takes_is_set_aside) {
  const TestDirectory directory;
  const CaseOutbox outbox{directory.path()};
  auto other = outbox_entry();
  other.wipe.clear();
  const auto taken = outbox.keep(outbox_entry()).value();
  const auto refused = outbox.keep(other).value();
  outbox.drop(taken);
  outbox.put_aside(refused);
  EXPECT_TRUE(outbox.files().value().empty());
  EXPECT_TRUE(std::filesystem::exists(refused.string() + ".refused"));
}

TEST(CaseOutbox, what_is_left_of_an_entry_replaces_it) {
  const TestDirectory directory;
  const CaseOutbox outbox{directory.path()};
  const auto file = outbox.keep(outbox_entry()).value();
  auto left = outbox_entry();
  left.notifications.clear();
  ASSERT_TRUE(outbox.replace(file, left));
  EXPECT_EQ(outbox.read(file).value(), left);
}

TEST(CaseOutbox, a_damaged_entry_is_refused_by_its_member) {
  const auto good = boost::json::parse(to_json(outbox_entry())).as_object();
  const auto code = [](const boost::json::object& object) {
    const auto read = parse_outbox_entry(boost::json::serialize(object));
    return read ? std::string{} : read.error().code + " " + read.error().detail;
  };
  EXPECT_EQ(code(good), "");
  for (const auto* name :
       {"version", "server", "at", "iccid", "eid", "wipe", "notifications"}) {
    auto without = good;
    without.erase(name);
    EXPECT_EQ(code(without), std::string{"outbox.member "} + name);
    auto wrong = good;
    wrong[name] = {{"a", 1}};
    EXPECT_EQ(code(wrong), std::string{"outbox.member "} + name);
  }
  auto wrong = good;
  wrong["iccid"] = "8986000000000000001x";
  EXPECT_EQ(code(wrong), "outbox.member iccid");
  wrong = good;
  wrong["more"] = 1;
  EXPECT_EQ(code(wrong), "outbox.member ?");
  wrong = good;
  wrong["wipe"] = std::string(64 * 1024 + 1, 'a');
  EXPECT_EQ(code(wrong), "outbox.member wipe");
  wrong = good;
  wrong["notifications"] = boost::json::array(101, "MAA");
  EXPECT_EQ(code(wrong), "outbox.member notifications");
  wrong["notifications"] = {to_base64url(Bytes(16 * 1024 + 1, 1))};
  EXPECT_EQ(code(wrong), "outbox.member notifications");
  EXPECT_EQ(parse_outbox_entry("{").error().code, "outbox.json");
}

TEST(CaseOutbox, a_folder_that_is_not_there_is_said) {
  const CaseOutbox outbox{"/nonexistent/outbox"};
  EXPECT_EQ(outbox.files().error().code, "outbox.directory");
  EXPECT_EQ(outbox.keep(outbox_entry()).error().code, "file.write");
}

}  // namespace
}  // namespace signoff
