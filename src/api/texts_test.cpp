// SPDX-License-Identifier: Apache-2.0
#include "api/problem_texts.h"
#include "api/timeline_texts.h"
#include "domain/case_states.h"
#include "domain/resource_states.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace signoff {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream{file}.rdbuf();
  return text.str();
}

// The first literal after each `call` in the sources of a module, where the call has one.
std::set<std::string> literals(std::string_view module, std::string_view call) {
  std::set<std::string> found;
  for (const auto& entry : fs::directory_iterator{fs::path{SIGNOFF_SOURCES} / module}) {
    const auto file = entry.path().string();
    if (!file.ends_with(".cpp") || file.ends_with("_test.cpp")) continue;
    const auto text = content_of(entry.path());
    for (auto at = text.find(call); at != std::string::npos;
         at = text.find(call, at + call.size())) {
      const auto from = at + call.size();
      const auto quote = text.find_first_of("\");", from);
      if (quote == std::string::npos || text[quote] != '"') continue;
      found.insert(text.substr(quote + 1, text.find('"', quote + 1) - quote - 1));
    }
  }
  return found;
}

TEST(ProblemTexts, every_code_that_a_verb_answers_has_its_sentence) {
  const auto codes = literals("service", "fail(Fault::");
  EXPECT_GT(codes.size(), 40u);
  for (const auto& code : codes) {
    // Of the terminal and of the phone, where no problem document is written.
    if (code.starts_with("sms.")) continue;
    EXPECT_TRUE(has_sentence(code)) << code;
  }
}

TEST(ProblemTexts, every_code_of_the_routes_and_of_a_wrong_choice_has_its_sentence) {
  for (const auto* file : {"api", "policy"})
    for (const auto& code : literals(file, "fail(Fault::bad_input")) {
      if (code.starts_with("settlement.") || code.starts_with("effective.") ||
          code.starts_with("query.") || code.starts_with("field.")) {
        EXPECT_TRUE(has_sentence(code)) << code;
      }
    }
}

TEST(TimelineTexts, every_move_of_a_case_has_its_sentence) {
  for (const auto name : kNames<CaseEvent>) EXPECT_TRUE(has_timeline_text(name)) << name;
}

TEST(TimelineTexts, every_step_has_its_sentences) {
  for (auto step = StepId::e1_snapshot; step < StepId::done; step = following(step))
    for (const auto* pattern : {"step.{}", "step.{}.waits", "undo.{}"}) {
      const auto name = fmt::format(fmt::runtime(pattern), to_string(step));
      EXPECT_TRUE(has_timeline_text(name)) << name;
    }
}

TEST(TimelineTexts, what_becomes_of_number_and_refund_has_its_sentences) {
  for (const auto name : kNames<NumberEvent>)
    EXPECT_TRUE(has_timeline_text("number." + std::string{name})) << name;
  for (const auto name : kNames<RefundEvent>)
    EXPECT_TRUE(has_timeline_text("refund." + std::string{name})) << name;
}

TEST(TimelineTexts, every_note_in_the_sources_has_its_sentence) {
  for (const auto* module : {"engine", "steps", "service"})
    for (const auto& name : literals(module, ".note(")) {
      if (name.ends_with('.') || name.find('{') != std::string::npos) continue;
      EXPECT_TRUE(has_timeline_text(name)) << name;
    }
}

TEST(TimelineTexts, a_step_that_found_nothing_to_do_says_so_under_its_own_name) {
  for (const std::string name : {"step.E4", "undo.E4", "step.E11"}) {
    EXPECT_NE(timeline_text(name + ".none").en, timeline_text(name).en);
    const auto members = timeline_members(name + ".none");
    EXPECT_TRUE(members.starts_with("\"event\":\"" + name + "\",")) << members;
  }
}

TEST(TimelineTexts, looks_at_the_network_are_counted) {
  const auto text = check_text(R"({"sample":"2/3","answer":"not reachable"})");
  EXPECT_EQ(text.en, "Check 2 of 3: the network does not know the line.");
  EXPECT_EQ(text.zh, "第2次核验（共3次）：网络中已无此号码。");
  for (const auto* odd : {"", "{}", R"({"sample":"2"})", R"({"sample":"2/3)"})
    EXPECT_FALSE(check_text(odd).zh.empty());
}

TEST(TimelineTexts, an_unknown_event_is_told_in_general) {
  EXPECT_FALSE(has_timeline_text("no.such.event"));
  EXPECT_FALSE(timeline_text("no.such.event").zh.empty());
}

}  // namespace
}  // namespace signoff
