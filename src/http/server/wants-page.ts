/** A person looks at a page; everything else is a program. */
import type { Context } from 'hono';

export const wantsPage = (c: Context): boolean => c.req.header('accept')?.includes('text/html') === true;
