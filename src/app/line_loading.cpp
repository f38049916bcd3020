// SPDX-License-Identifier: Apache-2.0
#include "app/line_loading.h"

#include "app/loaded_lines.h"
#include "app/text_lines.h"
#include "connectors/billing/ledger_fold.h"
#include "connectors/billing/post_openings.h"

#include <set>

namespace signoff {
namespace {

constexpr std::size_t kBatch = 500;

// What the store says to a record.
struct Verdict {
  enum class Kind { fresh, present, refused } kind = Kind::fresh;
  RecordDefect defect;                 // Of a refused one.
  std::string line_id;                 // Of a present one.
  std::optional<Number> known_number;  // A number that is given out again.
  bool owner_is_known = false;
};

Verdict refused(std::string_view field, std::string_view code) {
  Verdict verdict;
  verdict.kind = Verdict::Kind::refused;
  verdict.defect = {std::string{field}, std::string{code}};
  return verdict;
}

class Loader {
 public:
  Loader(const std::filesystem::path& file, const LoadInto& into,
         const LoadSettings& settings)
      : file_{file}, into_{into}, settings_{settings} {}

  Result<LoadReport> run() {
    if (auto done = learn_currency(); !done) return pass_on(done.error());
    if (auto done = check(); !done) return pass_on(done.error());
    if (refused_.empty() || settings_.keeps_going)
      if (auto done = load(); !done) return pass_on(done.error());
    report_.refused = refused_.size();
    std::ranges::stable_sort(report_.findings, {}, &LoadFinding::line);
    return std::move(report_);
  }

 private:
  Result<void> learn_currency();
  Result<void> check();
  Result<void> check_mains(const LoadedLines& marks);
  Result<void> load();
  Result<void> take(std::size_t number, const LineRecord& record);
  Result<void> flush();
  Result<Verdict> judge(const LineRecord& record);
  Result<Verdict> judge_known(const LineRecord& record, const Number& number);
  Result<Verdict> judge_owner(const LineRecord& record, Verdict verdict);
  Result<std::string> main_of(const LineRecord& record);
  void put(const LineRecord& record, const Verdict& verdict, std::string main_id);

  template <class Use>
  Result<void> each(std::string_view what, Use use);
  Date today() const {
    return Date{std::chrono::floor<std::chrono::days>(into_.clock.now())};
  }
  void find(std::size_t line, RecordDefect defect) {
    refused_.insert(static_cast<std::uint32_t>(line));
    if (report_.findings.size() < kLoadFindingsMax)
      report_.findings.push_back({line, std::move(defect)});
  }

  const std::filesystem::path& file_;
  const LoadInto& into_;
  const LoadSettings& settings_;
  LoadReport report_;
  std::set<std::uint32_t> refused_;
  std::optional<Currency> currency_;  // Of all lines; empty: the first one says.

