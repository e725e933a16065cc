import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withUsedColumns } from '../../../src/dashboard/draw/chart.ts';
import { layOut } from '../../../src/dashboard/draw/layers.ts';
import { textWidth } from '../../../src/dashboard/draw/letter-width.ts';
import { shortenPath } from '../../../src/dashboard/draw/path.ts';
import { dressSvg } from '../../../src/dashboard/draw/svg.ts';

describe('the rows of a chart', () => {
  it('have for the drawing only the columns that its spec names, as fields or within an expression', () => {
    const row = { country: 'XAA', score: 3, low: 1, replications: '1 2 3', code: 'XAA' };
    const chart = {
      spec: { encoding: { x: { field: 'score' }, y: { field: 'country' } }, transform: [{ filter: 'datum.low > 0' }] },
      datasets: { rows: { rows: [row], shapes: 'real/boundaries' } },
      dress: { prefix: '', label: '', patterns: {}, font: null },
    };
    const { replications: _, ...used } = row;
    expect(withUsedColumns(chart).datasets).toEqual({ rows: { rows: [used], shapes: 'real/boundaries' } });
  });
});

describe('path data', () => {
  it('is written to one decimal, in relative steps', () => {
    expect(shortenPath('M10.123,20.456L11.987,20.456L11.987,30Z')).toBe('M10.1 20.5l1.9 0 0 9.5z');
  });

  it('drops points that coincide', () => {
    expect(shortenPath('M1,1L1.01,1.02L2,2')).toBe('M1 1l1 1');
  });

  it('reads further coordinates of a move as lines', () => {
    expect(shortenPath('M1,1 2,2 4,2')).toBe('M1 1l1 1 2 0');
    expect(shortenPath('m1,1 2,2')).toBe('M1 1l2 2');
  });

  it('is unchanged where it has an unsupported command', () => {
    expect(shortenPath('M1.234,2R3,4')).toBe('M1.234,2R3,4');
  });

  it('of an outline is the same when it is written again', () => {
    const outline = `M${Array.from({ length: 60 }, (_, at) => `${at * 1.234},${at % 7}.56`).join('L')}Z`;
    expect(shortenPath(outline)).toBe(shortenPath(` ${outline}`));
    expect(shortenPath(outline)).toBe(shortenPath(outline));
  });

  it('ends within 0.05 of the original end point, for any length', () => {
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

  it('has its own prefix for ids, and the patterns that it uses', () => {
    const drawn = dressSvg(
      svg('<g><path d="M0,0L9,9" fill="url(#hatch)"/></g><defs><clipPath id="clip0"/></defs>'),
      dress,
    );
    expect(drawn).toContain('fill="url(#hatch)"');
    expect(drawn).toContain('<pattern id="hatch"');
    expect(drawn).toContain('<clipPath id="p-clip0"/>');
  });

  it('fills all marks of a pattern with one path over their background, also inside links', () => {
    const box = (x: number) => `<path d="M${x},0h4v4h-4Z" fill="url(#hatch)" aria-label="${x}"/>`;
    const drawn = dressSvg(svg(`<g class="mark-rect role-mark">${box(1)}<a xlink:href="../x">${box(6)}</a></g>`), {
      ...dress,
      font: null,
    });
    expect(drawn.match(/url\(#hatch\)/g)).toHaveLength(1);
    expect(drawn).toContain('<path d="M1 0h4v4h-4zM6 0h4v4h-4z" fill="url(#hatch)" pointer-events="none"/>');
    expect(drawn).not.toContain('<pattern');
    expect(drawn.match(/data-tip="1"|aria-label="6"/g)).toHaveLength(2);
  });

  it('keeps the label of a mark for the tooltip, and as the name of its link', () => {
    const mark =
      '<path aria-label="A: 5 &lt;b>" role="graphics-symbol" aria-roledescription="circle" d="M0,0L1,1" fill="red"/>';
    expect(dressSvg(svg(mark), dress)).toContain('<path data-tip="A: 5 &lt;b>" d="M0 0l1 1" fill="red"/>');
    const linked = dressSvg(svg(`<a xlink:href="../x">${mark}</a>`), dress);
    expect(linked).toContain('<a href="../x" aria-label="A: 5 &lt;b>" tabindex="-1">');
    expect(linked).toContain('role="group"');
  });

  it('has an accessible name, with its text escaped', () => {
    expect(dressSvg(svg(''), dress)).toContain('role="img" aria-label="Scores &lt;by&gt; region"');
  });

  it('has circles and rectangles in place of the paths that draw them', () => {
    const round = '<path transform="translate(3.123456,4)" d="M2,0A2,2,0,1,1,-2,0A2,2,0,1,1,2,0" fill="red"/>';
    expect(dressSvg(svg(round), dress)).toContain('<circle cx="3.1" cy="4" r="2" fill="red"/>');
    const corner = 'C9.1,1,10,1.9,10,3L10,8C10,9.1,9.1,10,8,10L3,10C1.9,10,1,9.1,1,8L1,3C1,1.9,1.9,1,3,1Z';
    expect(dressSvg(svg(`<path d="M3,1L8,1${corner}" fill="red"/>`), dress)).toContain(
      '<rect x="1" y="1" width="9" height="9" rx="2" fill="red"/>',
    );
    expect(dressSvg(svg('<path d="M1,2h3v4h-3Z" fill="red"/>'), dress)).toContain(
      '<rect x="1" y="2" width="3" height="4" fill="red"/>',
    );
  });

  it('keeps a rectangle without height, which is a line', () => {
    expect(dressSvg(svg('<path d="M1,2h3v0h-3Z" stroke="red"/>'), dress)).toContain('<path d="M1 2h');
  });

  it('moves the most frequent attribute value of marks to their group, where every mark has the attribute', () => {
    const marks = `${'<path d="M0,0L1,1" fill="red" stroke="red"/>'.repeat(2)}<path d="M0,0L1,1" fill="blue"/>`;
    const drawn = dressSvg(svg(`<g class="mark-shape role-mark">${marks}</g>`), dress);
    expect(drawn).toContain('<g class="marks" fill="red"><path d="M0 0l1 1" stroke="red"/>');
    expect(drawn).toContain('<path d="M0 0l1 1" fill="blue"/>');
  });

  it('omits elements that paint nothing', () => {
    expect(
      dressSvg(
        svg('<g><path class="background" d="M0,0h9v9"/><path class="foreground" d="" display="none"/></g>'),
        dress,
      ),
    ).not.toContain('<path');
  });
});

describe('a dependency graph', () => {
  it('places each input to the left of its users', () => {
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

it('the width of a text is that of its letters', () => {
  expect(textWidth('ill', 10)).toBeLessThan(textWidth('WWW', 10) / 3);
  expect(textWidth('é', 10)).toBe(textWidth('e', 10));
});

it('a Chinese character is as wide as high in every weight, and so are quotes next to it', () => {
  expect(textWidth('网络犯罪，', 10)).toBe(50);
  expect(textWidth('网络犯罪，', 10, true)).toBe(50);
  expect(textWidth('“网络”', 10)).toBe(40);
  expect(textWidth('“net”', 10)).toBeLessThan(textWidth('net', 10) + 20);
  expect(textWidth('net', 10, true)).toBeGreaterThan(textWidth('net', 10));
});

/** End point of a path of M and l commands. */
function endOf(d: string): [number, number] {
  const numbers = (d.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
  let [x, y] = [numbers[0]!, numbers[1]!];
  for (let i = 2; i + 1 < numbers.length; i += 2) [x, y] = [x + numbers[i]!, y + numbers[i + 1]!];
  return [x, y];
}
