/** Builds the demo: opens its cycles, brings in each State's submissions, builds and publishes the releases. */
import { openContent } from '../collection/index.ts';
import { secretariat } from '../domain/index.ts';
import { cycleOf } from '../questionnaire/index.ts';
import { draftCycle, publishRelease } from '../release/index.ts';
import { makeFolder, submissions } from '../state/index.ts';
import { openChecker } from '../workbook/index.ts';
import type { OnDemoProgress, RunDemo } from './asked.ts';
import { bringReturn, type DemoWorld, deskOn, type PlannedCycle } from './bring.ts';
import { type Plan, planDemo } from './plan.ts';
import { openDemoWriter } from './writer.ts';

export { noteWork } from '../release/index.ts';

/** Weight of a release in the progress, in workbooks. */
const releaseWeight = 12;

/**
 * Performs the remaining work.
 *
 * @param published - cycles for which a release was published before
 */
export async function makeDemo(asked: RunDemo, published: ReadonlySet<string>): Promise<void> {
  const { store, contentRoot, report, states = null, onProgress = () => {} } = asked;
  const plan = planDemo(contentRoot, states);
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
      const onProgress = progress.phase(cycle);
      // Enough at once to keep the writers and the checker's processes busy.
      await each(planned.states, 5, async (country) => {
        await bringReturn(world, planned, country);
        onProgress(country);
      });
    }
  } finally {
    checker.close();
    await writer.close();
  }
  for (const { instrument } of left) {
    const cycle = cycleOf(instrument);
    const onProgress = progress.release(cycle);
    const at = asked.now().toISOString();
    makeFolder(asked.folder);
    const by = { store, person: secretariat, at };
    const { release } = await draftCycle({ ...by, contentRoot, cycle, scratch: asked.folder, onProgress });
    await publishRelease({ ...by, id: release.manifest.release });
  }
}

/** Opens the cycle for the participating States, or invites those whom an interrupted demo had not invited. */
async function openCycle(world: DemoWorld, planned: PlannedCycle, states: readonly string[]): Promise<void> {
  const { opens, closes } = planned.hints.cycles[planned.cycle]!;
  const cycle = cycleOf(planned.instrument);
  const invited = new Set((await submissions.list(world.store.connection, cycle)).map(({ country }) => country));
  const countries = states.filter((country) => !invited.has(country));
  if (countries.length === 0) return;
  const desk = deskOn(world, opens, 8);
  await desk.openCycle({ cycle, person: secretariat, kind: 'illustrative', countries, closesOn: closes });
}

/** Processes all, a number at once. The first failure ends it, after running work has finished. */
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
