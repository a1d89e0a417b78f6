package inspect

import (
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// Line is a line of the log, with what is true of it where that was asked for.
type Line struct {
	read.Event
	File string
	N    int   // line of the file
	Mark *Mark // nil = plainly benign, or not asked for
}

// Mark is what is true of a line that is not plainly benign.
type Mark struct {
	truth.Event
	Exposed int      // persons that it exposed for the first time
	Fields  []string // what was shown of them
}

// Group are the lines of a session on a day, in order. Lines without a session, such
// as refused sign-ins, are a group of their account: Session is 0.
type Group struct {
	Session uint64
	Account string
	Lines   []Line
}

// Day is what is shown of a local day, sessions by their first line.
type Day struct {
	Date   string
	Groups []Group
}

// Rest is what was not shown.
type Rest struct {
	Shown int64
	Left  int64 // lines that fit and were left out
}

// AskError says why a query cannot be answered.
type AskError struct{ What, Instead string }

func (e *AskError) Error() string { return e.What }
