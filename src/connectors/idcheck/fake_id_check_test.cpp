// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/fake_id_check.h"

#include "id_check_contract.h"

namespace signoff {
namespace {

class FakeWorld final : public IdCheckWorld {
 public:
  IdImageCheck& check() override { return check_; }
  Bytes front(const std::string& number, const std::string& name) override {
    return FakeIdCheck::labelled({IdImageKind::id_front, number, name, "", ""});
  }
  Bytes back(Date expires) override {
    return FakeIdCheck::labelled({IdImageKind::id_back, "", "", to_string(expires), ""});
  }

 private:
  FakeIdCheck check_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Fake, IdCheckContract, FakeWorld);

}  // namespace
}  // namespace signoff
