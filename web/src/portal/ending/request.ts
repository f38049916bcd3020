// SPDX-License-Identifier: Apache-2.0
import {answered, type Schemas} from '../../api/client';
import {api} from '../api';
import type {Case, Line, Obligation} from '../data';
import {chosen, type Choices} from './choices';

const keyName = (lineId: string) => `signoff.key.${lineId}`;

// One key for one body: a repetition after a lost answer makes no second request.
function keyFor(lineId: string, body: string): string {
  const name = keyName(lineId);
  const [key, before] = JSON.parse(sessionStorage.getItem(name) ?? '["",""]');
  if (key && before === body) return key;
  const fresh = crypto.randomUUID();
  sessionStorage.setItem(name, JSON.stringify([fresh, body]));
  return fresh;
}

async function settle(id: string, body: ReturnType<typeof chosen>): Promise<Case> {
  return answered(await api.client.POST('/api/v1/cases/{id}/settlements',
    {params: {path: {id}}, body}));
}

// A new request, or the open one with these choices.
export async function request(line: Line, open: Case | null, choices: Choices,
  obligations: Obligation[]): Promise<Case> {
  const body = chosen(choices, obligations);
  if (open) return settle(open.id, body);
  const reason = choices.reason.trim();
  const whole: Schemas['OpenCase'] = {line_id: line.id, type: 'STANDARD', effective: 'now', ...body,
    ...(reason ? {reason} : {})};
  const result = await api.client.POST('/api/v1/cases', {
    params: {header: {'Idempotency-Key': keyFor(line.id, JSON.stringify(whole))}},
    body: whole,
  });
  const made = answered(result);
  // The answer came: to ask the same again, once this has ended, is a new request.
  sessionStorage.removeItem(keyName(line.id));
  // Somebody asked already, here or elsewhere: these choices go to that request.
  if (result.response.status === 200 && made.actions.includes('settle'))
    return settle(made.id, body);
  return made;
}
