/** The form that sends a workbook: a place to drop it, its size before it goes, how far it is while it goes. */

/** A finger drops no files. */
const canDrop = matchMedia('(pointer: fine)').matches;

export function prepareSending(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]')!;
  const button = form.querySelector<HTMLButtonElement>('button[type="submit"]')!;
  const { chosen, sending } = parts(form);
  const limit = Number(form.dataset.limit);

  const look = () => {
    const file = input.files?.[0];
    const large = file !== undefined && file.size > limit;
    input.setCustomValidity(large ? fill(form.dataset.tooLarge!, { size: megabytes(file.size) }) : '');
    chosen.textContent = large
      ? input.validationMessage
      : file
        ? fill(form.dataset.chosen!, { name: file.name, size: megabytes(file.size) })
        : canDrop
          ? form.dataset.drop!
          : '';
    chosen.classList.toggle('wrong', large);
    sending.hidden = true;
  };
  input.addEventListener('change', look);
  look();
  takeDrops(form, input, look);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    void send(form).finally(() => {
      button.disabled = false;
    });
  });
}

/** Sends the form and turns to the receipt; what comes in between is reported where it was sent. */
async function send(form: HTMLFormElement): Promise<void> {
  const { sending, progress, says } = parts(form);
  const report = (text: string, wrong = false) => {
    sending.hidden = false;
    progress.hidden = wrong;
    says.textContent = text;
    says.classList.toggle('wrong', wrong);
  };
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('accept', 'application/json');
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    progress.max = total;
    progress.value = loaded;
    report(fill(form.dataset.sending!, { sent: megabytes(loaded), size: megabytes(total) }));
  });
  request.upload.addEventListener('load', () => {
    progress.removeAttribute('value');
    report(form.dataset.sent!);
  });
  const ended = new Promise<void>((end) => {
    request.addEventListener('loadend', () => end());
  });
  request.send(new FormData(form));
  await ended;
  const receipt = request.getResponseHeader('location');
  if (request.status === 201 && receipt) return location.assign(new URL(receipt, form.action));
  report(refusalOf(request) ?? form.dataset.broken!, true);
}

/** What the server states about a form that it refused; null if it said nothing that can be read. */
function refusalOf({ status, responseText }: XMLHttpRequest): string | null {
  if (status < 400) return null;
  try {
    const { detail, fix } = JSON.parse(responseText) as { detail: string; fix: string };
    return `${detail} ${fix}`;
  } catch {
    return null;
  }
}

/** A file may be let go anywhere over the form. */
function takeDrops(form: HTMLFormElement, input: HTMLInputElement, look: () => void): void {
  const over = (event: DragEvent, inside: boolean) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    form.classList.toggle('dropping', inside);
  };
  form.addEventListener('dragover', (event) => over(event, true));
  form.addEventListener('dragleave', (event) => over(event, false));
  form.addEventListener('drop', (event) => {
    over(event, false);
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    input.files = files;
    look();
  });
}

const parts = (form: HTMLFormElement) => ({
  chosen: form.querySelector<HTMLElement>('.chosen')!,
  sending: form.querySelector<HTMLElement>('.sending')!,
  progress: form.querySelector('progress')!,
  says: form.querySelector<HTMLElement>('.sending p')!,
});

const fill = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** In the reader's own way of writing numbers. */
const megabytes = (bytes: number) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: bytes < 1_000_000 ? 2 : 1 }).format(
    bytes / 1_000_000,
  );
