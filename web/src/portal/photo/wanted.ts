// SPDX-License-Identifier: Apache-2.0
// Which photos of a document an act still wants.
import type {Schemas} from '../../api/client';
import type {DocumentKind} from '../cases/upload';
import type {Case} from '../data';
import type {Side} from './quality';

export const kKinds: Record<Side, DocumentKind> = {front: 'id_front', back: 'id_back',
  passport: 'passport'};

// With these the check could not hold the photo against the record.
const kNotCompared = ['unchecked', 'unread', 'number_unmatched'];

// Taken since the line was off, if it is.
function isFresh({stopped_at}: Case, paper: Case['documents'][number], side: Side): boolean {
  return paper.kind === kKinds[side] &&
    (!stopped_at || Date.parse(paper.at) >= Date.parse(stopped_at));
}

export function hasTaken(one: Case, side: Side): boolean {
  return one.documents.some((paper) => isFresh(one, paper, side));
}

// The other side of the card, where no photo of it was kept. What is noted of one that was
// kept is for the person who looks at it: the owner is not asked again.
export function otherSide(one: Case, side: Side): Side | null {
  const other = side === 'front' ? 'back' : side === 'back' ? 'front' : null;
  return other && hasTaken(one, other) ? null : other;
}

// A recording for a line that is off stands beside photos taken since: of both sides, or of
// a passport. Before that a person looks at the request with whatever there is.
export function sidesWanted(one: Case, needs: Schemas['Need'][]): Side[] {
  const {stopped_at, documents} = one;
  const wanted = needs.flatMap((need) => need.documents ?? []);
  if (!stopped_at) return [];
  const has = (side: Side) => documents.some((paper) => isFresh(one, paper, side) &&
    !paper.defects.some(({code}) => kNotCompared.includes(code)));
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
