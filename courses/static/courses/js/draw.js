// A draw computed again from its published file, in the visitor's own browser: the same steps as courses/selection/rules/draw.py, written
// down for everybody in docs/draw.md. Nothing is sent anywhere.
const OPEN = ""; // the group of a seat that is kept for nobody
const OPENING = '{"opening":';
const AT_ONCE = 1000; // people whose places are worked out before the page may breathe

export class NotADraw extends Error {}

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const hashOf = async (content) => hex(await crypto.subtle.digest("SHA-256", typeof content === "string" ? new TextEncoder().encode(content) : content));

// ---- the file

export async function read(bytes) {
  const end = endOfList(bytes);
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const list = values(text.decode(bytes.subarray(0, end)), 1);
  const below = values(text.decode(bytes.subarray(end)), list.length + 1);
  if (list[0]?.draw !== 1 && list[0]?.draw !== 2) throw new NotADraw("1"); // 2: with exceptions from the limit
  const file = { header: list[0], options: new Map(), ballots: new Map(), listHash: await hashOf(bytes.subarray(0, end)), opening: below[0] ?? null, seats: [] };
  list.slice(1).forEach((value, place) => take(file, value, place + 2));
  for (const { person, holds, wishes, beyond = [] } of file.ballots.values()) {
    const wished = wishes.map(([option]) => option), named = [...holds, ...wished];
    if (new Set(named).size !== named.length || !named.every((option) => file.options.has(option))) throw new NotADraw(person);
    if (!beyond.every((option) => wished.includes(option)) || (beyond.length && list[0].draw === 1)) throw new NotADraw(person);
  }
  file.seats = below.slice(1).map(({ seat }) => seat);
  return file;
}

// The bytes of the list are hashed as they are, so its end is looked for in the bytes.
function endOfList(bytes) {
  const mark = new TextEncoder().encode("\n" + OPENING);
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    if (mark.every((byte, place) => bytes[at + place] === byte)) return at + 1;
  }
  return bytes.length;
}

function values(text, first) {
  if (text === "") return [];
  return text.replace(/\n$/, "").split("\n").map((line, place) => {
    try {
      return JSON.parse(line);
    } catch {
      throw new NotADraw(String(first + place));
    }
  });
}

function take(file, value, line) {
  const [table, name] = "class" in value ? [file.options, value.class] : [file.ballots, value.person];
  const whole = "class" in value ? Array.isArray(value.times) && Number.isInteger(value.seats) && Number.isInteger(value.course) && value.kept : Array.isArray(value.wishes) && Array.isArray(value.holds) && Array.isArray(value.beyond ?? []);
  if (!whole || name === undefined || table.has(name)) throw new NotADraw(String(line));
  table.set(name, value);
}

// ---- the draw

export async function draw(file, say = () => {}) {
  const { list_sha256, secret, beacon_value } = file.opening;
  const seed = await hashOf([list_sha256, secret, beacon_value].join("\n"));
  const line = await places([...file.ballots.values()], seed, say);
  const table = laid(file, line);
  const longest = Math.max(0, ...line.map((ballot) => ballot.wishes.length));
  for (let rank = 1; rank <= longest; rank += 1) round(table, line, rank, file.header.groups);
  openWhatIsKept(table);
  for (let rank = 1; rank <= longest; rank += 1) round(table, line, rank, []);
  return { line: line.map((ballot) => ballot.person), seats: table.given };
}

async function places(ballots, seed, say) {
  const keyed = [];
  for (let from = 0; from < ballots.length; from += AT_ONCE) {
    say(from / ballots.length);
    const some = ballots.slice(from, from + AT_ONCE);
    keyed.push(...(await Promise.all(some.map(async (ballot) => [await hashOf(`${seed}:${ballot.person}`), ballot]))));
  }
  say(1);
  return keyed.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, ballot]) => ballot);
}

