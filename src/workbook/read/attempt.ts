import { Refusal } from '../guard/refusal.ts';

/**
 * Reads a part other than the cells; if it is damaged, the answers are still read.
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
