package evade

// Trial is a candidate that was played.
type Trial struct {
	Candidate
	Part    float64 `json:"part"`    // of a world
	Persons float64 `json:"persons"` // that it took there
}

// Step is the best that was known when a whole world had been played.
type Step struct {
	Worlds  float64 `json:"worlds"`  // played so far
	Tried   int     `json:"tried"`   // campaigns tried so far, in parts of a world or in whole ones
	Persons float64 `json:"persons"` // of the best in a whole world
}

// Result is what a search found.
type Result struct {
	First   Trial   `json:"first"` // the scenario as it is
	Best    Trial   `json:"best"`  // in a whole world; First, where nothing is better
	Curve   []Step  `json:"curve"`
	Trials  []Trial `json:"trials"`  // in order
	Refused int     `json:"refused"` // candidates that are no scenario
}
