/** Rows that several blocks of a page declare alike, as a chart, its tiles and its table do, are found once. */
import type { Context } from './context.ts';

/** Released together with the context of their page. */
const made = new WeakMap<Context, Map<string, unknown>>();

/**
 * What was made for the same declaration on this page, or `make()`.
 *
 * @param what - tells apart what is made of one declaration
 * @param declared - as in `dashboard.yaml`; two are the same if their JSON is
 */
export function onceOnPage<T>(context: Context, what: string, declared: object, make: () => T): T {
  const known = made.get(context) ?? new Map<string, unknown>();
  made.set(context, known);
  const key = `${what} ${JSON.stringify(declared)}`;
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}
