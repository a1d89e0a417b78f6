package scenarios

import (
	"time"

	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

// one is the whole in millionths.
const one = quantity.One

// The quantities of the language, each with the text that it is written as.
type (
	Share        = quantity.Share        // a share of one in millionths
	Micros       = quantity.Micros       // a length of time in microseconds
	Rate         = quantity.Rate         // an amount in millionths of its unit
	RateUnit     = quantity.RateUnit     // what a rate is of
	Threshold    = quantity.Threshold    // a number of requests within a length of time
	Range        = quantity.Range        // whole numbers, both ends included
	Law          = quantity.Law          // a family of distributions
	Distribution = quantity.Distribution // a distribution of lengths of time
	Schedule     = quantity.Schedule     // a time of day on some days of the week
	ShareLaw     = quantity.ShareLaw     // a way to divide a list
	Shares       = quantity.Shares       // how a list is divided among accounts
	Scale        = quantity.Scale        // a factor in millionths: above 0, at most 1,000
	Keep         = quantity.Keep         // what of a campaign stays when it is scaled
)

// What is wrong with a file.
type (
	Problem  = tree.Problem  // one thing wrong, with its place
	Problems = tree.Problems // all of them: the error of content that was read and judged bad
	Fix      = tree.Fix      // a change that suffices to make one problem go away
)

// Axis is one line of the matrix: a path and the values that it takes in turn.
type Axis = schema.Axis

// The units of rates.
const (
	NoRate    = quantity.NoRate
	PerSecond = quantity.PerSecond // look-ups a second, all accounts together
	PerDay    = quantity.PerDay    // look-ups a day and account
	OwnerMean = quantity.OwnerMean // multiple of the owner's own mean
)

// The laws of distributions.
const (
	ConstantLaw    = quantity.ConstantLaw
	NormalLaw      = quantity.NormalLaw
	LogNormalLaw   = quantity.LogNormalLaw
	ExponentialLaw = quantity.ExponentialLaw
)

// The ways to divide a list.
const (
	DirichletShares = quantity.DirichletShares
	EqualShares     = quantity.EqualShares
	OwnerShares     = quantity.OwnerShares // in proportion to the mean volume of each account's owner
)

// What is kept when a scenario is scaled.
const (
	KeepAccounts = quantity.KeepAccounts // how many accounts are stolen: each works at another pace
	KeepRates    = quantity.KeepRates    // the pace of each account: fewer or more are stolen
)

// ParseDuration reads a length of time such as 10m, 24h, 90d, 1h30m or 0.05s.
func ParseDuration(text string) (Micros, error) { return quantity.ParseDuration(text) }

// ParseTime reads an RFC 3339 time, or a date, which means the first instant of
// that day in the given zone. Finer than a microsecond is refused.
func ParseTime(text string, loc *time.Location) (time.Time, error) {
	return quantity.ParseTime(text, loc)
}

// ParseScale reads a factor such as 0.02, of at most six decimals.
func ParseScale(text string) (Scale, error) { return quantity.ParseScale(text) }

// ParseKeep reads accounts or rates; empty is accounts.
func ParseKeep(text string) (Keep, error) { return quantity.ParseKeep(text) }
