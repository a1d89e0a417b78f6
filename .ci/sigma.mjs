// Holds the alerts that breachsim raises for drawn Sigma correlations against SQL that
// is written from the specification and from output/sigma/README.md, to the event.
//
// usage: node sigma.mjs BREACHSIM COUNT SEED DATASET...
//
// Draws rules of every type, as a Sigma file and as a query of DuckDB side by side; one
// of the two knows nothing of the other. Prints one line; ends with an error on the
// first difference. PLANTED=1 makes the windows of SQL ten seconds longer.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { DuckDBInstance } from '@duckdb/node-api';

const [breachsim, count, seed, ...datasets] = process.argv.slice(2);
const planted = process.env.PLANTED ? 10_000_000 : 0;

// random is mulberry32: the same seed draws the same rules.
let state = Number(seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];

// several picks different ones, in their order of picking.
function several(list, n) {
  const rest = [...list];
  return Array.from({ length: n }, () => rest.splice(below(rest.length), 1)[0]);
}

// Conditions on a line, each in both languages.
const tests = [
  [`action: lookup`, `action = 'lookup'`],
  [`action: lookup`, `action = 'lookup'`],
  [`event.action: LOOKUP`, `action = 'lookup'`],
  [`action: [login, logout]`, `action IN ('login', 'logout')`],
  [`result: not_found`, `result = 'not_found'`],
  [`result|startswith: no`, `result ILIKE 'no%'`],
  [`status|gte: 400`, `status >= 400`],
  [`http.response.status_code|lt: 300`, `status < 300`],
  [`outcome: failure`, `outcome = 'failure'`],
  [`user_agent|contains: chrome`, `user_agent ILIKE '%chrome%'`],
  [`user_agent|re: 'Windows NT 1[01]'`, `regexp_matches(user_agent, 'Windows NT 1[01]')`],
  [`reason: null`, `reason IS NULL`],
  [`reason|exists: true`, `reason IS NOT NULL`],
  [`service|neq: infopatient`, `service <> 'infopatient'`],
  [`country: FR`, `country = 'FR'`],
  [`src_ip|cidr: 240.0.0.0/5`, `split_part(src_ip, '.', 1)::INT BETWEEN 240 AND 247 AND src_ip NOT LIKE '%:%'`],
  [`latency_us|gt: 40000`, `latency_us > 40000`],
  [`path: /connexion*`, `path ILIKE '/connexion%'`],
];
const groups = ['account', 'src_ip', 'asn', 'session_id', 'city', 'profession', 'service', 'user_agent', 'country', 'org', 'status'];
const fine = ['account', 'src_ip', 'session_id'];
let large = false; // the log
const ecs = { account: 'user.id', src_ip: 'source.ip', asn: 'source.as.number', city: 'source.geo.city_name' };
const values = ['nir_ref', 'patient_dept', 'src_ip', 'session_id', 'path', 'account', 'status'];
const numbers = ['latency_us', 'resp_bytes', 'req_bytes', 'persons_returned', 'status', 'src_port', 'lat', 'lookup_gap_us'];
const shares = ['patient_dept', 'result', 'user_agent', 'path', 'city'];
const spans = [['10s', 10], ['45s', 45], ['1m', 60], ['5m', 300], ['90m', 5400], ['1h', 3600], ['12h', 43200], ['1d', 86400], ['7d', 604800], ['30d', 2592000]];
const compares = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '=' };

const db = await (await DuckDBInstance.create(':memory:')).connect();
const query = async (sql) => (await db.runAndReadAll(sql)).getRowsJson();

// quantiles are values of a number that limits are drawn near.
async function near(field) {
  const [[a]] = await query(`SELECT quantile_disc(${field}, ${(0.1 + 0.8 * random()).toFixed(3)}) FROM log WHERE ${field} IS NOT NULL`);
  return Number(a ?? 1);
}

