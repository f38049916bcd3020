// SPDX-License-Identifier: Apache-2.0
#include "evidence/paper.h"

#include "evidence/notary.h"
#include "evidence/outside_tool.h"
#include "evidence/paper_text.h"
#include "evidence/sample_vouchers.h"
#include "evidence/verify.h"
#include "evidence/voucher_number.h"

#include <gtest/gtest.h>
#include <thread>

// What fontconfig keeps for the life of the process looks lost to the leak checker.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig"; }

namespace signoff {
namespace {

class PaperTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = KeyRing::open(directory_.path() / "keys", "云帆移动通信有限公司", clock_);
    ASSERT_TRUE(opened) << opened.error().detail;
    ring_ = std::move(*opened);
    notary_ = std::make_unique<OperatorNotary>(*ring_, random_);
  }
  Voucher voucher(VoucherKind kind, std::string language = "zh") {
    auto made = sample_voucher(kind, std::move(language));
    made.number = notary_->new_voucher_number();
    return made;
  }
  std::string print(const Voucher& what) {
    const auto jws = notary_->sign(what);
    const auto pdf = notary_->print(what, *jws);
    EXPECT_TRUE(pdf) << pdf.error().code;
    return pdf ? std::string{as_text(*pdf)} : std::string{};
  }
  ToolAnswer pdfsig(const std::string& file) {
    return run_tool(directory_, {"pdfsig", "-nocert", file});
  }

  TestDirectory directory_;
  ManualClock clock_{sample_instant("2026-11-20T07:00:00Z")};
  SystemRandom random_;
  std::unique_ptr<KeyRing> ring_;
  std::unique_ptr<OperatorNotary> notary_;
};

TEST_F(PaperTest, pdfsig_says_valid_and_the_whole_document_is_signed) {
  const auto file = directory_.write("v.pdf", print(voucher(VoucherKind::final)));

  const auto answer = pdfsig(file);

  EXPECT_NE(answer.output.find("Signature is Valid."), std::string::npos) << answer.output;
  EXPECT_NE(answer.output.find("Total document signed"), std::string::npos);
  EXPECT_NE(answer.output.find("ETSI.CAdES.detached"), std::string::npos);
}

TEST_F(PaperTest, pdfsig_trusts_a_chain_that_an_authority_issued) {
  const auto run = [&](std::vector<std::string> words) {
    EXPECT_EQ(run_tool(directory_, words).status, 0) << words[0] << ' ' << words[1];
  };
  const auto in = [&](std::string_view name) { return directory_ / name; };
  directory_.write("leaf.ext", "keyUsage=critical,digitalSignature,nonRepudiation\n");
  run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
       "-nodes", "-subj", "/CN=Authority", "-keyout", in("ca.key"), "-out", in("ca.crt")});
  run({"openssl", "req", "-new", "-key", in("keys/0001.pem"), "-subj", "/CN=Northwind",
       "-out", in("leaf.csr")});
  run({"openssl", "x509", "-req", "-in", in("leaf.csr"), "-CA", in("ca.crt"), "-CAkey",
       in("ca.key"), "-CAcreateserial", "-days", "365", "-extfile", in("leaf.ext"), "-out",
       in("leaf.crt")});
  const auto store = in("nss");
  std::filesystem::create_directory(store);
  run({"certutil", "-N", "-d", "sql:" + store, "--empty-password"});
  run({"certutil", "-A", "-d", "sql:" + store, "-n", "authority", "-t", "CT,C,C", "-i",
       in("ca.crt")});

  ASSERT_TRUE(
      ring_->install_chain(directory_.read("leaf.crt") + directory_.read("ca.crt")));
  const auto file = directory_.write("v.pdf", print(voucher(VoucherKind::final, "en")));
  const auto answer = run_tool(directory_, {"pdfsig", "-nssdir", "sql:" + store, file});

  EXPECT_NE(answer.output.find("Signature is Valid."), std::string::npos) << answer.output;
  EXPECT_NE(answer.output.find("Certificate is Trusted."), std::string::npos)
      << answer.output;
}

TEST_F(PaperTest, one_byte_changed_is_seen_by_pdfsig_and_by_us) {
  const auto good = print(voucher(VoucherKind::final));
  const auto jwks = Jwks::parse(notary_->jwks());
  auto bad = good;
  bad[good.size() / 3] = static_cast<char>(bad[good.size() / 3] ^ 1);
  const auto answer = pdfsig(directory_.write("bad.pdf", bad));
  EXPECT_EQ(answer.output.find("Signature is Valid."), std::string::npos) << answer.output;

  for (std::size_t at = 8; at < good.size(); at += 997) {
    bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    const auto found = verify_file(bad, *jwks);
    EXPECT_FALSE(found && found->is_valid) << "at " << at;
  }
}

