/** Charts in right-to-left languages: what is mirrored and what is not. */
import { describe, expect, it } from 'vitest';
import { mirrorSpec } from '../../../src/dashboard/draw/mirror.ts';
import { dressSvg } from '../../../src/dashboard/draw/svg.ts';

const x = (spec: object, path: string[]) =>
  path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], mirrorSpec(spec as never));

describe('a chart from right to left', () => {
  it('has its x scale reversed, also one that is already reversed', () => {
    const field = { field: 'score', type: 'quantitative', scale: { domain: [0, 100] } };
    expect(x({ encoding: { x: field } }, ['encoding', 'x', 'scale'])).toEqual({ domain: [0, 100], reverse: true });
    const reversed = { ...field, scale: { reverse: true } };
    expect(x({ encoding: { x: reversed } }, ['encoding', 'x', 'scale'])).toEqual({ reverse: false });
  });

  it('keeps the domain that layers inherit from the chart', () => {
    const layer = [{ encoding: { x: { field: 'from' } } }, { encoding: { x: { field: 'to', type: 'quantitative' } } }];
    const spec = { encoding: { x: { type: 'quantitative', scale: { domain: [0, 100] } } }, layer };
    expect(x(spec, ['layer'])).toEqual(layer);
  });

  it('has labels on the other side of marks, and row labels at the right', () => {
    const text = { mark: { type: 'text', align: 'left', dx: 6 }, encoding: { x: { value: 10 }, y: { field: 'a' } } };
    const turned = mirrorSpec(text as never);
    expect(turned.mark).toEqual({ type: 'text', align: 'right', dx: -6 });
    expect(turned.encoding).toMatchObject({ x: { value: { expr: 'width - 10' } } });
    expect(turned.config).toEqual({ axisY: { orient: 'right' } });
  });

  it.each([
    [{ mark: 'geoshape', projection: { type: 'equalEarth' } }],
    [{ usermeta: { mirror: false }, mark: 'rect', encoding: { x: { field: 'column', type: 'ordinal' } } }],
  ])('is unchanged for a map: %j', (spec) => {
    expect(mirrorSpec(spec as never)).toEqual(spec);
  });

  it('has coordinates counted from the left, and Arabic texts set from right to left', () => {
    const svg = '<svg width="9" height="9"><text text-anchor="end">المستوى 1</text><text>45.2</text></svg>';
    const of = (direction: 'ltr' | 'rtl') =>
      dressSvg(svg, { prefix: 'p-', label: 'l', patterns: {}, font: null, direction });
    expect(of('rtl')).toContain('direction="ltr"');
    expect(of('rtl')).toContain('>\u202bالمستوى 1\u202c</text>');
    expect(of('rtl')).toContain('>45.2</text>');
    expect(of('ltr')).not.toMatch(/direction=|\u202b/);
  });
});
