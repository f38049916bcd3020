// SPDX-License-Identifier: Apache-2.0
// Words of one face. The Chinese dictionary is the shape; the English one must satisfy its
// type, so a missing key does not compile.
import {createContext, useCallback, useContext, useEffect, useMemo, useState,
  type ReactNode} from 'react';

import {chosenLanguage, keepLanguage, tagOf, type Language} from './language';

export type Dictionary = Record<string, string>;
export type Params = Record<string, string | number>;

// A text that the server wrote in both languages.
export interface Bilingual {
  zh: string;
  en: string;
}

export function fill(text: string, params?: Params): string {
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in params ? String(params[name]) : whole);
}

export interface Words<D extends Dictionary> {
  language: Language;
  tag: string;
  t: (key: keyof D & string, params?: Params) => string;
  // The reader's half of a text from the server.
  say: (text: Bilingual | undefined) => string;
  // One form for 1 and one for the rest, where the language tells them apart.
  count: (n: number, one: keyof D & string, other: keyof D & string) => string;
  choose: (language: Language) => void;
}

// The provider and the hook of one face, over its two dictionaries.
export function makeWords<D extends Dictionary>(zh: D, en: {[key in keyof D]: string}) {
  const Context = createContext<Words<D> | null>(null);

  function WordsProvider({children}: {children: ReactNode}) {
    const [language, setLanguage] = useState<Language>(chosenLanguage);
    useEffect(() => {
      document.documentElement.lang = tagOf(language);
    }, [language]);
    const choose = useCallback((next: Language) => {
      keepLanguage(next);
      document.documentElement.lang = tagOf(next);
      setLanguage(next);
    }, []);
    const words = useMemo<Words<D>>(() => {
      const book: {[key in keyof D]: string} = language === 'zh' ? zh : en;
      const plural = new Intl.PluralRules(tagOf(language));
      const t = (key: keyof D & string, params?: Params) => {
        const text: string | undefined = book[key];
        // Of a name that came from the server; whoever tests the page has to hear of it.
        if (text === undefined) console.error(`words: there is none for ${key}`);
        return fill(text ?? '', params);
      };
      return {
        language,
        tag: tagOf(language),
        t,
        say: (text) => (text ? text[language] : ''),
        count: (n, one, other) => t(plural.select(n) === 'one' ? one : other, {n}),
        choose,
      };
    }, [language, choose]);
    return <Context.Provider value={words}>{children}</Context.Provider>;
  }

  function useWords(): Words<D> {
    const words = useContext(Context);
    if (!words) throw new Error('words: used outside their provider');
    return words;
  }

  return {WordsProvider, useWords};
}
