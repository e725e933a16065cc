/** The thread that writes files to take away, so that none of them delays a page. It is started with the first of them. */
import { parentPort } from 'node:worker_threads';
import { type WritingOrder, writeFile } from './writing.ts';

export type DocumentReply =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly failed: string };

parentPort!.on('message', async ({ id, order }: { id: number; order: WritingOrder }) => {
  try {
    parentPort!.postMessage({ id, bytes: await writeFile(order) } satisfies DocumentReply);
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    parentPort!.postMessage({ id, failed } satisfies DocumentReply);
  }
});
