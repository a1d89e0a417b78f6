package truth

import "breachsim/generator/event"

// The measures that readers look for in truth/responses. Their words are those
// of event.Measure, so that a reader needs to know no word by heart.
var (
	Alerted       = textOf(event.Alerted)
	AddressBanned = textOf(event.AddressBanned)
	AccountReset  = textOf(event.AccountReset)
)

func textOf(m event.Measure) Text { return Text(m.String()) }
