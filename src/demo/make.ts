/** Builds the demo: opens its cycles, brings in each State's submissions, builds and publishes the releases. */
import { openContent } from '../collection/index.ts';
import { secretariat } from '../domain/index.ts';
import { cycleOf } from '../questionnaire/index.ts';
import { submissions } from '../state/index.ts';
import { openChecker } from '../workbook/index.ts';
import type { DemoStep, OnDemoProgress, RunDemo } from './asked.ts';
import { briefOptions } from './brief.ts';
import { bringReturn, type DemoWorld, deskOn, type PlannedCycle } from './bring.ts';
import { type Plan, planDemo } from './plan.ts';
import { openReleases } from './releases.ts';
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
  const { contentRoot, states = null, onProgress = () => {} } = asked;
  const plan = planDemo(contentRoot, states);
  const left = plan.filter(({ instrument }) => !published.has(cycleOf(instrument)));
  const progress = counter(left, onProgress);
  const releases = openReleases(asked, progress.release);
  try {
    await withWorld(asked, async (world) => {
      await deskOn(world, plan[0]!.hints.cycles[0]!.opens).readWaitingUploads();
      for (const planned of left) {
        await openCycle(world, planned, planned.states);
        const onWorkbook = progress.workbooks(planned);
        // Enough at once to keep the writer and the checker's process busy.
        await each(planned.states, 5, async (country) => {
          await bringReturn(world, planned, country);
          onWorkbook();
        });
        releases.start(planned.instrument);
      }
    });
    await releases.published();
  } finally {
    releases.close();
  }
}

/** Does what needs workbooks written and checked; their processes end with it, so that the releases have their memory. */
async function withWorld(
  { store, contentRoot, report }: RunDemo,
  work: (world: DemoWorld) => Promise<void>,
): Promise<void> {
  const content = openContent(contentRoot);
  // One of each is enough: recording a workbook takes longer than writing or checking it, and each compiles its own code.
  const checker = openChecker({
    contentRoot,
    limits: { children: 1 },
    nodeOptions: briefOptions,
    ...(report && { report }),
  });
  checker.prepare();
  const writer = openDemoWriter(contentRoot);
  const say = (language: string, key: string) => content.texts().say(language, `demo.${key}`);
  try {
    await work({ store, contentRoot, content, checker, writer, say });
  } finally {
    checker.close();
    await writer.close();
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

/** Workbooks and releases are made at the same time: what is shown are the workbooks, as long as there are some. */
function counter(plan: Plan, onProgress: OnDemoProgress) {
  const workbooks = plan.reduce((sum, { states }) => sum + states.length, 0);
  const shares = new Map<string, number>();
  let brought = 0;
  let shown: DemoStep = { doing: 'workbooks', cycle: '', done: 0, of: workbooks };
  const show = () => {
    const released = [...shares.values()];
    if (brought === workbooks)
      shown = { doing: 'releases', cycle: '', done: released.filter((share) => share === 1).length, of: plan.length };
    const built = released.reduce((sum, share) => sum + share, 0);
    onProgress(shown, (brought + releaseWeight * built) / (workbooks + releaseWeight * plan.length));
  };
  return {
    workbooks: ({ instrument, states }: Plan[number]) => {
      shown = { doing: 'workbooks', cycle: cycleOf(instrument), done: 0, of: states.length };
      show();
      return () => {
        brought += 1;
        shown = { ...shown, done: shown.done + 1 };
        show();
      };
    },
    release: (cycle: string, share: number) => {
      shares.set(cycle, share);
      show();
    },
  };
}
