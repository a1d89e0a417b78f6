// Validates every line of the logs and of the truth of a dataset, and a file of
// alerts, with Ajv against the schemas that breachsim prints.
//
// usage: node log-readers.mjs SCHEMAS DATASET ALERTS
//
// Prints one line on what was read; ends with an error on the first line that
// is refused, or on a spoiled one that is not.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [schemas, dataset, alerts] = process.argv.slice(2);
const ajv = new Ajv.default({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
addFormats.default(ajv);

const validator = (name) => ajv.compile(JSON.parse(fs.readFileSync(path.join(schemas, `${name}.json`), 'utf8')));

// files finds the files of one kind in the dataset.
function files(name) {
  if (name === 'alerts') return [alerts];
  const folder = path.join(dataset, name === 'audit' ? 'logs/audit' : name);
  if (!fs.existsSync(folder)) return [`${folder}.jsonl`];
  return fs.readdirSync(folder).filter((f) => f.endsWith('.jsonl')).map((f) => path.join(folder, f));
}

async function hold(name, each = () => {}) {
  const good = validator(name);
  let n = 0;
  for (const file of files(name)) {
    for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
      const row = JSON.parse(line);
      if (!good(row)) throw new Error(`${name}: ${ajv.errorsText(good.errors)}\n${line}`);
      each(row);
      n++;
    }
  }
  return [n, good];
}

// spoils are changes after which a look-up is no line of the audit log.
const spoils = {
  'a label': (e) => { e.label = 'attack'; },
  'a key less': (e) => { delete e.reason; },
  'another action': (e) => { e.action = 'query'; },
  'an address that may be somebody\'s': (e) => { e.src_ip = '81.2.69.160'; },
  'no status': (e) => { e.status = null; },
  'a person too few': (e) => { e.persons_returned = 0; },
  'text for a number': (e) => { e.resp_bytes = String(e.resp_bytes); },
  'a local time': (e) => { e.ts = e.ts.replace('Z', '+01:00'); },
};

let found;
const [lines, good] = await hold('audit', (row) => { if (row.result === 'found') found = row; });
for (const [what, spoil] of Object.entries(spoils)) {
  const row = structuredClone(found);
  spoil(row);
  if (good(row)) throw new Error(`accepts ${what}`);
}
let rest = 0;
const kinds = fs.readdirSync(path.join(schemas, 'truth')).map((f) => `truth/${f.replace('.json', '')}`);
for (const name of ['alerts', ...kinds]) rest += (await hold(name))[0];
if (lines < 10000 || rest < 1000) throw new Error(`only ${lines} lines and ${rest}`);
console.log(`${lines} audit lines, ${rest} of alerts and truth; ${Object.keys(spoils).length} spoiled ones refused`);
