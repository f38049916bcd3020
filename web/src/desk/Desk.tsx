// SPDX-License-Identifier: Apache-2.0
export function Desk() {
  return <main><h1>Signoff</h1></main>;
}
