/** A chart brought to life: the same dataflow that the server drew, run here with interpreted expressions. */
import { View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';

export async function startLive(figure: HTMLElement, address: string): Promise<void> {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  const { dataflow, datasets } = (await reply.json()) as { dataflow: object; datasets: Record<string, object[]> };
  const still = figure.querySelector('svg');
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
    } as never,
  );
  for (const [name, rows] of Object.entries(datasets)) {
    if (view.data(name)) view.data(name, rows);
  }
  await view.runAsync();
  still?.replaceWith(stage);
  figure.classList.add('live');
  figure.parentElement?.classList.add('is-live');
}
