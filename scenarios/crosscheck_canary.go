package scenarios

import (
	"fmt"

	"breachsim/scenarios/internal/schema"
)

// canaries checks that canary persons are few among the insured: one in twenty
// at most, so that practitioners have others to look up.
func (w *checker) canaries(top, r *schema.Record) {
	e := r.Entry("count")
	n, ok := e.Value.(int64)
	persons, ok2 := schema.Value[int64](top, "population", "insured_persons")
	if most := persons / 20; ok && ok2 && n > most {
		w.Wrong(e, fmt.Sprintf("%d canary persons are more than one in twenty of the %d of population.insured_persons", n, persons), fmt.Sprintf("write at most %d", most))
	}
}
