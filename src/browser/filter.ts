/**
 * Filters and sorts without reloading: the page is fetched by its new address, and its content replaces the current
 * one.
 */
import { pageOf, shown } from './shown.ts';

/** Delay of a search after the last key, in milliseconds. */
const delayMs = 250;

type Prepare = (root: ParentNode) => void;
/** Says a text to screen readers. */
type Announce = (text: string) => void;
/** How the history remembers a page: as a step, as the one step of a search being typed, or not, since it is there. */
type Step = 'step' | 'typing' | 'none';
/**
 * Shows the page of an address.
 *
 * @param table - id of the block whose table shows other rows
 */
type Turn = (address: string, step: Step, table?: string | null) => Promise<void>;

/** @param prepare - initialises new content in the same way as the loaded page */
export function followFilters(prepare: Prepare): void {
  const turn = openTurns(prepare, addStatus());
  followForms(turn);
  followLinks(turn);
  addEventListener('popstate', () => void turn(location.href, 'none'));
}

function addStatus(): Announce {
  const status = document.createElement('p');
  status.className = 'only-heard';
  status.setAttribute('role', 'status');
  document.body.append(status);
  return (text) => {
    status.textContent = text;
  };
}

/** A page that was asked for later ends the request of an earlier one; the page that is shown is not asked for again. */
function openTurns(prepare: Prepare, announce: Announce): Turn {
  let asked: AbortController | null = null;
  return async (address, step, table = null) => {
    asked?.abort();
    const main = document.querySelector('main')!;
    main.removeAttribute('aria-busy');
    if (pageOf(address) === shown.page) {
      // The address may be one that is still on the way.
      if (pageOf(location.href) !== shown.page) enterHistory(shown.page, step);
      return;
    }
    asked = new AbortController();
    main.setAttribute('aria-busy', 'true');
    try {
      const reply = await fetch(address, { headers: { accept: 'text/html' }, signal: asked.signal });
      if (!reply.ok) throw new Error(String(reply.status));
      const fresh = new DOMParser().parseFromString(await reply.text(), 'text/html');
      // After a form with several values, the server redirects to the address with the combined value.
      shown.page = pageOf(reply.redirected ? reply.url : address);
      enterHistory(shown.page, step);
      const restoreTyping = step === 'none' ? () => {} : rememberTyping(shown.page);
      const restoreFocus = rememberFocus();
      replaceContent(main, fresh, prepare);
      restoreTyping();
      restoreFocus();
      announce(document.querySelector('.filter-says')?.textContent ?? '');
      if (table !== null) announce(showRows(table));
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      // The page without scripts shows the error.
      location.assign(address);
    }
  };
}

const typing = { typing: true } as const;

/** The letters of one search are one step, which is decided when a page arrives, since the one of an earlier letter may not. */
function enterHistory(address: string, step: Step): void {
  if (step === 'none') return;
  const state = step === 'typing' ? typing : null;
  const isOn = (history.state as Partial<typeof typing> | null)?.typing === true;
  if (state !== null && isOn) history.replaceState(state, '', address);
  else history.pushState(state, '', address);
}

/** Keeps what was typed in a search while its page was on the way, which knows only what the address has. */
function rememberTyping(address: string): () => void {
  const field = document.activeElement;
  if (!isSearch(field) || field.value === (new URL(address).searchParams.get(field.name) ?? '')) return () => {};
  const { id, value } = field;
  return () => {
    const again = document.getElementById(id);
    if (isSearch(again)) again.value = value;
  };
}

/** @returns gives the focus to the element of the new content that corresponds to the one that has it now */
function rememberFocus(): () => void {
  const held = document.activeElement;
  const kept = held?.id ? { id: held.id, order: null } : { id: null, order: orderLabel(held) };
  const caret = isSearch(held) ? held.selectionStart : null;
  return () => {
    const again = kept.id ? document.getElementById(kept.id) : headOf(kept.order);
    again?.focus({ preventScroll: true });
    if (again instanceof HTMLInputElement && caret !== null) again.setSelectionRange(caret, caret);
  };
}

