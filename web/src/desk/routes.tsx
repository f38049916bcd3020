// SPDX-License-Identifier: Apache-2.0
// Every page of the consoles: its address, its title and the verb that it needs. The menu
// and the first page of a role follow from this list, in its order.
import {lazy, type ComponentType, type LazyExoticComponent} from 'react';

import {PageNotLoaded} from './parts/Guard';
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

function page(load: () => Promise<{default: ComponentType}>) {
  return lazy(() => load().catch(() => { throw new PageNotLoaded(); }));
}

export const kRoutes: readonly Route[] = [
  {path: '/counter', title: 'counter.title', verb: 'pair_screen',
    page: page(() => import('./features/counter/CounterPage'))},
  {path: '/hotline', title: 'hotline.title', verb: 'make_offer', channel: 'hotline',
    page: page(() => import('./features/hotline/HotlinePage'))},
  {path: '/approvals', title: 'approvals.title', verb: 'decide_second',
    page: page(() => import('./features/approvals/ApprovalsPage'))},
  {path: '/reviews', title: 'reviews.title', verb: 'decide_review',
    page: page(() => import('./features/reviews/ReviewsPage'))},
  {path: '/fraud', title: 'fraud.title', verb: 'hold_case',
    page: page(() => import('./features/fraud/FraudPage'))},
  {path: '/audit', title: 'audit.title', verb: 'view_access',
    page: page(() => import('./features/audit/AuditPage'))},
  {path: '/audit/:id', title: 'audit.one', verb: 'view_history', isHidden: true,
    page: page(() => import('./features/audit/AuditCasePage'))},
  {path: '/exports', title: 'exports.title', verb: 'export_cases',
    page: page(() => import('./features/audit/ExportsPage'))},
  {path: '/access', title: 'access.title', verb: 'view_access',
    page: page(() => import('./features/audit/AccessPage'))},
  {path: '/refunds', title: 'refunds.title', verb: 'list_refunds',
    page: page(() => import('./features/refunds/RefundsPage'))},
  {path: '/ledger', title: 'ledger.title', verb: 'prove_ledger',
    page: page(() => import('./features/ledger/LedgerPage'))},
  {path: '/stuck', title: 'stuck.title', verb: 'confirm_skip',
    page: page(() => import('./features/stuck/StuckPage'))},
  {path: '/network', title: 'network.title', verb: 'scan_orphans',
    page: page(() => import('./features/network/NetworkPage'))},
  {path: '/figures', title: 'figures.title', verb: 'view_figures',
    page: page(() => import('./features/figures/FiguresPage'))},
  {path: '/cases', title: 'cases.title', verb: 'list_cases',
    page: page(() => import('./features/cases/CasesPage'))},
  {path: '/cases/:id', title: 'cases.one', verb: 'view_case', isHidden: true,
    page: page(() => import('./features/cases/CasePage'))},
];

export function isFor(route: Route, caller: Caller): boolean {
  return hasVerb(caller, route.verb) && (!route.channel || route.channel === caller.channel);
}

export function routesFor(caller: Caller): Route[] {
  return kRoutes.filter((route) => isFor(route, caller));
}
