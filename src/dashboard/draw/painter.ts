/** Draws charts in threads of their own: each in the order requested, those of one page next to each other. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Problem } from '../../problem/index.ts';
import type { Atlas } from './atlas.ts';
import { type BoundChart, withUsedColumns } from './chart.ts';
import type { Loaded, PaintRequest, Reply } from './painter-thread.ts';

export type Painter = {
  /** The chart as one `<svg>` element. Throws Problem `chart_not_drawn`. */
  readonly draw: (name: string, chart: BoundChart) => Promise<string>;
  /** The chart's dataflow as JSON, for a live view in the browser. */
  readonly live: (name: string, chart: BoundChart) => Promise<string>;
  /** The chart as Vega-Lite with all its rows and outlines, to be drawn by other programs. */
  readonly spec: (name: string, chart: BoundChart) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** A reader waits for one page, which has up to four charts; each thread takes some 70 MB. */
const mostThreads = 2;

/**
 * @param atlas - geometry for charts; each set is sent to a thread once
 * @param most - number of threads; another one starts when all that run are drawing
 */
export function openPainter(atlas: Atlas, most = Math.min(mostThreads, availableParallelism())): Painter {
  const threads: PaintingThread[] = [];
  const leastBusy = (): PaintingThread => {
    const found = threads.reduce<PaintingThread | null>(
      (best, one) => (best === null || one.waiting() < best.waiting() ? one : best),
      null,
    );
    if (found && (found.waiting() === 0 || threads.length >= most)) return found;
    const another = openThread(atlas);
    threads.push(another);
    return another;
  };
  return {
    draw: (name, chart) => leastBusy().ask('draw', name, withUsedColumns(chart)),
    live: (name, chart) => leastBusy().ask('live', name, chart),
    spec: (name, chart) => leastBusy().ask('spec', name, chart),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

type PaintingThread = {
  readonly ask: (what: 'draw' | 'live' | 'spec', name: string, chart: BoundChart) => Promise<string>;
  /** Number of charts that it has not answered yet. */
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly resolve: (done: string) => void;
  readonly reject: (error: Error) => void;
  readonly name: string;
};

const loadedOrEnded = (thread: Worker): Promise<void> =>
  new Promise((resolve) => {
    thread.once('message', () => resolve());
    thread.once('exit', () => resolve());
  });

function openThread(atlas: Atlas): PaintingThread {
  const waiting = new Map<number, Waiting>();
  const sentShapes = new Set<string>();
  let next = 0;
  let thread: Worker | null = null;
  let whenLoaded: Promise<void> = Promise.resolve();
  let closing = false;

  const start = () => {
    const made = new Worker(new URL('./painter-thread.ts', import.meta.url), {
      name: 'painter',
      // Sufficient for many world maps; without a limit the heap grows as long as there is memory.
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    whenLoaded = loadedOrEnded(made);
    made.on('message', (reply: Reply | Loaded) => {
      if (reply === 'loaded') return;
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      // A chart that it had drawn before it was ended may arrive afterwards; what waits for its end keeps the process alive.
      if (waiting.size === 0 && !closing) made.unref();
      if (!asked) return;
      if ('done' in reply) asked.resolve(reply.done);
      else asked.reject(new Problem('chart_not_drawn', 'dashboards', { chart: asked.name, reason: reply.failed }));
    });
    made.on('error', (error) => lose(error));
    made.on('exit', () => lose(new Error('the drawing thread ended')));
    return made;
  };
  // If the thread dies, its pending charts fail; the next chart starts a new thread.
  const lose = (error: Error) => {
    thread = null;
    sentShapes.clear();
    for (const { reject, name } of waiting.values())
      reject(new Problem('chart_not_drawn', 'dashboards', { chart: name, reason: error.message }));
    waiting.clear();
  };

  const send = (name: string, request: PaintRequest) =>
    new Promise<string>((resolve, reject) => {
      thread ??= start();
      thread.ref();
      waiting.set(request.id, { resolve, reject, name });
      thread.postMessage(request);
    });

  const loadGeometry = (chart: BoundChart) => {
    for (const { shapes } of Object.values(chart.datasets)) {
      if (shapes === undefined || sentShapes.has(shapes)) continue;
      sentShapes.add(shapes);
      void send(shapes, { id: next++, what: 'geometry', name: shapes, features: atlas.features(shapes) }).catch(
        () => {},
      );
    }
  };

  return {
    ask: (what, name, chart) => {
      loadGeometry(chart);
      return send(name, { id: next++, what, chart });
    },
    waiting: () => waiting.size,
    // V8 ends the whole process if a thread is terminated while modules wait for one with a top-level `await`, as Vega's do.
    close: async () => {
      closing = true;
      thread?.ref();
      await whenLoaded;
      await thread?.terminate();
    },
  };
}
