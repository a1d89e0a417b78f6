package rule

// Episode is what a rule fires once in, and again only where what it counts has come to
// twice as much as when it last fired: a local day of an account, a session, a window of
// time. The zero value is one that begins.
type Episode struct {
	fired int64
	swept *Swept
}

// Swept is what an episode remembers for each step of a dial.
type Swept struct {
	Steps
	Last int // the strictest step at the last mark, to look from there at the next
}

// Once is the size of what a rule counts that fires once in an episode.
const Once = 1

// Again reports whether a rule fires whose condition holds, and notes that it has.
// The size is what the rule counts, at least 1.
func (e *Episode) Again(size int64) bool {
	if size < 2*e.fired {
		return false
	}
	e.fired = size
	return true
}

// Swept returns what the episode remembers for each step.
func (e *Episode) Swept() *Swept {
	if e.swept == nil {
		e.swept = &Swept{}
	}
	return e.swept
}

// Mark is a line at which a rule fires, unless its dial is too strict for that.
type Mark struct {
	Type    Entity
	ID      string
	Episode *Episode
	Size    int64 // as [Episode.Again] takes it

	// Holds reports whether the condition of the rule holds with a level as
	// [Params.Level] gives it: with all up to some level, and with none above.
	Holds func(level int64) bool
}

// Sweeper is a rule whose dial decides when it fires, but nothing of what it
// remembers: one pass over the log shows where it fires at every value.
type Sweeper interface {
	// Sweep takes the next line as See does, and marks what See would say if the dial
	// were loose enough. Which dial it was made with does not matter.
	Sweep(l *Line, mark func(Mark))
}

// Noter is a rule whose dial decides what it remembers. It notes what it needs of the
// log to say what it would have said at any value of the dial.
type Noter interface {
	// Note takes the next line instead of See. The notes hold for levels from that on
	// which the rule was made with.
	Note(l *Line)
	// Noted is how much memory the notes take, bytes.
	Noted() int
	// Replay says what See would have said with another level, and at which time.
	Replay(level int64, say func(ts int64, s Said))
}
