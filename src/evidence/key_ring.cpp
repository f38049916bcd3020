// SPDX-License-Identifier: Apache-2.0
#include "evidence/key_ring.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <map>

namespace signoff {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileMax = 64 * 1024;
constexpr int kSequenceMax = 9999;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_{fd} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Result<std::string> read_file(const fs::path& path, bool is_secret) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat about{};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0)
    return fail(Fault::unavailable, "keyring.read", path.filename());
  if (is_secret && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(Fault::forbidden, "keyring.mode",
                fmt::format("{} must be 0600", path.filename().string()));
  std::string text(kFileMax, '\0');
  std::size_t size = 0;
  ssize_t got = 0;
  while (size < text.size() &&
         (got = ::read(file.get(), text.data() + size, text.size() - size)) > 0)
    size += static_cast<std::size_t>(got);
  if (got < 0) return fail(Fault::unavailable, "keyring.read", path.filename());
  text.resize(size);
  return text;
}

bool sync_directory(const fs::path& directory) {
  const Descriptor folder{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return folder.get() >= 0 && ::fsync(folder.get()) == 0;
}

// Appears whole or not at all, and is on the disk when this returns.
Result<void> write_file(const fs::path& path, std::string_view text, mode_t mode) {
  auto draft = path;
  draft += ".new";
  {
    const Descriptor file{
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)};
    if (file.get() < 0 || ::fchmod(file.get(), mode) != 0 ||
        ::write(file.get(), text.data(), text.size()) !=
            static_cast<ssize_t>(text.size()) ||
        ::fsync(file.get()) != 0)
      return fail(Fault::unavailable, "keyring.write", path.filename());
  }
  if (::rename(draft.c_str(), path.c_str()) != 0 || !sync_directory(path.parent_path()))
    return fail(Fault::unavailable, "keyring.write", path.filename());
  return {};
}

