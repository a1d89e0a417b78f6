package audit

import (
	"context"
	"fmt"
	"time"

	"breachsim/output/stats"
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
// user_agent, client_fp → user_agent; result, outcome, reason, status → errors;
// patient_dept → geography; persons_returned → novelty; hour → hour; gaps,
// latency → rhythm; action, service, method, path and those of the access log →
// sequence. Profession and sign-in method belong to an account: they are
// declared by a campaign that asks for profiles or takes passwords.
type fields struct {
	w      *world
	names  [numFields]*stats.Target
	paths  *stats.Target // of the access log
	codes  *stats.Target
	nums   []numeric
	resp   *stats.Target // bytes of like answers
	req    *stats.Target
	ids    map[uint64]bool // sessions: whether any event is an attack
	shares *shares
	last   map[sym]int64 // time of the account's event before
}

const (
	nuisanceAUC  = 0.55
	behaviourAUC = 0.75
)

// numeric is a number of each row.
type numeric struct {
	name, family string // no family: nuisance
	of           func(f *fields, r *row) (float64, bool)
	all          *stats.Sketch
}

func named() [numFields]struct{ name, family string } {
	var n [numFields]struct{ name, family string }
	set := func(family string, of map[field]string) {
		for f, name := range of {
			n[f].name, n[f].family = name, family
		}
	}
	set("network", map[field]string{fBlock: "src_ip block", fASN: "asn", fASOrg: "as_org", fCountry: "country", fCity: "city"})
	set("user_agent", map[field]string{fAgent: "user_agent", fClient: "client_fp"})
	set("errors", map[field]string{fOutcome: "outcome", fReason: "reason", fStatus: "status", fResult: "result"})
	set("sequence", map[field]string{fAction: "action", fService: "service", fMethod: "method", fPath: "path"})
	set("geography", map[field]string{fDept: "patient_dept"})
	set("hour", map[field]string{fHour: "hour"})
	return n
}

func numbers() []numeric {
	lookUp := func(f *fields, r *row) bool { return r.cat[fAction] == f.w.words.lookUp }
	return []numeric{
		{"event_id", "", func(_ *fields, r *row) (float64, bool) { return float64(r.id >> 44), true }, stats.NewSketch()},
		{"request_id", "", func(_ *fields, r *row) (float64, bool) { return float64(r.request >> 44), r.request != 0 }, stats.NewSketch()},
		{"src_port", "", func(f *fields, r *row) (float64, bool) { return float64(r.port), r.port != 0 && lookUp(f, r) }, stats.NewSketch()},
		{"lat", "network", func(_ *fields, r *row) (float64, bool) { return float64(r.lat) + 90, r.cat[fCity] != 0 }, stats.NewSketch()},
		{"lon", "network", func(_ *fields, r *row) (float64, bool) { return float64(r.lon) + 180, r.cat[fCity] != 0 }, stats.NewSketch()},
		{"latency_us of found look-ups", "rhythm", func(f *fields, r *row) (float64, bool) {
			return float64(r.latency), r.cat[fResult] == f.w.words.found
		}, stats.NewSketch()},
		{"persons_returned of found look-ups", "novelty", func(f *fields, r *row) (float64, bool) {
			return float64(r.persons), r.cat[fResult] == f.w.words.found
		}, stats.NewSketch()},
		{"gap before the event", "rhythm", func(f *fields, r *row) (float64, bool) {
			before, ok := f.last[r.cat[fAccount]]
			f.last[r.cat[fAccount]] = r.ts
			return float64(r.ts - before), ok
		}, stats.NewSketch()},
	}
}

func newFields(w *world) check {
	f := &fields{w: w, paths: stats.NewTarget(), codes: stats.NewTarget(), nums: numbers(), resp: stats.NewTarget(), req: stats.NewTarget(),
		ids: map[uint64]bool{}, shares: newShares(), last: map[sym]int64{}}
	for i, n := range named() {
		if n.name != "" {
			f.names[i] = stats.NewTarget()
		}
	}
	return f
}

func (f *fields) day(d *day) {
	if len(f.w.scenario.Campaigns) == 0 {
		return
	}
	for _, g := range d.groups {
		positive := false
		for _, i := range g {
			r := &d.rows[i]
			f.row(r)
			positive = positive || r.mark.label == attack
		}
		f.shares.add(d, g, positive)
	}
	for i := range d.hits {
		h := &d.hits[i]
		if h.label != neutral {
			fold := int(h.line>>3) & 1
			if s := f.w.stolen[h.account]; s != nil {
				fold = s.fold
			}
			f.paths.Add(h.path, fold, h.label == attack)
			f.codes.Add(sym(h.status), fold, h.label == attack)
		}
	}
}

func (f *fields) row(r *row) {
	positive := r.mark.label == attack
	if r.session != 0 && r.mark.label != neutral {
		f.ids[r.session] = f.ids[r.session] || positive
	}
	for i := range f.nums {
		if v, ok := f.nums[i].of(f, r); ok && r.mark.label != neutral {
			f.nums[i].all.Add(v, positive)
		}
	}
	if r.mark.label == neutral {
		return
	}
	fold := f.w.fold(r)
	for i, t := range f.names {
		if t != nil {
			t.Add(r.cat[i], fold, positive)
		}
	}
	if r.cat[fAction] == f.w.words.lookUp {
		f.req.Add(sym(r.req), fold, positive)
		if r.persons == 1 && r.cat[fResult] == f.w.words.found && r.cat[fService] == f.w.words.infopatient {
			f.resp.Add(sym(r.resp), fold, positive)
		}
	}
}

func (f *fields) finish(context.Context) ([]Figure, error) {
	if len(f.w.scenario.Campaigns) == 0 {
		return nil, nil
	}
	var out []Figure
	for _, n := range f.nums {
		out = append(out, f.judge(n.name, n.family, stats.MannWhitney(n.all.Cells()), 1, stats.MutualInformation(coarse(n.all.Cells()))))
	}
	names := named()
	for i, t := range f.names {
		if t != nil {
			fig := f.target(names[i].name, names[i].family, t)
			if field(i) == fHour && f.w.short() {
				fig.Verdict, fig.Example = NotApplicable, ""
			}
			out = append(out, fig)
		}
	}
	out = append(out, f.target("path of the access log", "sequence", f.paths), f.target("status of the access log", "sequence", f.codes),
		f.target("req_bytes of look-ups", "", f.req), f.target("resp_bytes of like answers", "", f.resp))
	out = append(out, f.sessions())
	out = append(out, f.owners()...)
	return append(out, f.shares.figures(f)...), nil
}

func (f *fields) target(name, family string, t *stats.Target) Figure {
	return f.judge(name, family, t.Test(), 1, stats.MutualInformation(t.Cells()))
}

// judge folds an AUC and holds it against the bound of its family. Tries is
// how many values it is the strongest of.
func (f *fields) judge(name, family string, r stats.RankTest, tries, bits float64) Figure {
	bound := behaviourAUC
	if family == "" {
		bound = nuisanceAUC
	}
	fig := Figure{Name: name, Value: max(r.AUC, 1-r.AUC), Bound: fmt.Sprintf("AUC ≤ %g", bound), N: int64(r.Pos), P: min(1, tries*r.P()), Bits: bits,
		Signal: family, Verdict: Pass}
	switch {
	case r.Pos == 0 || r.Neg == 0:
		fig.Verdict = NotApplicable
	case fig.Value > bound && fig.P < stats.Chance:
		fig.Verdict = f.w.exempt(family)
		fig.Example = fmt.Sprintf("%s alone tells attack from benign", name)
	}
	return fig
}

// exempt is the verdict on a figure outside its bound.
func (w *world) exempt(family string) Verdict {
	if w.declared[family] {
		return Declared
	}
	for _, c := range w.scenario.Campaigns {
		if family == "profiles" && len(c.Access.Profiles) > 0 || family == "access" && len(c.Access.Acquire) > 0 {
			return Declared
		}
	}
	return Fail
}

// short reports whether every campaign lasts less than a day.
func (w *world) short() bool {
	for _, c := range w.scenario.Campaigns {
		if c.Window.To.Sub(c.Window.From) >= 24*time.Hour {
			return false
		}
	}
	return true
}

// sessions ranks session ids, one a session.
func (f *fields) sessions() Figure {
	s := stats.NewSketch()
	for id, positive := range f.ids {
		s.Add(float64(id>>44), positive)
	}
	return f.judge("session_id, per session", "", stats.MannWhitney(s.Cells()), 1, 0)
}

// owners ranks what an account is, one an account.
func (f *fields) owners() []Figure {
	number, age, helpers := stats.NewSketch(), stats.NewSketch(), stats.NewSketch()
	profession, auth := stats.NewTarget(), stats.NewTarget()
	for i, a := range f.w.order {
		o, st := f.w.owners[a], f.w.stolen[a]
		n := 0.0
		for _, c := range o.id {
			if c >= '0' && c <= '9' {
				n = n*10 + float64(c-'0')
			}
		}
		number.Add(n, st != nil)
		age.Add(o.created, st != nil)
		helpers.Add(o.delegates, st != nil)
		fold := i & 1
		if st != nil {
			fold = st.fold
		}
		profession.Add(f.w.syms.byName[o.profession], fold, st != nil)
		auth.Add(f.w.syms.byName[o.auth], fold, st != nil)
	}
	return []Figure{
		f.judge("account number, per account", "", stats.MannWhitney(number.Cells()), 1, 0),
		f.judge("created_on, per account", "", stats.MannWhitney(age.Cells()), 1, 0),
		f.judge("delegates, per account", "profiles", stats.MannWhitney(helpers.Cells()), 1, 0),
		f.target("profession, per account", "profiles", profession),
		f.target("auth_method, per account", "access", auth),
	}
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
