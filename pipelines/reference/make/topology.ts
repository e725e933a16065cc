/**
 * Shapes with shared borders: cut, united and simplified so that a border stays one line for both sides.
 *
 * A ring is a list of points without the first one repeated at the end. Its interior is to the right (the exterior ring
 * of a shape is clockwise on a map with north up), as in d3-geo. A shape is a list of rings, including holes.
 */
export type Point = readonly [lon: number, lat: number];
export type Ring = readonly Point[];
export type Shape = { readonly code: string; readonly rings: readonly Ring[] };
/** One section of a line between two junctions, or a complete ring that no other line touches. */
export type Arc = { readonly points: readonly Point[]; readonly closed: boolean; readonly shared: boolean };

const key = ([lon, lat]: Point) => `${lon},${lat}`;

/** Twice the signed area in square degrees at the equator; negative for a clockwise (exterior) ring. */
export function ringArea(ring: Ring): number {
  const flat = ring.map(([lon, lat]): Point => [lon, (Math.sin((lat * Math.PI) / 180) * 180) / Math.PI]);
  return flat.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = flat[(i + 1) % flat.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
}

/** Unites two shapes and removes their common borders. */
export function unite(rings: readonly Ring[]): Ring[] {
  const edges = new Map<string, Map<string, Point>>();
  for (const ring of rings) {
    for (const [i, from] of ring.entries()) {
      const to = ring[(i + 1) % ring.length]!;
      const back = edges.get(key(to));
      if (back?.delete(key(from))) {
        if (back.size === 0) edges.delete(key(to));
        continue;
      }
      const onward = edges.get(key(from)) ?? new Map<string, Point>();
      edges.set(key(from), onward.set(key(to), to));
    }
  }
  const united: Ring[] = [];
  while (edges.size > 0) {
    const start = edges.keys().next().value!;
    const ring: Point[] = [];
    let at = start;
    while (edges.has(at)) {
      const onward = edges.get(at)!;
      const [next, point] = onward.entries().next().value!;
      onward.delete(next);
      if (onward.size === 0) edges.delete(at);
      ring.push(point);
      at = next;
    }
    if (ring.length >= 3) united.push(ring);
  }
  return united;
}

/** Cuts a ring in two along a path between two of its points; the first part is to the right of the path. */
export function cutRing(ring: Ring, from: Point, path: readonly Point[], to: Point): [Ring, Ring] {
  const start = ring.findIndex((point) => key(point) === key(from));
  const end = ring.findIndex((point) => key(point) === key(to));
  if (start < 0 || end < 0) throw new Error(`the cut from ${from} to ${to} does not begin and end on the ring`);
  const stretch = (a: number, b: number) =>
    a <= b ? ring.slice(a, b + 1) : [...ring.slice(a), ...ring.slice(0, b + 1)];
  return [
    [...stretch(end, start), ...path],
    [...stretch(start, end), ...path.toReversed()],
  ];
}

/** The point of a ring that is nearest to another. */
export function nearest(ring: Ring, [lon, lat]: Point): Point {
  const distance = ([x, y]: Point) => ((x - lon) * Math.cos((lat * Math.PI) / 180)) ** 2 + (y - lat) ** 2;
  return ring.reduce((best, point) => (distance(point) < distance(best) ? point : best));
}

/**
 * Redraws every arc once, so that both sides of a border have the same new line.
 *
 * @param redraw - returns the new points of an arc; it must keep the first and last point of an open one
 */
export function redrawShapes(shapes: readonly Shape[], redraw: (arc: Arc) => readonly Point[]): Shape[] {
  const { junctions, uses } = survey(shapes);
  const drawn = new Map<string, readonly Point[]>();

  const draw = (points: readonly Point[], closed: boolean): readonly Point[] => {
    // An arc is identified by one direction and one start, independent of the ring.
    const canonical = closed ? canonicalRing(points) : canonicalLine(points);
    const name = canonical.points.map(key).join(' ');
    if (!drawn.has(name)) {
      const shared = uses.get(edgeKey(canonical.points[0]!, canonical.points[1]!))! > 1;
      drawn.set(name, redraw({ points: canonical.points, closed, shared }));
    }
    const line = drawn.get(name)!;
    return canonical.reversed ? line.toReversed() : line;
  };

  return shapes.map(({ code, rings }) => ({
    code,
    rings: rings
      .map((ring): Ring => {
        const first = ring.findIndex((point) => junctions.has(key(point)));
        if (first < 0) return withoutRepeats(draw(ring, true));
        const turned = [...ring.slice(first), ...ring.slice(0, first), ring[first]!];
        const redrawn: Point[] = [];
        let begin = 0;
        for (let i = 1; i < turned.length; i += 1) {
          if (!junctions.has(key(turned[i]!))) continue;
          redrawn.push(...draw(turned.slice(begin, i + 1), false).slice(0, -1));
          begin = i;
        }
        return withoutRepeats(redrawn);
      })
      .filter((ring) => ring.length >= 3 && ringArea(ring) !== 0),
  }));
}

/** The lines that two shapes share, as lists of points, by pair (`first-second` in code order). */
export function sharedLines(shapes: readonly Shape[]): Map<string, Point[][]> {
  const owner = new Map<string, string>();
  for (const { code, rings } of shapes) {
    for (const ring of rings) {
      for (const [i, from] of ring.entries()) owner.set(`${key(from)} ${key(ring[(i + 1) % ring.length]!)}`, code);
    }
  }
  const lines = new Map<string, Point[][]>();
  for (const { code, rings } of shapes) {
    for (const ring of rings) {
      // Starts where the neighbour changes, so that no line is broken at the first point of the ring.
      const others = ring.map((from, i) => owner.get(`${key(ring[(i + 1) % ring.length]!)} ${key(from)}`) ?? null);
      const offset = Math.max(
        0,
        others.findIndex((other, i) => other !== others.at(i - 1)),
      );
      let line: Point[] = [];
      for (let step = 0; step < ring.length; step += 1) {
        const i = (step + offset) % ring.length;
        const other = others[i]!;
        if (other === null || other <= code) continue;
        const [from, to] = [ring[i]!, ring[(i + 1) % ring.length]!];
        const pair = `${code}-${other}`;
        if (line.length > 0 && key(line.at(-1)!) === key(from) && lines.get(pair)?.at(-1) === line) line.push(to);
        else {
          line = [from, to];
          lines.set(pair, [...(lines.get(pair) ?? []), line]);
        }
      }
    }
  }
  return lines;
}

/**
 * Removes the least significant points (Visvalingam and Whyatt 1993): those whose triangle with their neighbours
 * is smaller than `area` in square degrees, with widths at the latitude of the point.
 */
export function simplify({ points, closed }: Arc, area: number): readonly Point[] {
  const line: Point[] = closed ? [...points, points[0]!] : [...points];
  const least = closed ? 5 : 2;
  const weight = (i: number) => {
    const [[ax, ay], [bx, by], [cx, cy]] = [line[i - 1]!, line[i]!, line[i + 1]!];
    return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) * 0.5 * Math.cos((by * Math.PI) / 180);
  };
  const weights = line.map((_, i) => (i === 0 || i === line.length - 1 ? Number.POSITIVE_INFINITY : weight(i)));
  while (line.length > least) {
    let lightest = 0;
    for (let i = 1; i < line.length - 1; i += 1) if (weights[i]! < weights[lightest]!) lightest = i;
    const removed = weights[lightest]!;
    if (!(removed < area)) break;
    line.splice(lightest, 1);
    weights.splice(lightest, 1);
    // The area of a neighbour is at least that of the removed point, so that detail is removed in order of size.
    for (const i of [lightest - 1, lightest])
      if (i > 0 && i < line.length - 1) weights[i] = Math.max(weight(i), removed);
  }
  return closed ? line.slice(0, -1) : line;
}

