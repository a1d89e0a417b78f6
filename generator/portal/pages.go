package portal

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
)

// page is a template or a file of the portal whose size a release may change.
type page uint8

const (
	appFile page = iota
	vendorFile
	styleFile
	signInPage
	homePage
	searchForm // of Infopatient, and of the form for referring doctors
	personPage // of a person found
	emptyPage  // of a look-up that found nobody
	lapsedPage // of a person without rights
	doctorPage // of a person, through the form for referring doctors
	servicePage
	forgottenPage
	passwordPage
	numPages
)

// templates are what pages and files weigh, in bytes without what they show of
// anybody, and which release changes one: one in every. The sizes are assumptions in
// the order of those of portals of the kind.
var templates = [numPages]struct {
	size  uint32
	every uint64
}{
	appFile: {187_340, 1}, vendorFile: {412_907, 4}, styleFile: {48_211, 2}, signInPage: {6_208, 3},
	homePage: {18_860, 2}, searchForm: {9_274, 2}, personPage: {5_020, 2}, emptyPage: {3_924, 3},
	lapsedPage: {4_196, 3}, doctorPage: {2_790, 3}, servicePage: {14_120, 2},
	forgottenPage: {4_982, 4}, passwordPage: {5_446, 4},
}

// What else stands on the page of a person found, in bytes: an assumption in the order
// of a table's rows. Each follows from the person's record, so that the same person
// weighs the same as long as the templates stay.
const (
	perLetter   = 3     // a holder's names stand in the heading, the table and the printed form
	perChild    = 1_610 // a child's rows, without its names
	illnessRow  = 412
	coverRow    = 268 // complementary cover
	aidRow      = 236 // state medical aid
	fullRow     = 174
	doctorRow   = 388
	noDoctorRow = 143
)

// Shown is what the page of a person shows of the record, beside the number.
type Shown struct {
	Letters                   uint8 // bytes of the names of the person under whose number it was found
	Illness, Cover, Aid, Full bool  // long-term illness, complementary cover, state aid, 100 %
	Doctor                    bool  // has declared a referring doctor
}

// weight is how much a page grows by what it shows of a person.
func (x *Shown) weight() uint32 {
	n := perLetter*uint32(x.Letters) + noDoctorRow
	for _, row := range [...]struct {
		there bool
		bytes uint32
	}{
		{x.Illness, illnessRow}, {x.Cover, coverRow}, {x.Aid, aidRow}, {x.Full, fullRow},
		{x.Doctor, doctorRow - noDoctorRow},
	} {
		if row.there {
			n += row.bytes
		}
	}
	return n
}

// user is how long what the portal knows of an account's user is, in bytes. It stays
// as long as the account does.
type user struct {
	name     uint32 // as the head of each page has it
	id       uint32 // typed at the sign-in: an e-mail address or a number
	password uint32
}

// texts draws how long texts are. What is drawn belongs to an account, a day or a
// person, and never to a request: the same page shows the same.
type texts struct{ key random.Key }

func (t texts) userOf(account uint32) user {
	u := t.key.At(aboutUser | uint64(account)).Uint64()
	return user{
		name:     9 + uint32(u&7) + uint32(u>>3&7) + uint32(u>>6&3),
		id:       14 + uint32(u>>8&7) + uint32(u>>11&7),
		password: 8 + uint32(u>>16&3) + uint32(u>>18&1),
	}
}

// news is how many lines the lists of an account have on a day: messages, most of them
// read, and payments.
func (t texts) news(account uint32, ts int64) (messages, unread, payments uint32) {
	day := uint64(ts / (24 * calendar.Hour))
	u := t.key.At(aboutNews | day<<25 ^ uint64(account)).Uint64()
	messages = 4 + uint32(u&15)
	unread = uint32(u >> 8 & 3 * (u >> 10 & 1))
	return messages, unread, 6 + uint32(u>>16&31)
}

// children is how long the rows of the children under a number are.
func (t texts) children(ref uint64, n int) uint32 {
	if n <= 0 {
		return 0
	}
	sum := uint32(n) * perChild
	for i := range n {
		u := t.key.At(aboutPerson ^ ref).At(uint64(i)).Uint64()
		sum += 2 * (9 + uint32(u&7) + uint32(u>>3&7)) // surname and first name, twice
	}
	return sum
}

// fileOf is the template of a file that releases rename, and whether it is one.
func fileOf(p event.Path) (page, bool) {
	switch p {
	case event.PathAssetApp:
		return appFile, true
	case event.PathAssetVendor:
		return vendorFile, true
	case event.PathAssetStyle:
		return styleFile, true
	}
	return 0, false
}
