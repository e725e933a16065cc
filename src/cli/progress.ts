/** A long command tells how far it is: one line that is drawn anew on a terminal, a line a step elsewhere. */
import type { World } from './world.ts';

export type Progress = {
  /** @param share - 0 to 1 */
  at(step: string, says: string, share: number): void;
  /** Ends the line. */
  end(): void;
};

export function openProgress({ err, terminal }: World): Progress {
  let last = '';
  return {
    at(step, says, share) {
      const percent = `${Math.round(share * 100)}`.padStart(3);
      if (terminal) err(`\r${percent} %  ${step}  ${says}`.slice(0, 79).padEnd(79));
      else if (step !== last) err(`${percent} %  ${step}\n`);
      last = step;
    },
    end() {
      if (terminal) err(`\r${' '.repeat(79)}\r`);
    },
  };
}
