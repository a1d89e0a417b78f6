package campaign

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/generator/internal/campaign/relation"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// Draws of a campaign, below its key.
const (
	drawList = 16 + iota
	drawWary
	drawPart
	drawRows // what the rows of its leaked file say
)

// drawStaff, of the key of all campaigns, is who works where.
const drawStaff = 1

// Draws of an account of a campaign, beyond those of the actor.
const (
	drawPace = 128 + iota
	drawNear
	drawPhase
	drawTakeover
	drawMood
)

// preparation is a campaign in the making.
type preparation struct {
	w        *script.World
	c        *actor.Campaign
	before   []*actor.Campaign // those that have chosen already
	reserve  *targets.Reserve  // of the list; nil where it is filled anew
	accounts []allocation.Account
	schedule *allocation.Schedule
	takers   int                                        // accounts that take turns
	clock    *intensity.Intensity                       // the campaign's hours, each as heavy as any other
	shapes   map[scenarios.Profile]*intensity.Intensity // how strongly it works, by whose hours
}

// prepare chooses a campaign's accounts, list, hours and addresses, when those before it
// in the scenario have chosen theirs.
func prepare(
	w *script.World, before []*actor.Campaign, reserve *targets.Reserve,
) (*actor.Campaign, error) {
	id := uint8(len(before) + 1)
	spec := &w.Scenario.Campaigns[id-1]
	c := &actor.Campaign{}
	c.ID, c.Spec, c.Policy, c.Name = id, spec, spec.OnResponse, spec.Number()
	c.Key = keyOf(w, spec)
	c.Stop, c.End = limits(w.Scenario, spec)
	c.Rated = spec.Pacing.Rate.Unit != scenarios.NoRate
	c.Extras = spell.Extras{
		Key: c.Key, Blend: int64(spec.Client.Blend), From: spec.Window.From.UnixMicro(), Portal: w.Portal,
	}
	x := &preparation{
		w: w, c: c, before: before, reserve: reserve, shapes: map[scenarios.Profile]*intensity.Intensity{},
	}
	for _, step := range []func() error{x.allocate, x.list, x.work, x.near, x.addresses, x.probes} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// keyOf is the key of all draws of a campaign.
func keyOf(w *script.World, spec *scenarios.Campaign) random.Key {
	return w.Key.Stream(script.CampaignStream).At(scenarios.IDHash(spec.ID))
}

// newList makes the list of targets of a campaign.
func newList(w *script.World, spec *scenarios.Campaign, key random.Key) (*targets.List, error) {
	accounts := spec.Access.Accounts
	counts := targets.Counts{
		Trials: accounts * spec.Access.Validate.LookUps, Hits: min(accounts, spec.Targets.Exposed),
	}
	persons := w.Persons.Wary(key.At(drawWary), int64(spec.Targets.Wary))
	return targets.New(key.At(drawList), persons, spec.Targets, counts)
}

// allocate chooses who works and when.
func (x *preparation) allocate() error {
	c, start := x.c, x.c.Spec.Window.From.UnixMicro()
	hours := c.Spec.Pacing.Hours
	if hours == scenarios.OwnerHours {
		hours = scenarios.AllHours
	}
	x.clock = intensity.New(intensity.Shape{Hours: hours}, x.times(), start, c.End)
	c.Alloc = &allocation.Campaign{
		World: allocation.World{Scenario: x.w.Scenario, Accounts: x.w.Accounts, Base: x.w.Base, Calendar: x.w.Calendar},
		Spec:  c.Spec, Key: c.Key, From: start, Stop: c.Stop, End: c.End, Hours: x.clock,
		Own:  func(account uint32) allocation.Work { return x.own(account) },
		Shut: x.shut(),
	}
	c.Sealed = sealed(c.Spec)
	if c.Sealed {
		c.Alloc.Firm = x.firm
	}
	var err error
	if x.accounts, err = allocation.Choose(c.Alloc); err != nil {
		return err
	}
	x.schedule = allocation.NewSchedule(c.Alloc, x.accounts)
	c.Turns, x.takers = x.schedule.Turns, len(c.Alloc.Takers(x.accounts))
	return nil
}

// sealed reports whether each account of a campaign has a part of its own that the
// others cannot do: a tempo, a cap, a turn, patients whom they know. Then accounts are taken
// whose passwords hold, while there are any.
func sealed(c *scenarios.Campaign) bool {
	r := c.Rotation.Accounts
	return c.Pacing.Rate.Unit != scenarios.NoRate || c.Pacing.MaxPerDay > 0 || c.Targets.Cover > 0 || oneShot(c) ||
		c.Access.Accounts == 1 || r == scenarios.Sequential || r == scenarios.Burn
}

// shut finds accounts in which this campaign and one before it would shut each other out:
// the password that the one chooses is known neither to the other nor to the owner, from
// whom the other would have it. Who reads the owner's mail chooses one; at a forced change
// whoever comes first with a password does, an insider together with the owner's side.
func (x *preparation) shut() func(account uint32, how scenarios.Acquisition) bool {
	ways := map[uint32][]scenarios.Acquisition{}
	for _, c := range x.before {
		for _, a := range c.Actors {
			ways[a.Index] = append(ways[a.Index], a.How)
		}
	}
	forced := slices.ContainsFunc(x.w.Scenario.Controls, func(c scenarios.Control) bool {
		return slices.Contains(c.Actions, scenarios.ForcePasswordChange)
	})
	reads := func(how scenarios.Acquisition) bool {
		return how == scenarios.MailboxReset || how == scenarios.SelfRegistration
	}
	chooses := func(how scenarios.Acquisition) bool {
		return reads(how) || forced && how != scenarios.SessionTheft && how != scenarios.Insider
	}
	return func(account uint32, how scenarios.Acquisition) bool {
		return slices.ContainsFunc(ways[account], func(other scenarios.Acquisition) bool {
			return chooses(how) && !reads(other) || chooses(other) && !reads(how)
		})
	}
}

// firm reports whether the owner's side keeps its password from the takeover to the
// stop.
func (x *preparation) firm(account uint32) bool {
	c, cal := x.c, x.w.Calendar
	from := c.Spec.Window.From.UnixMicro() - int64(c.Spec.Access.Validate.Lead)
	var sessions []traffic.Session
	for d := max(cal.Of(from).Number-1, cal.First()); d <= cal.Of(c.Stop).Number; d++ {
		sessions = x.w.Base.Sessions(account, d, sessions[:0])
		for i := range sessions {
			for _, m := range x.w.Base.Moments(&sessions[i], nil) {
				if m.NewPassword && m.TS >= from && m.TS < c.Stop {
					return false
				}
			}
		}
	}
	return true
}

func (x *preparation) times() intensity.Times {
	return intensity.Times{Calendar: x.w.Calendar, Portal: x.w.Portal}
}

// list makes the list of targets.
func (x *preparation) list() (err error) {
	fill := func() (*targets.List, error) { return newList(x.w, x.c.Spec, x.c.Key) }
	if x.reserve == nil {
		x.c.List, err = fill()
	} else {
		x.c.List, err = x.reserve.New(fill)
	}
	return err
}

// work says how much each account works.
func (x *preparation) work() error {
	c := x.c
	c.Crew = &ledger.Crew{Stop: c.Stop, Days: x.days}
	mean := meanWeight(x.accounts)
	for i := range x.accounts {
		a := &x.accounts[i]
		hours := x.hours(a)
		share := &ledger.Share{
			Weight: int64(max(a.Weight*random.Million/mean, 1)),
			Hours:  hours,
			PerDay: uint64(c.Spec.Pacing.MaxPerDay),
			Phase: int64(
				a.Key.At(drawPhase).Below(random.Million),
			),
			Rate: x.rate(a, hours),
			Most: x.most(hours),
			Away: c.Turns != nil && c.Turns[i].Order > 0,
		}
		if a.How == scenarios.SessionTheft && c.Rated { // however seldom its owner is there, it makes one
			share.Phase = random.Million
		}
		if x.takesTurns() && a.How != scenarios.SessionTheft {
			share.Weight = random.Million // its part is the length of its turn
		}
		c.Actors, c.Crew.Shares = append(c.Actors, actor.New(&c.Shared, actor.Part{
			Account:   *a,
			Share:     share,
			Hijacks:   x.schedule.Hijacked[i],
			Placement: intensity.PlaceAs(hours, &c.Spec.Pacing, x.visits(a), a.Key.At(drawPace)),
			Ways:      x.ways(a),
			Interval: event.AccountInterval{
				Account:    a.Index,
				Campaign:   c.ID,
				Acquired:   a.How.String(),
				AcquiredAt: x.acquired(a, hours),
			},
		})), append(c.Crew.Shares, share)
	}
	c.Crew.Stop = x.madeUpFrom()
	c.Ledger = ledger.New(c.List.Entries())
	if oneShot(c.Spec) { // each session takes its part, whatever its length
		weights := make([]uint64, len(x.accounts))
		for i := range x.accounts {
			weights[i] = x.accounts[i].Weight
		}
		for i, n := range integer.Divide(int64(c.List.Entries()), weights) {
			c.Actors[i].Share.Part = uint64(n)
		}
	}
	return nil
}

// roomForEntries is how much of a bound on look-ups the entries of a list are laid out to take, in
// per cent: repeated, mistyped and failed look-ups take some, and gaps are not even.
const roomForEntries = 85

// most is the tempo to which a bound on look-ups holds an account: met on average even where
// its work is at its most intense; zero without a bound.
func (x *preparation) most(hours *intensity.Intensity) ledger.Tempo {
	b := x.c.Spec.Pacing.AtMost
	if b.Count == 0 {
		return ledger.Tempo{}
	}
	return ledger.Tempo{
		Num: int64(b.Count) * ledger.Million / 100 * roomForEntries,
		Per: int64(b.Per) * max(hours.Peak(), 1),
	}
}

// longVisit is how many look-ups come in a visit, at most but for a few.
const longVisit = 40

// madeUpFrom is when the list is to be done, but for what a bound on look-ups has held up until
// then: so that each account has twice the bound's time left for that, by its own hours, and
// time for a long visit, or a tenth of the campaign's. It is the stop where there is no bound.
func (x *preparation) madeUpFrom() int64 {
	c, start := x.c, x.c.Spec.Window.From.UnixMicro()
	at, b := c.Stop, c.Spec.Pacing.AtMost
	if b.Count == 0 {
		return at
	}
	wanted := int64(b.Per) * max(2, longVisit/int64(b.Count))
	for i := range x.accounts {
		in := x.own(x.accounts[i].Index)
		begun, done := in.Worked(start), in.Worked(c.Stop)
		if kept := min(wanted, (done-begun)/10); kept > 0 {
			at = min(at, in.Instant(done-kept))
		}
	}
	return max(at, start+1)
}

// ways is what the campaign does between its look-ups in an account.
func (x *preparation) ways(a *allocation.Account) spell.Ways {
	own := spell.Owner{Profile: x.w.Base.Of(a.Index), Manner: x.w.Base.Manner(a.Index)}
	return spell.WaysOf(x.c.Spec.Client.Ways(a.How), own)
}

// visits is how the look-ups of an account's owner come together: a campaign that takes
// after the owner makes its own likewise.
func (x *preparation) visits(a *allocation.Account) intensity.Visits {
	p, m := x.w.Base.Of(a.Index), x.w.Base.Manner(a.Index)
	think := scenarios.Distribution{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(p.Think), Sigma: thinkSpread}
	out := intensity.Visits{
		Think: think, LookUps: uint64(max(m.PerSession/1_000, 1)), Pause: m.Pause, Pauses: m.Burst,
	}
	if m.Slot > 0 { // by appointment
		out.Pause = m.Slot
	}
	return out
}

// thinkSpread is the spread of honest users' time between two look-ups in a row (package
// course).
const thinkSpread = 800_000

func meanWeight(accounts []allocation.Account) uint64 {
	sum := uint64(0)
	for i := range accounts {
		sum += accounts[i].Weight
	}
	return max(sum/uint64(max(len(accounts), 1)), 1)
}

// takesTurns reports whether accounts come one after the other, each as long as
// its part of the list.
func (x *preparation) takesTurns() bool {
	r := x.c.Spec.Rotation.Accounts
	return x.c.Turns == nil && (r == scenarios.Sequential || r == scenarios.Burn)
}

// acquired is when an account is taken over: spread over seven tenths of the lead,
// or, where nobody tries it beforehand, when it is first put to work: at a given tempo
// within the time that one look-up takes, else within the first tenth (an assumption)
// of the account's own hours.
func (x *preparation) acquired(a *allocation.Account, hours *intensity.Intensity) int64 {
	from, key := x.c.Spec.Window.From.UnixMicro(), a.Key.At(drawTakeover)
	if lead := int64(x.c.Spec.Access.Validate.Lead); lead > 0 {
		return from - lead + int64(key.Below(uint64(max(lead*7/10, 1))))
	}
	begun, parts := hours.Cumulative(from), int64(x.c.List.Entries()/uint64(len(x.accounts)))+1
	if !x.c.Rated && x.c.Spec.Pacing.MaxPerDay == 0 {
		parts = min(parts, 10)
	}
	room := (hours.Cumulative(x.c.Stop) - begun) / parts
	if room <= 0 { // it has no working time before the stop
		return from + int64(key.Below(uint64(max((x.c.Stop-from)/2, 1))))
	}
	return max(hours.Inverse(begun+int64(key.Below(uint64(room)))), from)
}

// days visits the parts of a time that lie in one local day each.
func (x *preparation) days(from, to int64, visit func(from, to int64)) {
	for from < to {
		d := x.w.Calendar.Of(from)
		next := min(max(d.Start+d.Length, from+1), to)
		visit(from, next)
		from = next
	}
}

// hours is how strongly the campaign works when an account works for it.
func (x *preparation) hours(a *allocation.Account) *intensity.Intensity {
	spans := make([]intensity.Span, len(x.schedule.Spans[a.Number]))
	for i, s := range x.schedule.Spans[a.Number] {
		spans[i] = intensity.Span(s)
	}
	if !x.moody(a) {
		return x.own(a.Index).Within(spans)
	}
	shape := x.shape(x.whose(a.Index))
	shape.Moods, shape.Mood = true, a.Key.At(drawMood)
	return intensity.New(shape, x.times(), x.c.Spec.Window.From.UnixMicro(), x.c.End).Within(spans)
}

// moody reports whether an account is worked with more on some days than on others: by
// people, in whose gaps there is some thought, who keep to no rate and to no day's quota.
func (x *preparation) moody(a *allocation.Account) bool {
	p := &x.c.Spec.Pacing
	people := p.Shape == scenarios.LogNormalShape || p.Shape == scenarios.OwnerMimic
	return people && p.Hours != scenarios.AllHours && !x.c.Rated && p.MaxPerDay == 0 && p.AtMost.Count == 0 &&
		a.How != scenarios.SessionTheft
}

// own is how strongly the campaign works in an account's own time.
func (x *preparation) own(account uint32) *intensity.Intensity {
	profile := x.whose(account)
	in := x.shapes[profile]
	if in == nil {
		in = intensity.New(x.shape(profile), x.times(), x.c.Spec.Window.From.UnixMicro(), x.c.End)
		x.shapes[profile] = in
	}
	return in
}

// whose says whose hours an account is worked with in; the zero value where it matters not.
func (x *preparation) whose(account uint32) (profile scenarios.Profile) {
	p := &x.c.Spec.Pacing
	if p.Hours == scenarios.OwnerHours || p.Shape == scenarios.OwnerMimic {
		profile = x.w.Accounts.At(account).Profile
	}
	return profile
}

func (x *preparation) shape(owner scenarios.Profile) intensity.Shape {
	p := &x.c.Spec.Pacing
	s := intensity.Shape{
		Hours:      p.Hours,
		Owner:      owner,
		Ramp:       int64(p.Ramp),
		RampBegins: x.c.Spec.Window.From.UnixMicro(),
	}
	switch p.Shape {
	case scenarios.OwnerMimic:
		s.Demand = []intensity.Share{{Profile: owner, Part: random.Million}}
	case scenarios.Diurnal:
		s.Demand = demand(x.w)
	}
	return s
}

// demand is the part of all look-ups that each profile makes.
func demand(w *script.World) (out []intensity.Share) {
	var means [scenarios.NumProfiles]int64
	var sum int64
	for k := range uint32(w.Accounts.Len()) {
		a := w.Accounts.At(k)
		means[a.Profile] += a.MeanMilli
		sum += a.MeanMilli
	}
	for p, mean := range means {
		if part := integer.MulDiv(mean, random.Million, max(sum, 1)); part > 0 {
			out = append(out, intensity.Share{Profile: scenarios.Profile(p), Part: part})
		}
	}
	return out
}

// rate is the tempo of an account at the campaign's rate; zero without one.
func (x *preparation) rate(a *allocation.Account, hours *intensity.Intensity) ledger.Tempo {
	p := &x.c.Spec.Pacing
	turns, slots := int64(1), int64(1) // accounts that take turns, and how many of them work at once
	if a.How != scenarios.SessionTheft {
		turns, slots = int64(x.takers), int64(x.c.Alloc.AtOnce(x.takers))
	}
	t := ledger.Tempo{Num: p.Rate.Amount, Per: hours.Day()}
	switch p.Rate.Unit {
	case scenarios.NoRate:
		return ledger.Tempo{}
	case scenarios.PerSecond: // its part of that of all accounts together
		return ledger.Tempo{
			Num: p.Rate.Amount,
			Per: integer.MulDiv(hours.Second()*int64(len(x.accounts)), slots, turns),
		}
	case scenarios.OwnerMean:
		t.Num = integer.MulDiv(t.Num, x.w.Accounts.At(a.Index).MeanMilli, 1000)
	}
	switch x.c.Spec.Rotation.Accounts {
	case scenarios.Parallel, scenarios.LeastRecent: // a day's work is done in the account's turns
		t.Num = integer.MulDiv(t.Num, turns, slots)
	}
	return t
}

// near draws the targets near the accounts, or known to them, where that is asked for: a part of
// the list for each account, as large as its part of the work. Who is done with
// its own part takes from those of its département, then from the others.
func (x *preparation) near() error {
	c := x.c
	if !c.Spec.Targets.Parted() {
		return nil
	}
	lately := x.lately()
	c.Crew.Deal(c.Spec.Window.From.UnixMicro(), c.List.Entries())
	parts := make([]targets.Part, len(c.Actors))
	for i, a := range c.Actors {
		parts[i] = targets.Part{Account: a.Index, Key: a.Key.At(drawNear), Weight: a.Share.Owed(), Need: x.needOf(a)}
		if len(c.Spec.Targets.Relations) > 0 {
			parts[i].Known = x.known().Of(a.Index, parts[i].Key)
		}
		if lately != nil {
			hours := x.hours(&a.Account)
			begun := hours.Cumulative(c.Spec.Window.From.UnixMicro())
			parts[i].Lately = lately(a)
			parts[i].When = func(done int64) int64 {
				return hours.Inverse(begun + integer.MulDiv(hours.Cumulative(c.Stop)-begun, done, random.Million))
			}
		}
	}
	counts, err := c.List.Near(x.w.Accounts, parts)
	if err != nil {
		return err
	}
	for i, a := range c.Actors {
		a.Share.Part = counts[i]
	}
	c.Ledger = ledger.NewParts(counts, x.kin())
	return nil
}

// needOf is how willingly the users of an account take a person.
func (x *preparation) needOf(a *actor.Actor) targets.Need {
	class := x.w.Accounts.At(a.Index).Profile
	return func(person uint32) uint32 { return x.w.Base.Need(class, person) }
}

// known is among whom the users of accounts know people.
func (x *preparation) known() *relation.World {
	return &relation.World{
		Persons: x.w.Persons, Accounts: x.w.Accounts, Famous: x.w.Base.Famous,
		Key: x.w.Key.Stream(script.CampaignStream).At(drawStaff),
	}
}

// lately lists whom the users of an account find, by how much of the campaign's work in it is
// done when they first do; nil where nobody wants to know.
func (x *preparation) lately() func(a *actor.Actor) []targets.Found {
	c := x.c
	if c.Spec.Targets.Cover == 0 {
		return nil
	}
	start := c.Spec.Window.From.UnixMicro()
	past := x.w.Base.NewPast(max(x.w.Scenario.Time.Begin().UnixMicro(), start-int64(targets.Lately)), c.Stop)
	return func(a *actor.Actor) (out []targets.Found) {
		for _, p := range past.Of(a.Index, nil) {
			out = append(out, targets.Found{Holder: p.Holder, From: p.First})
		}
		return out
	}
}

// kin visits whose part of the list an account takes from when its own is done:
// those of its département, then all others.
func (x *preparation) kin() ledger.Kin {
	near := map[uint8][]int{}
	dept := func(i int) uint8 { return x.w.Accounts.At(x.c.Actors[i].Index).Dept }
	for i := range x.c.Actors {
		near[dept(i)] = append(near[dept(i)], i)
	}
	return func(account int, visit func(part int) bool) {
		if !visit(account) {
			return
		}
		for _, p := range near[dept(account)] {
			if !visit(p) {
				return
			}
		}
		for n := 1; n < len(x.c.Actors); n++ {
			if !visit((account + n) % len(x.c.Actors)) {
				return
			}
		}
	}
}

// addresses chooses the pool.
func (x *preparation) addresses() error {
	takes := x.c.Alloc.Takes(x.accounts, x.schedule, x.c.List.Entries())
	x.c.Pool = allocation.NewPool(x.c.Alloc, x.accounts, takes)
	return nil
}

// limits returns when the wanted number of look-ups must be done, and how far the
// campaign would go on: a control by the clock that falls on the window's stop or
// before it is what stops the campaign, so without controls it goes on to the end
// of the scenario. A campaign is done when its list is, where the scenario gives
// a rate, targets near the accounts, or sessions that are used once.
func limits(sc *scenarios.Scenario, c *scenarios.Campaign) (stop, end int64) {
	stop = c.Window.To.UnixMicro()
	end = stop
	for _, ctl := range sc.Controls {
		at := ctl.At.UnixMicro()
		if ctl.Contains() && !ctl.ByRule() && stops(c, ctl.Actions) && at > c.Window.From.UnixMicro() && at <= stop {
			stop, end = at, sc.Time.End.UnixMicro()
		}
	}
	if c.Pacing.Rate.Unit != scenarios.NoRate || c.Targets.Parted() || c.Targets.Exposed == 0 || oneShot(c) {
		end = stop
	}
	return stop, end
}

// oneShot reports whether a campaign uses each hijacked session once.
func oneShot(c *scenarios.Campaign) bool {
	return c.Rotation.Accounts == scenarios.Burn &&
		slices.ContainsFunc(
			c.Access.Acquire,
			func(a scenarios.AcquireShare) bool { return a.How == scenarios.SessionTheft },
		)
}

// stops reports whether a control ends the campaign: accounts are reset and it
// does not get them back, or its addresses are banned and it does not take others.
func stops(c *scenarios.Campaign, actions []scenarios.ControlAction) bool {
	p := reaction.Policy(c.OnResponse)
	if slices.Contains(actions, scenarios.ResetAccounts) {
		return p.Move(scenarios.OnAccountReset).Move != scenarios.Reacquire
	}
	on403 := p.Move(scenarios.On403).Move
	return slices.Contains(actions, scenarios.BanAddresses) &&
		(on403 == scenarios.StopMove || on403 == scenarios.DropAccount)
}
