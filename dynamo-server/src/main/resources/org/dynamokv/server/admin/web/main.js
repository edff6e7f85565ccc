import {Colours} from './colours.js';
import {explainForm} from './explain.js';
import {clock} from './format.js';
import {listen} from './live.js';
import {membersTable} from './members.js';
import {changeBanner, hintsTable, storageFacts, summary, tiles} from './panels.js';
import {RingPicture} from './ring.js';

const at = (id) => document.getElementById(id);
const colours = new Colours();
const ring = new RingPicture({picture: at('ring'), partition: at('partition'), legend: at('legend')}, colours);
let heardAt = null;
let latest = null;
let shownHash = null;

async function membership(now) {
  latest = now;
  document.title = `${now.cluster} · dynamo`;
  at('cluster').textContent = now.cluster;
  at('seen-from').textContent =
    `${summary(now)} · seen from ${now.node.name} in ${now.node.rack} · version ${now.node.version}`;
  colours.update(now.members.map((m) => m.id));
  at('members').replaceChildren(membersTable(now, colours));
  show(at('change'), changeBanner(now, name));
  if (shownHash !== now.ring.hash || shownHash === '') {
    await drawRing(now);
  }
}

async function drawRing(now) {
  const owners = await owned();
  if (owners !== null) {
    ring.update(owners, now.members);
  }
  shownHash = owners?.hash ?? null;
}

/** The ring; null when the connection went: the next second's event asks again. */
async function owned() {
  try {
    return await (await fetch('/api/ring')).json();
  } catch {
    return null;
  }
}

function name(id) {
  return latest?.members.find((m) => m.id === id)?.name ?? id;
}

function metrics(now) {
  if (shownHash === null && latest !== null) {
    drawRing(latest);
  }
  at('tiles').replaceChildren(...tiles(now));
  at('hints').replaceChildren(hintsTable(now.hints, name));
  at('storage').replaceChildren(storageFacts(now.storage));
}

function show(place, content) {
  place.hidden = content === null;
  place.replaceChildren(...(content === null ? [] : [content]));
}

function connection(state, text, banner) {
  const mark = at('connection');
  if (mark.dataset.state !== state) {
    mark.dataset.state = state;
    mark.textContent = text;
  }
  document.body.classList.toggle('stale', banner !== null);
  if (at('lost').textContent !== (banner ?? '')) {
    show(at('lost'), banner);
  }
}

const since = () => (heardAt === null ? '' : ` What you see is from ${clock(heardAt)}.`);

listen({
  membership,
  metrics,
  connected: () => {
    heardAt = new Date();
    connection('live', 'Live', null);
  },
  trouble: (now) => connection('lost', 'Trouble', `The node does not tell its status: ${now.message}`),
  lost: () => connection('lost', 'Connection lost', `Connection lost; trying again.${since()}`),
});
explainForm(at('explain'), at('explanation'), ring);
