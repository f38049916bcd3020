// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/store_records.h"

#include <gtest/gtest.h>

#include <filesystem>

// The store under contract, in a folder of its own that goes with it.
namespace signoff {

struct StoreMaker {
  std::string name;
  // A store whose files, if it has any, lie in the folder; opened again on a second call.
  std::function<std::shared_ptr<Store>(const std::filesystem::path&)> make;
};
inline std::string names_of_stores(const testing::TestParamInfo<StoreMaker>& info) {
  return info.param.name;
}

class StoreContract : public testing::TestWithParam<StoreMaker> {
 protected:
  StoreContract() {
    auto name = (std::filesystem::temp_directory_path() / "signoff-store-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = name;
    store_ = GetParam().make(folder_);
  }
  ~StoreContract() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  Store& store() { return *store_; }
  void given(const Change& change) {
    const auto done = store().commit(change);
    ASSERT_TRUE(done) << done.error().code << " " << done.error().detail;
  }
  void given_open_case(int n, std::optional<Instant> due = {}) {
    given(records::onboarding(n));
    given(records::opening(n, due));
  }
  Case case_now(int n) { return records::sure(store().dossier(records::id("33", n))).head; }
  std::string code_of(const Result<void>& done) { return done ? "" : done.error().code; }

  std::filesystem::path folder_;
  std::shared_ptr<Store> store_;
};

}  // namespace signoff
