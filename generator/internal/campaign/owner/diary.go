package owner

import (
	"sync"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/traffic"
)

// Diary keeps what owners do in the base world, day by day, for plans of one world: the
// base never changes, and to play its days again takes half of a plan's time. It is safe
// for concurrent use. A nil Diary keeps nothing.
type Diary struct {
	mu   sync.Mutex
	days map[page][]entry
	kept int // steps
}

// NewDiary returns an empty one.
func NewDiary() *Diary { return &Diary{days: map[page][]entry{}} }

// maxSteps bounds the steps that a Diary keeps: 16 MB, two months of six hundred accounts
// (those that come first). The days beyond are made each time.
const maxSteps = 1 << 20

// page is a local day of an account.
type page struct {
	account uint32
	day     int32
}

// entry is a base session with all of its steps. It is read-only.
type entry struct {
	base     traffic.Session
	origins  []origin
	steps    []traffic.Moment
	password bool // the owner signs in with one
}

// origin is where a session comes from since an instant.
type origin struct {
	addr event.Addr
	from int64
}

// day lists the sessions that an account begins on a local day.
func (d *Diary) day(w *script.World, account uint32, day int32) []entry {
	if d == nil {
		return entriesOf(w, account, day)
	}
	at := page{account, day}
	d.mu.Lock()
	kept, known := d.days[at]
	d.mu.Unlock()
	if known {
		return kept
	}
	all := entriesOf(w, account, day)
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, known := d.days[at]; known || d.kept >= maxSteps {
		return all
	}
	d.days[at] = all
	for i := range all {
		d.kept += len(all[i].steps)
	}
	return all
}

// entriesOf plays a day of the base world.
func entriesOf(w *script.World, account uint32, day int32) []entry {
	sessions := w.Base.Sessions(account, day, nil)
	if len(sessions) == 0 {
		return nil
	}
	all := make([]entry, len(sessions))
	for i := range all {
		x := &all[i]
		x.base, x.steps = sessions[i], w.Base.Moments(&sessions[i], nil)
		x.password = w.Accounts.Auth(account, x.base.Day) == event.Password
		for _, o := range w.Base.Origins(&x.base) {
			x.origins = append(x.origins, origin{o.Addr, o.From})
		}
	}
	return all
}
