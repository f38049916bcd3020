// SPDX-License-Identifier: Apache-2.0
import type {ReactNode, RefObject} from 'react';

import './Notice.css';

export type NoticeTone = 'info' | 'warn' | 'danger' | 'good';

const kShapes: Record<NoticeTone, string> = {
  info: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM10 9v5M10 6.2v.1',
  warn: 'M10 2.5 18 17H2ZM10 8v4.5M10 14.8v.1',
  danger: 'M6.8 2.5h6.4l4.3 4.3v6.4l-4.3 4.3H6.8l-4.3-4.3V6.8ZM10 6v5.5M10 14v.1',
  good: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM6.5 10.2 9 12.7l4.7-5.2',
};

// `role` alert or status where it comes up after an act; none where it stands on the page.
// `spot`: of one that takes the focus.
export function Notice({tone = 'info', role, spot, children}: {
  tone?: NoticeTone;
  role?: 'alert' | 'status';
  spot?: RefObject<HTMLDivElement>;
  children: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={role} ref={spot} tabIndex={spot && -1}>
      <svg viewBox="0 0 20 20" aria-hidden="true"><path d={kShapes[tone]} /></svg>
      <div className="notice-body">{children}</div>
    </div>
  );
}
