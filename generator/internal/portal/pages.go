package portal

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
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
	cardPage // of the sign-in with a card
	numPages
)

// templates are what pages and files weigh, in bytes without what they show of
// anybody, and which release changes one: one in every. The sizes are assumptions in
// the order of those of portals of the kind. Answers to look-ups are data in a form that
// other programs read too: no release changes it (0).
var templates = [numPages]struct {
	size  uint32
	every uint64
}{
	appFile: {187_340, 1}, vendorFile: {412_907, 4}, styleFile: {48_211, 2}, signInPage: {6_208, 3},
	homePage: {18_860, 2}, searchForm: {9_274, 2}, personPage: {5_860, 0}, emptyPage: {3_924, 0},
	lapsedPage: {4_196, 0}, doctorPage: {2_790, 0}, servicePage: {14_120, 2},
	forgottenPage: {4_982, 4}, passwordPage: {5_446, 4}, cardPage: {4_388, 3},
}

// What else an answer about a person shows, in bytes: each right has its field, with a
// value that is a little longer where there is something to say (assumed). It follows from
// the person's record, so that the same person weighs the same, whoever asks: the page's
// script puts the answer into the page that is there, and its head with the user's name is
// not sent again. Long-term illness is a yes or no, which in French are as long; what it
// changes is the rate, 100 % for 70 %.
const (
	perChild  = 1_610 // a child's fields, without its names
	coverYes  = 9
	aidYes    = 4
	fullYes   = 1
	doctorYes = 14 // who it is, in place of "aucun"
)

// Shown is what the page of a person shows of the record, beside the number.
type Shown struct {
	Letters          uint8 // bytes of the names of the person under whose number it was found
	Cover, Aid, Full bool  // complementary cover, state aid, 100 %
	Doctor           bool  // has declared a referring doctor
}

// weight is how much a page grows by what it shows of a person.
func (x *Shown) weight() uint32 {
	n := uint32(x.Letters)
	for _, row := range [...]struct {
		yes   bool
		bytes uint32
	}{
		{x.Cover, coverYes}, {x.Aid, aidYes}, {x.Full, fullYes}, {x.Doctor, doctorYes},
	} {
		if row.yes {
			n += row.bytes
		}
	}
	return n
}

// user is how long what the portal knows of an account's user is, in bytes. It stays
// as long as the account does.
type user struct {
	name     uint32 // as the head of each page has it
	password uint32
}

// texts draws how long texts are. What is drawn belongs to an account, a day or a
// person, and never to a request: the same page shows the same.
type texts struct{ key random.Key }

func (t texts) userOf(account uint32) user {
	u := t.key.At(aboutUser | uint64(account)).Uint64()
	return user{
		name:     9 + uint32(u&7) + uint32(u>>3&7) + uint32(u>>6&3),
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
