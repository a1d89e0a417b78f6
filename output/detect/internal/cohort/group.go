package cohort

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/breachsim/breachsim/output/detect/internal/known"
	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// group is R8 after some lines. It remembers of each account eight places and eight
// clients, of each day the persons and minutes of its accounts, and in known.Pairs whom
// accounts asked for; its circle, the visits from new places of [Params.Days] days.
type group struct {
	p      Params
	circle circle
	notes  []page
	noted  int // bytes

	day     int32
	sites   *rule.Sites
	names   map[string]int32 // numbers of accounts
	members []member
	met     known.Pairs // account, person

	today  []int32        // accounts with a line today, in order of the first
	blocks map[uint64]int // accounts that came from a block today
	agents map[uint64]int // and with a client
	asked  []pairing      // person and account, of today's new ones
}

// member is what is remembered of an account.
type member struct {
	id     string
	site   int32
	began  int32 // day of the first line
	active int32 // day of the last
	places recent
	agents recent
	last   origin

	visits  []visit // of today, at most eight
	minutes minutes // of today
}

// visitsADay is how many visits of an account are told apart on a day; what comes
// after is counted with the last.
const visitsADay = 8

// New returns a rule that knows the accounts' sites and, where there is a history,
// whom they asked for before.
func (p *Params) New(ctx context.Context, w rule.World) (rule.Rule, error) {
	if w.NIRMode() == "omit" {
		return nil, fmt.Errorf("the log omits numbers (output.nir: omit), so that nobody can be new to an account; " +
			"generate it with output.nir: hmac or clear")
	}
	accounts, err := w.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	g := newGroup(p)
	for i := range accounts {
		g.sites.Know(accounts[i].ID, accounts[i].Site)
	}
	for past, err := range w.History(ctx) {
		if err != nil {
			return nil, err
		}
		g.met.Add(uint64(g.member(past.Account)), past.Person)
	}
	return g, nil
}

func newGroup(p *Params) *group {
	return &group{p: *p, circle: newCircle(p, p.Level()), sites: rule.NewSites(),
		names: map[string]int32{}, blocks: map[uint64]int{}, agents: map[uint64]int{}}
}

// See counts a line. The first line of a day says what the day before showed.
func (g *group) See(l *rule.Line, say func(rule.Said)) {
	if l.Day != g.day {
		today := g.endDay(l)
		g.circle.take(&today, say)
	}
	g.count(l)
}

// Note keeps what the days come to.
func (g *group) Note(l *rule.Line) {
	if l.Day != g.day {
		today := g.endDay(l)
		g.noted += today.size()
		g.notes = append(g.notes, today)
	}
	g.count(l)
}

// Noted is how much memory the notes take, bytes.
func (g *group) Noted() int { return g.noted }

// Replay shows the days that were noted to another circle.
func (g *group) Replay(fresh int64, say func(ts int64, s rule.Said)) {
	c := newCircle(&g.p, fresh)
	for i := range g.notes {
		today := &g.notes[i]
		c.take(today, func(s rule.Said) { say(today.ended, s) })
	}
}

// count counts a line to the day.
func (g *group) count(l *rule.Line) {
	if l.Account == "" {
		return
	}
	at := g.member(l.Account)
	m := &g.members[at]
	if m.active != l.Day {
		g.today = append(g.today, at)
		if m.active = l.Day; m.began == 0 {
			m.began = l.Day
		}
	}
	v := g.visit(at, l)
	if !l.Answered {
		return
	}
	v.looked++
	m.minutes.add(l.TS)
	if l.Person != 0 && g.met.Add(uint64(at), l.Person) {
		v.fresh++
		g.asked = append(g.asked, pairing{neighbourhood(l), at})
	}
}

// member returns the number of an account.
func (g *group) member(id string) int32 {
	at, ok := g.names[id]
	if !ok {
		at = int32(len(g.members))
		g.names[id] = at
		g.members = append(g.members, member{id: id, site: g.sites.Of(id)})
	}
	return at
}

// visit returns today's visit that a line belongs to.
func (g *group) visit(at int32, l *rule.Line) *visit {
	m := &g.members[at]
	block, client := m.last.of(l)
	for i := range m.visits {
		if v := &m.visits[i]; v.block == block && v.client == client {
			return v
		}
	}
	if len(m.visits) == visitsADay {
		return &m.visits[visitsADay-1]
	}
	settled := l.Day-m.began >= int32(g.p.Learn)
	place, first := m.places.see(block, l.Day)
	if first {
		g.blocks[block]++
	}
	agent, first := m.agents.see(client, l.Day)
	if first {
		g.agents[client]++
	}
	m.visits = append(m.visits, visit{member: at, site: m.site, account: m.id,
		day: l.Day, first: l.TS, block: block, client: client,
		newPlace: settled && place && block != 0, newClient: settled && agent && client != 0})
	return &m.visits[len(m.visits)-1]
}

// origin is where a line came from: mostly where the account's line before did.
type origin struct {
	addr          netip.Addr
	fingerprint   uint64
	agent         string
	block, client uint64
}

// of is the block and the client of a line.
func (o *origin) of(l *rule.Line) (block, client uint64) {
	if o.addr != l.SrcIP {
		o.addr, o.block = l.SrcIP, blockOf(l.SrcIP)
	}
	if o.fingerprint != l.ClientFP || o.agent != l.UserAgent {
		o.fingerprint, o.agent, o.client = l.ClientFP, l.UserAgent, clientOf(l)
	}
	return o.block, o.client
}

// blockOf is the block of 256 IPv4 addresses, or the /48 of IPv6, that an address is
// in; 0 where there is none.
func blockOf(addr netip.Addr) uint64 {
	addr = addr.Unmap()
	if !addr.IsValid() {
		return 0
	}
	bits := 24
	if addr.Is6() {
		bits = 48
	}
	block, err := addr.Prefix(bits)
	if err != nil {
		panic(err) // both are lengths of such an address
	}
	b := block.Addr().As16()
	h := uint64(0)
	for i := 0; i < len(b); i += 8 {
		for _, c := range b[i : i+8] {
			h = h<<8 | uint64(c)
		}
		h = known.Mix(h)
	}
	return h | 1
}

// clientOf is the handshake and the name of a client; 0 where there is neither.
func clientOf(l *rule.Line) uint64 {
	if l.ClientFP == 0 && l.UserAgent == "" {
		return 0
	}
	h := known.Mix(l.ClientFP)
	for i := range len(l.UserAgent) {
		h = h*31 + uint64(l.UserAgent[i])
	}
	return known.Mix(h) | 1
}

// recent are the last eight places or clients of an account.
type recent struct {
	all [8]trait
	n   int
}

type trait struct {
	key         uint64
	first, last int32 // days
}

// see notes a trait of today. It reports whether it is new to the account, today
// being the first day, and whether this is the first time today.
func (r *recent) see(key uint64, day int32) (unknown, first bool) {
	oldest := 0
	for i := range r.n {
		t := &r.all[i]
		if t.key == key {
			first = t.last != day
			t.last = day
			return t.first == day, first
		}
		if t.last < r.all[oldest].last {
			oldest = i
		}
	}
	if r.n < len(r.all) {
		oldest = r.n
		r.n++
	}
	r.all[oldest] = trait{key, day, day}
	return true, true
}