// Keeps other processes from making keys in the same directory meanwhile.
Result<std::unique_ptr<Descriptor>> lock(const fs::path& directory) {
  auto file = std::make_unique<Descriptor>(
      ::open((directory / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (file->get() < 0 || ::flock(file->get(), LOCK_EX) != 0)
    return fail(Fault::unavailable, "keyring.lock");
  return file;
}

struct Found {
  bool has_secret = false;
  bool has_chain = false;
};

// "0012.pem" and "0012.crt" under 12; other names are not ours.
std::map<int, Found> list(const fs::path& directory) {
  std::map<int, Found> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{directory, error}) {
    const auto name = entry.path().filename().string();
    if (name.size() != 8 || name.find_first_not_of("0123456789") != 4) continue;
    const int sequence = std::stoi(name.substr(0, 4));
    if (name.ends_with(".pem")) found[sequence].has_secret = true;
    if (name.ends_with(".crt")) found[sequence].has_chain = true;
  }
  return found;
}

fs::path secret_path(const fs::path& directory, int sequence) {
  return directory / fmt::format("{:04}.pem", sequence);
}
fs::path chain_path(const fs::path& directory, int sequence) {
  return directory / fmt::format("{:04}.crt", sequence);
}

Result<CertificateChain> read_chain(const fs::path& path) {
  const auto text = read_file(path, false);
  if (!text) return pass_on(text.error());
  auto chain = parse_chain(*text);
  if (!chain) return fail(chain.error().fault, chain.error().code, path.filename());
  return chain;
}

Result<SigningKey> read_key(const fs::path& path) {
  auto text = read_file(path, true);
  if (!text) return pass_on(text.error());
  auto key = SigningKey::parse(*text);
  OPENSSL_cleanse(text->data(), text->size());
  if (!key) return fail(key.error().fault, key.error().code, path.filename());
  return key;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

Result<std::unique_ptr<KeyRing>> KeyRing::open(const fs::path& directory,
                                               std::string_view holder,
                                               const Clock& clock) {
  if (holder.empty() || characters(holder) > 64)
    return fail(Fault::bad_input, "keyring.holder");
  std::error_code error;
  if (fs::create_directories(directory, error))
    fs::permissions(directory, fs::perms::owner_all, error);
  if (error) return fail(Fault::unavailable, "keyring.directory", error.message());
  std::unique_ptr<KeyRing> ring{new KeyRing{directory, holder, clock}};
  const auto held = lock(directory);
  if (!held) return pass_on(held.error());
  const auto found = list(directory);
  const bool has_secret =
      std::ranges::any_of(found, [](const auto& item) { return item.second.has_secret; });
  if (!has_secret) {
    const int last = found.empty() ? 0 : found.rbegin()->first;
    if (const auto made = ring->make_key(last + 1); !made) return pass_on(made.error());
  }
  if (const auto loaded = ring->load(); !loaded) return pass_on(loaded.error());
  return ring;
}

Result<void> KeyRing::make_key(int sequence) {
  if (sequence > kSequenceMax) return fail(Fault::unavailable, "keyring.full");
  const auto key = SigningKey::generate();
  // A day early, for readers whose clocks run behind.
  const auto from = clock_.now() - std::chrono::days{1};
  const auto chain = chain_to_pem({key.self_signed(holder_, from)});
  // The certificate first: a private key never stands without its public half.
  auto written = write_file(chain_path(directory_, sequence), chain, 0644);
  if (!written) return written;
  auto pem = key.pem();
  written = write_file(secret_path(directory_, sequence), pem, 0600);
  OPENSSL_cleanse(pem.data(), pem.size());
  return written;
}

Result<void> KeyRing::load() {
  std::vector<PublicKey> keys;
  std::shared_ptr<const RingKey> current;
  int newest = 0;
  for (const auto& [sequence, found] : list(directory_)) {
    if (!found.has_chain)
      return fail(Fault::bad_input, "keyring.no_certificate",
                  fmt::format("{:04}.crt is missing", sequence));
    auto chain = read_chain(chain_path(directory_, sequence));
    if (!chain) return pass_on(chain.error());
    const auto public_key = key_of_certificate(chain->front());
    if (!public_key) return pass_on(public_key.error());
    keys.push_back(*public_key);
    if (!found.has_secret) continue;
    auto key = read_key(secret_path(directory_, sequence));
    if (!key) return pass_on(key.error());
    if (!key->public_key().is_same_point(*public_key))
      return fail(
          Fault::bad_input, "keyring.other_key",
          fmt::format("{:04}.crt is not the certificate of {:04}.pem", sequence, sequence));
    current = std::make_shared<const RingKey>(RingKey{std::move(*key), std::move(*chain)});
    newest = sequence;
  }
  if (!current) return fail(Fault::unavailable, "keyring.empty");
  const std::lock_guard guard{mutex_};
  current_ = std::move(current);
  jwks_ = std::make_shared<const Jwks>(std::move(keys));
  sequence_ = newest;
  return {};
}

std::shared_ptr<const RingKey> KeyRing::current() const {
  const std::lock_guard guard{mutex_};
  return current_;
}

std::shared_ptr<const Jwks> KeyRing::jwks() const {
  const std::lock_guard guard{mutex_};
  return jwks_;
}

Result<void> KeyRing::rotate() {
  const auto held = lock(directory_);
  if (!held) return pass_on(held.error());
  const auto before = list(directory_);
  const int last = before.empty() ? 0 : before.rbegin()->first;
  if (const auto made = make_key(last + 1); !made) return made;
  if (auto loaded = load(); !loaded) return loaded;
  for (const auto& [sequence, found] : before)
    if (found.has_secret) {
      std::error_code error;
      fs::remove(secret_path(directory_, sequence), error);
      if (error) return fail(Fault::unavailable, "keyring.destroy", error.message());
    }
  if (!sync_directory(directory_)) return fail(Fault::unavailable, "keyring.destroy");
  return {};
}

Result<void> KeyRing::install_chain(std::string_view pem) {
  const auto chain = parse_chain(pem);
  if (!chain) return pass_on(chain.error());
  const auto key = key_of_certificate(chain->front());
  if (!key) return pass_on(key.error());
  const auto held = lock(directory_);
  if (!held) return pass_on(held.error());
  if (!key->is_same_point(current()->key.public_key()))
    return fail(Fault::bad_input, "keyring.other_key");
  auto written = write_file(chain_path(directory_, sequence_), chain_to_pem(*chain), 0644);
  if (!written) return written;
  return load();
}

}  // namespace signoff
