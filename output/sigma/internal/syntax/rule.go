package syntax

import (
	"net/netip"
	"regexp"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
)

// Rule is a detection or a correlation. One of the two is set.
type Rule struct {
	Place
	Title, ID, Name string
	Level           Level
	In              field.Service // the logs that it reads
	Detection       *Detection
	Correlation     *Correlation
	// Quiet says that the rule is only a part of correlations and raises no alerts.
	Quiet bool
}

// Label is the name of the rule in alerts: its name, or else its title.
func (r *Rule) Label() string {
	if r.Name != "" {
		return r.Name
	}
	return r.Title
}

// Level is how serious a rule says that its alerts are; 0 = it does not say.
type Level uint8

var levels = []string{"informational", "low", "medium", "high", "critical"}

// Detection is a condition on one line.
type Detection struct {
	Items     []Item
	Condition *Expr // of places in Items
}

// Test is how an item compares.
type Test uint8

// The tests.
const (
	Like   Test = iota // Patterns, Numbers: the value is that text or number
	Regexp             // Regexps match somewhere in the value
	CIDR               // Prefixes hold the address
	Less               // below Numbers[0]
	LessEqual
	Greater
	GreaterEqual
	Exists  // the line says something of the field, or nothing where Not
	SameAs  // the value is that of the field Other
	Keyword // Patterns stand somewhere in the values of the line
)

// Item is a test of one field.
type Item struct {
	Place
	Field *field.Field // nil of keywords
	Test  Test
	All   bool // all values, not one of them
	Not   bool // none of them
	Cased bool

	Patterns []Pattern
	Numbers  []int64 // in millionths
	Regexps  []*regexp.Regexp
	Prefixes []netip.Prefix
	Null     bool // null is among the values
	Other    *field.Field
}

// Pattern is a text with wildcards.
type Pattern struct {
	Parts []string // between the wildcards *; of each, ? is any one letter where Any says so
	Any   []string // as long as its part: a 1 where that is a ?
	Plain bool     // there are no wildcards: Parts[0] is the text
}

// Expr is a condition that is made of others.
type Expr struct {
	Op   Op
	Args []*Expr
	Ref  int // of Leaf: which item, or which rule
}

// Op joins the parts of a condition.
type Op uint8

// The ways to join.
const (
	Leaf Op = iota
	And
	Or
	Not
)

// Type is what a correlation counts.
type Type uint8

// The types of correlations.
const (
	EventCount Type = iota
	ValueCount
	Temporal
	TemporalOrdered
	ValueSum
	ValueAvg
	ValuePercentile
)

var types = []string{"event_count", "value_count", "temporal", "temporal_ordered", "value_sum", "value_avg",
	"value_percentile"}

func (t Type) String() string { return types[t] }

// Correlation is a condition on what rules find within a time.
type Correlation struct {
	Type     Type
	Rules    []int    // places in [Set.Rules]
	GroupBy  []string // as the rule names them
	Keys     [][]*field.Field
	Values   [][]*field.Field // of Rules, what is counted; nil where nothing is
	Timespan int64            // microseconds
	Limits   []Limit          // all of them hold
	// Percentile is that of ValuePercentile, 1 to 100; 0 = the share, in percent, of the
	// lines that have the value of the present one.
	Percentile int64
	Condition  *Expr // of places in Rules; nil where there is none
}

// Limit is a comparison with a number.
type Limit struct {
	Op Compare
	N  int64 // millionths
}

// Compare is a comparison.
type Compare uint8

// The comparisons.
const (
	GT Compare = iota
	GTE
	LT
	LTE
	EQ
	NEQ
)

var compares = []string{"gt", "gte", "lt", "lte", "eq", "neq"}

// Set is rules that were read together.
type Set struct {
	Rules []*Rule // in the order of the files
	Order []int   // places in Rules, each after those that it refers to
}
