/** Compiles a chart like the painter, without rows. */
import { type Fault, remembered } from '../../content/index.ts';
import type { Theme } from '../theme.ts';
import type { Spec } from './spec.ts';

/**
 * Errors and warnings of the compiler; their positions cannot be mapped, so they refer to the whole file. A chart that
 * compiled before with the same texts and colours is not compiled again.
 */
export async function compileFault({ file, spec }: Spec, theme: Theme | null): Promise<Fault[]> {
  const sample = filled(spec, theme);
  const parts = ['charts that compile', JSON.stringify(sample)];
  if (remembered(parts, () => null) !== null) return [];
  const messages = await compilerMessages(sample);
  if (messages.length === 0) remembered(parts, () => ({ compiled: true }));
  return messages.map((message) =>
    file.fault([], {
      what: `The chart does not compile: ${message
        .split('\n')[0]!
        .slice(0, 200)
        .replace(/[.!]?$/, '.')}`,
      correction: 'Compare it with the Vega-Lite documentation of its version ("$schema").',
    }),
  );
}

/** What the compiler says of a chart, each once. It is loaded with the first chart. */
async function compilerMessages(spec: unknown): Promise<string[]> {
  const { compile } = await import('vega-lite');
  const messages = new Set<string>();
  const logger = quiet((message) => messages.add(message));
  try {
    compile(spec as never, { logger });
  } catch (error) {
    messages.add(error instanceof Error ? error.message : String(error));
  }
  return [...messages];
}

function quiet(warn: (message: string) => void) {
  const keep = (...args: unknown[]) => {
    warn(args.map(String).join(' '));
    return logger;
  };
  const logger = { level: () => logger, error: keep, warn: keep, info: () => logger, debug: () => logger };
  return logger as never;
}

/** Replaces references to texts and colours by sample values. */
function filled(node: unknown, theme: Theme | null): unknown {
  if (typeof node === 'string' && node.startsWith('theme:')) {
    const path = node.slice('theme:'.length).split('.');
    return (
      path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], theme?.values) ?? '#000'
    );
  }
  if (Array.isArray(node)) return node.map((one) => filled(one, theme));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, filled(value, theme)]));
}
