package portal

import (
	"cmp"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// How long an answer takes has four causes, of which each leaves its own trace in the
// distribution:
//
//	the work        log-normal about a median, sigma 0.34
//	the replica     four machines share the work, one of them older: 1.6 times as long
//	its collector   stops a replica for 60 to 420 ms every half a minute or so, and for
//	                one to two seconds once in forty times: who comes meanwhile waits
//	the cache       of the directory: one look-up in four finds the person there
//
// The figures are assumptions in the order of what servers of the kind show. None
// follows from the traffic of the scenario: the portal serves the whole country.
const (
	replicas    = 4
	workSigma   = random.One * 34 / 100
	longestStop = 2_400 * millisecond
	warmShare   = 250_000
)

// replicaPace is how long a replica takes, in 1/1024; replicaCycle how often its
// collector runs, in microseconds.
var (
	replicaPace  = [replicas]int64{920, 960, 1_000, 1_590}
	replicaCycle = [replicas]int64{
		37_300 * millisecond, 28_900 * millisecond, 41_700 * millisecond, 23_100 * millisecond,
	}
)

// took draws how long the portal works on an answer: about a median in microseconds,
// which is that of a portal as busy as on average.
func (c *Conditions) took(ts int64, draw *random.Rand, median int64) uint32 {
	n := int(draw.Below(replicas))
	work := draw.LogNormal(median, workSigma) * replicaPace[n] / unit * c.Pace(ts) / unit
	return uint32(min(work+c.stopped(n, ts-work), 30*second))
}

// stopped is how long a request that reaches a replica at an instant waits for its
// collector.
func (c *Conditions) stopped(n int, ts int64) int64 {
	cycle := replicaCycle[n]
	into := ts % cycle
	if into >= longestStop {
		return 0
	}
	draw := c.texts.key.At(aboutReplica | uint64(n)<<36 ^ uint64(ts/cycle)).Rand()
	stop := draw.Between(60*millisecond, 420*millisecond)
	if draw.Chance(25_000) {
		stop = draw.Between(second, longestStop)
	}
	return max(stop-into, 0)
}

// warm reports whether the cache of the directory has a person: for some hours, because
// somebody anywhere asked. Who asks twice within them finds it twice.
func (c *Conditions) warm(ref uint64, ts int64) bool {
	const block = 6 * 3600 * second
	return c.texts.key.At(aboutPerson ^ ref).At(warmBlock | uint64(ts/block)).Chance(warmShare)
}

// Cached is how long the directory has at hand for sure whom it has found; longer where
// somebody else asks, as [Conditions.warm] has it.
const Cached = 600 * second

// warmBlock is part of the key of a person, above the number of the block of hours.
const warmBlock = 1 << 32

// fetched draws how long a static file takes: the proxy has it in memory, and the line
// of the client does the rest. line is what a client gets, in kilobytes a second.
func fetched(draw *random.Rand, size, line uint32) uint32 {
	return uint32(draw.LogNormal(900, random.One*6/10)) + size*1000/line
}

// lineOf is what the line of a session's client carries, in kilobytes a second: of old
// copper, of copper, of a telephone, of fibre (an assumption).
func lineOf(session Name) uint32 {
	lines := [...]uint32{900, 2_200, 6_000, 30_000}
	return lines[random.Key(session).Below(uint64(len(lines)))]
}

// broken is size and time of an answer of a portal that is down: the proxy's
// own page, as soon as the connection behind it fails.
func broken(status uint16, key random.Key) (resp, took uint32) {
	draw := key.At(drawBroken).Rand()
	if status == 503 {
		return 1_204, uint32(draw.LogNormal(3*millisecond, random.One/2))
	}
	return 568, uint32(draw.LogNormal(70*millisecond, random.One))
}

// badSpell is a time in which the directory behind the portal fails often.
type badSpell struct{ from, to, share int64 }

// Shares of look-ups, in millionths, to which the directory behind the portal gives no
// answer, and how many bad spells a day has at most; 4 in 1,000 over all (assumed).
const (
	failsOften  = 90_000 // the median of a bad spell
	failsSeldom = 1_200  // between them
	mostBad     = 6
)

// addBad lays out the bad spells of each day: some minutes each, busy ones more often.
func (c *Conditions) addBad(key random.Key, cal *calendar.Calendar) {
	for n := cal.First(); n <= cal.Last(); n++ {
		day := key.At(uint64(n))
		for i := range day.At(drawWhether).Below(mostBad + 1) {
			k := day.At2(drawWhen, i)
			draw := day.At2(drawCourse, i).Rand()
			x := badSpell{from: c.busyMoment(k, cal.Day(n))}
			x.to = x.from + draw.LogNormal(7*calendar.Minute/2, random.One*8/10)
			x.share = min(draw.LogNormal(failsOften, random.One*6/10), million/2)
			c.bad = append(c.bad, x)
		}
	}
	slices.SortFunc(c.bad, func(a, b badSpell) int { return cmp.Compare(a.from, b.from) })
	for i := range c.bad[:max(len(c.bad)-1, 0)] { // the next one goes on from it
		c.bad[i].to = min(c.bad[i].to, c.bad[i+1].from)
	}
}

// Failing is the share of look-ups, in millionths, to which the directory behind the
// portal gives no answer at an instant.
func (c *Conditions) Failing(ts int64) int64 {
	if c == nil {
		return 4_000
	}
	i := sort.Search(len(c.bad), func(i int) bool { return c.bad[i].from > ts }) - 1
	if i < 0 || ts >= c.bad[i].to {
		return failsSeldom
	}
	return c.bad[i].share
}
