/** Principal components of a correlation matrix. */
import type { Column } from './column.ts';
import { correlate } from './correlate.ts';

export type Components = {
  /** Variance of each component, largest first; they sum to the number of columns. */
  readonly variances: readonly number[];
  /** Shape [component][column], each of length 1; the sign is chosen so that the loadings sum to 0 or more. */
  readonly loadings: readonly (readonly number[])[];
  /** Number of units with every value; only these are used. */
  readonly units: number;
};

/**
 * @param columns - at least one; each must vary among the units that have every value
 * @returns null if fewer than three units have every value, or a column does not vary among them
 */
export function principalComponents(columns: readonly Column[]): Components | null {
  const units = (columns[0] ?? [])
    .map((_, unit) => unit)
    .filter((unit) => columns.every((column) => column[unit] !== null));
  if (units.length < 3) return null;
  const complete = columns.map((column) => units.map((unit) => column[unit]!));
  const matrix = complete.map((one) => complete.map((other) => correlate(one, other, 'pearson')));
  if (matrix.some((row) => row.includes(null))) return null;
  const { values, vectors } = eigen(matrix as number[][]);
  const order = values.map((_, place) => place).sort((a, b) => values[b]! - values[a]!);
  return {
    variances: order.map((place) => values[place]!),
    loadings: order.map((place) => {
      const vector = vectors.map((row) => row[place]!);
      const sum = vector.reduce((total, loading) => total + loading, 0);
      return sum < 0 ? vector.map((loading) => -loading) : vector;
    }),
    units: units.length,
  };
}

/** Eigenvalues and eigenvectors (in columns) of a symmetric matrix, by Jacobi rotations. */
function eigen(symmetric: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const a = symmetric.map((row) => [...row]);
  const n = a.length;
  const vectors = a.map((_, row) => a.map((__, column) => (row === column ? 1 : 0)));
  for (let sweep = 0; sweep < 100; sweep += 1) {
    let off = 0;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) off += a[p]![q]! ** 2;
    if (off < 1e-30) break;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(a, vectors, p, q);
  }
  return { values: a.map((row, place) => row[place]!), vectors };
}

function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  if (a[p]![q] === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(t * t + 1);
  const sine = t * cosine;
  for (const row of a) [row[p], row[q]] = [cosine * row[p]! - sine * row[q]!, sine * row[p]! + cosine * row[q]!];
  for (let k = 0; k < a.length; k += 1) {
    const [ap, aq] = [a[p]![k]!, a[q]![k]!];
    a[p]![k] = cosine * ap - sine * aq;
    a[q]![k] = sine * ap + cosine * aq;
  }
  for (const row of vectors) [row[p], row[q]] = [cosine * row[p]! - sine * row[q]!, sine * row[p]! + cosine * row[q]!];
}
