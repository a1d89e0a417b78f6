package scenarios

import (
	"slices"
	"strconv"

	"breachsim/scenarios/internal/schema"
)

// The words of the language for each value, from the field table: for messages
// and files, not for the path of events.

// String is the profile's name in the language.
func (p Profile) String() string { return wordFor(profiles(), p) }

// String is the way's name in the language.
func (a Acquisition) String() string { return wordFor(acquisitions(), a) }

// String is the order's name in the language.
func (o Order) String() string { return wordFor(orders(), o) }

// String is the kind's name in the language.
func (k NetworkKind) String() string { return wordFor(networkKinds(), k) }

// String is the control's name in the language.
func (t ControlType) String() string { return wordFor(controlTypes(), t) }

// String is the action's name in the language.
func (a ControlAction) String() string { return wordFor(controlActions(), a) }

// String is the scope's name in the language.
func (s Scope) String() string { return wordFor(scopes(), s) }

// String is the rule's name in the language.
func (r Rule) String() string { return "R" + strconv.Itoa(int(r)) }

// String is the reply's name in the language.
func (r Reply) String() string { return wordFor(replies(), r) }

// String is the move's name in the language.
func (m Move) String() string { return wordFor(moves(), m) }

// String is the form's name in the language.
func (c CoUse) String() string { return tableWord(campaignTable(), c, "co_use") }

// String is the shape's name in the language.
func (s Shape) String() string { return tableWord(pacingTable(), s, "shape") }

// String is the hours' name in the language.
func (h Hours) String() string { return tableWord(pacingTable(), h, "active_hours") }

// String is the rotation's name in the language.
func (r AccountRotation) String() string { return tableWord(rotationTable(), r, "accounts") }

// String is the rotation's name in the language.
func (r AddressRotation) String() string { return tableWord(rotationTable(), r, "ip") }

// String is the form's name in the language.
func (u UserAgent) String() string { return tableWord(clientTable(), u, "user_agent") }

// String is the handshake's name in the language.
func (t TLS) String() string { return tableWord(clientTable(), t, "tls") }

// String is the mode's name in the language.
func (m NIRMode) String() string { return tableWord(outputTable(), m, "nir") }

// String is the look-alike's name in the language.
func (k LookAlikeKind) String() string { return lookAlikeNames[k] }

var lookAlikeNames = [NumLookAlikes]string{
	"batch_rights_check", "software_polling", "vaccination_day", "locum_takeover", "practice_move", "audit_catch_up", "stale_list_typing",
	"care_home_round", "shared_nat", "travelling_vpn", "network_failover", "forgotten_password_burst", "night_duty", "tourist_season",
	"large_desk", "flash_event", "browser_restart", "pentest", "curiosity", "twin_sites",
}

// Fools lists the families of detectors that a look-alike fools.
func (k LookAlikeKind) Fools() []string { return slices.Clone(lookAlikeFools[k]) }

var lookAlikeFools = [NumLookAlikes][]string{
	BatchRightsCheck:       {"volume", "deviation"},
	SoftwarePolling:        {"click_speed", "user_agent", "hour"},
	VaccinationDay:         {"volume", "deviation", "novelty", "community"},
	LocumTakeover:          {"new_device", "travel", "takeover"},
	PracticeMove:           {"novelty", "dormant_user"},
	AuditCatchUp:           {"hour", "deviation"},
	StaleListTyping:        {"errors"},
	CareHomeRound:          {"sequence"},
	SharedNAT:              {"address_rate", "fan_in"},
	TravellingVPN:          {"travel", "new_network"},
	NetworkFailover:        {"session_addresses", "token_reuse"},
	ForgottenPasswordBurst: {"reset_then_login", "new_device"},
	NightDuty:              {"hour", "geography"},
	TouristSeason:          {"novelty", "geography"},
	LargeDesk:              {"volume"},
	FlashEvent:             {"global_deviation", "drift"},
	BrowserRestart:         {"click_speed", "burst"},
	Pentest:                {"network", "user_agent", "volume"},
	Curiosity:              {"privacy"},
	TwinSites:              {"coherence"},
}

// wordFor finds the word of a value.
func wordFor[T ~uint8](words []schema.EnumWord, v T) string {
	for _, w := range words {
		if w.Value == any(v) {
			return w.Name
		}
	}
	return strconv.Itoa(int(v))
}

// tableWord is wordFor over one key of a group.
func tableWord[T ~uint8](k schema.Kind, v T, key string) string {
	if e, ok := schema.EnumOf(k.(*schema.Group).Row(key).Kind); ok {
		return wordFor(e.Words, v)
	}
	return strconv.Itoa(int(v))
}
