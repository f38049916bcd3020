// SPDX-License-Identifier: Apache-2.0
// Which photos of a document an act still wants.
import type {Schemas} from '../../api/client';
import type {DocumentKind} from '../cases/upload';
import type {Case} from '../data';
import type {Side} from './quality';

export const kKinds: Record<Side, DocumentKind> = {front: 'id_front', back: 'id_back',
  passport: 'passport'};

// With these nobody could hold the photo against the record.
const kUnproved = ['unchecked', 'number_unmatched'];

// A recording for a line that is off stands beside photos taken since: of both sides, or of
// a passport. Before that a person looks at the request with whatever there is.
export function sidesWanted(one: Case, needs: Schemas['Need'][]): Side[] {
  const {stopped_at, documents} = one;
  const wanted = needs.flatMap((need) => need.documents ?? []);
  if (!stopped_at) return [];
  const has = (side: Side) => documents.some((paper) => paper.kind === kKinds[side] &&
    Date.parse(paper.at) >= Date.parse(stopped_at) &&
    !paper.defects.some(({code}) => kUnproved.includes(code)));
  if (has('passport')) return [];
  return (['front', 'back', 'passport'] as const).filter((side) => wanted.includes(kKinds[side]) &&
    !has(side));
}

// What the page that asked for photos wants to know again when they are done.
export interface Errand {
  to: string;
  needs: Schemas['Need'][];
}

export function errandOf(state: unknown): Errand | null {
  const errand = state as Partial<Errand> | null;
  return errand?.to && Array.isArray(errand.needs) ? {to: errand.to, needs: errand.needs} : null;
}
