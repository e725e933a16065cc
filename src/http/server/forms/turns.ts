/**
 * Limits how many pieces of incoming bodies are processed in each iteration of the event loop, so that other requests
 * are not delayed.
 */

export type Turns = {
  /** Resolves when the next piece may be read. */
  readonly next: () => Promise<void> | undefined;
};

/** @param most - pieces per iteration; with 64 kB each, they delay other requests by about a millisecond */
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
