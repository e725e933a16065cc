/** What happens to an upload after it was stored depends neither on whether the store accepts more, nor on the content. */
import { Problem } from '../../problem/index.ts';

/** Problems of a store that fails, with the seconds until an upload is read again. */
export const storeFailures: Readonly<Record<string, number>> = {
  store_busy: 5,
  store_full: 15,
  store_lost: 15,
  store_unconfirmed: 15,
};

/**
 * True for content with errors, by which no upload can be read until an operator corrects it. Unlike a store that fails,
 * it may concern one questionnaire only, so that such an upload does not hold up others, but is always tried again.
 */
export const isOfContent = (error: unknown): error is Problem =>
  error instanceof Problem && error.code === 'content_faulty';

/**
 * A store that fails after an upload was stored, or content with errors, is no fault of the upload: it waits to be read,
 * as its receipt states. The problem itself would say that nothing was stored.
 *
 * @throws the error if it is another
 */
export function demandStored(error: unknown): void {
  const failed = error instanceof Problem && Object.hasOwn(storeFailures, error.code);
  if (!failed && !isOfContent(error)) throw error;
}
