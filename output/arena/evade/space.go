package evade

import "fmt"

// Range is a choice that a threat actor has.
type Range struct {
	Name    string   `json:"name"`
	Values  []string `json:"values"`
	Ordered bool     `json:"ordered"` // values that stand side by side are alike
}

// Space is what campaigns can be tried.
type Space struct {
	Ranges []Range
	// Settings turns a value of each range into settings of the scenario, as --set takes
	// them. It fails where these are no scenario: such a candidate is not tried.
	Settings func(values []string) ([]string, error)
}

// Candidate is a campaign.
type Candidate struct {
	Number int      `json:"number"` // in the order in which they were thought of; 0 = the scenario as it is
	Values []string `json:"values,omitempty"`
	Sets   []string `json:"sets,omitempty"`

	at point
}

// point is a place in a space: the number of a value of each range.
type point []int

// name tells points apart.
func (p point) name() string { return fmt.Sprint([]int(p)) }

// values returns what the ranges have at a point.
func (s *Space) values(p point) []string {
	list := make([]string, len(p))
	for i, at := range p {
		list[i] = s.Ranges[i].Values[at]
	}
	return list
}

// Geometric returns the whole numbers from low to high in steps of an eighth, or of one
// where that is more, for ranges in which proportions matter. High is always the last.
func Geometric(low, high int64) (list []int64) {
	for x := low; x < high; x += max(x/8, 1) {
		list = append(list, x)
	}
	return append(list, high)
}
