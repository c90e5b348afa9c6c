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
	members, values := words("lead branch committee oversight delegate legal organisation elder"), words("one both any four")
	settings := words("conveners parties")
	sources, topics := words("walk recommended called set proposal"), words("worry door watched reported plan")
	return map[string][]string{
		"kind.": members, "setting.value.": values, "party.": words("members invited departments residents"),
		"wait.": words("backing backing.by"), "hint.": words("backing"), "button.do.": words("back"),
		"setting.": settings, "option.": slices.Concat(settings, sources, topics), "source.": sources, "topic.": topics,
		"word.":    slices.Concat(settings, members, values, sources, topics),
		"command.": words("experts concern back behalf sort"),
		"ask.":     words("text.setting.conveners text.setting.parties text.experts text.behalf times valid who through source topic"),
	}
}
