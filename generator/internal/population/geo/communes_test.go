package geo

import "testing"

func TestCommunesHaveOneNameEach(t *testing.T) {
	for d := range uint8(depts) {
		seen := make(map[string]bool)
		for c := range Communes(d) {
			name := CommuneName(d, c)
			if seen[name] {
				t.Errorf("department %d: two communes are called %s", d, name)
			}
			seen[name] = true
		}
	}
}
