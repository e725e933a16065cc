/** Compiles a chart like the painter, without rows. */
import type { Fault } from '../../content/index.ts';
import type { Theme } from '../theme.ts';
import type { Spec } from './spec.ts';

/** Errors and warnings of the compiler; their positions cannot be mapped, so they refer to the whole file. */
export async function compileFault({ file, spec }: Spec, theme: Theme | null): Promise<Fault[]> {
  const { compile } = await import('vega-lite');
  const messages: string[] = [];
  const logger = quiet((message) => messages.push(message));
  try {
    compile(filled(spec, theme) as never, { logger });
  } catch (error) {
    messages.push(error instanceof Error ? error.message : String(error));
  }
  return [...new Set(messages)].map((message) =>
    file.fault([], {
      what: `The chart does not compile: ${message
        .split('\n')[0]!
        .slice(0, 200)
        .replace(/[.!]?$/, '.')}`,
      correction: 'Compare it with the Vega-Lite documentation of its version ("$schema").',
    }),
  );
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
