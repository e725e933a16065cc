/** What happens to an upload after it was stored does not depend on whether the store accepts more. */
import { Problem } from '../../problem/index.ts';

const storeFailures: ReadonlySet<string> = new Set(['store_full', 'store_busy', 'store_lost', 'store_unconfirmed']);

/**
 * A store that fails after an upload was stored is no fault of the upload: it waits to be read, as its receipt states.
 * The problem itself would say that nothing was stored.
 *
 * @throws the error if the store did not fail
 */
export function demandStored(error: unknown): void {
  if (!(error instanceof Problem && storeFailures.has(error.code))) throw error;
}
