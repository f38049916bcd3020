// SPDX-License-Identifier: Apache-2.0
#include "evidence/pdf_signature.h"

#include "base/utf8.h"
#include "evidence/cms.h"
#include "evidence/jws.h"

#include <fmt/format.h>
#include <charconv>

namespace signoff {
namespace {

constexpr std::string_view kAttachment =
    "/Type /EmbeddedFile /Subtype /application#2Fjose /Length ";
constexpr std::string_view kByteRange = "/ByteRange [";
constexpr std::size_t kByteRangeRoom = 44;  // Four numbers of ten digits, and blanks.
constexpr std::size_t kCmsRoom = 1024;      // A signature without its certificates.

std::unexpected<Error> odd(std::string_view what) {
  return fail(Fault::bad_input, "pdf.form", std::string{what});
}

// A number of at most ten digits at the start of `text`, taken off it.
std::optional<std::size_t> take_number(std::string_view& text) {
  std::uint64_t value = 0;
  const auto head = text.substr(0, 10);
  const auto [end, error] = std::from_chars(head.data(), head.data() + head.size(), value);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return static_cast<std::size_t>(value);
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && (text[0] == ' ' || text[0] == '\n' || text[0] == '\r'))
    text.remove_prefix(1);
}

// The number after `name` in a dictionary: "/Root 12 0 R" gives 12.
std::optional<std::size_t> number_after(std::string_view dictionary,
                                        std::string_view name) {
  const auto at = dictionary.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  dictionary.remove_prefix(at + name.size());
  skip_blanks(dictionary);
  if (dictionary.starts_with('[')) dictionary.remove_prefix(1);
  skip_blanks(dictionary);
  return take_number(dictionary);
}

// The last cross-reference table of a file and what its trailer says.
struct Trailer {
  std::size_t xref = 0;
  std::size_t size = 0;
  std::size_t root = 0;
  std::size_t info = 0;
};

Result<Trailer> read_trailer(std::string_view pdf) {
  const auto start = pdf.rfind("startxref");
  const auto at = pdf.rfind("trailer");
  if (start == std::string_view::npos || at == std::string_view::npos || at > start)
    return odd("trailer");
  const auto dictionary = pdf.substr(at, start - at);
  const auto xref = number_after(pdf.substr(start), "startxref");
  const auto size = number_after(dictionary, "/Size");
  const auto root = number_after(dictionary, "/Root");
  const auto info = number_after(dictionary, "/Info");
  if (!xref || !size || !root || !info || *xref > at) return odd("trailer");
  return Trailer{*xref, *size, *root, *info};
}

// The dictionary of an object, without its closing ">>", found by the table.
Result<std::string> open_dictionary(std::string_view pdf, const Trailer& trailer,
                                    std::size_t object) {
  auto table = pdf.substr(trailer.xref);
  const auto header = fmt::format("xref\n0 {}\n", trailer.size);
  constexpr std::size_t kEntry = 20;
  if (!table.starts_with(header) || object >= trailer.size) return odd("xref");
  table.remove_prefix(header.size());
  if (table.size() < trailer.size * kEntry) return odd("xref");
  auto entry = table.substr(object * kEntry, 10);
  const auto offset = take_number(entry);
  if (!offset || *offset > pdf.size()) return odd("xref");
  const auto body = pdf.substr(*offset);
  const auto head = fmt::format("{} 0 obj\n<<", object);
  const auto end = body.find("endobj");
  if (!body.starts_with(head) || end == std::string_view::npos) return odd("object");
  const auto close = body.substr(0, end).rfind(">>");
  if (close == std::string_view::npos || close < head.size()) return odd("object");
  return std::string{body.substr(head.size(), close - head.size())};
}

// "D:20261121202814Z" (ISO 32000-1 clause 7.9.4).
std::string pdf_date(Instant at) {
  auto text = to_string(std::chrono::floor<std::chrono::seconds>(at));
  std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == 'T'; });
  return "D:" + text;
}

