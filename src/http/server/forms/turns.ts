/** A round of the event loop takes in a few pieces of what arrives, from anyone who waited longest, and then serves everybody else. */

export type Turns = {
  /** Resolves when the next piece may be read. */
  readonly next: () => Promise<void> | undefined;
};

/** @param most - pieces a round; of 64 kB each, they keep a reader of a page waiting for about a millisecond */
export function openTurns(most = 8): Turns {
  const waiting: (() => void)[] = [];
  let left = most;
  let counting = false;
  const nextRound = () => {
    counting = false;
    left = most;
    while (left > 0 && waiting.length > 0) {
      take();
      waiting.shift()!();
    }
  };
  const take = () => {
    left -= 1;
    if (!counting) setImmediate(nextRound);
    counting = true;
  };
  return {
    next: () => {
      if (left > 0) {
        take();
        return undefined;
      }
      return new Promise((go) => waiting.push(go));
    },
  };
}
