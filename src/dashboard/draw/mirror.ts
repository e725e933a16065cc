/**
 * Mirrors a chart for right-to-left languages: axes start at the right, row labels are at the right, and labels right
 * of a mark move to its left. Maps and tile maps are not mirrored, except their caption.
 */

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object' && !Array.isArray(value);

const opposite: Readonly<Record<string, string>> = {
  left: 'right',
  right: 'left',
  start: 'end',
  end: 'start',
  'top-left': 'top-right',
  'top-right': 'top-left',
  'bottom-left': 'bottom-right',
  'bottom-right': 'bottom-left',
};
/** Properties with a side. */
const sides = new Set([
  'align',
  'anchor',
  'orient',
  'labelAlign',
  'labelAnchor',
  'labelOrient',
  'titleAlign',
  'titleAnchor',
  'titleOrient',
]);
/** Horizontal distances, and angles that change sign with them. */
const distances = new Set(['dx', 'labelAngle', 'titleX', 'xOffset', 'x2Offset']);

/** @param spec - a Vega-Lite file with its texts filled in; `usermeta.mirror: false` leaves it unchanged */
export function mirrorSpec(spec: Node): Node {
  // The line above a map starts at the right too.
  if ((spec.usermeta as { mirror?: boolean } | undefined)?.mirror === false || isMap(spec))
    return 'title' in spec ? { ...spec, title: turn(spec.title, {}) } : spec;
  const turned = turn(spec, {}) as Node;
  const config = isNode(turned.config) ? turned.config : {};
  return { ...turned, config: { ...config, axisY: { ...(config.axisY as object | undefined), orient: 'right' } } };
}

const isMap = (spec: Node): boolean => /"(?:projection|geoshape)"/.test(JSON.stringify(spec));

/** @param above - encodings inherited from the charts around this one */
function turn(node: unknown, above: Node): unknown {
  if (Array.isArray(node)) return node.map((one) => turn(one, above));
  if (!isNode(node)) return node;
  const encoding = isNode(node.encoding) ? node.encoding : {};
  const inherited = { ...above, ...encoding };
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key === 'encoding' && isNode(value)) return [key, turnEncoding(value, above)];
      if (key === 'hconcat' && Array.isArray(value)) return [key, value.map((one) => turn(one, inherited)).reverse()];
      if (key === 'data' || key === 'datasets' || key === 'transform' || key === 'params') return [key, value];
      if (sides.has(key) && typeof value === 'string') return [key, opposite[value] ?? value];
      if (distances.has(key) && typeof value === 'number') return [key, -value];
      return [key, turn(value, inherited)];
    }),
  );
}

const turnEncoding = (encoding: Node, above: Node): Node =>
  Object.fromEntries(
    Object.entries(encoding).map(([channel, value]) => {
      const turned = turn(value, {});
      return [channel, channel === 'x' || channel === 'x2' ? turnPosition(turned, above[channel]) : turned];
    }),
  );

/** A scale is reversed; a position in pixels is counted from the right. */
function turnPosition(position: unknown, above: unknown): unknown {
  if (!isNode(position)) return position;
  if (position.value === 'width') return { ...position, value: 0 };
  if (typeof position.value === 'number') {
    return { ...position, value: position.value === 0 ? 'width' : { expr: `width - ${position.value}` } };
  }
  const { scale } = position;
  // A position without its own type inherits the scale of the chart around it, which setting a scale here would
  // replace.
  const hasScaleAbove = isNode(above) && above.type !== undefined;
  if (position.type === undefined || scale === null || (scale === undefined && hasScaleAbove)) return position;
  const own = isNode(scale) ? scale : {};
  return { ...position, scale: { ...own, reverse: own.reverse !== true } };
}
