import { Refusal } from '../guard/refusal.ts';

/**
 * Reads a part next to the cells: a damaged one takes no answer away.
 *
 * @returns false if it could not be read
 */
export function attempt(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
