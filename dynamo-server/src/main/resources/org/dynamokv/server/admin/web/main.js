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
let shownHash = null;

async function membership(now) {
  document.title = `${now.cluster} · dynamo`;
  at('cluster').textContent = now.cluster;
  at('seen-from').textContent =
    `${summary(now)} · seen from ${now.node.name} in ${now.node.rack} · version ${now.node.version}`;
  colours.update(now.members.map((m) => m.id));
  at('members').replaceChildren(membersTable(now, colours));
  const name = (id) => now.members.find((m) => m.id === id)?.name ?? id;
  show(at('change'), changeBanner(now, name));
  if (shownHash !== now.ring.hash || shownHash === '') {
    await drawRing(now);
  }
}

async function drawRing(now) {
  try {
    const answer = await fetch('/api/ring');
    const owners = await answer.json();
    ring.update(owners, now.members);
    shownHash = owners.hash;
  } catch {
    // The connection went; the event that comes with the next one draws the ring.
    shownHash = null;
  }
}

function metrics(now) {
  at('tiles').replaceChildren(...tiles(now));
  at('hints').replaceChildren(hintsTable(now.hints, (id) => ring.name(id)));
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
