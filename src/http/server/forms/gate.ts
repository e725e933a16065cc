/** Lets work in as long as what it holds in memory fits; the rest waits in the order in which it came. */
import { Problem } from '../../../problem/index.ts';

export type Gate = {
  /**
   * Waits for room. @param weight - bytes that the work holds; more than there is room for counts as all of it
   *
   * @returns to be called once, when the work is done
   * @throws Problem `server_busy` where too many wait
   */
  readonly enter: (weight: number) => Promise<() => void>;
};

export function openGate({ bytes, waiting: mostWaiting }: { bytes: number; waiting: number }): Gate {
  const waiting: { readonly weight: number; readonly go: () => void }[] = [];
  let free = bytes;
  const admit = () => {
    for (let first = waiting[0]; first && first.weight <= free; first = waiting[0]) {
      waiting.shift();
      free -= first.weight;
      first.go();
    }
  };
  return {
    enter: async (asked) => {
      const weight = Math.min(asked, bytes);
      if (waiting.length >= mostWaiting) throw new Problem('server_busy', 'server', { waiting: waiting.length });
      await new Promise<void>((go) => {
        waiting.push({ weight, go });
        admit();
      });
      let left = false;
      return () => {
        if (left) return;
        left = true;
        free += weight;
        admit();
      };
    },
  };
}
