package traffic

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/emit"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
)

// What those speak of who ask a World: they need not know its rooms.
type (
	// Ground is what a World stands on.
	Ground = habit.Ground
	// Session is one session of an account as planned.
	Session = course.Session
	// Kind is what a step of a session's script does.
	Kind = course.Kind
	// Filler emits the base world's part of slices.
	Filler = emit.Filler
	// Stage is what campaigns and controls do to the base world.
	Stage = emit.Stage
)

// The kinds of steps.
const (
	SignInRefused = course.SignInRefused
	SignIn        = course.SignIn
	RequestReset  = course.RequestReset
	SetPassword   = course.SetPassword
	LookUp        = course.LookUp
	UseService    = course.UseService
	SignOut       = course.SignOut
	Expired       = course.Expired
	SignInAgain   = course.SignInAgain
)

const million = calendar.Million

// Parting draws the time between the last action and a sign-out about a person's median.
func Parting(median int64, draw *random.Rand) int64 { return course.Parting(median, draw) }

// PartingOf draws a person's median.
func PartingOf(draw *random.Rand) int64 { return habit.Parting(draw) }
