package accounts

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/scenarios"
)

// MaxAccounts is the largest number of accounts: each site number has an id
// of its own up to there.
const MaxAccounts = 1_000_000

// Accounts is all accounts of a world. Whatever is said of account k follows
// from the key, k and the persons; never from the number of accounts. (Lines
// to the internet are handed out in index order, and general practitioners settle
// in it: account k's depends on the accounts before it.) It is read-only after [New] and may be shared.
type Accounts struct {
	*network.Lines // where they come from

	list    []Account
	devices client.Devices
	ranges  ranges
	doctors doctorIndex
	start   int32 // local day on which the world begins
	opened  int32 // local day by which every account has been open for a month
	key     random.Key

	newcomers struct{ from, days int32 } // local days on which their accounts are opened
}

// New draws the accounts of a scenario. More than [MaxAccounts] are
// cut off there.
func New(key random.Key, sc *scenarios.Scenario, persons PersonRanges) *Accounts {
	n := min(max(sc.Population.Accounts, 0), MaxAccounts)
	start := dayOf(sc.Time.Start)
	setup := network.NewSetup(key, n, sc.Portal.IPv6)
	a := &Accounts{
		Lines: setup.Lines(), list: make([]Account, n), devices: client.NewDevices(key, start),
		start: start, opened: start, key: key,
	}
	if n := &sc.Population.Newcomers; n.Share > 0 {
		a.newcomers.from, a.newcomers.days = dayOf(n.From.In(sc.Time.Location)), n.Days()
	}
	a.ranges.read(persons)
	d := newDraw(key, sc, &a.ranges)
	d.lines, d.devices = setup, &a.devices
	for k := range a.list {
		d.account(&a.list[k], uint32(k))
	}
	a.ranges.covered = nil
	a.Number(secret.Derived(key))
	a.doctors.build(key.Stream(stDoctor), a.list, &a.ranges)
	return a
}

// Number gives accounts, practitioners and sites the numbers that follow from a
// secret. Nothing else about them changes.
func (a *Accounts) Number(s secret.Secret) { carveTexts(s, a.list) }

// Veil has the lower halves of IPv6 addresses follow from a secret: each would
// otherwise show a draw whole, from which the seed can be worked out.
func (a *Accounts) Veil(s secret.Secret) { a.Lines.Veil([16]byte(s.Key("interface ids", 16))) }

// OpenBefore makes the accounts so many days older than they need be, for what
// is told of the days before the world begins. It changes nothing but the day
// on which each was opened.
func (a *Accounts) OpenBefore(days int) { a.opened = a.start - int32(days) }

// Len returns the number of accounts.
func (a *Accounts) Len() int { return len(a.list) }

// At returns account k. The caller must not change it.
func (a *Accounts) At(k uint32) *Account { return &a.list[k] }

// Distance tells how far apart the départements of two accounts are, in a unit
// that serves for comparison only.
func (a *Accounts) Distance(k, n uint32) int64 {
	return geo.Distance(a.list[k].Dept, a.list[n].Dept)
}

// Auth returns the sign-in method of account k on a local day, in days since
// 1970-01-01. It changes once at most: most of those with a password took to
// the card or its mobile form in the weeks around 1 July 2022. Those that kept
// the password are known by their insurance number from then on.
func (a *Accounts) Auth(k uint32, day int32) event.Auth { return a.list[k].signIn.at(day) }

// PanelPerson returns the i-th person of a panel of account k, i modulo the
// panel's length; 0 if nobody lives there.
func (a *Accounts) PanelPerson(k uint32, p Panel, i uint32) uint32 {
	return a.ranges.person(a.list[k].Dept, p, i)
}

// Doctor returns the RPPS of the general practitioner whom a person declares,
// if the world has any: of those in the person's département whose panel
// covers the person one is drawn, else one of the nearest.
// A département without any sends its people to the closest one that has
// some. It depends on all accounts, so records may use it and logs may not.
func (a *Accounts) Doctor(person uint32) (rpps string, ok bool) {
	k, ok := a.doctors.of(person, &a.ranges)
	if !ok {
		return "", false
	}
	return a.list[k].RPPS, true
}

// Client is [client.Devices.Client] for one of the humans of account k.
func (a *Accounts) Client(k uint32, human uint8, day int32) (ua uint16, fp uint64) {
	return a.devices.Client(k, a.list[k].Profile, human, day)
}

// OtherSite is [client.Devices.OtherSite] for one of an account's humans, who has
// the user agent ua on the day.
func (a *Accounts) OtherSite(who network.User, ua uint16) (other uint16, ok bool) {
	return a.devices.OtherSite(a.clientOf(who), ua)
}

// Switched is [client.Devices.Switched] for one of an account's humans, who has the
// user agent ua and the fingerprint fp on the day.
func (a *Accounts) Switched(who network.User, ua uint16, fp uint64) (other uint64, ok bool) {
	return a.devices.Switched(a.clientOf(who), ua, fp)
}

func (a *Accounts) clientOf(who network.User) client.User {
	return client.User{Account: who.Account, Profile: a.list[who.Account].Profile, Human: who.Human, Day: who.Day}
}

// BrowsingHabits is [client.Devices.Habits] for one of the humans of account k.
func (a *Accounts) BrowsingHabits(k uint32, human uint8) client.Habits {
	return a.devices.Habits(k, human)
}

// Machine tells the machines of account k's users apart: a number for each.
func (a *Accounts) Machine(k uint32, human uint8) uint64 { return uint64(k)<<8 | uint64(human) }

// PoolAgent is [client.Devices.PoolAgent].
func (a *Accounts) PoolAgent(key random.Key, day int32) uint16 { return a.devices.PoolAgent(key, day) }

// typesAddress is the share of those with a mail address who sign in with it and not with
// the account's number, in millionths (an assumption: browsers fill in what was typed first).
const typesAddress = 700_000

// FillCatalog puts accounts, networks, places, clients and départements into
// the catalog.
func (a *Accounts) FillCatalog(c *event.Catalog) {
	c.Accounts = make([]event.AccountText, len(a.list))
	for k := range a.list {
		p := &a.list[k]
		c.Accounts[k] = event.AccountText{ID: p.ID, Profession: p.Profession, Org: p.Org, Types: event.ByNumber}
		if t := &c.Accounts[k]; p.HasEmail {
			t.Address = a.mailOf(p)
			if a.key.Stream(stIdentifier).At(uint64(k)).Chance(typesAddress) {
				t.Types = event.ByAddress
			}
		}
	}
	a.Networks().FillCatalog(c)
	c.UserAgents = append(c.UserAgents[:0], client.Agents()...)
	c.Departments = c.Departments[:0]
	for _, dep := range facts.Departments() {
		c.Departments = append(c.Departments, dep.Code)
	}
}
