// SPDX-License-Identifier: Apache-2.0
// What a person has chosen so far for one line. It survives the way back, a reload and
// another language, and goes with the window.
import {useState} from 'react';

import type {Schemas} from '../../api/client';
import type {Case, Obligation} from '../data';

export interface Choices {
  // Option by obligation.
  settlements: Record<string, string>;
  // What an option needs, by "obligation/option".
  details: Record<string, string>;
  acknowledged: string[];
  effective: 'now' | 'cycle_end' | 'date';
  date: string;
  reason: string;
}

const kNone: Choices = {settlements: {}, details: {}, acknowledged: [], effective: 'now',
  date: '', reason: ''};

const keyOf = (lineId: string) => `signoff.choices.${lineId}`;

function read(lineId: string): Choices | null {
  try {
    const kept: Partial<Choices> = JSON.parse(sessionStorage.getItem(keyOf(lineId)) ?? '');
    return {...kNone, ...kept};
  } catch {
    return null;
  }
}

// The choices that an open request already holds.
function ofCase(one: Case): Choices {
  const isDate = /^\d/.test(one.effective);
  const choices: Choices = {...kNone, settlements: {}, details: {},
    acknowledged: one.acknowledgements,
    effective: isDate ? 'date' : one.effective === 'cycle_end' ? 'cycle_end' : 'now',
    date: isDate ? one.effective : ''};
  for (const {obligation, option, detail} of one.settlements) {
    choices.settlements[obligation] = option;
    if (detail) choices.details[`${obligation}/${option}`] = detail;
  }
  return choices;
}

export function useChoices(lineId: string, open: Case | null) {
  const [choices, setChoices] = useState<Choices>(() =>
    read(lineId) ?? (open ? ofCase(open) : kNone));
  const change = (next: Partial<Choices>) => setChoices((before) => {
    const after = {...before, ...next};
    sessionStorage.setItem(keyOf(lineId), JSON.stringify(after));
    return after;
  });
  return {choices, change};
}

export function forgetChoices(lineId: string) {
  sessionStorage.removeItem(keyOf(lineId));
}

export function optionOf(choices: Choices, one: Obligation): string {
  const chosen = choices.settlements[one.id];
  return one.options.some((option) => option.id === chosen) ? chosen ?? '' : one.default ?? '';
}

export function detailOf(choices: Choices, one: Obligation, option: string): string {
  const offered = one.options.find((other) => other.id === option)?.choices ?? [];
  return choices.details[`${one.id}/${option}`] ?? offered[0] ?? '';
}

// As the contract writes them.
export function chosen(choices: Choices, obligations: Obligation[]): Schemas['Choices'] {
  const settlements = obligations.flatMap((one) => {
    const option = optionOf(choices, one);
    if (!option) return [];
    const detail = detailOf(choices, one, option);
    return [detail ? {obligation: one.id, option, detail} : {obligation: one.id, option}];
  });
  return {
    settlements,
    acknowledgements: choices.acknowledged,
    effective: choices.effective === 'date' ? choices.date : choices.effective,
  };
}
