// Package verdict says what a detector in the loop was worth.
//
//	events handed over, exposures, alerts, actions ─► Counter ─► Verdict ─► table, JSON
//
// Everything is counted from what the loop hands over and from the truth of it, so that
// who reads the files of the dataset comes to the same figures. It judges nothing and
// plays nothing.
package verdict

import (
	"slices"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/arena/analyst"
)

// Schema is the version of the JSON form.
const Schema = "breachsim.arena/1"

// Verdict is what a detector was worth.
type Verdict struct {
	Schema    string          `json:"schema"`
	Scenario  string          `json:"scenario"`
	Seed      uint64          `json:"seed"`
	Scale     string          `json:"scale"`
	Detector  string          `json:"detector"`
	Actions   []string        `json:"actions"` // on an alert
	Persons   Persons         `json:"persons"`
	Alerts    Alerts          `json:"alerts"`
	Campaigns []Campaign      `json:"campaigns"`
	Accounts  []Account       `json:"accounts"`
	Innocents Disturbed       `json:"innocents"` // users of accounts that no campaign used
	Owners    Disturbed       `json:"owners"`    // of accounts that campaigns used
	Analysts  analyst.Figures `json:"analysts"`
	Done      []Done          `json:"done"`
	Compared  []Compared      `json:"compared,omitempty"`
	Worlds    []Replicate     `json:"replicates,omitempty"`
	Curve     Curve           `json:"curve"`
}

// Curve is how many persons campaigns have got by the ends of equal parts of the scenario's
// time.
type Curve struct {
	At      []string `json:"at"`
	Exposed []int64  `json:"exposed"`
	Without []int64  `json:"without_detector"`
}

// parts is in how many parts a curve divides the time.
const parts = 240

// curve counts the persons that campaigns got in both worlds.
func (w *Worlds) curve() (c Curve) {
	sc := w.With.Scenario()
	start, all := sc.Time.Begin(), sc.Time.End.Sub(sc.Time.Begin())
	var at []time.Time
	for k := range parts + 1 {
		t := start.Add(all / parts * time.Duration(k))
		if k == parts {
			t = sc.Time.End
		}
		at = append(at, t)
		c.At = append(c.At, Stamp(t.UnixMicro()))
	}
	c.Exposed, c.Without = make([]int64, len(at)), make([]int64, len(at))
	for i := range sc.Campaigns {
		for k, n := range w.With.Exposed(i, at...) {
			c.Exposed[k] += n
		}
		for k, n := range w.Without.Exposed(i, at...) {
			c.Without[k] += n
		}
	}
	return c
}

// Persons counts insured persons whose data campaigns got.
type Persons struct {
	Exposed int64   `json:"exposed"`
	Without int64   `json:"without_detector"`
	Saved   int64   `json:"saved"`
	Share   float64 `json:"saved_share"`
}

func persons(exposed, without int64) Persons {
	p := Persons{Exposed: exposed, Without: without, Saved: without - exposed}
	if without > 0 {
		p.Share = float64(p.Saved) / float64(without)
	}
	return p
}

// Alerts counts alerts.
type Alerts struct {
	Raised  int64            `json:"raised"`
	True    int64            `json:"true"`
	False   int64            `json:"false"`
	Early   int64            `json:"in_warm_up"` // raised in the warm-up, and not counted
	Useless int64            `json:"without_action"`
	Rules   map[string]int64 `json:"by_rule"`
	Never   int64            `json:"never_looked_at"` // cases of alerts that no analyst has looked at
}

// Campaign is what became of a campaign. Times are empty where there are none.
type Campaign struct {
	ID          string   `json:"campaign"`
	Began       string   `json:"began"` // the first look-up of its list
	FirstAlert  string   `json:"first_alert"`
	FirstAction string   `json:"first_action"`
	LastPerson  string   `json:"last_person"`            // when it got the last one
	Minutes     *float64 `json:"minutes_to_containment"` // from its beginning to the last person that it got
	Persons
}

// Account is what became of an account that a campaign used.
type Account struct {
	ID          string   `json:"account"`
	Campaign    string   `json:"campaign"`
	First       string   `json:"first_used"`
	FirstAlert  string   `json:"first_alert"`
	FirstAction string   `json:"first_action"`
	Minutes     *float64 `json:"minutes_to_containment"` // from its first use to the first action
	Exposed     int64    `json:"exposed"`
}

// Disturbed counts accounts whose users a control of the detector has refused something.
type Disturbed struct {
	Accounts  int     `json:"accounts"`
	LockedOut int     `json:"locked_out"` // password or session gone
	Banned    int     `json:"banned"`     // their address
	Asked     int     `json:"asked"`      // for a challenge or a second factor
	Hours     float64 `json:"hours_lost"` // from a refusal to what next went well, or the end
}

// Done is an action.
type Done struct {
	At      string `json:"at"`
	Action  string `json:"action"`
	Account string `json:"account,omitempty"`
	IP      string `json:"ip,omitempty"`
	Raised  string `json:"alert_at"`
	Rule    string `json:"rule"`
}

