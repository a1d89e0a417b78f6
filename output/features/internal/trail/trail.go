package trail

import "github.com/breachsim/breachsim/scenarios/measure"

// Trail is what was counted. The zero value is ready.
type Trail struct {
	First, Last int64 // line, microseconds since 1970 UTC
	Lines       int64
	Kinds       [kinds]int64
	Results     [results]int64 // of look-ups
	Returned    int64          // persons shown

	Persons  int64 // different ones asked for and answered
	Named    int64 // of them, those that the log tells apart
	New      int64 // of them, those that the account has not asked for before
	Placed   int64 // of them, those whose département is told and the account's is known
	Away     int64 // of those placed, in another one than the account
	Told     int64 // of them, those whose département is told
	NewDepts int64 // of those told, in one where the account had asked for nobody before today
	Repeats  int64 // answered look-ups of a person again

	Steps, Up    int64 // look-ups of another person than before in an ordered log; those with a higher number
	Pairs, Alike int64 // of told départements that follow each other; those that are the same
	Retries      int64 // look-ups of the person of a look-up before that was not answered

	Gaps      Gaps      // between look-ups
	Hours     [24]int64 // look-ups by local hour
	MostInTen int64     // look-ups in ten minutes of the clock

	Clients, Addrs, Nets, Agents Few
	Sessions                     Few
	NewClients                   int64 // clients that the account has known since today only
	NewNets, NewBlocks           int64
	ByNewClient, ByNewNet        int64 // look-ups
	Plain                        int64 // look-ups by no browser
	MostKM, Fast                 int64 // longest way between two lines; ways too fast

	AfterPage   int64 // look-ups whose line before is a page or a sign-in
	LongestRun  int64 // look-ups without any other line between
	PagesBefore int64 // the first look-up
	FirstLookUp int64 // microseconds since 1970 UTC; 0 = none
	AfterReset  int64 // look-ups after a new password of the same trail
	lookedUp    int64 // time of the look-up before
	run         int64
	before      Kind
	asked       uint64 // person of the look-up before
	unanswered  bool   // it was not answered
	dept        int    // of the look-up before
	ten, inTen  int64  // ten minutes of the look-up before; look-ups in it
	seen        set
	depts       [2]uint64
}

// See takes the next line.
func (t *Trail) See(l *Line) {
	if t.Lines == 0 {
		t.First = l.TS
	}
	t.Lines++
	t.Last = l.TS
	t.Kinds[l.Kind]++
	t.context(l)
	if l.Kind == LookUp {
		t.lookUp(l)
	} else {
		t.run = 0
		if l.Kind == Page && t.FirstLookUp == 0 {
			t.PagesBefore++
		}
	}
	t.before = l.Kind
}

// context counts from where and with what a line came.
func (t *Trail) context(l *Line) {
	if t.Clients.see(l.Client) && l.NewClient {
		t.NewClients++
	}
	if t.Nets.see(l.Net) && l.NewNet {
		t.NewNets++
	}
	if t.Addrs.see(l.Addr) && l.NewBlock {
		t.NewBlocks++
	}
	t.Agents.see(l.Agent)
	t.Sessions.see(l.Session)
	t.MostKM = max(t.MostKM, l.KM)
	if l.Fast {
		t.Fast++
	}
}

func (t *Trail) lookUp(l *Line) {
	if t.FirstLookUp == 0 {
		t.FirstLookUp = l.TS
	} else {
		t.Gaps.add((l.TS - t.lookedUp) / measure.Millisecond)
	}
	t.lookedUp = l.TS
	t.flow(l)
	t.Results[l.Result]++
	t.Returned += max(0, l.Returned)
	t.Hours[l.Hour]++
	if ten := l.TS / (10 * measure.Minute); ten != t.ten {
		t.ten, t.inTen = ten, 0
	}
	t.inTen++
	t.MostInTen = max(t.MostInTen, t.inTen)
	if l.NewClient {
		t.ByNewClient++
	}
	if l.NewNet {
		t.ByNewNet++
	}
	if l.Plain {
		t.Plain++
	}
	t.compare(l)
	if l.Result.Answered() {
		t.person(l)
	}
}

// flow counts what stood before a look-up.
func (t *Trail) flow(l *Line) {
	if t.before == Page || t.before == SignIn {
		t.AfterPage++
	}
	t.run++
	t.LongestRun = max(t.LongestRun, t.run)
	if t.Kinds[Reset] > 0 {
		t.AfterReset++
	}
}

// compare holds a look-up beside the one before.
func (t *Trail) compare(l *Line) {
	if l.Person != 0 && t.asked != 0 {
		switch {
		case l.Person == t.asked && t.unanswered:
			t.Retries++
		case l.Person != t.asked && l.Ordered:
			t.Steps++
			if l.Person > t.asked {
				t.Up++
			}
		}
	}
	t.asked, t.unanswered = l.Person, !l.Result.Answered()
	if l.Dept == 0 {
		return
	}
	if t.dept != 0 {
		t.Pairs++
		if t.dept == l.Dept {
			t.Alike++
		}
	}
	t.dept = l.Dept
}

// person counts who was asked for and answered. Where the log omits numbers,
// every look-up counts as another person, which is an upper bound.
func (t *Trail) person(l *Line) {
	if l.Person != 0 && !t.seen.add(l.Person) {
		t.Repeats++
		return
	}
	t.Persons++
	if l.Person != 0 {
		t.Named++
	}
	if l.New {
		t.New++
	}
	if l.Dept == 0 {
		return
	}
	t.Told++
	t.depts[l.Dept/64%2] |= 1 << (l.Dept % 64)
	if l.NewDept {
		t.NewDepts++
	}
	if l.Home != 0 {
		t.Placed++
		if l.Home != l.Dept {
			t.Away++
		}
	}
}

// Depts is the départements asked for, one bit each by their number.
func (t *Trail) Depts() [2]uint64 { return t.depts }

// Answered is how many look-ups were answered.
func (t *Trail) Answered() int64 {
	return t.Results[Found] + t.Results[NotFound] + t.Results[NoRights]
}

// Reset empties the trail for another use and keeps little memory.
func (t *Trail) Reset() {
	keep := *t
	*t = Trail{Gaps: keep.Gaps, Clients: keep.Clients, Addrs: keep.Addrs, Nets: keep.Nets, Agents: keep.Agents,
		Sessions: keep.Sessions, seen: keep.seen}
	t.Gaps.reset()
	for _, f := range []*Few{&t.Clients, &t.Addrs, &t.Nets, &t.Agents, &t.Sessions} {
		f.reset()
	}
	t.seen.reset()
}
