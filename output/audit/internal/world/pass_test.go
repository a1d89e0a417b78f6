package world

import (
	"sync/atomic"
	"testing"
)

func TestBesideDoesEachOnce(t *testing.T) {
	var done [100]atomic.Int32
	beside(len(done), func(i int) { done[i].Add(1) })
	for i := range done {
		if n := done[i].Load(); n != 1 {
			t.Errorf("%d was done %d times", i, n)
		}
	}
	beside(0, func(int) { t.Error("there was nothing to do") })
}

func TestBesidePanicsAsItsCaller(t *testing.T) {
	defer func() {
		if p := recover(); p != "the third" {
			t.Errorf("the panic is %v", p)
		}
	}()
	beside(10, func(i int) {
		if i == 3 {
			panic("the third")
		}
	})
	t.Error("nothing panicked")
}
