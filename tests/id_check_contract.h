// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/idcheck/picture_file.h"
#include "ports/id_check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace signoff {

// What a maker of the port gives: itself, and photographs that it understands.
class IdCheckWorld {
 public:
  virtual ~IdCheckWorld() = default;
  virtual IdImageCheck& check() = 0;
  virtual Bytes front(const std::string& number, const std::string& name) = 0;
  virtual Bytes back(Date expires) = 0;
};

template <class World>
class IdCheckContract : public testing::Test {
 protected:
  static constexpr Date kToday{std::chrono::year{2026}, std::chrono::November,
                               std::chrono::day{22}};
  static constexpr const char* kNumber = "999999199003074515";
  static constexpr const char* kName = "王秀英";

  IdImage image(IdImageKind kind, Bytes content) {
    IdImage image;
    image.kind = kind;
    image.content = std::move(content);
    image.today = kToday;
    image.watermark = "仅用于注销138****0000 2026-11-22";
    image.id_kind = "resident_id";
    image.id_number = kNumber;
    image.name = kName;
    return image;
  }
  IdImageFinding judged(IdImageKind kind, Bytes content) {
    auto finding = world_.check().check(image(kind, std::move(content)));
    EXPECT_TRUE(finding) << finding.error().code;
    return finding ? *std::move(finding) : IdImageFinding{};
  }
  std::string refusal(Bytes content) {
    const auto finding =
        world_.check().check(image(IdImageKind::id_front, std::move(content)));
    return finding ? "none" : finding.error().code;
  }

  World world_;
};

TYPED_TEST_SUITE_P(IdCheckContract);

TYPED_TEST_P(IdCheckContract, a_good_front_passes_and_its_fields_agree) {
  const auto found =
      this->judged(IdImageKind::id_front, this->world_.front(this->kNumber, this->kName));
  EXPECT_TRUE(found.defects.empty()) << found.defects.front();
  const auto number = std::ranges::find(found.fields, "id_number", &IdImageField::name);
  ASSERT_NE(number, found.fields.end());
  EXPECT_EQ(number->matches, true);
  EXPECT_EQ(number->text.find("1990"), std::string::npos) << "must be masked";
  EXPECT_FALSE(found.picture.empty());
}

TYPED_TEST_P(IdCheckContract, another_persons_card_is_refused_without_a_hint_whose) {
  const auto found =
      this->judged(IdImageKind::id_front, this->world_.front("999999198512250025", "李涛"));
  EXPECT_EQ(found.defects, std::vector<std::string>{"wrong_person"});
  EXPECT_TRUE(found.fields.empty());
}

TYPED_TEST_P(IdCheckContract, the_other_side_is_named) {
  const auto expires = Date{std::chrono::year{2036}, std::chrono::May, std::chrono::day{4}};
  const auto found = this->judged(IdImageKind::id_front, this->world_.back(expires));
  EXPECT_EQ(found.defects, std::vector<std::string>{"wrong_side"});
  EXPECT_TRUE(
      this->judged(IdImageKind::id_back, this->world_.back(expires)).defects.empty());
}

TYPED_TEST_P(IdCheckContract, an_expired_card_is_named) {
  const auto expired = Date{std::chrono::year{2025}, std::chrono::May, std::chrono::day{4}};
  EXPECT_EQ(this->judged(IdImageKind::id_back, this->world_.back(expired)).defects,
            std::vector<std::string>{"expired"});
}

// The form of such a card is not known: what cannot be read on it is no fault of the owner.
TYPED_TEST_P(IdCheckContract, a_permit_is_kept_for_a_person) {
  auto image =
      this->image(IdImageKind::id_front, this->world_.front("999999198512250025", "李涛"));
  image.id_kind = "hk_macau_permit";
  image.id_number = "H99123456";
  const auto found = this->world_.check().check(image);
  ASSERT_TRUE(found) << found.error().code;
  EXPECT_TRUE(found->defects.empty()) << found->defects.front();
  EXPECT_EQ(found->notes, std::vector<std::string>{"unread"});
  EXPECT_TRUE(inspect_picture(found->picture));
}

TYPED_TEST_P(IdCheckContract, what_is_no_picture_or_more_than_one_is_refused) {
  const auto good = this->world_.front(this->kNumber, this->kName);
  auto archive = good;
  for (const char byte : std::string_view{"PK\x03\x04"})
    archive.push_back(static_cast<std::uint8_t>(byte));
  EXPECT_EQ(this->refusal(archive), "document.image_more");
  EXPECT_EQ(this->refusal(Bytes{good.begin(), good.end() - 2}), "document.image_damaged");
  EXPECT_EQ(this->refusal(Bytes{'G', 'I', 'F', '8', '9', 'a'}), "document.type");
  EXPECT_EQ(this->refusal(Bytes{}), "document.type");
}

TYPED_TEST_P(IdCheckContract, a_picture_of_anything_is_kept_without_being_judged) {
  const auto good = this->world_.front(this->kNumber, this->kName);
  const auto found = this->judged(IdImageKind::other, good);
  EXPECT_TRUE(found.defects.empty() && found.fields.empty());
  EXPECT_TRUE(inspect_picture(found.picture));
}

REGISTER_TYPED_TEST_SUITE_P(IdCheckContract, a_good_front_passes_and_its_fields_agree,
                            another_persons_card_is_refused_without_a_hint_whose,
                            the_other_side_is_named, an_expired_card_is_named,
                            a_permit_is_kept_for_a_person,
                            what_is_no_picture_or_more_than_one_is_refused,
                            a_picture_of_anything_is_kept_without_being_judged);

}  // namespace signoff
