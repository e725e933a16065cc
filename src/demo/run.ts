/**
 * Makes the demo: opens its cycles, brings in what each State returns, builds and publishes the releases.
 *
 * What was done before stands in the store, so a demo that was interrupted goes on where it stopped and one that is
 * whole is left as it is.
 */
import { mkdirSync } from 'node:fs';
import { openContent } from '../collection/index.ts';
import { Problem } from '../problem/index.ts';
import { cycleOf } from '../questionnaire/index.ts';
import { listReleases, releaseCycle } from '../release/index.ts';
import { folder, type Store, submissions } from '../state/index.ts';
import { openChecker } from '../workbook/index.ts';
import { bringReturn, type DemoWorld, deskOn, type PlannedCycle, secretariat } from './bring.ts';
import { demoCycles, type Plan, planDemo } from './plan.ts';
import { openDemoWriter } from './writer.ts';

/** @param share - done of all, 0 to 1 */
export type OnDemoProgress = (phase: string, says: string, share: number) => void;

export type RunDemo = {
  readonly store: Store;
  readonly contentRoot: string;
  /** The data folder, made when absent; temporary files are made in it and nowhere else. */
  readonly folder: string;
  /** For the publication of releases; the days of the fictional world come from content. */
  readonly now: () => Date;
  /** At most so many States; default all. */
  readonly states?: number;
  readonly onProgress?: OnDemoProgress;
  /** Told of what nobody foresaw in a checked workbook. */
  readonly report?: (failure: string) => void;
};

/** What a release counts for in the progress, in workbooks. */
const releaseWeight = 12;

/**
 * @returns false where the demo was whole already and nothing was done
 * @throws Problem `folder_kind_differs` where the data folder holds real answers; `demo_not_received`; what use cases throw
 */
export async function runDemo(asked: RunDemo): Promise<boolean> {
  const { store, contentRoot, states = null } = asked;
  if ((await folder.kind(store.connection)) === 'real') {
    throw new Problem('folder_kind_differs', 'GAP_DATA', { folder: 'real', given: 'illustrative' });
  }
  const published = new Set((await listReleases(store)).filter((one) => one.publishedAt).map(({ cycle }) => cycle));
  if (demoCycles(contentRoot).every((cycle) => published.has(cycle))) return false;
  await make(asked, planDemo(contentRoot, states), published);
  return true;
}

async function make(asked: RunDemo, plan: Plan, published: ReadonlySet<string>): Promise<void> {
  const { store, contentRoot, report, onProgress = () => {} } = asked;
  const content = openContent(contentRoot);
  const checker = openChecker({ contentRoot, ...(report && { report }) });
  const writer = openDemoWriter(contentRoot);
  const say = (language: string, key: string) => content.texts().say(language, `demo.${key}`);
  const world: DemoWorld = { store, contentRoot, content, checker, writer, say };
  const left = plan.filter(({ instrument }) => !published.has(cycleOf(instrument)));
  const progress = counter(left, onProgress);
  try {
    await deskOn(world, plan[0]!.hints.cycles[0]!.opens).readWaitingUploads();
    for (const planned of left) {
      const cycle = cycleOf(planned.instrument);
      await openCycle(world, planned, planned.states);
      const tell = progress.phase(cycle);
      // As many at once as keep the writers and the checker's children at work.
      await each(planned.states, 5, async (country) => {
        await bringReturn(world, planned, country);
        tell(country);
      });
    }
  } finally {
    checker.close();
    await writer.close();
  }
  for (const { instrument } of left) {
    const cycle = cycleOf(instrument);
    const tell = progress.release(cycle);
    const at = asked.now().toISOString();
    mkdirSync(asked.folder, { recursive: true, mode: 0o700 });
    await releaseCycle({ store, contentRoot, cycle, person: secretariat, at, scratch: asked.folder, onProgress: tell });
  }
}

/** Opens the cycle for those who take part, or invites those whom an interrupted demo had not invited. */
async function openCycle(world: DemoWorld, planned: PlannedCycle, states: readonly string[]): Promise<void> {
  const { opens, closes } = planned.hints.cycles[planned.cycle]!;
  const cycle = cycleOf(planned.instrument);
  const invited = new Set((await submissions.list(world.store.connection, cycle)).map(({ country }) => country));
  const countries = states.filter((country) => !invited.has(country));
  if (countries.length === 0) return;
  const desk = deskOn(world, opens, 8);
  await desk.openCycle({ cycle, person: secretariat, kind: 'illustrative', countries, closesOn: closes });
}

/** Does the work for each, so many at once. The first failure ends it; what is at work is waited for. */
async function each<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...all];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let one = queue.shift(); one !== undefined && failures.length === 0; one = queue.shift()) {
      await work(one).catch((error) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  if (failures.length > 0) throw failures[0];
}

function counter(plan: Plan, onProgress: OnDemoProgress) {
  const workbooks = plan.reduce((sum, { states }) => sum + states.length, 0);
  const all = workbooks + releaseWeight * plan.length;
  let done = 0;
  return {
    phase: (cycle: string) => {
      onProgress(`workbooks ${cycle}`, '', done / all);
      return (country: string) => {
        done += 1;
        onProgress(`workbooks ${cycle}`, country, done / all);
      };
    },
    release: (cycle: string) => {
      const before = done;
      done += releaseWeight;
      return (_: string, says: string, share: number) =>
        onProgress(`release ${cycle}`, says, (before + share * releaseWeight) / all);
    },
  };
}
