/**
 * Builds drafts and corrected releases in a separate process, one at a time, so that page requests do not wait
 * meanwhile.
 */
import type { Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { releases, type Store } from '../../state/index.ts';
import type { DraftOutcome } from '../draft/draft.ts';
import { demandPublisher } from '../draft/right.ts';
import { type BuildOrder, type BuildProcess, openBuildProcess } from './build-process.ts';

/** The last release as a page shows it. */
export type LastRelease = { readonly id: string; readonly publishedAt: string };

export type Build = {
  /** Of the draft; null if corrected releases are built. */
  readonly cycle: string | null;
  /** UTC. */
  readonly startedAt: string;
  readonly state: 'building' | 'done' | 'failed';
  /** The current step: one of the build, or `freeze` before it and `save` after it. */
  readonly step: string;
  /** What the step is working on, such as a model. */
  readonly says: string;
  /** Share completed, 0 to 1. */
  readonly share: number;
  /** Set when a draft is complete, with whether it is a new one. */
  readonly release: { readonly id: string; readonly outcome: DraftOutcome } | null;
  /** Set when corrections are complete: the number of releases published. */
  readonly corrected: number | null;
  /** Set when the build failed: sentences of the problem catalogue, in the working language. */
  readonly problem: { readonly message: string; readonly fix: string } | null;
};

/** Runs builds without access to the store; one runner serves all processes of a server. */
export type BuildRunner = {
  /**
   * Builds a draft: at once, or after the running build. A cycle that is being built or waits is not asked for twice, as
   * after a second click.
   */
  readonly start: (cycle: string, person: Person) => void | Promise<void>;
  /** Builds the corrected releases that a country's withdrawal requires: at once, or after the running build. */
  readonly correct: (person: Person) => void | Promise<void>;
  /** The running build, or the last one since the server started; null before the first. */
  readonly current: () => Build | null | Promise<Build | null>;
  /** Stops a running build; nothing of it is saved. */
  readonly close: () => void;
};

/** The same for people: starting a build, and reading about one, throws Problem `not_allowed` for anyone else. */
export type ReleaseBuilder = Omit<BuildRunner, 'current'> & {
  readonly current: (person: Person) => ReturnType<BuildRunner['current']>;
  /** The most recently published release of a cycle. */
  readonly last: (cycle: string) => Promise<LastRelease | null>;
};

export type RunnerPlace = Pick<BuildOrder, 'contentRoot' | 'folder' | 'databaseUrl'> & {
  readonly now: () => Date;
  /** Writes an unexpected error to the log and returns the incident id to find it by. */
  readonly report: (error: Error) => string;
  /** Starts the process that builds; another one in tests. */
  readonly openProcess?: () => Pick<BuildProcess, 'carryOut' | 'close'>;
};

/** @param runner - the runner of another process, if one runner serves several processes */
export function openBuilder(
  { store, ...place }: RunnerPlace & { readonly store: Store },
  runner: BuildRunner = openBuildRunner(place),
): ReleaseBuilder {
  return {
    ...runner,
    start: (cycle, person) => {
      demandPublisher(person);
      return runner.start(cycle, person);
    },
    correct: (person) => {
      demandPublisher(person);
      return runner.correct(person);
    },
    current: (person) => {
      demandPublisher(person);
      return runner.current();
    },
    last: async (cycle) => {
      const found = await releases.latest(store.connection, cycle);
      return found?.publishedAt ? { id: found.id, publishedAt: found.publishedAt } : null;
    },
  };
}

export function openBuildRunner({
  now,
  report,
  contentRoot,
  folder,
  databaseUrl,
  openProcess = openBuildProcess,
}: RunnerPlace): BuildRunner {
  let build: Build | null = null;
  let end = () => {};
  /** What was requested while another build was running; null for corrections, which come first. */
  let waiting: readonly { readonly cycle: string | null; readonly person: Person }[] = [];

  const begin = async (cycle: string | null, person: Person): Promise<void> => {
    const at = now().toISOString();
    const none = { release: null, corrected: null, problem: null };
    build = { cycle, startedAt: at, state: 'building', step: 'freeze', says: cycle ?? '', share: 0, ...none };
    const builder = openProcess();
    end = builder.close;
    const onProgress = (step: string, says: string, share: number) => {
      build = { ...build!, step, says, share };
    };
    try {
      const news = await builder.carryOut({ contentRoot, folder, databaseUrl, cycle, person, at }, onProgress);
      const made =
        news.news === 'done' ? { release: { id: news.id, outcome: news.outcome } } : { corrected: news.count };
      build = { ...build, state: 'done', share: 1, ...made };
    } catch (error) {
      // No one waits for corrections that the server starts by itself.
      if (error instanceof Problem && cycle === null) report(error);
      const { message, fix } =
        error instanceof Problem ? error : new Problem('internal', 'release', { incident: report(error as Error) });
      build = { ...build, state: 'failed', problem: { message, fix } };
    } finally {
      builder.close();
    }
    const [next, ...others] = waiting;
    waiting = others;
    if (next !== undefined) void begin(next.cycle, next.person);
  };
  const isAsked = (cycle: string | null) => waiting.some((one) => one.cycle === cycle);

  return {
    current: () => build,
    start: (cycle, person) => {
      if (build?.state !== 'building') void begin(cycle, person);
      else if (build.cycle !== cycle && !isAsked(cycle)) waiting = [...waiting, { cycle, person }];
    },
    correct: (person) => {
      if (build?.state !== 'building') void begin(null, person);
      else if (!isAsked(null)) waiting = [{ cycle: null, person }, ...waiting];
    },
    close: () => {
      waiting = [];
      end();
    },
  };
}
