/** Non-linear least squares within bounds, by Levenberg and Marquardt. */

export type LeastSquares = { readonly at: readonly number[]; readonly squares: number };

/**
 * @param missed - the residuals at a point
 * @param options.turns - maximum number of iterations
 * @returns the best point found, and its sum of squared residuals
 */
export function leastSquares(
  missed: (at: readonly number[]) => readonly number[],
  start: readonly number[],
  {
    least,
    most,
    turns = 60,
  }: { readonly least: readonly number[]; readonly most: readonly number[]; readonly turns?: number },
): LeastSquares {
  const within = (value: number, place: number) => Math.min(most[place]!, Math.max(least[place]!, value));
  const squaresOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
  let at = start.map(within);
  let by = missed(at);
  let squares = squaresOf(by);
  let damping = 1e-2;
  for (let turn = 0; turn < turns && squares > 1e-24 && damping < 1e12; turn += 1) {
    const slopes = at.map((value, place) => {
      const step = value + 1e-6 <= most[place]! ? 1e-6 : -1e-6;
      const moved = missed(at.with(place, value + step));
      return by.map((own, aim) => (moved[aim]! - own) / step);
    });
    const before = squares;
    // The same derivatives are used, with increasing damping, until a step improves the result.
    while (damping < 1e12) {
      const step = solve(
        slopes.map((one, row) =>
          slopes.map((other, column) => dot(one, other) + (row === column ? damping * (dot(one, one) + 1e-9) : 0)),
        ),
        slopes.map((one) => -dot(one, by)),
      );
      const next = at.map((value, place) => within(value + step[place]!, place));
      const nextBy = missed(next);
      const nextSquares = squaresOf(nextBy);
      if (nextSquares < squares) {
        [at, by, squares] = [next, nextBy, nextSquares];
        damping /= 5;
        break;
      }
      damping *= 4;
    }
    if (before - squares < 1e-6 * before && squares > 1e-18) break;
  }
  return { at, squares };
}

function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}

/** Solves a system of linear equations by elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  const n = rows.length;
  for (let column = 0; column < n; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < n; row += 1)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const own = rows[column]!;
    for (let row = column + 1; row < n; row += 1) {
      const share = rows[row]![column]! / own[column]!;
      for (let at = column; at <= n; at += 1) rows[row]![at]! -= share * own[at]!;
    }
  }
  const solution = new Array<number>(n).fill(0);
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = rows[row]![n]!;
    for (let at = row + 1; at < n; at += 1) sum -= rows[row]![at]! * solution[at]!;
    solution[row] = sum / rows[row]![row]!;
  }
  return solution;
}
