// SPDX-License-Identifier: Apache-2.0
// A QR code as one SVG path, so that it needs no image and prints sharp. Dark on light in
// both themes: many readers know no other way.
import qrcode from 'qrcode-generator';
import {useMemo} from 'react';

import './Qr.css';

const kQuietZone = 4;  // Modules, by ISO/IEC 18004.

export function Qr({text, label}: {text: string; label: string}) {
  const {size, path} = useMemo(() => {
    const code = qrcode(0, 'M');
    code.addData(text);
    code.make();
    const count = code.getModuleCount();
    let drawn = '';
    for (let row = 0; row < count; ++row)
      for (let column = 0; column < count; ++column)
        if (code.isDark(row, column))
          drawn += `M${column + kQuietZone} ${row + kQuietZone}h1v1h-1z`;
    return {size: count + 2 * kQuietZone, path: drawn};
  }, [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}
      shapeRendering="crispEdges">
      <rect width={size} height={size} />
      <path d={path} />
    </svg>
  );
}
