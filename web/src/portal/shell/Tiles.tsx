// SPDX-License-Identifier: Apache-2.0
import {Link} from 'react-router-dom';

import {useWords} from '../words';
import type {Task} from './tasks';
import './Tiles.css';

export function Tiles({tasks}: {tasks: Task[]}) {
  const {t} = useWords();
  return (
    <ul className="tiles">
      {tasks.map((task) => (
        <li key={task.name}>
          <Link to={task.to} className="tile">
            <span className="tile-name">{t(task.name)}</span>
            <span className="tile-hint">{t(task.hint)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
