package background

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/measure"
)

const (
	millisecond = measure.Millisecond
	second      = measure.Second
	minute      = calendar.Minute
	hour        = calendar.Hour
	million     = measure.Million
)

// rate is how many visits of a kind there are at the usual level.
type rate struct {
	floor int64 // a day, in thousandths, whatever the size of the portal
	each  int64 // more, a day and account, in millionths
}

// rates are the visits of each kind. All are assumptions, set so that two figures of
// real access logs come out in a world of any size: a third to a half of all hosts
// make a single request (32 and 53 % in two logs, Shellforge's table), and the
// background is a few per cent of all lines of a portal that people work in. Scanners
// find a small portal as a large one; known names draw more.
var rates = [scenarios.NumBackground]rate{
	scenarios.BackgroundCrawler:  {9_000, 300},
	scenarios.BackgroundResearch: {8_000, 10_000},
	scenarios.BackgroundProbe:    {22_000, 75_000},
	scenarios.BackgroundScan:     {1_200, 500},
	scenarios.BackgroundVisitor:  {4_000, 20_000},
}

// Monitors ask all day long, every so often, whatever the level; the first of them
// with HEAD. The last is the check of a load balancer.
const (
	monitors     = 3
	monitorEvery = 5 * minute
)

// burst is a list of identifiers that somebody tries one after the other.
type burst struct {
	perDay   int64 // thousandths
	invented int   // identifiers that nobody has, whatever the size of the portal
	unknown  int64 // more of them, for each account, in millionths
	known    int64 // share of accounts whose identifier is in the list, in millionths
}

// bursts are the guesses of each kind: some two thousand a week at 20,000
// accounts. Pairs stolen elsewhere are mostly of people who have no account here;
// names for spraying are taken from directories, and half of them are right. The
// shares are assumptions; that few pairs fit is what Thomas and others found (USENIX
// Security 2019: 1.5 % of the sign-ins on the web are with a breached pair).
var bursts = map[scenarios.BackgroundKind]burst{
	scenarios.BackgroundStuffing: {300, 24, 40_000, 3_000},
	scenarios.BackgroundSpraying: {130, 12, 8_000, 8_000},
}

// longest bounds a visit or a burst, so that a slice need not look back farther.
const longest = 6 * hour