// Compared is another detector in the same loop.
type Compared struct {
	Detector string `json:"detector"`
	Persons
	Innocents int     `json:"innocents"`
	Hours     float64 `json:"innocent_hours_lost"`
	Actions   int     `json:"actions"`
}

// Replicate is the same with another seed.
type Replicate struct {
	Seed uint64 `json:"seed"`
	Persons
	Innocents int     `json:"innocents"`
	Hours     float64 `json:"innocent_hours_lost"`
}

// Worlds are the world with all actions, and the one with none.
type Worlds struct{ With, Without *generator.Plan }

// Of fills in what follows from the truth of the worlds.
func (c *Counter) Of(w Worlds) *Verdict {
	sc := w.With.Scenario()
	v := &Verdict{Schema: Schema, Scenario: sc.ID, Seed: sc.Seed, Scale: "1"}
	for _, x := range w.With.Choices() {
		if x.Name == "scale" {
			v.Scale = x.Value
		}
	}
	end := sc.Time.End
	used := map[uint32]bool{}
	for _, a := range w.With.Journal().Accounts {
		used[a.Account] = true
		v.Accounts = append(v.Accounts, c.account(w.With, &a))
	}
	v.Campaigns = c.campaigns(w, end)
	v.Curve = w.curve()
	without := int64(0)
	for i := range v.Campaigns {
		without += v.Campaigns[i].Without
	}
	v.Persons = persons(c.Persons(), without)
	v.Innocents = c.sum(end.UnixMicro(), func(k uint32) bool { return !used[k] })
	v.Owners = c.sum(end.UnixMicro(), func(k uint32) bool { return used[k] })
	v.Alerts.True, v.Alerts.False = c.truly, c.falsely
	return v
}

// account is what became of one account.
func (c *Counter) account(p *generator.Plan, a *event.AccountInterval) Account {
	at := through{a.Campaign, a.Account}
	x := Account{
		ID: p.Catalog().Accounts[a.Account].ID, Campaign: p.Catalog().Campaigns[a.Campaign-1],
		First: stamp(a.First), FirstAlert: stamp(c.warned[at]), FirstAction: stamp(c.acted[at]),
	}
	if did := c.acted[at]; did != 0 {
		x.Minutes = minutes(did - a.First)
	}
	if t := c.taken[at]; t != nil {
		x.Exposed = t.persons
	}
	return x
}

// campaigns is what became of the campaigns.
func (c *Counter) campaigns(w Worlds, end time.Time) (out []Campaign) {
	for i := range w.With.Scenario().Campaigns {
		id := uint8(i + 1)
		x := Campaign{ID: w.With.Scenario().Campaigns[i].ID}
		var got, last, began int64
		if at := w.Without.Begins(i); !at.IsZero() {
			began = at.UnixMicro()
		}
		for _, at := range ordered(c.taken) {
			if at.campaign == id {
				got, last = got+c.taken[at].persons, max(last, c.taken[at].last)
			}
		}
		x.Began, x.LastPerson = stamp(began), stamp(last)
		did := firstOf(c.acted, id)
		x.FirstAlert, x.FirstAction = stamp(firstOf(c.warned, id)), stamp(did)
		x.Persons = persons(got, w.Without.Exposed(i, end)[0])
		if did != 0 && got < x.Without {
			x.Minutes = minutes(max(last-began, 0))
		}
		out = append(out, x)
	}
	return out
}

// firstOf is the first instant of a campaign; 0 where there is none.
func firstOf(m map[through]int64, campaign uint8) (first int64) {
	for _, at := range ordered(m) {
		if ts := m[at]; at.campaign == campaign && (first == 0 || ts < first) {
			first = ts
		}
	}
	return first
}

// sum counts the disturbed among some accounts.
func (c *Counter) sum(end int64, among func(account uint32) bool) (s Disturbed) {
	lost := int64(0)
	for k, d := range c.disturbed {
		if !among(k) {
			continue
		}
		s.Accounts++
		s.LockedOut, s.Banned, s.Asked = s.LockedOut+bit(d.out), s.Banned+bit(d.banned), s.Asked+bit(d.asks)
		lost += d.lost
		if d.since != 0 {
			lost += end - d.since
		}
	}
	s.Hours = float64(lost) / (3600 * 1e6)
	return s
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func minutes(us int64) *float64 {
	m := float64(us) / (60 * 1e6)
	return &m
}

// stamp writes a time as the log does; "" for none.
func stamp(us int64) string {
	if us == 0 {
		return ""
	}
	return time.UnixMicro(us).UTC().Format("2006-01-02T15:04:05.000000Z")
}

// Stamp is a time as the verdict writes it.
func Stamp(us int64) string { return stamp(us) }

// Contained returns the median time to containment of the accounts that were contained, in
// minutes, and how many they are; 0, 0 where there is none.
func (v *Verdict) Contained() (median float64, n int) {
	var all []float64
	for i := range v.Accounts {
		if m := v.Accounts[i].Minutes; m != nil {
			all = append(all, *m)
		}
	}
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2, len(all)
}
