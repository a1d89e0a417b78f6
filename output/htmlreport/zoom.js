// Draws the curves of the page once more where the reader asks for it, to zoom and to read values.
(() => {
  const data = JSON.parse(document.getElementById('curve-data').textContent);
  const button = document.getElementById('zoom');
  const host = document.getElementById('zoomed');
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const axis = () => ({ stroke: colour('faint'), grid: { stroke: colour('rule'), width: 1 }, ticks: { stroke: colour('rule') } });
  const words = (options) => new Intl.DateTimeFormat('en-GB', { timeZone: data.zone, ...options });
  const days = words({ day: 'numeric', month: 'short' });
  const hours = words({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const named = (_, splits) => splits.map((t) => (splits.length > 1 && splits[1] - splits[0] < 86400 ? hours : days).format(t * 1e3));
  let chart = null;
  const draw = () => {
    if (chart) chart.destroy();
    host.replaceChildren();
    chart = new uPlot({
      width: host.clientWidth,
      height: Math.max(240, Math.min(420, host.clientWidth * 0.4)),
      tzDate: (t) => uPlot.tzDate(new Date(t * 1e3), data.zone),
      cursor: { drag: { x: true, y: false } },
      axes: [{ ...axis(), values: named, space: 80 }, { ...axis(), size: 70 }],
      series: [{ label: 'time', value: (_, t) => (t == null ? '–' : hours.format(t * 1e3)) }, ...data.lines.map((l) => ({ label: l.name, stroke: colour(l.colour), width: 2, paths: uPlot.paths.stepped({ align: 1 }) }))],
    }, [data.at, ...data.lines.map((l) => l.y)], host);
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    const open = host.hidden;
    host.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) draw();
  });
  addEventListener('resize', () => { if (!host.hidden) draw(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { if (!host.hidden) draw(); });
})();
