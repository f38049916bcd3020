// SPDX-License-Identifier: Apache-2.0
// The mark: the word with a short stroke under the last f, like a signature that ends.
import './Mark.css';

export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 104 32" width="104" height="32" role="img"
      aria-label="Signoff">
      <text x="0" y="23" textLength="92">Signoff</text>
      <path d="M80 29h20" />
    </svg>
  );
}
