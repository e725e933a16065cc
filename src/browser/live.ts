/** Makes a chart interactive: the same dataflow that the server drew, run here with interpreted expressions. */
import { View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';

/** Why a chart remains a picture: its release is no longer current, or its data were not received completely. */
export class LiveFailure extends Error {
  override readonly cause: 'outdated' | 'unreachable';
  constructor(cause: 'outdated' | 'unreachable') {
    super(cause);
    this.cause = cause;
  }
}

type LiveChart = { readonly dataflow: object; readonly datasets: Readonly<Record<string, object[]>> };

/**
 * Replaces the picture by an interactive chart once that is completely drawn; until then nothing on the page changes.
 *
 * @throws LiveFailure
 */
export async function startLive(figure: HTMLElement, address: string): Promise<void> {
  const { dataflow, datasets } = await fetchChart(address);
  const stage = document.createElement('div');
  const view = new View(
    dataflow as never,
    {
      expr: expressionInterpreter,
      renderer: 'svg',
      container: stage,
      hover: true,
      tooltip: () => {},
      loader: { sanitize: async (href: string) => ({ href }), load: async () => '' } as never,
      logger: throwing,
    } as never,
  );
  // A view has no rows before it has run, so it must not be queried here; the server sends only the datasets that it
  // uses.
  for (const [name, rows] of Object.entries(datasets)) view.data(name, rows);
  await view.runAsync();
  const picture = figure.querySelector('svg');
  if (stage.querySelector('.role-mark :is(path, text)') === null) throw new Error(`${address}: nothing was drawn`);
  stage.querySelector('svg')?.setAttribute('aria-label', picture?.getAttribute('aria-label') ?? '');
  picture?.replaceWith(stage);
  figure.classList.add('live');
  figure.parentElement?.classList.add('is-live');
}

async function fetchChart(address: string): Promise<LiveChart> {
  const reply = await fetch(address).catch(() => null);
  if (reply?.status === 404 || reply?.status === 410) throw new LiveFailure('outdated');
  const chart = reply?.ok ? ((await reply.json().catch(() => null)) as LiveChart | null) : null;
  if (chart === null) throw new LiveFailure('unreachable');
  return chart;
}

/** Vega reports faults of its dataflow only to its logger. */
const throwing = {
  level: () => throwing,
  error: (...parts: unknown[]) => {
    throw parts.find((one) => one instanceof Error) ?? new Error(parts.join(' '));
  },
  warn: () => throwing,
  info: () => throwing,
  debug: () => throwing,
};
