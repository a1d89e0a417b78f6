package spell

import (
	"reflect"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
)

// ofNoEvent are the fields of a spell that neither the times nor the kinds of its events follow
// from: who sits where, what became of it, and its sum itself.
var ofNoEvent = []string{"Visit", "Number", "Doctor", "Begins", "Booked", "Sum", "Turned", "Closed"}

// A sum is taken over from a spell that is the same in every field that counts.
func TestSumsAreOfTheSameSpell(t *testing.T) {
	runs := []ledger.Run{{First: 9, N: 2}}
	was := &Spell{Runs: runs, Sum: Sum{Events: 7, known: true}}
	before := &Log{Spells: []*Spell{was}}
	for i := range reflect.TypeFor[Spell]().NumField() {
		s := &Spell{Runs: slices.Clone(runs)}
		l := &Log{Spells: []*Spell{s}, Before: before}
		if l.before(s) != was {
			t.Fatal("the same spell is not found")
		}
		field := reflect.ValueOf(s).Elem().Field(i)
		alter(field)
		name := reflect.TypeFor[Spell]().Field(i).Name
		if found, want := l.before(s) != nil, slices.Contains(ofNoEvent, name); found != want {
			t.Errorf("a spell with another %s: found %v, want %v", name, found, want)
		}
	}
	other := &Spell{Runs: runs}
	l := &Log{Spells: []*Spell{{}, other}, Before: before}
	if l.before(other) != nil {
		t.Error("a spell at another place is found")
	}
}

// alter changes the first plain value in v.
func alter(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int64, reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(v.Uint() + 1)
	case reflect.Slice:
		return alter(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() && alter(v.Field(i)) {
				return true
			}
		}
		return false
	default:
		return false
	}
	return true
}
