package scenarios

import "time"

// Aftermath is what happened outside the portal once the campaign was known.
// It is told in the ground truth and leaves no line in the logs; a zero time
// means "did not happen".
type Aftermath struct {
	RegulatorNotified time.Time
	ComplaintFiled    time.Time
	MadePublic        time.Time
	EmailsFrom        time.Time // the first notices by e-mail to affected persons
	LettersFrom       time.Time // the first notices by letter
}