function limit(kinds, n) {
  const op = pick(kinds);
  return { yaml: `${op}: ${n}`, sql: (x) => `${x} ${compares[op]} ${n}` };
}

// counts are limits on a count, of which some make a range.
function counts() {
  const n = pick([1, 2, 2, 3, 3, 4, 5, 8, 12, 20, 40]);
  if (below(6) === 0) {
    return { yaml: `gt: ${n}, lte: ${n + 3}`, sql: (x) => `${x} > ${n} AND ${x} <= ${n + 3}` };
  }
  return limit(['gte', 'gte', 'gte', 'gt', 'lt', 'lte', 'eq'], n);
}

const types = ['event_count', 'value_count', 'temporal', 'temporal_ordered', 'value_sum', 'value_avg', 'value_percentile', 'share', 'words', 'chain'];

// draw makes rule number i: its Sigma documents, and how SQL finds its alerts.
async function draw(i) {
  const type = types[i % types.length];
  const parts = { temporal: 2 + below(3), temporal_ordered: 2 + below(3), words: 3 }[type] ?? 1 + (below(4) === 0);
  const finds = Array.from({ length: parts }, () => several(tests, 1 + below(2)));
  const names = finds.map((_, k) => `r${i}_${k}`);
  let docs = finds.map((list, k) => `title: part ${i} ${k}
name: ${names[k]}
logsource: {product: breachsim, service: audit}
detection:
  one: {${list[0][0]}}
${list[1] ? `  two: {${list[1][0]}}\n` : ''}  condition: ${list[1] ? 'one and two' : 'one'}
`);
  const where = finds.map((list) => list.map((t) => `(${t[1]})`).join(' AND '));
  const by = several(groups, 1 + below(3));
  if (large && !by.some((g) => fine.includes(g))) by[by.length - 1] = pick(fine); // SQL compares each line with each of its group
  const [spanText, seconds] = pick(spans);
  const span = seconds * 1e6;
  const rule = { i, name: `rule_${i}`, type, by, span, where };
  let condition = '';
  let real = type;
  switch (type) {
    case 'event_count':
      rule.limit = counts();
      condition = `{${rule.limit.yaml}}`;
      rule.value = '1';
      rule.measure = (over) => `count(*) ${over}`;
      break;
    case 'value_count': {
      rule.limit = counts();
      const fields = several(values, 1 + (below(4) === 0));
      condition = `{field: [${fields.join(', ')}], ${rule.limit.yaml}}`;
      rule.value = fields.length > 1 ? `CASE WHEN ${fields.map((f) => `${f} IS NOT NULL`).join(' AND ')} THEN ${fields.map((f) => `${f}::VARCHAR`).join(` || '|' || `)} END` : fields[0];
      rule.measure = (over) => `count(DISTINCT v) ${over}`;
      break;
    }
    case 'value_sum':
    case 'value_avg': {
      const field = pick(numbers);
      const n = Math.round((await near(field)) * (type === 'value_sum' ? pick([1, 3, 10]) : 1));
      rule.limit = limit(['gte', 'gt', 'lt', 'lte'], n);
      condition = `{field: ${field}, ${rule.limit.yaml}}`;
      rule.value = field;
      // Whole numbers again: the average is compared without a division.
      const sum = field === 'lat' ? 'sum(round(v * 1000000)::HUGEINT)' : 'sum(v::HUGEINT * 1000000)';
      rule.measure = (over) => (type === 'value_sum' ? `${sum} ${over}` : `${sum} ${over} - count(*) ${over} * ${n * 1e6}::HUGEINT`);
      const against = type === 'value_sum' ? n * 1e6 : 0;
      const op = compares[rule.limit.yaml.split(':')[0]];
      rule.limit = { sql: (x) => `${x} ${op} ${against}` };
      break;
    }
    case 'value_percentile': {
      const field = pick(numbers.filter((f) => f !== 'lat'));
      const percentile = pick([1, 10, 25, 50, 75, 90, 95, 99, 100]);
      rule.limit = limit(['gte', 'gt', 'lt', 'lte'], Math.round(await near(field)));
      condition = `{field: ${field}, percentile: ${percentile}, ${rule.limit.yaml}}`;
      rule.value = field;
      rule.percentile = percentile;
      break;
    }
    case 'share': {
      real = 'value_percentile';
      const field = pick(shares);
      const n = pick([1, 5, 10, 25, 50, 90]);
      rule.limit = limit(['lte', 'lt', 'gte'], n);
      condition = `{field: ${field}, ${rule.limit.yaml}}`;
      rule.value = field;
      break;
    }
    case 'temporal':
    case 'temporal_ordered':
      rule.parts = parts;
      rule.need = parts;
      if (below(4) === 0) {
        rule.need = 2;
        condition = '{gte: 2}';
      }
      break;
    case 'words': {
      real = 'temporal';
      const [a, b, c] = names;
      const forms = [
        [`${a} and (${b} or not ${c})`, 's0 AND (s1 OR NOT s2)'],
        [`${c} and not ${a} or ${b} and ${c}`, 's2 AND NOT s0 OR s1 AND s2'],
        [`not (${a} and ${b}) AND ${c}`, 'NOT (s0 AND s1) AND s2'],
        [`1 of r${i}_* and not ${b}`, '(s0 OR s1 OR s2) AND NOT s1'],
      ];
      const [yaml, sql] = pick(forms);
      condition = yaml;
      rule.words = sql;
      rule.parts = 3;
      break;
    }
    case 'chain': {
      real = 'event_count';
      rule.limit = counts();
      condition = `{${rule.limit.yaml}}`;
      rule.value = '1';
      rule.measure = (over) => `count(*) ${over}`;
      const [outerText, outerSeconds] = pick(spans);
      rule.outer = { by: several(by, 1 + below(by.length)), span: outerSeconds * 1e6, text: outerText, limit: counts() };
      break;
    }
  }
  const correlation = (name, r, rules, keys, text, cond) => `title: ${name}
name: ${name}
correlation:
  type: ${r}
  rules: [${rules.join(', ')}]
  group-by: [${keys.map((k) => (below(3) === 0 && ecs[k]) || k).join(', ')}]
  timespan: ${text}
${cond ? `  condition: ${cond}\n` : ''}`;
  if (rule.outer) {
    docs.push(correlation(`inner_${i}`, real, names, by, spanText, condition));
    docs.push(correlation(rule.name, 'event_count', [`inner_${i}`], rule.outer.by, rule.outer.text, `{${rule.outer.limit.yaml}}`));
  } else {
    docs.push(correlation(rule.name, real, names, by, spanText, condition));
  }
  rule.yaml = docs.join('---\n');
  return rule;
}

