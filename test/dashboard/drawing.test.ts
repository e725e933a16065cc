import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/dashboard/layers.ts';
import { shortenPath } from '../../src/dashboard/path.ts';
import { dressSvg } from '../../src/dashboard/svg.ts';
import { textWidth } from '../../src/dashboard/text-width.ts';

describe('path data', () => {
  it('is written to one decimal, in relative steps', () => {
    expect(shortenPath('M10.123,20.456L11.987,20.456L11.987,30Z')).toBe('M10.1 20.5l1.9 0 0 9.5z');
  });

  it('drops points that fall together', () => {
    expect(shortenPath('M1,1L1.01,1.02L2,2')).toBe('M1 1l1 1');
  });

  it('takes a place after the first of a move for a line', () => {
    expect(shortenPath('M1,1 2,2 4,2')).toBe('M1 1l1 1 2 0');
    expect(shortenPath('m1,1 2,2')).toBe('M1 1l2 2');
  });

  it('is left as it is where it holds a command not known here', () => {
    expect(shortenPath('M1.234,2R3,4')).toBe('M1.234,2R3,4');
  });

  it('ends within half a tenth of where it ended, however long', () => {
    const point = fc.tuple(
      fc.double({ min: -1000, max: 1000, noNaN: true }),
      fc.double({ min: -1000, max: 1000, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 80 }), (points) => {
        const d = `M${points.map(([x, y]) => `${x.toFixed(6)},${y.toFixed(6)}`).join('L')}`;
        const [x, y] = endOf(shortenPath(d));
        const [lastX, lastY] = points.at(-1)!;
        expect(Math.abs(x - lastX)).toBeLessThanOrEqual(0.0501 + 0.05);
        expect(Math.abs(y - lastY)).toBeLessThanOrEqual(0.0501 + 0.05);
      }),
    );
  });
});

describe('a drawing for a page', () => {
  const dress = {
    prefix: 'p-',
    label: 'Scores <by> region',
    patterns: { hatch: { back: '#eee', ink: '#999', draw: 'hatch' as const } },
    font: 'sans',
  };
  const svg = (inner: string) =>
    `<svg class="marks" width="10" height="10" viewBox="0 0 10 10" version="1.1" xmlns="http://www.w3.org/2000/svg">${inner}</svg>`;

  it('has ids of its own, and the patterns that it uses', () => {
    const drawn = dressSvg(
      svg('<g><path d="M0,0L9,9" fill="url(#hatch)"/></g><defs><clipPath id="clip0"/></defs>'),
      dress,
    );
    expect(drawn).toContain('fill="url(#p-hatch)"');
    expect(drawn).toContain('<pattern id="p-hatch"');
    expect(drawn).toContain('<clipPath id="p-clip0"/>');
  });

  it('keeps what a mark says, for the tip, and names a link by it', () => {
    const mark =
      '<path aria-label="A: 5 &lt;b>" role="graphics-symbol" aria-roledescription="circle" d="M0,0L1,1" fill="red"/>';
    expect(dressSvg(svg(mark), dress)).toContain('<path data-tip="A: 5 &lt;b>" d="M0 0l1 1" fill="red"/>');
    const linked = dressSvg(svg(`<a xlink:href="../x">${mark}</a>`), dress);
    expect(linked).toContain('<a href="../x" aria-label="A: 5 &lt;b>" tabindex="-1">');
    expect(linked).toContain('role="group"');
  });

  it('is named for those who cannot see it, as text', () => {
    expect(dressSvg(svg(''), dress)).toContain('role="img" aria-label="Scores &lt;by&gt; region"');
  });

  it('leaves out what paints nothing', () => {
    expect(
      dressSvg(
        svg('<g><path class="background" d="M0,0h9v9"/><path class="foreground" d="" display="none"/></g>'),
        dress,
      ),
    ).not.toContain('<path');
  });
});

describe('a graph of who reads whom', () => {
  it('puts what is read left of what reads it', () => {
    const placed = layOut(
      ['mart', 'score', 'answers'],
      [
        { from: 'score', to: 'mart' },
        { from: 'answers', to: 'score' },
        { from: 'answers', to: 'mart' },
      ],
    );
    expect(['answers', 'score', 'mart'].map((node) => placed.get(node)!.layer)).toEqual([0, 1, 2]);
  });
});

it('a text takes the room of its letters', () => {
  expect(textWidth('ill', 10)).toBeLessThan(textWidth('WWW', 10) / 3);
  expect(textWidth('é', 10)).toBe(textWidth('e', 10));
});

/** Where a path of M and l ends. */
function endOf(d: string): [number, number] {
  const numbers = (d.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
  let [x, y] = [numbers[0]!, numbers[1]!];
  for (let i = 2; i + 1 < numbers.length; i += 2) [x, y] = [x + numbers[i]!, y + numbers[i + 1]!];
  return [x, y];
}
