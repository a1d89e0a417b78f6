// Package record says what the record tables of a dataset hold: insured
// persons, their contacts, practitioners, accounts, delegates, networks. generator
// fills these values, output writes them. It holds data only: the texts of a person
// are valid until the next one is filled.
package record

import "github.com/breachsim/breachsim/generator/nir"

// Date is a calendar date. The zero value is "none".
type Date struct {
	Year       int16
	Month, Day uint8
}

// Person is one insured person.
type Person struct {
	NIR              nir.NIR
	Ref              uint64 // nir_ref
	BirthName        string
	UsedName         string // empty = the birth name is used
	FirstNames       string // separated by spaces
	Sex              byte   // 'M' or 'F'
	BirthDate        Date
	BirthPlace       string // fictitious name
	ResidenceDept    string
	ResidenceCommune string  // fictitious name
	Regime           string  // code of the scheme
	Fund             string  // code of the sickness fund
	Holder           nir.NIR // the number under which the person is found; the own one for an adult
	SecondHolder     nir.NIR // of the other parent, for a child found under both numbers; 0 = none
	BirthRank        uint8
	ReferringDoctor  string // RPPS; empty = none declared
	C2S              string // "", "free", "participation"
	AME              bool
	FullCoverage     bool // 100 % coverage
	ALD              bool // holds a long-term illness right
	RightsStart      Date
	RightsEnd        Date
}

// Contact is what the portal never shows: one line a person.
type Contact struct {
	NIR     nir.NIR
	Ref     uint64
	Email   string // empty = none known
	Phone   string
	Address string
	IBAN    string // a form that no bank can have given
}

// Practitioner is one owner of an account.
type Practitioner struct {
	RPPS           string // empty for a desk or a laboratory
	LastName       string
	FirstName      string
	Sex            byte // 0 for a desk
	Profession     string
	ProfessionName string
	Specialty      string
	Site           string // site id
	SiteName       string
	Dept           string
	Commune        string // fictitious
	Email          string
	Phone          string
	Account        string // account id
}

// Account is one account of the portal.
type Account struct {
	ID         string
	RPPS       string
	Profile    string
	Profession string
	Site       string
	Dept       string
	Auth       string
	CreatedOn  Date
	Delegates  int
}

// Delegate is one person who uses an account on its owner's behalf.
type Delegate struct {
	Account   string // account id
	Number    uint8  // among the account's delegates, from 1
	LastName  string
	FirstName string
	Sex       byte   // 'M' or 'F'
	Role      string // secretary, assistant, preparer, …
	Since     Date
}

// Network is one block of the invented address plan.
type Network struct {
	Prefix    string // CIDR
	ASN       uint32
	Org       string
	Kind      string // fibre, dsl, mobile_cgnat, hospital, hosting, vpn, residential_proxy, …
	Country   string
	Continent string
	City      string
	Lat, Lon  string
}

// LeakedRow is one row of a leaked file of medical laboratories: what a threat actor
// held of a patient beforehand, right or not.
type LeakedRow struct {
	List       uint8 // which file, from 1
	Laboratory string
	Dept       string // in which the laboratory lies
	Patient    uint32 // the laboratory's own number
	NIR        nir.NIR
	Ref        uint64
	LastName   string
	FirstName  string
	BirthDate  Date
	Sex        byte   // 'M' or 'F'
	Phone      string // perhaps of before
	Email      string // empty = none known
	Address    string
	Town       string
	Doctor     string // RPPS; empty = not known
	Visited    Date
	Blood      string // group; empty = not known
}

// Acquaintance is one line of the history: an account and an insured person
// whom its users found before the logs begin.
type Acquaintance struct {
	Account     string  // id of the account
	NIR         nir.NIR // number that was looked up: the own one, or a parent's for a child
	Ref         uint64  // nir_ref of that number
	First, Last int64   // look-ups, microseconds since 1970
	Count       uint32  // of look-ups
}

// Warning is an alert that was raised at the time. Times are microseconds since 1970.
type Warning struct {
	ID       uint64
	TS       int64
	From, To int64
	Event    uint64
	Session  uint64 // 0 = none
	Source   string // waf or siem
	Rule     string
	Severity string
	Account  string // "" = the rule is about the address
	Addr     string
	Count    uint32
}

// Ticket is a row of the help desk and of the analysts. A time of zero has not come yet
// when the dataset ends.
type Ticket struct {
	ID       uint64
	Opened   int64
	Assigned int64
	Closed   int64
	Kind     string
	Channel  string
	Account  string // "" = none
	NIR      nir.NIR
	Ref      uint64 // nir_ref; 0 = none
	Event    uint64
	Warning  uint64 // 0 = none
	Verdict  string // "" = none yet, or no case
	Closure  string // "" = not closed yet
}

// Ground is why a person was looked up, as other systems than the portal know it.
type Ground struct {
	Event   uint64
	TS      int64 // of the look-up
	Account string
	NIR     nir.NIR
	Ref     uint64 // nir_ref
	Kind    string
	At      int64 // of what explains it
}
