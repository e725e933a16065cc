/** Significance of a correlation. */

/**
 * Two-sided p-value of a correlation of Pearson or Spearman under the hypothesis that there is none, by Student's t with
 * n − 2 degrees of freedom.
 *
 * @param correlation - −1 to 1
 * @param units - units that have both values
 * @returns 0 to 1; null with fewer than three units
 * @see R `cor.test`, which COINr's `get_corr` uses for its threshold
 */
export function correlationSignificance(correlation: number, units: number): number | null {
  const freedom = units - 2;
  if (freedom < 1) return null;
  const squared = Math.min(1, correlation * correlation);
  // P(|T| > t) = I(ν / (ν + t²); ν/2, 1/2), and ν / (ν + t²) is 1 − r².
  return incompleteBeta(1 - squared, freedom / 2, 0.5);
}

/** The regularised incomplete beta function, by its continued fraction (Lentz). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

const smallest = 1e-300;

function fraction(x: number, a: number, b: number): number {
  const above0 = (value: number) => (Math.abs(value) < smallest ? smallest : value);
  let c = 1;
  let d = 1 / above0(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 1000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / above0(1 + even * d);
    c = above0(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / above0(1 + odd * d);
    c = above0(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return result;
}

/** Lanczos approximation, g = 7, n = 9; fifteen digits for positive numbers. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(value: number): number {
  if (value < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * value)) - logGamma(1 - value);
  const z = value - 1;
  const base = z + 7.5;
  const series = lanczos.reduce((sum, term, at) => (at === 0 ? term : sum + term / (z + at)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(base) - base + Math.log(series);
}
