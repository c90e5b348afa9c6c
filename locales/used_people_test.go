package locales

import "slices"

// merged puts the ends of two lists of beginnings together.
func merged(a, b map[string][]string) map[string][]string {
	for prefix, ends := range b {
		a[prefix] = slices.Concat(a[prefix], ends)
	}
	return a
}

// peoplesIDs are the ids that the program puts together about who sits on the council and who has a say.
func peoplesIDs() map[string][]string {
	members, values := words("lead branch committee oversight delegate legal organisation elder"),
		words("either both usual four handler supervisor group secretary anyone")
	settings := words("conveners parties acceptance station residents commands raises unnamed")
	sources, topics := words("walk recommended called set proposal"), words("worry door watched reported plan")
	haves := words("site sign gear funds staff attached")
	return map[string][]string{
		"have.": slices.Concat(haves, words("rules rules.count records records.count fixed fixed.count")),
		"kind.": members, "setting.value.": values, "party.": words("members invited departments residents"),
		"wait.": words("backing backing.by pass"), "hint.": words("backing pass"), "button.do.": words("back pass"),
		"level.": words("grid village township"), "echo.declined.": words("policy ordered discriminatory other"),
		"setting.": settings, "option.": slices.Concat(settings, haves, sources, topics, words("calm easy")),
		"source.": sources, "topic.": topics,
		"word.": slices.Concat(settings, haves, members, values, sources, topics, words("calm easy")),
	}
}
