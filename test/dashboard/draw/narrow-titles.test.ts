/** Titles of axes on a phone: a title wider than the plot would shrink every letter of the drawing. */
import { describe, expect, it } from 'vitest';
import { linesOf, textWidth } from '../../../src/dashboard/draw/letter-width.ts';
import { binder, dashboards } from '../bound.ts';
import { release } from '../marts.ts';

describe('the title of an axis in a narrow drawing', () => {
  it.each(['en', 'fr', 'es', 'ru', 'zh', 'ar'])('is no wider than the plot, in %s', (language) => {
    const wide: string[] = [];
    let titles = 0;
    for (const dashboard of dashboards.all) {
      // The first page with a choice, and the first one before it.
      for (const address of binder.addresses(release, dashboard).slice(0, 2)) {
        for (const block of binder.bind(release, dashboard, address, language).blocks) {
          if (block.kind !== 'chart' || block.narrowChart === null) continue;
          for (const { lines, width } of titlesOf(block.narrowChart.spec)) {
            titles += 1;
            // A single word cannot be broken.
            for (const line of lines)
              if (/\s/.test(line) && textWidth(line, 12) > width) wide.push(`${address.path} ${block.id}: ${line}`);
          }
        }
      }
    }
    expect(titles).toBeGreaterThan(5);
    expect(wide).toEqual([]);
  });

  it('keeps its words in their order', () => {
    const title = 'Балл, от 0 до 100, с 90-процентным интервалом неопределенности';
    const lines = linesOf(title, 12, 200, 'ru');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(' ')).toBe(title);
    expect(linesOf('得分，0至100，附90%不确定性区间', 12, 100, 'zh').join('')).toBe('得分，0至100，附90%不确定性区间');
    expect(linesOf('Score', 12, 10, 'en')).toEqual(['Score']);
  });
});

type Titled = { readonly lines: readonly string[]; readonly width: number };

function titlesOf(spec: Readonly<Record<string, unknown>>): Titled[] {
  const width = Number((spec.spec as { width?: number } | undefined)?.width ?? spec.width);
  const found: Titled[] = [];
  const look = (node: unknown, channel: string): void => {
    if (Array.isArray(node)) for (const one of node) look(one, '');
    else if (node !== null && typeof node === 'object')
      for (const [key, value] of Object.entries(node)) {
        const title = channel === 'x' && key === 'axis' ? (value as { title?: string | string[] } | null)?.title : null;
        if (title) found.push({ lines: [title].flat(), width });
        look(value, key);
      }
  };
  look({ ...spec, config: null }, '');
  return found;
}
