/** Admits work while the memory that it needs is available; further work waits in a queue. */
import { Problem } from '../../../problem/index.ts';

export type Gate = {
  /**
   * Waits for memory. @param weight - bytes that the work needs; limited to the total
   *
   * @returns a function to call once, when the work is done
   * @throws Problem `server_busy` if too many wait
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
