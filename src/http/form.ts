/** What a form sends, read in one place: a body that is none is told as such, and is no fault of ours. */
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Problem } from '../problem/index.ts';

/** @throws Problem `form_unreadable` */
export async function readForm(c: Context): Promise<FormData> {
  const type = c.req.header('content-type') ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) {
    throw new Problem('form_unreadable', 'body', {});
  }
  return c.req.formData().catch((error) => {
    // What the platform says of a body that is not what its header says, or that broke off.
    if (error instanceof TypeError) throw new Problem('form_unreadable', 'body', {});
    throw error;
  });
}

/** The text of a field without what surrounds it; empty where there is none, or a file stands in its place. */
export function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

const megabytes = 1;

/** Before a route that takes a form without a file. @throws Problem `body_too_large` before more of it is read */
export const smallBody = bodyLimit({
  maxSize: megabytes * 1_000_000,
  onError: () => {
    throw new Problem('body_too_large', 'body', { megabytes });
  },
});
