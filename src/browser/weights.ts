/** A reader's own weights: a slider that moves asks for the same address with other weights, and shows the result. */

/** Parts of the page that follow the weights. */
const following = ['own-mark', 'own-result'];
/** A slider that is dragged states this many times a second. */
const delayMs = 180;

export function followWeights(form: HTMLFormElement): void {
  const published = form.dataset.weights!;
  const sliders = [...form.querySelectorAll<HTMLInputElement>('input[type=range]')];
  const button = form.querySelector('button')!;
  const said = document.getElementById('own-said')!;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | null = null;
  button.hidden = true;

  const addressOf = () => {
    const set = sliders.filter(({ value }) => value !== published);
    const query = set.map(({ name, value }) => `${encodeURIComponent(name)}=${value}`).join('&');
    return location.pathname + (query === '' ? '' : `?${query}`);
  };

  const turn = async () => {
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
      button.hidden = true;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      said.textContent = form.dataset.failed!;
      button.hidden = false;
    }
    result.removeAttribute('aria-busy');
  };

  const show = (fresh: Document) => {
    document.title = fresh.title;
    for (const id of following) document.getElementById(id)!.replaceChildren(...fresh.getElementById(id)!.childNodes);
    for (const slider of sliders) {
      slider.setAttribute('aria-valuetext', fresh.getElementById(slider.id)!.getAttribute('aria-valuetext')!);
      for (const part of ['times', 'share']) {
        const id = `${slider.id}-${part}`;
        document.getElementById(id)!.replaceWith(fresh.getElementById(id)!);
      }
    }
    // Other languages open with the same weights.
    const links = (page: Document) => [...page.querySelectorAll<HTMLAnchorElement>('nav.languages a')];
    const replacements = links(fresh);
    for (const [at, link] of links(document).entries())
      link.setAttribute('href', replacements[at]!.getAttribute('href')!);
    said.textContent = fresh.getElementById('own-said')!.textContent;
  };

  form.addEventListener('input', ({ target }) => {
    const { id, value } = target as HTMLInputElement;
    const times = document.getElementById(`${id}-times`)!;
    times.textContent = `\u00d7 ${Number(value).toLocaleString(document.documentElement.lang)}`;
    clearTimeout(timer);
    timer = setTimeout(turn, delayMs);
  });
}
