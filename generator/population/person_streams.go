package population

import "breachsim/generator/internal/random"

// Streams of the draws about persons. Numbers are part of the output: never
// reuse one for another purpose.
const (
	streamPyramid  random.Stream = 100 + iota // phase of a department's ages and sexes
	streamResident                            // order of persons inside a department
	streamOrigin                              // phase of a department's birthplaces
	streamGroup                               // order and months inside sex, year, birthplace
	streamSlot                                // commune code and order number
	streamDay                                 // day of birth
	streamBirths                              // phase of births over mothers' ages
	streamChild                               // order of children of one age
	streamMother                              // which women of one age are mothers
	streamSibling                             // which children are siblings
	streamFamily                              // phase of family sizes
	streamCommune                             // commune of residence
	streamFirstName
	streamSurname
	streamPartner // partner's surname and marriage
	streamRights
	streamDoctor
	streamContact
	streamUnassigned
	streamTwin      // which births bring twins, and whose
	streamCouple    // who lives with whom
	streamTemporary // who has a temporary number, and which
	streamCommunity // country of origin inside a group of countries
)
