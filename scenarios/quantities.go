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
	// Share is a share of one, in millionths.
	Share = quantity.Share
	// Micros is a length of time, in microseconds.
	Micros = quantity.Micros
	// Rate is an amount of requests in millionths of its unit, see [RateUnit].
	Rate = quantity.Rate
	// RateUnit is what a rate is of.
	RateUnit = quantity.RateUnit
	// Threshold is a number of requests within a length of time.
	Threshold = quantity.Threshold
	// Range is a range of whole numbers, both ends included.
	Range = quantity.Range
	// Law is a family of distributions.
	Law = quantity.Law
	// Distribution is a distribution of lengths of time.
	Distribution = quantity.Distribution
	// Schedule is a time of day on some days of the week.
	Schedule = quantity.Schedule
	// ShareLaw is a way to divide a list.
	ShareLaw = quantity.ShareLaw
	// Shares is how a list is divided among accounts.
	Shares = quantity.Shares
	// Scale is a factor in millionths: above 0, at most 1,000.
	Scale = quantity.Scale
	// Keep is what of a campaign stays when it is scaled.
	Keep = quantity.Keep
)

// What is wrong with a file.
type (
	// Problem is one thing wrong, with its place.
	Problem = tree.Problem
	// Problems are all that is wrong: the error of content that was read and judged bad.
	Problems = tree.Problems
	// Fix is a change that suffices to make one problem go away.
	Fix = tree.Fix
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
