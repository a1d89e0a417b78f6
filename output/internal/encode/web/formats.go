package web

import "github.com/breachsim/breachsim/output/encode/schema"

// Formats are the formats of the access log that servers write.
func Formats() []schema.Format {
	return []schema.Format{
		{Name: "combined", Stream: schema.Access, Ext: "log", Layout: "logs/access/DATE.log",
			LineBytes: 260, Mapping: combinedPlaces,
			Description: "NCSA combined, as Apache and nginx write it",
			Access:      newCombined},
		{
			Name:      "nginx",
			Stream:    schema.Access,
			Ext:       "log",
			Layout:    "logs/access/nginx/DATE.log",
			LineBytes: 340,
			Mapping:   nginxPlaces,
			Description: "" +
				"combined with size and time of the request and its id, as the nginx ingress of Kubernetes writes it",
			Access: newNginx,
		},
		{Name: "w3c", Stream: schema.Access, Ext: "log", Layout: "logs/access/w3c/DATE.log",
			LineBytes: 300, Mapping: w3cPlaces,
			Description: "W3C extended, times in UTC",
			Head:        func(schema.NIRMode) string { return w3cHead },
			Access:      newW3C},
	}
}
