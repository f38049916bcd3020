// SPDX-License-Identifier: Apache-2.0
// The page of whoever has a customer before him or on the phone: find him, then his lines
// and what the channel does with them.
import {useState, type ReactNode} from 'react';
import {useSearchParams} from 'react-router-dom';

import {Answer} from '../Trouble';
import {useCustomer, type Customer} from './CustomerCard';
import {FindLine, type Found} from './FindLine';

interface Props {
  title: string;
  begin: string;
  byCase?: boolean;
  children: (customer: Customer, lineId: string, number: string | null) => ReactNode;
}

export function AtTheDesk({title, begin, byCase = false, children}: Props) {
  const [params, setParams] = useSearchParams();
  // The number as typed is kept for this visit only, for a report of loss.
  const [typed, setTyped] = useState<Found | null>(null);
  const lineId = params.get('line');
  const asked = useCustomer(lineId);
  const found = (one: Found) => {
    setTyped(one);
    setParams({line: one.lineId, ...(byCase && one.caseId ? {case: one.caseId} : {})});
  };
  return (
    <>
      <h1>{title}</h1>
      <FindLine onFound={found} byCase={byCase} />
      {lineId ? (
        <Answer of={asked} rows={8}>
          {(customer) =>
            children(customer, lineId, typed?.lineId === lineId ? typed.msisdn : null)}
        </Answer>
      ) : <p className="quiet">{begin}</p>}
    </>
  );
}
