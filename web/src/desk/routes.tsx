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
  {path: '/counter', title: 'counter.title', verb: 'pair_screen',
    page: lazy(() => import('./features/counter/CounterPage'))},
  {path: '/hotline', title: 'hotline.title', verb: 'make_offer', channel: 'hotline',
    page: lazy(() => import('./features/hotline/HotlinePage'))},
  {path: '/approvals', title: 'approvals.title', verb: 'decide_second',
    page: lazy(() => import('./features/approvals/ApprovalsPage'))},
  {path: '/reviews', title: 'reviews.title', verb: 'decide_review',
    page: lazy(() => import('./features/reviews/ReviewsPage'))},
  {path: '/fraud', title: 'fraud.title', verb: 'hold_case',
    page: lazy(() => import('./features/fraud/FraudPage'))},
  {path: '/audit', title: 'audit.title', verb: 'view_access',
    page: lazy(() => import('./features/audit/AuditPage'))},
  {path: '/audit/:id', title: 'audit.one', verb: 'view_history', isHidden: true,
    page: lazy(() => import('./features/audit/AuditCasePage'))},
  {path: '/exports', title: 'exports.title', verb: 'export_cases',
    page: lazy(() => import('./features/audit/ExportsPage'))},
  {path: '/access', title: 'access.title', verb: 'view_access',
    page: lazy(() => import('./features/audit/AccessPage'))},
  {path: '/refunds', title: 'refunds.title', verb: 'list_refunds',
    page: lazy(() => import('./features/refunds/RefundsPage'))},
  {path: '/ledger', title: 'ledger.title', verb: 'prove_ledger',
    page: lazy(() => import('./features/ledger/LedgerPage'))},
  {path: '/stuck', title: 'stuck.title', verb: 'confirm_skip',
    page: lazy(() => import('./features/stuck/StuckPage'))},
  {path: '/network', title: 'network.title', verb: 'scan_orphans',
    page: lazy(() => import('./features/network/NetworkPage'))},
  {path: '/figures', title: 'figures.title', verb: 'view_figures',
    page: lazy(() => import('./features/figures/FiguresPage'))},
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
