/** What the checker and its children say to each other. */
import type { CheckedWorkbook, CheckOptions } from './checked-workbook.ts';

export type CheckTask = {
  readonly kind: 'check' | 'annotate';
  readonly bytes: Uint8Array;
  readonly options: CheckOptions;
};

export type FromChild =
  /** Content is read; the child waits for tasks. */
  | { readonly ready: true }
  | { readonly checked: CheckedWorkbook; readonly annotated?: Uint8Array }
  /** Something unforeseen: the kind of error and where in the code, silently of the file. */
  | { readonly failed: string };
