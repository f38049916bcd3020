// SPDX-License-Identifier: Apache-2.0
// A state as word, shape and colour; never colour alone.
import type {StateWords, Tone} from '../i18n/states';
import type {Language} from '../i18n/language';
import './StateBadge.css';

const kShapes: Record<Tone, string> = {
  waiting: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM6 3.5V6l1.8 1.2',
  working: 'M2 6h8M7 3l3 3-3 3',
  attention: 'M6 1 11 10.5H1ZM6 4.5V7M6 8.6v.2',
  good: 'M2 6.5 5 9.5 10.5 3',
  ended: 'M2.5 2.5h7v7h-7Z',
};

export function StateBadge({words, language}: {words: StateWords; language: Language}) {
  return (
    <span className={`state state-${words.tone}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d={kShapes[words.tone]} />
      </svg>
      {words[language]}
    </span>
  );
}
