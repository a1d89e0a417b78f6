package traffic

import (
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
)

// starts are the accepted sign-ins of some weeks, as they are planned.
type starts struct {
	digits map[uint32]*[10]int // by account: the last of the microsecond
	third  [1000]int           // of all: the last three
	second [3600]int           // minute and second
	at     map[int64]uint32    // who
	twice  int
	n      int
}

// readStarts goes through all sessions of a world, look-alikes too.
func readStarts(w *World) (x starts) {
	x.digits, x.at = map[uint32]*[10]int{}, map[int64]uint32{}
	for k := range uint32(w.Accounts.Len()) {
		x.digits[k] = new([10]int)
		for n := w.Calendar.First() + 3; n <= w.Calendar.Last()-3; n++ {
			for _, s := range w.Sessions(k, n, nil) {
				if other, ok := x.at[s.Start]; ok && other != k {
					x.twice++
				}
				x.at[s.Start] = k
				x.digits[k][s.Start%10]++
				x.third[s.Start%1000]++
				x.second[s.Start/calendar.Second%3600]++
				x.n++
			}
		}
	}
	return x
}

func sum(counts []int) (n int) {
	for _, x := range counts {
		n += x
	}
	return n
}

// tooUneven reports whether counts depart from equal ones by more than six standard
// deviations of chi-squared.
func tooUneven(counts []int) bool {
	mean, chi := float64(sum(counts))/float64(len(counts)), 0.0
	for _, n := range counts {
		chi += (float64(n) - mean) * (float64(n) - mean) / mean
	}
	df := float64(len(counts) - 1)
	return (chi-df)*(chi-df) > 36*2*df && chi > df
}

// No session begins where a plan's table has an edge: no two accounts at the same
// microsecond more often than by chance (a pair in a million), no account on round
// microseconds, and no second of the hour stands out.
func TestStartsLieOnNoEdge(t *testing.T) {
	x := readStarts(worldOf(t, "population.accounts=300", "population.insured_persons=90000"))
	if x.n < 20_000 {
		t.Fatalf("%d sessions", x.n)
	}
	if x.twice > 1 {
		t.Errorf("%d times two accounts begin at the same microsecond", x.twice)
	}
	if tooUneven(x.third[:]) {
		t.Error("the last three digits of starts are uneven")
	}
	for k, d := range x.digits {
		if sum(d[:]) >= 60 && tooUneven(d[:]) {
			t.Errorf("account %d: last digits %v", k, d)
		}
	}
	// Quarters of an hour are busier, so a second is held against those beside it.
	for i, n := range x.second {
		around := 0
		for d := 1; d <= 30; d++ {
			around += x.second[(i+d)%3600] + x.second[(i+3600-d)%3600]
		}
		mean := float64(around) / 60
		if float64(n) > mean+12+6*mean/2 {
			t.Errorf("%02d:%02d: %d sessions begin, %0.1f around", i/60, i%60, n, mean)
		}
	}
}
