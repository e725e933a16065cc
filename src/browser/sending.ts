/** The upload form: drag and drop, the size of the file before the upload, and the progress during it. */

/** Touch screens cannot drop files. */
const canDrop = matchMedia('(pointer: fine)').matches;

export function prepareSending(form: HTMLFormElement): void {
  const { input, chosen, sending } = parts(form);
  const limit = Number(form.dataset.limit);

  const showFile = () => {
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
  const open = () => {
    lock(form, false);
    showFile();
  };
  input.addEventListener('change', showFile);
  open();
  takeDrops(form, input, showFile);
  // A page that Back shows as it was left is locked.
  addEventListener('pageshow', ({ persisted }) => persisted && open());

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(form, open);
  });
}

/** Sends the form, which stays locked while its receipt or its check opens; errors are shown at the form. */
async function submit(form: HTMLFormElement, open: () => void): Promise<void> {
  const { input, button } = parts(form);
  const { changed, broken } = form.dataset;
  const content = new FormData(form);
  const isRead = () => isReadable(content.get('file') as File);
  lock(form, true);
  let wrong = changed!;
  if (await isRead()) {
    if (content.has('check_only')) return openCheck(form);
    const failed = await send(form, content);
    if (failed === null) return;
    // An upload also breaks off if its file is saved meanwhile.
    wrong = failed === broken && !(await isRead()) ? changed! : failed;
  }
  // The browser refuses a changed file until it is selected again.
  if (wrong === changed) input.value = '';
  open();
  report(form, wrong, true);
  (wrong === changed ? input : button).focus();
}

/** The result of a check has no address: the browser submits the form itself and shows the response. */
function openCheck(form: HTMLFormElement): void {
  lock(form, false);
  report(form, form.dataset.checking!);
  form.submit();
  lock(form, true);
}

/** False if the file was saved, moved or deleted after it was selected. */
const isReadable = (file: File): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

/** While it is sent, the form shows what is sent: another file selected meanwhile would seem to be uploaded. */
function lock(form: HTMLFormElement, isLocked: boolean): void {
  for (const control of form.elements) (control as HTMLInputElement).disabled = isLocked;
}

function report(form: HTMLFormElement, text: string, wrong = false): void {
  const { sending, progress, message } = parts(form);
  sending.hidden = false;
  progress.hidden = wrong;
  message.textContent = text;
  message.classList.toggle('wrong', wrong);
}

/** Uploads the form and opens the receipt. @returns what went wrong; null if nothing did */
async function send(form: HTMLFormElement, content: FormData): Promise<string | null> {
  const { progress } = parts(form);
  const request = new XMLHttpRequest();
  // Once all of it is sent, a connection that fails says nothing about whether it arrived.
  let isSent = false;
  request.open('POST', form.action);
  request.setRequestHeader('accept', 'application/json');
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    progress.max = total;
    progress.value = loaded;
    report(form, fill(form.dataset.sending!, { sent: megabytes(loaded), size: megabytes(total) }));
  });
  request.upload.addEventListener('load', () => {
    isSent = true;
    progress.removeAttribute('value');
    report(form, form.dataset.sent!);
  });
  const ended = new Promise<void>((end) => {
    request.addEventListener('loadend', () => end());
  });
  request.send(content);
  await ended;
  const receipt = request.getResponseHeader('location');
  if (request.status === 201 && receipt) {
    location.assign(new URL(receipt, form.action));
    return null;
  }
  return refusalOf(request) ?? (isSent ? form.dataset.unheard! : form.dataset.broken!);
}

/** The server's message about a refused form; null if there is no readable one. */
function refusalOf({ status, responseText }: XMLHttpRequest): string | null {
  if (status < 400) return null;
  try {
    const { detail, fix } = JSON.parse(responseText) as { detail: string; fix: string };
    return `${detail} ${fix}`;
  } catch {
    return null;
  }
}

/** A file may be dropped anywhere on the form. */
function takeDrops(form: HTMLFormElement, input: HTMLInputElement, showFile: () => void): void {
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
    if (!files?.length || input.disabled) return;
    input.files = files;
    showFile();
  });
}

const parts = (form: HTMLFormElement) => ({
  input: form.querySelector<HTMLInputElement>('input[type="file"]')!,
  button: form.querySelector<HTMLButtonElement>('button[type="submit"]')!,
  chosen: form.querySelector<HTMLElement>('.chosen')!,
  sending: form.querySelector<HTMLElement>('.sending')!,
  progress: form.querySelector('progress')!,
  message: form.querySelector<HTMLElement>('.sending p')!,
});

const fill = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** In the number format of the page's language; a file that is not empty does not have 0 MB. */
const megabytes = (bytes: number) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: bytes < 1_000_000 ? 2 : 1 }).format(
    Math.max(bytes, bytes > 0 ? 10_000 : 0) / 1_000_000,
  );