function laid({ options, header }, line) {
  const wanted = new Map();
  for (const { wishes } of line) for (const [option, ...groups] of wishes) for (const group of groups) add(wanted, key(option, group), 1);
  const left = new Map();
  for (const option of options.values()) {
    let rest = option.seats, fit = option.seats;
    for (const group of header.groups) {
      const kept = Math.min(fit, option.kept[group] ?? 0); // what is named last is given up first
      fit -= kept;
      const seats = Math.min(kept, wanted.get(key(option.class, group)) ?? 0); // nothing is kept for people who do not come
      left.set(key(option.class, group), seats);
      rest -= seats;
    }
    left.set(key(option.class, OPEN), rest);
  }
  const mine = new Map(line.map(({ person, holds }) => [person, holds.map((option) => options.get(option))]));
  return { options, left, mine, limit: header.limit, given: [], groups: header.groups, met: new Map() };
}

const key = (option, group) => `${option} ${group}`;
const add = (counts, name, number) => counts.set(name, (counts.get(name) ?? 0) + number);

// Everybody's wish of one rank: the kept seats group by group, then the open ones. Even rounds go from the end of the order.
function round(table, line, rank, groups) {
  const turn = rank % 2 ? line : [...line].reverse();
  const wishing = turn.filter(({ wishes }) => wishes.length >= rank).map((ballot) => [ballot, ...ballot.wishes[rank - 1]]);
  for (const group of groups) for (const [ballot, option, ...hers] of wishing) if (hers.includes(group)) give(table, ballot, option, rank, group);
  for (const [ballot, option] of wishing) give(table, ballot, option, rank, OPEN);
}

function give(table, { person, beyond }, wanted, rank, group) {
  const at = key(wanted, group), option = table.options.get(wanted), mine = table.mine.get(person);
  if ((table.left.get(at) ?? 0) < 1 || mine.includes(option) || why(table, option, mine, beyond)) return;
  add(table.left, at, -1);
  mine.push(option);
  table.given.push([person, wanted, rank, group]);
}

function openWhatIsKept({ options, groups, left }) {
  for (const option of options.keys()) {
    for (const group of groups) {
      add(left, key(option, OPEN), left.get(key(option, group)));
      left.set(key(option, group), 0);
    }
  }
}

// Why somebody cannot sit in a class: "course", "clash", "limit", or "" when she can. `beyond`: what she may have beyond the limit.
function why(table, option, mine, beyond = []) {
  if (option.course && mine.some((other) => other.course === option.course)) return "course";
  if (mine.some((other) => clash(table, option, other))) return "clash";
  return option.counts && mine.filter((other) => other.counts).length >= table.limit && !beyond.includes(option.class) ? "limit" : "";
}

function clash({ met }, one, other) {
  const at = one.class < other.class ? `${one.class} ${other.class}` : `${other.class} ${one.class}`;
  if (!met.has(at)) met.set(at, meet(one.times, other.times));
  return met.get(at);
}

function meet(one, other) {
  let at = 0, beside = 0;
  while (at < one.length && beside < other.length) {
    if (one[at][0] < other[beside][1] && other[beside][0] < one[at][1]) return true;
    if (one[at][1] <= other[beside][1]) at += 1;
    else beside += 1;
  }
  return false;
}

// ---- what is said of it

export async function check(bytes, say) {
  const file = await read(bytes);
  if (!file.opening) return { file, drawn: null };
  const drawn = await draw(file, say);
  const [ours, written] = [drawn.seats, file.seats].map((seats) => new Set(seats.map((seat) => JSON.stringify(seat))));
  return {
    file,
    drawn,
    list: file.opening.list_sha256 === file.listHash,
    secret: (await hashOf(file.opening.secret)) === file.header.secret_sha256,
    seats: ours.size === written.size && [...ours].every((seat) => written.has(seat)),
  };
}

// One person's own story: her place, and what became of each wish.
export function story({ file, drawn }, person) {
  const ballot = file.ballots.get(person);
  if (!ballot) return null;
  const got = new Set(drawn.seats.filter((seat) => seat[0] === person).map(([, option]) => option));
  const mine = [...ballot.holds, ...got].map((option) => file.options.get(option));
  const table = { limit: file.header.limit, met: new Map() };
  const wishes = ballot.wishes.map(([option]) => {
    const wanted = file.options.get(option);
    return { option, title: wanted.title, fate: got.has(option) ? "seat" : why(table, wanted, mine, ballot.beyond) || "full" };
  });
  return { place: drawn.line.indexOf(person) + 1, of: drawn.line.length, wishes };
}
