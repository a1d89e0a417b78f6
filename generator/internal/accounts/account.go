package accounts

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

const depts = facts.DepartmentCount

// Streams of the draws about accounts, practitioners and sites. Numbers are part of
// the output: never reuse one for another purpose. Packages network and client take
// theirs from the same two hundreds, so this is the list of all of them.
const (
	stProfile    random.Stream = 200 + iota // order of profiles
	stSite                                  // which site an account works at
	stSiteDept                              // where a site is
	stSiteName                              //
	_                                       // a site's line: package network
	_                                       // account ids, practitioner and site numbers:
	_                                       // package secret
	_                                       //
	stOwner                                 // sex, age, name, profession of an owner
	stPanel                                 // centre and length of a panel
	stVolume                                // mean volume
	stAuth                                  // day of a new sign-in method, mail address
	stHumans                                // shared credentials
	_                                       // devices and browsers: package client
	_                                       // a browser's update: package client
	_                                       // a session's way: package network
	_                                       // leases: package network
	_                                       // the map of networks: package network
	_                                       // its towns: package network
	_                                       // addresses of a campaign: package network
	stDoctor                                // which doctor a person declared
	stContact                               // phone and mail of an owner
	stCreated                               // day of creation
	stSpecialty                             // specialty of a doctor
	stDelegate                              // who shares credentials
	stIdle                                  // since when nobody works with an account
	stKind                                  // whether anybody does, and how it is signed in to
	stIdentifier                            // by what it is named at the sign-in
)

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

// Idleness says whether anybody works with an account.
type Idleness = scenarios.AccountKind

// The degrees.
const (
	Busy    = scenarios.BusyAccount
	Left    = scenarios.LeftAccount
	Unused  = scenarios.UnusedAccount
	Joining = scenarios.JoiningAccount
)