const present = (fields) => fields.map((f) => `${f} IS NOT NULL`).join(' AND ');

// found is the lines that the parts of a rule find: instant, part, values.
function found(rule) {
  return rule.where.map((w, part) => `SELECT ${rule.by.join(', ')}, us, seq, ${part} AS part, ${rule.value ?? 'NULL'} AS v FROM log
    WHERE (${w}) AND ${present(rule.by)}${rule.value ? ` AND (${rule.value}) IS NOT NULL` : ''}`).join(' UNION ALL ');
}

// judged says of each instant of each group whether the condition holds: a window is
// (us - span, us], so that it begins span - 1 whole microseconds before.
function judged(rule) {
  const g = rule.by.join(', ');
  const over = `OVER (PARTITION BY ${g} ORDER BY us RANGE BETWEEN ${rule.span - 1 + planted} PRECEDING AND CURRENT ROW)`;
  if (rule.percentile) {
    return `SELECT DISTINCT ${g}, us, ${rule.limit.sql('m')} AS holds FROM (
      SELECT ${g}, us, list_sort(list(v) ${over}) AS l, l[((${rule.percentile} * len(l) + 99) // 100)::INT] AS m FROM found)`;
  }
  if (rule.type === 'share') {
    // For each line how many lines of its window have its value.
    return `SELECT ${g}, us, bool_or(${rule.limit.sql('100.0 * same / n')}) AS holds FROM (
      SELECT ${g}, us, count(*) ${over} AS n, count(*) OVER (PARTITION BY ${g}, v ORDER BY us RANGE BETWEEN ${rule.span - 1 + planted} PRECEDING AND CURRENT ROW) AS same
      FROM found) GROUP BY ALL`;
  }
  if (rule.words) {
    const seen = Array.from({ length: rule.parts }, (_, k) => `coalesce(bool_or(part = ${k}) ${over}, false) AS s${k}`).join(', ');
    return `SELECT DISTINCT ${g}, us, (${rule.words}) AS holds FROM (SELECT ${g}, us, ${seen} FROM found)`;
  }
  if (rule.type === 'temporal') {
    return `SELECT DISTINCT ${g}, us, n >= ${rule.need} AS holds FROM (SELECT ${g}, us, count(DISTINCT part) ${over} AS n FROM found)`;
  }
  if (rule.type === 'temporal_ordered') {
    return ordered(rule, over);
  }
  return `SELECT DISTINCT ${g}, us, ${rule.limit.sql('m')} AS holds FROM (SELECT ${g}, us, ${rule.measure(over)} AS m FROM found)`;
}

