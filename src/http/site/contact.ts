/** How to reach the secretariat of the installation. */
import { html } from 'hono/html';
import type { Html } from './page-context.ts';

/** The contact of the secretariat; empty if the installation has none. */
export function showContact({ t }: { readonly t: (key: string) => string }, contact: string | null): Html | '' {
  if (contact === null) return '';
  const address = contactAddress(contact);
  const shown = address === null ? contact : html`<a href="${address}">${contact}</a>`;
  return html`<p class="contact">${t('contact')} ${shown}</p>`;
}

/** An e-mail address or a web page becomes a link; anything else remains text. */
export function contactAddress(contact: string): string | null {
  if (/^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+$/.test(contact)) return `mailto:${contact}`;
  return /^https?:\/\/\S+$/.test(contact) && URL.canParse(contact) ? contact : null;
}
