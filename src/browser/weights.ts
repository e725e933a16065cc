/** A reader's own weights: moving a slider fetches the page with the new weights and shows the result. */
import { pageOf, shown } from './shown.ts';

/** Parts of the page that depend on the weights; the filter form keeps them. */
const following = ['own-filter', 'own-mark', 'own-result'];
/** Minimum interval between requests while a slider is dragged, in milliseconds. */
const delayMs = 180;

export function followWeights(form: HTMLFormElement): void {
  const published = form.dataset.weights!;
  const sliders = [...form.querySelectorAll<HTMLInputElement>('input[type=range]')];
  const button = form.querySelector('button')!;
  const summary = document.getElementById('own-summary')!;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | null = null;
  button.hidden = true;

  /** The countries shown and the order stay as they are. */
  const kept = () => [...form.querySelectorAll<HTMLInputElement>('input[type=hidden]')];

  const addressOf = () => {
    const set = [...sliders.filter(({ value }) => value !== published), ...kept()];
    const query = new URLSearchParams(set.map(({ name, value }) => [name, value])).toString();
    return location.pathname + (query === '' ? '' : `?${query}`);
  };

  const turn = async () => {
    // Other countries are shown since, in a new form.
    if (!form.isConnected) return;
    asked?.abort();
    asked = new AbortController();
    const address = addressOf();
    const result = document.getElementById('own-result')!;
    result.setAttribute('aria-busy', 'true');
    try {
      const reply = await fetch(address, { headers: { accept: 'text/html' }, signal: asked.signal });
      if (!reply.ok) throw new Error(`${reply.status}`);
      show(new DOMParser().parseFromString(await reply.text(), 'text/html'));
      history.replaceState(null, '', address);
      shown.page = pageOf(address);
      button.hidden = true;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      summary.textContent = form.dataset.failed!;
      button.hidden = false;
    }
    result.removeAttribute('aria-busy');
  };

  const show = (fresh: Document) => {
    document.title = fresh.title;
    const isOpen = document.querySelector<HTMLDetailsElement>('form.filter details')?.open === true;
    for (const id of following) document.getElementById(id)!.replaceChildren(...fresh.getElementById(id)!.childNodes);
    document.querySelector<HTMLDetailsElement>('form.filter details')?.toggleAttribute('open', isOpen);
    for (const slider of sliders) {
      slider.setAttribute('aria-valuetext', fresh.getElementById(slider.id)!.getAttribute('aria-valuetext')!);
      for (const part of ['times', 'share']) {
        const id = `${slider.id}-${part}`;
        document.getElementById(id)!.replaceWith(fresh.getElementById(id)!);
      }
    }
    // Links to other languages keep the weights.
    const links = (page: Document) => [...page.querySelectorAll<HTMLAnchorElement>('nav.languages a')];
    const replacements = links(fresh);
    for (const [at, link] of links(document).entries())
      link.setAttribute('href', replacements[at]!.getAttribute('href')!);
    summary.textContent = fresh.getElementById('own-summary')!.textContent;
  };

  form.addEventListener('input', ({ target }) => {
    const { id, value } = target as HTMLInputElement;
    const times = document.getElementById(`${id}-times`)!;
    times.textContent = `\u00d7 ${Number(value).toLocaleString(document.documentElement.lang)}`;
    clearTimeout(timer);
    timer = setTimeout(turn, delayMs);
  });
}