// ordered looks for the earliest line of each part behind that of the part before, in
// the list of what the window holds; for a number of parts, over all choices of parts.
function ordered(rule, over) {
  const g = rule.by.join(', ');
  const parts = [...Array(rule.parts).keys()];
  const choices = rule.need === rule.parts ? [parts] : parts.flatMap((a) => parts.filter((b) => b > a).map((b) => [a, b]));
  // Stage by stage, so that each earliest line is looked for once.
  let from = `SELECT ${g}, us, any_value(l) AS l FROM (SELECT ${g}, us, list({us: us, part: part}) ${over} AS l FROM found) GROUP BY ${g}, us`;
  for (let stage = 0; stage < choices[0].length; stage++) {
    const columns = choices.map((c, k) => `list_min([x.us FOR x IN l IF x.part = ${c[stage]}${stage ? ` AND x.us >= e${k}_${stage - 1}` : ''}]) AS e${k}_${stage}`);
    from = `SELECT *, ${columns.join(', ')} FROM (${from})`;
  }
  const last = choices[0].length - 1;
  return `SELECT ${g}, us, (${choices.map((_, k) => `e${k}_${last} IS NOT NULL`).join(' OR ')}) AS holds FROM (${from})`;
}

// crossings are the instants at which a condition is met anew.
function crossings(by, span, from) {
  const g = by.join(', ');
  return `SELECT ${g}, us FROM (SELECT ${g}, us, holds, lag(holds) OVER w AS held, lag(us) OVER w AS before FROM (${from}) WINDOW w AS (PARTITION BY ${g} ORDER BY us))
    WHERE holds AND (before IS NULL OR NOT held OR us - before >= ${span})`;
}

function sqlOf(rule) {
  if (!rule.outer) {
    return `WITH found AS (${found(rule)}) ${crossings(rule.by, rule.span, judged(rule))}`;
  }
  const o = rule.outer;
  const g = o.by.join(', ');
  const outer = `SELECT DISTINCT ${g}, us, ${o.limit.sql('m')} AS holds FROM (SELECT ${g}, us, count(*) OVER (PARTITION BY ${g} ORDER BY us RANGE BETWEEN ${o.span - 1 + planted} PRECEDING AND CURRENT ROW) AS m FROM inner_hits)`;
  return `WITH found AS (${found(rule)}), inner_hits AS (SELECT ${rule.by.join(', ')}, us FROM (${judged(rule)}) WHERE holds) ${crossings(o.by, o.span, outer)}`;
}

