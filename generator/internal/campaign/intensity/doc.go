// Package intensity says how strongly a campaign works over time, and where in
// that time its look-ups lie.
//
// It is pure: it knows the calendar and the outages of the portal, but no
// account, no session and no control. The campaign asks it in this order:
//
//	Shape ──► New ──► Intensity ──► Within(spans) ──► Placement ──► Time(stretch, i)
//	hours,           λ(t), its      when an account   law of the     when look-up i
//	demand, ramp     integral and   may work          gaps           of a session is
//	                 inverse
//
// Times depend on the key, the stretch and the number of the look-up alone,
// never on what was asked before, so that any slice of a dataset can be made
// by itself.
//
// The words are those of point processes (Daley and Vere-Jones 2003): the
// intensity λ is a rate; its integral, the cumulative intensity Λ, is what a
// stretch of time can hold of the campaign's work; to place work evenly in Λ
// is to place it in time as λ has it (time rescaling).
package intensity
