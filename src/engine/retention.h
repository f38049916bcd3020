// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/entry.h"

namespace signoff {

// What owners uploaded to prove who they are: images of documents, recordings (class R1 of
// the domain rules). It serves one case and is destroyed a fixed time after its end.

// Gives an ended case that still has uploads the day on which they go.
void date_images(Entry& entry);

// Destroys them when that day has come, unless an order or a dispute keeps them; then they
// are looked at again a day later. True when the day had come.
bool destroy_images(Entry& entry);

// When what links an ended case with others is forgotten (R1 too): not before its line is
// clear of fraud and orders. None for a case that goes on or is evidence itself.
std::optional<Instant> marks_until(const Dossier& dossier, const Pack& pack, Instant now);

}  // namespace signoff
