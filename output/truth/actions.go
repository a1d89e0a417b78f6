package truth

import "breachsim/generator/event"

// The measures that readers look for in truth/responses. Their words are those
// of event.Measure, so that a reader needs to know no word by heart.
var (
	Alerted       = measure(event.Alerted)
	AddressBanned = measure(event.AddressBanned)
	AccountReset  = measure(event.AccountReset)
)

func measure(m event.Measure) Text { return Text(m.String()) }
