// SPDX-License-Identifier: Apache-2.0
// Styles are written while the consoles run (Ant Design). The server's policy takes only
// styles that carry the nonce of this page; it stands on the scripts that started it.

export const kNonce: string =
  document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';

// Ant Design hands the nonce to most of its styles. Those that lock the page behind a
// dialog go without (rc-util's updateCSS), so every style that this page makes gets it.
export function startNonce() {
  if (!kNonce) return;
  const create = document.createElement.bind(document) as
    (name: string, options?: ElementCreationOptions) => HTMLElement;
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = kNonce;
    return element;
  }) as typeof document.createElement;
}
