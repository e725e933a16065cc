/** The fields of a form, in the order in which they were sent. */

export type FormFile = {
  /** As sent by the client. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Read on request, into newly allocated memory. */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>;
};

export type FormField =
  | { readonly name: string; readonly text: string; readonly file?: never }
  | { readonly name: string; readonly file: FormFile; readonly text?: never };

export type Form = { readonly fields: readonly FormField[] };

/** The trimmed text of a field; empty if there is none, or if it is a file. */
export function fieldOf(form: Form, name: string): string {
  return form.fields.find((field) => field.name === name)?.text?.trim() ?? '';
}

/** The texts of a field that may occur several times. */
export function fieldsOf(form: Form, name: string): string[] {
  return form.fields.flatMap((field) => (field.name === name && field.text !== undefined ? [field.text] : []));
}

/** Null if there is none. */
export function fileOf(form: Form, name: string): FormFile | null {
  return form.fields.find((field) => field.name === name)?.file ?? null;
}
