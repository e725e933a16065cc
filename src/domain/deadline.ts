/** The deadline of a cycle. Later uploads are accepted, and reported as late. */

const msPerDay = 86_400_000;

/**
 * Whole days from one day to another; negative if the second is earlier.
 *
 * @param from - ISO date or instant; its day in UTC is used
 */
export function daysBetween(from: string, to: string): number {
  const day = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  return Math.round((day(to) - day(from)) / msPerDay);
}

/** Days from today to the deadline: 0 on the day itself, negative afterwards; null if there is none. */
export const daysLeft = (due: string | null, today: string): number | null =>
  due === null ? null : daysBetween(today, due);

/** Days by which something was late; 0 if it was on time, or if there is no deadline. */
export const daysLate = (due: string | null, at: string | null): number =>
  due === null || at === null ? 0 : Math.max(0, daysBetween(due, at));