/** Adds points on long sections, because d3-geo joins two points by a great circle and not along the parallel. */
export function densify(points: readonly Point[], longest: number): Point[] {
  const line: Point[] = [];
  for (const [i, to] of points.entries()) {
    const from = points[i - 1];
    const pieces = from ? Math.ceil(Math.abs(to[0] - from[0]) / longest) : 1;
    for (let piece = 1; from && piece < pieces; piece += 1) {
      const t = piece / pieces;
      line.push([from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]);
    }
    line.push(to);
  }
  return line;
}

/** Rings as closed GeoJSON polygons, each hole with the exterior ring that contains it. */
export function nestRings(rings: readonly Ring[]): Point[][][] {
  const polygons = rings.filter((ring) => ringArea(ring) < 0).map((outside) => [outside]);
  for (const hole of rings.filter((ring) => ringArea(ring) > 0)) {
    const around = polygons
      .filter(([outside]) => contains(outside!, hole[0]!) || contains(outside!, middle(hole)))
      .sort(([a], [b]) => ringArea(b!) - ringArea(a!))[0];
    around?.push(hole);
  }
  return polygons.map((polygon) => polygon.map((ring) => [...ring, ring[0]!]));
}

/** True if a point lies inside a ring, on the flat map. */
export function contains(ring: Ring, [lon, lat]: Point): boolean {
  let inside = false;
  for (const [i, [x, y]] of ring.entries()) {
    const [previousX, previousY] = ring.at(i - 1)!;
    if (y > lat !== previousY > lat && lon < ((previousX - x) * (lat - y)) / (previousY - y) + x) inside = !inside;
  }
  return inside;
}

function middle(ring: Ring): Point {
  const sum = ring.reduce<[number, number]>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}

const edgeKey = (a: Point, b: Point) => [key(a), key(b)].sort().join(' ');

/** A junction is a point whose neighbours differ from one ring to another. */
function survey(shapes: readonly Shape[]): { junctions: Set<string>; uses: Map<string, number> } {
  const neighbours = new Map<string, string>();
  const junctions = new Set<string>();
  const uses = new Map<string, number>();
  for (const { rings } of shapes) {
    for (const ring of rings) {
      for (const [i, point] of ring.entries()) {
        const next = ring[(i + 1) % ring.length]!;
        const pair = edgeKey(ring.at(i - 1)!, next);
        const known = neighbours.get(key(point));
        if (known === undefined) neighbours.set(key(point), pair);
        else if (known !== pair) junctions.add(key(point));
        uses.set(edgeKey(point, next), (uses.get(edgeKey(point, next)) ?? 0) + 1);
      }
    }
  }
  return { junctions, uses };
}

function canonicalLine(points: readonly Point[]): { points: readonly Point[]; reversed: boolean } {
  const reversed = points.map(key).join(' ') > points.toReversed().map(key).join(' ');
  return { points: reversed ? points.toReversed() : points, reversed };
}

function canonicalRing(points: readonly Point[]): { points: readonly Point[]; reversed: boolean } {
  const keys = points.map(key);
  // biome-ignore lint/complexity/useMathMinMax: the keys are text, which Math.min would turn into NaN
  const first = keys.indexOf(keys.reduce((a, b) => (a < b ? a : b)));
  const turned = [...points.slice(first), ...points.slice(0, first)];
  const back = [turned[0]!, ...turned.slice(1).toReversed()];
  const reversed = key(turned[1]!) > key(back[1]!);
  return { points: reversed ? back : turned, reversed };
}

const withoutRepeats = (points: readonly Point[]): Point[] =>
  points.filter((point, i) => key(point) !== key(points.at(i - 1)!));
