/**
 * Simplifies outlines to the points that are visible on a map of this size.
 *
 * Two States share the points of their border, so it is simplified identically for both: between the points where
 * three lines meet, and from the same end in either direction. Otherwise gaps would appear between them.
 */
import type { Position } from 'geojson';

/**
 * @param rings - closed, in pixels, rounded: shared points are equal
 * @param tolerance - maximum distance of a removed point from the line, in pixels
 * @returns the rings in their order, each with at least three points
 */
export function shortenOutlines(rings: readonly Position[][], tolerance: number): Position[][] {
  const meetings = meetingPlaces(rings);
  return rings.map((ring) => {
    const open = ring.slice(0, -1);
    const stops = open.flatMap((point, place) => (meetings.has(keyOf(point)) ? [place] : []));
    // A ring that meets no other is fixed at its extreme points, independent of where it starts.
    const ends = stops.length >= 2 ? stops : [...new Set([...stops, ...farEnds(open)])].sort((a, b) => a - b);
    const kept = ends.flatMap((from, n) => {
      const to = ends[(n + 1) % ends.length]!;
      const chain = to > from ? open.slice(from, to + 1) : [...open.slice(from), ...open.slice(0, to + 1)];
      return shortenLine(chain, tolerance).slice(0, -1);
    });
    return kept.length < 3 ? ring : [...kept, kept[0]!];
  });
}

/** Points with more or fewer than two neighbours in all rings together. */
function meetingPlaces(rings: readonly Position[][]): ReadonlySet<string> {
  const neighbours = new Map<string, Set<string>>();
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at += 1) {
      const [one, other] = [keyOf(ring[at]!), keyOf(ring[at + 1]!)];
      for (const [from, to] of [
        [one, other],
        [other, one],
      ] as const) {
        const known = neighbours.get(from);
        if (known) known.add(to);
        else neighbours.set(from, new Set([to]));
      }
    }
  }
  return new Set([...neighbours].filter(([, of]) => of.size !== 2).map(([key]) => key));
}

const keyOf = ([x, y]: Position) => `${x},${y}`;

const comesBefore = ([ax, ay]: Position, [bx, by]: Position) => ax! < bx! || (ax === bx && ay! < by!);

function farEnds(points: readonly Position[]): number[] {
  let [first, last] = [0, 0];
  points.forEach((point, place) => {
    if (comesBefore(point, points[first]!)) first = place;
    if (comesBefore(points[last]!, point)) last = place;
  });
  return [first, last];
}

/** Douglas–Peucker: the point farthest from the straight line is kept if its distance exceeds the tolerance. */
function shortenLine(given: readonly Position[], tolerance: number): Position[] {
  const turned = comesBefore(given.at(-1)!, given[0]!);
  const line = turned ? given.toReversed() : given;
  const kept = new Set([0, line.length - 1]);
  const spans: [number, number][] = [[0, line.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let [farthest, distance] = [0, tolerance];
    for (let at = from + 1; at < to; at += 1) {
      const away = distanceTo(line[at]!, line[from]!, line[to]!);
      if (away > distance) [farthest, distance] = [at, away];
    }
    if (farthest === 0) continue;
    kept.add(farthest);
    spans.push([from, farthest], [farthest, to]);
  }
  const out = line.filter((_, place) => kept.has(place));
  return turned ? out.toReversed() : out;
}

/** Distance from a point to a line segment. */
function distanceTo([px, py]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx! - ax!, by! - ay!];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((px! - ax!) * dx + (py! - ay!) * dy) / length));
  return Math.hypot(px! - ax! - along * dx, py! - ay! - along * dy);
}
