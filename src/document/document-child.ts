/** The process that writes files to take away, so that none of them delays a page, or ends the server. */
import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { type WritingOrder, writeFile } from './writing.ts';

// Anyone who reads a page is answered first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

export type DocumentReply = { readonly bytes: Uint8Array } | { readonly failed: string };

process.on('message', async (order: WritingOrder) => {
  let reply: DocumentReply;
  try {
    reply = { bytes: await writeFile(order) };
  } catch (error) {
    reply = { failed: error instanceof Error ? error.message : String(error) };
  }
  process.send!(reply);
});
// A signal to the whole group, such as Ctrl-C: the parent decides when this ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.once('disconnect', () => process.exit());
