/** Limits the forms with files that a server holds at once, in memory and on disk. */
import type { LargeForms } from './form.ts';
import { openGate } from './gate.ts';
import { openBodyFolder } from './received-body.ts';

/** Two files of the maximum size fit in memory at once: each once while it is stored, and again while it is read. */
const mostBytes = 20_000_000;
const mostWaiting = 200;

export type FormsInFlight = LargeForms & { readonly close: () => void };

/** @param under - folder in which a folder for waiting bodies is made */
export function openForms(under: string): FormsInFlight {
  const folder = openBodyFolder(under);
  return { gate: openGate({ bytes: mostBytes, waiting: mostWaiting }), folder: folder.path, close: folder.remove };
}
