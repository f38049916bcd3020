// SPDX-License-Identifier: Apache-2.0
// Steps and the answers of other systems in words. What is not known is shown as it came.
import {money} from '../../i18n/format';
import type {Language} from '../../i18n/language';
import {useAbout} from '../api';
import {useWords} from '../words';
import {kAliveWords, kCreditWords, kFarErrors, kFarUnknown, kSteps, kSystems, kTruths}
  from '../words/farSides';

export function stepWords(step: string, language: Language): string {
  return kSteps[step]?.[language] ?? step;
}

const kJoin: Record<Language, {colon: string; comma: string}> = {
  zh: {colon: '\uFF1A', comma: '\uFF0C'},
  en: {colon: ': ', comma: ', '},
};

const kCreditLeft = 'credit left ';
const kAlive = 'probe.alive.';

// "register: present, barred, attached" as the reader says it.
export function useTruthWords(): (truth: string) => string {
  const {tag, language} = useWords();
  const currency = useAbout().data?.currency;
  const word = (text: string) => {
    const known = kTruths[text] ?? kFarErrors[text];
    if (known) return known[language];
    if (!text.startsWith(kCreditLeft)) return text;
    const amount = text.slice(kCreditLeft.length);
    return kCreditWords[language] + (currency ? money(tag, {amount, currency}) : amount);
  };
  return (truth) => {
    const at = truth.indexOf(': ');
    if (at < 0) return word(truth);
    const system = kSystems[truth.slice(0, at)]?.[language] ?? truth.slice(0, at);
    const said = truth.slice(at + 2);
    const parts = kTruths[said] ?? kFarErrors[said] ? [word(said)] : said.split(', ').map(word);
    return system + kJoin[language].colon + parts.join(kJoin[language].comma);
  };
}

export function FarAnswer({code}: {code: string}) {
  const {language} = useWords();
  const system = kSystems[code.split('.')[0] ?? '']?.[language];
  const known = code.startsWith(kAlive) ? kAliveWords
    : kFarErrors[code] ?? (system ? kFarUnknown : undefined);
  const words = known && (system ? system + kJoin[language].colon : '') + known[language];
  return (
    <>
      {words ? <>{words} </> : null}
      <code className="quiet">{code}</code>
    </>
  );
}