// A text string as UTF-16BE in hexadecimal (clause 7.9.2.2).
Result<std::string> pdf_text(std::string_view utf8) {
  const auto points = from_utf8(utf8);
  if (!points) return pass_on(points.error());
  std::string out = "<FEFF";
  for (auto point : *points) {
    if (point > 0xffff) {
      point -= 0x10000;
      out += fmt::format("{:04X}{:04X}", 0xd800 + (static_cast<unsigned>(point) >> 10),
                         0xdc00 + (static_cast<unsigned>(point) & 0x3ff));
    } else {
      out += fmt::format("{:04X}", static_cast<unsigned>(point));
    }
  }
  return out + ">";
}

// Appends objects to a file and remembers where they begin.
class Update {
 public:
  explicit Update(std::string_view pdf) : text_{pdf} {}

  void add(std::size_t object, std::string_view body) {
    offsets_[object] = text_.size();
    text_ += fmt::format("{} 0 obj\n{}\nendobj\n", object, body);
  }
  // The table and trailer that end an incremental update.
  void finish(const Trailer& before, std::size_t size, std::string_view id) {
    const auto xref = text_.size();
    text_ += "xref\n";
    for (const auto& [object, offset] : offsets_)
      text_ += fmt::format("{} 1\n{:010} 00000 n \n", object, offset);
    text_ += fmt::format(
        "trailer\n<< /Size {} /Root {} 0 R /Info {} 0 R /Prev {} /ID [<{}> <{}>] >>\n"
        "startxref\n{}\n%%EOF\n",
        size, before.root, before.info, before.xref, id, id, xref);
  }
  std::string& text() { return text_; }

 private:
  std::string text_;
  std::map<std::size_t, std::size_t> offsets_;
};

// Numbers of the objects an update adds, from the first free one.
struct Added {
  std::size_t file, specification, signature, field;
  explicit Added(std::size_t first)
      : file{first}, specification{first + 1}, signature{first + 2}, field{first + 3} {}
};

void attach(Update& update, const Added& added, std::string_view jws) {
  update.add(added.file, fmt::format("<< {}{} >>\nstream\n{}\nendstream", kAttachment,
                                     jws.size(), jws));
  update.add(added.specification,
             fmt::format("<< /Type /Filespec /F (voucher.jws) /UF (voucher.jws) "
                         "/AFRelationship /Data /EF << /F {} 0 R >> >>",
                         added.file));
}

// Fills the places left for the range and the signature.
void seal(std::string& pdf, const RingKey& key, std::size_t range_at, std::size_t hole_at,
          std::size_t hole_size) {
  const auto after = hole_at + hole_size;
  auto range = fmt::format("0 {} {} {}]", hole_at, after, pdf.size() - after);
  range.resize(kByteRangeRoom, ' ');
  pdf.replace(range_at, kByteRangeRoom, range);
  const auto covered = pdf.substr(0, hole_at) + pdf.substr(after);
  const auto hex = to_hex(sign_cms(key.key, key.chain, sha256(as_bytes(covered))));
  pdf.replace(hole_at + 1, hex.size(), hex);
}

// Where the signed parts lie.
struct Range {
  std::size_t hole_at, after;
};

Result<Range> read_range(std::string_view pdf) {
  const auto at = pdf.find(kByteRange);
  if (at == std::string_view::npos) return fail(Fault::bad_input, "pdf.not_signed");
  if (pdf.rfind(kByteRange) != at) return odd("two signatures");
  auto text = pdf.substr(at + kByteRange.size());
  std::size_t numbers[4]{};
  for (auto& number : numbers) {
    skip_blanks(text);
    const auto taken = take_number(text);
    if (!taken) return odd("ByteRange");
    number = *taken;
  }
  const auto [first, hole_at, after, rest] = numbers;
  if (first != 0 || hole_at >= after || after > pdf.size() || after + rest != pdf.size() ||
      at + kByteRange.size() >= hole_at)
    return fail(Fault::forbidden, "pdf.not_whole");
  return Range{hole_at, after};
}

}  // namespace

