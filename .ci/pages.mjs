// Looks at pages of "report" as readers meet them.
//
// usage: node pages.mjs PAGE.html...
//
// Prints one line on what was seen; ends with an error on the first page that is not right.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';
import { HtmlValidate } from 'html-validate';

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function check(good, what) {
  if (!good) throw new Error(what);
}

// validate holds the text against the HTML standard, without rules of taste.
async function validate(file) {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: { 'no-inline-style': 'off', 'svg-focusable': 'off', 'void-style': 'off', 'no-trailing-whitespace': 'off' },
  });
  const report = await validator.validateString(fs.readFileSync(file, 'utf8'));
  const wrong = report.results.flatMap((r) => r.messages).map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  check(wrong.length === 0, `${file}:\n${wrong.slice(0, 10).join('\n')}`);
}

// look opens a page at a width in a colour scheme.
async function look(browser, file, width, scheme) {
  const page = await browser.newPage();
  const said = [];
  const asked = [];
  page.on('console', (m) => said.push(m.text()));
  page.on('pageerror', (e) => said.push(String(e)));
  page.on('request', (r) => asked.push(r.url()));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  const where = `${path.basename(file)} at ${width}, ${scheme}`;
  await page.goto('file://' + path.resolve(file), { waitUntil: 'load' });
  check(asked.length === 1, `${where}: asks for ${asked.slice(1)}`);
  const seen = await page.evaluate(() => {
    const shown = (e) => e.getClientRects().length > 0;
    const pictures = [...document.querySelectorAll('figure')];
    return {
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      out: [...document.querySelectorAll('svg text')].filter((e) => {
        if (!shown(e)) return false;
        const a = e.getBoundingClientRect(), b = e.closest('svg').getBoundingClientRect();
        return a.right > b.right + 1 || a.left < b.left - 1;
      }).map((e) => e.textContent),
      small: [...document.querySelectorAll('svg text')].filter((e) => shown(e) && e.getBoundingClientRect().height < 9).length,
      pictures: pictures.length,
      drawn: pictures.filter((f) => [...f.querySelectorAll('svg')].filter(shown).length === 1).length,
      named: [...document.querySelectorAll('svg')].every((s) =>
        s.getAttribute('aria-labelledby').split(' ').every((id) => document.getElementById(id))),
      untold: [...document.querySelectorAll('section')].filter((s) => s.querySelector('figure') && !s.querySelector('table')).length,
      dark: getComputedStyle(document.body).backgroundColor,
      links: document.querySelectorAll('a, summary, [tabindex="0"]').length,
    };
  });
  check(seen.overflow <= 0, `${where}: ${seen.overflow} pixels stick out`);
  check(seen.out.length === 0, `${where}: texts outside their picture: ${seen.out.slice(0, 5)}`);
  check(seen.small === 0, `${where}: ${seen.small} texts too small to read`);
  check(seen.drawn === seen.pictures, `${where}: ${seen.drawn} of ${seen.pictures} pictures are drawn once`);
  check(seen.named && seen.untold === 0, `${where}: pictures without name, or ${seen.untold} sections without a table`);
  const [red] = seen.dark.match(/\d+/g).map(Number);
  check((scheme === 'dark') === (red < 128), `${where}: the paper is ${seen.dark}`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
  await page.evaluate(axeSource);
  const axe = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const wrong = axe.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.length}, ${v.nodes[0].html.slice(0, 120)})`);
  check(wrong.length === 0, `${where}:\n${wrong.join('\n')}`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = false)));
  const button = await page.$('#zoom');
  if (button) {
    await button.click();
    const drawn = await page.evaluate(() => {
      const host = document.getElementById('zoomed');
      const canvas = host.querySelector('canvas');
      const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      return { inked: pixels.filter((v, i) => i % 4 === 3 && v > 0).length, series: host.querySelectorAll('.u-series').length,
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth };
    });
    check(drawn.inked > 1000 && drawn.series > 1, `${where}: nothing is drawn to zoom into`);
    check(drawn.overflow <= 0, `${where}: the zoomed curve sticks out by ${drawn.overflow}`);
    await button.click();
  }
  await page.evaluate(() => { document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); });
  const reached = await tabs(page, seen.links);
  check(reached.inOrder, `${where}: tabs do not go down the page`);
  check(said.length === 0, `${where}: the console says ${said.slice(0, 3)}`);
  await page.close();
  return { ...seen, axe: axe.passes.length, reached: reached.count };
}

// tabs goes through the page by its keys, and tells whether the focus goes down.
async function tabs(page, most) {
  let last = -Infinity;
  let count = 0;
  let inOrder = true;
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const all = [...document.querySelectorAll('*')];
      return all.indexOf(e);
    });
    if (at === null) break;
    inOrder = inOrder && at > last;
    last = at;
    count++;
  }
  return { count, inOrder: inOrder && count >= Math.min(most, 3) };
}

const files = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  let pictures = 0;
  let views = 0;
  for (const file of files) {
    const size = fs.statSync(file).size;
    check(size < 1_500_000, `${file} has ${size} bytes`);
    await validate(file);
    for (const width of [1280, 360]) {
      for (const scheme of ['light', 'dark']) {
        const seen = await look(browser, file, width, scheme);
        pictures += seen.pictures;
        views++;
      }
    }
  }
  console.log(`${files.length} pages, ${views} views, ${pictures} pictures, nothing asked for, nothing to mend`);
} finally {
  await browser.close();
}
