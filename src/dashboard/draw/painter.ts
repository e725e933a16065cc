/** Draws charts in a separate thread, in the order requested. */
import { Worker } from 'node:worker_threads';
import { Problem } from '../../problem/index.ts';
import type { Atlas } from './atlas.ts';
import type { BoundChart } from './chart.ts';
import type { PaintRequest, Reply } from './painter-thread.ts';

export type Painter = {
  /** The chart as one `<svg>` element. Throws Problem `chart_not_drawn`. */
  readonly draw: (name: string, chart: BoundChart) => Promise<string>;
  /** The chart's dataflow as JSON, for a live view in the browser. */
  readonly live: (name: string, chart: BoundChart) => Promise<string>;
  /** The chart as Vega-Lite with all its rows and outlines, to be drawn by other programs. */
  readonly spec: (name: string, chart: BoundChart) => Promise<string>;
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly resolve: (done: string) => void;
  readonly reject: (error: Error) => void;
  readonly name: string;
};

/** @param atlas - geometry for charts; each set is sent to the thread once */
export function openPainter(atlas: Atlas): Painter {
  const waiting = new Map<number, Waiting>();
  const sentShapes = new Set<string>();
  let next = 0;
  let thread: Worker | null = null;

  const start = () => {
    const made = new Worker(new URL('./painter-thread.ts', import.meta.url), {
      name: 'painter',
      // Sufficient for many world maps; without a limit the heap grows as long as there is memory.
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    made.on('message', (reply: Reply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) made.unref();
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

  const loadGeometry = async (chart: BoundChart) => {
    for (const { shapes } of Object.values(chart.datasets)) {
      if (shapes === undefined || sentShapes.has(shapes)) continue;
      sentShapes.add(shapes);
      void send(shapes, { id: next++, what: 'geometry', name: shapes, features: atlas.features(shapes) }).catch(
        () => {},
      );
    }
  };

  const ask = async (what: 'draw' | 'live' | 'spec', name: string, chart: BoundChart) => {
    await loadGeometry(chart);
    return send(name, { id: next++, what, chart });
  };

  return {
    draw: (name, chart) => ask('draw', name, chart),
    live: (name, chart) => ask('live', name, chart),
    spec: (name, chart) => ask('spec', name, chart),
    close: async () => {
      await thread?.terminate();
    },
  };
}
