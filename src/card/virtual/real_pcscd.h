// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/ensure.h"
#include "evidence/outside_tool.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>

namespace signoff::uicc {

// The real pcscd with virtual readers, for tests. It has one fixed place for its socket, so
// it runs in a mount namespace where /run is empty, and a pcscd of the machine's stays as
// it is; PC/SC programs that this process starts, and itself, reach it. Ends with the
// value.
class RealPcscd {
 public:
  RealPcscd() {
    // Somebody else may take one of the ports before the readers do.
    for (int i = 0; i < kStartsMax && !start(); ++i) end();
  }
  ~RealPcscd() { end(); }
  RealPcscd(const RealPcscd&) = delete;
  RealPcscd& operator=(const RealPcscd&) = delete;

  bool runs() const { return process_ != nullptr && is_number(said_); }
  // Its process, or why it does not run.
  const std::string& said() const { return said_; }
  // Where the first of its readers listens for a card.
  std::uint16_t port() const { return port_; }

 private:
  static constexpr int kStartsMax = 8;

  // Ends when our side of its standard input is closed.
  static constexpr std::string_view kScript = R"(
unset PCSCLITE_CSOCK_NAME
mount -t tmpfs none /run 2>/dev/null && mkdir /run/pcscd ||
  { echo not-allowed >"$1.ready"; exit 0; }
: >"$1.log"
stdbuf -oL pcscd -f -c "$1" >"$1.log" 2>&1 &
daemon=$!
tries=0
until opensc-tool -l 2>/dev/null | grep -q 'Virtual PCD 00 00'; do
  tries=$((tries + 1))
  if grep -q 'Open Port .* Failed' "$1.log" || [ $tries -gt 5000 ]; then
    kill -9 $daemon; wait $daemon 2>/dev/null; echo no-reader >"$1.ready"; exit 0
  fi
done
echo $daemon >"$1.ready"
cat >/dev/null
kill $daemon
wait $daemon 2>/dev/null
)";

  static bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  }

  // 0 when somebody has it.
  static std::uint16_t bind_to(int socket, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket, plain, size) != 0 || ::getsockname(socket, plain, &size) != 0)
      return 0;
    return ntohs(address.sin_port);
  }

  // The first of two that follow one another: vpcd has two readers.
  static std::uint16_t two_free_ports() {
    for (;;) {
      const int one = ::socket(AF_INET, SOCK_STREAM, 0);
      const int other = ::socket(AF_INET, SOCK_STREAM, 0);
      const auto port = bind_to(one, 0);
      ensure(port != 0, "test.port");
      const bool is_pair =
          port < 0xffff && bind_to(other, static_cast<std::uint16_t>(port + 1)) != 0;
      ::close(one);
      ::close(other);
      if (is_pair) return port;
    }
  }

  bool start() {
    port_ = two_free_ports();
    const auto hex = to_hex(
        Bytes{static_cast<std::uint8_t>(port_ >> 8), static_cast<std::uint8_t>(port_)});
    const auto settings = directory_.write(
        "reader.conf", "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x" + hex +
                           "\nLIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\n"
                           "CHANNELID 0x" +
                           hex + "\n");
    const auto script = directory_.write("run.sh", kScript);
    const auto ready = settings + ".ready";
    std::error_code ignored;
    std::filesystem::remove(ready, ignored);
    ensure(::mkfifo(ready.c_str(), 0600) == 0, "test.fifo");
    // Not everybody may have a namespace: in a chroot, in some containers.
    const std::string apart = ::geteuid() == 0 ? "unshare -m " : "unshare -rm ";
    const auto command = apart + "true || { echo not-allowed >" + ready +
                         "; exit 0; }; exec " + apart + "sh " + script + " " + settings;
    process_ = ::popen(command.c_str(), "w");
    ensure(process_ != nullptr, "test.pcscd");
    std::getline(std::ifstream{ready}, said_);
    const auto its_root = "/proc/" + said_ + "/root";
    const auto socket = its_root + "/run/pcscd/pcscd.comm";
    ::setenv("PCSCLITE_CSOCK_NAME", socket.c_str(), 1);
    return said_ != "no-reader";
  }

  void end() {
    if (process_) ::pclose(process_);
    process_ = nullptr;
  }

  TestDirectory directory_;
  std::uint16_t port_ = 0;
  FILE* process_ = nullptr;
  std::string said_;
};

}  // namespace signoff::uicc