  // What the next commit writes.
  std::vector<Change> owners_;
  std::vector<Change> lines_;
  std::vector<std::size_t> line_numbers_;  // Of `lines_`, in the file.
  std::vector<LedgerEntry> openings_;      // Of `lines_`.
  std::set<std::string> pending_owners_;
  std::map<Msisdn, std::string> pending_lines_;
  std::vector<LedgerEntry> missing_openings_;
};

// Amounts of two currencies cannot be added up, so all lines keep one.
Result<void> Loader::learn_currency() {
  currency_ = settings_.currency;
  const auto first = into_.store.lines_after("", 1);
  if (!first) return pass_on(first.error());
  if (!currency_ && !first->empty()) currency_ = first->front().monthly_fee.currency();
  return {};
}

// Calls `use(number, record)` for every record of the file that can be read, and keeps what
// is wrong with the others.
template <class Use>
Result<void> Loader::each(std::string_view what, Use use) {
  auto lines = TextLines::open(file_, kLineRecordMax);
  if (!lines) return pass_on(lines.error());
  while (lines->next()) {
    if (lines->number() > kLoadLinesMax) return fail(Fault::bad_input, "file.lines");
    if (settings_.progress && lines->number() % 100 == 0)
      settings_.progress(what, lines->bytes(), lines->bytes_total());
    const auto number = lines->number();
    if (lines->line().empty()) continue;
    if (refused_.contains(static_cast<std::uint32_t>(number))) continue;
    const auto read = read_line_record(lines->line(), today());
    for (const auto& defect : read.defects) find(number, defect);
    if (!read.record) continue;
    if (Result<void> used = use(number, *read.record); !used) return used;
  }
  if (settings_.progress) settings_.progress(what, lines->bytes(), lines->bytes_total());
  return {};
}

Result<void> Loader::check() {
  LoadedLines marks;
  auto looked =
      each("checked", [&](std::size_t number, const LineRecord& record) -> Result<void> {
        marks.add(number, record);
        const auto verdict = judge(record);
        if (!verdict) return pass_on(verdict.error());
        if (verdict->kind == Verdict::Kind::refused) find(number, verdict->defect);
        return {};
      });
  if (!looked) return looked;
  for (auto& finding : marks.contradictions())
    find(finding.line, std::move(finding.defect));
  return check_mains(marks);
}

Result<void> Loader::check_mains(const LoadedLines& marks) {
  for (const auto& main : marks.mains_elsewhere()) {
    const auto known = into_.store.line(main.msisdn);
    if (known) continue;
    if (known.error().fault != Fault::not_found) return pass_on(known.error());
    find(main.line, {"line.main_msisdn", "main.unknown"});
  }
  return {};
}

Result<Verdict> Loader::judge(const LineRecord& record) {
  if (currency_ && *currency_ != record.opening.monthly_fee.currency())
    return refused("account.currency", "currency.differs");
  const auto number = into_.store.number(record.line.msisdn);
  if (number) return judge_known(record, *number);
  if (number.error().fault != Fault::not_found) return pass_on(number.error());
  return judge_owner(record, {});
}

Result<Verdict> Loader::judge_known(const LineRecord& record, const Number& number) {
  const auto holder = into_.store.line(number.line_id);
  if (!holder) return pass_on(holder.error());
  const auto generation = record.line.generation;
  if (generation < number.generation)
    return refused("line.generation", "number.later_generation");
  if (generation == number.generation) {
    if (holder->imsi != record.line.imsi)
      return refused("line.imsi", "number.other_subscription");
    if (holder->owner_id != record.owner.id)
      return refused("owner.id", "number.other_owner");
    if (!record.line.id.empty() && record.line.id != holder->id)
      return refused("line.id", "number.other_line");
    Verdict verdict;
    verdict.kind = Verdict::Kind::present;
    verdict.line_id = holder->id;
    return verdict;
  }
  const bool is_free =
      number.state == NumberState::available || number.state == NumberState::assigned;
  if (!is_free || generation != number.generation + 1)
    return refused("line.generation", "number.not_free");
  Verdict verdict;
  verdict.known_number = number;
  return judge_owner(record, std::move(verdict));
}

Result<Verdict> Loader::judge_owner(const LineRecord& record, Verdict verdict) {
  if (!record.line.id.empty()) {
    const auto taken = into_.store.line(record.line.id);
    if (taken) return refused("line.id", "line.id_taken");
    if (taken.error().fault != Fault::not_found) return pass_on(taken.error());
  }
  const auto known = into_.store.owner(record.owner.id);
  if (!known) {
    if (known.error().code == "owner.unknown") return verdict;
    if (known.error().fault == Fault::not_found) return refused("owner.id", "owner.erased");
    return pass_on(known.error());
  }
  const auto& owner = record.owner;
  const bool is_same = known->name == owner.name && known->id_kind == owner.id_kind &&
                       known->id_number == owner.id_number;
  if (!is_same) return refused("owner.id", "owner.other_person");
  verdict.owner_is_known = true;
  return verdict;
}

Result<void> Loader::load() {
  auto loaded =
      each("loaded", [&](std::size_t number, const LineRecord& record) -> Result<void> {
        if (auto taken = take(number, record); !taken) return taken;
        const auto waiting = lines_.size() + missing_openings_.size();
        return waiting < kBatch ? Result<void>{} : flush();
      });
  if (!loaded) return loaded;
  return flush();
}

Result<void> Loader::take(std::size_t number, const LineRecord& record) {
  const auto verdict = judge(record);
  if (!verdict) return pass_on(verdict.error());
  if (verdict->kind == Verdict::Kind::refused) {
    find(number, verdict->defect);
    return {};
  }
  const auto now = into_.clock.now();
  if (verdict->kind == Verdict::Kind::present) {
    ++report_.present;
    // A load that was broken off may have left a line without its account.
    const auto entries = into_.ledger.entries(verdict->line_id);
    if (!entries) return pass_on(entries.error());
    if (entries->empty())
      missing_openings_.push_back(opening_entry(verdict->line_id, record.opening, now));
    return {};
  }
  auto main_id = main_of(record);
  if (!main_id && main_id.error().fault == Fault::not_found) {
    find(number, {"line.main_msisdn", "main.unknown"});
    return {};
  }
  if (!main_id) return pass_on(main_id.error());
  put(record, *verdict, *std::move(main_id));
  line_numbers_.push_back(number);
  return {};
}

Result<std::string> Loader::main_of(const LineRecord& record) {
  if (!record.main_msisdn) return std::string{};
  if (const auto pending = pending_lines_.find(*record.main_msisdn);
      pending != pending_lines_.end())
    return pending->second;
  const auto line = into_.store.line(*record.main_msisdn);
  if (!line) return pass_on(line.error());
  return line->id;
}

void Loader::put(const LineRecord& record, const Verdict& verdict, std::string main_id) {
  const auto now = into_.clock.now();
  auto line = record.line;
  if (line.id.empty()) line.id = new_uuid(now, into_.random);
  line.main_line_id = std::move(main_id);
  auto number = verdict.known_number.value_or(Number{});
  number.msisdn = line.msisdn;
  number.line_id = line.id;
  number.generation = line.generation;
  number.state = NumberState::in_service;
  number.disconnected_on.reset();
  number.due_at.reset();
  if (!verdict.owner_is_known && pending_owners_.insert(record.owner.id).second) {
    // On its own, so that the owner's other lines do not depend on this one.
    auto& change = owners_.emplace_back();
    change.line_id = line.id;
    change.owner = record.owner;
  }
  openings_.push_back(opening_entry(line.id, record.opening, now));
  pending_lines_[line.msisdn] = line.id;
  auto& change = lines_.emplace_back();
  change.line_id = line.id;
  change.line = std::move(line);
  change.number = std::move(number);
}

Result<void> Loader::flush() {
  auto changes = std::move(owners_);
  const auto first_line = changes.size();
  std::ranges::move(lines_, std::back_inserter(changes));
  const auto answers = into_.store.commit(changes);
  std::vector<LedgerEntry> openings = std::move(missing_openings_);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const bool is_owner = i < first_line;
    const bool is_conflict = !answers[i] && answers[i].error().fault == Fault::conflict;
    if (!answers[i] && !is_conflict) return answers[i];
    if (is_owner) continue;  // In a conflict, somebody else has just stored the same.
    if (!answers[i]) {
      find(line_numbers_[i - first_line], {"", answers[i].error().code});
      continue;
    }
    ++report_.loaded;
    openings.push_back(std::move(openings_[i - first_line]));
  }
  owners_.clear();
  lines_.clear();
  line_numbers_.clear();
  openings_.clear();
  pending_owners_.clear();
  pending_lines_.clear();
  missing_openings_.clear();
  return post_openings(into_.ledger, openings);
}

}  // namespace

Result<LoadReport> load_lines(const std::filesystem::path& file, const LoadInto& into,
                              const LoadSettings& settings) {
  return Loader{file, into, settings}.run();
}

}  // namespace signoff