function replaceContent(main: Element, fresh: Document, prepare: Prepare): void {
  document.title = fresh.title;
  main.removeAttribute('aria-busy');
  const isOpen = main.querySelector<HTMLDetailsElement>('form.filter details')?.open === true;
  const unfolded = [...main.querySelectorAll('details[id][open]')].map(({ id }) => id);
  main.replaceChildren(...fresh.querySelector('main')!.childNodes);
  const fields = main.querySelector<HTMLDetailsElement>('form.filter details');
  if (isOpen && fields) fields.open = true;
  for (const id of unfolded) document.getElementById(id)?.toggleAttribute('open', true);
  prepare(main);
  // Links to other languages keep the selection.
  const links = (page: Document) => [...page.querySelectorAll<HTMLAnchorElement>('nav.languages a')];
  const theirs = links(fresh);
  for (const [at, link] of links(document).entries()) link.setAttribute('href', theirs[at]!.getAttribute('href')!);
}

/** @returns which rows of the table are shown */
function showRows(table: string): string {
  const block = document.getElementById(table);
  block?.scrollIntoView();
  const places = [...(block?.querySelectorAll<HTMLElement>('figure.chart, .table-scroll') ?? [])];
  places.find(({ offsetParent }) => offsetParent !== null)?.focus({ preventScroll: true });
  return block?.querySelector('.table-pages span')?.textContent ?? '';
}

function followForms(turn: Turn): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Shows what the form selects now, and not once more what was typed before. */
  const show = (form: HTMLFormElement, step: Step) => {
    clearTimeout(timer);
    void turn(addressOf(form), step);
  };
  document.addEventListener('change', ({ target }) => {
    const form = formOf(target);
    if (form) show(form, isSearch(target) ? 'typing' : 'step');
  });
  const type = ({ target }: Event) => {
    const form = formOf(target);
    if (!form || !isSearch(target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(form, 'typing'), delayMs);
  };
  // Letters that an input method composes, as of Chinese, are no search yet, and new content would end the composition.
  document.addEventListener('input', (event) => {
    if (event instanceof InputEvent && event.isComposing) clearTimeout(timer);
    else type(event);
  });
  document.addEventListener('compositionstart', () => {
    clearTimeout(timer);
    void turn(location.href, 'none');
  });
  document.addEventListener('compositionend', type);
  document.addEventListener('submit', (event) => {
    const form = formOf(event.target);
    if (!form) return;
    event.preventDefault();
    show(form, isSearch(document.activeElement) ? 'typing' : 'step');
  });
}

const isSearch = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.type === 'search';

const formOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLFormElement>('form.filter') : null;

function addressOf(form: HTMLFormElement): string {
  const fields = [...new FormData(form)].filter((pair): pair is [string, string] => pair[1] !== '');
  const query = new URLSearchParams(fields).toString();
  return new URL(form.action).pathname + (query === '' ? '' : `?${query}`);
}

function followLinks(turn: Turn): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
      return;
    const link = event.target.closest<HTMLAnchorElement>(
      'main th[scope=col] > a, .filter-says a, form.filter .taken a, .orders a, .table-pages a',
    );
    if (!link) return;
    event.preventDefault();
    const [address, block = null] = link.href.split('#');
    void turn(address!, 'step', link.closest('.table-pages') ? block : null);
  });
}

/** Identifies the focused column title, by its table and text. */
const orderLabel = (held: Element | null) =>
  held?.matches('th[scope=col] > a') ? { table: held.closest('.block')?.id ?? '', text: held.textContent } : null;

function headOf(order: ReturnType<typeof orderLabel>): HTMLElement | null {
  if (order === null) return null;
  const heads = document.querySelectorAll<HTMLElement>(`#${CSS.escape(order.table)} th[scope=col] > a`);
  return [...heads].find(({ textContent }) => textContent === order.text) ?? null;
}
