// SPDX-License-Identifier: Apache-2.0
// Steps and the answers of other systems in words. What is not known is shown as it came.
import type {Language} from '../../i18n/language';
import {useWords} from '../words';
import {kCreditWords, kFarErrors, kSteps, kSystems, kTruths} from '../words/farSides';

export function stepWords(step: string, language: Language): string {
  return kSteps[step]?.[language] ?? step;
}

const kJoin: Record<Language, {colon: string; comma: string}> = {
  zh: {colon: '\uFF1A', comma: '\uFF0C'},
  en: {colon: ': ', comma: ', '},
};

const kCreditLeft = 'credit left ';

// "register: present, barred, attached" as the reader says it.
export function truthWords(truth: string, language: Language): string {
  const word = (text: string) => {
    const known = kTruths[text] ?? kFarErrors[text];
    if (known) return known[language];
    return text.startsWith(kCreditLeft)
      ? kCreditWords[language] + text.slice(kCreditLeft.length) : text;
  };
  const at = truth.indexOf(': ');
  if (at < 0) return word(truth);
  const system = kSystems[truth.slice(0, at)]?.[language] ?? truth.slice(0, at);
  const said = truth.slice(at + 2);
  const known = kTruths[said] ?? kFarErrors[said];
  const parts = known ? [known[language]] : said.split(', ').map(word);
  return system + kJoin[language].colon + parts.join(kJoin[language].comma);
}

export function answerWords(code: string, language: Language): string | null {
  const known = kFarErrors[code];
  if (!known) return null;
  const system = kSystems[code.split('.')[0] ?? '']?.[language];
  return system ? system + kJoin[language].colon + known[language] : known[language];
}

export function FarAnswer({code}: {code: string}) {
  const {language} = useWords();
  const words = answerWords(code, language);
  return (
    <>
      {words ? <>{words} </> : null}
      <code className="quiet">{code}</code>
    </>
  );
}
