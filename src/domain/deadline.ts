/** The due date of a cycle. What comes after it is taken all the same, and is late. */

const msPerDay = 86_400_000;

/**
 * Whole days from one day to another; negative where the second is earlier.
 *
 * @param from - ISO date or instant; its day in UTC counts
 */
export function daysBetween(from: string, to: string): number {
  const day = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  return Math.round((day(to) - day(from)) / msPerDay);
}

/** Days from today to the due date: 0 on the day itself, negative once it has passed; null if none is set. */
export const daysLeft = (due: string | null, today: string): number | null =>
  due === null ? null : daysBetween(today, due);

/** Days by which something came late; 0 if it came in time, or no day is set. */
export const daysLate = (due: string | null, at: string | null): number =>
  due === null || at === null ? 0 : Math.max(0, daysBetween(due, at));
