// SPDX-License-Identifier: Apache-2.0
#include "storage/memory/memory_store.h"
#include "storage/sqlite/sqlite_store.h"

#include "tests/ledger_store_contract.h"
#include "tests/store_cards_contract.h"
#include "tests/store_contract.h"
#include "tests/store_counter_contract.h"
#include "tests/store_inspected_contract.h"
#include "tests/store_lists_contract.h"
#include "tests/store_retention_contract.h"
#include "tests/store_staff_contract.h"
#include "tests/store_whole_contract.h"
#include "tests/store_wipes_contract.h"

// Every store we have, under the one contract.
namespace signoff {
namespace {

// A store together with the file that it works on.
template <class Kind>
struct StoreOnFile {
  explicit StoreOnFile(const std::filesystem::path& folder, bool threaded)
      : file{records::sure(SqliteFile::open({.path = folder / "signoff.db",
                                             .key_file = {},
                                             .threaded = threaded,
                                             .hook = {}},
                                            random))},
        store{*file} {}
  SystemRandom random;
  std::unique_ptr<SqliteFile> file;
  Kind store;
};

template <class Kind, class Port>
auto sqlite(bool threaded) {
  return [threaded](const std::filesystem::path& folder) {
    auto opened = std::make_shared<StoreOnFile<Kind>>(folder, threaded);
    return std::shared_ptr<Port>{opened, &opened->store};
  };
}

INSTANTIATE_TEST_SUITE_P(
    All, StoreContract,
    testing::Values(StoreMaker{"memory",
                               [](const auto&) { return std::make_shared<MemoryStore>(); }},
                    StoreMaker{"sqlite_inline", sqlite<SqliteStore, Store>(false)},
                    StoreMaker{"sqlite_threaded", sqlite<SqliteStore, Store>(true)}),
    names_of_stores);

INSTANTIATE_TEST_SUITE_P(
    All, ListContract,
    testing::Values(StoreMaker{"memory",
                               [](const auto&) { return std::make_shared<MemoryStore>(); }},
                    StoreMaker{"sqlite_inline", sqlite<SqliteStore, Store>(false)},
                    StoreMaker{"sqlite_threaded", sqlite<SqliteStore, Store>(true)}),
    names_of_stores);

INSTANTIATE_TEST_SUITE_P(
    All, LedgerStoreContract,
    testing::Values(
        LedgerStoreMaker{"memory",
                         [](const auto&) { return std::make_shared<MemoryLedgerStore>(); }},
        LedgerStoreMaker{"sqlite_inline", sqlite<SqliteLedgerStore, LedgerStore>(false)},
        LedgerStoreMaker{"sqlite_threaded", sqlite<SqliteLedgerStore, LedgerStore>(true)}),
    names_of_ledger_stores);

}  // namespace
}  // namespace signoff
