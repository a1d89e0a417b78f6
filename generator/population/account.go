package population

import (
	"breachsim/generator/client"
	"breachsim/generator/event"
	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/generator/network"
	"breachsim/generator/population/geo"
	"breachsim/scenarios"
)

// Streams of the draws about accounts, practitioners, sites and networks.
// Numbers are part of the output: never reuse one for another purpose.
const (
	stProfile   random.Stream = 200 + iota // order of profiles
	stSite                                 // which site an account works at
	stSiteDept                             // where a site is
	stSiteName                             //
	_                                      // a site's line: package network
	stOpaque                               // order of account ids
	stSerial                               // order of RPPS serials
	stFiness                               // order of site ids
	stOwner                                // sex, age, name, profession of an owner
	stPanel                                // centre and length of a panel
	stVolume                               // mean volume
	stAuth                                 // day of a new sign-in method, mail address
	stHumans                               // shared credentials
	_                                      // devices and browsers: package client
	_                                      // a browser's update: package client
	_                                      // a session's way: package network
	_                                      // leases: package network
	_                                      // the map of networks: package network
	_                                      // its towns: package network
	_                                      // addresses of a campaign: package network
	stDoctor                               // which doctor a person declared
	stContact                              // phone and mail of an owner
	stCreated                              // day of creation
	stSpecialty                            // specialty of a doctor
	stDelegate                             // who shares credentials
	stIdle                                 // since when nobody works with an account
	stKind                                 // whether anybody does, and how it is signed in to
)

// MaxAccounts is the largest number of accounts: each site number has an id
// of its own up to there.
const MaxAccounts = 1_000_000

// PersonRanges says where the persons of a département are found.
type PersonRanges interface {
	// Len is the number of persons.
	Len() int
	// DeptRange is the range [from, to) of the persons who live in the
	// département with that index in facts.Departments.
	DeptRange(d uint8) (from, to uint32)
}

// Account is one account of the portal and its owner.
type Account struct {
	ID         string // "PS" and seven digits, in no telling order
	RPPS       string // empty for a desk, a laboratory, a vaccination centre
	Profession string // code of nomenclature TRE_G15 ("10" doctor …), or a desk's word
	Org        string // id of the site
	LastName   string // in capitals; empty without an owner
	FirstName  string // as above
	MeanMilli  int64  // mean look-ups on an ordinary working day, in thousandths
	Panel      Panel  // the persons the account has to do with
	Seen       Panel  // the wider circle that turns up, same centre; the same but for a GP
	Index      uint32
	Site       uint32
	Commune    uint16 // of the site: see CommuneName
	UA         uint16 // main client on the first day, index into Catalog.UserAgents
	Dept       uint8  // index into Catalog.Departments
	Town       uint8  // town of the département that its address is said to be in, see Place
	Humans     uint8  // who use the credentials: 1, or 2 to 6 where they are shared
	Specialty  uint8  // of a doctor: code of the sickness insurance (1 general practice, 3 cardiology …); else 0
	Sex        byte   // 'M' or 'F'; 0 for a desk
	Profile    scenarios.Profile
	Auth       event.Auth // on the first day; for others see [Accounts.Auth]
	HasEmail   bool       // a mail address is the identifier until July 2022, or stands in for it
	kind       scenarios.AccountKind
	signIn     signInHistory
}

// Panel is an interval of person indices inside one département's range. It
// may run over the end of the range and go on at its start: see
// [Accounts.PanelPerson].
type Panel struct{ Start, Len uint32 }

// Accounts is all accounts of a world. Whatever is said of account k follows
// from the key, k and the persons; never from the number of accounts. (Lines
// to the internet are handed out in index order: account k's depends on the
// accounts before it.) It is read-only after [NewAccounts] and may be shared.
type Accounts struct {
	*network.Lines // where they come from
	list           []Account
	devices        *client.Devices
	from, to       [depts]uint32
	doctors        doctorIndex
	start          int32 // local day on which the world begins
	opened         int32 // local day by which every account has been open for a month
	key            random.Key
}

// NewAccounts draws the accounts of a scenario. More than [MaxAccounts] are
// cut off there.
func NewAccounts(key random.Key, sc *scenarios.Scenario, persons PersonRanges) *Accounts {
	n := min(max(sc.Population.Accounts, 0), MaxAccounts)
	start := dayOf(sc.Time.Start)
	setup := network.NewSetup(key, n)
	a := &Accounts{
		Lines: setup.Lines(), list: make([]Account, n), devices: client.NewDevices(key, start),
		start: start, opened: start, key: key,
	}
	for d := range a.from {
		a.from[d], a.to[d] = persons.DeptRange(uint8(d))
	}
	d := newAccountDraw(a, sc, setup)
	for k := range a.list {
		d.draw(uint32(k))
	}
	d.carveTexts()
	a.doctors.build(a)
	return a
}

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

// PanelPerson returns the i-th person of a panel of account k, i modulo the
// panel's length; 0 if nobody lives there.
func (a *Accounts) PanelPerson(k uint32, p Panel, i uint32) uint32 {
	from, to := a.from[a.list[k].Dept], a.to[a.list[k].Dept]
	if p.Len == 0 || from == to {
		return 0
	}
	at := uint64(p.Start) + uint64(i%p.Len)
	if at >= uint64(to) {
		at -= uint64(to - from)
	}
	return uint32(at)
}

// Client is [client.Devices.Client] for one of the humans of account k.
func (a *Accounts) Client(k uint32, human uint8, day int32) (ua uint16, fp uint64) {
	return a.devices.Client(client.Owner{Index: k, Profile: a.list[k].Profile}, human, day)
}

// PoolAgent is [client.Devices.PoolAgent].
func (a *Accounts) PoolAgent(key random.Key, day int32) uint16 { return a.devices.PoolAgent(key, day) }

// FillCatalog puts accounts, networks, places, clients and départements into
// the catalog.
func (a *Accounts) FillCatalog(c *event.Catalog) {
	c.Accounts = make([]event.AccountText, len(a.list))
	for k := range a.list {
		p := &a.list[k]
		c.Accounts[k] = event.AccountText{ID: p.ID, Profession: p.Profession, Org: p.Org}
	}
	a.Networks().FillCatalog(c)
	c.UserAgents = append(c.UserAgents[:0], client.Agents()...)
	c.Departments = c.Departments[:0]
	for _, dep := range facts.Departments() {
		c.Departments = append(c.Departments, dep.Code)
	}
}
