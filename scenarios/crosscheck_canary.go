package scenarios

import "fmt"

// canaries checks that canary persons are few among the insured: one in twenty
// at most, so that practitioners have others to look up.
func (w *walk) canaries(top, r *record) {
	e := r.entry("count")
	n, ok := e.v.(int64)
	persons, ok2 := value[int64](top, "population", "insured_persons")
	if most := persons / 20; ok && ok2 && n > most {
		w.at(e, fmt.Sprintf("%d canary persons are more than one in twenty of the %d of population.insured_persons", n, persons), fmt.Sprintf("write at most %d", most))
	}
}
