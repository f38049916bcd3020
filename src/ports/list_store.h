// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/store.h"

namespace signoff {

enum class CaseSort : std::uint8_t { opened, due, risk, changed };
template <>
inline constexpr std::array kNames<CaseSort> =
    std::to_array<std::string_view>({"opened", "due", "risk", "changed"});

// Why a case is held, as the lists know it.
enum class HoldReason : std::uint8_t { none, objection, risk, legal, analyst, other };
template <>
inline constexpr std::array kNames<HoldReason> =
    std::to_array<std::string_view>({"", "objection", "risk", "legal", "analyst", "other"});

// Whether the last review of a case was decided by its deadline.
enum class ReviewEnd : std::uint8_t { none, in_time, late };
template <>
inline constexpr std::array kNames<ReviewEnd> =
    std::to_array<std::string_view>({"", "in_time", "late"});

// What lists sort and filter by and figures count: a few numbers for each case, kept up
// with it.
struct CaseRow {
  std::string case_id;
  std::string number;
  CaseState state = CaseState::draft;
  CaseType type = CaseType::standard;
  Channel channel = Channel::web;
  HoldReason hold = HoldReason::none;  // The last one; also after the hold.
  int risk = 0;
  Instant opened_at;
  std::optional<Instant> due_at;  // See domain/case_due.h.
  Instant changed_at;
  Instant since;  // When it came into its state.
  ReviewEnd review = ReviewEnd::none;
  friend bool operator==(const CaseRow&, const CaseRow&) = default;
};

// The place of a case in a sorted list: what it is sorted by, and its id among equals.
struct ListMark {
  std::int64_t value = 0;
  std::string id;
  friend bool operator==(const ListMark&, const ListMark&) = default;
};

struct CaseQuery {
  std::vector<CaseState> states;  // Empty: any. So are all below.
  std::optional<CaseType> type;
  std::optional<Channel> channel;
  std::optional<HoldReason> hold;  // Of cases on hold.
  std::string line_id;
  std::string number;  // The beginning of the case number.
  // By `opened` is by id: ids rise with time. Cases that are due never come last both ways.
  CaseSort sort = CaseSort::opened;
  bool is_falling = false;
  std::optional<ListMark> after;
  std::size_t limit = 50;
};

// Nothing more is counted than this.
inline constexpr std::size_t kTotalMax = 100'000;

struct CasePage {
  std::vector<Dossier> cases;
  std::optional<ListMark> next;  // After the last, where there are more.
  std::size_t total = 0;         // That the query finds on all pages.
};

// The longest due first, then those without a due time; by id among equals.
struct RefundQuery {
  std::optional<RefundState> state;
  std::optional<ListMark> after;
  std::size_t limit = 50;
};

// A refund with what a person needs to tell it by.
struct ListedRefund {
  Refund refund;
  std::string case_number;
  std::optional<Msisdn> msisdn;
  std::string owner_id;
};

struct RefundPage {
  std::vector<ListedRefund> refunds;
  std::optional<ListMark> next;
  std::size_t total = 0;
};

struct RefundSum {
  RefundState state = RefundState::quoted;
  std::int64_t count = 0;
  Money amount;
  friend bool operator==(const RefundSum&, const RefundSum&) = default;
};

// The lists and figures of the consoles, over what a Store holds. Any thread may call.
// Fault::unavailable (disk).
class ListStore {
 public:
  virtual ~ListStore() = default;

  virtual Result<CasePage> case_page(const CaseQuery& query) = 0;
  // Cases opened in [from, before), in order of their ids after `after`: for exports.
  virtual Result<std::vector<Dossier>> cases_opened(Instant from, Instant before,
                                                    const std::string& after,
                                                    std::size_t limit) = 0;
  // Shows every row once, in order of id. The row lives as long as the call.
  virtual Result<void> each_row(const std::function<void(const CaseRow&)>& use) = 0;

  virtual Result<RefundPage> refund_page(const RefundQuery& query) = 0;
  // Ordered by state, then currency.
  virtual Result<std::vector<RefundSum>> refund_sums() = 0;
};

}  // namespace signoff
