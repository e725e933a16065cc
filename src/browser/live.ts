/** A chart brought to life: the same dataflow that the server drew, run here with interpreted expressions. */
import { View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';

/** Why a chart stays a picture: its release is no longer on show, or its data did not arrive whole. */
export class LiveFailure extends Error {
  override readonly cause: 'outdated' | 'unreachable';
  constructor(cause: 'outdated' | 'unreachable') {
    super(cause);
    this.cause = cause;
  }
}

type LiveChart = { readonly dataflow: object; readonly datasets: Readonly<Record<string, object[]>> };

/**
 * Puts an interactive chart in place of the picture, once it is drawn whole; until then nothing of the page changes.
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
  // A view knows no rows before it has run, so nothing may be asked of it here; the server sends only what it reads.
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

/** Vega reports a fault of its dataflow to its logger only. */
const throwing = {
  level: () => throwing,
  error: (...said: unknown[]) => {
    throw said.find((one) => one instanceof Error) ?? new Error(said.join(' '));
  },
  warn: () => throwing,
  info: () => throwing,
  debug: () => throwing,
};
