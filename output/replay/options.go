package replay

import (
	"io"
	"time"

	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/replay/retime"
)

// Options say what is sent and how.
type Options struct {
	Forms    []retime.Form // one a log
	From, To int64         // µs since 1970 by the dataset's own times; To is not included, 0 = to the end
	Weeks    int           // by which times are moved
	Loop     bool          // begin again at the end, later by as many whole weeks as the logs last
	Speed    float64       // seconds of log a second; 0 = as fast as it goes
	Start    int64         // moved log time that is due when the run begins, µs; 0 = that of the first line
	Batch    Batch
	Retry    Retry
	Delivery delivery.Plan
	Fates    io.Writer      // told what is late, twice, lost or wrong in time, JSON Lines; nil = nobody is
	State    string         // file that says where to go on; "" = none
	Resume   *State         // where to go on; nil = at the beginning
	Progress func(Progress) // called a few times a second; nil = never
}

// Batch bounds what is sent at once.
type Batch struct {
	Lines int
	Bytes int           // reached by the last line; one line is always sent
	Age   time.Duration // that a line may wait for others, of real time
}

// Retry bounds how often a batch is sent again that failed in a way that may pass.
type Retry struct {
	Times int
	For   time.Duration // since the batch failed first
}

// Progress is how far a run is.
type Progress struct {
	Lines, Bytes int64         // taken by the receiver in this run
	At           int64         // the time that the last line tells, µs since 1970
	Lag          time.Duration // that the last batch was late
	MaxLag       time.Duration
	Retries      int64
	Twice        int64 // lines that may have arrived twice, because their batch failed and was sent again
	Round        int   // from 0; more with Loop
}
