package portal

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
)

// Slice directs what follows into the batch of a slice.
func (e *Emitter) Slice(w event.Window, b *event.Batch) {
	e.From, e.To, e.Batch = w.From, w.To, b
	e.down = e.State.within(w.From-After, w.To+Before)
}

// failing reports whether the portal is down at an instant near the slice, and
// with which status it answers. Whatever an actor means to do then, it gets an
// error: the portal decides, not the actor.
func (e *Emitter) failing(ts int64) (status uint16, ok bool) {
	for i := range e.down {
		if o := &e.down[i]; ts >= o.From && ts < o.To {
			return o.Status, true
		}
	}
	return 0, false
}

// broken is size and time of an answer of a portal that is down: the proxy's
// own page, as soon as the connection behind it fails.
func broken(status uint16, key random.Key) (resp, took uint32) {
	draw := key.At(drawBroken).Rand()
	if status == 503 {
		return 1_204, uint32(draw.LogNormal(3*millisecond, random.One/2))
	}
	return 568, uint32(draw.LogNormal(70*millisecond, random.One))
}

// static reports whether a path is a file that the proxy serves by itself,
// portal or no portal.
func static(p event.Path) bool { return p >= event.PathAssetApp && p <= event.PathAssetIcons }
