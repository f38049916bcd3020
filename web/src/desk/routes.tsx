// SPDX-License-Identifier: Apache-2.0
// Every page of the consoles: its address, its title and the verb that it needs. The menu
// and the first page of a role follow from this list, in its order.
import {lazy, type ComponentType, type LazyExoticComponent} from 'react';

import {hasVerb, type Caller, type Verb} from './session';
import type {Key} from './words';

export interface Route {
  path: string;
  title: Key;
  verb: Verb;
  // Only for those who sit at this channel, where the verb alone says too little.
  channel?: Caller['channel'];
  page: LazyExoticComponent<ComponentType>;
  // Not in the menu: a page that is reached from another.
  isHidden?: boolean;
}

export const kRoutes: readonly Route[] = [
  {path: '/cases', title: 'cases.title', verb: 'list_cases',
    page: lazy(() => import('./features/cases/CasesPage'))},
  {path: '/cases/:id', title: 'cases.one', verb: 'view_case', isHidden: true,
    page: lazy(() => import('./features/cases/CasePage'))},
];

export function isFor(route: Route, caller: Caller): boolean {
  return hasVerb(caller, route.verb) && (!route.channel || route.channel === caller.channel);
}

export function routesFor(caller: Caller): Route[] {
  return kRoutes.filter((route) => isFor(route, caller));
}
