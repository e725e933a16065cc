/**
 * Builds drafts and corrected releases in a separate process, one at a time, so that page requests do not wait
 * meanwhile.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { releases, type Store } from '../../state/index.ts';
import type { DraftOutcome } from '../draft/draft.ts';

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

export type ReleaseBuilder = {
  /** Starts the build of a draft. If a build is running, it continues and no other starts. */
  readonly start: (cycle: string, person: Person) => void | Promise<void>;
  /** Builds the corrected releases that a country's withdrawal requires: at once, or after the running build. */
  readonly correct: (person: Person) => void | Promise<void>;
  /** The running build, or the last one since the server started; null before the first. */
  readonly current: () => Build | null | Promise<Build | null>;
  /** The most recently published release of a cycle. */
  readonly last: (cycle: string) => Promise<LastRelease | null>;
  /** Stops a running build; nothing of it is saved. */
  readonly close: () => void;
};

/** Runs builds without access to the store; one runner serves all processes of a server. */
export type BuildRunner = Omit<ReleaseBuilder, 'last'>;

/** The order that the child process receives. */
export type BuildOrder = {
  readonly contentRoot: string;
  readonly folder: string;
  readonly databaseUrl: string | null;
  /** Null to build corrected releases. */
  readonly cycle: string | null;
  readonly person: Person;
  readonly at: string;
};

/** Messages that the child process sends. */
export type BuildNews =
  | { readonly news: 'at'; readonly step: string; readonly says: string; readonly share: number }
  | { readonly news: 'done'; readonly id: string; readonly outcome: DraftOutcome }
  | { readonly news: 'corrected'; readonly count: number }
  | { readonly news: 'refused'; readonly message: string; readonly fix: string }
  | { readonly news: 'broken'; readonly stack: string };

export type RunnerPlace = Pick<BuildOrder, 'contentRoot' | 'folder' | 'databaseUrl'> & {
  readonly now: () => Date;
  /** Writes an unexpected error to the log and returns the incident id to find it by. */
  readonly report: (error: Error) => string;
};

/** @param runner - the runner of another process, if one runner serves several processes */
export function openBuilder(
  { store, ...place }: RunnerPlace & { readonly store: Store },
  runner: BuildRunner = openBuildRunner(place),
): ReleaseBuilder {
  return {
    ...runner,
    last: async (cycle) => {
      const found = await releases.latest(store.connection, cycle);
      return found?.publishedAt ? { id: found.id, publishedAt: found.publishedAt } : null;
    },
  };
}

export function openBuildRunner({ now, report, contentRoot, folder, databaseUrl }: RunnerPlace): BuildRunner {
  let build: Build | null = null;
  let end = () => {};
  /** Who requested corrections while another build was running. */
  let waiting: Person | null = null;

  const fail = (problem: { message: string; fix: string }) => {
    if (build?.state === 'building') build = { ...build, state: 'failed', problem };
  };
  const broken = (error: Error) => {
    if (build?.state !== 'building') return;
    const { message, fix } = new Problem('internal', 'release', { incident: report(error) });
    fail({ message, fix });
  };
  const onMessage = (news: BuildNews) => {
    if (build?.state !== 'building') return;
    if (news.news === 'at') build = { ...build, step: news.step, says: news.says, share: news.share };
    else if (news.news === 'refused') fail(news);
    else if (news.news === 'broken') broken(Object.assign(new Error('a release was not built'), { stack: news.stack }));
    else if (news.news === 'corrected') build = { ...build, state: 'done', share: 1, corrected: news.count };
    else build = { ...build, state: 'done', share: 1, release: { id: news.id, outcome: news.outcome } };
  };

  const begin = (cycle: string | null, person: Person): void => {
    const at = now().toISOString();
    const none = { release: null, corrected: null, problem: null };
    build = { cycle, startedAt: at, state: 'building', step: 'freeze', says: cycle ?? '', share: 0, ...none };
    const child = fork(join(import.meta.dirname, 'builder-child.ts'), [], {
      execArgv: ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    end = () => void child.kill('SIGKILL');
    child.on('message', onMessage);
    child.on('error', broken);
    child.on('exit', (code, signal) => {
      broken(new Error(`the process that builds releases ended: ${signal ?? code}`));
      const who = waiting;
      waiting = null;
      if (who !== null) begin(null, who);
    });
    child.send({ contentRoot, folder, databaseUrl, cycle, person, at } satisfies BuildOrder);
  };

  return {
    current: () => build,
    start: (cycle, person) => {
      if (build?.state !== 'building') begin(cycle, person);
    },
    correct: (person) => {
      if (build?.state === 'building') waiting = person;
      else begin(null, person);
    },
    close: () => {
      waiting = null;
      end();
    },
  };
}
