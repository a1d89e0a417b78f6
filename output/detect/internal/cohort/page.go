package cohort

import "unsafe"

// page is what a day comes to: the visits that matter with a share of new persons, and
// what their accounts share with others. With a greater share, some of them do.
type page struct {
	ended int64 // time of the line that ended the day
	next  int32 // day of that line
	idle  bool  // nobody was there
	sites int   // all that are known

	visits  []visit           // by account
	asked   []pairing         // person and account, of those new to it
	bands   []pairing         // of active minutes, and account
	minutes map[int32]minutes // of accounts that have bands
}

// size is how much memory a page takes, bytes.
func (d *page) size() int {
	const aKey = 2 // a map has room for about as much again
	return int(unsafe.Sizeof(*d)) + len(d.visits)*int(unsafe.Sizeof(visit{})) +
		(len(d.asked)+len(d.bands))*int(unsafe.Sizeof(pairing{})) + aKey*len(d.minutes)*int(unsafe.Sizeof(minutes{}))
}

// visit is what an account did on one day from one block with one client.
type visit struct {
	member        int32
	site          int32
	account       string
	day           int32
	first         int64 // time of its first line
	block, client uint64
	newPlace      bool
	newClient     bool
	looked, fresh int // answered look-ups, and those for persons new to the account
	crowd         int // accounts that came from the block that day
	users         int // accounts that had the client
	linked, said  bool
	by            string // what links it
}

// matters reports whether a visit had enough look-ups and so many thousandths of them for
// new persons.
func (v *visit) matters(lookUps int, fresh int64) bool {
	return v.looked >= lookUps && int64(v.fresh)*1000 >= fresh*int64(v.looked)
}
