package schema

import "fmt"

// NIRMode says how the audit log names the insured person of a look-up.
type NIRMode uint8

// The modes.
const (
	HMAC  NIRMode = iota // nir_ref: a keyed reference
	Clear                // nir: the number with the key that was typed
	Omit                 // nir_ref is always null
)

// ParseNIRMode reads a mode by the name that scenarios use.
func ParseNIRMode(s string) (NIRMode, error) {
	switch s {
	case "hmac", "":
		return HMAC, nil
	case "clear":
		return Clear, nil
	case "omit":
		return Omit, nil
	}
	return HMAC, fmt.Errorf("nir mode %q: want hmac, clear or omit", s)
}
