package features

import (
	"context"
	"strings"

	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/output/features/internal/label"
	"github.com/breachsim/breachsim/output/features/internal/past"
	"github.com/breachsim/breachsim/output/features/internal/table"
	"github.com/breachsim/breachsim/output/features/internal/trail"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// pass is one reading of the logs.
type pass struct {
	to    Sinks
	stats Stats
	clock clock
	data  *read.Dataset

	accounts map[string]*account
	active   []*account // today, in order of the first line
	sessions map[uint64]*session
	list     []*session // today, in order of the first line
	spare    []*session
	before   map[uint64]struct{} // sessions of the day before

	homes  map[string]int // département of each account
	depts  names
	agents names
	crowd  crowd
	peers  peers
	web    *requests  // nil = no access log
	truth  *label.Day // nil = no labels
	line   trail.Line
}

func newPass(ctx context.Context, d *read.Dataset, o Options, to Sinks) (*pass, error) {
	p := &pass{to: to, data: d, clock: clock{zone: d.Zone}, accounts: map[string]*account{},
		sessions: map[uint64]*session{}, before: map[uint64]struct{}{}, homes: map[string]int{},
		depts: newNames(mostDepts), agents: newNames(mostAgents), crowd: newCrowd(), peers: newPeers()}
	if err := p.readHomes(ctx); err != nil {
		return nil, err
	}
	if err := p.readHistory(ctx); err != nil {
		return nil, err
	}
	if o.Labels {
		p.truth = label.NewDay(d)
	}
	if !o.NoAccess && len(d.Days("logs/access", ".log")) > 0 {
		web, err := openRequests(ctx, d)
		if err != nil {
			return nil, err
		}
		p.web = web
	}
	return p, nil
}

// What is told apart at most: départements, of which there are some hundred, and
// user agents.
const (
	mostDepts  = 127
	mostAgents = 1 << 16
)

func (p *pass) close() {
	if p.web != nil {
		p.web.stop()
	}
}

// readHomes takes the département of each account from the records. Without them
// the columns that ask for it do not apply.
func (p *pass) readHomes(ctx context.Context) error {
	if !p.data.Has("records/accounts.csv") {
		return nil
	}
	for row, err := range p.data.Table(ctx, "accounts", "account", "dept") {
		if err != nil {
			return err
		}
		p.homes[row.Values[0]] = p.depts.number(row.Values[1])
	}
	return nil
}

// readHistory makes known the persons that accounts asked for before the logs
// begin.
func (p *pass) readHistory(ctx context.Context) error {
	if p.data.HistoryDays() == 0 || !p.data.Has("history.csv") {
		return nil
	}
	for known, err := range p.data.History(ctx) {
		if err != nil {
			return err
		}
		p.account(known.Account).past.Knows(known.Person)
	}
	return nil
}

// account returns what is remembered of an account.
func (p *pass) account(id string) *account {
	a := p.accounts[id]
	if a == nil {
		a = &account{id: id, home: p.homes[id], past: past.New()}
		p.accounts[id] = a
	}
	return a
}

// see takes the next line of the log. One that names no account belongs to no
// row.
func (p *pass) see(ev *read.Event) error {
	if p.clock.over(ev.TS) {
		if err := p.endDay(); err != nil {
			return err
		}
	}
	p.clock.reach(ev.TS)
	p.stats.Events++
	if ev.Account == "" {
		return nil
	}
	a := p.account(ev.Account)
	p.today(a, ev)
	p.read(ev, a)
	var s *session
	if ev.SessionID != 0 {
		s = p.session(ev, a)
	}
	a.trail.See(&p.line)
	if s != nil {
		s.trail.See(&p.line)
		s.atLast = a.trail.Lines
	}
	if p.line.Kind == trail.Reset {
		a.past.SetReset(ev.TS)
	}
	p.label(ev, a, s)
	return nil
}

// label counts what the truth says of the line.
func (p *pass) label(ev *read.Event, a *account, s *session) {
	if p.truth == nil {
		return
	}
	e := p.truth.Of(ev.EventID)
	if e == nil {
		return
	}
	lookUp := p.line.Kind == trail.LookUp
	a.row.Label.Add(e, lookUp)
	if s != nil {
		s.row.Label.Add(e, lookUp)
	}
}

// today begins the row of an account's day with its first line.
func (p *pass) today(a *account, ev *read.Event) {
	if a.active {
		return
	}
	a.active = true
	a.profession = ev.Profession
	a.sessions = 0
	a.trail.Reset()
	a.row = table.Day{Row: p.rowOf(a)}
	a.row.Trail = &a.trail
	p.active = append(p.active, a)
}

// rowOf is what the rows of an account have in common today.
func (p *pass) rowOf(a *account) table.Row {
	return table.Row{Account: a.id, Date: p.clock.date, Number: p.clock.number, Profession: a.profession, Past: a.past}
}

// session returns a session of today.
func (p *pass) session(ev *read.Event, a *account) *session {
	s := p.sessions[ev.SessionID]
	if s != nil {
		return s
	}
	if n := len(p.spare); n > 0 {
		s, p.spare = p.spare[n-1], p.spare[:n-1]
		s.trail.Reset()
	} else {
		s = &session{}
	}
	a.sessions++
	_, continued := p.before[ev.SessionID]
	s.owner, s.atFirst = a, a.trail.Lines
	s.row = table.Session{Row: p.rowOf(a), ID: ev.SessionID, Auth: ev.AuthMethod, Continued: continued,
		Nth: a.sessions, Pause: fixed.Null, StartHour: int64(p.clock.hour)}
	s.row.Trail = &s.trail
	if a.trail.Lines > 0 {
		s.row.Pause = (ev.TS - a.trail.Last) / measure.Millisecond
	}
	p.sessions[ev.SessionID] = s
	p.list = append(p.list, s)
	return s
}

// read prepares the line for the trails and asks the past about it.
func (p *pass) read(ev *read.Event, a *account) {
	l := &p.line
	*l = trail.Line{TS: ev.TS, Hour: p.clock.hour, Kind: trail.KindOf(ev.Action, ev.Outcome), Session: ev.SessionID,
		Client: ev.ClientFP, Net: uint64(ev.ASN), Agent: uint64(p.agents.number(ev.UserAgent)), Home: a.home}
	day := p.clock.number
	l.NewClient = a.past.NewClient(l.Client, day)
	l.NewNet = a.past.NewNet(l.Net, day)
	p.locate(ev, a)
	if l.Kind != trail.LookUp {
		return
	}
	l.Plain = l.Agent != 0 && !strings.HasPrefix(ev.UserAgent, "Mozilla/")
	l.Result, l.Returned = trail.ResultOf(ev.Result), ev.PersonsReturned
	l.Person, l.Ordered = ev.Person(), ev.NIR != ""
	if l.Person != 0 && l.Result.Answered() {
		l.New = !a.past.Knows(l.Person)
	}
	if l.Dept = p.depts.number(ev.PatientDept); l.Dept != 0 {
		l.NewDept = !a.past.KnowsDept(l.Dept)
	}
}

// locate reads the address of a line, which is mostly that of the line before.
func (p *pass) locate(ev *read.Event, a *account) {
	l := &p.line
	if l.Addr = addrKey(ev.SrcIP); l.Addr == 0 {
		return
	}
	at := &a.address
	if at.key != l.Addr {
		at.key, at.block = l.Addr, blockOf(l.Addr)
	}
	l.NewBlock = a.past.NewBlock(at.block, p.clock.number)
	if ev.City != "" {
		l.KM, l.Fast = a.past.Move(ev.TS, ev.Lat, ev.Lon)
	}
}
