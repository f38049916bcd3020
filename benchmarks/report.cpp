// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/report.h"

#include "benchmarks/machine.h"

#include <boost/json.hpp>
#include <cmath>

namespace signoff::bench {
namespace {

double rounded(double value) {
  return value < 100 ? std::round(value * 1000) / 1000 : std::round(value);
}

std::string shown(double value) {
  if (value >= 100) return fmt::format("{:.0f}", value);
  return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.3f}", value);
}

void place(boost::json::object& all, std::string_view key, boost::json::value value) {
  const auto dot = key.find('.');
  if (dot == std::string_view::npos) {
    all[key] = std::move(value);
    return;
  }
  auto& group = all[key.substr(0, dot)];
  if (!group.is_object()) group.emplace_object();
  group.as_object()[key.substr(dot + 1)] = std::move(value);
}

std::string goal_text(const Figure& figure) {
  if (figure.goal == Goal::none && figure.ratio_target == 0) return "";
  std::string text;
  if (figure.goal != Goal::none)
    text = fmt::format("{} {}",
                       figure.goal == Goal::at_least ? ">=" : "<=", shown(figure.target));
  if (figure.ratio_target > 0)
    text += fmt::format("{}ratio >= {}", text.empty() ? "" : ", ", figure.ratio_target);
  return text + (figure.is_met() ? "  met" : "  MISSED");
}

}  // namespace

double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const auto middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) / 2;
}

double Figure::median() const { return median_of(runs); }

std::optional<double> Figure::ratio() const {
  if (raw.empty() || raw_value == 0) return std::nullopt;
  return median() / raw_value;
}

bool Figure::is_met() const {
  if (goal == Goal::at_least && median() < target) return false;
  if (goal == Goal::at_most && median() > target) return false;
  return ratio_target == 0 || ratio().value_or(0) >= ratio_target;
}

Figure& Report::add(std::string key, std::string unit, std::vector<double> runs) {
  auto& figure = figures_.emplace_back();
  figure.key = std::move(key);
  figure.unit = std::move(unit);
  figure.runs = std::move(runs);
  return figure;
}

void Report::note(std::string_view text) { notes_.emplace_back(text); }

const Figure* Report::find(std::string_view key) const {
  const auto found = std::ranges::find(figures_, key, &Figure::key);
  return found == figures_.end() ? nullptr : &*found;
}

std::string Report::json() const {
  boost::json::object all;
  boost::json::object spread;
  boost::json::object ratios;
  boost::json::object targets;
  for (const auto& figure : figures_) {
    place(all, figure.key, rounded(figure.median()));
    const auto [low, high] = std::ranges::minmax(figure.runs);
    spread[figure.key] = {{"min", rounded(low)},
                          {"max", rounded(high)},
                          {"runs", figure.runs.size()},
                          {"unit", figure.unit}};
    if (const auto ratio = figure.ratio())
      ratios[figure.key] = {{"of", figure.raw}, {"ratio", rounded(*ratio)}};
    if (figure.goal == Goal::none && figure.ratio_target == 0) continue;
    boost::json::object target{{"met", figure.is_met()}};
    if (figure.goal == Goal::at_least) target["at_least"] = figure.target;
    if (figure.goal == Goal::at_most) target["at_most"] = figure.target;
    if (figure.ratio_target > 0) target["ratio_at_least"] = figure.ratio_target;
    targets[figure.key] = std::move(target);
  }
  all["spread"] = std::move(spread);
  all["ratios"] = std::move(ratios);
  all["targets"] = std::move(targets);
  all["notes"] = boost::json::array(notes_.begin(), notes_.end());
  all["machine"] = {{"cpu", cpu_name()}, {"cores", core_count()}, {"load", load_now()}};
  return boost::json::serialize(all) + "\n";
}

std::string Report::table() const {
  std::string text =
      fmt::format("{}, {} cores, load {}\n\n", cpu_name(), core_count(), load_now());
  text += fmt::format("{:<30} {:>10} {:>19}  {:<10} {:<34} {}\n", "figure", "median",
                      "min-max", "unit", "ratio", "target");
  for (const auto& figure : figures_) {
    const auto [low, high] = std::ranges::minmax(figure.runs);
    const auto ratio = figure.ratio();
    text += fmt::format(
        "{:<30} {:>10} {:>19}  {:<10} {:<34} {}\n", figure.key, shown(figure.median()),
        figure.runs.size() > 1 ? shown(low) + "-" + shown(high) : "", figure.unit,
        ratio ? fmt::format("{:.3f} of {}", *ratio, figure.raw) : "", goal_text(figure));
  }
  for (const auto& note : notes_) text += "  " + note + "\n";
  return text;
}

}  // namespace signoff::bench
