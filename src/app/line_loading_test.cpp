// SPDX-License-Identifier: Apache-2.0
#include "app/line_loading.h"

#include "app/line_samples.h"
#include "connectors/billing/ledger.h"
#include "storage/admin.h"
#include "storage/sqlite/sqlite_store.h"

#include <gtest/gtest.h>

#include <fstream>

namespace signoff {
namespace {

using samples::plain;

class LineLoading : public ::testing::Test {
 protected:
  LineLoading() : clock_{std::chrono::sys_days{samples::kToday}} {
    auto name = (std::filesystem::temp_directory_path() / "signoff-load-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = name;
    SqliteOptions options;
    options.path = folder_ / "signoff.db";
    file_ = std::move(SqliteFile::open(options, random_).value());
    store_.emplace(*file_);
    ledger_.emplace(*file_);
  }
  ~LineLoading() override {
    file_.reset();
    std::filesystem::remove_all(folder_);
  }

  LoadReport load(const std::vector<std::string>& lines, bool keeps_going = false) {
    const auto path = folder_ / "lines.jsonl";
    {
      std::ofstream out{path, std::ios::binary};
      for (const auto& line : lines) out << line << "\n";
    }
    LoadSettings settings;
    settings.keeps_going = keeps_going;
    settings.progress = [&](std::string_view what, std::int64_t done, std::int64_t total) {
      progress_[std::string{what}] = {done, total};
    };
    const auto report = load_lines(path, {*store_, *ledger_, clock_, random_}, settings);
    EXPECT_TRUE(report) << (report ? "" : report.error().code + report.error().detail);
    return report ? *report : LoadReport{};
  }
  void expect_refusal(const std::vector<std::string>& lines, std::size_t line,
                      std::string_view field, std::string_view code) {
    const auto report = load(lines);
    const std::vector<LoadFinding> expected{
        {line, {std::string{field}, std::string{code}}}};
    EXPECT_EQ(report.findings, expected)
        << code << ", found "
        << (report.findings.empty() ? "nothing" : report.findings.front().defect.code);
    EXPECT_EQ(report.loaded, 0u);
  }
  Line line(int n) {
    return store_->line(Msisdn::parse(fmt::format("+86138{:08}", n)).value()).value();
  }
  std::size_t stored() { return store_->lines_after("", 1000).value().size(); }

  SystemRandom random_;
  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<SqliteFile> file_;
  std::optional<SqliteStore> store_;
  std::optional<SqliteLedgerStore> ledger_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> progress_;
};

TEST_F(LineLoading, stores_owner_line_number_and_account) {
  const auto report =
      load({plain(1), "", samples::changed("account", "paid_credit", R"("12.50")", 2)});
  EXPECT_EQ(report.loaded, 2u);
  const auto loaded = line(2);
  EXPECT_TRUE(is_uuid(loaded.id));
  EXPECT_EQ(loaded.version, 1);
  EXPECT_EQ(store_->owner("C-2").value().name, "Person 2");
  const auto number = store_->number(loaded.msisdn).value();
  EXPECT_EQ(number.line_id, loaded.id);
  EXPECT_EQ(number.state, NumberState::in_service);
  LedgerBilling billing{*ledger_, clock_};
  EXPECT_EQ(billing.account(loaded.id).value().paid_credit, (Money{1250, {}}));
  EXPECT_TRUE(check(folder_ / "signoff.db").value().empty());
  EXPECT_EQ(progress_["loaded"].first, progress_["loaded"].second);
  EXPECT_GT(progress_["checked"].second, 0);
}

TEST_F(LineLoading, the_same_file_twice_changes_nothing) {
  const std::vector<std::string> lines{plain(1), plain(2)};
  load(lines);
  const auto before = line(1);
  const auto again = load(lines);
  EXPECT_EQ(again.loaded, 0u);
  EXPECT_EQ(again.present, 2u);
  EXPECT_EQ(line(1), before);
  EXPECT_EQ(stored(), 2u);
  EXPECT_EQ(ledger_->entries(before.id).value().size(), 1u);
}

TEST_F(LineLoading, goes_on_where_it_was_broken_off_between_line_and_account) {
  const auto record = *read_line_record(plain(1), samples::kToday).record;
  Change change;
  change.line = record.line;
  change.line->id = "L-1";
  change.line_id = "L-1";
  change.owner = record.owner;
  change.number = Number{};
  change.number->msisdn = record.line.msisdn;
  change.number->line_id = "L-1";
  ASSERT_TRUE(store_->commit(change));
  EXPECT_EQ(load({plain(1)}).present, 1u);
  EXPECT_EQ(ledger_->entries("L-1").value().size(), 1u);
}

TEST_F(LineLoading, nothing_is_loaded_when_a_line_is_wrong_unless_it_keeps_going) {
  const std::vector<std::string> lines{plain(1), "{", plain(3)};
  const auto refused = load(lines);
  EXPECT_EQ(refused.loaded, 0u);
  EXPECT_EQ(refused.refused, 1u);
  EXPECT_EQ(refused.findings, (std::vector<LoadFinding>{{2, {"", "json.syntax"}}}));
  EXPECT_EQ(stored(), 0u);
  const auto going = load(lines, true);
  EXPECT_EQ(going.loaded, 2u);
  EXPECT_EQ(going.refused, 1u);
  EXPECT_EQ(stored(), 2u);
}

TEST_F(LineLoading, lines_of_one_file_may_not_contradict_each_other) {
  using samples::changed;
  expect_refusal({plain(1), changed("line", "msisdn", R"("+8613800000001")", 2)}, 2,
                 "line.msisdn", "number.twice");
  expect_refusal({plain(1), changed("line", "imsi", R"("460000000000001")", 2)}, 2,
                 "line.imsi", "imsi.twice");
  expect_refusal({plain(1), changed("line", "iccid", '"' + samples::iccid(1) + '"', 2)}, 2,
                 "line.iccid", "iccid.twice");
  expect_refusal({plain(1), changed("owner", "id", R"("C-1")", 2)}, 2, "owner",
                 "owner.differs");
  expect_refusal({plain(1), changed("account", "currency", R"("EUR")", 2)}, 2,
                 "account.currency", "currency.differs");
  EXPECT_EQ(stored(), 0u);
}

TEST_F(LineLoading, what_is_there_already_may_not_be_contradicted_either) {
  using samples::changed;
  ASSERT_EQ(load({plain(1), plain(2)}).loaded, 2u);
  expect_refusal({changed("line", "imsi", R"("460000000000009")")}, 1, "line.imsi",
                 "number.other_subscription");
  expect_refusal({changed("owner", "id", R"("C-9")")}, 1, "owner.id", "number.other_owner");
  expect_refusal({changed("line", "id", R"("L-9")")}, 1, "line.id", "number.other_line");
  expect_refusal({changed("line", "generation", "2")}, 1, "line.generation",
                 "number.not_free");
  expect_refusal({changed("owner", "id", R"("C-1")", 5)}, 1, "owner.id",
                 "owner.other_person");
  expect_refusal({changed("account", "currency", R"("EUR")", 5)}, 1, "account.currency",
                 "currency.differs");
  expect_refusal({changed("line", "id", '"' + line(1).id + '"', 5)}, 1, "line.id",
                 "line.id_taken");
}

TEST_F(LineLoading, a_freed_number_is_given_out_again_in_its_next_generation) {
  ASSERT_EQ(load({plain(1)}).loaded, 1u);
  Change ended;
  ended.line = line(1);
  ended.line_id = ended.line->id;
  ended.line->state = LineState::terminated;
  ended.number = store_->number(ended.line->msisdn).value();
  ended.number->state = NumberState::available;
  ASSERT_TRUE(store_->commit(ended));
  EXPECT_EQ(load({plain(1)}).present, 1u) << "the dead stay dead";

  auto next = samples::object(2);
  next["line"].as_object()["msisdn"] = "+8613800000001";
  next["line"].as_object()["generation"] = 2;
  EXPECT_EQ(load({boost::json::serialize(next)}).loaded, 1u);
  EXPECT_EQ(line(1).owner_id, "C-2");
  EXPECT_EQ(store_->number(line(1).msisdn).value().generation, 2);
  expect_refusal({plain(1)}, 1, "line.generation", "number.later_generation");
}

TEST_F(LineLoading, a_sub_line_finds_its_main_line_before_it) {
  const auto sub = samples::changed("line", "main_msisdn", R"("+8613800000001")", 2);
  expect_refusal({sub, plain(1)}, 1, "line.main_msisdn", "main.unknown");
  EXPECT_EQ(load({plain(1), sub}).loaded, 2u);
  EXPECT_EQ(line(2).main_line_id, line(1).id);
  EXPECT_EQ(
      load({samples::changed("line", "main_msisdn", R"("+8613800000001")", 3)}).loaded, 1u);
  EXPECT_EQ(line(3).main_line_id, line(1).id);
}

TEST_F(LineLoading, many_lines_of_one_owner_go_in_batches) {
  std::vector<std::string> lines;
  const auto owner = samples::object(1)["owner"];
  for (int n = 1; n <= 1203; ++n) {
    auto record = samples::object(n);
    record["owner"] = owner;
    lines.push_back(boost::json::serialize(record));
  }
  EXPECT_EQ(load(lines).loaded, 1203u);
  EXPECT_EQ(load(lines).present, 1203u);
}

TEST_F(LineLoading, a_file_that_is_none_is_refused) {
  const auto report =
      load_lines(folder_, {*store_, *ledger_, clock_, random_}, LoadSettings{});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, "file.open");
}

}  // namespace
}  // namespace signoff
