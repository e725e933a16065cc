/** What happens to an upload after it was stored does not depend on whether the store accepts more. */
import { Problem } from '../../problem/index.ts';

/** Problems of a store that fails, with the seconds until an upload is read again. */
export const storeFailures: Readonly<Record<string, number>> = {
  store_busy: 5,
  store_full: 15,
  store_lost: 15,
  store_unconfirmed: 15,
};

/**
 * A store that fails after an upload was stored is no fault of the upload: it waits to be read, as its receipt states.
 * The problem itself would say that nothing was stored.
 *
 * @throws the error if the store did not fail
 */
export function demandStored(error: unknown): void {
  if (!(error instanceof Problem && Object.hasOwn(storeFailures, error.code))) throw error;
}
