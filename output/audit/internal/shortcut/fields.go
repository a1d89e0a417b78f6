package shortcut

import (
	"context"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// fields is A1: each raw field alone against the label.
//
// Statistic: the area under the ROC curve (Mann–Whitney), folded to ≥ 0.5, of
// the value itself for a number and of its cross-fitted target frequency for a
// name: the frequency is learnt on one half of the accounts and judged on the
// other, so that an identity cannot vouch for itself. Beside it the mutual
// information with the label. Attack events are the positives, benign ones the
// negatives; collateral, policy and test events are left out.
//
// Taken per event, per session for the session id, per account for what an
// account is, and per account-day: the share of each frequent value in the
// day's events, or the mean of a number, where a day with any attack event is
// positive. Of the values of one field the strongest counts, its p multiplied
// by their number.
//
// Bounds (Arp et al. 2022 on spurious correlations, Flood et al. 2024 on
// nuisance columns): ids, port and sizes 0.55, behaviour 0.75. Beyond, with
// p < 1e-4, it fails; a field whose family is among the scenario's signals is
// declared instead. Sizes are judged among like answers: req_bytes within
// look-ups, resp_bytes within look-ups of Infopatient that found one person. Row order is
// judged by A4, digits of the second by A5, session-id prefixes by A3. The
// date is no field here: any single campaign has a date; and one that lasts less
// than a day has an hour, which is then not judged.
//
// Families: src block, asn, as_org, country, city, lat, lon → network;
// user_agent, client_fp, src_port → user_agent; result, outcome, reason, status → errors;
// patient_dept → geography; persons_returned → novelty; hour → hour; gaps,
// latency → rhythm; action, service, method, path and those of the access log →
// sequence. Profession and sign-in method belong to an account: they are
// declared by a campaign that asks for profiles or takes passwords.
type fields struct {
	w      *world.World
	names  [world.NumFields]*stats.Target
	paths  *stats.Target // of the access log
	codes  *stats.Target
	nums   []numeric
	resp   *stats.Target // bytes of like answers
	req    *stats.Target
	ids    *stats.Sketch // of sessions, which are of an attack where any event is
	shares *shares
	last   map[world.Sym]int64 // time of the account's event before
}

// numeric is a number of each row.
type numeric struct {
	name, family string // no family: nuisance
	of           func(f *fields, r *world.Row) (float64, bool)
	all          *stats.Sketch
}

func numbers() []numeric {
	lookUp := func(f *fields, r *world.Row) bool { return r.Of(world.Action) == f.w.Words.LookUp }
	return []numeric{
		{name: "event_id", family: "",
			of: func(_ *fields, r *world.Row) (float64, bool) { return float64(r.ID >> 44), true }},
		{name: "request_id", family: "",
			of: func(_ *fields, r *world.Row) (float64, bool) { return float64(r.Request >> 44), r.Request != 0 }},
		{name: "src_port", family: "user_agent", // of its system, and of a library without kept connections
			of: func(f *fields, r *world.Row) (float64, bool) { return float64(r.Port), r.Port != 0 && lookUp(f, r) }},
		{name: "lat", family: "network",
			of: func(_ *fields, r *world.Row) (float64, bool) { return float64(r.Lat()) + 90, r.Of(world.City) != 0 }},
		{name: "lon", family: "network",
			of: func(_ *fields, r *world.Row) (float64, bool) { return float64(r.Lon()) + 180, r.Of(world.City) != 0 }},
		{name: "latency_us of found look-ups", family: "rhythm", of: func(f *fields, r *world.Row) (float64, bool) {
			return float64(r.Latency), r.Of(world.Result) == f.w.Words.Found
		}},
		{name: "persons_returned of found look-ups", family: "novelty",
			of: func(f *fields, r *world.Row) (float64, bool) {
				return float64(r.Persons), r.Of(world.Result) == f.w.Words.Found
			}},
		{name: "gap before the event", family: "rhythm", of: func(f *fields, r *world.Row) (float64, bool) {
			before, ok := f.last[r.Of(world.Account)]
			f.last[r.Of(world.Account)] = r.TS
			return float64(r.TS - before), ok
		}},
	}
}

// NewFields returns A1 before it has seen a dataset.
func NewFields(w *world.World) world.Check {
	f := &fields{w: w, paths: stats.NewTarget(), codes: stats.NewTarget(), nums: numbers(), resp: stats.NewTarget(),
		req: stats.NewTarget(),
		ids: stats.NewSketch(), shares: newShares(), last: map[world.Sym]int64{}}
	for i := range f.nums {
		f.nums[i].all = stats.NewSketch()
	}
	for i, n := range named() {
		if n.name != "" {
			f.names[i] = stats.NewTarget()
		}
	}
	return f
}

func (f *fields) Day(d *world.Day) {
	if len(f.w.Scenario.Campaigns) == 0 {
		return
	}
	for _, g := range d.Groups {
		positive := false
		for _, i := range g {
			r := &d.Rows[i]
			f.row(r)
			positive = positive || r.Mark.Label == world.Attack
		}
		f.shares.add(d, g, positive)
	}
}

// Access takes lines of the access log.
func (f *fields) Access(_ *world.Day, p *world.Part) {
	if len(f.w.Scenario.Campaigns) == 0 {
		return
	}
	for i := range p.Hits {
		h := &p.Hits[i]
		if h.Label != world.Neutral {
			fold := int(h.Line>>3) & 1
			if s := f.w.Stolen[h.Account]; s != nil {
				fold = s.Fold
			}
			f.paths.Add(h.Path, fold, h.Label == world.Attack)
			f.codes.Add(world.Sym(h.Status), fold, h.Label == world.Attack)
		}
	}
}

func (f *fields) row(r *world.Row) {
	positive := r.Mark.Label == world.Attack
	switch {
	case r.Begins:
		f.ids.Add(float64(r.Session>>44), positive)
	case r.Turns:
		f.ids.Turn(float64(r.Session >> 44))
	}
	for i := range f.nums {
		if v, ok := f.nums[i].of(f, r); ok && r.Mark.Label != world.Neutral {
			f.nums[i].all.Add(v, positive)
		}
	}
	if r.Mark.Label == world.Neutral {
		return
	}
	fold := f.w.Fold(r)
	for i, t := range f.names {
		if t != nil {
			t.Add(r.Of(world.Field(i)), fold, positive)
		}
	}
	if r.Of(world.Action) == f.w.Words.LookUp {
		f.req.Add(world.Sym(r.Req), fold, positive)
		if r.Persons == 1 && r.Of(world.Result) == f.w.Words.Found && r.Of(world.Service) == f.w.Words.Infopatient {
			f.resp.Add(world.Sym(r.Resp), fold, positive)
		}
	}
}

func (f *fields) Finish(context.Context) ([]figure.Figure, error) {
	if len(f.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	var out []figure.Figure
	for _, n := range f.nums {
		out = append(out, n.judge(f.w))
	}
	names := named()
	for i, t := range f.names {
		if t != nil {
			fig := f.target(names[i].name, names[i].family, t)
			if world.Field(i) == world.Hour && short(f.w) {
				fig.Verdict, fig.Example = figure.NotApplicable, ""
			}
			out = append(out, fig)
		}
	}
	out = append(out, f.target("path of the access log", "sequence", f.paths),
		f.target("status of the access log", "sequence", f.codes),
		f.target("req_bytes of look-ups", "", f.req), f.target("resp_bytes of like answers", "", f.resp))
	out = append(out, ranked{"session_id, per session", "", stats.MannWhitney(f.ids.Cells()), 1, 0}.judge(f.w))
	out = append(out, f.owners()...)
	return append(out, f.shares.figures(f.w)...), nil
}

func (f *fields) target(name, family string, t *stats.Target) figure.Figure {
	return ranked{name, family, t.Test(), 1, stats.MutualInformation(t.Cells())}.judge(f.w)
}

// owners ranks what an account is, one an account.
func (f *fields) owners() []figure.Figure {
	number, age, helpers := stats.NewSketch(), stats.NewSketch(), stats.NewSketch()
	profession, auth := stats.NewTarget(), stats.NewTarget()
	for i, a := range f.w.Order {
		o, st := f.w.Owners[a], f.w.Stolen[a]
		n := 0.0
		for _, c := range o.ID {
			if c >= '0' && c <= '9' {
				n = n*10 + float64(c-'0')
			}
		}
		number.Add(n, st != nil)
		age.Add(o.Created, st != nil)
		helpers.Add(o.Delegates, st != nil)
		fold := i & 1
		if st != nil {
			fold = st.Fold
		}
		profession.Add(f.w.Syms.ByName[o.Profession], fold, st != nil)
		auth.Add(f.w.Syms.ByName[o.Auth], fold, st != nil)
	}
	return []figure.Figure{
		ranked{"account number, per account", "", stats.MannWhitney(number.Cells()), 1, 0}.judge(f.w),
		ranked{"created_on, per account", "", stats.MannWhitney(age.Cells()), 1, 0}.judge(f.w),
		ranked{"delegates, per account", "profiles", stats.MannWhitney(helpers.Cells()), 1, 0}.judge(f.w),
		f.target("profession, per account", "profiles", profession),
		f.target("auth_method, per account", "access", auth),
	}
}

// judge holds a number alone against the label.
func (n *numeric) judge(w *world.World) figure.Figure {
	cells := n.all.Cells()
	return ranked{n.name, n.family, stats.MannWhitney(cells), 1, stats.MutualInformation(coarse(cells))}.judge(w)
}

// coarse merges buckets, so that mutual information has enough in each.
func coarse(cells []stats.Cell) []stats.Cell {
	var out []stats.Cell
	for _, c := range cells {
		g := float64(int(c.Score) >> 4)
		if n := len(out); n > 0 && out[n-1].Score == g {
			out[n-1].Neg, out[n-1].Pos = out[n-1].Neg+c.Neg, out[n-1].Pos+c.Pos
			continue
		}
		out = append(out, stats.Cell{Score: g, Neg: c.Neg, Pos: c.Pos})
	}
	return out
}
