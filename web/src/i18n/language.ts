// SPDX-License-Identifier: Apache-2.0
// Which of the two languages is spoken: what was chosen on this device, else what the
// browser asks for.

export type Language = 'zh' | 'en';

// Each in its own words, wherever one is picked from the other.
export const kLanguageNames: Record<Language, string> = {zh: '中文', en: 'English'};

const kKey = 'signoff.language';

export function chosenLanguage(): Language {
  const kept = localStorage.getItem(kKey);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function keepLanguage(language: Language) {
  localStorage.setItem(kKey, language);
}

// As the document, Intl and Accept-Language name it.
export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en-GB';
}
