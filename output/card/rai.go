package card

import (
	"slices"
	"strings"
	"time"
)

// responsible are the properties of the Croissant vocabulary for responsible AI, version
// 1.0: what a dataset is good for, what it is not, and what is wrong with it.
// https://docs.mlcommons.org/croissant/docs/croissant-rai-spec.html
func (d *description) responsible(last string) node {
	n := node{
		"rai:dataCollection": "Nothing was collected. A simulation draws persons, practitioners, traffic, campaigns and " +
			"controls from a scenario and a seed; scenario.yaml holds every parameter, and the same scenario, seed and options " +
			"give the same bytes.",
		"rai:dataCollectionType":        []string{"Others"},
		"rai:dataCollectionMissingData": missingData,
		"rai:dataCollectionRawData": "None. Marginals of the population follow published national figures, which the README sets " +
			"beside what is in the dataset; traffic follows published or assumed figures, marked as such.",
		"rai:dataImputationProtocol": "None: nothing is missing by accident, so that nothing was filled in.",
		"rai:dataPreprocessingProtocol": []string{"Lines are written in the order of time, one file a local day; in the audit log a " +
			"person stands as nir_ref, a keyed hash, unless output.nir of the scenario says otherwise."},
		"rai:dataManipulationProtocol": "None after the simulation. Campaigns and controls lie over a world that is the same " +
			"without them; truth/interference.jsonl lists each benign event that they suppressed, changed or added.",
		"rai:dataAnnotationProtocol": annotationProtocol,
		"rai:dataAnnotationPlatform": []string{"None: labels are set by the simulation."},
		"rai:dataAnnotationAnalysis": []string{"There is no disagreement between annotators: there are none. breachsim audit holds " +
			"labels against actors, windows and onsets (A11, A12) and the dataset against its scenario (A13)."},
		"rai:annotationsPerItem":     "1",
		"rai:annotatorDemographics":  []string{"No persons annotated."},
		"rai:machineAnnotationTools": []string{"breachsim " + d.Run.ToolVersion},
		"rai:dataUseCases": []string{
			"Testing and comparing detectors of automated look-ups and of stolen accounts.",
			"Training models whose figures are then told as those of synthetic data.",
			"Fixtures for log pipelines and detection rules, exercises and teaching.",
			"Not for: statements about real persons, practitioners or insurers; estimates of how often such attacks happen; " +
				"a claim that a detector works in the field.",
		},
		"rai:dataLimitations": limitations(),
		"rai:dataBiases":      biases(),
		"rai:dataSocialImpact": "Detectors of mass look-ups protect insured persons. They watch practitioners at work: a false alert " +
			"can lock an honest account and delay care, so that false alerts are to be told with every figure. The attacks are " +
			"described as their traces in logs; nothing here reaches a real portal.",
		"rai:personalSensitiveInformation": []string{
			"None of real persons. Records have the form of health-insurance data (name, birth date, sex, social-security number, " +
				"rights, long-term illness as yes or no); every value is invented.",
			"Social-security numbers use birthplace codes that were never attributed; telephone numbers, e-mail addresses and " +
				"bank details lie in ranges kept for fiction or in forms that nobody can have; addresses are never routed.",
			"A name may coincide with that of a living person by chance, even with the birth date.",
		},
		"rai:dataReleaseMaintenancePlan": maintenance,
		"rai:hasSyntheticData":           true,
		"citeAs": authors + ". breachsim dataset " + d.Run.Scenario + " (synthetic), dataset version " +
			strings.TrimSuffix(d.version(), ".0.0") + ". breachsim cite gives the digest.",
	}
	if first := d.firstDay(); first != "" && last != "" {
		n["rai:dataCollectionTimeframe"] = []string{first + "T00:00:00", last + "T23:59:59"} // simulated, local
	}
	return n
}

const (
	missingData = "" +
		"Columns that do not apply are null. Logs have the gaps that the scenario plays, such as outages of the portal; " +
		"the access log has no session and no event id, as those of real proxies."

	annotationProtocol = "" +
		"Each event has the label of the actor that made it (benign, attack, collateral, policy, test), set when the " +
		"event is made and not found out afterwards. truth/ holds it by event id for the audit log and by line number for the " +
		"access log; a row that is missing there is plainly benign. An owner's own events on a stolen account are benign."

	maintenance = "" +
		"Bytes are stable for a dataset version; a change that alters them raises it and is told in CHANGELOG.md of " +
		"breachsim. manifest.json has the digest of every file; breachsim verify checks them, breachsim regenerate makes the dataset " +
		"again from the manifest. Errors are mended in a new version, never in place."
)

func limitations() []string {
	return []string{
		"Traffic is simulated: a detector that works here has not been shown to work on a real portal. breachsim fidelity holds the " +
			"logs against figures of real ones where there are any; most of what is known of such portals is not published.",
		"One portal with invented paths and services. Attacks are those of the scenario, and threat actors do what it says.",
		"The share of attack events is chosen by the scenario and far above what is met in the field.",
		"Datasets of one scenario and other seeds share its parameters: a model trained on one meets no new kind of attack in the other.",
		"No text, images or network packets; nothing below HTTP but address, port and a fingerprint of the handshake.",
	}
}

func biases() []string {
	return []string{
		"Persons follow French national figures by sex, age and département; regions of another make-up are not there.",
		"Names follow French tables by decade and origin of birth; a model of names would learn those.",
		"Working hours, holidays and seasons are those of France; an attack in another rhythm stands out more than elsewhere.",
		"Practitioners keep to habits that are steadier than those of people: behaviour nobody thought of is missing.",
	}
}

// version is that of the dataset as Croissant wants it.
func (d *description) version() string { return versionOf(d.Run.DatasetVersion) }

// firstDay is the first local day of the logs, "" where none is written.
func (d *description) firstDay() string {
	var days []string
	for _, name := range d.has {
		if !strings.HasPrefix(name, "logs/") {
			continue
		}
		day := name[strings.LastIndex(name, "/")+1:]
		day, _, _ = strings.Cut(day, ".")
		if _, err := time.Parse(time.DateOnly, day); err == nil {
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		return ""
	}
	return slices.Min(days)
}
