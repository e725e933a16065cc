/** Settings of an installation, as the environment gives them. */
import { Problem } from '../../problem/index.ts';

/** @throws Problem `setting_wrong` for what is no whole number within the bounds */
export function wholeNumber(
  setting: string,
  given: number | string,
  { least, most }: { least: number; most: number },
): number {
  const number = /^\d{1,9}$/.test(String(given).trim()) ? Number(given) : Number.NaN;
  if (number >= least && number <= most) return number;
  const expected = `a whole number from ${least} to ${most}`;
  throw new Problem('setting_wrong', setting, { setting, given: String(given), expected });
}
