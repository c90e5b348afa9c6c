package bot

import (
	"echowall/flows/talk"
	"echowall/locales"
)

// languages are those of a catalogue as the engine takes them.
func languages(c *locales.Catalogue) []talk.Language {
	var all []talk.Language
	for _, tag := range c.Languages() {
		zone, err := c.Render(tag, "founding.zone", nil, nil)
		if err != nil {
			zone = "" // then it is the engine's default
		}
		all = append(all, talk.Language{Tag: tag, Zone: zone})
	}
	return all
}
