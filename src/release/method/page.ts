/** Replaces the generated part of a page, between two marks. */
import { Problem } from '../../problem/index.ts';

export const methodBegin = '<!-- made by `gap framework document`: change the framework, not these lines -->';
export const methodEnd = '<!-- end of what is made -->';

/**
 * Returns the page with its generated part replaced and everything else unchanged.
 *
 * @throws Problem `method_page_unmarked` if it does not have both marks, in this order
 */
export function fillMethod(page: string, made: string, path: string): string {
  const begin = page.indexOf(methodBegin);
  const end = page.indexOf(methodEnd, begin);
  if (begin < 0 || end < 0) throw new Problem('method_page_unmarked', path, { begin: methodBegin, end: methodEnd });
  return `${page.slice(0, begin)}${methodBegin}\n\n${made}\n\n${page.slice(end)}`;
}
