package truth

import "github.com/breachsim/breachsim/output/encode/schema"

// DaysPath is where a dataset that begins with a warm-up tells which of its
// days belong to it.
const DaysPath = "truth/days.jsonl"

// Parts of a dataset.
const (
	WarmupPart = "warmup" // to learn on
	ScoredPart = "scored" // to be judged by
)

// Day is a row of truth/days.jsonl: a local day, or a part of one.
type Day struct {
	Date string `json:"date"`
	From Time   `json:"from"`
	To   Time   `json:"to"`
	Part string `json:"part"`
}

func daysTable() Table {
	return Table{
		DaysPath,
		"The local days of a dataset that begins with a warm-up, in order; no such file elsewhere. A day within which the warm-up ends is two lines.",
		[]schema.Field{
			{Name: "date", Type: "date", Meaning: "Local day: the name of its files."},
			{Name: "from", Type: "timestamp", Meaning: "First moment."},
			{Name: "to", Type: "timestamp", Meaning: "First moment no longer in it."},
			{Name: "part", Type: "warmup|scored", Meaning: "Whether a detector learns on it or is judged by it."},
		},
	}
}
