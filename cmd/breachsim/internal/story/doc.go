// Package story tells of scenarios: it lists, shows, checks and begins them, and
// writes the page of each.
//
// It stands beside the verbs that make and judge datasets, and makes none itself.
// One file holds one verb, as in the command; page.go and what it calls say what
// show --markdown prints.
package story
