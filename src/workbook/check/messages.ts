/** Messages between the checker and its children. */
import type { CheckedWorkbook, CheckOptions } from './checked-workbook.ts';

export type CheckTask = {
  readonly kind: 'check' | 'annotate';
  readonly bytes: Uint8Array;
  readonly options: CheckOptions;
};

export type FromChild =
  /** Content is loaded; the child waits for tasks. */
  | { readonly ready: true }
  | { readonly checked: CheckedWorkbook; readonly annotated?: Uint8Array }
  /** An unexpected error: its kind and stack frames, nothing about the file. */
  | { readonly failed: string };
