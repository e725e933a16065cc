/**
 * Builds and publishes the releases of the demo while States still send the workbooks of later cycles: each instrument has a
 * process of its own, so that all cores are used. Releases are published in the order of their cycles.
 */
import { secretariat } from '../domain/index.ts';
import { cycleOf, type Instrument } from '../questionnaire/index.ts';
import { type BuildProcess, openBuildProcess, publishRelease } from '../release/index.ts';
import { makeFolder } from '../state/index.ts';
import type { RunDemo } from './asked.ts';
import { briefOptions } from './brief.ts';

export type DemoReleases = {
  /** Starts with the release of a cycle, whose submissions are all decided; does not wait for it. */
  readonly start: (instrument: Instrument) => void;
  /** Resolves when every release that was started is published. @throws Problem of a build */
  readonly published: () => Promise<void>;
  /** Ends the processes. */
  readonly close: () => void;
};

/** @param onShare - receives the share of a cycle's release that is completed, 0 to 1; 1 when it is published */
export function openReleases(asked: RunDemo, onShare: (cycle: string, share: number) => void): DemoReleases {
  const { store, contentRoot, folder, databaseUrl } = asked;
  const processes = new Map<string, BuildProcess>();
  /** The last release of each instrument, with which the next one is compared. */
  const lastOf = new Map<string, Promise<void>>();
  let last: Promise<void> = Promise.resolve();

  const processOf = ({ id }: Instrument): BuildProcess => {
    const opened = processes.get(id) ?? openBuildProcess({ alone: true, options: briefOptions });
    processes.set(id, opened);
    return opened;
  };

  const draft = async (instrument: Instrument): Promise<string> => {
    const cycle = cycleOf(instrument);
    makeFolder(folder);
    const at = asked.now().toISOString();
    const order = { contentRoot, folder, databaseUrl, relaxed: true, cycle, person: secretariat, at, scratch: folder };
    const built = await processOf(instrument).carryOut(order, (_, __, share) => onShare(cycle, 0.99 * share));
    if (built.news !== 'done') throw new Error(`no release of ${cycle} was built`);
    return built.id;
  };

  const publishAfter = async (before: Promise<void>, drafted: Promise<string>, cycle: string): Promise<void> => {
    const [id] = await Promise.all([drafted, before]);
    await publishRelease({ store, id, person: secretariat, at: asked.now().toISOString() });
    onShare(cycle, 1);
  };

  return {
    start: (instrument) => {
      const drafted = (lastOf.get(instrument.id) ?? Promise.resolve()).then(() => draft(instrument));
      last = publishAfter(last, drafted, cycleOf(instrument));
      lastOf.set(instrument.id, last);
      // It is reported by `published`.
      last.catch(() => {});
    },
    published: () => last,
    close: () => {
      for (const opened of processes.values()) opened.close();
    },
  };
}
