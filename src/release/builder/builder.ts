/** Builds drafts and corrected releases in a process of their own, one at a time, so that who reads pages meanwhile waits for nothing. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { releases, type Store } from '../../state/index.ts';
import type { DraftOutcome } from '../draft/draft.ts';

/** A release as a page speaks of it. */
export type LastRelease = { readonly id: string; readonly publishedAt: string };

export type Build = {
  /** Of the draft; null if corrected releases are built. */
  readonly cycle: string | null;
  /** UTC. */
  readonly startedAt: string;
  readonly state: 'building' | 'done' | 'failed';
  /** The step at work: of a build, or `freeze` before and `save` after it. */
  readonly step: string;
  /** What is at work in it, such as a model. */
  readonly says: string;
  /** Done, 0 to 1. */
  readonly share: number;
  /** When a draft is done, and whether it is a new one. */
  readonly release: { readonly id: string; readonly outcome: DraftOutcome } | null;
  /** When corrections are done: how many were published. */
  readonly corrected: number | null;
  /** When failed: sentences of the catalogue, in the working language. */
  readonly problem: { readonly message: string; readonly fix: string } | null;
};

export type ReleaseBuilder = {
  /** Starts the build of a draft; while one is at work it continues and no other starts. */
  readonly start: (cycle: string, person: Person) => void | Promise<void>;
  /** Builds what a country's withdrawal left to correct: at once, or after the build at work. */
  readonly correct: (person: Person) => void | Promise<void>;
  /** The build at work, or the last one since the server began; null before the first. */
  readonly current: () => Build | null | Promise<Build | null>;
  /** The release of a cycle that was published last. */
  readonly last: (cycle: string) => Promise<LastRelease | null>;
  /** Ends a build at work; nothing of it is saved. */
  readonly close: () => void;
};

/** What builds, without the store: one serves all processes of a server. */
export type BuildRunner = Omit<ReleaseBuilder, 'last'>;

/** What the child is reported. */
export type BuildOrder = {
  readonly contentRoot: string;
  readonly folder: string;
  readonly databaseUrl: string | null;
  /** Null to build corrected releases. */
  readonly cycle: string | null;
  readonly person: Person;
  readonly at: string;
};

/** What the child tells. */
export type BuildNews =
  | { readonly news: 'at'; readonly step: string; readonly says: string; readonly share: number }
  | { readonly news: 'done'; readonly id: string; readonly outcome: DraftOutcome }
  | { readonly news: 'corrected'; readonly count: number }
  | { readonly news: 'refused'; readonly message: string; readonly fix: string }
  | { readonly news: 'broken'; readonly stack: string };

export type RunnerPlace = Pick<BuildOrder, 'contentRoot' | 'folder' | 'databaseUrl'> & {
  readonly now: () => Date;
  /** Writes an unexpected error to the log and returns the name to find it by. */
  readonly report: (error: Error) => string;
};

/** @param runner - another process's, where one is at work for several */
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
  /** Who asked for corrections while another build was at work. */
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