Result<Bytes> sign_pdf(ByteView pdf, const RingKey& key, const PdfSigning& signing) {
  const auto text = as_text(pdf);
  if (signing.jws.size() > kJwsMax) return fail(Fault::bad_input, "jws.size");
  const auto trailer = read_trailer(text);
  if (!trailer) return pass_on(trailer.error());
  const auto catalog = open_dictionary(text, *trailer, trailer->root);
  if (!catalog) return pass_on(catalog.error());
  const auto pages = number_after(*catalog, "/Pages");
  if (!pages) return odd("Pages");
  const auto tree = open_dictionary(text, *trailer, *pages);
  if (!tree) return pass_on(tree.error());
  const auto page = number_after(*tree, "/Kids");
  if (!page) return odd("Kids");
  const auto leaf = open_dictionary(text, *trailer, *page);
  if (!leaf) return pass_on(leaf.error());
  const auto holder = pdf_text(signing.holder);
  if (!holder) return pass_on(holder.error());

  Update update{text};
  const Added added{trailer->size};
  attach(update, added, signing.jws);
  update.add(trailer->root,
             fmt::format("<<{} /Lang ({}) /AF [{} 0 R] /Names << /EmbeddedFiles << /Names "
                         "[(voucher.jws) {} 0 R] >> >> /AcroForm << /Fields [{} 0 R] "
                         "/SigFlags 3 >> >>",
                         *catalog, signing.language == "zh" ? "zh-CN" : "en",
                         added.specification, added.specification, added.field));
  update.add(*page, fmt::format("<<{} /Annots [{} 0 R] >>", *leaf, added.field));
  // Without a rectangle the field is invisible: the page itself says who signed.
  update.add(added.field,
             fmt::format("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) "
                         "/Rect [0 0 0 0] /F 132 /P {} 0 R /V {} 0 R >>",
                         *page, added.signature));
  std::size_t room = kCmsRoom;
  for (const auto& certificate : key.chain) room += certificate.size();
  update.add(added.signature,
             fmt::format("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter "
                         "/ETSI.CAdES.detached /Name {} /M ({}) {}{}\n/Contents <{}> >>",
                         *holder, pdf_date(signing.at), kByteRange,
                         std::string(kByteRangeRoom, ' '), std::string(room * 2, '0')));
  const auto digest = sha256(pdf);
  update.finish(*trailer, added.field + 1, to_hex(ByteView{digest}.first(16)));

  auto& out = update.text();
  const auto range_at = out.rfind(kByteRange) + kByteRange.size();
  const auto hole_at = out.find('<', range_at);
  seal(out, key, range_at, hole_at, room * 2 + 2);
  const auto bytes = as_bytes(out);
  return Bytes{bytes.begin(), bytes.end()};
}

Result<std::string> extract_jws(ByteView pdf) {
  auto text = as_text(pdf);
  if (text.size() > kPdfMax) return fail(Fault::bad_input, "pdf.size");
  if (!text.starts_with("%PDF-")) return odd("header");
  const auto at = text.find(kAttachment);
  if (at == std::string_view::npos) return fail(Fault::bad_input, "pdf.no_voucher");
  if (text.rfind(kAttachment) != at) return odd("two vouchers");
  text.remove_prefix(at + kAttachment.size());
  const auto size = take_number(text);
  constexpr std::string_view kBegin = " >>\nstream\n";
  if (!size || *size > kJwsMax || !text.starts_with(kBegin)) return odd("voucher");
  text.remove_prefix(kBegin.size());
  if (text.size() < *size || !text.substr(*size).starts_with("\nendstream"))
    return odd("voucher");
  return std::string{text.substr(0, *size)};
}

Result<PublicKey> verify_pdf_signature(ByteView pdf, const Jwks& jwks) {
  const auto text = as_text(pdf);
  if (text.size() > kPdfMax) return fail(Fault::bad_input, "pdf.size");
  if (!text.starts_with("%PDF-")) return odd("header");
  const auto range = read_range(text);
  if (!range) return pass_on(range.error());
  // The hole must be the signature and nothing else, or unsigned words could hide in it.
  const auto hole = text.substr(range->hole_at, range->after - range->hole_at);
  if (hole.size() < 4 || hole.front() != '<' || hole.back() != '>')
    return fail(Fault::forbidden, "pdf.not_whole");
  const auto signature = from_hex(hole.substr(1, hole.size() - 2));
  if (!signature) return fail(Fault::forbidden, "pdf.not_whole");
  Bytes covered{pdf.begin(), pdf.begin() + static_cast<std::ptrdiff_t>(range->hole_at)};
  covered.insert(covered.end(), pdf.begin() + static_cast<std::ptrdiff_t>(range->after),
                 pdf.end());
  return verify_cms(*signature, covered, jwks);
}

}  // namespace signoff
