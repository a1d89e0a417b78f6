// Reads the logs of a dataset in several formats and compares them.
//
// usage: node format-readers.mjs duckdb|hyparquet DATASET
//        node format-readers.mjs send DATASET PORT
//        node format-readers.mjs syslog DATASET RECEIVED
//
// Prints one line on what was read; ends with an error on the first difference.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const [verb, dataset, argument] = process.argv.slice(2);

function check(good, what) {
  if (!good) throw new Error(what);
}

// files lists the day files of a folder of logs.
function files(folder, ext) {
  const at = path.join(dataset, 'logs', folder);
  return fs.readdirSync(at).filter((f) => f.endsWith(ext)).sort().map((f) => path.join(at, f));
}

// daysOf lists the days of a log, by its files of text.
function daysOf(log) {
  return files(log, { audit: '.jsonl', access: '.log' }[log]).map((f) => path.basename(f).slice(0, 10));
}

function* lines(list) {
  for (const file of list) yield* fs.readFileSync(file, 'utf8').trimEnd().split('\n');
}

// duckdb holds CSV and JSON Lines, read with the types of Parquet, against it;
// the access log has no JSON Lines.
async function duckdb() {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  const query = async (sql) => (await db.runAndReadAll(sql)).getRowsJson();
  const said = [];
  for (const log of ['audit', 'access']) {
    const glob = (folder, ext) => `'${path.join(dataset, 'logs', log, folder)}/${ext === 'parquet' ? 'date=*/' : ''}*.${ext}'`;
    const parquet = `read_parquet(${glob('parquet', 'parquet')}, hive_partitioning = true)`;
    const days = await query(`SELECT DISTINCT date FROM ${parquet} ORDER BY 1`);
    check(days.map((d) => d[0]).join() === daysOf(log).join(), `${log}: days ${days}`);
    const columns = await query(`DESCRIBE SELECT * EXCLUDE (date) FROM ${parquet}`);
    check(columns.find((c) => c[0] === 'ts')[1] === 'TIMESTAMP WITH TIME ZONE', `ts is ${columns.find((c) => c[0] === 'ts')[1]}`);
    const types = '{' + columns.map((c) => `'${c[0]}': '${c[1]}'`).join(', ') + '}';
    const forms = {
      parquet: `(SELECT * EXCLUDE (date) FROM ${parquet})`,
      csv: `read_csv(${glob('csv', 'csv')}, columns = ${types}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', nullstr = '')`,
    };
    if (log === 'audit') forms.jsonl = `read_json(${glob('', 'jsonl')}, columns = ${types}, format = 'newline_delimited')`;
    const counts = [];
    for (const [form, from] of Object.entries(forms)) {
      await query(`CREATE TABLE ${log}_${form} AS SELECT * FROM ${from}`);
      counts.push(Number((await query(`SELECT count(*) FROM ${log}_${form}`))[0][0]));
      for (const [a, b] of [[form, 'parquet'], ['parquet', form]]) {
        const more = await query(`SELECT * FROM ${log}_${a} EXCEPT ALL SELECT * FROM ${log}_${b} LIMIT 1`);
        check(more.length === 0, `${log}: ${a} has a row that ${b} has not: ${JSON.stringify(more[0])}`);
      }
    }
    check(counts[0] > 0 && counts.every((n) => n === counts[0]), `${log}: ${counts} rows`);
    said.push(`${log} ${counts[0]} rows of ${columns.length} columns`);
  }
  return said.join(', ') + ', equal both ways';
}

// hyparquet reads rows in their order and compares each value with the native
// log.
async function hyparquet() {
  const { asyncBufferFromFile, parquetReadObjects } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  let rows = 0;
  for (const day of daysOf('audit')) {
    const file = path.join(dataset, `logs/audit/parquet/date=${day}/part-0.parquet`);
    const native = lines([path.join(dataset, `logs/audit/${day}.jsonl`)]);
    for (const row of await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors })) {
      const want = JSON.parse(native.next().value);
      check(Object.keys(row).join() === Object.keys(want).join(), `columns ${Object.keys(row)}`);
      for (const [key, value] of Object.entries(row)) {
        const got = typeof value === 'bigint' ? Number(value) : value;
        const same = key === 'ts' ? got.toISOString().slice(0, 23) === want.ts.slice(0, 23) : (got ?? null) === want[key];
        check(same, `row ${rows}: ${key} is ${got}, want ${want[key]}`);
      }
      rows++;
    }
    check(native.next().done, `${file} has fewer rows`);
  }
  check(rows > 0, 'no rows');
  return `${rows} rows, value for value`;
}

// send sends each syslog line with its length before it (RFC 6587).
async function send() {
  const socket = await new Promise((resolve, reject) => {
    let tries = 0;
    const open = () => {
      const s = net.connect(Number(argument), '127.0.0.1', () => resolve(s));
      s.on('error', (err) => (++tries < 50 ? setTimeout(open, 200) : reject(err)));
    };
    open();
  });
  for (const line of lines(files('audit/rfc5424', '.log'))) socket.write(`${Buffer.byteLength(line)} ${line}`);
  await new Promise((resolve) => socket.end(resolve));
  return 'sent';
}

// syslog compares what rsyslog made of each line with the native log.
function syslog() {
  const received = lines([argument]);
  let rows = 0;
  for (const line of lines(files('audit', '.jsonl'))) {
    const next = received.next();
    check(!next.done, `${rows} lines arrived`);
    const [data, priority, msgid, time, message] = next.value.split('\t');
    const want = JSON.parse(line);
    const got = JSON.parse(data)['breach@32473'];
    for (const [key, value] of Object.entries(want)) {
      if (key === 'ts') continue;
      const same = typeof value === 'number' ? Number(got[key]) === value : (got[key] ?? null) === value;
      check(same, `line ${rows + 1}: ${key} is ${got[key]}, want ${value}`);
    }
    const text = want.status ? `${want.method} ${want.path} ${want.status}` : `${want.action} ${want.outcome}`;
    check(time.slice(0, 26) === want.ts.slice(0, 26) && msgid === want.action && message === text, next.value);
    check(/^(10|16) [46]$/.test(priority), `priority ${priority}`);
    rows++;
  }
  check(received.next().done, 'more lines arrived than were sent');
  return `${rows} lines, time and every parameter as in the native log`;
}

console.log(await { duckdb, hyparquet, send, syslog }[verb]());
