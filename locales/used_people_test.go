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
	members, values := words("lead branch committee oversight delegate legal organisation elder"), words("either both usual four handler supervisor")
	settings := words("conveners parties acceptance station")
	sources, topics := words("walk recommended called set proposal"), words("worry door watched reported plan")
	haves := words("site sign gear funds staff attached")
	return map[string][]string{
		"help.": helpLines(),
		"have.": slices.Concat(haves, words("rules rules.count records records.count fixed fixed.count")),
		"kind.": members, "setting.value.": values, "party.": words("members invited departments residents"),
		"wait.": words("backing backing.by pass"), "hint.": words("backing pass"), "button.do.": words("back pass"),
		"level.": words("grid village township"), "echo.declined.": words("policy ordered discriminatory other"),
		"setting.": settings, "option.": slices.Concat(settings, haves, sources, topics, words("calm easy")), "source.": sources, "topic.": topics,
		"word.":    slices.Concat(settings, haves, members, values, sources, topics, words("calm easy")),
		"command.": words("experts concern back behalf forget sort triage team volunteer visit note pass redo"),
		"ask.":     words("text.setting.conveners text.setting.parties text.setting.acceptance text.visit text.note text.redo urgency difficulty weight spot text.experts text.behalf times valid who through source topic have text.station"),
	}
}

// helpLines are what each kind of reader is told of in the help: an introduction, and a line for each verb.
func helpLines() []string {
	var ids []string
	for reader, verbs := range map[string]string{
		"resident":  "raise support wall object rate meetings withdraw",
		"member":    "mine vote meetings statement research recuse",
		"secretary": "queue screen research schedule resolve publish assign close",
		"handler":   "mine progress done extend wall",
		"authority": "mine approve return statement rate wall",
	} {
		ids = append(append(ids, reader), prefixed(reader+".", words(verbs))...)
	}
	return ids
}