TEST_F(PaperTest, words_added_behind_the_signature_are_seen) {
  const auto good = print(voucher(VoucherKind::final));
  const auto jwks = Jwks::parse(notary_->jwks());
  const auto found = verify_file(good + "\n% more\n", *jwks);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->is_valid);
  EXPECT_EQ(found->reason, "pdf.not_whole");
}

TEST_F(PaperTest, a_scan_of_the_print_gives_the_whole_token_back) {
  for (const auto kind :
       {VoucherKind::receipt, VoucherKind::pre_cancellation, VoucherKind::final})
    for (const auto* language : {"zh", "en"}) {
      const auto what = voucher(kind, language);
      const auto jws = notary_->sign(what).value();
      const auto pdf = notary_->print(what, jws).value();
      const auto file = directory_.write("v.pdf", as_text(pdf));
      ASSERT_EQ(run_tool(directory_, {"pdftoppm", "-r", "200", "-png", "-singlefile", file,
                                      directory_ / "v"})
                    .status,
                0);
      const auto answer =
          run_tool(directory_, {"zbarimg", "-q", "--raw", directory_ / "v.png"});
      EXPECT_EQ(answer.output, jws + "\n") << to_string(kind) << ' ' << language;
    }
}

TEST_F(PaperTest, a_reader_finds_the_words_the_clerk_needs) {
  const auto what = voucher(VoucherKind::final);
  const auto file = directory_.write("v.pdf", print(what));
  ASSERT_EQ(run_tool(directory_, {"pdftotext", file, directory_ / "v.txt"}).status, 0);
  const auto text = directory_.read("v.txt");
  for (const auto& word :
       {std::string{"138****8888"}, what.number, std::string{"已注销"},
        std::string{"2026年11月28日"}, std::string{"61.10"}, what.enquiry_url})
    EXPECT_NE(text.find(word), std::string::npos) << word << "\n" << text;
}

TEST_F(PaperTest, figures_that_are_not_known_yet_are_not_printed_as_zeros) {
  auto what = voucher(VoucherKind::pre_cancellation);
  what.language = "en";
  const auto has_money = [&] {
    const auto text = paper_text(what, "kid");
    return text && !text->money.empty();
  };
  EXPECT_TRUE(has_money());
  for (auto* figure : {&what.final_bill, &what.refund, &what.forfeited})
    *figure = Money{0, figure->currency()};
  EXPECT_FALSE(has_money());
  what.kind = VoucherKind::final;
  EXPECT_TRUE(has_money());
}

TEST_F(PaperTest, the_token_is_attached_as_a_file_other_programs_can_take_out) {
  const auto what = voucher(VoucherKind::final);
  const auto jws = notary_->sign(what).value();
  const auto pdf = notary_->print(what, jws).value();
  const auto file = directory_.write("v.pdf", as_text(pdf));
  ASSERT_EQ(
      run_tool(directory_, {"pdfdetach", "-saveall", "-o", directory_.path(), file}).status,
      0);
  EXPECT_EQ(directory_.read("voucher.jws"), jws);
}

TEST_F(PaperTest, the_same_voucher_draws_the_same_page_from_any_thread) {
  const auto what = voucher(VoucherKind::final);
  const auto first = draw_paper(what, "a.b.c", "kid");
  ASSERT_TRUE(first);
  std::vector<std::thread> threads;
  std::vector<Bytes> pages(4);
  for (auto& page : pages)
    threads.emplace_back([&] { page = draw_paper(what, "a.b.c", "kid").value(); });
  for (auto& thread : threads) thread.join();
  for (const auto& page : pages) EXPECT_EQ(page, *first);
  // Dated by the voucher, not by the hour of printing.
  EXPECT_NE(as_text(*first).find("/CreationDate (20261129021630"), std::string::npos);
  EXPECT_NE(as_text(*first).find("/ModDate (20261129021630"), std::string::npos);
}

TEST_F(PaperTest, print_refuses_a_token_of_another_voucher) {
  const auto what = voucher(VoucherKind::final);
  const auto other = notary_->sign(voucher(VoucherKind::receipt)).value();
  const auto pdf = notary_->print(what, other);
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().code, "notary.other_voucher");
}

TEST_F(PaperTest, a_zone_nobody_knows_is_refused) {
  auto what = voucher(VoucherKind::final);
  what.zone = "Mars/Olympus";
  EXPECT_EQ(draw_paper(what, "a.b.c", "kid").error().code, "zone.unknown");
}

TEST_F(PaperTest, long_names_do_not_stop_the_print) {
  auto what = voucher(VoucherKind::final, "en");
  what.operator_name = std::string(180, 'W');
  what.case_number = std::string(60, '7');
  what.masked_number = std::string(60, '8');
  EXPECT_FALSE(print(what).empty());
}

}  // namespace
}  // namespace signoff
