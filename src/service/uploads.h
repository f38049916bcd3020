// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/id_check.h"
#include "service/service.h"

namespace signoff {

// One paper for a case, as it was sent.
struct Upload {
  std::string kind = "other";  // One of kUploadKinds.
  std::string name;
  std::string content;
};

// The media type of a recording.
inline constexpr std::string_view kFilm = "video/mp4";

inline constexpr std::string_view kUploadKinds[] = {
    "id_front", "id_back", "passport", "mandate", "video", "signature", "other"};

// Takes papers for cases. Pictures are looked at and encoded anew before they are kept. Of
// an identity image that fails nothing is kept and the other sides stay; a good one takes
// the place of an older one of its kind, unless the line was stopped since. When nobody can
// look, a picture is kept without its metadata and marked for a person, and a signature is
// refused.
class Uploads {
 public:
  // `check` outlives this; null where pictures cannot be taken.
  Uploads(ServiceParts parts, IdImageCheck* check)
      : parts_{std::move(parts)}, check_{check} {}

  // Faults: bad_input "document.…"; of "document.defects" the detail names them, comma
  // separated.
  Result<CaseView> add(const Caller& caller, const std::string& case_id,
                       const Upload& upload);

 private:
  // What is to be kept.
  struct Paper {
    Document document;
    Bytes content;
  };
  Result<Paper> prepare(const Dossier& dossier, const Upload& upload);
  Result<void> look_at(const Dossier& dossier, const Upload& upload, Paper& paper);
  Result<void> enter(Entry& entry, const Paper& paper) const;

  ServiceParts parts_;
  IdImageCheck* check_;
};

}  // namespace signoff
