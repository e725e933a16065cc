/** Makes Vega measure texts with the widths of the letters of a page, so that it reserves enough space. */
import * as vega from 'vega';
import { textWidth } from './letter-width.ts';

/** Makes Vega measure with these widths, for the lifetime of the thread. */
export function measureText(): void {
  // Missing in the types; exported for programs with their own text metrics.
  const metrics = (vega as unknown as { textMetrics: object }).textMetrics as {
    width: (item: { text: unknown; fontSize?: number; fontWeight?: unknown }, text?: unknown) => number;
  };
  metrics.width = (item, text) => {
    const line = String(text ?? item.text ?? '');
    const bold = item.fontWeight === 'bold' || Number(item.fontWeight) >= 600;
    return textWidth(line, item.fontSize ?? 11, bold);
  };
}
