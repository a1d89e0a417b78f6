package generator_test

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/scenarios/library"
)

// A Plan makes any stretch of time by itself, each event with its truth.
func Example() {
	sc, err := library.Open("tiny", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := generator.New(sc, generator.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	noon := time.Date(2022, 3, 10, 12, 0, 0, 0, sc.Time.Location)
	attack, benign := 0, 0
	for e, truth := range plan.Events(noon, noon.Add(time.Hour)) {
		switch {
		case e.Action != event.Lookup:
		case truth.Label == event.Attack:
			attack++
		default:
			benign++
		}
	}
	fmt.Printf("look-ups from noon to one: %d of the campaign, %d of practitioners\n", attack, benign)
	// Output: look-ups from noon to one: 9 of the campaign, 3 of practitioners
}

// The same world without its campaigns has the same honest traffic.
func ExampleNew_withoutCampaigns() {
	sc, _ := library.Builtin("tiny")
	plan, err := generator.New(sc, generator.Options{WithoutCampaigns: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	attack := 0
	for _, truth := range plan.Events(sc.Time.Start, sc.Time.End) {
		if truth.Label == event.Attack {
			attack++
		}
	}
	fmt.Println(attack, "attack events")
	// Output: 0 attack events
}

// Persons are computed, not stored: by index, or by number.
func ExamplePlan_FindPerson() {
	sc, _ := library.Builtin("tiny")
	plan, err := generator.New(sc, generator.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var p record.Person
	plan.NewPeople().Person(41, &p)
	number, err := nir.Parse(p.NIR.String())
	if err != nil {
		fmt.Println(err)
		return
	}
	i, ok := plan.FindPerson(number)
	fmt.Println(i, ok, len(plan.Household(i)) > 0)
	// Output: 41 true true
}
