// SPDX-License-Identifier: Apache-2.0
// Who did it: the role as a word with its own shape. Names of staff stand in the access
// log only.
import {kRoles} from '../../i18n/states';
import {useWords} from '../words';

function isRole(role: string): role is keyof typeof kRoles {
  return Object.hasOwn(kRoles, role);
}

// A role that a newer server knows is shown as it came.
export function PersonChip({role}: {role: string}) {
  const {t, language} = useWords();
  const kind = role === 'system' ? 'system' : role === 'subscriber' ? 'owner' : 'staff';
  return (
    <span className={`person person-${kind}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {kind === 'system' ? <path d="M2 2h8v8H2ZM4.5 4.5h3v3h-3Z" />
          : <path d="M6 6.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM1.8 10.8c.6-2 2.2-3 4.2-3s3.6 1 4.2 3" />}
      </svg>
      {role === 'system' ? t('person.system') : isRole(role) ? kRoles[role][language] : role}
    </span>
  );
}
