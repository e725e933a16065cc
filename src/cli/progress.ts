/** Progress of a long command: a bar that is redrawn on a terminal, otherwise one line for each step, as it begins. */
import type { World } from './world.ts';

export type Progress = {
  /** @param share - 0 to 1 */
  at(step: string, says: string, share: number): void;
  /** Ends the line. */
  end(): void;
};

const width = 79;
const barWidth = 24;

export function openProgress({ err, terminal, now }: Pick<World, 'err' | 'terminal' | 'now'>): Progress {
  const began = now().getTime();
  let last = '';
  const elapsed = () => {
    const seconds = Math.floor((now().getTime() - began) / 1_000);
    return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`;
  };
  return {
    at(step, says, share) {
      const percent = `${Math.round(share * 100)}`.padStart(3);
      const full = Math.round(share * barWidth);
      const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
      if (terminal) err(`\r${bar} ${percent} %  ${elapsed()}  ${step}  ${says}`.slice(0, width + 1).padEnd(width + 1));
      else if (step !== last) err(`${percent} %  ${elapsed()}  ${[step, says].filter(Boolean).join(': ')}\n`);
      last = step;
    },
    end() {
      if (terminal) err(`\r${' '.repeat(width)}\r`);
    },
  };
}
