const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const tenth = new Intl.NumberFormat('en', {maximumFractionDigits: 1});

/** 12,345 */
export const count = (n) => whole.format(n);

/** 1.4 MiB */
export function bytes(n) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = n;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${tenth.format(size)} ${units[unit]}`;
}

/** A rate: one digit behind the point while it is small. */
export const rate = (n) => (n < 100 ? tenth : whole).format(n);

/** Milliseconds with three digits that matter: 0.42, 1.7, 23, 1,204. */
export function millis(n) {
  return n < 1 ? n.toFixed(2) : rate(n);
}

/** A share in percent. */
export const percent = (part, of) => `${tenth.format(of === 0 ? 0 : (100 * part) / of)} %`;

/** A moment, local time. */
export const moment = (ms) => new Date(ms).toLocaleString();
export const clock = (date) => date.toLocaleTimeString();

/** "1 hint", "2 hints" */
export const plural = (n, word) => `${count(n)} ${word}${n === 1 ? '' : 's'}`;
