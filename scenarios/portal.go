package scenarios

import (
	"time"

	"breachsim/scenarios/internal/quantity"
	"breachsim/scenarios/internal/schema"
)

// Portal is the state of the portal itself. Rates are a month of 30.44 days,
// in millionths.
type Portal struct {
	SessionIdle  Micros // a session without use for longer is closed
	SessionLimit Micros // a session older than this is closed
	Outages      Share  // unplanned: 3 to 25 minutes, 502 or 503
	SlowDowns    Share  // 20 to 90 minutes of answers two to five times as slow
	Maintenance  Share  // planned: at night between two and four, 503
	Releases     Share  // new versions of the pages and their static files
}

// Limits of sessions. An hour without use and four hours in all are public
// (Le Quotidien du pharmacien, on the rules from 1 July 2022). What held before
// is not: the values are assumptions.
const (
	idleBefore  = Micros(2 * time.Hour / time.Microsecond)
	limitBefore = Micros(8 * time.Hour / time.Microsecond)
	idleSince   = Micros(time.Hour / time.Microsecond)
	limitSince  = Micros(4 * time.Hour / time.Microsecond)
	idleLeast   = Micros(5 * time.Minute / time.Microsecond)
)

// hardened is when the portal's limits became tighter: 1 July 2022 in Paris.
func hardened() time.Time {
	return time.Date(2022, time.July, 1, 0, 0, 0, 0, time.FixedZone("CEST", 2*3600))
}

// NIRLocation is where the number travels in a look-up's request.
type NIRLocation uint8

// The locations.
const (
	NIRInBody NIRLocation = iota
	NIRInPath
	NIRInQuery
)

func nirLocations() []schema.EnumWord {
	return []schema.EnumWord{word("body", NIRInBody, "in a form, which no log shows"), word("path", NIRInPath, "GET /infopatient/assures/NUMBER"), word("query", NIRInQuery, "GET /infopatient/assures?nir=NUMBER")}
}

func (l NIRLocation) String() string { return nirLocations()[l].Name }

func portalTable() schema.Kind {
	perMonth := func(most int64) schema.Kind { return schema.Factor(0, Share(most)*one) }
	return &schema.Group{Rows: []schema.Row{
		{Name: "session_idle", Kind: schema.Duration(), Example: "1h", Doc: "A session without use for longer is closed; at least 5m. Left out: 1h where the period begins on 1 July 2022 or later, 2h (assumed) before.", Formerly: []string{"idle_timeout"}},
		{Name: "session_limit", Kind: schema.Duration(), Example: "4h", Doc: "A session older than this is closed; not below session_idle. Left out: 4h where the period begins on 1 July 2022 or later, 8h (assumed) before."},
		{Name: "outages_per_month", Kind: perMonth(30), Default: "2", Doc: "Unplanned outages of 3 to 25 minutes, in which requests get 502 or 503. Assumed."},
		{Name: "slow_downs_per_month", Kind: perMonth(30), Default: "4", Doc: "Times of 20 to 90 minutes in which answers take two to five times as long. Assumed."},
		{Name: "maintenance_per_month", Kind: perMonth(30), Default: "2", Doc: "Planned closures at night between two and four, 503. Assumed."},
		{Name: "releases_per_month", Kind: perMonth(2), Default: "1.2", Doc: "New versions of the pages: names of static files and sizes change, early on a Tuesday, Wednesday or Thursday. Assumed."},
	}}
}

func buildPortal(top *schema.Record) Portal {
	p := Portal{SessionIdle: idleBefore, SessionLimit: limitBefore}
	if start := schema.Get[time.Time](top, "time", "start"); !start.Before(hardened()) {
		p.SessionIdle, p.SessionLimit = idleSince, limitSince
	}
	r := top.Group("portal")
	idle, given := schema.Value[Micros](r, "session_idle")
	if given {
		p.SessionIdle = idle
		p.SessionLimit = max(p.SessionLimit, idle)
	}
	if limit, ok := schema.Value[Micros](r, "session_limit"); ok {
		p.SessionLimit = limit
		if !given {
			p.SessionIdle = min(p.SessionIdle, limit)
		}
	}
	p.Outages, p.SlowDowns = schema.Get[Share](r, "outages_per_month"), schema.Get[Share](r, "slow_downs_per_month")
	p.Maintenance, p.Releases = schema.Get[Share](r, "maintenance_per_month"), schema.Get[Share](r, "releases_per_month")
	return p
}

// crosscheckPortal checks the limits of sessions against each other.
func (w *checker) crosscheckPortal(top *schema.Record) {
	r := top.Group("portal")
	idle, ok1 := schema.Value[Micros](r, "session_idle")
	limit, ok2 := schema.Value[Micros](r, "session_limit")
	switch {
	case ok1 && idle < idleLeast:
		w.Wrong(r.Entry("session_idle"), idle.String()+" is less than 5m", "write at least 5m")
	case ok1 && ok2 && limit < idle:
		w.Wrong(r.Entry("session_limit"), "shorter than session_idle, "+idle.String(), "write at least "+idle.String())
	case ok2 && limit < idleLeast:
		w.Wrong(r.Entry("session_limit"), limit.String()+" is less than 5m", "write at least 5m")
	}
}

func (p *Portal) write(w *writer) {
	w.line(0, "portal:")
	w.line(1, "session_idle: %v", p.SessionIdle)
	w.line(1, "session_limit: %v", p.SessionLimit)
	for _, rate := range []struct {
		key   string
		value Share
	}{{"outages_per_month", p.Outages}, {"slow_downs_per_month", p.SlowDowns}, {"maintenance_per_month", p.Maintenance}, {"releases_per_month", p.Releases}} {
		w.line(1, "%s: %s", rate.key, quantity.FormatMillionths(int64(rate.value)))
	}
}
