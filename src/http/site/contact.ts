/** How to reach the secretariat, as the installation says. */
import { html } from 'hono/html';
import type { Html } from './page-context.ts';

/** How to reach the secretariat, as the installation says; nothing if it states nothing. */
export function showContact({ t }: { readonly t: (key: string) => string }, contact: string | null): Html | '' {
  if (contact === null) return '';
  const address = contactAddress(contact);
  const shown = address === null ? contact : html`<a href="${address}">${contact}</a>`;
  return html`<p class="contact">${t('contact')} ${shown}</p>`;
}

/** An e-mail address or a web page is a link; anything else stays text. */
export function contactAddress(contact: string): string | null {
  if (/^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+$/.test(contact)) return `mailto:${contact}`;
  return /^https?:\/\/\S+$/.test(contact) && URL.canParse(contact) ? contact : null;
}
