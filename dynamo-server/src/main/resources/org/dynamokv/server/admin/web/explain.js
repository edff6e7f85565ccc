import {el, facts, table} from './dom.js';
import {bytes, moment, plural} from './format.js';

const MOST_SHOWN = 2000;

/** Makes the form answer where a key is, and what this node holds of it. */
export function explainForm(form, place, ring) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const {bucket, key} = form.elements;
    try {
      const [explanation, copy] = await Promise.all([
        ask('explain', bucket.value, key.value), ask('local', bucket.value, key.value)]);
      show(place, ring, explanation, copy);
    } catch (error) {
      place.replaceChildren(el('p', {class: 'problem'}, error.message));
    }
  });
}

/** The answer's JSON; null for "no copy here". */
async function ask(what, bucket, key) {
  if ([bucket, key].some((name) => name === '.' || name === '..')) {
    throw new Error('Browsers cannot ask for "." and "..": use "dynamo explain" for this key.');
  }
  const answer = await fetch(`/api/${what}/${encodeURIComponent(bucket)}/${encodeURIComponent(key)}`);
  if (answer.status === 404 && what === 'local') return null;
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.message);
  return json;
}

function show(place, ring, explanation, copy) {
  ring.pin(explanation.partition);
  place.replaceChildren(
    facts([
      ['Partition', String(explanation.partition)],
      ['Token', el('code', {}, explanation.token)],
      ['Ring epoch', String(explanation.epoch)],
    ]),
    el('h3', {}, 'Preference list'),
    replicas(explanation, ring),
    el('h3', {}, 'Copy on this node'),
    copy === null ? el('p', {class: 'empty'}, 'None.') : localCopy(copy, ring));
}

function replicas(explanation, ring) {
  return table('What each node holds of the key', [
    {label: 'Node', cell: (r) => ring.name(r.id)},
    {label: 'Role', cell: (r) => r.role + (r.hintFor === null ? '' : `, hint for ${ring.name(r.hintFor)}`)},
    {label: 'Reachable', cell: (r) => el('span', {class: r.reachable ? 'alive' : 'silent'}, r.reachable ? 'yes' : 'no answer')},
    {label: 'Holds', cell: (r) => holds(r)},
    {label: 'History', cell: (r) => vector(r.vector, ring)},
  ], explanation.replicas);
}

function holds(replica) {
  if (!replica.reachable) return 'unknown';
  if (replica.siblings.length === 0) return 'nothing';
  return el('ul', {class: 'plain'}, replica.siblings.map((s) =>
    el('li', {}, s.tombstone ? 'tombstone' : `${bytes(s.bytes)}, ${s.contentType}`)));
}

function vector(events, ring) {
  if (events.length === 0) return '–';
  return el('ul', {class: 'plain'}, events.map((e) => el('li', {}, event(e, ring))));
}

function event(e, ring) {
  return el('span', {title: `start and actor ${e.epoch}`}, `${ring.name(e.node)} `, el('code', {}, `${e.epoch}:${e.counter}`));
}

function localCopy(copy, ring) {
  return el('div', {},
    el('p', {class: 'more'}, plural(copy.siblings.length, 'sibling')),
    copy.siblings.map((s) => el('div', {class: 'sibling'},
      el('p', {}, event(s.dot, ring), ` at ${moment(s.modified)}`),
      s.tombstone ? el('p', {class: 'empty'}, 'Tombstone') : value(s))));
}

function value(sibling) {
  const raw = Uint8Array.from(atob(sibling.value), (c) => c.charCodeAt(0));
  try {
    const text = new TextDecoder('utf-8', {fatal: true}).decode(raw);
    const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)} …` : text;
    return el('div', {}, el('p', {class: 'more'}, `${sibling.contentType}, ${bytes(raw.length)}`), el('pre', {tabindex: 0}, shown));
  } catch {
    return el('p', {class: 'more'}, `${sibling.contentType}, ${bytes(raw.length)}, not text`);
  }
}