let alerts = 0;
let rules = 0;
let silent = 0;
const byType = {};
for (const dataset of datasets) {
  await query('DROP TABLE IF EXISTS log');
  await query(`CREATE TABLE log AS SELECT *, epoch_us(ts::TIMESTAMP) AS us, CASE WHEN action = 'lookup' AND session_id IS NOT NULL THEN
      us - lag(us) OVER (PARTITION BY session_id, action = 'lookup' ORDER BY seq) END AS lookup_gap_us
    FROM (SELECT *, row_number() OVER () AS seq FROM read_json('${path.join(dataset, 'logs/audit/*.jsonl')}', format = 'newline_delimited', sample_size = -1,
      columns = {event_id: 'VARCHAR', ts: 'VARCHAR', action: 'VARCHAR', outcome: 'VARCHAR', reason: 'VARCHAR', account: 'VARCHAR', profession: 'VARCHAR', org: 'VARCHAR',
        auth_method: 'VARCHAR', session_id: 'VARCHAR', src_ip: 'VARCHAR', src_port: 'BIGINT', asn: 'BIGINT', as_org: 'VARCHAR', country: 'VARCHAR', city: 'VARCHAR', lat: 'DOUBLE', lon: 'DOUBLE',
        user_agent: 'VARCHAR', client_fp: 'VARCHAR', service: 'VARCHAR', method: 'VARCHAR', path: 'VARCHAR', status: 'BIGINT', req_bytes: 'BIGINT', resp_bytes: 'BIGINT', latency_us: 'BIGINT',
        nir_ref: 'VARCHAR', patient_dept: 'VARCHAR', result: 'VARCHAR', persons_returned: 'BIGINT'}))`);
  large = Number((await query('SELECT count(*) FROM log'))[0][0]) > 2000;
  const drawn = [];
  for (let i = 0; i < Number(count); i++) drawn.push(await draw(i));
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sigma-'));
  try {
    fs.writeFileSync(path.join(dir, 'drawn.yml'), drawn.map((r) => r.yaml).join('---\n'));
    execFileSync(breachsim, ['test', path.join(dir, 'drawn.yml'), '--on', dataset, '--alerts', path.join(dir, 'alerts.jsonl'), '--alerts-only'], { stdio: 'pipe' });
    const ours = new Map(drawn.map((r) => [r.name, []]));
    for (const line of fs.readFileSync(path.join(dir, 'alerts.jsonl'), 'utf8').split('\n').filter(Boolean)) {
      const a = JSON.parse(line);
      const us = Date.parse(a.t.slice(0, 19) + 'Z') * 1000 + Number(a.t.slice(20, 26));
      ours.get(a.rule).push([...Object.values(a.group), us].join(' | '));
    }
    for (const rule of drawn) {
      const theirs = (await query(sqlOf(rule))).map((row) => row.map(String).join(' | ')).sort();
      const mine = ours.get(rule.name).sort();
      rules++;
      alerts += mine.length;
      silent += mine.length === 0;
      byType[rule.type] = (byType[rule.type] ?? 0) + mine.length;
      const at = theirs.findIndex((x, k) => x !== mine[k]);
      if (at >= 0 || theirs.length !== mine.length) {
        throw new Error(`${dataset}: ${theirs.length} alerts in SQL, ${mine.length} in breachsim, the first that differ: ${theirs[Math.max(0, at)]} and ${mine[Math.max(0, at)]}\n${rule.yaml}\n${sqlOf(rule)}`);
      }
    }
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}
for (const [type, n] of Object.entries(byType)) {
  if (n === 0) throw new Error(`no rule of type ${type} raised an alert`);
}
console.log(`${rules} rules, ${alerts} alerts, the same to the event (${silent} rules silent in both)`);
