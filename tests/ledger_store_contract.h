// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/ledger_store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

// What every LedgerStore promises.
namespace signoff {

struct LedgerStoreMaker {
  std::string name;
  std::function<std::shared_ptr<LedgerStore>(const std::filesystem::path&)> make;
};
inline std::string names_of_ledger_stores(
    const testing::TestParamInfo<LedgerStoreMaker>& info) {
  return info.param.name;
}

class LedgerStoreContract : public testing::TestWithParam<LedgerStoreMaker> {
 protected:
  LedgerStoreContract() {
    auto name = (std::filesystem::temp_directory_path() / "signoff-ledger-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = name;
    store_ = GetParam().make(folder_);
  }
  ~LedgerStoreContract() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  LedgerStore& store() { return *store_; }
  static LedgerEntry entry(const std::string& line_id, const std::string& key) {
    return {line_id,   key,          Instant{Duration{1000}},
            "opening", R"({"a":1})", {{"customer.paid_credit", -3820}, {"cash", 3820}}};
  }

  std::filesystem::path folder_;
  std::shared_ptr<LedgerStore> store_;
};

TEST_P(LedgerStoreContract, entries_come_back_in_the_order_of_posting) {
  ASSERT_EQ(store().post(entry("a", "second-by-name"), 0), true);
  ASSERT_EQ(store().post(entry("a", "first-by-name"), 1), true);
  ASSERT_EQ(store().post(entry("b", "x"), 0), true);

  const auto entries = store().entries("a");
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2);
  EXPECT_EQ((*entries)[0], entry("a", "second-by-name"));
  EXPECT_EQ((*entries)[1], entry("a", "first-by-name"));
  EXPECT_TRUE(store().entries("none")->empty());
  EXPECT_EQ(store().total(), 0);
}

TEST_P(LedgerStoreContract, a_key_posts_once_however_often_it_comes) {
  ASSERT_EQ(store().post(entry("a", "k"), 0), true);
  EXPECT_EQ(store().post(entry("a", "k"), 0), false);
  EXPECT_EQ(store().post(entry("a", "k"), 1), false);
  EXPECT_EQ(store().post(entry("b", "k"), 0), true);
  EXPECT_EQ(store().entries("a")->size(), 1);
}

TEST_P(LedgerStoreContract, a_decision_on_old_balances_is_a_conflict) {
  ASSERT_EQ(store().post(entry("a", "k1"), 0), true);
  const auto late = store().post(entry("a", "k2"), 0);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "ledger.moved");
  EXPECT_EQ(late.error().fault, Fault::conflict);
  EXPECT_EQ(store().entries("a")->size(), 1);
}

TEST_P(LedgerStoreContract, an_entry_that_does_not_sum_to_zero_is_refused) {
  auto wrong = entry("a", "k");
  wrong.postings[0].minor += 1;
  EXPECT_EQ(store().post(wrong, 0).error().code, "ledger.unbalanced");
  EXPECT_TRUE(store().entries("a")->empty());
}

TEST_P(LedgerStoreContract, of_many_at_once_one_wins_each_place) {
  std::atomic<int> won = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t)
      threads.emplace_back([&, t] {
        const auto done = store().post(entry("a", std::to_string(t)), 0);
        if (done && *done) ++won;
      });
  }
  EXPECT_EQ(won, 1);
  EXPECT_EQ(store().entries("a")->size(), 1);
}

TEST_P(LedgerStoreContract, the_whole_ledger_is_added_up_by_account) {
  ASSERT_EQ(store().post(entry("a", "k1"), 0), true);
  ASSERT_EQ(store().post(entry("a", "k2"), 1), true);
  auto other = entry("b", "k1");
  other.postings = {{"income.fees", -500}, {"customer.paid_credit", 500}};
  ASSERT_EQ(store().post(other, 0), true);

  const auto proof = store().prove(10);

  ASSERT_TRUE(proof);
  EXPECT_EQ(proof->entries, 3);
  EXPECT_EQ(proof->postings, 6);
  EXPECT_EQ(proof->lines, 2);
  EXPECT_EQ(proof->sum, 0);
  EXPECT_TRUE(proof->unbalanced.empty());
  EXPECT_EQ(proof->accounts,
            (std::vector<AccountBalance>{
                {"cash", 7640}, {"customer.paid_credit", -7140}, {"income.fees", -500}}));
}

TEST_P(LedgerStoreContract, an_empty_ledger_is_proved_too) {
  EXPECT_EQ(store().prove(10), LedgerProof{});
}

}  // namespace signoff
