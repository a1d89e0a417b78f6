package portal

import (
	"breachsim/generator/event"
	"breachsim/scenarios"
)

// SearchPath is the path of look-ups as the logs write it. In a path or query
// the number stands as the logs carry numbers: as a keyed reference, in clear,
// or, where they leave it out, masked by the proxy that writes them.
func SearchPath(o scenarios.Output) event.Path {
	if o.NIRLocation == scenarios.NIRInBody {
		return event.PathSearch
	}
	paths := [...]event.Path{
		scenarios.NIRHMAC:  event.PathByRef,
		scenarios.NIRClear: event.PathByNumber,
		scenarios.NIROmit:  event.PathMasked,
	}
	if o.NIRLocation == scenarios.NIRInQuery {
		paths = [...]event.Path{
			scenarios.NIRHMAC:  event.QueryByRef,
			scenarios.NIRClear: event.QueryByNumber,
			scenarios.NIROmit:  event.QueryMasked,
		}
	}
	return paths[o.NIR]
}

// search is the request of a look-up: a form where the number travels in the
// body, a GET without one elsewhere. A refused request about nobody in
// particular is for the page of the form.
func (e *Emitter) search(q *Query, body uint32) request {
	r := request{method: event.GET, path: e.Rules.Search}
	switch {
	case r.path == event.PathSearch:
		r.method, r.req = event.POST, body
	case q.NIR == 0:
		r.path = event.PathInfopatient
	case r.path.ByRef():
		r.asked = q.Ref
	case r.path.ByNumber():
		r.asked, r.keyOff = uint64(q.NIR), q.KeyOff
	}
	return r
}
